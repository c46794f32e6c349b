/* test_bundled_day.c: the bundled day, minute by minute, against the planning page.
 *
 * The table below was written by hand from the page that the day is about, not from the schedule
 * file: what the audience should see at each minute from 08:30 to 12:30. Titles are compared
 * without blanks, since the page sets none between Chinese and Latin. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "formats/formats.h"
#include "schedule/now_next.h"

typedef struct {
    int32_t from, until; /* as on the clock in Hangzhou: 930 is 09:30 */
    DayStateKind state;
    const char *now;      /* words of the title; NULL: nothing runs */
    const char *speakers; /* with a blank between them; NULL: the page names none */
    const char *segment;  /* words of the running part; NULL: the page gives no parts */
    const char *next;     /* NULL: nothing follows */
    size_t to_follow;
} Row;

static const Row PAGE[] = {
    {830, 900, DAY_BEFORE, NULL, NULL, NULL, "开场", 8},
    {900, 905, DAY_RUNNING, "开场", NULL, NULL, "共建“斗拱”系统软件开放生态", 7},
    {905, 925, DAY_RUNNING, "共建“斗拱”系统软件开放生态", "马涛（伯瑜）", NULL, "斗拱社区介绍", 6},
    {925, 945, DAY_RUNNING, "斗拱社区介绍", "金运通", "社区", "Alibaba Cloud Linux项目", 5},
    {945, 955, DAY_RUNNING, "斗拱社区介绍", "金运通", "社区联合演讲", "Alibaba Cloud Linux项目", 5},
    {955, 1005, DAY_RUNNING, "Alibaba Cloud Linux项目", "智彻", "项目介绍", "Inclavare Container",
     4},
    {1005, 1010, DAY_RUNNING, "Alibaba Cloud Linux项目", "智彻", "Intel", "Inclavare Container", 4},
    {1010, 1015, DAY_RUNNING, "Alibaba Cloud Linux项目", "智彻", "OpenStack", "Inclavare Container",
     4},
    {1015, 1020, DAY_RUNNING, "Alibaba Cloud Linux项目", "智彻", "微博", "Inclavare Container", 4},
    {1020, 1025, DAY_RUNNING, "Alibaba Cloud Linux项目", "智彻", "头条", "Inclavare Container", 4},
    {1025, 1055, DAY_RUNNING, "Inclavare Container", "Intel", NULL, "Dragonwell 开源项目", 3},
    {1055, 1115, DAY_RUNNING, "Dragonwell 开源项目", "三红", NULL, "Kata容器在袋鼠平台上的实践", 2},
    {1115, 1140, DAY_RUNNING, "Kata容器在袋鼠平台上的实践", "韩伟东 刘将", NULL,
     "ali-diagnose 开源发布", 1},
    {1140, 1200, DAY_RUNNING, "ali-diagnose 开源发布", "富秋 谢宝友", NULL, NULL, 0},
    {1200, 1231, DAY_OVER, NULL, NULL, NULL, NULL, 0},
};

static const Date DAY = {2019, 9, 26};

static Schedule *load(Arena *arena) {
    static const char path[] = TEST_SOURCE_DIR "/schedules/2019-09-26-apsara.yaml";
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s", path);
    char *bytes = arena_new(arena, char, 1 << 20);
    FormatInput input = {
        .source = {.s = bytes, .len = fread(bytes, 1, 1 << 20, file)},
        .source_name = str_from(path),
    };
    fclose(file);
    Diagnostics findings = diagnostics_create(arena, input.source_name, input.source);
    Schedule *schedule = schedule_load(&input, &findings);
    diagnostics_print(&findings, stderr);
    assert_non_null(schedule);
    assert_int_equal(findings.count, 0);
    return schedule;
}

/* Has `text` those words, blanks aside? */
static bool has_words(Arena *arena, Str text, const char *words) {
    Str both[] = {text, str_from(words)};
    for (size_t k = 0; k < countof(both); k++) {
        char *packed = arena_new(arena, char, both[k].len + 1);
        size_t len = 0;
        for (size_t i = 0; i < both[k].len; i++)
            if (both[k].s[i] != ' ')
                packed[len++] = both[k].s[i];
        both[k] = (Str){.s = packed, .len = len};
    }
    return str_find(both[0], both[1].s) != SIZE_MAX;
}

static Str chinese(const Localized *text) {
    static const Str languages[] = {{.s = "zh", .len = 2}};
    return localized_get(text, languages, 1);
}

static void check_speakers(Arena *arena, const Session *session, const char *names) {
    while (names && *names) {
        size_t len = strcspn(names, " ");
        const char *name = arena_printf(arena, "%.*s", (int)len, names);
        bool is_there = false;
        for (size_t i = 0; i < session->speaker_count; i++)
            is_there |= has_words(arena, chinese(&session->speakers[i].name), name);
        if (!is_there)
            fail_msg("%.*s is not among the speakers", (int)len, names);
        names += len + (names[len] == ' ');
    }
}

