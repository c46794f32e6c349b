/* test_steering.c: a day that is steered by lines, as staff type them: what each makes of the
 * schedule, what it answers, and that all of it survives the state file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "live/clashes.h"
#include "live/command.h"
#include "plan.h"
#include "schedule/now_next.h"

static const char *const LINES[] = {
    "opening main 09:00 10:00 keynote", "side-a side 09:00 10:00 talk",
    "rust-intro main 10:00 10:30 talk", "tea * 10:30 11:00 break",
    "rust-async main 11:00 11:30 talk", "side-b side 11:00 12:00 talk",
    "last main 11:30 12:00 talk",       NULL};

typedef struct {
    Arena *arena;
    Schedule *plan, *shown;
    LiveState *state;
} World;

static int set_up(void **context) {
    World *day = calloc(1, sizeof *day);
    day->arena = arena_create();
    day->plan = plan_create("main side", LINES);
    day->state = live_create(PLAN_DATE);
    *context = day;
    return 0;
}

static int tear_down(void **context) {
    World *day = *context;
    schedule_free(day->shown);
    schedule_free(day->plan);
    live_free(day->state);
    arena_free(day->arena);
    free(day);
    return 0;
}

static const Schedule *shown(const World *day) {
    return day->shown ? day->shown : day->plan;
}

/* What is answered, as the desk does; the state goes through its file each time. All of a minute's
 * changes are of one instant, as on a clock that stands still. */
static Str say_as(World *day, const char *sender, const char *at, const char *line) {
    Command command;
    Str problem = {0};
    Instant now = plan_time(at);
    if (!command_parse(day->arena, str_from(line), str_from(sender), shown(day), now, &command,
                       &problem) ||
        !live_aim(day->arena, day->plan, day->state, &command.op, &problem))
        return problem;
    if (!live_do(day->state, &command.op))
        return live_why_not(&command.op);
    Schedule *before = day->shown;
    day->shown = live_apply(day->plan, day->state, NULL, now);
    Str text = live_describe(day->arena, before ? before : day->plan, shown(day), &command.op);
    size_t count;
    const Str *clashes = live_clashes(day->arena, before ? before : day->plan, shown(day), &count);
    for (size_t i = 0; i < count; i++)
        text = str_printf(day->arena, "%.*s; but %.*s", str_arg(text), str_arg(clashes[i]));
    schedule_free(before);
    Str json = live_to_json(day->arena, day->state, (Str){0});
    LiveState *again = live_from_json(day->arena, json, &problem);
    assert_non_null(again);
    assert_int_equal(problem.len, 0);
    Str second = live_to_json(day->arena, again, (Str){0});
    if (!str_equal(json, second))
        fail_msg("the file says\n%.*s\nand then\n%.*s", str_arg(json), str_arg(second));
    live_free(day->state);
    day->state = again;
    return text;
}

static void expect(World *day, const char *at, const char *line, const char *expected) {
    Str text = say_as(day, "mei", at, line);
    if (!str_equal_c(text, expected))
        fail_msg("%s\n  says     %.*s\n  expected %s", line, str_arg(text), expected);
}

/* "10:00-10:30 main moved": where and when a session is. */
static void expect_session(const World *day, const char *id, const char *expected) {
    const Session *session = plan_find(shown(day), id);
    LocalTime from = zone_local(zone_utc(), session->start);
    LocalTime to = zone_local(zone_utc(), session->end);
    Str room = session->room_count ? shown(day)->rooms[session->rooms[0]].id : str_from("*");
    Str text = str_printf(day->arena, "%02d:%02d-%02d:%02d %.*s %s", from.hour, from.minute,
                          to.hour, to.minute, str_arg(room), session_status_name(session->status));
    if (!str_equal_c(text, expected))
        fail_msg("%s is %.*s, expected %s", id, str_arg(text), expected);
}

