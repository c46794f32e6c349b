/* test_follow.c: a change stays with its session, whatever is corrected in the file, and with
 * nobody when nobody is it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "live/command.h"
#include "live/follow.h"
#include "plan.h"

/* A session as a line of a table. What is missing at the end is not said: an id is made then. */
enum { START, ROOM, TITLE, ID, GUID, SPEAKER, CELLS };
typedef const char *Line[CELLS];

enum { LINES_MAX = 6 };

static Localized text_or_none(Arena *arena, const char *text) {
    return text ? plan_text(arena, text) : (Localized){0};
}

static Schedule *schedule_of(const Line *lines) {
    char text[LINES_MAX][64];
    const char *list[LINES_MAX + 1] = {0};
    size_t count = 0;
    for (; count < LINES_MAX && lines[count][TITLE]; count++) {
        snprintf(text[count], sizeof text[count], "x %s %s 23:00 talk", lines[count][ROOM],
                 lines[count][START]);
        list[count] = text[count];
    }
    Schedule *schedule = plan_create("main side", list);
    Arena *arena = schedule->arena;
    for (size_t i = 0; i < count; i++) {
        Session *session = (Session *)&schedule->sessions[i];
        const char *const *line = lines[i];
        Speaker *speaker = arena_new(arena, Speaker, 1);
        speaker->name = text_or_none(arena, line[SPEAKER]);
        session->title = plan_text(arena, line[TITLE]);
        session->is_id_written = line[ID] != NULL;
        session->id = line[ID]
                          ? str_from(line[ID])
                          : str_printf(arena, "%s-%s-%s", line[START], line[ROOM], line[TITLE]);
        session->guid = str_from(line[GUID]);
        session->speakers = speaker;
        session->speaker_count = line[SPEAKER] ? 1 : 0;
    }
    return schedule;
}

/* The op that "cancel" of the first line is; its texts are in `arena`. */
static LiveOp cancel_first(Arena *arena, const Schedule *schedule) {
    Command command;
    Str problem, words[] = {str_from("cancel"), schedule->sessions[0].id};
    if (!command_parse(arena, command_join(arena, words, 2), str_from("test"), schedule,
                       plan_time("09:00"), &command, &problem))
        fail_msg("%.*s", str_arg(problem));
    return command.op;
}

#define NOBODY ""

typedef struct {
    const char *name;
    Line before[LINES_MAX], after[LINES_MAX];
    const char *expected; /* the title of the one that is found */
} Case;

