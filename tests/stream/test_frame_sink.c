/* Readers of every kind, in one thread and without waiting: fast, slow, several, dying in the
 * middle of a frame, and coming back. What they get is whole frames in order, or nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/steady.h"
#include "stream/frame_sink.h"
#include "stream/outputs.h"

enum { FRAME = 700 * 1000, STREAM_MAX = 40 * 1000 * 1000 };

typedef struct {
    Arena *arena;
    char folder[64];
    FramePool *pool;
    FrameSink *sink;
    uint8_t next; /* number of the next frame */
} Fixture;

static int set_up(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    signal(SIGPIPE, SIG_IGN);
    f->arena = arena_create();
    snprintf(f->folder, sizeof f->folder, "/tmp/kiosk-frames-XXXXXX");
    if (!mkdtemp(f->folder))
        return -1;
    f->pool = frame_pool_create(FRAME, (PixelLayout){.alpha = ALPHA_PREMULTIPLIED});
    f->next = 1;
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    frame_sink_close(f->sink);
    frame_pool_free(f->pool);
    int result = rmdir(f->folder); /* nothing may be left in it */
    arena_free(f->arena);
    free(f);
    return result;
}

static const char *path_in(Fixture *f, const char *name) {
    return arena_printf(f->arena, "%s/%s", f->folder, name);
}

static void open_sink(Fixture *f, const char *target, FrameContainer container) {
    FrameSinkSettings settings = {
        .container = container,
        .video = {.width = 1000, .height = 175, .rate = 25, .scale = 1},
    };
    Str problem = {0};
    if (!output_parse_frames(f->arena, str_from(target), &settings.target, &problem))
        fail_msg("%.*s", str_arg(problem));
    f->sink = frame_sink_open(&settings, f->arena, &problem);
    if (!f->sink)
        fail_msg("%.*s", str_arg(problem));
}

/* A frame's byte: its number; nothing in the middle. */
static uint8_t byte_of(uint8_t number, size_t at) {
    return at >= FRAME / 4 && at < FRAME / 4 * 3 ? 0 : number;
}

/* The next frame, and when it was offered. Every other one is handed over without a copy; of the
 * others what is blank is. */
static int64_t offer(Fixture *f) {
    static uint32_t picture[FRAME / 4];
    FrameBytes *frame = frame_bytes_take(f->pool);
    for (size_t i = 0; i < FRAME / 4; i++)
        picture[i] = byte_of(f->next, 4 * i) * UINT32_C(0x01010101);
    frame_bytes_fill(frame, picture);
    if (f->next % 2)
        frame_bytes_seal(frame);
    int64_t at = steady_nanoseconds();
    frame_sink_offer(f->sink, frame, UINT64_C(40) * f->next);
    frame_bytes_drop(frame);
    f->next++;
    return at;
}

typedef struct {
    int descriptor;
    uint8_t *bytes;
    size_t len;
} Reader;

static Reader reader_on(int descriptor) {
    assert_true(descriptor >= 0);
    fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    Reader reader = {.descriptor = descriptor, .bytes = malloc(STREAM_MAX)};
    assert_non_null(reader.bytes);
    return reader;
}

static Reader reader_at(const char *path) {
    int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    assert_int_equal(connect(descriptor, (struct sockaddr *)&address, sizeof address), 0);
    return reader_on(descriptor);
}

static void end(Reader *reader) {
    close(reader->descriptor);
    free(reader->bytes);
}

/* Reads up to `most` bytes, letting the sink go on in between. */
static void take(Fixture *f, Reader *reader, size_t most) {
    size_t wanted = reader->len + most;
    while (reader->len < wanted) {
        size_t n = wanted - reader->len < 65536 ? wanted - reader->len : 65536;
        ssize_t got = read(reader->descriptor, reader->bytes + reader->len, n);
        if (got <= 0)
            break;
        reader->len += (size_t)got;
        assert_true(reader->len + 65536 < STREAM_MAX);
        frame_sink_serve(f->sink);
    }
}

/* The frames in a raw stream; each must be whole, and each later than the one before. The last one
 * may be on its way still. */
