/* frame_target.h: where a person wants the overlay's frames to go. outputs.h says which kinds there
 * are. */
#pragma once

#include "base/str.h"

enum { FRAME_TARGETS_MAX = 4 };

typedef struct FrameReach FrameReach; /* frame_open.h */

typedef struct {
    const FrameReach *reach; /* how its readers are reached */
    int descriptor;          /* of a pipe */
    const char *path;        /* of a FIFO or UNIX socket */
    const char *host;        /* of TCP: "127.0.0.1" or "::1" */
    uint16_t port;           /* of TCP */
} FrameTarget;

/* Each reads the text of one kind, but for `reach`; what is kept is in `arena`. False with a line
 * for people in *problem. */
bool frame_pipe_parse(Arena *arena, Str text, FrameTarget *out, Str *problem); /* "-", "fd:3" */
bool frame_fifo_parse(Arena *arena, Str text, FrameTarget *out, Str *problem); /* a path */
bool frame_unix_parse(Arena *arena, Str text, FrameTarget *out, Str *problem); /* "unix:PATH" */
/* "tcp:127.0.0.1:9880". Frames have no password, so TCP is for this computer alone. */
bool frame_tcp_parse(Arena *arena, Str text, FrameTarget *out, Str *problem);

/* "tcp://127.0.0.1:9880", with the brackets of an IPv6 address. */
Str address_url(Arena *arena, const char *protocol, const char *host, uint16_t port);

/* A port, 1 to 65535. */
bool port_parse(Str text, uint16_t *out);

/* An address that only this computer can reach: 127.x.y.z, ::1 or localhost. */
bool host_is_loopback(Str host);

/* "8707", "127.0.0.1:8707", "[::1]:8707", "localhost:8707": where to listen. Without a host it is
 * this computer alone. *host is a plain address in `arena`, also when the whole is none: false. */
bool listen_address_parse(Arena *arena, Str text, const char **host, uint16_t *port);
