/* hand_over.h: sealed memory to a pipe or a socket, without a copy by us: the kernel is given the
 * pages, and holds them until the reader has copied them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef enum { HAND_OVER_NOT, HAND_OVER_PIPE, HAND_OVER_SOCKET } HandOverKind;

/* To one reader. {0} hands over nothing. */
typedef struct {
    HandOverKind kind;
    int ends[2];    /* owned, of a socket: the pipe by which pages come to it */
    size_t waiting; /* bytes in there: the socket had no room for them */
} HandOver;

/* What the descriptor is. A UNIX socket is given room for half a frame of that length, so that
 * sending one takes few steps, and a slow reader's pictures are no older for it. The descriptor
 * stays the caller's. */
HandOver hand_over_open(int descriptor, size_t frame_bytes);
void hand_over_close(HandOver *how); /* it is {0} then; accepts {0} */

/* Sends `len` bytes (not 0) of sealed memory, or as many as the reader takes now; as write: -1 with
 * errno set, EINVAL from a descriptor that takes nothing but copies. `has_more`: something follows
 * at once. Does not block when the descriptor does not. After fewer bytes than `len` the next call
 * must go on with the rest, until all of them were sent, or close. */
ssize_t hand_over_send(HandOver *how, int descriptor, const uint8_t *bytes, size_t len,
                       bool has_more);