static size_t check_raw(const Reader *reader, uint8_t *first, uint8_t *last) {
    size_t frames = 0;
    uint8_t before = 0;
    for (size_t at = 0; at < reader->len; at += FRAME) {
        uint8_t number = reader->bytes[at];
        if (number <= before)
            fail_msg("frame %u after frame %u", number, before);
        for (size_t i = 1; i < FRAME && at + i < reader->len; i++)
            if (reader->bytes[at + i] != byte_of(number, i))
                fail_msg("frame %u is torn at byte %zu by frame %u", number, i,
                         reader->bytes[at + i]);
        before = number;
        if (at + FRAME <= reader->len) {
            if (frames++ == 0 && first)
                *first = number;
            if (last)
                *last = number;
        }
    }
    return frames;
}

/* The same for Matroska: header, then clusters whose times are those of the frames. */
static size_t check_mkv(const Reader *reader, uint8_t *first) {
    uint8_t header[MKV_HEADER_MAX], cluster[MKV_CLUSTER_MAX];
    MkvVideo video = {.width = 1000, .height = 175, .rate = 25, .scale = 1};
    size_t at = mkv_header(header, &video), frames = 0;
    assert_true(reader->len > at);
    assert_memory_equal(reader->bytes, header, at);
    uint8_t begin = 0;
    while (at < reader->len) {
        size_t head = mkv_cluster(cluster, 0, FRAME);
        if (at + head + FRAME > reader->len)
            break;
        uint8_t number = reader->bytes[at + head];
        begin = frames ? begin : number;
        mkv_cluster(cluster, UINT64_C(40) * (uint64_t)(number - begin), FRAME);
        assert_memory_equal(reader->bytes + at, cluster, head);
        for (size_t i = 0; i < FRAME; i++)
            assert_int_equal(reader->bytes[at + head + i], byte_of(number, i));
        at += head + FRAME;
        frames++;
    }
    *first = begin;
    return frames;
}

static FrameCounters counters(Fixture *f) {
    return frame_sink_counters(f->sink);
}

static void a_quick_reader_gets_every_frame(void **state) {
    Fixture *f = *state;
    open_sink(f, arena_printf(f->arena, "unix:%s", path_in(f, "s")), CONTAINER_RAW);
    Reader reader = reader_at(path_in(f, "s"));
    for (int i = 0; i < 20; i++) {
        offer(f);
        take(f, &reader, FRAME);
    }
    uint8_t first = 0, last = 0;
    assert_int_equal(check_raw(&reader, &first, &last), 20);
    assert_int_equal(first, 1);
    assert_int_equal(last, 20);
    assert_int_equal(counters(f).sent, 20);
    assert_int_equal(counters(f).dropped, 0);
    end(&reader);
}

static void a_slow_reader_loses_whole_frames(void **state) {
    Fixture *f = *state;
    const size_t paces[] = {FRAME / 3, FRAME / 7, FRAME * 4 / 5, 65536};
    open_sink(f, arena_printf(f->arena, "unix:%s", path_in(f, "s")), CONTAINER_RAW);
    for (size_t pace = 0; pace < countof(paces); pace++) {
        Reader reader = reader_at(path_in(f, "s"));
        FrameCounters before = counters(f);
        for (int i = 0; i < 50; i++) {
            offer(f);
            take(f, &reader, paces[pace]);
        }
        size_t frames = check_raw(&reader, NULL, NULL);
        FrameCounters after = counters(f);
        assert_true(frames >= 1 && frames < 50);
        uint64_t sent = after.sent - before.sent, dropped = after.dropped - before.dropped;
        /* What was offered was sent, is being sent, or is lost. */
        assert_true(sent + dropped == 50 || sent + dropped == 49);
        assert_true(sent >= frames && sent <= frames + 2);
        assert_true(dropped > 0);
        end(&reader);
        frame_sink_serve(f->sink);
        assert_int_equal(counters(f).readers, 0);
        f->next = 1;
    }
}

static void readers_do_not_hold_each_other_up(void **state) {
    Fixture *f = *state;
    open_sink(f, arena_printf(f->arena, "unix:%s", path_in(f, "s")), CONTAINER_MKV);
    Reader quick = reader_at(path_in(f, "s")), slow = reader_at(path_in(f, "s")),
           silent = reader_at(path_in(f, "s"));
    for (int i = 0; i < 30; i++) {
        offer(f);
        take(f, &slow, FRAME / 4);
        take(f, &quick, FRAME + MKV_HEADER_MAX + MKV_CLUSTER_MAX);
    }
    assert_int_equal(counters(f).readers, 3);
    uint8_t first;
    assert_int_equal(check_mkv(&quick, &first), 30);
    size_t slow_frames = check_mkv(&slow, &first);
    assert_true(slow_frames >= 5 && slow_frames <= 9);
    end(&silent);
    end(&slow);
    offer(f);
    assert_int_equal(counters(f).readers, 1);
    end(&quick);
}