static void check_segment(Arena *arena, const Session *session, Instant at, const Row *row) {
    size_t segment = session_segment_at(session, at);
    if (!row->segment) {
        assert_true(segment == SCHEDULE_NONE);
        return;
    }
    assert_true(segment != SCHEDULE_NONE);
    Str title = chinese(&session->segments[segment].title);
    if (!has_words(arena, title, row->segment))
        fail_msg("at %d the part is \"%.*s\", not %s", row->from, str_arg(title), row->segment);
}

static void check_instant(Arena *arena, const Schedule *schedule, size_t room, Instant at,
                          const Row *row) {
    DayState day = day_state_at(schedule, room, at);
    NowNext lists = now_next_at(arena, schedule, room, at, SIZE_MAX);
    if (day.kind != row->state || lists.now_count != (row->now != NULL) ||
        lists.next_count != row->to_follow)
        fail_msg("in the minutes from %d: state %d, %zu now, %zu to follow", row->from,
                 (int)day.kind, lists.now_count, lists.next_count);
    if (row->now) {
        const Session *session = &schedule->sessions[lists.now[0]];
        Str title = chinese(&session->title);
        if (!has_words(arena, title, row->now))
            fail_msg("from %d: now is \"%.*s\", not %s", row->from, str_arg(title), row->now);
        assert_int_equal(session_phase_at(session, at), SESSION_RUNNING);
        check_speakers(arena, session, row->speakers);
        check_segment(arena, session, at, row);
    }
    if (row->next) {
        Str title = chinese(&schedule->sessions[lists.next[0]].title);
        if (!has_words(arena, title, row->next))
            fail_msg("from %d: next is \"%.*s\", not %s", row->from, str_arg(title), row->next);
        assert_true(day.first == lists.next[0]);
    }
}

static void the_day_is_the_pages(void **state) {
    (void)state;
    Arena *arena = arena_create(), *scratch = arena_create();
    Schedule *schedule = load(arena);
    assert_true(str_equal_c(schedule->event.zone_name, "Asia/Shanghai"));
    const size_t rooms[] = {SCHEDULE_NONE, 0};
    size_t checked = 0, row = 0;
    for (int32_t minute = 8 * 60 + 30; minute <= 12 * 60 + 30; minute++) {
        int32_t wall = minute / 60 * 100 + minute % 60;
        while (wall >= PAGE[row].until)
            row++;
        Instant at = zone_instant(schedule->event.zone, DAY, minute, NULL);
        for (size_t r = 0; r < countof(rooms); r++) {
            arena_reset(scratch);
            check_instant(scratch, schedule, rooms[r], at, &PAGE[row]);
            check_instant(scratch, schedule, rooms[r], at + MILLIS_MINUTE - 1, &PAGE[row]);
        }
        checked++;
    }
    assert_int_equal(checked, 241);
    assert_int_equal(row, countof(PAGE) - 1);
    arena_free(scratch);
    schedule_free(schedule);
    arena_free(arena);
}

/* Every change that the page knows is a change of the day, and no other is. */
static void the_day_changes_when_the_page_says(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Schedule *schedule = load(arena);
    size_t count;
    const Instant *changes = schedule_day_changes(arena, schedule, 0, SCHEDULE_NONE, &count);
    assert_int_equal(count, countof(PAGE) - 1);
    for (size_t i = 0; i < count; i++) {
        int32_t wall = PAGE[i + 1].from;
        assert_true(changes[i] ==
                    zone_instant(schedule->event.zone, DAY, wall / 100 * 60 + wall % 100, NULL));
    }
    schedule_free(schedule);
    arena_free(arena);
}

static void the_names_of_the_page_are_there(void **state) {
    (void)state;
    static const char *const projects[] = {"Alibaba Cloud Linux",
                                           "Inclavare Containers",
                                           "Dragonwell",
                                           "Kata Containers",
                                           "diagnose",
                                           "斗拱"};
    static const char *const partners[] = {"Intel", "Arm",    "OpenStack", "Linux",
                                           "Mulan", "ZStack", "微博",      "头条"};
    Arena *arena = arena_create();
    Schedule *schedule = load(arena);
    for (size_t i = 0; i < countof(projects); i++) {
        bool is_there = false;
        for (size_t k = 0; k < schedule->project_count; k++)
            is_there |= has_words(arena, chinese(&schedule->projects[k].name), projects[i]) &&
                        schedule->projects[k].url.len > 0 &&
                        schedule->projects[k].highlight_count > 0;
        if (!is_there)
            fail_msg("no project %s with a link and highlights", projects[i]);
    }
    for (size_t i = 0; i < countof(partners); i++) {
        bool is_there = false;
        for (size_t k = 0; k < schedule->partner_count; k++)
            is_there |= has_words(arena, chinese(&schedule->partners[k].name), partners[i]);
        if (!is_there)
            fail_msg("no partner %s", partners[i]);
    }
    schedule_free(schedule);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_day_is_the_pages),
        cmocka_unit_test(the_day_changes_when_the_page_says),
        cmocka_unit_test(the_names_of_the_page_are_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
