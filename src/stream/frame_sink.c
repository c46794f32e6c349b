#include "stream/frame_sink.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/steady.h"
#include "stream/frame_open.h"
#include "stream/hand_over.h"

#define LOG_MODULE "frames"

#define SECOND INT64_C(1000000000)

/* How long a pipe that is full is left to its reader, in nanoseconds. Most readers take 64 or 128
 * kB at a time, and each time we would be woken: 65 times for a frame of 1080p. */
static const int64_t NAP_MOST = SECOND / 1000;
static const int64_t NAP_LEAST = SECOND / 2000; /* 4K at 60 has no time to lose, and cost more */

typedef struct {
    int descriptor;     /* owned unless it is the target's own; -1: a free place */
    HandOver hand_over; /* owned */
    bool is_plain;      /* a file: can be written always, and epoll does not take it */
    bool is_waited;     /* epoll watches for room */
    bool is_left;       /* until the sink's timer ends: it is reading what is in the pipe */
    int64_t nap;        /* how long that is, nanoseconds; 0: it is never left */
    int64_t begun;      /* steady time at which it began with `frame` */
    bool is_paced;      /* a good part of a frame's time lies between it and the one before */
    bool has_begun;     /* the header is sent */
    uint64_t first;     /* millis of its first frame */
    FrameBytes *frame;  /* what it is busy with; NULL: free */
    uint64_t since;     /* millis of the tick at which it began with that */
    uint8_t head[MKV_HEADER_MAX + MKV_CLUSTER_MAX]; /* what stands before the frame */
    size_t head_len;
    size_t done; /* bytes of head and frame that are sent */
} FrameReader;

struct FrameSink {
    FrameSinkSettings settings;
    FrameListener listener;
    int epoll;
    int timer; /* timerfd: of the pipe's reader, the only one that such a sink has */
    FrameReader readers[FRAME_READERS_MAX];
    FrameCounters counters;
    uint64_t now; /* millis of the newest tick */
    bool is_over;
};

/* ---- readers -------------------------------------------------------------------------------- */

static void let_go(FrameSink *sink, FrameReader *reader, const char *why) {
    log_info("a reader has gone: %s", why);
    epoll_ctl(sink->epoll, EPOLL_CTL_DEL, reader->descriptor, NULL);
    frame_listener_release(&sink->listener, reader->descriptor);
    hand_over_close(&reader->hand_over);
    frame_bytes_drop(reader->frame);
    *reader = (FrameReader){.descriptor = -1};
    sink->counters.readers--;
    if (sink->settings.target.reach->has_one_reader)
        sink->is_over = true;
}

/* The one that has been busy with one frame for longest, and for too long; NULL: none. */
static FrameReader *most_silent(FrameSink *sink) {
    FrameReader *silent = NULL;
    for (size_t i = 0; i < FRAME_READERS_MAX; i++) {
        FrameReader *reader = &sink->readers[i];
        if (reader->frame && sink->now - reader->since >= FRAME_SILENT_MS &&
            (!silent || reader->since < silent->since))
            silent = reader;
    }
    return silent;
}

/* A free place, or that of one who does not read; NULL: there is none. */
static FrameReader *place_for_one(FrameSink *sink) {
    for (size_t i = 0; i < FRAME_READERS_MAX; i++)
        if (sink->readers[i].descriptor < 0)
            return &sink->readers[i];
    FrameReader *silent = most_silent(sink);
    if (silent)
        let_go(sink, silent, "it did not read, and another one wants its place");
    return silent;
}

static void add_reader(FrameSink *sink, int descriptor) {
    FrameReader *place = place_for_one(sink);
    if (!place) {
        log_warning("no more than %d readers: a new one is turned away", FRAME_READERS_MAX);
        frame_listener_release(&sink->listener, descriptor);
        return;
    }
    *place = (FrameReader){.descriptor = descriptor};
    struct epoll_event event = {.events = 0, .data.ptr = place};
    if (epoll_ctl(sink->epoll, EPOLL_CTL_ADD, descriptor, &event) != 0)
        place->is_plain = errno == EPERM;
    sink->counters.readers++;
    log_info("a reader has come");
}

static void wait_for_room(FrameSink *sink, FrameReader *reader, bool is_waited) {
    if (reader->is_plain || reader->is_waited == is_waited)
        return;
    struct epoll_event event = {.events = is_waited ? EPOLLOUT : 0, .data.ptr = reader};
    epoll_ctl(sink->epoll, EPOLL_CTL_MOD, reader->descriptor, &event);
    reader->is_waited = is_waited;
}