static void who_comes_back_begins_with_a_header_and_a_frame(void **state) {
    Fixture *f = *state;
    open_sink(f, arena_printf(f->arena, "unix:%s", path_in(f, "s")), CONTAINER_MKV);
    Reader reader = reader_at(path_in(f, "s"));
    offer(f);
    take(f, &reader, FRAME / 2); /* dies in the middle of it */
    end(&reader);
    offer(f);
    offer(f);
    assert_int_equal(counters(f).readers, 0);
    reader = reader_at(path_in(f, "s"));
    for (int i = 0; i < 3; i++) {
        offer(f);
        take(f, &reader, FRAME + MKV_HEADER_MAX + MKV_CLUSTER_MAX);
    }
    uint8_t first;
    assert_int_equal(check_mkv(&reader, &first), 3);
    assert_int_equal(first, 4);
    end(&reader);
}

static void a_pipe_whose_reader_dies_is_over(void **state) {
    Fixture *f = *state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    int flags = fcntl(ends[1], F_GETFL);
    open_sink(f, arena_printf(f->arena, "fd:%d", ends[1]), CONTAINER_RAW);
    Reader reader = reader_on(ends[0]);
    for (int i = 0; i < 10; i++) {
        offer(f);
        take(f, &reader, FRAME / 2);
    }
    assert_true(check_raw(&reader, NULL, NULL) >= 3);
    assert_false(frame_sink_is_over(f->sink));
    end(&reader);
    offer(f);
    assert_true(frame_sink_is_over(f->sink));
    offer(f);
    assert_int_equal(counters(f).readers, 0);
    frame_sink_close(f->sink);
    f->sink = NULL;
    /* The descriptor is the caller's: still open, and as it was. */
    assert_int_equal(fcntl(ends[1], F_GETFL), flags);
    close(ends[1]);
}

/* Whether the sink asks to be served within `millis`. */
static bool is_awake(Fixture *f, int millis) {
    struct pollfd wait = {.fd = frame_sink_descriptor(f->sink), .events = POLLIN};
    return poll(&wait, 1, millis) > 0;
}

/* A pipe with less room than a frame needs. */
static Reader small_pipe(Fixture *f, int ends[2]) {
    assert_int_equal(pipe(ends), 0);
    open_sink(f, arena_printf(f->arena, "fd:%d", ends[1]), CONTAINER_RAW);
    assert_true(fcntl(ends[1], F_SETPIPE_SZ, FRAME / 3) > 0);
    return reader_on(ends[0]);
}

/* The rest of the frame, as a reader that has all the time there is. */
static void finish(Fixture *f, Reader *reader) {
    size_t until = (reader->len / FRAME + 1) * FRAME;
    while (reader->len < until) {
        take(f, reader, until - reader->len);
        if (reader->len < until) {
            assert_true(is_awake(f, 10000));
            frame_sink_serve(f->sink);
        }
    }
}

/* Offers a frame, takes 64 kB of it, and tells whether the sink then asks to be served; false in
 * *was_in_time when more than its millisecond had gone by. */
static bool wakes_after_a_bite(Fixture *f, Reader *reader, bool *was_in_time) {
    int64_t from = offer(f);
    ssize_t got = read(reader->descriptor, reader->bytes + reader->len, 65536);
    assert_int_equal(got, 65536);
    reader->len += (size_t)got;
    bool woke = is_awake(f, 0);
    *was_in_time = steady_nanoseconds() - from < 900 * 1000;
    return woke;
}

/* Many readers take 64 kB at a time. Whoever has just been given something finds the sink asleep
 * for a millisecond, however often he reads in it; but not when one frame follows the other at
 * once. */
static void a_pipe_is_not_filled_up_piece_by_piece(void **state) {
    Fixture *f = *state;
    bool was_seen = false;
    for (int i = 0; i < 20 && !was_seen; i++) {
        int ends[2];
        Reader reader = small_pipe(f, ends);
        bool woke = wakes_after_a_bite(f, &reader, &was_seen);
        if (was_seen) /* else we were held up, not the sink */
            assert_false(woke);
        finish(f, &reader);
        woke = wakes_after_a_bite(f, &reader, &was_seen);
        if (was_seen)
            assert_true(woke);
        finish(f, &reader);
        assert_int_equal(counters(f).dropped, 0);
        assert_int_equal(check_raw(&reader, NULL, NULL), 2);
        end(&reader);
        frame_sink_close(f->sink);
        f->sink = NULL;
        close(ends[1]);
    }
    if (!was_seen)
        print_message("the machine has too much to do: nothing was seen\n");
}

