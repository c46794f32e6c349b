/* test_check.c: kiosk check and kiosk fonts as programs: exit codes, several files, JSON. */
#include <arpa/inet.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/arena.h"
#include "base/exits.h"
#include "base/str.h"
#include "live/state_file.h"

#define BUNDLED TEST_SOURCE_DIR "/schedules/2026-05-16-opensource-days.yaml"

/* What it says, in `arena`; its exit code in *code. `environment`: NAME=VALUE for it, or "". */
static Str run_in(Arena *arena, const char *environment, const char *arguments, int *code) {
    char *command = arena_printf(arena, "KIOSK_DATA='%s' %s '%s' %s 2>&1", TEST_SOURCE_DIR,
                                 environment, KIOSK_PROGRAM, arguments);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    Str out = {0};
    char piece[4096];
    size_t len;
    while ((len = fread(piece, 1, sizeof piece, pipe)) > 0)
        out = str_printf(arena, "%.*s%.*s", str_arg(out), (int)len, piece);
    int status = pclose(pipe);
    assert_true(WIFEXITED(status));
    *code = WEXITSTATUS(status);
    return out;
}

static Str run(Arena *arena, const char *arguments, int *code) {
    return run_in(arena, "", arguments, code);
}

/* A schedule of its own in the build's folder. */
static const char *write_day(Arena *arena, const char *title, const char *event) {
    char *path = arena_printf(arena, "%s/check-XXXXXX", TEST_BUILD_DIR);
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    FILE *file = fdopen(descriptor, "w");
    fprintf(file,
            "kiosk: 1\n"
            "event: {name: The Forum, timezone: Asia/Shanghai%s}\n"
            "rooms: [{id: main, name: Main Hall}]\n"
            "days: [{date: 2026-05-16, sessions: [{time: 9:00-10:00, room: main, title: %s}]}]\n",
            event, title);
    assert_int_equal(fclose(file), 0);
    return path;
}

/* What staff changed, and whose session the file does not have any more. */
static void lost_changes_are_found(void **state) {
    (void)state;
    Arena *arena = arena_create();
    char *folder = arena_printf(arena, "%s/check-state-XXXXXX", TEST_BUILD_DIR);
    assert_non_null(mkdtemp(folder));
    char *day = realpath(write_day(arena, "Keynote on sheets", ""), NULL);
    Str path = state_path(arena, str_from(folder), state_schedule_name(arena, day));
    LiveOp op = {.kind = LIVE_CANCEL,
                 .at = 1,
                 .session = str_from("made-of-what-it-was"),
                 .session_facts = {.room = {.id = str_from("main")},
                                   .title = str_from("Keynote on spreadsheets"),
                                   .start = INT64_C(1778893200000)}}; /* 9:00 in Shanghai */
    Date date = {.year = 2026, .month = 5, .day = 16};
    live_free(state_do(path.s, (Str){0}, date, &op, NULL, NULL));
    int code;
    Str out = run(
        arena,
        arena_printf(arena, "check --state %s --strict --at '2026-05-16 08:00' %s", folder, day),
        &code);
    if (code != 0)
        fail_msg("a change that found its session: %.*s", str_arg(out));
    op.session_facts.title = str_from("Panel: who pays?");
    live_free(state_do(path.s, (Str){0}, date, &op, NULL, NULL));
    out = run(
        arena,
        arena_printf(arena, "check --state %s --strict --at '2026-05-16 08:00' %s", folder, day),
        &code);
    if (code != 1 ||
        str_find(out, "live change: cancel \"Panel: who pays?\" (main, 09:00): there is "
                      "no such session any more") == SIZE_MAX)
        fail_msg("exit code %d: %.*s", code, str_arg(out));
    out = run(arena, arena_printf(arena, "check --strict --at '2026-05-16 08:00' %s", day), &code);
    assert_int_equal(code, 0); /* it was not asked */
    free(day);
    arena_free(arena);
}

