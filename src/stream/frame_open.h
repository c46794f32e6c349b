/* frame_open.h: how frames reach their readers: descriptors that are opened, accepted, given back.
 *
 * Inner header of frame_sink.c, and of the table in outputs.c. */
#pragma once

#include "base/unix_listener.h"
#include "stream/frame_target.h"

typedef struct {
    FrameTarget target; /* its texts are borrowed */
    int descriptor;     /* a listening socket; -1 for what is none */
    int flags;          /* of a pipe: to be put back at the end */
    bool is_taken;      /* the one reader that there can be has been handed out */
    bool is_made;       /* we made the FIFO, and take it away at the end */
    dev_t device;       /* of the FIFO that we made */
    ino_t inode;
    UnixListener socket; /* owns a UNIX socket's descriptor */
} FrameListener;

struct FrameReach {
    /* False with a line in *problem, and nothing left to close. */
    bool (*open)(FrameListener *listener, Arena *arena, Str *problem);
    void (*close)(FrameListener *listener);
    /* See frame_listener_accept, frame_listener_release. */
    int (*accept)(FrameListener *listener);
    void (*release)(FrameListener *listener, int descriptor);
    bool has_one_reader; /* when it has gone nobody comes again */
    bool is_silent;      /* nothing tells that a reader has come: it has to be tried now and then */
};

extern const FrameReach PIPE_REACH, FIFO_REACH, UNIX_REACH, TCP_REACH;

bool frame_listener_open(FrameListener *listener, const FrameTarget *target, Arena *arena,
                         Str *problem);
void frame_listener_close(FrameListener *listener);

/* A reader's descriptor, which does not block; -1 when none has come. */
int frame_listener_accept(FrameListener *listener);

/* Ends what frame_listener_accept gave. */
void frame_listener_release(FrameListener *listener, int descriptor);
