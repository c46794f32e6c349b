/* test_station.c: the one loop, with a face that the test plays: how long it sleeps, what it says
 * to its faces, and what staff are told, whatever the faces are. Needs no display. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "../live/folder.h"
#include "base/files.h"
#include "live/state_file.h"
#include "own_resources.h"
#include "station/station.h"
#include "station/stream_face.h"

enum { PATIENCE_S = 60 };

static const char DAY[] = "kiosk: 1\n"
                          "event: {name: Test, timezone: UTC}\n"
                          "rooms: [{id: main, name: Main}]\n"
                          "days:\n"
                          "  - date: 2026-05-16\n"
                          "    sessions:\n"
                          "      - {id: a, time: 09:00–10:00, room: main, title: First}\n";

/* A line of staff's, and what was answered so far. */
typedef struct {
    int fd; /* owned */
    size_t len;
    char text[65536];
} Question;

typedef struct World World;

struct World {
    Arena *arena;
    Resources resources;
    StationSettings settings;
    OverlaySettings overlay;
    char folder[PATH_MAX], day[PATH_MAX], runtime[32];
    /* the face that the test plays */
    FaceKind kind;
    Station *station;
    void (*script)(World *world); /* called when the station wants to sleep; ends it at last */
    Millis asked;                 /* how long it wants to sleep */
    Instant next;                 /* what the face says that its next change is */
    size_t schedules, steps;      /* calls so far */
    size_t room;                  /* that is shown since the last schedule */
    size_t stage;                 /* of a script that has several */
    bool was_urgent;
    ViewKind held;
    size_t pages;
    Question *reading; /* "reload", that a script waits for */
};

/* ---- the face ------------------------------------------------------------------------------- */

static ExitCode face_start(void *face, Station *station) {
    World *world = face;
    world->station = station;
    return EXIT_FINE;
}

static void face_set_schedule(void *face, const Schedule *schedule, const Source *source,
                              bool is_urgent) {
    World *world = face;
    world->room = source ? source_room(source, 0) : SCHEDULE_NONE;
    assert_true(world->schedules > 0 || schedule);
    world->schedules++;
    world->was_urgent = is_urgent;
}

static Instant face_step(void *face, Instant now) {
    World *world = face;
    world->steps++;
    return world->next == INSTANT_NEVER ? INSTANT_NEVER : now + world->next;
}

static void face_wait(void *face, Millis millis) {
    World *world = face;
    world->asked = millis;
    world->script(world);
}

static void face_clock_set(void *face) {
    (void)face;
}

static void face_status(void *face, Arena *arena, ControlStatus *status) {
    (void)face;
    if (status->screen_count)
        return;
    status->screen_count = 1;
    status->screens = arena_new(arena, ControlScreen, 1);
    *status->screens = (ControlScreen){.display = -1, .is_there = true};
}

static bool face_picture(void *face, int32_t display, Pixmap *out, Arena *arena, Str *problem) {
    (void)face, (void)display, (void)out, (void)arena;
    *problem = str_from("no picture");
    return false;
}

static bool face_turn(void *face, int direction) {
    World *world = face;
    assert_int_equal(direction, 1);
    return world->pages++ == 0;
}

static void face_hold(void *face, size_t screen, ViewKind view) {
    World *world = face;
    if (screen == 0)
        world->held = view;
}

static void face_close(void *face) {
    World *world = face;
    world->station = NULL;
}

/* ---- the world ------------------------------------------------------------------------------ */

