/* test_command.c: what staff may say, and what is said to those who mistype. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "live/command.h"
#include "plan.h"

static const char *const LINES[] = {
    "opening main 09:00 10:00 keynote", "rust-intro main 10:00 10:30 talk",
    "rust-async main 10:30 11:00 talk", "compilers side 10:00 11:00 talk",
    "party * 23:30 25:30 social",       NULL};

static Schedule *venue(void) {
    Schedule *schedule = plan_create("main side", LINES);
    ((Session *)schedule->sessions)[3].title = plan_text(schedule->arena, "编译器 Compilers");
    return schedule;
}

static const char *level_or_dash(NoticeLevel level) {
    return level < NOTICE_LEVEL_COUNT ? notice_level_name(level) : "-";
}

static Str time_text(Arena *arena, Instant at) {
    if (at == INSTANT_NEVER)
        return str_from("-");
    LocalTime local = zone_local(zone_utc(), at);
    return str_printf(arena, "%02d/%02d:%02d", local.date.day, local.hour, local.minute);
}

/* All that a change says, in one line. */
static Str op_text(Arena *arena, const LiveOp *op) {
    const char *view = op->view < VIEW_KIND_COUNT ? view_kind_name(op->view) : "-";
    return str_printf(arena,
                      "%s room=%.*s session=%.*s by=%lld%s start=%.*s text=%.*s until=%.*s "
                      "level=%s view=%s",
                      live_kind_name(op->kind), str_arg(op->room), str_arg(op->session),
                      (long long)(op->by / MILLIS_MINUTE), op->is_forced ? "!" : "",
                      str_arg(time_text(arena, op->start)), str_arg(op->text),
                      str_arg(time_text(arena, op->until)), level_or_dash(op->level), view);
}

#define REST       " start=- text= until=- level=- view=-"
#define NO_SESSION " session= by=0 start=-"

static void changes_are_read(void **context) {
    (void)context;
    static const struct {
        const char *line, *expected;
    } cases[] = {
        {"delay main +10", "delay room=main session= by=10" REST},
        {"delay main 10", "delay room=main session= by=10" REST},
        {"delay main +10m", "delay room=main session= by=10" REST},
        {"DELAY MAIN 10", "delay room=main session= by=10" REST},
        {"delay \"Room side\" 5", "delay room=side session= by=5" REST},
        {"delay all +90", "delay room= session= by=90" REST},
        {"delay main -5", "delay room=main session= by=-5" REST},
        {"delay main -5 force", "delay room=main session= by=-5!" REST},
        {"delay main 180", "delay room=main session= by=180" REST},
        {"delay main 720 force", "delay room=main session= by=720!" REST},
        {"say main \"two more questions\"",
         "say room=main session= by=0 start=- text=two more questions until=- level=- view=-"},
        {"say main Louder --blink --until 10:30",
         "say room=main session= by=0 start=- text=Louder until=16/10:30 level=- view=-"},
        {"say main --clear", "say room=main session= by=0" REST},
        {"say main --clear --screen left", "say room=main session= by=0" REST},
        {"say side --blackout", "say room=side session= by=0" REST},
        {"cancel rust-intro", "cancel room= session=rust-intro by=0" REST},
        {"cancel rust-i", "cancel room= session=rust-intro by=0" REST},
        {"cancel 编译器", "cancel room= session=compilers by=0" REST},
        {"restore opening", "restore room= session=opening by=0" REST},
        {"move opening side", "move room=side session=opening by=0" REST},
        {"move opening side 14:30",
         "move room=side session=opening by=0 start=16/14:30 text= until=- level=- view=-"},
        {"move opening side 0:30",
         "move room=side session=opening by=0 start=17/00:30 text= until=- level=- view=-"},
        {"move opening side 24:30",
         "move room=side session=opening by=0 start=17/00:30 text= until=- level=- view=-"},
        {"move opening side +20",
         "move room=side session=opening by=0 start=16/10:20 text= until=- level=- view=-"},
        {"note party \"bring ear plugs\"",
         "note room= session=party by=0 start=- text=bring ear plugs until=- level=- view=-"},
        {"note party \"\"", "note room= session=party by=0 start=- text= until=- level=- view=-"},
        {"note party “say \\”hi\\””",
         "note room= session=party by=0 start=- text=say ”hi” until=- level=- view=-"},
        {"notice \"Lunch\"", "notice room=" NO_SESSION " text=Lunch until=- level=info view=-"},
        {"notice Lunch --until 13:00 --level warning --room side",
         "notice room=side" NO_SESSION " text=Lunch until=16/13:00 level=warning view=-"},
        {"notice --level test 'Just a drill'",
         "notice room=" NO_SESSION " text=Just a drill until=- level=test view=-"},
        {"notice 「请离场」 level emergency until +30 room all",
         "notice room=" NO_SESSION " text=请离场 until=16/10:30 level=emergency view=-"},
        {"lift", "lift room=" NO_SESSION " text= until=- level=- view=-"},
        {"lift emergency", "lift room=" NO_SESSION " text= until=- level=emergency view=-"},
        {"hold now-next", "hold room=" NO_SESSION " text= until=- level=- view=now_next"},
        {"release", "release room=" NO_SESSION " text= until=- level=- view=-"},
        {"undo", "undo room=" NO_SESSION " text= until=- level=- view=-"},
        {"  undo \r", "undo room=" NO_SESSION " text= until=- level=- view=-"},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        Command command;
        Str problem;
        Schedule *schedule = venue();
        bool is_read = command_parse(arena, str_from(cases[i].line), str_from("key"), schedule,
                                     plan_time("10:00"), &command, &problem);
        schedule_free(schedule); /* the command outlives it */
        if (!is_read)
            fail_msg("%s: %.*s", cases[i].line, str_arg(problem));
        assert_true(command.op.at == plan_time("10:00"));
        assert_true(str_equal_c(command.op.sender, "key"));
        Str got = op_text(arena, &command.op);
        if (!str_equal_c(got, cases[i].expected))
            fail_msg("%s:\n  expected %s\n  got      %.*s", cases[i].line, cases[i].expected,
                     str_arg(got));
    }
    arena_free(arena);
}

