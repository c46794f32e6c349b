/* test_schedule.c: texts by language, rooms, names of kinds, and the copy at another time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "schedule/schedule.h"

/* ---- texts ---- */

static void texts_by_language(void **state) {
    (void)state;
    static const Translation ZH_EN[] = {{{"zh", 2}, {"开幕", 6}}, {{"en", 2}, {"Opening", 7}}};
    static const Translation PLAIN[] = {{{NULL, 0}, {"plain", 5}}};
    static const Translation MIXED[] = {{{"de", 2}, {"deutsch", 7}}, {{NULL, 0}, {"plain", 5}}};
    static const Translation CHINAS[] = {{{"zh-TW", 5}, {"tw", 2}}, {{"zh", 2}, {"zh", 2}}};
    static const Translation REGION[] = {{{"fr", 2}, {"fr", 2}}, {{"zh-CN", 5}, {"cn", 2}}};
    static const Translation TAIWAN[] = {{{"en", 2}, {"en", 2}}, {{"zh-TW", 5}, {"tw", 2}}};
    static const Translation HANT[] = {{{"en", 2}, {"en", 2}}, {{"zh-Hant", 7}, {"hant", 4}}};
    static const Translation BRAZIL[] = {{{"en", 2}, {"en", 2}}, {{"pt-BR", 5}, {"br", 2}}};
    static const Translation SERBIAN[] = {{{"en", 2}, {"en", 2}}, {{"sr-Latn", 7}, {"lat", 3}}};
    static const struct {
        const char *name;
        const Translation *items;
        size_t count;
        const char *languages[3];
        size_t language_count;
        const char *expected, *exactly; /* of the first language */
    } cases[] = {
        {"the first language", ZH_EN, 2, {"zh", "en"}, 2, "开幕", "开幕"},
        {"the second as the first", ZH_EN, 2, {"en", "zh"}, 2, "Opening", "Opening"},
        {"one that is missing", ZH_EN, 2, {"ja", "en"}, 2, "Opening", ""},
        {"none of them: the file's first", ZH_EN, 2, {"ja"}, 1, "开幕", ""},
        {"no language at all", PLAIN, 1, {"zh"}, 1, "plain", ""},
        {"no language before the first", MIXED, 2, {"zh"}, 1, "plain", ""},
        {"a region is satisfied by its language", ZH_EN, 2, {"zh-CN"}, 1, "开幕", "开幕"},
        {"a language by its region", REGION, 2, {"zh"}, 1, "cn", "cn"},
        {"the exact one first", CHINAS, 2, {"zh"}, 1, "zh", "zh"},
        {"another region does not do", REGION, 2, {"zh-TW", "fr"}, 2, "fr", ""},
        {"Taiwan's for traditional Chinese", TAIWAN, 2, {"zh-Hant", "en"}, 2, "tw", "tw"},
        {"and for Hong Kong", TAIWAN, 2, {"zh-HK", "en"}, 2, "tw", "tw"},
        {"traditional Chinese for Taiwan", HANT, 2, {"zh-TW", "en"}, 2, "hant", "hant"},
        {"not for simplified", TAIWAN, 2, {"zh", "en"}, 2, "en", ""},
        {"but better than English alone", TAIWAN, 2, {"zh-CN"}, 1, "tw", ""},
        {"Brazil's for Portuguese", BRAZIL, 2, {"pt", "en"}, 2, "br", "br"},
        {"and for Portugal", BRAZIL, 2, {"pt-PT", "en"}, 2, "br", "br"},
        {"Latin letters are not Cyrillic ones", SERBIAN, 2, {"sr", "en"}, 2, "en", ""},
        {"case", ZH_EN, 2, {"EN"}, 1, "Opening", "Opening"},
        {"a letter more is another language", ZH_EN, 2, {"zha", "en"}, 2, "Opening", ""},
        {"no text", NULL, 0, {"zh"}, 1, "", ""},
        {"no wish", ZH_EN, 2, {0}, 0, "开幕", ""},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Str languages[3];
        for (size_t k = 0; k < cases[i].language_count; k++)
            languages[k] = str_from(cases[i].languages[k]);
        Localized text = {.items = cases[i].items, .count = cases[i].count};
        Str got = localized_get(&text, languages, cases[i].language_count);
        if (!str_equal_c(got, cases[i].expected))
            fail_msg("%s: %.*s", cases[i].name, str_arg(got));
        Str exact = localized_in(&text, str_from(cases[i].languages[0]));
        if (!str_equal_c(exact, cases[i].exactly))
            fail_msg("%s: exactly %.*s", cases[i].name, str_arg(exact));
    }
}