/* One who takes nothing in that millisecond is waited for, not looked after again and again. */
static void a_pipe_that_nobody_reads_wakes_nobody(void **state) {
    Fixture *f = *state;
    int ends[2];
    Reader reader = small_pipe(f, ends);
    offer(f);
    assert_true(is_awake(f, 10000));
    frame_sink_serve(f->sink);
    assert_false(is_awake(f, 30));
    finish(f, &reader);
    assert_int_equal(check_raw(&reader, NULL, NULL), 1);
    end(&reader);
    close(ends[1]);
}

static void a_file_takes_everything(void **state) {
    Fixture *f = *state;
    const char *path = path_in(f, "file");
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    open_sink(f, arena_printf(f->arena, "fd:%d", file), CONTAINER_RAW);
    for (int i = 0; i < 5; i++)
        offer(f);
    struct stat status;
    assert_int_equal(fstat(file, &status), 0);
    assert_int_equal(status.st_size, 5 * FRAME);
    assert_int_equal(counters(f).sent, 5);
    close(file);
    unlink(path);
}

static void a_fifo_waits_for_readers_one_after_the_other(void **state) {
    Fixture *f = *state;
    const char *path = path_in(f, "fifo");
    open_sink(f, path, CONTAINER_RAW);
    offer(f);
    assert_int_equal(counters(f).readers, 0);
    for (int visit = 0; visit < 3; visit++) {
        Reader reader = reader_on(open(path, O_RDONLY | O_NONBLOCK));
        uint8_t begin = f->next, first = 0;
        for (int i = 0; i < 4; i++) {
            offer(f);
            take(f, &reader, FRAME / 2 + 1);
        }
        assert_int_equal(counters(f).readers, 1);
        assert_true(check_raw(&reader, &first, NULL) >= 2);
        assert_int_equal(first, begin);
        end(&reader); /* in the middle of a frame */
        offer(f);
        assert_int_equal(counters(f).readers, 0);
    }
}

