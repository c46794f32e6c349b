/* test_frame_bytes.c: frames that are handed over without a copy: what lies in a pipe or a socket
 * stays as it was, whatever becomes of the frame. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../splitmix.h"
#include "stream/frame_bytes.h"
#include "stream/hand_over.h"

enum { FRAME = 300 * 1000 + 20 }; /* no whole number of pages */

static const PixelLayout RGBA = {.format = PIXEL_RGBA};

typedef enum { BY_PIPE, BY_SOCKET, BY_TCP, WAY_COUNT } Way;

static void make_tcp(int ends[2]) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, len), 0);
    assert_int_equal(listen(listener, 1), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &len), 0);
    ends[0] = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(ends[0], (struct sockaddr *)&address, len), 0);
    ends[1] = accept(listener, NULL, NULL);
    assert_true(ends[1] >= 0);
    close(listener);
}

static void make_ends(Way way, int ends[2]) {
    if (way == BY_TCP)
        make_tcp(ends);
    else if (way == BY_SOCKET)
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    else
        assert_int_equal(pipe(ends), 0);
    int from = ends[0], to = ends[1];
    assert_int_equal(fcntl(from, F_SETFL, O_NONBLOCK), 0);
    assert_int_equal(fcntl(to, F_SETFL, fcntl(to, F_GETFL) | O_NONBLOCK), 0);
}

static ssize_t send_from(HandOver *how, int descriptor, const FrameBytes *frame, size_t offset) {
    FramePiece piece = frame_bytes_at(frame, offset);
    assert_true(piece.is_lasting && piece.len == frame->len - offset); /* nothing is blank */
    return hand_over_send(how, descriptor, piece.bytes, piece.len, false);
}

/* Frames of the same memory as the one that was dropped, if it is to be had again. */
static void write_over(FramePool *pool) {
    FrameBytes *next[3];
    for (size_t i = 0; i < 3; i++) {
        next[i] = frame_bytes_take(pool);
        memset(next[i]->bytes, 'b', next[i]->len);
    }
    for (size_t i = 0; i < 3; i++)
        frame_bytes_drop(next[i]);
}

/* The whole frame through it, by as much as is taken at a time; `frame` is dropped when its last
 * byte has been taken, and the pool's memory is written over before that is read. */
static void send_and_write_over(FramePool *pool, Way way) {
    int ends[2];
    make_ends(way, ends);
    HandOver how = hand_over_open(ends[1], FRAME);
    assert_int_equal(how.kind, way == BY_PIPE ? HAND_OVER_PIPE : HAND_OVER_SOCKET);
    FrameBytes *frame = frame_bytes_take(pool);
    for (size_t i = 0; i < FRAME; i++)
        frame->bytes[i] = (uint8_t)(i % 251);
    frame_bytes_seal(frame);
    assert_true(frame->is_sealed);
    static uint8_t bytes[FRAME];
    size_t sent = 0, got = 0;
    while (sent < FRAME || got < FRAME) {
        ssize_t n = sent < FRAME ? send_from(&how, ends[1], frame, sent) : 0;
        assert_true(n >= 0 || errno == EAGAIN);
        sent += n > 0 ? (size_t)n : 0;
        if (sent == FRAME && frame) {
            frame_bytes_drop(frame);
            frame = NULL;
            write_over(pool);
        }
        ssize_t r = read(ends[0], bytes + got, FRAME - got < 5000 ? FRAME - got : 5000);
        assert_true(r > 0 || errno == EAGAIN);
        got += r > 0 ? (size_t)r : 0;
    }
    for (size_t i = 0; i < FRAME; i++)
        if (bytes[i] != i % 251)
            fail_msg("way %d: byte %zu is another one", way, i);
    hand_over_close(&how);
    assert_int_equal(how.kind, HAND_OVER_NOT);
    close(ends[0]);
    close(ends[1]);
}

static void what_is_under_way_stays(void **state) {
    (void)state;
    FramePool *pool = frame_pool_create(FRAME, RGBA);
    for (Way way = 0; way < WAY_COUNT; way++)
        for (size_t times = 0; times < 3; times++)
            send_and_write_over(pool, way);
    frame_pool_free(pool);
}