/* What was said without a language is not lost where a translation takes the first place. */
static void a_text_beside_another(void **state) {
    (void)state;
    static const Translation TEXTS[] = {{{"de", 2}, {"Mittag", 6}}, {{NULL, 0}, {"Lunch", 5}}};
    static const struct {
        const char *first, *language, *expected;
    } CASES[] = {
        {"Mittag", "zh", "Lunch"},
        {"Mittag", "de", ""},
        {"Lunch", "de", "Mittag"},
        {"Lunch", "zh", ""},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Localized text = {.items = TEXTS, .count = countof(TEXTS)};
        Str beside = localized_beside(&text, str_from(CASES[i].first), str_from(CASES[i].language));
        if (!str_equal_c(beside, CASES[i].expected))
            fail_msg("%zu: %.*s", i, str_arg(beside));
    }
    Str nothing = localized_beside(&(Localized){0}, (Str){0}, str_from("de"));
    assert_true(nothing.len == 0);
}

/* ---- rooms ---- */

static void rooms_of_a_session(void **state) {
    (void)state;
    static const size_t ROOMS[] = {0, 2};
    static const size_t PLANNED[] = {1};
    Session two = {
        .rooms = ROOMS, .room_count = 2, .planned_rooms = PLANNED, .planned_room_count = 1};
    Session everywhere = {0};
    assert_true(session_is_in_room(&two, 0));
    assert_true(session_is_in_room(&two, 2));
    assert_false(session_is_in_room(&two, 1));
    assert_true(session_is_in_room(&two, SCHEDULE_NONE));
    assert_true(session_was_in_room(&two, 1));
    assert_false(session_was_in_room(&two, 0));
    assert_true(session_is_in_room(&everywhere, 7));
    assert_true(session_was_in_room(&everywhere, 7));

    Room rooms[] = {{.id = str_from("main")}, {.id = str_from("r2")}};
    Schedule schedule = {.rooms = rooms, .room_count = countof(rooms)};
    assert_int_equal(schedule_room_by_id(&schedule, str_from("r2")), 1);
    assert_true(schedule_room_by_id(&schedule, str_from("Main")) == SCHEDULE_NONE);
}

/* ---- names ---- */

static void names_there_and_back(void **state) {
    (void)state;
    for (unsigned i = 0; i < VIEW_KIND_COUNT; i++)
        assert_int_equal(view_kind_by_name(str_from(view_kind_name((ViewKind)i))), i);
    for (unsigned i = 0; i < SESSION_TYPE_COUNT; i++)
        assert_int_equal(session_type_by_name(str_from(session_type_name((SessionType)i))), i);
    for (unsigned i = 0; i < SESSION_STATUS_COUNT; i++)
        assert_int_equal(session_status_by_name(str_from(session_status_name((SessionStatus)i))),
                         i);
    for (unsigned i = 0; i < NOTICE_LEVEL_COUNT; i++)
        assert_int_equal(notice_level_by_name(str_from(notice_level_name((NoticeLevel)i))), i);
    for (unsigned i = 0; i < TRANSITION_KIND_COUNT; i++)
        assert_int_equal(transition_kind_by_name(str_from(transition_kind_name((TransitionKind)i))),
                         i);
    assert_string_equal(view_kind_name(VIEW_NOW_NEXT), "now_next");
    assert_int_equal(view_kind_by_name(str_from("now-next")), VIEW_NOW_NEXT);
    assert_int_equal(view_kind_by_name(str_from("Now Next")), VIEW_NOW_NEXT);
    assert_int_equal(view_kind_by_name(str_from("now")), VIEW_KIND_COUNT);
    assert_int_equal(view_kind_by_name(str_from("")), VIEW_KIND_COUNT);
    assert_int_equal(session_type_by_name(str_from("Keynote")), SESSION_KEYNOTE);
    assert_int_equal(session_status_by_name(str_from("canceled")), SESSION_STATUS_COUNT);
    assert_string_equal(view_kind_name(VIEW_KIND_COUNT), "?");
}

