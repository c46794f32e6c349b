/* test_clip.c: videos by a process that plays, dies, hangs, is slow, or is not there. In ffmpeg's
 * place stand scripts; ffmpeg itself plays a small file where it is installed. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../live/folder.h"
#include "base/arena.h"
#include "base/files.h"
#include "base/steady.h"
#include "render/clips.h"

enum { SIDE = 8, LIGHT = SIDE * SIDE, COLOR = LIGHT / 2, STEP = 6, PATIENCE_MS = 60000 };

typedef struct {
    char folder[PATH_MAX], program[PATH_MAX], pipe[PATH_MAX];
    int from; /* the pipe's end: at its end when nobody of the player's is left */
} World;

static int set_up(void **state) {
    World *world = calloc(1, sizeof *world);
    folder_fresh(world->folder, sizeof world->folder, "render-clip");
    strcpy(world->program, folder_file(world->folder, "player"));
    strcpy(world->pipe, folder_file(world->folder, "pipe"));
    if (mkfifo(world->pipe, 0600) != 0 ||
        (world->from = open(world->pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC)) < 0)
        return -1;
    file_put(folder_file(world->folder, "film.mp4"), "a film");
    *state = world;
    return 0;
}

static int tear_down(void **state) {
    World *world = *state;
    close(world->from);
    folder_remove(world->folder);
    free(world);
    return 0;
}

/* The player is this script, which has first written a byte into the pipe, and keeps it open.
 * `frame N` writes a frame of one grey, lighter with each N. */
static void write_player(const World *world, const char *script) {
    char text[2 * PATH_MAX];
    snprintf(text, sizeof text,
             "#!/bin/sh\n"
             "exec 3>%s\n"
             "echo >&3\n"
             "frame() {\n"
             "  head -c %d /dev/zero | tr '\\0' \"\\\\$(printf %%03o $((16 + %d * $1)))\"\n"
             "  head -c %d /dev/zero | tr '\\0' '\\200'\n"
             "}\n"
             "%s\n",
             world->pipe, LIGHT, STEP, COLOR, script);
    file_put(world->program, text);
    chmod(world->program, 0700);
}

static ClipOrder order_of(const World *world) {
    return (ClipOrder){.folder = str_from(world->folder),
                       .path = str_from("film.mp4"),
                       .program = world->program,
                       .box = {FIT_PAGE_COVER, SIDE, SIDE}};
}

static Clip *play(const World *world, const char *script, Millis silence) {
    write_player(world, script);
    ClipOrder order = order_of(world);
    order.silence = silence;
    return clip_open(&order);
}

/* It has been started, and it and all that it started have ended. */
static void wait_until_ended(const World *world) {
    Millis from = steady_now();
    bool is_started = false;
    for (;;) {
        char byte;
        ssize_t len = read(world->from, &byte, 1);
        is_started |= len == 1;
        if (len == 0 && is_started)
            return;
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("the player is %s", is_started ? "not ended" : "never started");
    }
}

/* The same of one that was seen to be started. */
static void wait_until_silent(const World *world) {
    Millis from = steady_now();
    char byte;
    while (read(world->from, &byte, 1) != 0)
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("the player is not ended");
}

static void wait_for_state(Clip *clip, ClipState state) {
    Millis from = steady_now();
    while (clip_state(clip) != state)
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("the clip's state stays %d", (int)clip_state(clip));
}

/* What a frame of that number has, once it has come. */
static uint32_t value_of(Clip *clip, uint64_t wanted, uint64_t expected) {
    Millis from = steady_now();
    const Image *image;
    uint64_t number = 0;
    while (!(image = clip_frame(clip, wanted, &number)) || number != expected)
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("frame %d never comes; it stays %d", (int)wanted, (int)number);
    assert_int_equal(image->width, SIDE);
    /* A step of the brightness, which has 219 levels, is seven of 256. */
    uint32_t pixel;
    video_frame_row(&image->video, SIDE - 1, SIDE - 1, &pixel, 1);
    return ((pixel & 0xFF) + 3) / 7;
}

