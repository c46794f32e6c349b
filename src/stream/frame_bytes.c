#include "stream/frame_bytes.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/arena.h"
#include "base/log.h"

#define LOG_MODULE "frames"

/* Pages of this size where the kernel has them: handing over 2,000 small ones costs three times as
 * much (measured). */
static const size_t HUGE_PAGE = (size_t)2 << 20;

/* As much nothing as is sent at a time; a reader finds it in its cache each time. */
static const size_t BLANK_BYTES = (size_t)512 << 10;
_Static_assert((512 << 10) % FRAME_CHUNK == 0, "nothing begins at a chunk's edge");

struct FramePool {
    size_t frame_bytes, count;
    PixelLayout layout;
    FrameBytes *free_list;
    uint8_t *blank; /* owned, sealed: BLANK_BYTES of pixels with nothing on them */
};

static size_t mapped_len(size_t len) {
    return (len + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
}

/* Memory that begins at a huge page's edge. */
static uint8_t *map_bytes(size_t len) {
    size_t wanted = mapped_len(len), room = wanted + HUGE_PAGE;
    uint8_t *memory = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        log_error("no memory for a frame: %s", strerror(errno));
        abort();
    }
    size_t before = (HUGE_PAGE - (uintptr_t)memory % HUGE_PAGE) % HUGE_PAGE;
    if (before)
        munmap(memory, before);
    munmap(memory + before + wanted, HUGE_PAGE - before);
    madvise(memory + before, wanted, MADV_HUGEPAGE); /* or small ones: dearer, and right too */
    return memory + before;
}

/* False, and nothing has changed, if the kernel does not want to. */
static bool seal(uint8_t *bytes, size_t len) {
    return mprotect(bytes, mapped_len(len), PROT_READ) == 0;
}

static size_t chunk_count(size_t len) {
    return (len + FRAME_CHUNK - 1) / FRAME_CHUNK;
}

FramePool *frame_pool_create(size_t frame_bytes, PixelLayout layout) {
    assert(frame_bytes > 0 && frame_bytes % 4 == 0);
    FramePool *pool = memory_must(calloc(1, sizeof *pool));
    *pool =
        (FramePool){.frame_bytes = frame_bytes, .layout = layout, .blank = map_bytes(BLANK_BYTES)};
    uint32_t *nothing = memory_must(calloc(BLANK_BYTES / 4, 4));
    pixels_convert(pool->blank, nothing, BLANK_BYTES / 4, layout);
    free(nothing);
    if (!seal(pool->blank, BLANK_BYTES))
        log_debug("%s", strerror(errno)); /* nobody writes there all the same */
    return pool;
}

static void free_frame(FrameBytes *frame) {
    munmap(frame->bytes, mapped_len(frame->len));
    free(frame->is_blank);
    frame->pool->count--;
    free(frame);
}

void frame_pool_free(FramePool *pool) {
    if (!pool)
        return;
    while (pool->free_list) {
        FrameBytes *frame = pool->free_list;
        pool->free_list = frame->next_free;
        free_frame(frame);
    }
    assert(pool->count == 0); /* somebody still holds one */
    munmap(pool->blank, mapped_len(BLANK_BYTES));
    free(pool);
}

FrameBytes *frame_bytes_take(FramePool *pool) {
    FrameBytes *frame = pool->free_list;
    if (frame) {
        pool->free_list = frame->next_free;
    } else {
        frame = memory_must(calloc(1, sizeof *frame));
        *frame = (FrameBytes){.pool = pool,
                              .len = pool->frame_bytes,
                              .bytes = map_bytes(pool->frame_bytes),
                              .is_blank = memory_must(calloc(chunk_count(pool->frame_bytes), 1))};
        pool->count++;
    }
    memset(frame->is_blank, 0, chunk_count(frame->len));
    frame->references = 1;
    return frame;
}

void frame_bytes_drop(FrameBytes *frame) {
    if (!frame || --frame->references)
        return;
    if (frame->is_sealed) {
        free_frame(frame);
        return;
    }
    frame->next_free = frame->pool->free_list;
    frame->pool->free_list = frame;
}

void frame_bytes_fill(FrameBytes *frame, const uint32_t *pixels) {
    assert(!frame->is_sealed);
    size_t count = frame->len / 4, most = FRAME_CHUNK / 4;
    for (size_t i = 0, at = 0; at < count; i++, at += most) {
        size_t n = count - at < most ? count - at : most;
        frame->is_blank[i] = pixels_are_blank(pixels + at, n);
        if (!frame->is_blank[i])
            pixels_convert(frame->bytes + at * 4, pixels + at, n, frame->pool->layout);
    }
}

void frame_bytes_seal(FrameBytes *frame) {
    if (!frame->is_sealed)
        frame->is_sealed = seal(frame->bytes, frame->len);
}

FramePiece frame_bytes_at(const FrameBytes *frame, size_t offset) {
    assert(offset < frame->len);
    size_t chunk = offset / FRAME_CHUNK, chunks = chunk_count(frame->len), end = chunk + 1;
    bool is_blank = frame->is_blank[chunk];
    while (end < chunks && frame->is_blank[end] == is_blank)
        end++;
    size_t until = end < chunks ? end * FRAME_CHUNK : frame->len, len = until - offset;
    if (!is_blank)
        return (FramePiece){
            .bytes = frame->bytes + offset, .len = len, .is_lasting = frame->is_sealed};
    size_t in_blank = offset % BLANK_BYTES, rest = BLANK_BYTES - in_blank;
    return (FramePiece){
        .bytes = frame->pool->blank + in_blank, .len = len < rest ? len : rest, .is_lasting = true};
}
