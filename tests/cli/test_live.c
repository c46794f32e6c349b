/* test_live.c: `kiosk live`: to whom it speaks, what it prints and how it exits. The kiosks are
 * played by the test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <pthread.h>

#include "../live/folder.h"
#include "child.h"
#include "live/control.h"

enum { FAKES = 3 };

/* A kiosk that says yes to everything and remembers what it was told. */
typedef struct {
    const char *name, *state_file;
    bool has_overlay;
    Control *control;
    pthread_t thread;
    int stop[2];
    char told[512]; /* all lines but "status", with a "|" behind each */
} Fake;

typedef struct {
    char folder[PATH_MAX], runtime[PATH_MAX + 32];
    Arena *arena;
    Fake fakes[FAKES];
    size_t count;
} World;

static Str answer_of(const Fake *fake, Arena *arena, Str line) {
    if (str_starts(line, "\"undo"))
        return control_answer_json(
            arena, &(Answer){.code = EXIT_OUTPUT, .text = str_from("it is refused")});
    if (!str_equal_c(line, "status") && !str_equal_c(line, "\"status\""))
        return control_answer_json(arena, &(Answer){.text = str_from("done")});
    ControlScreen screen = {.state = str_from("running"), .view = str_from("agenda")};
    ControlStatus status = {.version = "1",
                            .schedule_name = str_from("/srv/day.yaml"),
                            .screens = &screen,
                            .screen_count = 1,
                            .state_file = str_from(fake->state_file),
                            .overlay = fake->has_overlay ? str_from("{\"x\":1}") : (Str){0}};
    return control_answer_json(arena, &(Answer){.status = control_status_json(arena, &status)});
}

static void *serve(void *context) {
    Fake *fake = context;
    for (;;) {
        struct pollfd fds[] = {{.fd = control_fd(fake->control), .events = POLLIN},
                               {.fd = fake->stop[0], .events = POLLIN}};
        if (poll(fds, 2, -1) < 0 || fds[1].revents)
            return NULL;
        ControlRequest request;
        Arena *arena = arena_create();
        while (control_take(fake->control, arena, &request)) {
            /* First: who has the answer looks at it. */
            size_t len = strlen(fake->told);
            if (str_find(request.line, "status") == SIZE_MAX)
                snprintf(fake->told + len, sizeof fake->told - len, "%.*s|", str_arg(request.line));
            control_answer(fake->control, request.client, answer_of(fake, arena, request.line));
        }
        arena_free(arena);
    }
}

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    world->arena = arena_create();
    char runtime[] = "/tmp/kiosk-cli-XXXXXX";
    if (!mkdtemp(runtime))
        return -1;
    snprintf(world->runtime, sizeof world->runtime, "XDG_RUNTIME_DIR=%s", runtime);
    snprintf(world->folder, sizeof world->folder, "%s/kiosk", runtime);
    *context = world;
    return 0;
}

static void add(World *world, const char *name, const char *state_file, bool has_overlay) {
    Fake *fake = &world->fakes[world->count++];
    *fake = (Fake){.name = name, .state_file = state_file, .has_overlay = has_overlay};
    fake->control = control_open(world->folder, name);
    assert_non_null(fake->control);
    assert_int_equal(pipe(fake->stop), 0);
    assert_int_equal(pthread_create(&fake->thread, NULL, serve, fake), 0);
}

static void stop_fakes(World *world) {
    for (size_t i = 0; i < world->count; i++) {
        Fake *fake = &world->fakes[i];
        assert_int_equal(write(fake->stop[1], "x", 1), 1);
        pthread_join(fake->thread, NULL);
        close(fake->stop[0]);
        close(fake->stop[1]);
        control_close(fake->control);
    }
    world->count = 0;
}

static int tear_down(void **context) {
    World *world = *context;
    stop_fakes(world);
    folder_remove(world->runtime + strlen("XDG_RUNTIME_DIR="));
    arena_free(world->arena);
    free(world);
    return 0;
}

/* Runs `kiosk live …`; what it says comes in *said. Returns its exit code. */
static int run(World *world, const char *const *words, Str *said) {
    const char *argv[12] = {KIOSK_PROGRAM, "live"};
    size_t count = 2;
    while (*words)
        argv[count++] = *words++;
    const char *env[] = {world->runtime, NULL};
    Child child = child_start(argv, env);
    const char *line;
    *said = (Str){0};
    while ((line = child_line(&child, 60000)))
        *said = str_printf(world->arena, "%.*s%s\n", str_arg(*said), line);
    return child_end(&child, 0);
}

typedef struct {
    const char *words[8];
    int code;
    const char *said; /* is in what it prints */
    const char *told[FAKES];
} Case;