static void exit_codes(void **state) {
    (void)state;
    Arena *arena = arena_create();
    const char *fine = write_day(arena, "T", ""), *odd = write_day(arena, "T", ", url: nowhere");
    const char *bad = write_day(arena, "The 𓀀 sign", "");
    const struct {
        const char *name, *before, *files[2], *after;
        int code;
    } CASES[] = {
        {"nothing to say", "", {fine, ""}, "--strict --at '2026-05-16 08:00'", 0},
        {"a warning", "", {odd, ""}, "--at '2026-05-16 08:00'", 0},
        {"a warning that counts", "--strict", {odd, ""}, "--at '2026-05-16 08:00'", 1},
        {"a warning in one of two", "--strict", {fine, odd}, "--at '2026-05-16 08:00'", 1},
        {"days that are past", "--strict", {fine, ""}, "--at '2026-11-23 08:00'", 1},
        {"an error", "", {bad, ""}, "--at '2026-05-16 08:00'", 2},
        {"an error in one of two", "", {fine, bad}, "--at '2026-05-16 08:00'", 2},
        {"an error in JSON", "--json", {bad, ""}, "--at '2026-05-16 08:00'", 2},
        {"no file", "", {"/nowhere/day.yaml", ""}, "", 2},
        {"no such room", "--room mian", {fine, ""}, "--at '2026-05-16 08:00'", 2},
        {"no such size", "--size big", {fine, ""}, "", 1},
        {"no such option", "--jsn", {fine, ""}, "", 1},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        int code;
        Str out = run(arena,
                      arena_printf(arena, "check %s %s %s %s", CASES[i].before, CASES[i].files[0],
                                   CASES[i].files[1], CASES[i].after),
                      &code);
        if (code != CASES[i].code)
            fail_msg("%s: exit code %d, not %d\n%.*s", CASES[i].name, code, CASES[i].code,
                     str_arg(out));
    }
    unlink(fine), unlink(odd), unlink(bad);
    arena_free(arena);
}

/* Each of several files is fine, together they are not; of other days they are other events. */
static void contradictions_are_told(void **state) {
    (void)state;
    Arena *arena = arena_create();
    const char *one = write_day(arena, "Bees", ""), *other = write_day(arena, "Ants", "");
    int code;
    Str out =
        run(arena, arena_printf(arena, "check --at '2026-05-16 08:00' --strict %s %s", one, other),
            &code);
    const char *wanted =
        arena_printf(arena, "\"Bees\" (%s:4) and \"Ants\" (%s:4) are in the same room", one, other);
    if (code != 1 || str_find(out, wanted) == SIZE_MAX)
        fail_msg("%d: %.*s\nand not\n%s", code, str_arg(out), wanted);
    /* A session's id is used again next year. */
    const char *year = write_day(arena, "Bees, id: opening", ""),
               *next = arena_printf(arena, "%s-next", year);
    assert_int_equal(
        system(arena_printf(arena, "sed s/2026-05-16/2027-05-16/ '%s' > '%s'", year, next)), 0);
    out = run(arena, arena_printf(arena, "check --at '2026-05-16 08:00' %s %s", year, next), &code);
    assert_true(str_find(out, "shown together") == SIZE_MAX);
    unlink(year), unlink(next);
    unlink(one), unlink(other);
    arena_free(arena);
}

/* Findings for people: where, the line, a caret, what to write. */
static void findings_are_readable(void **state) {
    (void)state;
    Arena *arena = arena_create();
    const char *odd = write_day(arena, "T", ", url: example.org");
    int code;
    Str out =
        run(arena,
            arena_printf(arena, "check --at '2026-05-16 08:00' %s --size 1920x360 --lang en", odd),
            &code);
    const char *wanted =
        arena_printf(arena,
                     "%s:2:56: warning: the event's url \"example.org\" is no address: it does not "
                     "begin with https://\n"
                     "    2 | event: {name: The Forum, timezone: Asia/Shanghai, url: example.org}\n"
                     "      |                                                        ^~~~~~~~~~~\n"
                     "      = write \"https://example.org\"\n",
                     odd);
    if (!str_starts(out, wanted))
        fail_msg("%.*s\nand not\n%s", str_arg(out), wanted);
    assert_true(str_find(out, "1 session in 1 room, 2026-05-16 (Asia/Shanghai)") != SIZE_MAX);
    assert_true(str_ends(out, "1 warning\n"));
    /* By line, whatever was looked at first. */
    const char *two = write_day(arena, "The 𓀀 sign", ", url: example.org");
    out = run(arena, arena_printf(arena, "check --at '2026-05-16 08:00' %s", two), &code);
    size_t second = str_find(out, ":2:56:"), fourth = str_find(out, ":4:");
    assert_true(second != SIZE_MAX && fourth != SIZE_MAX && second < fourth);
    unlink(odd), unlink(two);
    arena_free(arena);
}

