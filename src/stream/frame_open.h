/* frame_open.h: descriptors for the readers of a target: opened, accepted, given back.
 *
 * Inner header of frame_sink.c. */
#pragma once

#include "base/unix_listener.h"
#include "stream/frame_target.h"

typedef struct {
    FrameTarget target; /* its texts are borrowed */
    int descriptor;     /* owned, UNIX: by `socket`: it listens; -1 for the other kinds */
    int flags;          /* DESCRIPTOR: to be put back at the end */
    bool is_taken;      /* DESCRIPTOR: its one reader has been handed out */
    bool is_made;       /* FIFO: we made the file, and take it away at the end */
    dev_t device;
    ino_t inode;
    UnixListener socket; /* UNIX */
} FrameListener;

bool frame_listener_open(FrameListener *listener, const FrameTarget *target, Arena *arena,
                         Str *problem);
void frame_listener_close(FrameListener *listener);

/* A reader's descriptor, which does not block; -1 when none has come. */
int frame_listener_accept(FrameListener *listener);

/* Ends what frame_listener_accept gave. */
void frame_listener_release(FrameListener *listener, int descriptor);
