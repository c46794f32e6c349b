/* test_moment.c: instants as they are written on the command line, and in logs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "picture/moment.h"

static void moments_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool is_read, has_date, has_offset;
        int32_t millis, offset;
    } CASES[] = {
        {"09:31", true, false, false, 34260000, 0},
        {"9:31", true, false, false, 34260000, 0},
        {" 09:31:05 ", true, false, false, 34265000, 0},
        {"09:31:05.25", true, false, false, 34265250, 0},
        {"09:31:05.123456", true, false, false, 34265123, 0},
        {"2019-09-26 09:31", true, true, false, 34260000, 0},
        {"2019-09-26T09:31:05", true, true, false, 34265000, 0},
        {"2019-09-26T09:31Z", true, true, true, 34260000, 0},
        {"2019-09-26T09:31+08:00", true, true, true, 34260000, 480},
        {"2019-09-26 09:31:05.250-0330", true, true, true, 34265250, -210},
        {"2019-09-26T09:31+08", true, true, true, 34260000, 480},
        {"24:00", false, false, false, 0, 0},
        {"09:60", false, false, false, 0, 0},
        {"09:31:60", false, false, false, 0, 0},
        {"09:31:", false, false, false, 0, 0},
        {"09:31:05.", false, false, false, 0, 0},
        {"0931", false, false, false, 0, 0},
        {"09:31+08:00", false, false, false, 0, 0},
        {"2019-09-26", false, false, false, 0, 0},
        {"2019-02-29 09:31", false, false, false, 0, 0},
        {"2019-09-26T09:31+8", false, false, false, 0, 0},
        {"2019-09-26T09:31 tomorrow", false, false, false, 0, 0},
        {"2019/09/26 09:31", false, false, false, 0, 0},
        {"", false, false, false, 0, 0},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Moment moment = {0};
        bool is_read = moment_parse(str_from(CASES[i].text), &moment);
        if (is_read != CASES[i].is_read)
            fail_msg("\"%s\" is %s", CASES[i].text, is_read ? "read" : "refused");
        if (!is_read)
            continue;
        if (moment.millis != CASES[i].millis || moment.has_date != CASES[i].has_date ||
            moment.has_offset != CASES[i].has_offset || moment.offset_minutes != CASES[i].offset)
            fail_msg("\"%s\": %d ms, offset %d", CASES[i].text, moment.millis,
                     moment.offset_minutes);
    }
}

static Schedule two_days(Arena *arena, const Zone *zone) {
    Day *days = arena_new(arena, Day, 2);
    for (int32_t i = 0; i < 2; i++) {
        days[i].date = (Date){2019, 9, 26 + i};
        days[i].from = zone_instant(zone, days[i].date, 240, NULL);
        days[i].until = zone_instant(zone, days[i].date, 240 + 1440, NULL);
    }
    return (Schedule){.event = {.zone = zone, .day_change = 240}, .days = days, .day_count = 2};
}

static void moments_fall_on_the_schedules_day(void **state) {
    (void)state;
    Arena *arena = arena_create();
    const Zone *shanghai = zone_open(arena, str_from("Asia/Shanghai"));
    const Zone *berlin = zone_open(arena, str_from("Europe/Berlin"));
    assert_non_null(shanghai);
    assert_non_null(berlin);
    Schedule schedule = two_days(arena, shanghai);
    static const struct {
        const char *text, *now, *expected; /* in the schedule's zone */
    } CASES[] = {
        {"09:31", "2026-11-23T12:00Z", "2019-09-26T09:31:00.000+08:00"},      /* first day */
        {"09:31", "2019-09-27T10:00+08:00", "2019-09-27T09:31:00.000+08:00"}, /* today */
        {"01:30", "2026-11-23T12:00Z", "2019-09-27T01:30:00.000+08:00"},      /* after midnight */
        {"2019-09-26 09:31", "2026-11-23T12:00Z", "2019-09-26T09:31:00.000+08:00"},
        {"2019-09-26T03:31+02:00", "2026-11-23T12:00Z", "2019-09-26T09:31:00.000+08:00"},
        {"2019-09-26T01:31:00.250Z", "2026-11-23T12:00Z", "2019-09-26T09:31:00.250+08:00"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Moment moment, now;
        assert_true(moment_parse(str_from(CASES[i].text), &moment));
        assert_true(moment_parse(str_from(CASES[i].now), &now));
        Instant present = moment_resolve(&now, NULL, berlin, 0);
        Str text =
            moment_format(arena, shanghai, moment_resolve(&moment, &schedule, berlin, present));
        if (!str_equal_c(text, CASES[i].expected))
            fail_msg("%s: %.*s, not %s", CASES[i].text, str_arg(text), CASES[i].expected);
    }
    /* Without a schedule: the host's zone, and its today. */
    Moment moment;
    assert_true(moment_parse(str_from("09:31"), &moment));
    Instant noon = zone_instant(berlin, (Date){2026, 7, 1}, 720, NULL);
    Str text = moment_format(arena, berlin, moment_resolve(&moment, NULL, berlin, noon));
    assert_true(str_equal_c(text, "2026-07-01T09:31:00.000+02:00"));
    arena_free(arena);
}

static void the_hosts_zone_is_found(void **state) {
    (void)state;
    static const struct {
        const char *tz, *name;
    } CASES[] = {{"Asia/Tokyo", "Asia/Tokyo"},
                 {":Europe/Berlin", "Europe/Berlin"},
                 {"/usr/share/zoneinfo/America/New_York", "America/New_York"}};
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        setenv("TZ", CASES[i].tz, 1);
        assert_true(str_equal_c(zone_name(moment_host_zone(arena)), CASES[i].name));
        arena_free(arena);
    }
    Arena *arena = arena_create();
    setenv("TZ", "Nowhere/Land", 1);
    assert_non_null(moment_host_zone(arena));
    unsetenv("TZ");
    assert_non_null(moment_host_zone(arena));
    arena_free(arena);
}

static void the_hosts_language_is_found(void **state) {
    (void)state;
    static const struct {
        const char *all, *messages, *lang, *tag;
    } CASES[] = {
        {"", "", "de_DE.UTF-8", "de-DE"},
        {"", "zh_TW", "de_DE.UTF-8", "zh-TW"},
        {"C.UTF-8", "zh_TW", "de_DE", "en"},
        {"", "", "sr_RS@latin", "sr-RS"},
        {"", "", "ast_ES.UTF-8", "ast-ES"},
        {"", "", "POSIX", "en"},
        {"", "", "", "en"},
        {"", "", "ja", "ja"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        setenv("LC_ALL", CASES[i].all, 1);
        setenv("LC_MESSAGES", CASES[i].messages, 1);
        setenv("LANG", CASES[i].lang, 1);
        Str tag = moment_host_language(arena);
        if (!str_equal_c(tag, CASES[i].tag))
            fail_msg("%zu: %.*s", i, str_arg(tag));
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments_are_read),
        cmocka_unit_test(moments_fall_on_the_schedules_day),
        cmocka_unit_test(the_hosts_zone_is_found),
        cmocka_unit_test(the_hosts_language_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
