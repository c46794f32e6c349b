/* The picture board between threads, the picture file with its rising times, and the words with a
 * voctocore, spoken by a small server here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/png.h"
#include "stream/png_target.h"

static void fill(Pixmap *pixmap, uint32_t pixel) {
    for (int32_t i = 0; i < pixmap->width * pixmap->height; i++)
        pixmap->pixels[i] = pixel;
}

static void publish(PictureBoard *board, uint32_t pixel, bool is_moving) {
    BoardPicture *picture = board_begin(board);
    fill(&picture->pixels, pixel);
    board_publish(board, picture, is_moving);
}

static void the_newest_picture_is_taken(void **state) {
    (void)state;
    PictureBoard *board = board_create(4, 4);
    assert_null(board_take(board));
    assert_int_equal(board_number(board, NULL), 0);
    publish(board, 1, true);
    const BoardPicture *one = board_take(board);
    publish(board, 2, false);
    publish(board, 3, false);
    const BoardPicture *three = board_take(board);
    /* What is held stays as it is, however many come after it. */
    for (uint32_t i = 4; i < 20; i++)
        publish(board, i, false);
    assert_int_equal(one->number, 1);
    assert_true(one->is_moving);
    assert_int_equal(one->pixels.pixels[7], 1);
    assert_int_equal(three->number, 3);
    assert_int_equal(three->pixels.pixels[7], 3);
    bool is_moving = true;
    assert_int_equal(board_number(board, &is_moving), 19);
    assert_false(is_moving);
    board_give_back(board, one);
    board_give_back(board, three);
    /* Pictures that nobody holds are used again. */
    BoardPicture *next = board_begin(board);
    assert_true(next == one || next == three || next->number > 0);
    board_publish(board, next, false);
    board_free(board);
}

typedef struct {
    PictureBoard *board;
    uint64_t last;
    size_t faults, seen;
} Watcher;

static void *watch(void *context) {
    Watcher *watcher = context;
    while (watcher->last < 3000) {
        board_wait(watcher->board, watcher->last, 10000);
        const BoardPicture *picture = board_take(watcher->board);
        if (!picture)
            continue;
        watcher->faults += picture->number < watcher->last;
        for (int32_t i = 0; i < 16; i++)
            watcher->faults += picture->pixels.pixels[i] != (uint32_t)picture->number;
        watcher->last = picture->number;
        watcher->seen++;
        board_give_back(watcher->board, picture);
    }
    return NULL;
}

static void pictures_are_whole_between_threads(void **state) {
    (void)state;
    PictureBoard *board = board_create(4, 4);
    Watcher watchers[2] = {{.board = board}, {.board = board}};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, watch, &watchers[i]), 0);
    for (uint32_t i = 1; i <= 3000; i++)
        publish(board, i, i % 2);
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(watchers[i].faults, 0);
        assert_true(watchers[i].seen > 0);
    }
    board_free(board);
}

static char folder[64];

static int make_folder(void **state) {
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/kiosk-png-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    return rmdir(folder); /* nothing may be left beside the picture, which its test removes */
}

static int64_t time_of(const char *path) {
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mtim.tv_nsec, 0);
    return status.st_mtim.tv_sec;
}

static void times_rise_by_a_second_at_least(void **state) {
    (void)state;
    char path[128];
    snprintf(path, sizeof path, "%s/l3.png", folder);
    Pixmap pixmap = pixmap_create(4, 4);
    int64_t last = 0, before = 0;
    /* Within one second, later, and with a clock that was set back. */
    const int64_t nows[] = {1000, 1000, 1000, 1001, 1500, 1400, 1400, 1600};
    const int64_t wanted[] = {1000, 1001, 1002, 1003, 1500, 1501, 1502, 1600};
    for (size_t i = 0; i < countof(nows); i++) {
        fill(&pixmap, 0xff000000 | (uint32_t)i);
        assert_true(png_target_write(&pixmap, path, nows[i], &last));
        int64_t time = time_of(path);
        assert_int_equal(time, wanted[i]);
        assert_true(time > before);
        before = time;
        Pixmap back = {0};
        assert_true(png_read(path, &back));
        assert_int_equal(back.pixels[0], 0xff000000 | (uint32_t)i);
        pixmap_free(&back);
    }
    assert_false(png_target_write(&pixmap, "/nowhere/at/all.png", 2000, &last));
    assert_int_equal(errno, ENOENT);
    assert_int_equal(last, 1600);
    unlink(path);
    pixmap_free(&pixmap);
}

static void what_is_shown_last_is_in_the_file(void **state) {
    (void)state;
    char path[128];
    snprintf(path, sizeof path, "%s/l3.png", folder);
    PictureBoard *board = board_create(4, 8);
    PngTargetSettings settings = {.path = path, .first_row = 4, .row_count = 3};
    PngTarget *target = png_target_start(&settings, board);
    assert_non_null(target);
    for (uint32_t i = 0; i < 50; i++)
        publish(board, 0x80000000 | i, i % 5 != 0);
    publish(board, 0x80402010, false);
    png_target_stop(target);
    Pixmap back = {0};
    assert_true(png_read(path, &back));
    assert_int_equal(back.height, 3); /* the strip */
    assert_int_equal(back.pixels[0] >> 24, 0x80);
    assert_int_equal(back.pixels[0], 0x80402010);
    pixmap_free(&back);
    board_free(board);
    unlink(path);
}