static int64_t frame_time(const FrameSink *sink) {
    return SECOND * sink->settings.video.scale / sink->settings.video.rate;
}

/* All naps of a frame together take a quarter of its time at most. */
static int64_t nap_between(const FrameSink *sink, const FrameReader *reader, size_t frame_len) {
    int room =
        reader->hand_over.kind == HAND_OVER_PIPE ? fcntl(reader->descriptor, F_GETPIPE_SZ) : 0;
    if (room <= 0 || (size_t)room >= frame_len)
        return 0;
    int64_t nap = frame_time(sink) / 4 * room / (int64_t)frame_len;
    nap = nap < NAP_MOST ? nap : NAP_MOST;
    return nap < NAP_LEAST ? 0 : nap;
}

/* Nothing more goes into the reader's descriptor now. `has_sent`: something did, so that a reader
 * of a pipe is at work and is left alone for a moment, then to find room for more at once. Not in
 * the second half of the frame's time, and not when one frame follows the other at once: whoever
 * needs that shall lose nothing by our sleep. */
static void wait_for_reader(FrameSink *sink, FrameReader *reader, bool has_sent) {
    const struct itimerspec nap = {.it_value.tv_nsec = reader->nap};
    reader->is_left = has_sent && reader->nap && reader->is_paced &&
                      steady_nanoseconds() - reader->begun < frame_time(sink) / 2 &&
                      timerfd_settime(sink->timer, 0, &nap, NULL) == 0;
    wait_for_room(sink, reader, !reader->is_left);
}

/* As writev: what stands before the frame, then the frame piece by piece. */
static ssize_t write_parts(FrameReader *reader) {
    const FrameBytes *frame = reader->frame;
    size_t in_frame = reader->done > reader->head_len ? reader->done - reader->head_len : 0;
    FramePiece piece = frame_bytes_at(frame, in_frame);
    bool is_handed_over = piece.is_lasting && reader->hand_over.kind != HAND_OVER_NOT;
    if (reader->done >= reader->head_len && is_handed_over)
        return hand_over_send(&reader->hand_over, reader->descriptor, piece.bytes, piece.len,
                              in_frame + piece.len < frame->len);
    struct iovec parts[2];
    int count = 0;
    if (reader->done < reader->head_len)
        parts[count++] =
            (struct iovec){.iov_base = (void *)(uintptr_t)(reader->head + reader->done),
                           .iov_len = reader->head_len - reader->done};
    if (!is_handed_over)
        parts[count++] =
            (struct iovec){.iov_base = (void *)(uintptr_t)piece.bytes, .iov_len = piece.len};
    return writev(reader->descriptor, parts, count);
}

/* Sends on what the reader is busy with, as far as it takes it. */
static void send_on(FrameSink *sink, FrameReader *reader) {
    size_t total = reader->head_len + reader->frame->len, before = reader->done;
    while (reader->done < total) {
        ssize_t written = write_parts(reader);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && errno == EAGAIN) {
            wait_for_reader(sink, reader, reader->done > before);
            return;
        }
        if (written < 0 && errno == EINVAL && reader->hand_over.kind != HAND_OVER_NOT) {
            hand_over_close(&reader->hand_over); /* one that takes nothing but copies */
            continue;
        }
        if (written < 0) {
            let_go(sink, reader, strerror(errno));
            return;
        }
        reader->done += (size_t)written;
    }
    frame_bytes_drop(reader->frame);
    reader->frame = NULL;
    reader->is_left = false;
    sink->counters.sent++;
    wait_for_room(sink, reader, false);
}

static void begin_frame(FrameSink *sink, FrameReader *reader, FrameBytes *frame, uint64_t millis) {
    reader->head_len = reader->done = 0;
    if (sink->settings.container == CONTAINER_MKV) {
        if (!reader->has_begun) {
            reader->first = millis;
            reader->head_len = mkv_header(reader->head, &sink->settings.video);
        }
        reader->head_len +=
            mkv_cluster(reader->head + reader->head_len, millis - reader->first, frame->len);
    }
    if (!reader->has_begun) {
        reader->hand_over = hand_over_open(reader->descriptor, frame->len);
        reader->nap = nap_between(sink, reader, frame->len);
    }
    reader->has_begun = true;
    frame->references++;
    reader->frame = frame;
    reader->since = millis;
    int64_t now = steady_nanoseconds();
    reader->is_paced = now - reader->begun > frame_time(sink) / 2;
    reader->begun = now;
    send_on(sink, reader);
}