static void json_is_alone_on_the_output(void **state) {
    (void)state;
    Arena *arena = arena_create();
    int code;
    Str out = run(arena, "check --json --at '2026-05-16 08:00' " BUNDLED, &code);
    json_error_t error;
    json_t *root = json_loadb(out.s, out.len, 0, &error);
    if (!root)
        fail_msg("%s: %.*s", error.text, str_arg(out));
    assert_int_equal(code, 0);
    json_t *schedule = json_array_get(json_object_get(root, "schedules"), 0);
    assert_int_equal(json_integer_value(json_object_get(schedule, "rooms")), 4);
    assert_int_equal(json_array_size(json_object_get(schedule, "days")), 2);
    assert_true(json_integer_value(json_object_get(schedule, "pages")) > 100);
    json_decref(root);
    arena_free(arena);
}

static void fonts_tell_what_a_schedule_needs(void **state) {
    (void)state;
    Arena *arena = arena_create();
    const char *bad = write_day(arena, "第一 The ʔ 𓀀 sign", "");
    int code;
    Str out = run(arena, arena_printf(arena, "fonts %s", bad), &code);
    static const char *const WORDS[] = {"display  regular   Inter Display",
                                        "scripts of ",
                                        "Hani Han ",
                                        "Noto Sans CJK SC\n",
                                        "Latn Latin ",
                                        "of them in no font",
                                        "NotoSansCJK-Regular.ttc (face 2)  Latn 16/17, Hani 2/2",
                                        "Inter Display\n",
                                        "missing: 𓀀 (U+13000, Egyptian"};
    assert_int_equal(code, 0);
    for (size_t i = 0; i < countof(WORDS); i++)
        if (str_find(out, WORDS[i]) == SIZE_MAX)
            fail_msg("\"%s\" is not said in\n%.*s", WORDS[i], str_arg(out));
    assert_true(str_find(run(arena, "fonts", &code), "scripts of") == SIZE_MAX);
    assert_int_equal(code, 0);
    run(arena, "fonts /nowhere/day.yaml", &code);
    assert_int_equal(code, 2);
    unlink(bad);
    arena_free(arena);
}

/* ---- servers ---- */

typedef struct {
    int listener;
    int asked[2]; /* for /a.yaml and /b.yaml */
} Server;

static void *serve(void *data) {
    Server *server = data;
    int guest;
    while ((guest = accept(server->listener, NULL, NULL)) >= 0) {
        char question[2048] = "";
        ssize_t len = read(guest, question, sizeof question - 1);
        bool is_b = len > 0 && strncmp(question, "GET /b.yaml", 11) == 0;
        bool is_a = len > 0 && strncmp(question, "GET /a.yaml", 11) == 0;
        server->asked[0] += is_a;
        server->asked[1] += is_b;
        char day[512], answer[1024];
        snprintf(day, sizeof day,
                 "kiosk: 1\nevent: {name: Forum, timezone: UTC}\nrooms: [{id: main, name: Main}]\n"
                 "days: [{date: 2026-05-16, sessions: [{time: %s, room: main, title: %s}]}]\n",
                 is_b ? "9:30-10:30" : "9:00-10:00", is_b ? "Bees" : "Ants");
        int size = snprintf(answer, sizeof answer,
                            "HTTP/1.1 %s\r\nContent-Type: text/yaml\r\nContent-Length: %zu\r\n"
                            "Connection: close\r\n\r\n%s",
                            is_a || is_b ? "200 OK" : "404 Not Found", strlen(day), day);
        assert_int_equal(write(guest, answer, (size_t)size), size);
        close(guest);
    }
    return NULL;
}

