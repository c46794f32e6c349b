/* What was on the screens: the log's lines, torn ones, and what they come to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../live/plan.h"
#include "check/played_plan.h"

static Played shown(Instant from, Instant until, const char *view, const char *partner) {
    Played played = {.from = from,
                     .until = until,
                     .screen = str_from("foyer"),
                     .view = str_from(view),
                     .page = 1,
                     .what = str_from("Quoted \"text\", 开源")};
    if (partner)
        played.partners[played.partner_count++] = str_from(partner);
    return played;
}

static void test_a_line_comes_back_as_it_was(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Played played = shown(1000, 13000, "partners", "globex");
    Str line = played_line(arena, &played);
    assert_true(str_find(line, "\n") == SIZE_MAX);
    PlayedLog log = played_read(arena, line);
    assert_int_equal(log.count, 1);
    assert_int_equal(log.torn, 0);
    assert_int_equal(log.items[0].from, 1000);
    assert_int_equal(log.items[0].until, 13000);
    assert_true(str_equal(log.items[0].what, played.what));
    assert_true(str_equal_c(log.items[0].partners[0], "globex"));
    arena_free(arena);
}

/* Wherever the last line is cut, all before it are read. */
static void test_torn_lines_are_passed_over(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Played a = shown(0, 12000, "now_next", NULL), b = shown(12000, 24000, "partners", "globex");
    Str first = played_line(arena, &a), second = played_line(arena, &b);
    for (size_t cut = 0; cut < second.len; cut++) {
        Str text = str_printf(arena, "%.*s\n%.*s\n%.*s\n", str_arg(first),
                              str_arg(str_slice(second, 0, cut)), str_arg(first));
        PlayedLog log = played_read(arena, text);
        if (log.count != 2 || log.torn != (cut > 0))
            fail_msg("cut at %zu: %zu read, %zu torn", cut, log.count, log.torn);
    }
    arena_free(arena);
}

static void test_pieces_of_one_showing_count_once(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Played items[] = {
        shown(0, 60000, "partners", "globex"), shown(60000, 90000, "partners", "globex"),
        shown(90000, 100000, "agenda", NULL), shown(100000, 110000, "partners", "globex"),
        shown(200000, 201000, "partners", "initech")};
    Str text = {0};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        text =
            str_printf(arena, "%.*s%.*s\n", str_arg(text), str_arg(played_line(arena, &items[i])));
    PlayedLog log = played_read(arena, text);
    Str all = played_text(arena, &log, (Str){0});
    assert_true(str_find(all, "0:01:40      2  foyer  globex") != SIZE_MAX);
    assert_true(str_find(all, "0:00:01      1  foyer  initech") != SIZE_MAX);
    assert_true(str_find(all, "0:00:10      1  foyer  agenda") != SIZE_MAX);
    Str one = played_csv(arena, &log, str_from("Globex"));
    assert_true(str_find(one, "partner,,,100.000,\"foyer\",,,\"globex\",2") != SIZE_MAX);
    assert_true(str_find(one, "agenda") == SIZE_MAX);
    assert_true(str_find(one, "initech") == SIZE_MAX);
    assert_true(str_find(one, "\"Quoted \"\"text\"\", 开源\"") != SIZE_MAX);
    arena_free(arena);
}

static void no_wall(void *context, const Slide *slide, size_t *first, size_t *count) {
    (void)context;
    *first = 0;
    *count = slide->view == VIEW_PARTNERS ? 1 : 0;
}

/* What was played as planned is 100 %; half of it, and what nobody planned, are told. */
static void test_what_was_played_stands_beside_the_plan(void **state) {
    (void)state;
    static const char *const LINES[] = {"A main 09:00 09:30 talk", "B main 09:30 10:00 talk", NULL};
    Schedule *schedule = plan_create("main side", LINES);
    Arena *arena = arena_create();
    Partner partner = {.id = str_from("globex"), .name = plan_text(arena, "Globex")};
    Tier tier = {.id = str_from("gold"), .partner_count = 1};
    SlideContent slide = {.name = str_from("menu.png"),
                          .from = -1,
                          .until = -1,
                          .begins = INT64_MIN,
                          .ends = INSTANT_NEVER,
                          .weight = 1};
    schedule->partners = &partner;
    schedule->partner_count = schedule->tier_count = schedule->slide_count = 1;
    schedule->tiers = &tier;
    schedule->slides = &slide;
    AirtimeInput input = {.schedule = schedule,
                          .settings = {.room = SCHEDULE_NONE, .pages = {1, 1, 1, 1}},
                          .from = plan_time("08:30"),
                          .until = plan_time("10:00"),
                          .wall = no_wall};
    Airtime day = airtime_create(arena, &input);
    PlayedPlan plan = {.screen = str_from("foyer"), .days = &day, .day_count = 1};
    Played *items = arena_new(arena, Played, day.count + 3);
    for (size_t i = 0; i < day.count; i++) {
        const AirtimeEntry *entry = &day.entries[i];
        items[i] = shown(entry->from, entry->until, view_kind_name(entry->slide.view),
                         entry->partner_count ? "globex" : NULL);
        items[i].what = entry->slide.view == VIEW_SLIDES ? slide.name : (Str){0};
    }
    items[day.count] = shown(input.until, input.until + 1000000, "agenda", NULL); /* after it */
    items[day.count + 1] = shown(input.from, input.until, "timer", NULL);
    items[day.count + 1].display = 1; /* another one */
    items[day.count + 2] = shown(input.from - 1000000, input.from, "agenda", NULL); /* before it */
    PlayedLog log = {.items = items, .count = day.count + 3};
    Str text = played_plan_text(arena, &log, &plan, (Str){0});
    assert_true(str_find(text, "100 %  now_next") != SIZE_MAX);
    assert_true(str_find(text, "100 %  agenda") != SIZE_MAX);
    assert_true(str_find(text, "100 %  slides") != SIZE_MAX);
    assert_true(str_find(text, "100 %  menu.png") != SIZE_MAX);
    assert_true(str_find(text, "100 %  globex") != SIZE_MAX);
    assert_true(str_find(text, "timer") == SIZE_MAX);
    for (size_t i = 0; i < day.count; i++) /* half of each */
        items[i].until = items[i].from + (items[i].until - items[i].from) / 2;
    items[0].view = str_from("emergency");
    text = played_plan_text(arena, &log, &plan, (Str){0});
    assert_true(str_find(text, " 50 %  globex") != SIZE_MAX);
    assert_true(str_find(text, " 50 %  menu.png") != SIZE_MAX);
    assert_true(str_find(text, "-   emergency") != SIZE_MAX);
    text = played_plan_text(arena, &log, &plan, str_from("Globex"));
    assert_true(str_find(text, " 50 %  globex") != SIZE_MAX);
    assert_true(str_find(text, "agenda") == SIZE_MAX);
    text = played_plan_csv(arena, &log, &plan, str_from("globex"));
    assert_true(str_starts(text, "planned,,,") &&
                str_find(text, ",partner,,\"globex\",") != SIZE_MAX);
    arena_free(arena);
    schedule_free(schedule);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_line_comes_back_as_it_was),
        cmocka_unit_test(test_torn_lines_are_passed_over),
        cmocka_unit_test(test_pieces_of_one_showing_count_once),
        cmocka_unit_test(test_what_was_played_stands_beside_the_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