static void check_why(Clip *clip, const char *words) {
    char why[DECODE_WHY_MAX];
    clip_why(clip, why);
    if (words ? !strstr(why, words) : why[0] != 0)
        fail_msg("it is said \"%s\"", why);
}

static void frames_come_in_their_order(void **state) {
    const World *world = *state;
    Clip *clip =
        play(world, "i=1; while [ $i -le 60 ]; do frame $i; i=$((i+1)); done; sleep 1000", 0);
    clip_wait(clip);
    assert_int_equal(clip_state(clip), CLIP_PLAYING);
    for (uint32_t i = 0; i < 20; i++)
        assert_int_equal(value_of(clip, 100 + i, i + 1), i + 1);
    /* One is asked for again, then some are left out. */
    assert_int_equal(value_of(clip, 119, 20), 20);
    assert_int_equal(value_of(clip, 129, 30), 30);
    /* Nobody has asked for a long time: it goes on where it is. */
    assert_int_equal(value_of(clip, 1000000, 30), 30);
    assert_int_equal(value_of(clip, 1000001, 31), 31);
    check_why(clip, NULL);
    clip_close(clip);
    wait_until_ended(world);
}

static void what_cannot_be_played_says_why(void **state) {
    const World *world = *state;
    Clip *clip = play(world,
                      "for last; do case \"$last\" in *film.mp4) film=$last;; esac; done; "
                      "echo \"$film: Invalid data found\" >&2; exit 1",
                      0);
    clip_wait(clip);
    assert_int_equal(clip_state(clip), CLIP_BROKEN);
    check_why(clip, "cannot play it: Invalid data found");
    uint64_t number;
    assert_null(clip_frame(clip, 0, &number));
    clip_close(clip);
    wait_until_ended(world);
    clip = clip_open(&(ClipOrder){.folder = str_from(world->folder),
                                  .path = str_from("film.mp4"),
                                  .program = "/nowhere/ffmpeg",
                                  .box = {FIT_PAGE_COVER, SIDE, SIDE}});
    clip_wait(clip);
    assert_int_equal(clip_state(clip), CLIP_BROKEN);
    check_why(clip, "not installed; apt install ffmpeg");
    clip_close(clip);
}

static void a_player_that_hangs_is_ended(void **state) {
    const World *world = *state;
    Clip *clip = play(world, "exec sleep 1000", 100);
    clip_wait(clip);
    assert_int_equal(clip_state(clip), CLIP_BROKEN);
    check_why(clip, "gave no picture");
    wait_until_ended(world);
    clip_close(clip);
}

/* The last frame stays, whether it hangs, ends or is killed. */
static void the_last_frame_stays(void **state) {
    static const struct {
        const char *end, *why;
    } CASES[] = {{"exec sleep 1000", "gave no picture"},
                 {"exit 1", "cannot play it"},
                 {"kill -9 $$", "cannot play it"},
                 {"head -c 50 /dev/zero; exit 0", "cannot play it"}};
    const World *world = *state;
    for (size_t i = 0; i < countof(CASES); i++) {
        char script[256];
        snprintf(script, sizeof script, "frame 7; frame 8; %s", CASES[i].end);
        Clip *clip = play(world, script, i == 0 ? 8000 : 0);
        clip_wait(clip);
        wait_for_state(clip, CLIP_STILL);
        check_why(clip, CASES[i].why);
        assert_int_equal(value_of(clip, 0, 1), 7);
        assert_int_equal(value_of(clip, 1, 2), 8);
        assert_int_equal(value_of(clip, 50, 2), 8);
        clip_close(clip);
        wait_until_ended(world);
    }
}

