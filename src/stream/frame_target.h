/* frame_target.h: where a person wants the overlay's frames to go. */
#pragma once

#include "base/str.h"

typedef enum {
    TARGET_DESCRIPTOR, /* "-" is 1, "fd:3" */
    TARGET_FIFO,       /* a path */
    TARGET_UNIX,       /* "unix:PATH": we listen there */
    TARGET_TCP         /* "tcp:127.0.0.1:9880": we listen there */
} FrameTargetKind;

typedef struct {
    FrameTargetKind kind;
    int descriptor;   /* DESCRIPTOR */
    const char *path; /* FIFO, UNIX */
    const char *host; /* TCP: "127.0.0.1" or "::1" */
    uint16_t port;    /* TCP */
} FrameTarget;

/* What `text` says; its texts are in `arena`. False with a line for people in *problem. Frames
 * have no password, so TCP is for this computer alone. */
bool frame_target_parse(Arena *arena, Str text, FrameTarget *out, Str *problem);

/* The same in one word, as receivers' command lines want it: "unix:PATH",
 * "tcp://127.0.0.1:9880", a path, "-". */
Str frame_target_url(Arena *arena, const FrameTarget *target);

/* A port, 1 to 65535. */
bool port_parse(Str text, uint16_t *out);

/* An address that only this computer can reach: 127.x.y.z, ::1 or localhost. */
bool host_is_loopback(Str host);
