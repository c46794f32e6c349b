/* test_slide_files.c: files that are put into the folder of slides, changed, broken, mended and
 * removed while the program runs (SDL's dummy driver): each is on the screen or off it, and staff
 * are told what is wrong. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "../live/folder.h"
#include "base/arena.h"
#include "base/steady.h"
#include "child.h"
#include "output/png.h"

enum { PATIENCE_MS = 60000, ANSWER_MS = 20000 };

typedef struct {
    char folder[PATH_MAX], slides[PATH_MAX], runtime[PATH_MAX], state_home[PATH_MAX];
    char path[2 * PATH_MAX]; /* its folder comes first: there are players of ours */
    Child child;
} World;

static const char DAY[] = "kiosk: 1\n"
                          "event: {name: Test, timezone: UTC}\n"
                          "rooms: [{id: main, name: Main}, {id: side, name: Side}]\n"
                          "days: [{date: 2026-05-16, sessions: [\n"
                          "  {id: a, time: \"09:00-20:00\", room: main, title: First}]}]\n"
                          "display: {dwell: 2}\n";

#define PICTURE(color)                                                                             \
    "<svg xmlns='http://www.w3.org/2000/svg' width='64' height='36'>"                              \
    "<rect width='64' height='36' fill='" color "'/></svg>"

/* ---- the program ----------------------------------------------------------------------------- */

static const char *slide_file(const World *world, const char *name) {
    return folder_file(world->slides, name);
}

/* Until the log has a line with that in it. */
static void wait_for(World *world, const char *words) {
    const char *line;
    while ((line = child_line(&world->child, PATIENCE_MS)) && !strstr(line, words))
        continue;
    if (!line)
        fail_msg("\"%s\" is never logged", words);
}

static void start(World *world, const char *view) {
    *world = (World){0};
    folder_fresh(world->folder, sizeof world->folder, "station-slides");
    snprintf(world->slides, sizeof world->slides, "%s", folder_file(world->folder, "slides"));
    file_put(folder_file(world->folder, "day.yaml"), DAY);
    char runtime[] = "/tmp/kiosk-slides-XXXXXX";
    assert_non_null(mkdtemp(runtime));
    snprintf(world->runtime, sizeof world->runtime, "XDG_RUNTIME_DIR=%s", runtime);
    snprintf(world->state_home, sizeof world->state_home, "XDG_STATE_HOME=%.4000s", world->folder);
    snprintf(world->path, sizeof world->path, "PATH=%.4000s:%.4000s", world->folder,
             getenv("PATH"));
    const char *argv[] = {KIOSK_PROGRAM,
                          "--log-level",
                          "debug",
                          "--renderer",
                          "software",
                          "--windowed",
                          "320x180",
                          "--at",
                          "2026-05-16 09:30",
                          "--screen",
                          "test",
                          "--state",
                          world->folder,
                          folder_file(world->folder, "day.yaml"),
                          view ? "--view" : NULL,
                          view,
                          NULL};
    const char *env[] = {"SDL_VIDEODRIVER=dummy",
                         "DBUS_SESSION_BUS_ADDRESS=",
                         "LSAN_OPTIONS=suppressions=" TEST_SOURCE_DIR "/tests/lsan.supp",
                         world->runtime,
                         world->state_home,
                         world->path,
                         "KIOSK_DATA=" TEST_SOURCE_DIR,
                         NULL};
    world->child = child_start(argv, env);
    wait_for(world, "shown now_next");
}

static void end(World *world) {
    assert_int_equal(child_end(&world->child, SIGTERM), 0);
    folder_remove(world->runtime + strlen("XDG_RUNTIME_DIR="));
    folder_remove(world->folder);
}