static void the_default_display(void **state) {
    (void)state;
    Display display = display_default();
    assert_int_equal(display.view_count, 5);
    assert_int_equal(display.views[0], VIEW_NOW_NEXT);
    assert_int_equal(display.dwell[VIEW_NOW_NEXT], 12000);
    assert_int_equal(display.dwell[VIEW_AGENDA], 12000);
    assert_int_equal(display.dwell[VIEW_SPOTLIGHT], 20000);
    assert_int_equal(display.dwell[VIEW_PARTNERS], 12000);
    assert_int_equal(display.transition, TRANSITION_CROSSFADE);
    assert_int_equal(display.transition_time, 600);
    assert_int_equal(display.language_count, 2);
    assert_true(str_equal_c(display.languages[0], "zh"));
    assert_true(str_equal_c(display.languages[1], "en"));
}

/* ---- the shifted copy ---- */

#define NINE INT64_C(1569459600000) /* 2019-09-26 09:00 in Shanghai */

static Localized say(Arena *arena, const char *text) {
    Translation *items = arena_new(arena, Translation, 1);
    items[0] = (Translation){.language = str_copy(arena, str_from("zh")),
                             .text = str_copy(arena, str_from(text))};
    return (Localized){.items = items, .count = 1};
}

/* One of everything, all of it in the arena. */
static Schedule *one_of_everything(void) {
    Arena *arena = arena_create();
    Schedule *schedule = arena_new(arena, Schedule, 1);
    schedule->arena = arena;
    schedule->hash = 42;
    schedule->source_name = str_copy(arena, str_from("day.yaml"));
    schedule->event = (Event){.name = say(arena, "活动"),
                              .zone_name = str_copy(arena, str_from("Asia/Shanghai")),
                              .zone = zone_open(arena, str_from("Asia/Shanghai")),
                              .day_change = 240};
    size_t *rooms = arena_new(arena, size_t, 1);
    Room *room = arena_new(arena, Room, 1);
    *room = (Room){.id = str_copy(arena, str_from("main")), .name = say(arena, "主会场")};
    schedule->rooms = room;
    schedule->room_count = 1;
    Track *track = arena_new(arena, Track, 1);
    *track = (Track){.id = str_copy(arena, str_from("t")), .name = say(arena, "专题")};
    schedule->tracks = track;
    schedule->track_count = 1;
    Day *days = arena_new(arena, Day, 2);
    for (size_t i = 0; i < 2; i++)
        days[i] = (Day){.date = {2019, 9, 26 + (int32_t)i},
                        .from = NINE - 5 * MILLIS_HOUR + (Instant)i * 24 * MILLIS_HOUR,
                        .until = NINE + 19 * MILLIS_HOUR + (Instant)i * 24 * MILLIS_HOUR,
                        .title = say(arena, "日"),
                        .first_session = i,
                        .session_count = 1};
    schedule->days = days;
    schedule->day_count = 2;
    Speaker *speaker = arena_new(arena, Speaker, 1);
    *speaker = (Speaker){.name = say(arena, "马涛（伯瑜）"), .affiliation = say(arena, "阿里云")};
    Session *sessions = arena_new(arena, Session, 2);
    for (size_t i = 0; i < 2; i++) {
        Instant start = NINE + (Instant)i * 24 * MILLIS_HOUR;
        Segment *segment = arena_new(arena, Segment, 1);
        *segment = (Segment){start, start + MILLIS_HOUR, say(arena, "段"), 0};
        sessions[i] = (Session){.id = str_copy(arena, str_from(i ? "b" : "a")),
                                .day = i,
                                .start = start,
                                .end = start + 3 * MILLIS_HOUR,
                                .planned_start = start - MILLIS_MINUTE,
                                .planned_end = start + 2 * MILLIS_HOUR,
                                .rooms = rooms,
                                .room_count = 1,
                                .planned_rooms = rooms,
                                .planned_room_count = 1,
                                .title = say(arena, "题"),
                                .speakers = speaker,
                                .speaker_count = 1,
                                .note = say(arena, "注"),
                                .abstract = say(arena, "摘要"),
                                .segments = segment,
                                .segment_count = 1};
    }
    schedule->sessions = sessions;
    schedule->session_count = 2;
    Localized *highlight = arena_new(arena, Localized, 1);
    *highlight = say(arena, "亮点");
    Project *project = arena_new(arena, Project, 1);
    *project = (Project){.name = say(arena, "项目"),
                         .highlights = highlight,
                         .highlight_count = 1,
                         .url = str_copy(arena, str_from("https://x")),
                         .session = 1};
    schedule->projects = project;
    schedule->project_count = 1;
    Tier *tier = arena_new(arena, Tier, 1);
    *tier = (Tier){.id = str_copy(arena, str_from("gold")), .partner_count = 1};
    schedule->tiers = tier;
    schedule->tier_count = 1;
    Partner *partner = arena_new(arena, Partner, 1);
    *partner = (Partner){.id = str_copy(arena, str_from("p")), .name = say(arena, "伙伴")};
    schedule->partners = partner;
    schedule->partner_count = 1;
    Notice *notices = arena_new(arena, Notice, 2);
    notices[0] = (Notice){.text = say(arena, "通知"),
                          .from = NINE,
                          .until = NINE + MILLIS_HOUR,
                          .rooms = rooms,
                          .room_count = 1};
    notices[1] = (Notice){.text = say(arena, "永远"), .from = INT64_MIN, .until = INSTANT_NEVER};
    schedule->notices = notices;
    schedule->notice_count = 2;
    schedule->display = display_default();
    schedule->display.theme = str_copy(arena, str_from("dark"));
    return schedule;
}

