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
#include <sys/socket.h>
#include <unistd.h>

#include "stream/frame_bytes.h"

enum { FRAME = 300 * 1000 + 17 }; /* no whole number of pages */

typedef enum { BY_PIPE, BY_SOCKET, BY_SPLICE, WAY_COUNT } Way;

static void make_ends(Way way, int ends[2]) {
    if (way == BY_SOCKET)
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    else
        assert_int_equal(pipe(ends), 0);
    int from = ends[0], to = ends[1];
    assert_int_equal(fcntl(from, F_SETFL, O_NONBLOCK), 0);
    assert_int_equal(fcntl(to, F_SETFL, fcntl(to, F_GETFL) | O_NONBLOCK), 0);
}

/* The whole frame through it, by as much as is taken at a time; `frame` is dropped when its last
 * byte has been taken, and its memory is written over before that is read. */
static void send_and_write_over(FramePool *pool, Way way) {
    int ends[2];
    make_ends(way, ends);
    HandOver how = frame_hand_over_by(ends[1], FRAME);
    assert_int_equal(how, way == BY_SOCKET ? HAND_OVER_SOCKET : HAND_OVER_PIPE);
    FrameBytes *frame = frame_bytes_take(pool);
    memset(frame->bytes, 'a', frame->len);
    frame_bytes_seal(frame);
    assert_true(frame->sealed >= 0);
    if (way == BY_SPLICE) /* as where it cannot be mapped */
        frame->view = NULL;
    static uint8_t bytes[FRAME];
    size_t sent = 0, got = 0;
    while (sent < FRAME || got < FRAME) {
        ssize_t n = sent < FRAME ? frame_hand_over(frame, sent, ends[1], how) : 0;
        assert_true(n >= 0 || errno == EAGAIN);
        sent += n > 0 ? (size_t)n : 0;
        if (sent == FRAME && frame) {
            frame_bytes_drop(frame);
            FrameBytes *next = frame_bytes_take(pool); /* the same memory */
            memset(next->bytes, 'b', next->len);
            frame_bytes_seal(next);
            frame_bytes_drop(next);
            frame = NULL;
        }
        ssize_t r = read(ends[0], bytes + got, FRAME - got < 5000 ? FRAME - got : 5000);
        assert_true(r > 0 || errno == EAGAIN);
        got += r > 0 ? (size_t)r : 0;
    }
    for (size_t i = 0; i < FRAME; i++)
        if (bytes[i] != 'a')
            fail_msg("way %d: byte %zu is another frame's", way, i);
    close(ends[0]);
    close(ends[1]);
}

static void what_is_under_way_stays(void **state) {
    (void)state;
    FramePool *pool = frame_pool_create(FRAME);
    for (Way way = 0; way < BY_SPLICE; way++)
        send_and_write_over(pool, way);
    frame_pool_free(pool);
    pool = frame_pool_create(FRAME); /* of its own: the mapping is given up in it */
    send_and_write_over(pool, BY_SPLICE);
    frame_pool_free(pool);
}

static void nobody_can_change_it(void **state) {
    (void)state;
    FramePool *pool = frame_pool_create(FRAME);
    FrameBytes *frame = frame_bytes_take(pool);
    frame_bytes_seal(frame);
    int sealed = frame->sealed;
    frame_bytes_seal(frame); /* once is enough */
    assert_int_equal(frame->sealed, sealed);
    assert_int_equal(pwrite(sealed, "x", 1, 0), -1);
    assert_int_equal(errno, EPERM);
    assert_int_equal(ftruncate(sealed, 0), -1);
    frame_bytes_drop(frame);
    assert_int_equal(fcntl(sealed, F_GETFD), -1); /* closed */
    frame_pool_free(pool);
}

static void a_file_gets_copies(void **state) {
    (void)state;
    FILE *file = tmpfile();
    assert_int_equal(frame_hand_over_by(fileno(file), FRAME), HAND_OVER_NOT);
    fclose(file);
    assert_int_equal(frame_hand_over_by(-1, FRAME), HAND_OVER_NOT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_under_way_stays),
        cmocka_unit_test(nobody_can_change_it),
        cmocka_unit_test(a_file_gets_copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