static void other_commands_are_read(void **context) {
    (void)context;
    static const struct {
        const char *line;
        LiveKind kind;
        const char *path;
        bool is_hidden;
    } cases[] = {
        {"next", LIVE_NEXT, "", false},
        {"list", LIVE_LIST, "", false},
        {"previous", LIVE_PREVIOUS, "", false},
        {"status", LIVE_STATUS, "", false},
        {"reload", LIVE_RELOAD, "", false},
        {"take", LIVE_TAKE, "", false},
        {"help", LIVE_HELP, "", false},
        {"screenshot /tmp/a\\ b.png", LIVE_SCREENSHOT, "/tmp/a b.png", false},
        {"lower-third show", LIVE_LOWER_THIRD, "", false},
        {"lower-third hide", LIVE_LOWER_THIRD, "", true},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        Command command;
        Str problem;
        /* None of these needs a schedule. */
        if (!command_parse(arena, str_from(cases[i].line), (Str){0}, NULL, 0, &command, &problem))
            fail_msg("%s: %.*s", cases[i].line, str_arg(problem));
        if (command.op.kind != cases[i].kind || !str_equal_c(command.path, cases[i].path) ||
            (command.third.call == THIRD_HIDE) != cases[i].is_hidden)
            fail_msg("%s is read as another thing", cases[i].line);
    }
    arena_free(arena);
}

/* Whom the lower third shows. */
static void anybody_can_be_named(void **context) {
    (void)context;
    static const struct {
        const char *line;
        ThirdCall call;
        ThirdWho who;
        size_t speaker;
        const char *name, *below;
    } CASES[] = {
        {"lower-third next", THIRD_NEXT, THIRD_IN_TURN, 0, "", ""},
        {"lower-third list", THIRD_LIST, THIRD_IN_TURN, 0, "", ""},
        {"lower-third show", THIRD_SHOW, THIRD_IN_TURN, 0, "", ""},
        {"lower-third show all", THIRD_SHOW, THIRD_STRIP, 0, "", ""},
        {"lower-third show 2", THIRD_SHOW, THIRD_ONE, 1, "", ""},
        {"lower-third show \"Dr. Ad Hoc\" Moderation", THIRD_SHOW, THIRD_PERSON, 0, "Dr. Ad Hoc",
         "Moderation"},
        {"lower-third show Moderation", THIRD_SHOW, THIRD_PERSON, 0, "Moderation", ""},
        {"lower-third show @LEFT", THIRD_SHOW, THIRD_PERSON, 0, "Ada", "ACM"},
        {"{\"do\": \"lower-third\", \"show\": \"show\", \"who\": \"Eve\", \"below\": \"x y\"}",
         THIRD_SHOW, THIRD_PERSON, 0, "Eve", "x y"},
    };
    static const Translation ADA = {.text = {.s = "Ada", .len = 3}};
    static const Translation ACM = {.text = {.s = "ACM", .len = 3}};
    static const KnownPerson LEFT = {
        .id = {.s = "left", .len = 4},
        .who = {.name = {.items = &ADA, .count = 1}, .affiliation = {.items = &ACM, .count = 1}}};
    Schedule *schedule = venue();
    schedule->people = &LEFT;
    schedule->person_count = 1;
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(CASES); i++) {
        Command command;
        Str problem;
        if (!command_parse(arena, str_from(CASES[i].line), (Str){0}, schedule, plan_time("10:00"),
                           &command, &problem))
            fail_msg("%s: %.*s", CASES[i].line, str_arg(problem));
        const LowerThird *third = &command.third;
        if (third->call != CASES[i].call || third->who != CASES[i].who ||
            third->speaker != CASES[i].speaker ||
            !str_equal_c(localized_get(&third->person.name, NULL, 0), CASES[i].name) ||
            !str_equal_c(localized_get(&third->person.affiliation, NULL, 0), CASES[i].below))
            fail_msg("%s is read as another thing", CASES[i].line);
    }
    Command command;
    Str problem;
    assert_false(command_parse(arena, str_from("lower-third show @host"), (Str){0}, schedule,
                               plan_time("10:00"), &command, &problem));
    assert_true(str_equal_c(problem, "nobody is @host; there are @left"));
    arena_free(arena);
    schedule_free(schedule);
}

