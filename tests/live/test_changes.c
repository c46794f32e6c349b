/* test_changes.c: cancel, move, note, notices and holds; what is kept of them, and for how long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "live/changes.h"
#include "live/clashes.h"
#include "plan.h"
#include "schedule/now_next.h"

static const char *const LINES[] = {"A main 09:00 10:00 talk", "S side 09:00 09:30 talk",
                                    "B main 10:00 10:30 talk", "C main 10:30 11:00 talk", NULL};

typedef struct {
    Schedule *plan;
    LiveState *state;
    Schedule *shown; /* of the last look */
} World;

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    world->plan = plan_create("main side", LINES);
    world->state = live_create(PLAN_DATE);
    *context = world;
    return 0;
}

static int tear_down(void **context) {
    World *world = *context;
    schedule_free(world->shown);
    schedule_free(world->plan);
    live_free(world->state);
    free(world);
    return 0;
}

static const Schedule *look(World *world, const char *at) {
    schedule_free(world->shown);
    world->shown = live_apply(world->plan, world->state, NULL, plan_time(at));
    return world->shown ? world->shown : world->plan;
}

static LiveOp op_of(LiveKind kind, const char *session) {
    return (LiveOp){.kind = kind,
                    .at = plan_time("09:15"),
                    .session = str_from(session),
                    .start = INSTANT_NEVER,
                    .until = INSTANT_NEVER,
                    .level = NOTICE_LEVEL_COUNT};
}

static void nothing_said_changes_nothing(void **context) {
    World *world = *context;
    assert_null(live_apply(world->plan, world->state, NULL, plan_time("09:00")));
    assert_null(live_apply(world->plan, NULL, NULL, plan_time("09:00")));
    assert_null(live_apply(NULL, world->state, NULL, plan_time("09:00")));
}

static void a_cancelled_session_runs_nowhere(void **context) {
    World *world = *context;
    LiveOp op = op_of(LIVE_CANCEL, "B");
    assert_true(live_do(world->state, &op));
    const Schedule *shown = look(world, "10:05");
    assert_int_equal(plan_find(shown, "B")->status, SESSION_CANCELLED);
    assert_int_equal(plan_find(world->plan, "B")->status, SESSION_CONFIRMED);
    assert_int_equal(day_state_at(shown, 0, plan_time("10:05")).kind, DAY_GAP);
    /* What is cancelled delays nobody. */
    LiveOp late = {.kind = LIVE_DELAY, .at = plan_time("09:30"), .by = 20 * MILLIS_MINUTE};
    assert_true(live_do(world->state, &late));
    shown = look(world, "10:05");
    assert_true(plan_find(shown, "C")->start == plan_time("10:30"));
    assert_true(plan_find(shown, "B")->start == plan_time("10:00"));
}

static void a_moved_session_is_at_its_new_place(void **context) {
    World *world = *context;
    world->plan->projects = &(Project){.session = 0}; /* A */
    world->plan->project_count = 1;
    LiveOp op = op_of(LIVE_MOVE, "A");
    op.room = str_from("side");
    op.start = plan_time("10:15");
    assert_true(live_do(world->state, &op));
    const Schedule *shown = look(world, "10:20");
    const Session *a = plan_find(shown, "A");
    assert_int_equal(a->status, SESSION_MOVED);
    assert_true(a->start == plan_time("10:15") && a->end == plan_time("11:15"));
    assert_true(a->planned_start == plan_time("09:00"));
    assert_true(session_is_in_room(a, 1) && !session_is_in_room(a, 0));
    assert_true(session_was_in_room(a, 0));
    /* By start again, and who pointed to it still does. */
    for (size_t i = 1; i < shown->session_count; i++)
        assert_true(shown->sessions[i - 1].start <= shown->sessions[i].start);
    assert_true(&shown->sessions[shown->projects[0].session] == a);
    /* The room alone. */
    op = op_of(LIVE_MOVE, "C");
    op.room = str_from("side");
    live_do(world->state, &op);
    assert_true(plan_find(look(world, "10:20"), "C")->start == plan_time("10:30"));
}