static void one_session_lasts_longer(void **context) {
    World *day = *context;
    expect(day, "09:50", "extend opening +10",
           "Talk opening ends 10:10 now (+10 in total), Talk rust-intro starts 10:10 now (+10 in "
           "total); as before from 10:30 (Talk tea)");
    expect_session(day, "side-a", "09:00-10:00 side confirmed");
    expect_session(day, "rust-intro", "10:10-10:40 main delayed");
    expect(day, "09:55", "extend main@now until 10:20",
           "Talk opening ends 10:20 now (+20 in total), Talk rust-intro starts 10:20 now (+20 in "
           "total); as before from 10:30 (Talk tea)");
    expect_session(day, "tea", "10:30-11:00 * confirmed");
    expect(day, "09:56", "extend opening -15",
           "Talk opening ends 10:05 now (+5 in total), Talk rust-intro starts 10:05 now (+5 in "
           "total); as before from 10:30 (Talk tea)");
    expect(day, "09:56", "extend opening until 10:05", "\"Talk opening\" ends at 10:05 already");
    expect(day, "09:56", "extend opening until 09:50",
           "\"Talk opening\" would be over already; it ends at 10:05");
    expect(day, "09:56", "extend opening",
           "say by how much, or until when: extend opening +10, or until 14:30");
}

static void a_longer_break_moves_what_follows(void **context) {
    World *day = *context;
    expect(day, "10:35", "break +10",
           "Talk tea ends 11:10 now (+10 in total), 3 sessions start later, the last at 11:40");
    expect_session(day, "rust-async", "11:10-11:40 main delayed");
    expect_session(day, "side-b", "11:10-12:10 side delayed");
    expect(day, "11:45", "break +10", "no break is to come today");
}

static void two_trade_places(void **context) {
    World *day = *context;
    expect(day, "09:30", "swap rust-intro side-b",
           "Talk rust-intro is 11:00–11:30 in Room side now, Talk side-b is 10:00–11:00 in Room "
           "main");
    expect_session(day, "side-b", "10:00-11:00 main moved");
    expect(day, "09:31", "undo",
           "taken back: swap \"Talk rust-intro\" (Room main, 10:00) and \"Talk "
           "side-b\" (Room side, 11:00)");
    expect_session(day, "side-b", "11:00-12:00 side confirmed");
    /* In a room they take together the time that they took. */
    expect(
        day, "09:32", "swap last rust-async",
        "Talk last is 11:00–11:30 in Room main now, Talk rust-async is 11:30–12:00 in Room main");
    expect(day, "09:32", "swap last last", "\"Talk last\" cannot trade places with itself");
    expect(day, "12:30", "swap last side-b", "\"Talk last\" is over already");
}

static void a_session_is_added(void **context) {
    World *day = *context;
    expect(day, "09:30", "add side 10:00-10:30 \"Lightning\" \"Ada\"",
           "added: Lightning, 10:00–10:30 in Room side (it is called added-side-1000)");
    const Session *session = plan_find(shown(day), "added-side-1000");
    assert_int_equal(session->speaker_count, 1);
    assert_int_equal(shown(day)->days[0].session_count, day->plan->days[0].session_count + 1);
    for (size_t i = 1; i < shown(day)->session_count; i++)
        assert_true(shown(day)->sessions[i - 1].start <= shown(day)->sessions[i].start);
    /* It is steered like the others. */
    expect(
        day, "09:50", "delay side +10",
        "Room side: Talk side-a ends 10:10 now (+10 in total), Lightning starts 10:10 now (+10 in "
        "total); as before from 10:30 (Talk tea)");
    expect(day, "09:50", "extend Lightning +5", "Lightning ends 10:45 now (+15 in total)");
    expect(day, "09:51", "cancel added-side-1000", "cancelled: Lightning (10:10)");
    assert_int_equal(live_lost(day->arena, day->plan, day->state, &day->state->ops[3]).len, 0);
    expect(day, "09:52", "add side 10:00-10:30 \"Another\"",
           "added: Another, 10:00–10:30 in Room side (it is called added-side-1000-2); but "
           "\"Another\" (10:00–10:30) overlaps \"Talk side-a\" (09:00–10:10) in Room side");
    expect(day, "09:52", "add side 10:30-10:00 \"x\"", "it would end before it starts");
    expect(day, "09:52", "add side 10:30 \"x\"", "\"10:30\" is no time; write 14:00-14:30");
}