static void mistakes_are_explained(void **context) {
    (void)context;
    static const struct {
        const char *line, *said;
    } cases[] = {
        {"", "say what is to be done; \"help\" lists it"},
        {"   ", "say what is to be done; \"help\" lists it"},
        {"dealy main 10", "\"dealy\" is no command; did you mean \"delay\"?"},
        {"delay", "write: delay ROOM|all +10 [force]"},
        {"delay main", "write: delay ROOM|all +10 [force]"},
        {"delay mian 10",
         "there is no room \"mian\"; did you mean \"main\"? the rooms are main, side"},
        {"delay attic 10", "there is no room \"attic\"; the rooms are main, side"},
        {"delay main ten", "\"ten\" is no delay; write minutes, from 1 to 720, such as +10"},
        {"say main",
         "there is nothing to say; write: say ROOM \"text\", say ROOM --clear or say ROOM "
         "--blackout"},
        {"say main hush --clear", "a text, --clear and --blackout: one of them at a time"},
        {"say main --blackout --blink", "--blink wants a text that blinks"},
        {"delay main 0", "\"0\" is no delay; write minutes, from 1 to 720, such as +10"},
        {"delay main 721", "\"721\" is no delay; write minutes, from 1 to 720, such as +10"},
        {"delay main 99999999999999999999",
         "\"99999999999999999999\" is no delay; write minutes, from 1 to 720, such as +10"},
        {"delay main -5 please", "\"please\" is not understood; only \"force\" can stand there"},
        {"delay main +500",
         "+500 minutes are 8 h 20 min; if that is meant, say \"force\" behind it"},
        {"move opening main", "\"Talk opening\" is in Room main at 09:00 already"},
        {"move opening main 9:00", "\"Talk opening\" is in Room main at 09:00 already"},
        {"move opening side 25:00",
         "\"25:00\" is no time; write 14:05, or +30 for in half an hour"},
        {"undo last", "\"last\" is no change's number; \"list\" has them"},
        {"cancel rust",
         "\"rust\" could be rust-intro (\"Talk rust-intro\", 10:00, main), rust-async "
         "(\"Talk rust-async\", 10:30, main)"},
        {"cancel compilars",
         "there is no session \"compilars\" today; did you mean \"compilers\"?"},
        {"cancel zzz", "there is no session \"zzz\" today; there are opening, rust-intro, "
                       "rust-async, compilers, party"},
        {"move opening all", "there is no room \"all\"; the rooms are main, side"},
        {"move opening side noon", "\"noon\" is no time; write 14:05, or +30 for in half an hour"},
        {"move opening side 9:5", "\"9:5\" is no time; write 14:05, or +30 for in half an hour"},
        {"move opening side 29:00",
         "\"29:00\" is no time; write 14:05, or +30 for in half an hour"},
        {"notice",
         "the notice has no text; write: notice \"text\", or notice --de \"…\" --en \"…\""},
        {"notice \"\"", "the notice has no text"},
        {"notice Lunch is ready",
         "\"is\" is not understood; there are --until, --level, --room, --screen, --group and "
         "--de|en|… (and the text stands in quotation marks)"},
        {"notice x --level", "after \"--level\" something is missing"},
        {"notice x --level urgent",
         "there is no level \"urgent\"; the levels are info, warning, emergency, test"},
        {"notice x --level emergancy",
         "there is no level \"emergancy\"; did you mean \"emergency\"? the levels are info, warning, "
         "emergency, test"},
        {"notice x --until 09:00", "09:00 is past: it would never be seen"},
        {"room main -1/240",
         "-1/240 is no count; write how many are inside, or of how many: 231/240"},
        {"room main 12/0", "12/0 is no count; write how many are inside, or of how many: 231/240"},
        {"room main 96.5%",
         "96.5% is no count; write how many are inside, or of how many: 231/240"},
        {"notice \"x", "a quotation mark is not closed"},
        {"note party", "write: note SESSION \"text\""},
        {"hold agend",
         "there is no view \"agend\"; did you mean \"agenda\"? the views are now_next, "
         "agenda, spotlight, partners…"},
        {"release me", "\"me\" is not understood; there are --room, --screen and --group (and the "
                       "text stands in quotation marks)"},
        {"screenshot a.png", "\"a.png\": the file needs its whole path, from / on"},
        {"screenshot /a.png left", "\"left\" is no display; write its number, counted from 0"},
        {"lower-third", "write: lower-third show|hide|next|list [NUMBER|all|@WORD|\"name\" "
                        "[\"line\"]]"},
        {"lower-third on", "write: lower-third show|hide|next|list"},
        {"lower-third hide 2", "lower-third hide stands alone"},
        {"lower-third show 0", "names are counted from 1"},
        {"lower-third show 2 line", "a second line is for a name that you write"},
        {"lower-third show \"\"", "whom? write a name, a number, @ and a word of the schedule's "
                                  "people, or all"},
        {"lower-third show @left",
         "nobody is @left: the schedule has no people; write a name instead"},
    };
    Schedule *schedule = venue();
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        Command command;
        Str problem;
        if (command_parse(arena, str_from(cases[i].line), (Str){0}, schedule, plan_time("10:00"),
                          &command, &problem))
            fail_msg("\"%s\" is taken", cases[i].line);
        const char *rest = strstr(cases[i].said, "…"); /* more may have come */
        if (rest ? !str_starts(problem, arena_printf(arena, "%.*s", (int)(rest - cases[i].said),
                                                     cases[i].said))
                 : !str_equal_c(problem, cases[i].said))
            fail_msg("\"%s\":\n  expected %s\n  got      %.*s", cases[i].line, cases[i].said,
                     str_arg(problem));
    }
    Command command;
    Str problem;
    assert_false(
        command_parse(arena, str_from("delay main 10"), (Str){0}, NULL, 0, &command, &problem));
    assert_true(str_equal_c(problem, "no schedule is shown"));
    arena_free(arena);
    schedule_free(schedule);
}