static void what_begins_later_is_delayed(void **context) {
    World *world = *context;
    ((Session *)world->plan->sessions)[3].type = SESSION_BREAK; /* C */
    LiveOp op = {.kind = LIVE_DELAY, .at = plan_time("09:30"), .by = 20 * MILLIS_MINUTE};
    live_do(world->state, &op);
    const Schedule *shown = look(world, "09:30");
    assert_int_equal(plan_find(shown, "B")->status, SESSION_DELAYED);
    assert_true(plan_find(shown, "B")->planned_start == plan_time("10:00"));
    assert_int_equal(plan_find(shown, "A")->status, SESSION_CONFIRMED); /* only ends later */
    assert_true(plan_find(shown, "C")->start > plan_time("10:30"));
    assert_int_equal(plan_find(shown, "C")->status, SESSION_CONFIRMED); /* a break */
    assert_int_equal(session_phase_at(plan_find(shown, "A"), plan_time("10:10")),
                     SESSION_FINISHING);
    assert_int_equal(session_phase_at(plan_find(shown, "B"), plan_time("10:10")),
                     SESSION_STARTS_SOON);
}

static void notes_replace_each_other(void **context) {
    World *world = *context;
    LiveOp op = op_of(LIVE_NOTE, "A");
    op.text = str_from("bring a laptop");
    live_do(world->state, &op);
    op.text = str_from("坐满了");
    live_do(world->state, &op);
    assert_int_equal(world->state->count, 1);
    const Session *a = plan_find(look(world, "09:20"), "A");
    assert_int_equal(a->note.count, 1);
    assert_true(str_equal_c(a->note.items[0].text, "坐满了"));
    LiveOp restore = op_of(LIVE_RESTORE, "A");
    assert_true(live_do(world->state, &restore));
    assert_false(live_do(world->state, &restore));
    assert_int_equal(plan_find(look(world, "09:20"), "A")->note.count, 0);
}

static void notices_come_and_are_lifted(void **context) {
    World *world = *context;
    LiveOp op = op_of(LIVE_NOTICE, "");
    op.text = str_from("Lunch is in the yard");
    op.level = NOTICE_INFO;
    op.until = plan_time("10:00");
    op.room = str_from("side");
    live_do(world->state, &op);
    op.text = str_from("Leave the building");
    op.level = NOTICE_EMERGENCY;
    op.until = INSTANT_NEVER;
    op.room = (Str){0};
    live_do(world->state, &op);
    const Schedule *shown = look(world, "09:20");
    assert_int_equal(shown->notice_count, 2);
    assert_int_equal(notice_at(shown, 0, plan_time("09:20"), NULL), 1);
    LiveOp lift = op_of(LIVE_LIFT, "");
    lift.level = NOTICE_EMERGENCY;
    assert_true(live_do(world->state, &lift));
    shown = look(world, "09:20");
    assert_true(notice_at(shown, 0, plan_time("09:20"), NULL) == SCHEDULE_NONE);
    assert_int_equal(notice_at(shown, 1, plan_time("09:20"), NULL), 0);
    assert_true(notice_at(shown, 1, plan_time("10:00"), NULL) == SCHEDULE_NONE);
    lift.level = NOTICE_LEVEL_COUNT;
    assert_true(live_do(world->state, &lift));
    assert_false(live_do(world->state, &lift));
}