static void check(World *world, const Case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Str said;
        for (size_t k = 0; k < world->count; k++)
            world->fakes[k].told[0] = 0;
        int code = run(world, cases[i].words, &said);
        if (code != cases[i].code || str_find(said, cases[i].said) == SIZE_MAX)
            fail_msg("%s: exit code %d, \"%.*s\"", cases[i].words[0], code, str_arg(said));
        for (size_t k = 0; k < world->count; k++) {
            const char *told = cases[i].told[k] ? cases[i].told[k] : "";
            if (strcmp(world->fakes[k].told, told) != 0)
                fail_msg("%s: %s was told \"%s\"", cases[i].words[0], world->fakes[k].name,
                         world->fakes[k].told);
        }
    }
}

static void nobody_runs(void **context) {
    static const Case CASES[] = {
        {{"status"}, 6, "no kiosk runs here", {0}},
        {{"--screen", "door", "status"}, 6, "no kiosk runs here", {0}},
        {{NULL}, 1, "say what is to be done", {0}},
        {{"--help"}, 0, "delay ROOM|all +10", {0}},
    };
    check(*context, CASES, countof(CASES));
}

static void one_runs(void **context) {
    World *world = *context;
    add(world, "kiosk", "/state/a.json", false);
    static const Case CASES[] = {
        {{"next"}, 0, "done\n", {"\"next\"|"}},
        {{"notice", "two words", "--level", "test"},
         0,
         "done\n",
         {"\"notice\" \"two words\" \"--level\" \"test\"|"}},
        {{"delay", "main", "-5"}, 0, "done", {"\"delay\" \"main\" \"-5\"|"}},
        {{"undo"}, 4, "kiosk: it is refused", {"\"undo\"|"}},
        {{"--json", "next"}, 0, "{\"ok\":true,\"message\":\"done\"}\n", {"\"next\"|"}},
        {{"next", "--json"}, 0, "{\"ok\":true,\"message\":\"done\"}\n", {"\"next\"|"}},
        {{"--json", "undo"},
         4,
         "{\"ok\":false,\"error\":\"it is refused\",\"exit\":4}\n",
         {"\"undo\"|"}},
        {{"dealy", "main", "5"}, 1, "\"dealy\" is no command; did you mean \"delay\"?", {0}},
        {{"status"}, 0, "schedule  /srv/day.yaml\n", {0}},
        {{"--screen", "door", "next"}, 1, "no screen \"door\" runs here; there is kiosk", {0}},
        {{"screenshot", "/a b.png"}, 0, "done", {"\"screenshot\" \"/a b.png\"|"}},
    };
    check(world, CASES, countof(CASES));
    Str said;
    assert_int_equal(run(world, (const char *[]){"screenshot", "a.png", NULL}, &said), 0);
    assert_non_null(strstr(world->fakes[0].told, "/a.png\"|"));
}

static void several_show_the_same(void **context) {
    World *world = *context;
    add(world, "foyer", "/state/a.json", false);
    add(world, "door", "/state/a.json", false);
    add(world, "stream", "/state/a.json", true);
    static const Case CASES[] = {
        /* What one is told reaches all: it must not be said twice. By name, door is the first. */
        {{"delay", "main", "+10"}, 0, "done", {NULL, "\"delay\" \"main\" \"+10\"|", NULL}},
        {{"notice", "Fire"}, 0, "done", {NULL, "\"notice\" \"Fire\"|", NULL}},
        {{"--screen", "foyer", "next"}, 0, "done", {"\"next\"|", NULL, NULL}},
        {{"next"}, 1, "say which with --screen: door, foyer, stream", {0}},
        {{"screenshot", "/a.png"}, 1, "say which with --screen", {0}},
        {{"lower-third", "show"}, 0, "done", {NULL, NULL, "\"lower-third\" \"show\"|"}},
        /* That there is no such command is said before who is meant. */
        {{"nxt"}, 1, "\"nxt\" is no command; did you mean \"next\"?", {0}},
        {{"reload"}, 0, "stream\n", {"\"reload\"|", "\"reload\"|", "\"reload\"|"}},
        {{"help"}, 0, "done", {NULL, "\"help\"|", NULL}},
        {{"status"}, 0, "door\n", {0}},
        {{"status"}, 0, "stream\n", {0}},
    };
    check(world, CASES, countof(CASES));
}

static void several_show_different_things(void **context) {
    World *world = *context;
    add(world, "one", "/state/a.json", false);
    add(world, "two", "/state/b.json", false);
    add(world, "two-rehearsal", NULL, false);
    static const Case CASES[] = {
        {{"delay", "main", "+10"}, 1, "say which with --screen", {0}},
        /* An emergency is for everybody. */
        {{"notice", "Fire", "--level", "emergency"},
         0,
         "two-rehearsal\ndone\n",
         {"\"notice\" \"Fire\" \"--level\" \"emergency\"|",
          "\"notice\" \"Fire\" \"--level\" \"emergency\"|",
          "\"notice\" \"Fire\" \"--level\" \"emergency\"|"}},
        {{"lift"}, 0, "done", {"\"lift\"|", "\"lift\"|", "\"lift\"|"}},
    };
    check(world, CASES, countof(CASES));
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(nobody_runs),
        test(one_runs),
        test(several_show_the_same),
        test(several_show_different_things),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