static void words_of_a_session_change(void **context) {
    World *day = *context;
    expect(day, "09:30", "speaker rust-intro \"Mei Lin\" \"(Uni)\"",
           "Talk rust-intro: Mei Lin, Uni speaks now");
    expect(day, "09:30", "rename rust-intro \"Rust, gently\"",
           "\"Talk rust-intro\" is called \"Rust, gently\" now");
    const Session *session = plan_find(shown(day), "rust-intro");
    assert_int_equal(session->speaker_count, 1);
    assert_true(str_equal_c(session->speakers[0].affiliation.items[0].text, "Uni"));
    assert_true(str_equal_c(session->title.items[0].text, "Rust, gently"));
    expect(day, "09:31", "restore rust-intro", "as planned again: Talk rust-intro");
    assert_int_equal(plan_find(shown(day), "rust-intro")->speaker_count, 0);
}

static void a_room_is_full(void **context) {
    World *day = *context;
    expect(day, "09:30", "room main full", "Room main: full, until 10:00");
    assert_int_equal(room_state_at(shown(day), 0, plan_time("09:31"), NULL), ROOM_FULL);
    assert_int_equal(room_state_at(shown(day), 0, plan_time("10:00"), NULL), ROOM_OPEN);
    assert_int_equal(room_state_at(shown(day), 1, plan_time("09:31"), NULL), ROOM_OPEN);
    expect(day, "09:32", "room main open", "Room main: open");
    expect(day, "09:33", "room main 31/240", "Room main: open, 31 of 240, until 10:00");
    expect(day, "09:34", "room main 240/240 --until 09:50",
           "Room main: full, 240 of 240, until 09:50");
    assert_int_equal(day->state->count, 3); /* the last count is enough */
    expect(day, "09:35", "room main \"seats at the back\"",
           "Room main: full, 240 of 240, \"seats at the back\", until 09:50");
    expect(day, "09:36", "room main open", "Room main: open");
    expect(day, "09:36", "room main \"seats at the back\"",
           "Room main: open, \"seats at the back\", until 10:00");
    assert_int_equal(shown(day)->rooms[0].is_counted, false);
    expect(day, "09:36", "close side",
           "Room side: closed; but 2 sessions are planned there: move or cancel them");
    assert_int_equal(room_state_at(shown(day), 1, plan_time("23:00"), NULL), ROOM_CLOSED);
}

static void a_rooms_state_goes_with_its_session(void **context) {
    World *day = *context;
    expect(day, "09:30", "room main full", "Room main: full, until 10:00");
    expect(day, "09:31", "room main \"Watch it in the foyer\"",
           "Room main: full, \"Watch it in the foyer\", until 10:00");
    say_as(day, "mei", "09:40", "delay main +10");
    assert_int_equal(room_state_at(shown(day), 0, plan_time("10:09"), NULL), ROOM_FULL);
    assert_int_equal(room_state_at(shown(day), 0, plan_time("10:10"), NULL), ROOM_OPEN);
    expect(day, "09:45", "close side",
           "Room side: closed; but 2 sessions are planned there: move or cancel them");
    expect(day, "09:46", "room side 10/40",
           "Room side: closed, 10 of 40; but 2 sessions are planned there: move or cancel them");
    assert_int_equal(room_state_at(shown(day), 1, plan_time("23:00"), NULL), ROOM_CLOSED);
}

