/* test_zone.c: calendar, zones and their changes, conference days, and guessed names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/calendar.h"
#include "base/zone.h"

/* The instant of a UTC date and time, counted by zone_utc (itself checked against constants). */
static Instant utc(int32_t year, int32_t month, int32_t day, int32_t hour, int32_t minute) {
    Date date = {.year = year, .month = month, .day = day};
    return zone_instant(zone_utc(), date, hour * 60 + minute, NULL);
}

static const char *date_text(char text[32], Date date) {
    snprintf(text, 32, "%04d-%02d-%02d", date.year, date.month, date.day);
    return text;
}

static void days_are_counted_as_known(void **state) {
    (void)state;
    static const struct {
        Date date;
        int64_t days;
        int32_t weekday;
    } cases[] = {
        {{1970, 1, 1}, 0, 4},        {{1969, 12, 31}, -1, 3},   {{2000, 2, 29}, 11016, 2},
        {{2000, 3, 1}, 11017, 3},    {{1900, 3, 1}, -25508, 4}, {{2019, 9, 26}, 18165, 4},
        {{2024, 2, 29}, 19782, 4},   {{2100, 2, 28}, 47540, 0}, {{2100, 3, 1}, 47541, 1},
        {{1600, 2, 29}, -135081, 2}, {{0, 3, 1}, -719468, 3},   {{0, 2, 29}, -719469, 2},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        assert_int_equal(calendar_days(cases[i].date), cases[i].days);
        assert_int_equal(date_compare(calendar_date(cases[i].days), cases[i].date), 0);
        assert_int_equal(calendar_weekday(cases[i].days), cases[i].weekday);
    }
}

/* Walks 800 years by the rule of leap years as everyone learns it. */
static void every_day_follows_the_one_before(void **state) {
    (void)state;
    static const int32_t LENGTHS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    Date date = {1600, 1, 1};
    int64_t days = calendar_days(date);
    while (date.year < 2400) {
        Date made = calendar_date(days);
        if (made.year != date.year || made.month != date.month || made.day != date.day)
            fail_msg("day %lld", (long long)days);
        assert_int_equal(calendar_days(date), days);
        assert_true(date_is_valid(date));
        bool is_leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
        int32_t length = LENGTHS[date.month - 1] + (date.month == 2 && is_leap);
        days++;
        if (++date.day > length) {
            assert_false(date_is_valid(date));
            date.day = 1;
            if (++date.month > 12) {
                date.month = 1;
                date.year++;
            }
        }
    }
}

static void dates_are_checked_and_counted(void **state) {
    (void)state;
    static const struct {
        Date date;
        bool is_valid;
    } cases[] = {
        {{2024, 2, 29}, true},  {{2023, 2, 29}, false},        {{1900, 2, 29}, false},
        {{2000, 2, 29}, true},  {{2019, 4, 31}, false},        {{2019, 0, 1}, false},
        {{2019, 13, 1}, false}, {{2019, 1, 0}, false},         {{0, 0, 0}, false},
        {{9999, 12, 31}, true}, {{10000, 1, 1}, false},        {{2019, 12, 32}, false},
        {{1, 1, 1}, true},      {{2019, 1, INT32_MAX}, false},
    };
    for (size_t i = 0; i < countof(cases); i++)
        if (date_is_valid(cases[i].date) != cases[i].is_valid)
            fail_msg("case %zu", i);
    Date leap = {2024, 2, 29};
    assert_int_equal(date_compare(date_add(leap, 1), (Date){2024, 3, 1}), 0);
    assert_int_equal(date_compare(date_add(leap, -60), (Date){2023, 12, 31}), 0);
    assert_int_equal(date_diff(leap, (Date){2025, 2, 28}), 365);
    assert_int_equal(date_diff((Date){2025, 2, 28}, leap), -365);
    assert_int_equal(date_compare(leap, (Date){2024, 3, 1}), -1);
    assert_int_equal(date_compare((Date){2024, 3, 1}, leap), 1);
    assert_int_equal(date_diff((Date){INT32_MIN, 1, 1}, (Date){INT32_MAX, 12, 31}), INT32_MAX);
}