static void what_is_too_heavy_is_ended(void **state) {
    const World *world = *state;
    Clip *clip = play(world, "frame 1; frame 2; exec sleep 1000", PATIENCE_MS);
    clip_wait(clip);
    uint64_t number;
    for (uint64_t i = 0; i < 400; i++) /* more than ten seconds of it */
        clip_frame(clip, i, &number);
    assert_int_equal(clip_state(clip), CLIP_STILL);
    check_why(clip, "too heavy");
    ClipStatistics statistics = clip_statistics(clip);
    assert_true(statistics.late > statistics.asked / 2);
    clip_close(clip);
    wait_until_ended(world);
}

/* Each frame is asked for several times while a page is made of it. */
static void a_frame_that_is_there_is_not_late(void **state) {
    const World *world = *state;
    Clip *clip = play(world, "while :; do frame 5; done", 0);
    clip_wait(clip);
    for (uint64_t i = 0; i < 10; i++)
        value_of(clip, i, i + 1);
    ClipStatistics before = clip_statistics(clip);
    uint64_t number;
    for (int i = 0; i < 100; i++)
        clip_frame(clip, 9, &number);
    ClipStatistics after = clip_statistics(clip);
    assert_true(after.asked == before.asked);
    assert_int_equal(clip_state(clip), CLIP_PLAYING);
    clip_close(clip);
    wait_until_ended(world);
}

/* Whatever it has started goes with it: nothing of it would know that its parent has ended. */
static void all_that_it_started_ends_with_it(void **state) {
    const World *world = *state;
    Clip *clip = play(world, "sleep 1000 & sleep 1000 & frame 1; exec sleep 1000", 0);
    clip_wait(clip);
    assert_int_equal(clip_state(clip), CLIP_PLAYING);
    clip_close(clip);
    wait_until_ended(world);
}

/* ---- several -------------------------------------------------------------------------------- */

/* The PATH's ffmpeg is the player. */
static ClipWish wish_of(const World *world, const char *name) {
    return (ClipWish){.folder = str_from(world->folder),
                      .path = str_from(name),
                      .box = {FIT_PAGE_COVER, SIDE, SIDE}};
}

/* An emergency covers all: what is not asked for any more ends with the next picture, not when it
 * has not been asked for in a while. */
static void what_an_urgent_picture_does_not_show_ends_at_once(void **state) {
    World *world = *state;
    strcpy(world->program, folder_file(world->folder, "ffmpeg"));
    char path[2 * PATH_MAX];
    const char *old = getenv("PATH");
    snprintf(path, sizeof path, "%s:%s", world->folder, old ? old : "/usr/bin:/bin");
    write_player(world, "while :; do frame 5; done");
    assert_int_equal(setenv("PATH", path, 1), 0);
    file_put(folder_file(world->folder, "other.mp4"), "another film");
    Clips *clips = clips_create(&(ClipsSettings){.waits = true});
    ClipWish film = wish_of(world, "film.mp4"), other = wish_of(world, "other.mp4");
    uint64_t version;
    clips_frame(clips, &film, 0, &version);
    clips_frame(clips, &other, 0, &version);
    assert_int_equal(clips_count(clips), 2);
    clips_doubt(clips); /* a picture that shows one of them still */
    clips_frame(clips, &other, 1, &version);
    clips_close_doubted(clips);
    assert_int_equal(clips_count(clips), 1);
    clips_close_doubted(clips); /* once is enough: nothing is doubted now */
    assert_int_equal(clips_count(clips), 1);
    clips_doubt(clips);
    clips_frame(clips, &other, 0, &version); /* what is behind is asked whether it could be shown */
    clips_close_doubted(clips);
    assert_int_equal(clips_count(clips), 0);
    wait_until_ended(world);
    clips_free(clips);
    if (old)
        setenv("PATH", path + strlen(world->folder) + 1, 1);
}

/* In ffmpeg's place, on the PATH, stands one that writes frames for ever. */
typedef struct {
    char path[2 * PATH_MAX];
    const char *old;
} Path;