static void the_copy_stands_alone_and_later(void **state) {
    (void)state;
    Schedule *schedule = one_of_everything();
    Millis shift = 100 * 24 * MILLIS_HOUR + 7 * MILLIS_MINUTE;
    Schedule *copy = schedule_shifted(schedule, shift);
    schedule_free(schedule); /* whatever the copy still borrowed is poisoned now */

    assert_int_equal(copy->hash, 42);
    assert_true(str_equal_c(copy->source_name, "day.yaml"));
    assert_true(str_equal_c(zone_name(copy->event.zone), "Asia/Shanghai"));
    assert_true(str_equal_c(copy->event.zone_name, "Asia/Shanghai"));
    assert_true(str_equal_c(copy->event.name.items[0].text, "活动"));
    assert_true(str_equal_c(copy->rooms[0].id, "main"));
    assert_true(str_equal_c(copy->rooms[0].name.items[0].text, "主会场"));
    assert_true(str_equal_c(copy->tracks[0].name.items[0].text, "专题"));
    const Session *session = &copy->sessions[0];
    assert_true(session->start == NINE + shift);
    assert_true(session->end == NINE + shift + 3 * MILLIS_HOUR);
    assert_true(session->planned_start == NINE + shift - MILLIS_MINUTE);
    assert_true(session->planned_end == NINE + shift + 2 * MILLIS_HOUR);
    assert_true(session_is_in_room(session, 0) && session_was_in_room(session, 0));
    assert_true(str_equal_c(session->title.items[0].language, "zh"));
    assert_true(str_equal_c(session->speakers[0].name.items[0].text, "马涛（伯瑜）"));
    assert_true(str_equal_c(session->speakers[0].affiliation.items[0].text, "阿里云"));
    assert_true(str_equal_c(session->note.items[0].text, "注"));
    assert_true(str_equal_c(session->abstract.items[0].text, "摘要"));
    assert_true(session->segments[0].start == NINE + shift);
    assert_true(session->segments[0].end == NINE + shift + MILLIS_HOUR);
    assert_true(str_equal_c(session->segments[0].title.items[0].text, "段"));
    assert_true(copy->days[0].from == NINE - 5 * MILLIS_HOUR + shift);
    assert_true(copy->days[0].until == copy->days[1].from);
    assert_true(str_equal_c(copy->projects[0].highlights[0].items[0].text, "亮点"));
    assert_true(str_equal_c(copy->projects[0].url, "https://x"));
    assert_int_equal(copy->projects[0].session, 1);
    assert_true(str_equal_c(copy->tiers[0].id, "gold"));
    assert_true(str_equal_c(copy->partners[0].name.items[0].text, "伙伴"));
    assert_true(copy->notices[0].from == NINE + shift);
    assert_int_equal(copy->notices[0].rooms[0], 0);
    assert_true(copy->notices[1].from == INT64_MIN);
    assert_true(copy->notices[1].until == INSTANT_NEVER);
    assert_true(str_equal_c(copy->display.languages[1], "en"));
    assert_true(str_equal_c(copy->display.theme, "dark"));
    schedule_free(copy);
    schedule_free(NULL);
}

