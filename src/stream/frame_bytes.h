/* frame_bytes.h: the bytes of frames, shared by those who are still sending them.
 *
 * Most of an overlay's picture is nothing at all. So a frame is a row of pieces, and all that are
 * blank, in all frames, are the same memory. Belongs to one thread. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "output/straight.h"

typedef struct FrameBytes FrameBytes;
typedef struct FramePool FramePool;

enum { FRAME_CHUNK = 64 << 10 }; /* bytes that are blank together, or not */

struct FrameBytes {
    FramePool *pool; /* borrowed: where it goes back to */
    FrameBytes *next_free;
    size_t references;
    size_t len;
    uint8_t *bytes; /* owned; nothing worth reading where it is blank */
    bool *is_blank; /* owned: of each chunk */
    bool is_sealed;
};

/* Frames of that many bytes (a multiple of 4, not 0), pixels as in `layout`. */
FramePool *frame_pool_create(size_t frame_bytes, PixelLayout layout);
/* When all are back. Accepts NULL. */
void frame_pool_free(FramePool *pool);
/* Bytes to be filled, with one reference for the caller. */
FrameBytes *frame_bytes_take(FramePool *pool);
void frame_bytes_drop(FrameBytes *frame); /* gives a reference back; accepts NULL */

/* Fills it with a picture, len / 4 premultiplied pixels. */
void frame_bytes_fill(FrameBytes *frame, const uint32_t *pixels);

/* From now on nobody can write into its bytes: whoever tries ends the process. When the last
 * reference goes its memory is given up and no other frame gets it, so that the kernel may be given
 * the pages themselves (hand_over.h) and keeps them as long as some reader has not taken them. */
void frame_bytes_seal(FrameBytes *frame);

typedef struct {
    const uint8_t *bytes;
    size_t len;
    bool is_lasting; /* sealed: it may be handed over */
} FramePiece;

/* What is at `offset`, which is less than the frame's length: a piece of it, not empty. */
FramePiece frame_bytes_at(const FrameBytes *frame, size_t offset);