static int set_up(void **state) {
    Arena *arena = arena_create();
    World *world = arena_new(arena, World, 1);
    world->arena = arena;
    world->resources = own_resources();
    folder_fresh(world->folder, sizeof world->folder, "station");
    strcpy(world->day, folder_file(world->folder, "day.yaml"));
    file_put(world->day, DAY);
    strcpy(world->runtime, "/tmp/kiosk-station-XXXXXX"); /* a socket's address is short */
    assert_non_null(mkdtemp(world->runtime));
    setenv("XDG_RUNTIME_DIR", world->runtime, 1);
    world->kind = (FaceKind){.set_schedule = face_set_schedule,
                             .start = face_start,
                             .close = face_close,
                             .step = face_step,
                             .wait = face_wait,
                             .clock_set = face_clock_set,
                             .status = face_status,
                             .picture = face_picture};
    world->held = VIEW_KIND_COUNT;
    world->next = INSTANT_NEVER;
    world->settings = (StationSettings){
        .source = {.resources = &world->resources, .path = world->day, .has_at = true},
        .speed = 1,
        .state_folder = world->folder,
        .screen_name = "test",
        .faces = {{.kind = &world->kind, .self = world}},
        .face_count = 1};
    moment_parse(str_from("2026-05-16 09:30"), &world->settings.source.at);
    *state = world;
    return 0;
}

static int tear_down(void **state) {
    World *world = *state;
    folder_remove(world->runtime);
    folder_remove(world->folder);
    arena_free(world->arena);
    return 0;
}

static void add_stream(World *world) {
    world->overlay =
        (OverlaySettings){.screen = {.resources = &world->resources, .width = 320, .height = 180},
                          .choice = {.views = {[OVERLAY_VIEW_LOWER_THIRD] = true}},
                          .rate = {30, 1}};
    world->settings.faces[world->settings.face_count++] = stream_face(&world->overlay);
}

static void run(World *world, void (*script)(World *)) {
    world->script = script;
    assert_int_equal(station_run(&world->settings), EXIT_FINE);
}

static int64_t seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

/* Has the station do what comes from outside, as a face that sleeps does. */
static void pump(World *world, int64_t until) {
    if (seconds_now() > until)
        fail_msg("nothing comes");
    wake_wait(station_wake(world->station), 1000);
}