static void put_on_path(const World *world, Path *path) {
    char text[PATH_MAX];
    snprintf(text, sizeof text,
             "#!/bin/sh\nwhile :; do head -c %d /dev/zero || exit; done 2>/dev/null\n",
             LIGHT + COLOR);
    const char *program = folder_file(world->folder, "ffmpeg");
    file_put(program, text);
    chmod(program, 0700);
    path->old = getenv("PATH");
    snprintf(path->path, sizeof path->path, "%s:%s", world->folder,
             path->old ? path->old : "/usr/bin:/bin");
    assert_int_equal(setenv("PATH", path->path, 1), 0);
}

static void take_off_path(const World *world, const Path *path) {
    if (path->old)
        setenv("PATH", path->path + strlen(world->folder) + 1, 1);
}

/* What was shown a moment ago is made ready for its next turn: from its first frame, while the
 * former showing may still be seen. What nobody has seen yet is not opened again. */
static void each_showing_begins_at_the_first_frame(void **state) {
    World *world = *state;
    Path path;
    put_on_path(world, &path);
    Clips *clips = clips_create(&(ClipsSettings){.waits = true});
    ClipWish first = wish_of(world, "film.mp4"), next = first, any = first;
    first.showing = 1000;
    next.showing = 2000;
    uint64_t of_first = 0, of_next, of_any;
    Millis from = steady_now();
    while ((of_first & 0xFF) < 5 && steady_now() - from < PATIENCE_MS)
        clips_frame(clips, &first, of_first & 0xFF, &of_first);
    assert_int_equal(of_first & 0xFF, 5);
    clips_frame(clips, &next, 0, &of_next);
    assert_int_equal(of_next & 0xFF, 1);
    assert_int_equal(clips_count(clips), 2);
    clips_frame(clips, &first, 4, &of_first); /* it still goes out */
    assert_int_equal(of_first & 0xFF, 5);
    clips_frame(clips, &any, 0, &of_any); /* whether it can be played at all */
    assert_true(of_any == of_first || of_any == of_next);
    next.showing = 3000; /* the cycle is another one by now */
    clips_frame(clips, &next, 0, &of_any);
    assert_int_equal(of_any, of_next);
    assert_int_equal(clips_count(clips), 2);
    clips_free(clips);
    take_off_path(world, &path);
}

/* What was made ready for a size that no window has is closed when it is shown in another one; what
 * waits for a later turn is not. */
static void what_has_no_window_of_its_size_is_closed(void **state) {
    World *world = *state;
    Path path;
    put_on_path(world, &path);
    Clips *clips = clips_create(&(ClipsSettings){.waits = true, .unfit = 20});
    ClipWish guessed = wish_of(world, "film.mp4"), shown = guessed, later = guessed;
    guessed.box.width = guessed.box.height = 2 * SIDE;
    guessed.showing = shown.showing = 1000;
    later.showing = 2000;
    uint64_t version = 0, of_later;
    clips_frame(clips, &guessed, 0, &version);
    Millis from = steady_now();
    clips_frame(clips, &shown, 0, &version);
    clips_frame(clips, &shown, 1, &version);
    clips_frame(clips, &later, 0, &of_later);
    assert_int_equal(clips_count(clips), 3);
    while (clips_count(clips) > 2) {
        clips_frame(clips, &shown, 2, &version);
        clips_sweep(clips);
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("it is not closed");
    }
    clips_frame(clips, &shown, 2, &version);
    clips_frame(clips, &later, 0, &version);
    assert_int_equal(version, of_later);
    assert_int_equal(clips_count(clips), 2);
    clips_free(clips);
    take_off_path(world, &path);
}

/* Nothing else is seen between the last frame of the file as it was and the first of the new one,
 * also when it is replaced again before that. */