static const Case CASES[] = {
    {"nothing changed",
     {{"10:00", "main", "Keynote"}},
     {{"09:00", "main", "Opening"}, {"10:00", "main", "Keynote"}},
     "Keynote"},
    {"its title was corrected",
     {{"10:00", "main", "Keynote on sheets"}, {"11:00", "main", "Talk B"}},
     {{"10:00", "main", "Keynote on spreadsheets"}, {"11:00", "main", "Talk B"}},
     "Keynote on spreadsheets"},
    {"it got a subtitle",
     {{"10:00", "main", "Keynote"}},
     {{"10:00", "main", "Keynote: what the kernel of tomorrow wants"}},
     "Keynote: what the kernel of tomorrow wants"},
    {"and lost it",
     {{"10:00", "main", "Keynote: what the kernel of tomorrow wants"}},
     {{"10:00", "main", "KEYNOTE"}},
     "KEYNOTE"},
    {"case, width and spaces",
     {{"10:00", "main", "Rust  101"}},
     {{"14:00", "main", "ＲＵＳＴ 101"}},
     "ＲＵＳＴ 101"},
    {"it begins later",
     {{"10:00", "main", "Keynote"}},
     {{"10:30", "main", "Keynote"}, {"11:30", "main", "Talk"}},
     "Keynote"},
    {"later, and with a slip mended",
     {{"10:00", "main", "Compilers and thier friends"}},
     {{"10:30", "main", "Compilers and their friends"}},
     "Compilers and their friends"},
    {"it is gone",
     {{"10:00", "main", "Keynote"}, {"11:00", "main", "Talk"}},
     {{"11:00", "main", "Talk"}},
     NOBODY},
    {"another talk in its place",
     {{"10:00", "main", "Keynote on sheets"}},
     {{"10:00", "main", "Panel: who pays?"}},
     NOBODY},
    {"a like title, but of another speaker",
     {{"10:00", "main", "Keynote: Ada", NULL, NULL, "Ada"}},
     {{"10:00", "main", "Keynote: Ida", NULL, NULL, "Ida"}},
     NOBODY},
    {"the second part is not the first",
     {{"10:00", "main", "Kernel workshop, part 1"}},
     {{"11:00", "main", "Kernel workshop, part 2"}},
     NOBODY},
    {"nor in Chinese",
     {{"10:00", "main", "内核实战工作坊（上）"}},
     {{"11:00", "main", "内核实战工作坊（下）"}},
     NOBODY},
    {"nor in Latin",
     {{"10:00", "main", "Kernel workshop II"}},
     {{"11:00", "main", "Kernel workshop III"}},
     NOBODY},
    {"in another room", {{"10:00", "main", "Workshop"}}, {{"10:00", "side", "Workshop"}}, NOBODY},
    {"of several the nearest",
     {{"10:00", "main", "Lightning talks"}},
     {{"09:00", "main", "Lightning talks"},
      {"10:10", "main", "Lightning talks"},
      {"15:00", "main", "Lightning talks"}},
     "Lightning talks"},
    {"of two that are equally near neither",
     {{"10:00", "main", "Lightning talks"}},
     {{"09:00", "main", "Lightning talks"}, {"11:00", "main", "Lightning talks"}},
     NOBODY},
    {"an id that the file wrote",
     {{"10:00", "main", "Keynote", "k1"}},
     {{"15:00", "side", "Something else", "k1"}},
     "Something else"},
    {"an id that was given to another, while the talk has a new one",
     {{"10:00", "main", "Keynote", "1"}, {"11:00", "main", "Talk", "2"}},
     {{"09:00", "main", "Opening", "1"}, {"10:00", "main", "Keynote", "2"}},
     "Keynote"},
    {"a guid before everything",
     {{"10:00", "main", "Keynote", "1", "g-1"}},
     {{"10:00", "main", "Keynote", "1", "g-2"}, {"15:00", "side", "Other words", "7", "g-1"}},
     "Other words"},
    {"the same number with another guid",
     {{"10:00", "main", "Keynote", "1", "g-1"}},
     {{"10:00", "main", "Keynotes", "1", "g-2"}},
     NOBODY},
    {"everywhere",
     {{"10:00", "*", "Coffee"}},
     {{"10:00", "*", "Coffee and cake"}, {"10:00", "main", "Coffee talk"}},
     "Coffee and cake"},
};

static void sessions_are_followed(void **context) {
    (void)context;
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        Schedule *before = schedule_of(CASES[i].before), *after = schedule_of(CASES[i].after);
        LiveOp op = cancel_first(arena, before);
        size_t same = follow_session(before, &op, PLAN_DATE);
        assert_int_equal(same, 0);
        schedule_free(before); /* nothing of it is needed any more */
        size_t found = follow_session(after, &op, PLAN_DATE);
        Str title = found == SCHEDULE_NONE ? (Str){0} : after->sessions[found].title.items[0].text;
        if (!str_equal_c(title, CASES[i].expected))
            fail_msg("%s: \"%.*s\" is found", CASES[i].name, str_arg(title));
        LiveState *state = live_create(PLAN_DATE);
        live_do(state, &op);
        bool is_lost = live_lost(arena, after, state, &state->ops[0]).len > 0;
        assert_int_equal(is_lost, *CASES[i].expected == 0);
        /* What is shown agrees, and the state file keeps what is needed for it. */
        Str none;
        LiveState *back = live_from_json(arena, live_to_json(arena, state, (Str){0}), &none);
        assert_int_equal(follow_session(after, &back->ops[0], PLAN_DATE), found);
        Schedule *shown = live_apply(after, back, NULL, plan_time("09:00"));
        size_t cancelled = 0;
        for (size_t k = 0; k < shown->session_count; k++)
            cancelled += shown->sessions[k].status == SESSION_CANCELLED;
        assert_int_equal(cancelled, is_lost ? 0 : 1);
        schedule_free(shown);
        live_free(back);
        live_free(state);
        schedule_free(after);
        arena_free(arena);
    }
}