/* Staff said it for a room that a reload has taken out of the file: everywhere, not nowhere. */
static void a_notice_for_a_room_that_vanished_is_shown_everywhere(void **context) {
    World *world = *context;
    LiveOp op = op_of(LIVE_NOTICE, "");
    op.text = str_from("The annex is locked");
    op.level = NOTICE_WARNING;
    op.until = plan_time("12:00");
    op.room = str_from("annex");
    live_do(world->state, &op);
    const Schedule *shown = look(world, "09:20");
    assert_int_equal(shown->notice_count, 1);
    const size_t screens[] = {SCHEDULE_NONE, 0, 1};
    for (size_t i = 0; i < countof(screens); i++)
        assert_int_equal(notice_at(shown, screens[i], plan_time("09:20"), NULL), 0);
}

static void an_emergency_needs_no_schedule(void **context) {
    World *world = *context;
    LiveEmergency emergency = {.text = str_from("Fire"), .from = plan_time("09:00")};
    Schedule *shown = live_apply(NULL, NULL, &emergency, plan_time("09:00"));
    assert_non_null(shown);
    assert_int_equal(notice_at(shown, SCHEDULE_NONE, plan_time("09:00"), NULL), 0);
    assert_int_equal(shown->notices[0].level, NOTICE_EMERGENCY);
    schedule_free(shown);
    emergency.text = (Str){0};
    assert_null(live_apply(NULL, NULL, &emergency, plan_time("09:00")));
    /* It concerns every day, what staff said only its own. */
    emergency.text = str_from("Fire");
    shown = live_apply(world->plan, NULL, &emergency, plan_time("09:00") + 3 * 24 * MILLIS_HOUR);
    assert_int_equal(shown->notice_count, 1);
    schedule_free(shown);
}

/* And the clock beside it stays the host's. */
static void without_a_plan_the_zone_is_the_hosts(void **context) {
    World *world = *context;
    Arena *arena = arena_create();
    const Zone *tokyo = zone_open(arena, str_from("Asia/Tokyo"));
    Schedule *bare = live_bare_plan(tokyo, str_from("ja"));
    LiveOp op = op_of(LIVE_NOTICE, "");
    op.level = NOTICE_INFO;
    op.text = str_from("Doors at nine");
    live_do(world->state, &op);
    Schedule *shown = live_apply(bare, world->state, NULL, op.at);
    assert_non_null(shown);
    assert_int_equal(shown->notice_count, 1);
    assert_true(str_equal(zone_name(shown->event.zone), zone_name(tokyo)));
    assert_int_equal(shown->display.language_count, 1);
    assert_true(str_equal_c(shown->display.languages[0], "ja"));
    schedule_free(shown);
    schedule_free(bare);
    arena_free(arena);
}

static void changes_end_with_their_day(void **context) {
    World *world = *context;
    LiveOp op = op_of(LIVE_CANCEL, "B");
    live_do(world->state, &op);
    assert_true(look(world, "27:59") == world->shown); /* 03:59 is still that night */
    assert_true(look(world, "28:00") == world->plan);
    assert_true(look(world, "03:59") == world->plan);
}

/* The night's alarm is not over because the day is. */
static void an_emergency_outlasts_its_day(void **context) {
    World *world = *context;
    LiveOp info = op_of(LIVE_NOTICE, ""), emergency = info, test = info;
    info.level = NOTICE_INFO;
    info.text = str_from("Doors at nine");
    test.level = NOTICE_TEST;
    test.text = str_from("Only a test");
    emergency.level = NOTICE_EMERGENCY;
    emergency.text = str_from("Leave by door A");
    live_do(world->state, &info);
    live_do(world->state, &emergency);
    live_do(world->state, &test);
    int32_t number = world->state->ops[1].number;
    world->state = live_on(world->state, PLAN_DATE);
    assert_int_equal(world->state->count, 3);
    world->state = live_on(world->state, date_add(PLAN_DATE, LIVE_EMERGENCY_DAYS));
    assert_int_equal(world->state->count, 1);
    assert_int_equal(world->state->ops[0].number, number);
    const Schedule *shown = look(world, "52:10");
    assert_int_equal(shown->notice_count, 1);
    assert_int_equal(shown->notices[0].level, NOTICE_EMERGENCY);

    /* What is said then has a number of its own, and it is lifted as ever. */
    live_do(world->state, &info);
    assert_true(world->state->ops[1].number > number);
    LiveOp lift = op_of(LIVE_LIFT, "");
    assert_true(live_do(world->state, &lift));
    assert_int_equal(world->state->count, 0);

    /* One that nobody lifted is an old event's one day. */
    live_do(world->state, &emergency);
    Date later = date_add(world->state->date, LIVE_EMERGENCY_DAYS + 1);
    world->state = live_on(world->state, later);
    assert_int_equal(world->state->count, 0);
    live_free(world->state);
    world->state = live_on(NULL, PLAN_DATE);
    assert_int_equal(world->state->count, 0);
}

