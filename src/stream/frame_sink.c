#include "stream/frame_sink.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "stream/frame_open.h"
#include "stream/hand_over.h"

#define LOG_MODULE "frames"

typedef struct {
    int descriptor;     /* owned unless it is the target's own; -1: a free place */
    HandOver hand_over; /* owned */
    bool is_plain;      /* a file: can be written always, and epoll does not take it */
    bool is_waited;     /* epoll watches for room */
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
    size_t total = reader->head_len + reader->frame->len;
    while (reader->done < total) {
        ssize_t written = write_parts(reader);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && errno == EAGAIN) {
            wait_for_room(sink, reader, true);
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
    if (!reader->has_begun)
        reader->hand_over = hand_over_open(reader->descriptor, frame->len);
    reader->has_begun = true;
    frame->references++;
    reader->frame = frame;
    reader->since = millis;
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
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    if (sink->epoll < 0 ||
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

void frame_sink_serve(FrameSink *sink) {
    struct epoll_event events[FRAME_READERS_MAX + 1];
    int count = epoll_wait(sink->epoll, events, FRAME_READERS_MAX + 1, 0);
    bool has_guests = false;
    for (int i = 0; i < count; i++) {
        FrameReader *reader = events[i].data.ptr;
        if (!reader) {
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