static json_t *ask(const World *world, const char *line) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%.60s/kiosk/test.sock",
             world->runtime + strlen("XDG_RUNTIME_DIR="));
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval limit = {.tv_sec = ANSWER_MS / 1000};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    char text[PATH_MAX + 64];
    int len = snprintf(text, sizeof text, "%s\n", line);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        send(fd, text, (size_t)len, MSG_NOSIGNAL) != len)
        fail_msg("nobody listens");
    FILE *from = fdopen(fd, "r");
    json_t *answer = json_loadf(from, JSON_DISABLE_EOF_CHECK, NULL);
    fclose(from);
    if (!answer)
        fail_msg("\"%s\" is not answered", line);
    return answer;
}

static bool has_problem(const World *world, const char *word) {
    json_t *answer = ask(world, "status");
    char *text = json_dumps(json_object_get(json_object_get(answer, "status"), "problems"),
                            JSON_ENSURE_ASCII | JSON_ENCODE_ANY);
    bool is_said = text && strstr(text, word);
    free(text);
    json_decref(answer);
    return is_said;
}

/* The colour in the middle of the screen, without alpha. */
static uint32_t middle(const World *world) {
    char line[PATH_MAX + 32];
    const char *path = folder_file(world->folder, "shot.png");
    snprintf(line, sizeof line, "screenshot %s", path);
    json_decref(ask(world, line));
    Pixmap shot;
    assert_true(png_read(path, &shot));
    uint32_t color =
        shot.pixels[(size_t)(shot.height / 2) * (size_t)shot.width + (size_t)shot.width / 2];
    pixmap_free(&shot);
    return color & 0xFFFFFF;
}

/* Asks until it is so; each question is a round of the loop. */
static void wait_for_color(const World *world, uint32_t color) {
    Millis from = steady_now();
    uint32_t seen;
    while ((seen = middle(world)) != color)
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("the screen stays #%06x and is never #%06x", (unsigned)seen, (unsigned)color);
}

static void wait_for_problem(const World *world, const char *word, bool is_there) {
    Millis from = steady_now();
    while (has_problem(world, word) != is_there)
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("staff are%s told of %s", is_there ? " not" : "", word);
}

/* ---- the tests ------------------------------------------------------------------------------- */

/* With no folder at the start, and files that are written where they are. */
static void a_picture_comes_changes_and_goes(void **state) {
    (void)state;
    World world;
    start(&world, "slides");
    assert_int_equal(mkdir(world.slides, 0700), 0);
    file_put(slide_file(&world, "poster.svg"), PICTURE("#cc0000"));
    wait_for(&world, "shown slides");
    wait_for_color(&world, 0xCC0000);
    file_put(slide_file(&world, "poster.svg"), PICTURE("#0000cc"));
    wait_for_color(&world, 0x0000CC);
    file_put(slide_file(&world, "poster.svg"), "<svg");
    wait_for(&world, "shown now_next");
    wait_for_problem(&world, "poster.svg", true);
    file_put(slide_file(&world, "poster.svg"), PICTURE("#00cc00"));
    wait_for_color(&world, 0x00CC00);
    wait_for_problem(&world, "poster.svg", false);
    unlink(slide_file(&world, "poster.svg"));
    wait_for(&world, "shown now_next");
    /* What somebody took away is no problem, and the loop was told that before it is asked. */
    wait_for_problem(&world, "poster.svg", false);
    end(&world);
}

/* The name decides, and is told of when it cannot be read. */
static void a_name_says_when(void **state) {
    (void)state;
    World world;
    start(&world, "slides");
    assert_int_equal(mkdir(world.slides, 0700), 0);
    file_put(slide_file(&world, "late 11.00-.svg"), PICTURE("#cc0000"));
    file_put(slide_file(&world, "now 9.3o-14.00.svg"), PICTURE("#cc0000"));
    wait_for_problem(&world, "9.3o-14.00", true);
    file_put(slide_file(&world, "now 9.00-14.00.svg"), PICTURE("#0000cc"));
    wait_for_color(&world, 0x0000CC);
    unlink(slide_file(&world, "now 9.3o-14.00.svg"));
    wait_for_problem(&world, "9.3o-14.00", false);
    rename(slide_file(&world, "now 9.00-14.00.svg"), slide_file(&world, "now 9.00-9.15.svg"));
    wait_for(&world, "shown now_next");
    end(&world);
}