/* The date on the label is the one on which the day's middle (10:30) now lies. */
static void dates_follow_the_middle_of_the_day(void **state) {
    (void)state;
    static const struct {
        const char *name;
        Millis shift;
        Date first;
    } cases[] = {
        {"not at all", 0, {2019, 9, 26}},
        {"ten days", 10 * 24 * MILLIS_HOUR, {2019, 10, 6}},
        {"back a year", -365 * 24 * MILLIS_HOUR, {2018, 9, 26}},
        {"the middle at 23:50 on the same day",
         13 * MILLIS_HOUR + 20 * MILLIS_MINUTE,
         {2019, 9, 26}},
        {"the middle at 03:59, still that day",
         17 * MILLIS_HOUR + 29 * MILLIS_MINUTE,
         {2019, 9, 26}},
        {"the middle at 04:00, the next one", 17 * MILLIS_HOUR + 30 * MILLIS_MINUTE, {2019, 9, 27}},
        {"ten days later, in the evening", 10 * 24 * MILLIS_HOUR + 13 * MILLIS_HOUR, {2019, 10, 6}},
    };
    Schedule *schedule = one_of_everything();
    for (size_t i = 0; i < countof(cases); i++) {
        Schedule *copy = schedule_shifted(schedule, cases[i].shift);
        if (date_compare(copy->days[0].date, cases[i].first) != 0 ||
            date_diff(copy->days[0].date, copy->days[1].date) != 1)
            fail_msg("%s: %d-%d-%d", cases[i].name, (int)copy->days[0].date.year,
                     (int)copy->days[0].date.month, (int)copy->days[0].date.day);
        schedule_free(copy);
    }
    schedule_free(schedule);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_by_language),
        cmocka_unit_test(a_text_beside_another),
        cmocka_unit_test(rooms_of_a_session),
        cmocka_unit_test(names_there_and_back),
        cmocka_unit_test(the_default_display),
        cmocka_unit_test(the_copy_stands_alone_and_later),
        cmocka_unit_test(dates_follow_the_middle_of_the_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