/* The same as an object, and with a sender of its own. */
static void objects_are_commands_too(void **context) {
    (void)context;
    static const struct {
        const char *line, *expected, *sender;
    } cases[] = {
        {"{\"do\": \"delay\", \"room\": \"main\", \"minutes\": 10}",
         "delay room=main session= by=10" REST, "page"},
        {"{\"do\":\"delay\",\"room\":\"all\",\"minutes\":-5,\"force\":true,\"sender\":\"Maria\"}",
         "delay room= session= by=-5!" REST, "Maria"},
        {"{\"do\":\"delay\",\"room\":\"main\",\"minutes\":\"+5\",\"force\":false}",
         "delay room=main session= by=5" REST, "page"},
        {"{\"line\": \"cancel rust-i\", \"sender\": \"key\"}",
         "cancel room= session=rust-intro by=0" REST, "key"},
        {"{\"do\":\"notice\",\"text\":\"say \\\"hi\\\" --now\",\"until\":\"13:00\",\"room\":null}",
         "notice room=" NO_SESSION " text=say \"hi\" --now until=16/13:00 level=info view=-",
         "page"},
        {"  {\"do\":\"undo\"}\n", "undo room=" NO_SESSION " text= until=- level=- view=-", "page"},
    };
    static const struct {
        const char *line, *said;
    } mistakes[] = {
        {"{\"do\":\"delay\",\"room\":\"main\"}",
         "delay needs \"minutes\"; as a line it is: delay ROOM|all +10 [force]"},
        {"{\"do\":\"delay\",\"rom\":\"main\",\"minutes\":1}",
         "delay has no \"rom\"; as a line it is: delay ROOM|all +10 [force]"},
        {"{\"do\":\"delay\",\"room\":[],\"minutes\":1}", "\"room\" is neither a text nor a number"},
        {"{\"do\":\"dealy\"}", "\"dealy\" is no command; did you mean \"delay\"?"},
        {"{}", "say what is to be done: {\"do\": \"…\"} or {\"line\": \"…\"}"},
        {"{\"do\":\"undo\"", "this is no JSON: '}' expected near end of file (at byte 12)"},
    };
    Schedule *schedule = venue();
    Arena *arena = arena_create();
    Command command;
    Str problem, page = str_from("page");
    for (size_t i = 0; i < countof(cases); i++) {
        if (!command_parse(arena, str_from(cases[i].line), page, schedule, plan_time("10:00"),
                           &command, &problem))
            fail_msg("%s: %.*s", cases[i].line, str_arg(problem));
        Str got = op_text(arena, &command.op);
        if (!str_equal_c(got, cases[i].expected) ||
            !str_equal_c(command.op.sender, cases[i].sender))
            fail_msg("%s: %.*s from %.*s", cases[i].line, str_arg(got), str_arg(command.op.sender));
    }
    for (size_t i = 0; i < countof(mistakes); i++) {
        if (command_parse(arena, str_from(mistakes[i].line), page, schedule, plan_time("10:00"),
                          &command, &problem))
            fail_msg("%s is taken", mistakes[i].line);
        if (!str_equal_c(problem, mistakes[i].said))
            fail_msg("%s: %.*s", mistakes[i].line, str_arg(problem));
    }
    arena_free(arena);
    schedule_free(schedule);
}