/* A reader that went in the middle of a frame leaves nothing behind for the next one. */
static void one_that_was_cut_short_is_forgotten(void **state) {
    (void)state;
    FramePool *pool = frame_pool_create((size_t)4 << 20, RGBA);
    FrameBytes *frame = frame_bytes_take(pool);
    frame_bytes_seal(frame);
    int ends[2];
    make_ends(BY_SOCKET, ends);
    HandOver how = hand_over_open(ends[1], 0); /* no room is made for it */
    ssize_t n = send_from(&how, ends[1], frame, 0);
    assert_true(n > 0);
    for (size_t sent = (size_t)n; n > 0; sent += n > 0 ? (size_t)n : 0) {
        assert_true(sent < frame->len); /* nobody reads */
        n = send_from(&how, ends[1], frame, sent);
    }
    assert_int_equal(errno, EAGAIN);
    assert_true(how.waiting > 0);
    int inner = how.ends[0];
    hand_over_close(&how);
    assert_int_equal(how.waiting, 0);
    assert_int_equal(fcntl(inner, F_GETFD), -1);
    hand_over_close(&how); /* once more: nothing */
    frame_bytes_drop(frame);
    frame_pool_free(pool);
    close(ends[0]);
    close(ends[1]);
}

static void nobody_can_change_it(void **state) {
    (void)state;
    FramePool *pool = frame_pool_create(FRAME, RGBA);
    FrameBytes *frame = frame_bytes_take(pool);
    frame_bytes_seal(frame);
    frame_bytes_seal(frame); /* once is enough */
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0});
        signal(SIGSEGV, SIG_DFL); /* a sanitizer's handler would tell */
        *(volatile uint8_t *)frame->bytes = 1;
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
    frame_bytes_drop(frame);
    frame_pool_free(pool);
}

enum { PIXELS = 400 * 1000 + 3 }; /* more than what is blank at a time, and no whole chunks */

/* Empty, but for some stretches. */
static void draw_at_random(uint32_t *picture, uint64_t *seed) {
    memset(picture, 0, PIXELS * sizeof *picture);
    for (size_t stretches = splitmix_next(seed) % 4; stretches; stretches--) {
        size_t from = splitmix_next(seed) % PIXELS, len = 1 + splitmix_next(seed) % 60000;
        for (size_t i = from; i < PIXELS && i < from + len; i++)
            picture[i] = UINT32_C(0x80402010) + (uint32_t)(i % 7);
    }
}

/* Whatever a frame held before, its pieces are the picture, to the byte; what is blank lasts. */
static void pieces_are_the_picture(void **state) {
    (void)state;
    static uint32_t picture[PIXELS];
    static uint8_t wanted[PIXELS * 4];
    uint64_t seed = 19;
    for (AlphaMode alpha = 0; alpha < ALPHA_MODE_COUNT; alpha++) {
        PixelLayout layout = {
            .format = alpha % 2 ? PIXEL_BGRA : PIXEL_RGBA, .alpha = alpha, .background = 0x00ff20};
        FramePool *pool = frame_pool_create(sizeof wanted, layout);
        size_t blank = 0;
        for (size_t round = 0; round < 20; round++) {
            draw_at_random(picture, &seed);
            pixels_convert_plain(wanted, picture, PIXELS, layout);
            FrameBytes *frame = frame_bytes_take(pool);
            frame_bytes_fill(frame, picture);
            if (round % 5 == 4)
                frame_bytes_seal(frame);
            for (size_t at = 0; at < frame->len;) {
                FramePiece piece = frame_bytes_at(frame, at);
                assert_true(piece.len > 0 && piece.len <= frame->len - at);
                assert_memory_equal(piece.bytes, wanted + at, piece.len);
                bool is_own =
                    piece.bytes >= frame->bytes && piece.bytes < frame->bytes + frame->len;
                assert_int_equal(piece.is_lasting, !is_own || frame->is_sealed);
                blank += is_own ? 0 : piece.len;
                at += piece.len;
            }
            frame_bytes_drop(frame);
        }
        assert_true(blank > sizeof wanted * 5); /* or nothing was tried */
        frame_pool_free(pool);
    }
}

/* One that moves is written into again, so that 30 a second take no new memory. */
static void unsealed_memory_comes_again(void **state) {
    (void)state;
    FramePool *pool = frame_pool_create(FRAME, RGBA);
    FrameBytes *frame = frame_bytes_take(pool);
    const uint8_t *bytes = frame->bytes;
    frame_bytes_drop(frame);
    frame = frame_bytes_take(pool);
    assert_ptr_equal(frame->bytes, bytes);
    frame_bytes_drop(frame);
    frame_pool_free(pool);
}

static void a_file_gets_copies(void **state) {
    (void)state;
    FILE *file = tmpfile();
    assert_int_equal(hand_over_open(fileno(file), FRAME).kind, HAND_OVER_NOT);
    fclose(file);
    assert_int_equal(hand_over_open(-1, FRAME).kind, HAND_OVER_NOT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_under_way_stays),
        cmocka_unit_test(one_that_was_cut_short_is_forgotten),
        cmocka_unit_test(nobody_can_change_it),
        cmocka_unit_test(pieces_are_the_picture),
        cmocka_unit_test(unsealed_memory_comes_again),
        cmocka_unit_test(a_file_gets_copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
