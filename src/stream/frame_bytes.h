/* frame_bytes.h: the bytes of frames, shared by those who are still sending them.
 *
 * Belongs to one thread. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct FrameBytes FrameBytes;
typedef struct FramePool FramePool;

struct FrameBytes {
    FramePool *pool; /* borrowed: where it goes back to */
    FrameBytes *next_free;
    size_t references;
    size_t len;
    uint8_t *bytes; /* owned: memory of its own, see frame_bytes_seal */
    bool is_sealed;
};

FramePool *frame_pool_create(size_t frame_bytes);
/* When all are back. Accepts NULL. */
void frame_pool_free(FramePool *pool);
/* Bytes to be filled, with one reference for the caller. */
FrameBytes *frame_bytes_take(FramePool *pool);
void frame_bytes_drop(FrameBytes *frame); /* gives a reference back; accepts NULL */

/* From now on nobody can write into its bytes: whoever tries ends the process. When the last
 * reference goes its memory is given up and no other frame gets it, so that the kernel may be given
 * the pages themselves (hand_over.h) and keeps them as long as some reader has not taken them. */
void frame_bytes_seal(FrameBytes *frame);