/* A party that staff delayed until after the day change does not fall back to its plan there. */
static void changes_last_as_long_as_what_they_changed(void **context) {
    World *world = *context;
    static const char *const NIGHT[] = {"A main 09:00 10:00 talk", "P main 25:00 27:30 social",
                                        NULL};
    schedule_free(world->plan);
    world->plan = plan_create("main side", NIGHT);
    LiveOp op = op_of(LIVE_DELAY, "");
    op.at = plan_time("25:10");
    op.by = 60 * MILLIS_MINUTE;
    live_do(world->state, &op);
    assert_true(plan_find(look(world, "28:20"), "P")->end == plan_time("28:30"));
    Instant until;
    Date date = live_date_at(world->plan, world->state, plan_time("28:20"), &until);
    assert_int_equal(date_compare(date, PLAN_DATE), 0);
    assert_true(until == plan_time("28:30"));
    assert_true(look(world, "28:30") == world->plan);
    date = live_date_at(world->plan, world->state, plan_time("28:30"), &until);
    assert_int_equal(date_compare(date, date_add(PLAN_DATE, 1)), 0);
    assert_true(until == plan_time("52:00"));

    /* Unless a session of the next day has begun. */
    Day days[2] = {world->plan->days[0],
                   {.date = date_add(PLAN_DATE, 1),
                    .from = plan_time("28:00"),
                    .until = plan_time("52:00"),
                    .first_session = 2,
                    .session_count = 1}};
    Session sessions[3] = {world->plan->sessions[0], world->plan->sessions[1],
                           world->plan->sessions[0]};
    sessions[2].id = str_from("E");
    sessions[2].day = 1;
    sessions[2].start = sessions[2].planned_start = plan_time("28:10");
    sessions[2].end = sessions[2].planned_end = plan_time("29:00");
    world->plan->days = days;
    world->plan->day_count = countof(days);
    world->plan->sessions = sessions;
    world->plan->session_count = countof(sessions);
    assert_true(plan_find(look(world, "28:09"), "P")->end == plan_time("28:30"));
    assert_true(look(world, "28:10") == world->plan);
}

static void one_view_is_held(void **context) {
    World *world = *context;
    ViewKind view = VIEW_KIND_COUNT;
    assert_false(live_hold(world->state, (Str){0}, &view));
    LiveOp op = op_of(LIVE_HOLD, "");
    op.view = VIEW_AGENDA;
    live_do(world->state, &op);
    op.view = VIEW_PARTNERS;
    live_do(world->state, &op);
    assert_true(live_hold(world->state, (Str){0}, &view));
    assert_int_equal(view, VIEW_PARTNERS);
    LiveOp release = op_of(LIVE_RELEASE, "");
    assert_true(live_do(world->state, &release));
    assert_false(live_do(world->state, &release));
    assert_false(live_hold(NULL, (Str){0}, &view));
}

static void the_last_change_is_undone(void **context) {
    World *world = *context;
    LiveOp cancel = op_of(LIVE_CANCEL, "B"), undo = op_of(LIVE_UNDO, "");
    undo.target.at = INSTANT_NEVER;
    live_do(world->state, &cancel);
    assert_true(live_do(world->state, &undo));
    assert_false(live_do(world->state, &undo));
    assert_null(live_apply(world->plan, world->state, NULL, plan_time("09:15")));
}