static void names_are_taken_exactly(void **state) {
    (void)state;
    static const struct {
        const char *name;
        bool is_known;
    } cases[] = {
        {"Asia/Shanghai", true},
        {"Europe/Berlin", true},
        {"UTC", true},
        {"PRC", true},
        {"CET", true},
        {"EST", true},
        {"Etc/GMT-8", true},
        {"America/Argentina/ComodRivadavia", true},
        {"Beijing", false},
        {"asia/shanghai", false},
        {"Asia/Shanghai ", false},
        {"Asia/Beijing", false},
        {"GMT+8", false},
        {"UTC+8", false},
        {"PST", false},
        {"CST", false},
        {"JST", false},
        {"", false},
        {"Etc/Unknown", false},
        {"SystemV/PST8", false},
        {"北京", false},
        {"Nowhere/Land", false},
        {"Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        const Zone *zone = zone_open(arena, str_from(cases[i].name));
        if ((zone != NULL) != cases[i].is_known)
            fail_msg("%s", cases[i].name);
        if (zone)
            assert_true(str_equal_c(zone_name(zone), cases[i].name));
    }
    assert_true(str_equal_c(zone_name(zone_utc()), "UTC"));
    arena_free(arena);
}

static void local_time_is_the_places(void **state) {
    (void)state;
    static const struct {
        const char *zone;
        int32_t utc[5];
        Date date;
        int32_t hour, minute, offset;
    } cases[] = {
        {"Asia/Shanghai", {2019, 9, 26, 1, 31}, {2019, 9, 26}, 9, 31, 480},
        {"Asia/Shanghai", {2019, 9, 26, 16, 0}, {2019, 9, 27}, 0, 0, 480},
        {"Asia/Shanghai", {1988, 7, 1, 0, 0}, {1988, 7, 1}, 9, 0, 540}, /* had summer time then */
        {"Asia/Kolkata", {2026, 1, 1, 0, 0}, {2026, 1, 1}, 5, 30, 330},
        {"America/New_York", {2026, 1, 1, 0, 0}, {2025, 12, 31}, 19, 0, -300},
        {"America/St_Johns", {2026, 1, 1, 0, 0}, {2025, 12, 31}, 20, 30, -210},
        /* Berlin's clocks: 02:00 to 03:00 and back, at 01:00 UTC */
        {"Europe/Berlin", {2026, 3, 29, 0, 59}, {2026, 3, 29}, 1, 59, 60},
        {"Europe/Berlin", {2026, 3, 29, 1, 0}, {2026, 3, 29}, 3, 0, 120},
        {"Europe/Berlin", {2026, 10, 25, 0, 59}, {2026, 10, 25}, 2, 59, 120},
        {"Europe/Berlin", {2026, 10, 25, 1, 0}, {2026, 10, 25}, 2, 0, 60},
        {"Europe/Berlin", {2099, 7, 1, 0, 0}, {2099, 7, 1}, 2, 0, 120},
        /* Lord Howe: half an hour */
        {"Australia/Lord_Howe", {2026, 4, 4, 14, 59}, {2026, 4, 5}, 1, 59, 660},
        {"Australia/Lord_Howe", {2026, 4, 4, 15, 0}, {2026, 4, 5}, 1, 30, 630},
        {"Australia/Lord_Howe", {2026, 10, 3, 15, 29}, {2026, 10, 4}, 1, 59, 630},
        {"Australia/Lord_Howe", {2026, 10, 3, 15, 30}, {2026, 10, 4}, 2, 30, 660},
        /* Samoa went over the date line: no 30th of December */
        {"Pacific/Apia", {2011, 12, 30, 9, 59}, {2011, 12, 29}, 23, 59, -600},
        {"Pacific/Apia", {2011, 12, 30, 10, 0}, {2011, 12, 31}, 0, 0, 840},
        {"UTC", {1970, 1, 1, 0, 0}, {1970, 1, 1}, 0, 0, 0},
        {"UTC", {2024, 2, 29, 23, 59}, {2024, 2, 29}, 23, 59, 0},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        const Zone *zone = zone_open(arena, str_from(cases[i].zone));
        assert_non_null(zone);
        const int32_t *u = cases[i].utc;
        LocalTime local = zone_local(zone, utc(u[0], u[1], u[2], u[3], u[4]) + 59999);
        char got[32], want[32];
        if (date_compare(local.date, cases[i].date) != 0 || local.hour != cases[i].hour ||
            local.minute != cases[i].minute || local.offset_minutes != cases[i].offset ||
            local.second != 59)
            fail_msg("case %zu, %s: %s %02d:%02d %+d, want %s", i, cases[i].zone,
                     date_text(got, local.date), local.hour, local.minute, local.offset_minutes,
                     date_text(want, cases[i].date));
    }
    assert_int_equal(zone_local(zone_utc(), utc(2019, 9, 26, 0, 0)).weekday, 4);
    assert_int_equal(zone_local(zone_utc(), -1).second, 59);
    arena_free(arena);
}

static void instants_are_found_from_clocks(void **state) {
    (void)state;
    static const struct {
        const char *zone;
        Date date;
        int32_t minutes;
        int32_t utc[5];
        ZoneTimeKind kind;
    } cases[] = {
        {"Asia/Shanghai", {2019, 9, 26}, 571, {2019, 9, 26, 1, 31}, ZONE_TIME_EXACT},
        {"Asia/Shanghai", {2019, 9, 26}, 0, {2019, 9, 25, 16, 0}, ZONE_TIME_EXACT},
        {"Asia/Shanghai", {2019, 9, 26}, 1470, {2019, 9, 26, 16, 30}, ZONE_TIME_EXACT},
        {"Asia/Shanghai", {2019, 9, 26}, -30, {2019, 9, 25, 15, 30}, ZONE_TIME_EXACT},
        {"Europe/Berlin", {2026, 3, 29}, 119, {2026, 3, 29, 0, 59}, ZONE_TIME_EXACT},
        {"Europe/Berlin", {2026, 3, 29}, 120, {2026, 3, 29, 1, 0}, ZONE_TIME_SKIPPED},
        {"Europe/Berlin", {2026, 3, 29}, 150, {2026, 3, 29, 1, 30}, ZONE_TIME_SKIPPED},
        {"Europe/Berlin", {2026, 3, 29}, 179, {2026, 3, 29, 1, 59}, ZONE_TIME_SKIPPED},
        {"Europe/Berlin", {2026, 3, 29}, 180, {2026, 3, 29, 1, 0}, ZONE_TIME_EXACT},
        {"Europe/Berlin", {2026, 10, 25}, 119, {2026, 10, 24, 23, 59}, ZONE_TIME_EXACT},
        {"Europe/Berlin", {2026, 10, 25}, 120, {2026, 10, 25, 0, 0}, ZONE_TIME_TWICE},
        {"Europe/Berlin", {2026, 10, 25}, 179, {2026, 10, 25, 0, 59}, ZONE_TIME_TWICE},
        {"Europe/Berlin", {2026, 10, 25}, 180, {2026, 10, 25, 2, 0}, ZONE_TIME_EXACT},
        {"Australia/Lord_Howe", {2026, 4, 5}, 105, {2026, 4, 4, 14, 45}, ZONE_TIME_TWICE},
        {"Australia/Lord_Howe", {2026, 4, 5}, 120, {2026, 4, 4, 15, 30}, ZONE_TIME_EXACT},
        {"Australia/Lord_Howe", {2026, 10, 4}, 120, {2026, 10, 3, 15, 30}, ZONE_TIME_SKIPPED},
        {"Australia/Lord_Howe", {2026, 10, 4}, 150, {2026, 10, 3, 15, 30}, ZONE_TIME_EXACT},
        {"Pacific/Apia", {2011, 12, 29}, 1439, {2011, 12, 30, 9, 59}, ZONE_TIME_EXACT},
        {"Pacific/Apia", {2011, 12, 30}, 540, {2011, 12, 30, 19, 0}, ZONE_TIME_SKIPPED},
        {"Pacific/Apia", {2011, 12, 31}, 540, {2011, 12, 30, 19, 0}, ZONE_TIME_EXACT},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        const Zone *zone = zone_open(arena, str_from(cases[i].zone));
        ZoneTimeKind kind;
        Instant at = zone_instant(zone, cases[i].date, cases[i].minutes, &kind);
        const int32_t *u = cases[i].utc;
        Instant want = utc(u[0], u[1], u[2], u[3], u[4]);
        if (at != want || kind != cases[i].kind)
            fail_msg("case %zu, %s: off by %lld min, kind %d", i, cases[i].zone,
                     (long long)((at - want) / MILLIS_MINUTE), (int)kind);
        assert_true(at == zone_instant(zone, cases[i].date, cases[i].minutes, NULL));
    }
    arena_free(arena);
}

/* There and back, for every quarter of an hour of some years in zones of all sorts. */
static void clocks_and_instants_agree(void **state) {
    (void)state;
    static const char *const ZONES[] = {"Asia/Shanghai", "Europe/Berlin",    "Australia/Lord_Howe",
                                        "Pacific/Apia",  "America/St_Johns", "Africa/Monrovia"};
    Arena *arena = arena_create();
    for (size_t z = 0; z < countof(ZONES); z++) {
        const Zone *zone = zone_open(arena, str_from(ZONES[z]));
        Instant until = utc(2013, 1, 1, 0, 0);
        for (Instant at = utc(2010, 12, 1, 0, 0); at < until; at += 15 * MILLIS_MINUTE) {
            LocalTime local = zone_local(zone, at);
            ZoneTimeKind kind;
            Instant back = zone_instant(zone, local.date, local.hour * 60 + local.minute, &kind);
            assert_int_not_equal(kind, ZONE_TIME_SKIPPED);
            if (kind == ZONE_TIME_EXACT)
                assert_true(back == at);
            else
                assert_true(back == at || at - back <= MILLIS_HOUR);
        }
    }
    arena_free(arena);
}

static void conference_days_change_when_said(void **state) {
    (void)state;
    static const struct {
        const char *zone;
        int32_t utc[5];
        int32_t day_change;
        Date date;
    } cases[] = {
        {"Asia/Shanghai", {2019, 9, 25, 19, 59}, 240, {2019, 9, 25}}, /* 03:59 */
        {"Asia/Shanghai", {2019, 9, 25, 20, 0}, 240, {2019, 9, 26}},  /* 04:00 */
        {"Asia/Shanghai", {2019, 9, 26, 17, 30}, 240, {2019, 9, 26}}, /* 01:30 */
        {"Asia/Shanghai", {2019, 9, 25, 16, 0}, 0, {2019, 9, 26}},
        {"Asia/Shanghai", {2019, 9, 25, 15, 59}, 0, {2019, 9, 25}},
        {"Europe/Berlin", {2024, 3, 1, 2, 59}, 240, {2024, 2, 29}}, /* leap day's night */
        /* the day changes in the hour that is left out: at 03:30 */
        {"Europe/Berlin", {2026, 3, 29, 1, 29}, 150, {2026, 3, 28}},
        {"Europe/Berlin", {2026, 3, 29, 1, 30}, 150, {2026, 3, 29}},
        /* … and in the hour that comes twice: once, at the first 02:30 */
        {"Europe/Berlin", {2026, 10, 25, 0, 29}, 150, {2026, 10, 24}},
        {"Europe/Berlin", {2026, 10, 25, 0, 30}, 150, {2026, 10, 25}},
        {"Europe/Berlin", {2026, 10, 25, 1, 15}, 150, {2026, 10, 25}}, /* 02:15 again */
        {"Pacific/Apia", {2011, 12, 30, 9, 0}, 240, {2011, 12, 29}},
        {"Pacific/Apia", {2011, 12, 30, 11, 0}, 240, {2011, 12, 29}}, /* 31st, 01:00 */
        {"Pacific/Apia", {2011, 12, 30, 14, 0}, 240, {2011, 12, 31}},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        const Zone *zone = zone_open(arena, str_from(cases[i].zone));
        const int32_t *u = cases[i].utc;
        Date date =
            zone_conference_date(zone, utc(u[0], u[1], u[2], u[3], u[4]), cases[i].day_change);
        char got[32];
        if (date_compare(date, cases[i].date) != 0)
            fail_msg("case %zu: %s", i, date_text(got, date));
    }
    arena_free(arena);
}

/* Whatever the instant, nothing overflows (the sanitizer watches) and nothing hangs. */
static void the_ends_of_time_are_safe(void **state) {
    (void)state;
    static const Instant ENDS[] = {INT64_MIN, INT64_MIN + 1, -1, 0, INT64_MAX - 1, INT64_MAX};
    static const Date DATES[] = {{INT32_MIN, 1, 1}, {INT32_MAX, 12, 31}, {0, 0, 0}};
    static const char *const ZONES[] = {"Asia/Shanghai", "America/New_York", "UTC"};
    Arena *arena = arena_create();
    for (size_t z = 0; z < countof(ZONES); z++) {
        const Zone *zone = zone_open(arena, str_from(ZONES[z]));
        for (size_t i = 0; i < countof(ENDS); i++) {
            LocalTime local = zone_local(zone, ENDS[i]);
            assert_in_range(local.hour, 0, 23);
            assert_in_range(local.weekday, 0, 6);
            zone_conference_date(zone, ENDS[i], 240);
        }
        for (size_t i = 0; i < countof(DATES); i++) {
            zone_instant(zone, DATES[i], INT32_MIN, NULL);
            zone_instant(zone, DATES[i], INT32_MAX, NULL);
            date_add(DATES[i], INT32_MAX);
        }
    }
    arena_free(arena);
}

static void names_are_guessed(void **state) {
    (void)state;
    static const struct {
        const char *said, *zone;
    } cases[] = {
        {"Beijing", "Asia/Shanghai"},
        {"beijing", "Asia/Shanghai"},
        {" Peking ", "Asia/Shanghai"},
        {"北京", "Asia/Shanghai"},
        {"上海", "Asia/Shanghai"},
        {"Asia/Beijing", "Asia/Shanghai"},
        {"asia/shangai", "Asia/Shanghai"},
        {"Shanghai", "Asia/Shanghai"},
        {"shanghia", "Asia/Shanghai"},
        {"Bombay", "Asia/Kolkata"},
        {"CET", "Europe/Berlin"},
        {"EST", "America/New_York"},
        {"PST", "America/Los_Angeles"},
        {"JST", "Asia/Tokyo"},
        {"new york", "America/New_York"},
        {"Hong Kong", "Asia/Hong_Kong"},
        {"Europe/Munich", "Europe/Berlin"},
        {"Berlin", "Europe/Berlin"},
        {"Europe/Brelin", "Europe/Berlin"},
        {"UTC+8", "Asia/Shanghai"},
        {"GMT +08:00", "Asia/Shanghai"},
        {"+0800", "Asia/Shanghai"},
        {"+05:30", "Asia/Kolkata"},
        {"utc", "UTC"},
        {"Z", "UTC"},
        {"", ""},
        {"xqzzyqq", ""},
        {"+99", ""},
        {"火星", ""},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        Str zone = zone_suggest(arena, str_from(cases[i].said));
        if (!str_equal_c(zone, cases[i].zone))
            fail_msg("\"%s\" gives \"%.*s\", not %s", cases[i].said, str_arg(zone), cases[i].zone);
        if (zone.len)
            assert_non_null(zone_open(arena, zone));
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_counted_as_known),
        cmocka_unit_test(every_day_follows_the_one_before),
        cmocka_unit_test(dates_are_checked_and_counted),
        cmocka_unit_test(names_are_taken_exactly),
        cmocka_unit_test(local_time_is_the_places),
        cmocka_unit_test(instants_are_found_from_clocks),
        cmocka_unit_test(clocks_and_instants_agree),
        cmocka_unit_test(conference_days_change_when_said),
        cmocka_unit_test(the_ends_of_time_are_safe),
        cmocka_unit_test(names_are_guessed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