/* Who comes to the door reads of no move that is over. */
static void moved_there_and_back_is_not_moved(void **context) {
    World *day = *context;
    say_as(day, "mei", "09:30", "move rust-async side 13:00");
    expect_session(day, "rust-async", "13:00-13:30 side moved");
    say_as(day, "mei", "09:31", "move rust-async main");
    expect_session(day, "rust-async", "13:00-13:30 main moved");
    say_as(day, "mei", "09:32", "move rust-async main 11:00");
    expect_session(day, "rust-async", "11:00-11:30 main confirmed");
    say_as(day, "mei", "09:33", "undo");
    expect_session(day, "rust-async", "13:00-13:30 main moved");
}

static void undo_and_redo_are_the_senders_own(void **context) {
    World *day = *context;
    say_as(day, "mei", "09:30", "cancel side-b");
    say_as(day, "jo", "09:31", "room main full");
    expect(day, "09:32", "undo", "taken back: cancel \"Talk side-b\" (Room side, 11:00)");
    expect(day, "09:32", "undo",
           "there is nothing of yours to take back; \"list\" numbers the "
           "changes of all");
    say_as(day, "jo", "09:33", "cancel last");
    /* Numbers stay what they were. */
    assert_int_equal(day->state->ops[0].number, 2);
    assert_int_equal(day->state->ops[1].number, 3);
    assert_true(str_equal_c(say_as(day, "jo", "09:33", "redo"),
                            "there is nothing of yours that was taken back"));
    expect(day, "09:34", "redo", "done again: cancel \"Talk side-b\" (Room side, 11:00)");
    expect_session(day, "side-b", "11:00-12:00 side cancelled");
    assert_int_equal(day->state->ops[0].number, 1); /* where it stood */
    expect(day, "09:35", "undo 3", "taken back: cancel \"Talk last\" (Room main, 11:30)");
    expect(day, "09:35", "undo 9", "there is no change 9; \"list\" numbers them");
    expect(day, "09:36", "notice \"Leave\" --level emergency",
           "emergency notice in all rooms until lifted");
    expect(day, "09:36", "undo 4", "that is an emergency: say \"lift emergency\"");
    /* Nor is it taken away in place of another change of the same instant. */
    expect(day, "09:36", "notice \"Lunch\"",
           "info notice in all rooms until lifted or the day ends");
    expect(day, "09:36", "notice \"Leave now\" --level emergency",
           "emergency notice in all rooms until lifted");
    expect(day, "09:36", "undo", "taken back: notice \"Lunch\"");
    assert_int_equal(day->state->ops[day->state->count - 1].number, 6);
    assert_int_equal(day->state->ops[day->state->count - 2].number, 4);
    expect(day, "09:36", "redo", "done again: notice \"Lunch\"");
    assert_int_equal(day->state->ops[day->state->count - 2].number, 5);
    expect(day, "09:36", "undo 5", "taken back: notice \"Lunch\"");
    assert_int_equal(day->state->ops[day->state->count - 2].number, 4);
}

static void notices_are_lifted_one_by_one(void **context) {
    World *day = *context;
    expect(day, "09:30", "notice --de \"Mensa offen\" --en \"Lunch is ready\" --until 12:00",
           "info notice in all rooms until 12:00");
    say_as(day, "mei", "09:31", "notice \"Second\"");
    assert_int_equal(shown(day)->notice_count, 2);
    const Localized *text = &shown(day)->notices[0].text;
    assert_true(str_equal_c(localized_in(text, str_from("de")), "Mensa offen"));
    assert_true(str_equal_c(localized_in(text, str_from("en")), "Lunch is ready"));
    expect(day, "09:32", "lift 7", "there is no notice 7; \"list\" numbers them");
    expect(day, "09:32", "lift 1", "lifted");
    assert_int_equal(shown(day)->notice_count, 1);
    assert_true(str_equal_c(shown(day)->notices[0].text.items[0].text, "Second"));
    expect(day, "09:33", "notice",
           "the notice has no text; write: notice \"text\", or notice --de "
           "\"…\" --en \"…\"");
    expect(day, "09:33", "notice --de a --de b", "\"de\" is said twice");
    expect(day, "09:33",
           "{\"do\": \"notice\", \"fr\": \"Bonjour\", \"text\": \"Hello\", \"level\": \"warning\"}",
           "warning notice in all rooms until lifted or the day ends");
    assert_int_equal(shown(day)->notices[1].text.count, 2);
}

