/* test_caption_feed.c: a captioner at a socket and a FIFO: twenty words a second in four scripts
 * arrive whole and in order; one that is silent, floods, goes away half through a character or is
 * not alone holds up nobody. */
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
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/steady.h"
#include "stream/caption_feed.h"

enum { PATIENCE_MS = 30000 }; /* for a machine that is busy with other things */

typedef struct {
    Arena *arena;
    char folder[32];
    CaptionPlace place;
    CaptionFeed *feed;
    pthread_mutex_t mutex;
    pthread_cond_t change;
    char newest[4096]; /* the last line that was shown */
    size_t count;      /* how often something was */
} Fixture;

static void take(void *context, const OverlayCaptions *captions) {
    Fixture *f = context;
    pthread_mutex_lock(&f->mutex);
    Str line = captions->count ? captions->lines[captions->count - 1] : (Str){0};
    snprintf(f->newest, sizeof f->newest, "%.*s", str_arg(line));
    f->count++;
    pthread_cond_signal(&f->change);
    pthread_mutex_unlock(&f->mutex);
}

static int set_up(void **state) {
    static Fixture f;
    f = (Fixture){.arena = arena_create(), .folder = "/tmp/kiosk-captions-XXXXXX"};
    pthread_mutex_init(&f.mutex, NULL);
    steady_condition_init(&f.change);
    *state = &f;
    return mkdtemp(f.folder) ? 0 : -1;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    caption_feed_stop(f->feed);
    unlink(f->place.path);
    assert_int_equal(rmdir(f->folder), 0);
    pthread_cond_destroy(&f->change);
    pthread_mutex_destroy(&f->mutex);
    arena_free(f->arena);
    return 0;
}

static void start(Fixture *f, const char *kind) {
    Str problem = {0}, value = str_printf(f->arena, "%s:%s/c", kind, f->folder);
    assert_true(caption_place_parse(f->arena, value, &f->place, &problem));
    f->feed = caption_feed_start(&f->place, take, f, f->arena, &problem);
    if (!f->feed)
        fail_msg("%.*s", str_arg(problem));
}

static int come(Fixture *f) {
    if (f->place.kind == CAPTIONS_FIFO)
        return open(f->place.path, O_WRONLY | O_CLOEXEC);
    int writer = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", f->place.path);
    assert_int_equal(connect(writer, (struct sockaddr *)&address, sizeof address), 0);
    return writer;
}

static void say(int writer, const char *words) {
    assert_int_equal(write(writer, words, strlen(words)), strlen(words));
}

/* Waits until the newest line ends so. */
static void expect(Fixture *f, const char *end) {
    struct timespec until = steady_after(PATIENCE_MS);
    pthread_mutex_lock(&f->mutex);
    for (;;) {
        Str line = str_trim(str_from(f->newest));
        size_t len = strlen(end);
        if (line.len >= len && memcmp(line.s + line.len - len, end, len) == 0)
            break;
        if (pthread_cond_timedwait(&f->change, &f->mutex, &until) != 0)
            fail_msg("\"%.*s\" does not end with \"%s\"", str_arg(line), end);
    }
    pthread_mutex_unlock(&f->mutex);
}

static const char *const SCRIPTS[][5] = {
    {"fair ", "to ", "every ", "task ", "always. "},
    {"对每", "个任", "务都", "公平", "。"},
    {"عادل ", "لكل ", "مهمة ", "في ", "النظام. "},
    {"हर ", "काम ", "के ", "लिए ", "न्याय। "},
};

