/* hub_line.h: what a kiosk and the stream's hub (hub.h) say to each other, over a UNIX socket.
 *
 * The kiosk says HELLO with the size of its pictures, and hands over memory for one of them. The
 * hub says WELCOME or why not. Then, for each picture: the kiosk fills the memory and says PICTURE;
 * the hub copies it, and says TAKEN. The memory is the kiosk's until PICTURE and the hub's until
 * TAKEN, so a kiosk that is killed at any moment leaves no half of a picture. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef enum {
    HUB_HELLO = 1,   /* width, height; with a descriptor of width x height x 4 bytes */
    HUB_WELCOME,     /* pictures may come */
    HUB_OTHER_SIZE,  /* no: the hub's are of width, height */
    HUB_HAS_ANOTHER, /* no: another kiosk sends already */
    HUB_PICTURE,     /* is_moving: another one follows at once. Premultiplied, as pixmap.h */
    HUB_TAKEN,       /* the counters */
} HubWord;

typedef struct {
    uint32_t magic; /* HUB_MAGIC: of this version of the language */
    uint32_t word;
    int32_t width, height;
    uint32_t is_moving;
    uint32_t readers;
    uint64_t sent, dropped, late;
} HubMessage;

#define HUB_MAGIC UINT32_C(0x4b484231) /* "KHB1" */

/* One end. Belongs to one thread; nothing here blocks. */
typedef struct {
    int socket;     /* owned; -1: closed */
    int descriptor; /* owned: that came with what was read; -1: none */
    size_t len;     /* of what was read of a message */
    uint8_t bytes[sizeof(HubMessage)];
} HubLine;

HubLine hub_line(int socket);
void hub_line_close(HubLine *line);

/* `message` with its magic put in, and a descriptor or -1. False: the other end has gone. */
bool hub_line_say(HubLine *line, HubMessage message, int descriptor);

typedef enum { HUB_HEARD, HUB_NOTHING_YET, HUB_GONE } HubHearing;

/* HUB_GONE also when what came is no message. */
HubHearing hub_line_hear(HubLine *line, HubMessage *out);

/* Where the hub listens when nobody says otherwise: stream-hub beside the control sockets. In
 * `arena`; NULL: there is no folder for it. */
const char *hub_default_path(Arena *arena);