static LiveOp from(LiveOp op, const char *sender, const char *at) {
    op.sender = str_from(sender);
    op.at = plan_time(at);
    return op;
}

/* What an undo takes back, or why it takes nothing. */
static const char *undo(World *world, const char *sender, int number) {
    Arena *arena = world->plan->arena;
    LiveOp op = from(op_of(LIVE_UNDO, ""), sender, "10:00");
    op.number = number;
    op.target.at = INSTANT_NEVER;
    Str problem;
    if (!live_aim(arena, world->plan, world->state, &op, &problem))
        return str_copy(arena, problem).s;
    assert_true(live_do(world->state, &op));
    return live_describe(arena, world->plan, world->plan, &op).s;
}

/* Each takes back what was his, by number what was another's, and nobody an emergency. */
static void an_undo_says_what_it_takes_back(void **context) {
    World *world = *context;
    assert_string_equal(undo(world, "Maria", 0), "there is nothing to take back");
    LiveOp fire = from(op_of(LIVE_NOTICE, ""), "Maria", "09:18");
    fire.text = str_from("Fire");
    fire.level = NOTICE_EMERGENCY;
    LiveOp late = from((LiveOp){.kind = LIVE_DELAY, .by = 10 * MILLIS_MINUTE}, "Maria", "09:15");
    late.room = str_from("main");
    LiveOp cancels[] = {from(op_of(LIVE_CANCEL, "A"), "Maria", "09:16"),
                        from(op_of(LIVE_CANCEL, "B"), "Jo", "09:17")};
    live_do(world->state, &late);
    live_do(world->state, &cancels[0]);
    live_do(world->state, &cancels[1]);
    live_do(world->state, &fire);
    Str list = live_list(world->plan->arena, world->plan, world->state);
    assert_string_equal(list.s, "1  09:15  Maria  delay main +10\n"
                                "2  09:16  Maria  cancel \"A\"\n"
                                "3  09:17  Jo  cancel \"B\"\n"
                                "4  09:18  Maria  notice \"Fire\"");
    assert_string_equal(undo(world, "Maria", 4), "that is an emergency: say \"lift emergency\"");
    assert_string_equal(undo(world, "Maria", 0), "taken back: cancel \"A\"");
    assert_int_equal(world->state->count, 3);
    assert_string_equal(undo(world, "Maria", 3), "taken back: cancel \"B\"");
    assert_string_equal(undo(world, "Jo", 0), "there is nothing of yours to take back; \"list\" "
                                              "numbers the changes of all");
    assert_string_equal(undo(world, "Jo", 7), "there is no change 7; \"list\" numbers them");
    assert_string_equal(undo(world, "Maria", 0), "taken back: delay main +10");
    assert_int_equal(world->state->count, 1); /* the emergency */
}

/* What a change puts into another one's way is told, what was so before is not. */
static void clashes_are_told(void **context) {
    World *world = *context;
    Arena *arena = world->plan->arena;
    size_t count;
    LiveOp move = op_of(LIVE_MOVE, "B");
    move.room = str_from("main");
    move.start = plan_time("09:30");
    live_do(world->state, &move);
    const Str *said = live_clashes(arena, world->plan, look(world, "09:20"), &count);
    assert_int_equal(count, 1);
    assert_string_equal(said[0].s,
                        "\"Talk B\" (09:30–10:00) overlaps \"Talk A\" (09:00–10:00) in Room main");
    live_clashes(arena, world->shown, world->shown, &count);
    assert_int_equal(count, 0);
}