static void what_is_replaced_stands_until_the_other_is_there(void **state) {
    World *world = *state;
    Path path;
    put_on_path(world, &path);
    Clips *clips = clips_create(&(ClipsSettings){0});
    ClipWish wish = wish_of(world, "film.mp4");
    wish.showing = 1000;
    uint64_t version = 0, first;
    Millis from = steady_now();
    while ((version & 0xFF) < 5 && steady_now() - from < PATIENCE_MS)
        clips_frame(clips, &wish, version & 0xFF, &version);
    assert_int_equal(version & 0xFF, 5);
    first = version >> 40;
    for (int i = 0; i < 3; i++) {
        file_put(folder_file(world->folder, "film.mp4"), i % 2 ? "yet another" : "another film");
        clips_look_again(clips);
        while (version >> 40 == first && steady_now() - from < PATIENCE_MS)
            assert_non_null(clips_frame(clips, &wish, 5, &version));
        assert_true(version >> 40 != first);
        first = version >> 40;
    }
    assert_int_equal(clips_count(clips), 1);
    clips_free(clips);
    take_off_path(world, &path);
}

/* ---- sound ---------------------------------------------------------------------------------- */

/* What a film lets hear is the player, whose pipe tells whether it lives. */
static bool is_started(const World *world) {
    char byte;
    return read(world->from, &byte, 1) == 1;
}

static void wait_until_heard(const World *world, Clips *clips, const ClipWish *wish) {
    Millis from = steady_now();
    uint64_t version;
    for (uint64_t frame = 1; !is_started(world); frame++) {
        clips_frame(clips, wish, frame / 100, &version);
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("it is never heard");
    }
}

/* From its second frame on, once for all displays, as long as it is shown. */
static void what_is_shown_is_heard(void **state) {
    World *world = *state;
    Path path;
    put_on_path(world, &path);
    write_player(world, "echo \"$@\" >$(dirname \"$0\")/said; exec sleep 1000");
    Clips *clips = clips_create(
        &(ClipsSettings){.waits = true, .has_sound = true, .sound_program = world->program});
    ClipWish film = wish_of(world, "film.mp4"), wide = film;
    wide.box.width = 2 * SIDE;
    uint64_t version;
    clips_frame(clips, &film, 0, &version); /* it is only made ready */
    clips_frame(clips, &film, 0, &version);
    assert_false(is_started(world));
    wait_until_heard(world, clips, &film);
    for (uint64_t i = 1; i < 20; i++)
        clips_frame(clips, &wide, i, &version);
    assert_false(is_started(world));
    /* An emergency ends it at once; it is shown again, and heard again. */
    clips_doubt(clips);
    clips_close_doubted(clips);
    wait_until_silent(world);
    wait_until_heard(world, clips, &film);
    /* And it ends by itself when nobody shows it. */
    wait_until_silent(world);
    Arena *arena = arena_create();
    Str said;
    assert_true(file_read(arena, folder_file(world->folder, "said"), &said));
    assert_int_not_equal(str_find(said, "-nodisp"), SIZE_MAX);
    assert_int_not_equal(str_find(said, "film.mp4"), SIZE_MAX);
    arena_free(arena);
    clips_free(clips);
    take_off_path(world, &path);
}

static void nothing_is_heard_unasked(void **state) {
    World *world = *state;
    Path path;
    put_on_path(world, &path);
    write_player(world, "exec sleep 1000");
    Clips *clips = clips_create(&(ClipsSettings){.waits = true, .sound_program = world->program});
    ClipWish film = wish_of(world, "film.mp4");
    uint64_t version = 0;
    Millis from = steady_now();
    while ((version & 0xFF) < 8 && steady_now() - from < PATIENCE_MS)
        clips_frame(clips, &film, version & 0xFF, &version);
    assert_true((version & 0xFF) >= 8);
    clips_free(clips);
    assert_false(is_started(world));
    take_off_path(world, &path);
}