static void what_is_for_one_screen_is_for_no_other(void **context) {
    World *day = *context;
    expect(day, "09:30", "hold agenda --screen foyer",
           "agenda stays until released on screen foyer");
    expect(day, "09:30", "notice \"Come in\" --group doors",
           "info notice on screens of group doors until lifted or the day ends");
    expect(day, "09:30", "hold partners --room side", "partners stays until released in Room side");
    Str groups[] = {str_from("first-floor"), str_from("Doors")};
    ViewKind view = VIEW_KIND_COUNT;
    LiveState *foyer = live_for_screen(day->state, str_from("foyer"), NULL, 0);
    assert_true(live_hold(foyer, (Str){0}, &view) && view == VIEW_AGENDA);
    assert_int_equal(foyer->count, 2);
    live_free(foyer);
    LiveState *door = live_for_screen(day->state, str_from("door"), groups, 2);
    assert_false(live_hold(door, str_from("main"), &view));
    assert_true(live_hold(door, str_from("side"), &view) && view == VIEW_PARTNERS);
    assert_int_equal(door->count, 2);
    live_free(door);
    expect(day, "09:31", "release --screen foyer", "the cycle goes on on screen foyer");
    assert_int_equal(day->state->count, 2);
    expect(day, "09:31", "release", "the cycle goes on");
    assert_int_equal(day->state->count, 1);
    expect(day, "09:31", "release", "no view is held");
}

/* What the timer of that screen has from the crew; empty: nothing. */
static Str word_on(World *day, const char *screen, const Str *groups, size_t group_count) {
    LiveState *own = live_for_screen(day->state, str_from(screen), groups, group_count);
    Schedule *seen = live_apply(day->plan, own, NULL, plan_time("09:40"));
    const StageWord *word = &(seen ? seen : day->plan)->rooms[0].stage;
    Str text = {0};
    if (word->from)
        text =
            word->is_black ? str_from("(black)") : str_copy(day->arena, word->text.items[0].text);
    schedule_free(seen);
    live_free(own);
    return text;
}

static void expect_word(World *day, const char *line, const char *screen, Str group,
                        const char *expected) {
    Str word = word_on(day, screen, &group, group.len ? 1 : 0);
    if (!str_equal_c(word, expected))
        fail_msg("%s\n  %s shows %.*s, expected %s", line, screen, str_arg(word), expected);
}

/* The crew's word on one of a room's timers, beside that on all of them. */
static void a_word_to_one_screen_is_on_no_other(void **context) {
    World *day = *context;
    const struct {
        const char *line, *answer, *stage, *desk, *grouped;
    } cases[] = {
        {"say main \"Ten minutes\"",
         "Room main: \"Ten minutes\" on the stage timer, as long as it counts this session",
         "Ten minutes", "Ten minutes", "Ten minutes"},
        {"say main Louder --screen STAGE",
         "Room main: \"Louder\" on the stage timer on screen STAGE, as long as it counts this "
         "session",
         "Louder", "Ten minutes", "Ten minutes"},
        {"say main --blackout --group stage --until 10:00",
         "Room main: the stage timer on screens of group stage is black, until 10:00", "Louder",
         "Ten minutes", "(black)"},
        {"say main --clear --screen stage", "Room main: the stage timer alone on screen stage", "",
         "Ten minutes", "(black)"},
        {"undo", "taken back: say main --clear on screen stage", "Louder", "Ten minutes",
         "(black)"},
        {"redo", "done again: say main --clear on screen stage", "", "Ten minutes", "(black)"},
        {"undo 3", "taken back: say main --blackout in group stage", "", "Ten minutes",
         "Ten minutes"},
        {"say main \"Two\" --blink",
         "Room main: \"Two\" blinks on the stage timer, as long as it counts this session", "Two",
         "Two", "Two"},
        {"say main --clear", "Room main: the stage timer alone", "", "", ""},
        {"undo", "taken back: say main --clear", "Two", "Two", "Two"},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        expect(day, "09:30", cases[i].line, cases[i].answer);
        expect_word(day, cases[i].line, "stage", (Str){0}, cases[i].stage);
        expect_word(day, cases[i].line, "desk", (Str){0}, cases[i].desk);
        expect_word(day, cases[i].line, "left", str_from("Stage"), cases[i].grouped);
    }
}