static void there_is_an_end_to_changes(void **context) {
    World *world = *context;
    LiveOp op = {.kind = LIVE_DELAY, .at = plan_time("09:00"), .by = 1};
    for (size_t i = 0; i < LIVE_OPS_MAX; i++)
        assert_true(live_do(world->state, &op));
    assert_false(live_do(world->state, &op));
}

static void json_keeps_everything(void **context) {
    World *world = *context;
    LiveOp ops[] = {
        {.kind = LIVE_DELAY, .at = 1, .room = str_from("main"), .by = -5, .is_forced = true},
        {.kind = LIVE_CANCEL, .at = 2, .session = str_from("B \"quoted\"")},
        {.kind = LIVE_MOVE,
         .at = 3,
         .session = str_from("A"),
         .room = str_from("side"),
         .start = INSTANT_NEVER},
        {.kind = LIVE_MOVE,
         .at = 4,
         .session = str_from("C"),
         .room = str_from("side"),
         .start = 99},
        {.kind = LIVE_NOTE, .at = 5, .session = str_from("A"), .text = str_from("注意\n\x01")},
        {.kind = LIVE_NOTICE,
         .at = 6,
         .text = str_from("x"),
         .level = NOTICE_TEST,
         .until = INSTANT_NEVER},
        {.kind = LIVE_NOTICE,
         .at = 7,
         .text = str_from("y"),
         .level = NOTICE_WARNING,
         .until = 70,
         .room = str_from("side")},
        {.kind = LIVE_HOLD, .at = 8, .view = VIEW_PARTNERS},
    };
    for (size_t i = 0; i < countof(ops); i++)
        assert_true(live_do(world->state, &ops[i]));
    Arena *arena = arena_create();
    Str problem, json = live_to_json(arena, world->state, str_from("day.yaml"));
    LiveState *back = live_from_json(arena, json, &problem);
    assert_non_null(back);
    assert_int_equal(problem.len, 0);
    assert_int_equal(date_compare(back->date, PLAN_DATE), 0);
    assert_int_equal(back->count, countof(ops));
    for (size_t i = 0; i < countof(ops); i++) {
        const LiveOp *a = &ops[i], *b = &back->ops[i];
        assert_int_equal(a->kind, b->kind);
        assert_true(a->at == b->at && a->by == b->by && a->is_forced == b->is_forced);
        assert_true(str_equal(a->room, b->room) && str_equal(a->session, b->session));
        assert_true(str_equal(a->text, b->text));
        assert_true(a->kind != LIVE_MOVE || a->start == b->start);
        assert_true(a->kind != LIVE_NOTICE || (a->until == b->until && a->level == b->level));
        assert_true(a->kind != LIVE_HOLD || a->view == b->view);
    }
    assert_true(str_equal(json, live_to_json(arena, back, str_from("day.yaml"))));
    live_free(back);
    arena_free(arena);
}

static void json_of_others_is_refused(void **context) {
    (void)context;
    static const struct {
        const char *name, *json;
        int count; /* of changes; -1: refused */
        bool has_problem;
    } cases[] = {
        {"empty", "", -1, true},
        {"half", "{\"kiosk_live\":1,\"date\":\"2026-05-16\",\"chan", -1, true},
        {"another thing", "{\"name\":\"x\"}", -1, true},
        {"no date", "{\"kiosk_live\":1,\"changes\":[]}", -1, true},
        {"no such date", "{\"kiosk_live\":1,\"date\":\"2026-02-30\",\"changes\":[]}", -1, true},
        {"a list", "[1]", -1, true},
        {"nothing", "{\"kiosk_live\":1,\"date\":\"2026-05-16\",\"changes\":[]}", 0, false},
        {"of a later version",
         "{\"kiosk_live\":2,\"date\":\"2026-05-16\",\"changes\":[{\"do\":\"sing\",\"at\":1},"
         "{\"do\":\"cancel\",\"at\":1,\"session\":\"A\"}]}",
         1, true},
        {"a delay of a year",
         "{\"kiosk_live\":1,\"date\":\"2026-05-16\",\"changes\":[{\"do\":\"delay\",\"at\":1,"
         "\"by\":31536000000}]}",
         0, true},
        {"the end of time",
         "{\"kiosk_live\":1,\"date\":\"2026-05-16\",\"changes\":[{\"do\":\"cancel\","
         "\"at\":9223372036854775806,\"session\":\"A\"},{\"do\":\"delay\",\"at\":-1,"
         "\"by\":1}]}",
         0, true},
        {"numbers for texts",
         "{\"kiosk_live\":1,\"date\":\"2026-05-16\",\"changes\":[{\"do\":\"cancel\",\"at\":1,"
         "\"session\":4},7,null]}",
         0, true},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        Str problem;
        LiveState *state = live_from_json(arena, str_from(cases[i].json), &problem);
        int count = state ? (int)state->count : -1;
        if (count != cases[i].count || (problem.len > 0) != cases[i].has_problem)
            fail_msg("%s: %d changes, \"%.*s\"", cases[i].name, count, str_arg(problem));
        live_free(state);
    }
    arena_free(arena);
}

