/* frame_bytes.h: the bytes of frames, shared by those who are still sending them.
 *
 * A picture that has come to rest is sent again and again: sealed, it lies in memory of the
 * kernel's that nobody can change any more, and goes to pipes and sockets without being copied by
 * us. It stays there as long as some reader has not taken it, whatever becomes of the frame.
 * Belongs to one thread. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct FrameBytes FrameBytes;
typedef struct FramePool FramePool;

struct FrameBytes {
    FramePool *pool; /* borrowed: where it goes back to */
    FrameBytes *next_free;
    size_t references;
    size_t len;
    uint8_t *bytes;
    int sealed;       /* owned: a sealed memfd with the same bytes; -1: none */
    const void *view; /* owned: of that, mapped; NULL: not */
};

FramePool *frame_pool_create(size_t frame_bytes);
/* When all are back. Accepts NULL. */
void frame_pool_free(FramePool *pool);
/* Bytes to be filled, with one reference for the caller. */
FrameBytes *frame_bytes_take(FramePool *pool);
void frame_bytes_drop(FrameBytes *frame); /* gives a reference back; accepts NULL */

/* Seals it, if it is not: its bytes must not be changed any more. Nothing happens where there is no
 * memory for that. */
void frame_bytes_seal(FrameBytes *frame);

/* How bytes can be handed over without a copy. */
typedef enum { HAND_OVER_NOT, HAND_OVER_PIPE, HAND_OVER_SOCKET } HandOver;

/* What the descriptor is. A UNIX socket is given room for half a frame of that length, so that
 * sending one takes two steps and not forty, and a slow reader's pictures are no older for it. */
HandOver frame_hand_over_by(int descriptor, size_t frame_bytes);

/* Hands over a sealed frame's bytes from `offset` on, as many as the reader takes now; as write: -1
 * with errno set. Does not block when the descriptor does not. */
ssize_t frame_hand_over(const FrameBytes *frame, size_t offset, int descriptor, HandOver how);