/* ---- the sink ------------------------------------------------------------------------------- */

FrameSink *frame_sink_open(const FrameSinkSettings *settings, Arena *arena, Str *problem) {
    FrameListener listener;
    if (!frame_listener_open(&listener, &settings->target, arena, problem))
        return NULL;
    FrameSink *sink = memory_must(calloc(1, sizeof *sink));
    *sink = (FrameSink){.settings = *settings, .listener = listener};
    for (size_t i = 0; i < FRAME_READERS_MAX; i++)
        sink->readers[i].descriptor = -1;
    sink->epoll = epoll_create1(EPOLL_CLOEXEC);
    sink->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    struct epoll_event time = {.events = EPOLLIN | EPOLLET, .data.ptr = sink};
    if (sink->epoll < 0 || sink->timer < 0 ||
        epoll_ctl(sink->epoll, EPOLL_CTL_ADD, sink->timer, &time) != 0 ||
        (listener.descriptor >= 0 &&
         epoll_ctl(sink->epoll, EPOLL_CTL_ADD, listener.descriptor, &event) != 0)) {
        *problem = str_printf(arena, "frames cannot be sent: %s", strerror(errno));
        frame_sink_close(sink);
        return NULL;
    }
    int first = frame_listener_accept(&sink->listener);
    if (first >= 0)
        add_reader(sink, first);
    return sink;
}

void frame_sink_close(FrameSink *sink) {
    if (!sink)
        return;
    for (size_t i = 0; i < FRAME_READERS_MAX; i++) {
        if (sink->readers[i].descriptor >= 0)
            frame_listener_release(&sink->listener, sink->readers[i].descriptor);
        hand_over_close(&sink->readers[i].hand_over);
        frame_bytes_drop(sink->readers[i].frame);
    }
    frame_listener_close(&sink->listener);
    if (sink->timer >= 0)
        close(sink->timer);
    if (sink->epoll >= 0)
        close(sink->epoll);
    free(sink);
}

int frame_sink_descriptor(const FrameSink *sink) {
    return sink->epoll;
}

static void accept_readers(FrameSink *sink) {
    int descriptor;
    while ((descriptor = frame_listener_accept(&sink->listener)) >= 0)
        add_reader(sink, descriptor);
}

/* The moment is over for which a reader of a pipe was left alone. */
static void find_those_left(FrameSink *sink) {
    for (size_t i = 0; i < FRAME_READERS_MAX; i++)
        if (sink->readers[i].is_left)
            send_on(sink, &sink->readers[i]);
}

void frame_sink_serve(FrameSink *sink) {
    struct epoll_event events[FRAME_READERS_MAX + 2];
    int count = epoll_wait(sink->epoll, events, FRAME_READERS_MAX + 2, 0);
    bool has_guests = false;
    for (int i = 0; i < count; i++) {
        FrameReader *reader = events[i].data.ptr;
        if (events[i].data.ptr == sink) {
            find_those_left(sink);
        } else if (!reader) {
            has_guests = true; /* after the others: they may get the place of one of them */
        } else if (reader->descriptor >= 0) {
            if (events[i].events & (EPOLLERR | EPOLLHUP))
                let_go(sink, reader, "closed");
            else if (reader->frame)
                send_on(sink, reader);
        }
    }
    /* A FIFO tells nobody that it was opened. */
    if (has_guests || (sink->settings.target.reach->is_silent && sink->counters.readers == 0))
        accept_readers(sink);
}

void frame_sink_offer(FrameSink *sink, FrameBytes *frame, uint64_t millis) {
    sink->now = millis;
    frame_sink_serve(sink);
    for (size_t i = 0; i < FRAME_READERS_MAX; i++) {
        FrameReader *reader = &sink->readers[i];
        if (reader->descriptor < 0)
            continue;
        if (reader->frame)
            sink->counters.dropped++;
        else
            begin_frame(sink, reader, frame, millis);
    }
}

FrameCounters frame_sink_counters(const FrameSink *sink) {
    return sink->counters;
}

bool frame_sink_is_silent(const FrameSink *sink) {
    return sink->settings.target.reach->is_silent;
}

bool frame_sink_is_over(const FrameSink *sink) {
    return sink->is_over;
}