/* In the middle of a cycle: the page that is shown when a slide comes is shown to its end. */
static void the_cycle_goes_on(void **state) {
    (void)state;
    World world;
    start(&world, NULL);
    assert_int_equal(mkdir(world.slides, 0700), 0);
    file_put(slide_file(&world, "poster dwell 2.svg"), PICTURE("#cc0000"));
    wait_for(&world, "shown slides");
    unlink(slide_file(&world, "poster dwell 2.svg"));
    wait_for(&world, "schedule read again");
    wait_for(&world, "shown ");
    end(&world);
}

/* ---- videos -----------------------------------------------------------------------------------
 */

/* Another program is ffmpeg: it plays a red film for ever, unless `end` says what it does then. */
static void put_player(const World *world, const char *end) {
    char text[4 * PATH_MAX];
    const char *frame = folder_file(world->folder, "frame");
    FILE *file = fopen(frame, "we");
    assert_non_null(file);
    /* Brightness and two differences that make 0xCC0000 (rows_video.h). */
    static const unsigned char PLANES[] = {45, 90, 223};
    for (size_t plane = 0; plane < sizeof PLANES; plane++)
        for (size_t i = 0; i < (size_t)(plane ? 160 * 90 : 320 * 180); i++)
            assert_int_equal(fputc(PLANES[plane], file), PLANES[plane]);
    assert_int_equal(fclose(file), 0);
    snprintf(text, sizeof text, "#!/bin/sh\ncat %s %s\n%s\nwhile cat %s; do :; done\n", frame,
             frame, end, frame);
    const char *player = folder_file(world->folder, "ffmpeg");
    unlink(player);
    file_put(player, text);
    chmod(player, 0700);
}

/* It plays; then there is none that could, and the picture of its name stands in; then nothing. */
static void a_video_is_played_or_replaced(void **state) {
    (void)state;
    World world;
    start(&world, "slides");
    assert_int_equal(mkdir(world.slides, 0700), 0);
    put_player(&world, "");
    file_put(slide_file(&world, "clip.svg"), PICTURE("#0000cc"));
    file_put(slide_file(&world, "clip.mp4"), "a film");
    wait_for_color(&world, 0xCC0000);
    /* Another file, and a player that cannot play it. */
    file_put(folder_file(world.folder, "ffmpeg"), "#!/bin/sh\necho no film >&2\nexit 1\n");
    file_put(slide_file(&world, "clip.mp4"), "another");
    wait_for_problem(&world, "no film", true);
    wait_for_color(&world, 0x0000CC);
    unlink(slide_file(&world, "clip.svg"));
    wait_for(&world, "shown now_next");
    put_player(&world, "");
    file_put(slide_file(&world, "clip.mp4"), "a film again");
    wait_for_color(&world, 0xCC0000);
    wait_for_problem(&world, "no film", false);
    end(&world);
}

/* It dies while it plays: its last frame stays, and the kiosk goes on. */
static void a_video_whose_player_dies_stands(void **state) {
    (void)state;
    World world;
    start(&world, "slides");
    assert_int_equal(mkdir(world.slides, 0700), 0);
    put_player(&world, "kill -9 $$");
    file_put(slide_file(&world, "clip.mp4"), "a film");
    wait_for_color(&world, 0xCC0000);
    wait_for_problem(&world, "does not play", true);
    assert_int_equal(middle(&world), 0xCC0000);
    json_decref(ask(&world, "notice Leave --level emergency"));
    Millis from = steady_now();
    while (middle(&world) == 0xCC0000)
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("an emergency does not take a video's place");
    end(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_comes_changes_and_goes),
        cmocka_unit_test(a_name_says_when),
        cmocka_unit_test(the_cycle_goes_on),
        cmocka_unit_test(a_video_is_played_or_replaced),
        cmocka_unit_test(a_video_whose_player_dies_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