static void people_are_told_what_happened(void **context) {
    World *world = *context;
    Arena *arena = arena_create();
    static const struct {
        LiveOp op;
        const char *said;
    } cases[] = {
        {{.kind = LIVE_DELAY, .by = 10 * MILLIS_MINUTE, .room = {"main", 4}},
         "Room main: Talk A ends 10:10 now (+10 in total), 2 sessions start later, the last at 10:40"},
        {{.kind = LIVE_DELAY, .by = 10 * MILLIS_MINUTE, .room = {"side", 4}},
         "Room side: Talk S ends 09:40 now (+10 in total)"},
        {{.kind = LIVE_DELAY, .by = -10 * MILLIS_MINUTE, .room = {"side", 4}},
         "Room side: nothing changes; nothing more is to come, or it is on time"},
        {{.kind = LIVE_CANCEL, .session = {"B", 1}}, "cancelled: Talk B (10:00)"},
        {{.kind = LIVE_MOVE, .session = {"B", 1}, .room = {"side", 4}, .start = INSTANT_NEVER},
         "moved: Talk B, now in Room side at 10:00"},
        {{.kind = LIVE_NOTICE, .text = {"x", 1}, .until = INSTANT_NEVER, .level = NOTICE_TEST},
         "test notice in all rooms until lifted or the day ends"},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        LiveOp op = cases[i].op;
        op.at = plan_time("09:20");
        LiveState *state = live_create(PLAN_DATE);
        live_do(state, &op);
        Schedule *shown = live_apply(world->plan, state, NULL, op.at);
        Str said = live_describe(arena, world->plan, shown, &op);
        if (!str_equal_c(said, cases[i].said))
            fail_msg("expected \"%s\"\n     got \"%.*s\"", cases[i].said, str_arg(said));
        schedule_free(shown);
        live_free(state);
    }
    arena_free(arena);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(nothing_said_changes_nothing),
        test(a_cancelled_session_runs_nowhere),
        test(a_moved_session_is_at_its_new_place),
        test(what_begins_later_is_delayed),
        test(notes_replace_each_other),
        test(notices_come_and_are_lifted),
        test(a_notice_for_a_room_that_vanished_is_shown_everywhere),
        test(an_emergency_needs_no_schedule),
        test(without_a_plan_the_zone_is_the_hosts),
        test(changes_end_with_their_day),
        test(an_emergency_outlasts_its_day),
        test(changes_last_as_long_as_what_they_changed),
        test(one_view_is_held),
        test(the_last_change_is_undone),
        test(an_undo_says_what_it_takes_back),
        test(clashes_are_told),
        test(there_is_an_end_to_changes),
        test(json_keeps_everything),
        test(json_of_others_is_refused),
        test(people_are_told_what_happened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