/* It ends, to be opened again by whoever shows it; a file that was merely looked at does not. */
static void another_file_ends_it(void **state) {
    const World *world = *state;
    Clip *clip = play(world, "while :; do frame 5; done", 0);
    clip_wait(clip);
    for (uint64_t i = 0; i < 10; i++)
        value_of(clip, i, i + 1);
    clip_look_again(clip);
    for (uint64_t i = 10; i < 20; i++)
        value_of(clip, i, i + 1);
    assert_int_equal(clip_state(clip), CLIP_PLAYING);
    file_put(folder_file(world->folder, "film.mp4"), "another film");
    clip_look_again(clip);
    wait_for_state(clip, CLIP_STILL);
    check_why(clip, NULL);
    clip_close(clip);
    wait_until_ended(world);
}

/* Whose first frame was drawn ahead waits for its turn, however far away that is; one that was
 * shown, and is not any more, ends. The first has been waiting for longer when the second has
 * ended.
 */
static void what_is_made_ready_waits_for_its_turn(void **state) {
    const World *world = *state;
    write_player(world, "while :; do frame 5; done");
    ClipOrder order = order_of(world);
    order.unasked = 1;
    Clip *ready = clip_open(&order);
    clip_wait(ready);
    value_of(ready, 0, 1);
    order.unasked = 300;
    Clip *shown = clip_open(&order);
    clip_wait(shown);
    value_of(shown, 0, 1);
    value_of(shown, 1, 2);
    wait_for_state(shown, CLIP_STILL);
    assert_int_equal(clip_state(ready), CLIP_PLAYING);
    assert_int_equal(value_of(ready, 1, 2), 5);
    clip_close(shown);
    clip_close(ready);
    wait_until_ended(world);
}

static void ffmpeg_plays_a_file(void **state) {
    const World *world = *state;
    char command[2 * PATH_MAX];
    const char *file = folder_file(world->folder, "red.mp4");
    snprintf(command, sizeof command,
             "ffmpeg -v error -f lavfi -i color=red:size=64x36:rate=10 -t 0.5 -c:v mpeg4 -q:v 2 %s",
             file);
    if (system("ffmpeg -version >/dev/null 2>&1") != 0) {
        print_message("ffmpeg is not installed\n");
        skip();
    }
    assert_int_equal(system(command), 0);
    Clip *clip = clip_open(&(ClipOrder){.folder = str_from(world->folder),
                                        .path = str_from("red.mp4"),
                                        .silence = PATIENCE_MS,
                                        .box = {FIT_PAGE_CONTAIN, 64, 64}});
    clip_wait(clip);
    check_why(clip, NULL);
    assert_int_equal(clip_state(clip), CLIP_PLAYING);
    uint64_t number = 0;
    const Image *image = clip_frame(clip, 0, &number);
    assert_non_null(image);
    uint32_t middle, above;
    video_frame_row(&image->video, 32, 32, &middle, 1);
    video_frame_row(&image->video, 32, 0, &above, 1);
    assert_true((middle >> 16 & 0xFF) > 200 && (middle & 0xFFFF) < 0x4040);
    assert_true((above & 0xFFFFFF) < 0x202020);
    assert_int_equal(middle >> 24, 0xFF);
    /* It goes round: half a second has fifteen frames at thirty a second. */
    Millis from = steady_now();
    for (uint64_t i = 1; number < 40; i = number + 1) {
        clip_frame(clip, i, &number);
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("it stops at frame %d", (int)number);
    }
    clip_close(clip);
}

int main(void) {
#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        test(frames_come_in_their_order),
        test(what_cannot_be_played_says_why),
        test(a_player_that_hangs_is_ended),
        test(the_last_frame_stays),
        test(what_is_too_heavy_is_ended),
        test(a_frame_that_is_there_is_not_late),
        test(what_is_made_ready_waits_for_its_turn),
        test(another_file_ends_it),
        test(what_is_replaced_stands_until_the_other_is_there),
        test(ffmpeg_plays_a_file),
        test(all_that_it_started_ends_with_it),
        test(what_an_urgent_picture_does_not_show_ends_at_once),
        test(each_showing_begins_at_the_first_frame),
        test(what_has_no_window_of_its_size_is_closed),
        test(what_is_shown_is_heard),
        test(nothing_is_heard_unasked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