static void a_folder_is_no_picture(void **state) {
    (void)state;
    PictureBoard *board = board_create(4, 4);
    PngTargetSettings settings = {.path = folder};
    assert_null(png_target_start(&settings, board));
    board_free(board);
}

/* ---- voctocore ------------------------------------------------------------------------------ */

typedef struct {
    int listener;
    char port[8];
    const char *answer; /* to each line; "": as voctocore; NULL: hangs up at once */
    char heard[1024];
    pthread_t thread;
} Core;

static bool send_text(int descriptor, const char *text) {
    return write(descriptor, text, strlen(text)) == (ssize_t)strlen(text);
}

/* Takes one line of whatever comes at once, as the first voctocore did. */
static void *serve(void *context) {
    Core *core = context;
    int descriptor = accept(core->listener, NULL, NULL);
    /* Somebody else's change is told to everybody, at any time. */
    if (core->answer && send_text(descriptor, "video_status cam1 cam2\n")) {
        for (int lines = 0; lines < 2; lines++) {
            char got[256];
            ssize_t len = read(descriptor, got, sizeof got - 1);
            got[len > 0 ? len : 0] = 0;
            got[strcspn(got, "\n")] = 0;
            strncat(core->heard, got, sizeof core->heard - strlen(core->heard) - 2);
            strcat(core->heard, "\n");
            const char *answer = *core->answer ? core->answer
                                 : lines == 0  ? "overlay kiosk.png\n"
                                               : "overlay_visible True\n";
            if (len <= 0 || !send_text(descriptor, answer))
                break;
        }
    }
    close(descriptor);
    return NULL;
}

static void start_core(Core *core, const char *answer) {
    *core = (Core){.answer = answer, .listener = socket(AF_INET, SOCK_STREAM, 0)};
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t len = sizeof address;
    assert_int_equal(bind(core->listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(core->listener, 1), 0);
    getsockname(core->listener, (struct sockaddr *)&address, &len);
    snprintf(core->port, sizeof core->port, "%u", ntohs(address.sin_port));
    assert_int_equal(pthread_create(&core->thread, NULL, serve, core), 0);
}

static void end_core(Core *core) {
    pthread_join(core->thread, NULL);
    close(core->listener);
}

static void voctocore_is_told(void **state) {
    (void)state;
    static const struct {
        const char *name, *answer;
        bool is_visible, is_understood;
        const char *heard, *why;
    } CASES[] = {
        {"shown", "", true, true, "set_overlay kiosk.png\nshow_overlay true\n", ""},
        {"hidden", "ok\n", false, true, "set_overlay kiosk.png\nshow_overlay false\n", ""},
        {"refused", "error unknown command set_overlay\n", true, false, "set_overlay kiosk.png\n",
         "unknown command"},
        {"hangs up", NULL, true, false, "", ""},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Core core;
        start_core(&core, CASES[i].answer);
        Voctocore voctocore = {.host = "127.0.0.1", .port = core.port, .name = "kiosk.png"};
        char why[256] = "";
        bool is_understood = voctocore_show(&voctocore, CASES[i].is_visible, why, sizeof why);
        end_core(&core);
        if (is_understood != CASES[i].is_understood ||
            strncmp(core.heard, CASES[i].heard, strlen(CASES[i].heard)) != 0 ||
            !strstr(why, CASES[i].why))
            fail_msg("%s: %d, heard \"%s\", why \"%s\"", CASES[i].name, is_understood, core.heard,
                     why);
    }
    Voctocore nobody = {.host = "127.0.0.1", .port = "1", .name = "x.png"};
    char why[256] = "";
    assert_false(voctocore_show(&nobody, true, why, sizeof why));
    assert_true(strlen(why) > 0);
}

static void voctocores_addresses(void **state) {
    (void)state;
    static const struct {
        const char *text, *host, *port;
    } CASES[] = {
        {"mixer", "mixer", "9999"}, {"mixer:9998", "mixer", "9998"}, {"[::1]:9999", "::1", "9999"},
        {"::1", "::1", "9999"},     {"10.0.0.5:1", "10.0.0.5", "1"}, {"", NULL, NULL},
        {":9999", NULL, NULL},      {"mixer:", NULL, NULL},          {"mixer:x", NULL, NULL},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(CASES); i++) {
        Voctocore core;
        Str problem = {0};
        bool is_read = voctocore_parse(arena, str_from(CASES[i].text), &core, &problem);
        if (is_read != (CASES[i].host != NULL) ||
            (is_read && (strcmp(core.host, CASES[i].host) || strcmp(core.port, CASES[i].port))))
            fail_msg("\"%s\": %s %s", CASES[i].text, is_read ? core.host : "-",
                     is_read ? core.port : "-");
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_picture_is_taken),
        cmocka_unit_test(pictures_are_whole_between_threads),
        cmocka_unit_test_setup_teardown(times_rise_by_a_second_at_least, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(what_is_shown_last_is_in_the_file, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_folder_is_no_picture, make_folder, remove_folder),
        cmocka_unit_test(voctocore_is_told),
        cmocka_unit_test(voctocores_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