static void sessions_are_named_by_place(void **context) {
    World *day = *context;
    expect(day, "09:30", "cancel side@next", "cancelled: Talk side-b (11:00)");
    expect(day, "09:30", "cancel rust",
           "\"rust\" could be rust-intro (\"Talk rust-intro\", 10:00, main), rust-async (\"Talk "
           "rust-async\", 11:00, main)");
    expect(day, "10:05", "note side@now \"x\"",
           "nothing runs in side; next is tea (\"Talk tea\", "
           "10:30)");
    expect(day, "10:05", "note side@noon \"x\"",
           "there is no session \"side@noon\" today; there are opening, side-a, rust-intro, tea, "
           "rust-async, side-b, last");
    expect(day, "10:05", "note sid@now \"x\"",
           "there is no room \"sid\"; did you mean \"side\"? the rooms are main, side");
}

/* A page of words comes, is kept with all of its lines, and is taken back by its number. */
static void a_slide_comes_and_goes(void **context) {
    World *day = *context;
    expect(day, "09:30", "slide",
           "write: slide \"heading\" [\"line\" …] [--qr URL] "
           "[--until 15:00|+20] [--room|--screen|--group NAME]");
    expect(day, "09:30", "slide \"\"", "the slide has no heading");
    expect(day, "09:30",
           "slide \"Lost\" \"A red scarf\" \"Ask at the desk\" --room side "
           "--qr https://example.org/lost --until 12:00",
           "a slide in Room side until 12:00");
    assert_int_equal(shown(day)->slide_count, 1);
    const SlideContent *slide = &shown(day)->slides[0];
    assert_true(str_equal_c(slide->heading.items[0].text, "Lost"));
    assert_int_equal(slide->line_count, 2);
    assert_true(str_equal_c(slide->lines[1].value.items[0].text, "Ask at the desk"));
    assert_true(str_equal_c(slide->qr, "https://example.org/lost"));
    assert_int_equal(slide->room_count, 1);
    assert_true(slide->begins <= plan_time("09:31") && slide->ends == plan_time("12:00"));
    expect(day, "09:31", "slide \"Second\"",
           "a slide on all screens until taken back or the day ends");
    assert_int_equal(shown(day)->slide_count, 2);
    assert_int_equal(shown(day)->slides[0].line_count, 2); /* from the state file */
    expect(day, "09:32", "lift 1", "lifted");
    assert_int_equal(shown(day)->slide_count, 1);
    assert_true(str_equal_c(shown(day)->slides[0].name, "Second"));
    say_as(day, "mei", "09:33", "undo 2");
    assert_int_equal(shown(day)->slide_count, 0);
    say_as(day, "mei", "09:34", "redo");
    assert_int_equal(shown(day)->slide_count, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_session_lasts_longer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_longer_break_moves_what_follows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_trade_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session_is_added, set_up, tear_down),
        cmocka_unit_test_setup_teardown(words_of_a_session_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_room_is_full, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_rooms_state_goes_with_its_session, set_up, tear_down),
        cmocka_unit_test_setup_teardown(moved_there_and_back_is_not_moved, set_up, tear_down),
        cmocka_unit_test_setup_teardown(undo_and_redo_are_the_senders_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(notices_are_lifted_one_by_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_slide_comes_and_goes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_for_one_screen_is_for_no_other, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_word_to_one_screen_is_on_no_other, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sessions_are_named_by_place, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
