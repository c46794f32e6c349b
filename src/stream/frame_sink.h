/* frame_sink.h: frames to programs that read them: over a pipe, a socket, a descriptor.
 *
 * Nothing here ever blocks. A reader gets whole frames only: while it is still busy with one, those
 * that come meanwhile are lost to it and counted. A reader that comes, or comes back, begins with
 * the stream's header and a frame's first byte. When all seats are taken, one who does not read
 * loses his to the next one. Belongs to one thread. */
#pragma once

#include "stream/frame_bytes.h"
#include "stream/frame_target.h"
#include "stream/mkv.h"

typedef enum { CONTAINER_RAW, CONTAINER_MKV, CONTAINER_COUNT } FrameContainer;

enum {
    FRAME_READERS_MAX = 16,
    FRAME_SILENT_MS =
        5000, /* whoever takes longer for a frame makes room when all seats are taken */
};

typedef struct {
    FrameTarget target; /* its texts are borrowed */
    FrameContainer container;
    MkvVideo video;
} FrameSinkSettings;

typedef struct {
    uint64_t sent;    /* frames that a reader got whole */
    uint64_t dropped; /* frames that a reader lost because it was busy with another one */
    size_t readers;   /* now */
} FrameCounters;

typedef struct FrameSink FrameSink;

/* NULL with a line for people in *problem (in `arena`). Makes a FIFO or a socket where there is
 * none, and takes the place of a socket that nobody listens at. SIGPIPE must be ignored. */
FrameSink *frame_sink_open(const FrameSinkSettings *settings, Arena *arena, Str *problem);
void frame_sink_close(FrameSink *sink); /* accepts NULL */

/* A descriptor that is readable when frame_sink_serve has something to do. Of a silent one (a FIFO)
 * that nobody reads it does not tell that somebody has come: call frame_sink_serve now and then. */
int frame_sink_descriptor(const FrameSink *sink);
bool frame_sink_is_silent(const FrameSink *sink);

/* Takes in new readers, goes on with what is being sent, lets go of readers that have gone. */
void frame_sink_serve(FrameSink *sink);

/* The frame of a tick, `millis` after the first one, for every reader that is free. */
void frame_sink_offer(FrameSink *sink, FrameBytes *frame, uint64_t millis);

FrameCounters frame_sink_counters(const FrameSink *sink);

/* True when nobody can come any more: the one reader of a descriptor has gone. */
bool frame_sink_is_over(const FrameSink *sink);