static size_t open_descriptors(void) {
    size_t count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static void too_many_readers_are_turned_away(void **state) {
    Fixture *f = *state;
    Reader readers[FRAME_READERS_MAX + 3];
    size_t before = open_descriptors();
    open_sink(f, arena_printf(f->arena, "unix:%s", path_in(f, "s")), CONTAINER_RAW);
    for (size_t i = 0; i < countof(readers); i++) {
        readers[i] = reader_at(path_in(f, "s"));
        offer(f);
    }
    assert_int_equal(counters(f).readers, FRAME_READERS_MAX);
    for (size_t i = 0; i < countof(readers); i++)
        end(&readers[i]);
    offer(f);
    assert_int_equal(counters(f).readers, 0);
    frame_sink_close(f->sink);
    f->sink = NULL;
    assert_int_equal(open_descriptors(), before);
}

static bool is_let_go(const Reader *reader) {
    uint8_t rest[65536];
    ssize_t got;
    while ((got = read(reader->descriptor, rest, sizeof rest)) > 0)
        continue;
    return got == 0;
}

/* A quick reader takes what is offered; what it has is checked, and forgotten. */
static void offer_and_take(Fixture *f, Reader *reader, int frames) {
    for (int i = 0; i < frames; i++) {
        offer(f);
        take(f, reader, FRAME);
        assert_true(check_raw(reader, NULL, NULL) > 0);
        assert_int_equal(reader->len % FRAME, 0);
        reader->len = 0;
    }
}

static void who_does_not_read_makes_room(void **state) {
    Fixture *f = *state;
    enum { QUICK = 3, TICK_MS = 40 };
    Reader readers[FRAME_READERS_MAX];
    open_sink(f, arena_printf(f->arena, "unix:%s", path_in(f, "s")), CONTAINER_RAW);
    for (size_t i = 0; i < countof(readers); i++) {
        readers[i] = reader_at(path_in(f, "s"));
        offer(f);
        take(f, &readers[QUICK < i ? QUICK : i], i < QUICK ? 0 : FRAME);
    }
    offer_and_take(f, &readers[QUICK], FRAME_SILENT_MS / TICK_MS / 2);
    Reader early = reader_at(path_in(f, "s"));
    offer(f);
    take(f, &readers[QUICK], FRAME);
    assert_true(is_let_go(&early)); /* nobody is silent for long */
    end(&early);
    offer_and_take(f, &readers[QUICK], FRAME_SILENT_MS / TICK_MS);
    assert_int_equal(counters(f).readers, FRAME_READERS_MAX); /* nobody wants their places */
    Reader late = reader_at(path_in(f, "s"));
    uint8_t begin = f->next, first = 0;
    offer(f);
    take(f, &readers[QUICK], FRAME);
    take(f, &late, FRAME);
    assert_int_equal(counters(f).readers, FRAME_READERS_MAX);
    assert_int_equal(check_raw(&late, &first, NULL), 1);
    assert_int_equal(first, begin);
    assert_true(is_let_go(&readers[0])); /* the one that has been silent for longest */
    for (size_t i = 1; i < countof(readers); i++)
        if (i != QUICK)
            assert_false(is_let_go(&readers[i]));
    offer_and_take(f, &readers[QUICK], 1);
    end(&late);
    for (size_t i = 0; i < countof(readers); i++)
        end(&readers[i]);
    offer(f);
}

static void what_is_in_the_way(void **state) {
    Fixture *f = *state;
    FrameSinkSettings settings = {.container = CONTAINER_RAW, .video = {1, 1, 25, 1}};
    Str problem = {0};
    const char *target = arena_printf(f->arena, "unix:%s", path_in(f, "s"));
    output_parse_frames(f->arena, str_from(target), &settings.target, &problem);
    /* Somebody's file is left alone. */
    close(open(path_in(f, "s"), O_CREAT | O_WRONLY, 0600));
    assert_null(frame_sink_open(&settings, f->arena, &problem));
    assert_true(str_find(problem, "no socket") != SIZE_MAX);
    unlink(path_in(f, "s"));
    /* A socket that was left behind is taken over; one that is in use is not. */
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, path_in(f, "s"), sizeof address.sun_path - 1);
    int left = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(left, (struct sockaddr *)&address, sizeof address), 0);
    close(left);
    open_sink(f, target, CONTAINER_RAW);
    assert_null(frame_sink_open(&settings, f->arena, &problem));
    assert_true(str_find(problem, "another program") != SIZE_MAX);
    /* A path that is no FIFO, and a descriptor that is not open. */
    close(open(path_in(f, "file"), O_CREAT | O_WRONLY, 0600));
    output_parse_frames(f->arena, str_from(path_in(f, "file")), &settings.target, &problem);
    assert_null(frame_sink_open(&settings, f->arena, &problem));
    assert_true(str_find(problem, "no FIFO") != SIZE_MAX);
    unlink(path_in(f, "file"));
    output_parse_frames(f->arena, str_from("fd:999"), &settings.target, &problem);
    assert_null(frame_sink_open(&settings, f->arena, &problem));
    assert_true(str_find(problem, "descriptor 999") != SIZE_MAX);
}

static void frames_are_used_again(void **state) {
    Fixture *f = *state;
    FrameBytes *one = frame_bytes_take(f->pool);
    one->references++;
    frame_bytes_drop(one);
    FrameBytes *other = frame_bytes_take(f->pool); /* the first has a reference left */
    assert_ptr_not_equal(other, one);
    frame_bytes_drop(one);
    FrameBytes *again = frame_bytes_take(f->pool);
    assert_ptr_equal(again, one);
    frame_bytes_drop(again);
    frame_bytes_drop(other);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_quick_reader_gets_every_frame),
        TEST(a_slow_reader_loses_whole_frames),
        TEST(readers_do_not_hold_each_other_up),
        TEST(who_comes_back_begins_with_a_header_and_a_frame),
        TEST(a_pipe_whose_reader_dies_is_over),
        TEST(a_pipe_is_not_filled_up_piece_by_piece),
        TEST(a_pipe_that_nobody_reads_wakes_nobody),
        TEST(a_file_takes_everything),
        TEST(a_fifo_waits_for_readers_one_after_the_other),
        TEST(too_many_readers_are_turned_away),
        TEST(who_does_not_read_makes_room),
        TEST(what_is_in_the_way),
        TEST(frames_are_used_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