/* Two files of a server, which contradict each other: each is asked for once. */
static void each_address_is_asked_once(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Server server = {.listener = socket(AF_INET, SOCK_STREAM, 0)};
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    assert_int_equal(bind(server.listener, (struct sockaddr *)&address, len), 0);
    assert_int_equal(listen(server.listener, 8), 0);
    assert_int_equal(getsockname(server.listener, (struct sockaddr *)&address, &len), 0);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, serve, &server), 0);
    int code, port = ntohs(address.sin_port);
    Str out = run(arena,
                  arena_printf(arena,
                               "check --size 320x240 http://127.0.0.1:%d/a.yaml "
                               "http://127.0.0.1:%d/b.yaml",
                               port, port),
                  &code);
    shutdown(server.listener, SHUT_RDWR);
    pthread_join(thread, NULL);
    close(server.listener);
    if (str_find(out, "Ants") == SIZE_MAX || str_find(out, "Bees") == SIZE_MAX)
        fail_msg("%.*s", str_arg(out));
    assert_int_equal(server.asked[0], 1);
    assert_int_equal(server.asked[1], 1);
    arena_free(arena);
}

static void write_into(Arena *arena, const char *folder, const char *name, const char *text) {
    FILE *file = fopen(arena_printf(arena, "%s/%s", folder, name), "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* Of each screen all pages of its views, and each slide once: one for lunch, too, when nothing
 * starts or ends. */
static void a_contact_sheet_has_all_that_is_seen(void **state) {
    (void)state;
    Arena *arena = arena_create();
    char *folder = arena_printf(arena, "%s/sheet-XXXXXX", TEST_BUILD_DIR);
    assert_non_null(mkdtemp(folder));
    write_into(arena, folder, "day.yaml",
               "kiosk: 1\n"
               "event: {name: The Forum, timezone: Asia/Shanghai}\n"
               "rooms: [{id: main, name: Main Hall}]\n"
               "days: [{date: 2026-05-16, sessions: [{time: 9:00-10:00, room: main, title: A}]}]\n"
               "slides: [{heading: Lunch, from: 12:00, until: 13:00}, {heading: Welcome},\n"
               "         {heading: Elsewhere, screens: [wall]}]\n");
    write_into(arena, folder, "screens.yaml",
               "door: {room: main, size: 320x180, views: [now_next]}\n"
               "stage: {room: main, size: 320x180, views: [timer]}\n");
    int code;
    run(arena,
        arena_printf(arena, "snapshot --every-change -o %s/out/ %s/day.yaml", folder, folder),
        &code);
    assert_int_equal(code, 0);
    static const struct {
        const char *path;
        bool is_there;
    } FILES[] = {{"door/0900-now_next.png", true}, {"door/1200-slides-1.png", true},
                 {"door/0900-slides-2.png", true}, {"door/0900-slides-3.png", false},
                 {"stage/0900-timer.png", true},   {"stage/0900-slides-2.png", false},
                 {"stage/index.html", true}};
    for (size_t i = 0; i < countof(FILES); i++)
        if ((access(arena_printf(arena, "%s/out/%s", folder, FILES[i].path), R_OK) == 0) !=
            FILES[i].is_there)
            fail_msg("%s is%s there", FILES[i].path, FILES[i].is_there ? " not" : "");
    arena_free(arena);
}

/* A slide is for screens that are called so: of a plan it is known which there are. */
static void a_slide_for_no_screen_is_told(void **state) {
    (void)state;
    Arena *arena = arena_create();
    char *folder = arena_printf(arena, "%s/slides-for-XXXXXX", TEST_BUILD_DIR);
    assert_non_null(mkdtemp(folder));
    assert_int_equal(mkdir(arena_printf(arena, "%s/slides", folder), 0700), 0);
    static const char SVG[] = "<svg xmlns='http://www.w3.org/2000/svg' width='1920' height='1080'>"
                              "<rect width='1920' height='1080' fill='teal'/></svg>";
    static const char *const NAMES[] = {"a @wall", "b @Foyer-west", "c @waal", "d @nobody",
                                        "e @main"};
    for (size_t i = 0; i < countof(NAMES); i++)
        write_into(arena, folder, arena_printf(arena, "slides/%s.svg", NAMES[i]), SVG);
    write_into(arena, folder, "day.yaml",
               "kiosk: 1\n"
               "event: {name: The Forum, timezone: Asia/Shanghai}\n"
               "rooms: [{id: main, name: Main Hall}]\n"
               "days: [{date: 2026-05-16, sessions: [{time: 9:00-10:00, room: main, title: A}]}]\n"
               "slides: [{heading: Lunch, screens: [wall]}, {heading: Bus, screens: [wal]}]\n");
    static const char *const WITHOUT[] = {"a @wall", "b @Foyer-west", "c @waal", "d @nobody"};
    const char *check = arena_printf(arena, "check --at '2026-05-16 08:00' %s/day.yaml", folder);
    int code;
    Str out = run(arena, check, &code);
    for (size_t i = 0; i < countof(WITHOUT); i++)
        if (str_find(out, arena_printf(arena, "note: the slide \"%s.svg\" is for", WITHOUT[i])) ==
            SIZE_MAX)
            fail_msg("%s without a plan: %.*s", WITHOUT[i], str_arg(out));
    assert_true(str_find(out, "\"Bus\" is for") == SIZE_MAX);
    write_into(arena, folder, "screens.yaml",
               "wall: {room: all, tags: [foyer-west], size: 320x180}\n");
    out = run(arena, check, &code);
    static const char *const SAID[] = {
        "warning: the slide \"c @waal.svg\" is for \"waal\", which is no room, and no screen or tag",
        "did you mean \"@wall\"?", "did you mean \"wall\"?",
        "warning: the slide \"d @nobody.svg\" is for",
        "day.yaml:5:45: warning: the slide \"Bus\" is for \"wal\""};
    for (size_t i = 0; i < countof(SAID); i++)
        if (str_find(out, SAID[i]) == SIZE_MAX)
            fail_msg("\"%s\" is not said: %.*s", SAID[i], str_arg(out));
    static const char *const NOT_SAID[] = {"a @wall.svg\" is for", "b @Foyer-west.svg\" is for",
                                           "e @main.svg\" is for", "\"Lunch\" is for"};
    for (size_t i = 0; i < countof(NOT_SAID); i++)
        if (str_find(out, NOT_SAID[i]) != SIZE_MAX)
            fail_msg("\"%s\" is said: %.*s", NOT_SAID[i], str_arg(out));
    arena_free(arena);
}

/* Who starts it again at once must not do so hundreds of times a second. */
static void a_supervisor_is_not_kept_busy(void **state) {
    (void)state;
    Arena *arena = arena_create();
    int code;
    static const char WAITS[] = "waits for a second";
    Str out = run_in(arena, "NOTIFY_SOCKET=@nobody", "--full-screan", &code);
    assert_int_equal(code, EXIT_USAGE);
    if (str_find(out, "full-screan") == SIZE_MAX || str_find(out, WAITS) == SIZE_MAX)
        fail_msg("a wrong option in a service: %.*s", str_arg(out));
    out = run(arena, "--full-screan", &code);
    assert_int_equal(code, EXIT_USAGE);
    assert_true(str_find(out, WAITS) == SIZE_MAX);
    out = run_in(arena, "NOTIFY_SOCKET=@nobody", "--version", &code);
    assert_int_equal(code, 0);
    assert_true(str_find(out, WAITS) == SIZE_MAX);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exit_codes),
        cmocka_unit_test(lost_changes_are_found),
        cmocka_unit_test(contradictions_are_told),
        cmocka_unit_test(each_address_is_asked_once),
        cmocka_unit_test(findings_are_readable),
        cmocka_unit_test(json_is_alone_on_the_output),
        cmocka_unit_test(fonts_tell_what_a_schedule_needs),
        cmocka_unit_test(a_contact_sheet_has_all_that_is_seen),
        cmocka_unit_test(a_slide_for_no_screen_is_told),
        cmocka_unit_test(a_supervisor_is_not_kept_busy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