/* Help and the manual have each command, from the one table. */
static void each_command_is_told(void **context) {
    (void)context;
    static char manual[96 * 1024];
    FILE *file = fopen(TEST_SOURCE_DIR "/doc/kiosk.1.scd", "re");
    assert_non_null(file);
    size_t len = fread(manual, 1, sizeof manual - 1, file);
    assert_true(len > 0 && len < sizeof manual - 1);
    fclose(file);
    Arena *arena = arena_create();
    Str help = command_help(arena);
    for (LiveKind kind = 0; kind < LIVE_KIND_COUNT; kind++) {
        const char *name = live_kind_name(kind);
        if (str_find(help, command_usage(kind)) == SIZE_MAX ||
            !str_starts(str_from(command_usage(kind)), name))
            fail_msg("help does not have %s", command_usage(kind));
        if (!strstr(manual, arena_printf(arena, "*%s*", name)))
            fail_msg("the manual does not have %s", name);
        assert_int_equal(live_kind_by_name(str_from(name)), kind);
    }
    arena_free(arena);
}

static void an_emergency_needs_no_schedule(void **context) {
    (void)context;
    Arena *arena = arena_create();
    Command command;
    Str problem;
    assert_true(command_parse(arena, str_from("notice Fire --level emergency"), (Str){0}, NULL, 0,
                              &command, &problem));
    assert_int_equal(command.op.level, NOTICE_EMERGENCY);
    arena_free(arena);
}

/* Whatever the words: joined and split they are the same. */
static void words_survive_the_line(void **context) {
    (void)context;
    static const char ALPHABET[] = "ab \"'\\“”«»\t-";
    Arena *arena = arena_create();
    uint64_t random = 1;
    for (int round = 0; round < 2000; round++) {
        Str words[4];
        for (size_t i = 0; i < countof(words); i++) {
            char text[16];
            random = random * UINT64_C(6364136223846793005) + 1;
            size_t len = (random >> 40) % sizeof text;
            for (size_t k = 0; k < len; k++) {
                random = random * UINT64_C(6364136223846793005) + 1;
                text[k] = ALPHABET[(random >> 33) % (sizeof ALPHABET - 1)];
            }
            words[i] = str_copy(arena, (Str){.s = text, .len = len});
        }
        const Str *split;
        size_t count;
        Str problem, line = command_join(arena, words, countof(words));
        if (!command_split(arena, line, &split, &count, &problem) || count != countof(words))
            fail_msg("%.*s: %zu words", str_arg(line), count);
        for (size_t i = 0; i < count; i++)
            if (!str_equal(split[i], words[i]))
                fail_msg("%.*s: %.*s became %.*s", str_arg(line), str_arg(words[i]),
                         str_arg(split[i]));
        /* And any bytes are a line that is refused or read, never a crash. */
        Command command;
        command_parse(arena, words[0], (Str){0}, NULL, 0, &command, &problem);
        arena_reset(arena);
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_read),
        cmocka_unit_test(other_commands_are_read),
        cmocka_unit_test(objects_are_commands_too),
        cmocka_unit_test(each_command_is_told),
        cmocka_unit_test(anybody_can_be_named),
        cmocka_unit_test(mistakes_are_explained),
        cmocka_unit_test(an_emergency_needs_no_schedule),
        cmocka_unit_test(words_survive_the_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