/* "restore" of the talk under its new title takes away what was said under the former one. */
static void later_words_mean_the_same_session(void **context) {
    (void)context;
    Arena *arena = arena_create();
    Schedule *before = schedule_of((const Line[LINES_MAX]){{"10:00", "main", "Keynote on sheets"}});
    Schedule *after =
        schedule_of((const Line[LINES_MAX]){{"10:00", "main", "Keynote on spreadsheets"}});
    LiveState *state = live_create(PLAN_DATE);
    LiveOp cancel = cancel_first(arena, before), restore = cancel_first(arena, after);
    restore.kind = LIVE_RESTORE;
    live_do(state, &cancel);
    LiveOp unaimed = restore;
    assert_false(live_do(state, &unaimed));
    Str problem;
    assert_true(live_aim(arena, after, state, &restore, &problem));
    assert_true(live_do(state, &restore));
    assert_int_equal(state->count, 0);
    live_free(state);
    schedule_free(after);
    schedule_free(before);
    arena_free(arena);
}

/* Rooms are renamed too. */
static void rooms_are_followed(void **context) {
    (void)context;
    Arena *arena = arena_create();
    Schedule *schedule = schedule_of((const Line[LINES_MAX]){{"10:00", "main", "Keynote"}});
    Room *rooms = (Room *)schedule->rooms;
    rooms[0].guid = str_from("r-1");
    LiveOp op = {.kind = LIVE_DELAY, .room = str_from("main")};
    op.room_facts = follow_room_facts(schedule, 0);
    op = live_op_copy(arena, &op);
    rooms[0].id = str_from("hall");
    assert_int_equal(follow_room(schedule, &op), 0); /* by its guid */
    rooms[1].guid = rooms[0].guid;
    rooms[0].id = rooms[0].guid; /* a guid is no id, even where it looks like one */
    rooms[0].guid = (Str){0};
    assert_int_equal(follow_room(schedule, &op), 1);
    rooms[0].id = str_from("hall");
    rooms[0].guid = rooms[1].guid;
    rooms[1].guid = (Str){0};
    rooms[0].guid = (Str){0};
    assert_int_equal(follow_room(schedule, &op), 0); /* by its name */
    rooms[0].name = plan_text(schedule->arena, "Hall");
    assert_true(follow_room(schedule, &op) == SCHEDULE_NONE);
    LiveState *state = live_create(PLAN_DATE);
    live_do(state, &op);
    Str lost = live_lost(arena, schedule, state, &state->ops[0]);
    assert_true(str_equal_c(lost, "delay main: there is no room \"main\" any more"));
    rooms[0].id = str_from("main"); /* it is back */
    assert_int_equal(live_lost(arena, schedule, state, &state->ops[0]).len, 0);
    live_free(state);
    schedule_free(schedule);
    arena_free(arena);
}

/* Files of a former version have ids alone. */
static void old_files_are_read(void **context) {
    (void)context;
    static const char OLD[] = "{\"kiosk_live\": 1, \"date\": \"2026-05-16\", \"changes\": ["
                              "{\"do\": \"cancel\", \"at\": 1, \"session\": \"k1\"},"
                              "{\"do\": \"cancel\", \"at\": 1, \"session\": \"k9\"}]}";
    Arena *arena = arena_create();
    Str problem;
    LiveState *state = live_from_json(arena, str_from(OLD), &problem);
    Schedule *schedule = schedule_of((const Line[LINES_MAX]){{"10:00", "main", "Keynote", "k1"}});
    assert_int_equal(problem.len, 0);
    assert_int_equal(state->count, 2);
    assert_int_equal(follow_session(schedule, &state->ops[0], PLAN_DATE), 0);
    assert_true(str_equal_c(live_lost(arena, schedule, state, &state->ops[1]),
                            "cancel \"k9\": there is no such session any more; it holds again "
                            "when the session is back"));
    live_free(state);
    schedule_free(schedule);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sessions_are_followed),
        cmocka_unit_test(later_words_mean_the_same_session),
        cmocka_unit_test(rooms_are_followed),
        cmocka_unit_test(old_files_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