/* As fast as they can be taken, which is faster than anybody speaks: none is lost, none changes. */
static void words_in_four_scripts(void **state) {
    Fixture *f = *state;
    for (int is_fifo = 0; is_fifo < 2; is_fifo++) {
        start(f, is_fifo ? "fifo" : "unix");
        int writer = come(f);
        for (size_t script = 0; script < countof(SCRIPTS); script++) {
            for (size_t word = 0; word < countof(SCRIPTS[script]); word++) {
                say(writer, SCRIPTS[script][word]);
                expect(f, str_copy(f->arena, str_trim(str_from(SCRIPTS[script][word]))).s);
            }
            say(writer, "\n");
        }
        say(writer, "one word without an end");
        expect(f, "end"); /* after a while it is taken to be whole */
        close(writer);
        caption_feed_stop(f->feed);
        f->feed = NULL;
        unlink(f->place.path);
    }
}

static void a_writer_may_go_and_come(void **state) {
    Fixture *f = *state;
    start(f, "unix");
    int first = come(f);
    say(first, "half a character \xe5\x85");
    expect(f, "half a character");
    close(first);
    int second = come(f);
    say(second, "whole again.\n");
    expect(f, "whole again.");
    /* One that is connected and says nothing keeps nobody out. */
    int third = come(f);
    say(third, "it is my turn.\n");
    expect(f, "it is my turn.");
    char byte;
    assert_int_equal(read(second, &byte, 1), 0); /* it is told */
    close(second);
    close(third);
}

static void a_flood_holds_up_nobody(void **state) {
    Fixture *f = *state;
    start(f, "unix");
    int writer = come(f);
    assert_int_equal(fcntl(writer, F_SETFL, O_NONBLOCK), 0);
    static uint8_t noise[65536];
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (uint8_t)(i * 2654435761u >> 13);
    size_t before, sent = 0;
    pthread_mutex_lock(&f->mutex);
    before = f->count;
    pthread_mutex_unlock(&f->mutex);
    Millis began = steady_now();
    while (steady_now() < began + 1000) {
        struct pollfd room = {.fd = writer, .events = POLLOUT};
        poll(&room, 1, 100);
        ssize_t len = send(writer, noise, sizeof noise, MSG_NOSIGNAL);
        sent += len > 0 ? (size_t)len : 0;
    }
    pthread_mutex_lock(&f->mutex);
    size_t shown = f->count - before;
    pthread_mutex_unlock(&f->mutex);
    assert_true(sent > 0);
    /* However many bytes there are, and however long it took: few pictures are made of them. */
    assert_true(shown <= (size_t)(steady_now() - began) / 20 + 2);
    int next = come(f);
    say(next, "\nand now a person.\n");
    expect(f, "and now a person.");
    close(next);
    close(writer);
    /* It ends at once, with a writer that still floods. */
    writer = come(f);
    (void)!send(writer, noise, sizeof noise, MSG_NOSIGNAL | MSG_DONTWAIT);
    caption_feed_stop(f->feed);
    f->feed = NULL;
    close(writer);
}

static void what_cannot_be_is_told(void **state) {
    Fixture *f = *state;
    Str problem = {0};
    static const char *const WRONG[] = {"", "unix:", "fifo:", "/tmp/x", "tcp:1", "UNIX:/x"};
    for (size_t i = 0; i < countof(WRONG); i++) {
        assert_false(caption_place_parse(f->arena, str_from(WRONG[i]), &f->place, &problem));
        assert_true(str_find(problem, "unix:PATH or fifo:PATH") != SIZE_MAX);
    }
    f->place = (CaptionPlace){CAPTIONS_FIFO, arena_printf(f->arena, "%s/c", f->folder)};
    int file = open(f->place.path, O_CREAT | O_RDWR, 0600);
    close(file);
    for (CaptionKind kind = CAPTIONS_UNIX; kind <= CAPTIONS_FIFO; kind++) {
        f->place.kind = kind;
        assert_null(caption_feed_start(&f->place, take, f, f->arena, &problem));
        assert_true(str_find(problem, "something else than a") != SIZE_MAX);
    }
    assert_int_equal(access(f->place.path, F_OK), 0); /* and it is left alone */
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(words_in_four_scripts),
        TEST(a_writer_may_go_and_come),
        TEST(a_flood_holds_up_nobody),
        TEST(what_cannot_be_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