static Question *ask_begin(const World *world, const char *line) {
    Question *question = arena_new(world->arena, Question, 1);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/kiosk/test.sock", world->runtime);
    question->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(question->fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_true(send(question->fd, line, strlen(line), MSG_NOSIGNAL) > 0);
    assert_true(send(question->fd, "\n", 1, MSG_NOSIGNAL) > 0);
    return question;
}

/* NULL as long as the answer is not there. */
static json_t *ask_end(Question *question) {
    ssize_t len = recv(question->fd, question->text + question->len,
                       sizeof question->text - question->len, MSG_DONTWAIT);
    question->len += len > 0 ? (size_t)len : 0;
    if (question->len == 0 || question->text[question->len - 1] != '\n')
        return NULL;
    close(question->fd);
    json_t *answer = json_loadb(question->text, question->len, 0, NULL);
    assert_non_null(answer);
    return answer;
}

/* The answer; json_decref. Not for what the loop has to do first, such as a reading. */
static json_t *ask(World *world, const char *line) {
    int64_t until = seconds_now() + PATIENCE_S;
    Question *question = ask_begin(world, line);
    json_t *answer;
    while (!(answer = ask_end(question)))
        pump(world, until);
    return answer;
}

static void expect(World *world, const char *line, bool is_ok, const char *words) {
    json_t *answer = ask(world, line);
    const char *text = json_string_value(json_object_get(answer, is_ok ? "message" : "error"));
    if (!text || !strstr(text, words))
        fail_msg("%s: %s", line, text ? text : "(another outcome)");
    json_decref(answer);
}

/* ---- sleeping ------------------------------------------------------------------------------- */

static void end_at_once(World *world) {
    station_end(world->station);
}

static void at_rest_it_sleeps_until_the_next_change(void **state) {
    World *world = *state;
    world->next = 90 * MILLIS_SECOND;
    run(world, end_at_once);
    assert_in_range(world->asked, 80 * MILLIS_SECOND, 90 * MILLIS_SECOND);
    assert_int_equal(world->steps, 1);

    /* Nothing changes before the conference day ends, at four in the morning. */
    world->next = INSTANT_NEVER;
    run(world, end_at_once);
    assert_in_range(world->asked, 18 * MILLIS_HOUR, 19 * MILLIS_HOUR);

    /* A rehearsal ends by itself. */
    moment_parse(str_from("2026-05-16 09:30"), &world->settings.source.at);
    world->settings.until = INT64_C(1778924100000); /* 09:35 */
    run(world, end_at_once);
    assert_in_range(world->asked, 4 * MILLIS_MINUTE, 5 * MILLIS_MINUTE);

    world->settings.until = 0;
    world->settings.speed = 0;
    run(world, end_at_once);
    assert_true(world->asked == INT64_MAX);
}

static void end_by_signal(World *world) {
    raise(SIGTERM);
    wake_wait(station_wake(world->station), 0);
    assert_true(station_is_ending(world->station));
}

static void a_signal_ends_it(void **state) {
    World *world = *state;
    run(world, end_by_signal);
    assert_int_equal(world->steps, 1);
}

/* ---- what staff are told -------------------------------------------------------------------- */

static void say_what_makes_no_sense(World *world) {
    expect(world, "next", false, "no pages");
    expect(world, "lower-third show", false, "this kiosk is a screen");
    expect(world, "screenshot /tmp/none.png", false, "no picture");
    station_end(world->station);
}

static void turn_two_pages(World *world) {
    expect(world, "next", true, "the next page");
    expect(world, "next", false, "no other page");
    expect(world, "hold agenda", true, "agenda");
    assert_int_equal(world->held, VIEW_AGENDA);
    expect(world, "release", true, "");
    assert_int_equal(world->held, VIEW_KIND_COUNT);
    station_end(world->station);
}

static void show_a_lower_third(World *world) {
    expect(world, "next", false, "stream's overlay");
    expect(world, "lower-third show", true, "is shown");
    expect(world, "lower-third hide", true, "is hidden");
    station_end(world->station);
}

static void what_is_not_there_is_said(void **state) {
    World *world = *state;
    run(world, say_what_makes_no_sense);
    world->kind.turn = face_turn;
    world->kind.hold = face_hold;
    run(world, turn_two_pages);
    world->kind.turn = NULL;
    add_stream(world);
    run(world, show_a_lower_third);
}

/* ---- a file that is refused ----------------------------------------------------------------- */

/* The first problem of the status; empty: none. */
static Str problem_of(World *world) {
    json_t *answer = ask(world, "status");
    const json_t *problems = json_object_get(json_object_get(answer, "status"), "problems");
    const char *text = json_string_value(json_array_get(problems, 0));
    Str copy = str_copy(world->arena, str_from(text));
    json_decref(answer);
    return copy;
}

/* Goes through the loop until the reading that was asked for is done: NULL before that. */
static json_t *read_again(World *world, const char *text) {
    if (!world->reading) {
        file_put(world->day, text);
        world->reading = ask_begin(world, "reload");
    }
    json_t *answer = ask_end(world->reading);
    if (!answer)
        wake_wait(station_wake(world->station), 1000);
    else
        world->reading = NULL;
    return answer;
}

static void mend(World *world) {
    json_t *answer = read_again(world, DAY);
    if (!answer)
        return;
    assert_true(json_is_true(json_object_get(answer, "ok")));
    json_decref(answer);
    assert_int_equal(problem_of(world).len, 0);
    station_end(world->station);
}

static void break_it(World *world) {
    json_t *answer = read_again(world, "kiosk: 1\nevent: [\n");
    if (!answer)
        return;
    assert_false(json_is_true(json_object_get(answer, "ok")));
    json_decref(answer);
    assert_true(str_starts(problem_of(world), world->day));
    assert_true(str_find(problem_of(world), "the schedule that is shown stays") != SIZE_MAX);
    world->script = mend;
}

static void a_refused_file_is_in_the_status_of_a_screen(void **state) {
    World *world = *state;
    run(world, break_it);
}

static void and_of_a_stream(void **state) {
    World *world = *state;
    add_stream(world);
    run(world, break_it);
}

/* ---- half a file ---------------------------------------------------------------------------- */

/* Ten sessions, and what is left of them when the file is read while it is written. */
static const char *sessions(const World *world, int count, const char *end) {
    Str text = str_printf(world->arena, "%.*s", (int)(strstr(DAY, "      - {id") - DAY), DAY);
    for (int i = 0; i < count; i++)
        text = str_printf(world->arena,
                          "%.*s      - {id: s%d, time: %02d:00–%02d:30, room: main, title: T%d}\n",
                          str_arg(text), i, 9 + i, 9 + i, i);
    return str_printf(world->arena, "%.*s%s", str_arg(text), end).s;
}

static int64_t sessions_shown(World *world) {
    json_t *answer = ask(world, "status"), *status = json_object_get(answer, "status");
    int64_t count =
        json_integer_value(json_object_get(json_object_get(status, "schedule"), "sessions"));
    json_decref(answer);
    return count;
}

static void see_half_become_true(World *world) {
    if (sessions_shown(world) != 4) { /* the loop reads it when its time has come */
        wake_wait(station_wake(world->station), 1000);
        return;
    }
    assert_int_equal(problem_of(world).len, 0);
    expect(world, "take", false, "no new version");
    station_end(world->station);
}

static void see_half(World *world) {
    json_t *answer = read_again(world, sessions(world, 4, ""));
    if (!answer)
        return;
    assert_false(json_is_true(json_object_get(answer, "ok")));
    json_decref(answer);
    assert_int_equal(sessions_shown(world), 10);
    assert_true(str_find(problem_of(world), "4 of 10 sessions") != SIZE_MAX);
    world->script = see_half_become_true;
}

static void half_a_file_waits_until_it_stays(void **state) {
    World *world = *state;
    file_put(world->day, sessions(world, 10, ""));
    run(world, see_half);
}

static void take_it(World *world) {
    json_t *answer = read_again(
        world, sessions(world, 9, "      - {id: z, time: soon, room: main, title: Z}\n"));
    if (!answer)
        return;
    assert_false(json_is_true(json_object_get(answer, "ok")));
    json_decref(answer);
    assert_int_equal(sessions_shown(world), 10);
    assert_true(str_find(problem_of(world), "and what is shown has none") != SIZE_MAX);
    expect(world, "take", true, "the version that waited is shown");
    assert_int_equal(sessions_shown(world), 9);
    station_end(world->station);
}

static void staff_take_what_waits(void **state) {
    World *world = *state;
    file_put(world->day, sessions(world, 10, ""));
    run(world, take_it);
}

/* ---- a door that waits for its room --------------------------------------------------------- */

#define ROOMS(second)                                                                              \
    "kiosk: 1\nevent: {name: Test, timezone: UTC}\n"                                               \
    "rooms: [{id: main, name: Main}" second "]\n"                                                  \
    "days: [{date: 2026-05-16, sessions: [{time: 09:00-10:00, room: main, title: First}]}]\n"

/* What becomes of the file, one after the other, and what the door is then. */
static const struct {
    const char *text, *problem;
    bool is_there;
} DOOR[] = {
    {ROOMS(""), "no room \"Stage\"", false}, /* it starts with this */
    {ROOMS(", {id: stage, guid: g-1, name: Stage}"), "", true},
    {ROOMS(", {id: big, guid: g-1, name: Big Stage}"), "", true},
    {ROOMS(""), "no room \"Stage\"", false},
    {ROOMS(", {id: bigger, guid: g-1, name: Bigger Stage}"), "", true},
};

static void door_is_as(World *world, size_t stage) {
    Str problem = problem_of(world);
    if (!str_starts(problem, DOOR[stage].problem) ||
        (problem.len > 0) != (DOOR[stage].problem[0] != '\0'))
        fail_msg("stage %zu: \"%.*s\"", stage, str_arg(problem));
    assert_int_equal(world->room, DOOR[stage].is_there ? 1 : SCHEDULE_NO_ROOM);
}

static void play_the_door(World *world) {
    if (world->stage == 0) {
        door_is_as(world, world->stage++);
        return;
    }
    json_t *answer = read_again(world, DOOR[world->stage].text);
    if (!answer)
        return;
    json_decref(answer);
    door_is_as(world, world->stage++);
    if (world->stage == countof(DOOR))
        station_end(world->station);
}

static void a_door_waits_for_its_room_and_follows_it(void **state) {
    World *world = *state;
    file_put(world->day, DOOR[0].text);
    world->settings.source.room = str_from("Stage");
    run(world, play_the_door);
    assert_int_equal(world->stage, countof(DOOR));
}

/* ---- another screen of this machine --------------------------------------------------------- */

/* What another screen was told, and wrote down. */
static void do_elsewhere(const World *world, const LiveOp *op) {
    char *name = realpath(world->day, NULL);
    Str path = state_path(world->arena, str_from(world->folder), str_from(name));
    LiveState *written = state_do(path.s, str_from(name),
                                  (Date){.year = 2026, .month = 5, .day = 16}, op, NULL, NULL);
    assert_non_null(written);
    live_free(written);
    free(name);
}

static void see_it(World *world, const LiveOp *op, bool is_urgent) {
    int64_t until = seconds_now() + PATIENCE_S;
    size_t before = world->schedules;
    do_elsewhere(world, op);
    while (world->schedules == before)
        pump(world, until);
    assert_int_equal(world->was_urgent, is_urgent);
}

static void hear_of_others(World *world) {
    Instant now = clock_now(station_clock(world->station));
    LiveOp delay = {.kind = LIVE_DELAY, .at = now, .room = str_from("main"), .by = MILLIS_MINUTE};
    LiveOp notice = {.kind = LIVE_NOTICE,
                     .at = now,
                     .text = str_from("Leave the building"),
                     .until = INSTANT_NEVER,
                     .level = NOTICE_EMERGENCY};
    LiveOp lift = {.kind = LIVE_LIFT, .at = now, .level = NOTICE_LEVEL_COUNT};
    see_it(world, &delay, false);
    see_it(world, &notice, true);
    see_it(world, &lift, true);
    LiveOp info = notice;
    info.level = NOTICE_INFO;
    see_it(world, &info, false);
    station_end(world->station);
}

static void another_screens_emergency_is_urgent(void **state) {
    World *world = *state;
    run(world, hear_of_others);
}

/* ---- the picture ---------------------------------------------------------------------------- */

static void take_a_picture(World *world) {
    char line[PATH_MAX + 32];
    snprintf(line, sizeof line, "screenshot %.200s", folder_file(world->folder, "shot.png"));
    int64_t until = seconds_now() + PATIENCE_S;
    for (bool is_written = false; !is_written;) { /* its first one may still be drawn */
        json_t *answer = ask(world, line);
        is_written = json_is_true(json_object_get(answer, "ok"));
        json_decref(answer);
        assert_true(seconds_now() < until);
    }
    station_end(world->station);
}

static void a_streams_screenshot_is_its_picture(void **state) {
    World *world = *state;
    add_stream(world);
    /* The stream alone is asked: what the test plays is no display. */
    Face swap = world->settings.faces[0];
    world->settings.faces[0] = world->settings.faces[1];
    world->settings.faces[1] = swap;
    run(world, take_a_picture);
    Str bytes;
    assert_true(file_read(world->arena, folder_file(world->folder, "shot.png"), &bytes));
    assert_true(bytes.len > 24 && memcmp(bytes.s + 1, "PNG", 3) == 0);
    assert_int_equal((uint8_t)bytes.s[18] << 8 | (uint8_t)bytes.s[19], 320);
    assert_int_equal((uint8_t)bytes.s[22] << 8 | (uint8_t)bytes.s[23], 180);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(at_rest_it_sleeps_until_the_next_change),
        test(a_signal_ends_it),
        test(what_is_not_there_is_said),
        test(a_refused_file_is_in_the_status_of_a_screen),
        test(and_of_a_stream),
        test(half_a_file_waits_until_it_stays),
        test(staff_take_what_waits),
        test(a_door_waits_for_its_room_and_follows_it),
        test(another_screens_emergency_is_urgent),
        test(a_streams_screenshot_is_its_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
