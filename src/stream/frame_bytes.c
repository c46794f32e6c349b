#include "stream/frame_bytes.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/log.h"

#define LOG_MODULE "frames"

enum { SOCKET_BYTES = 16 << 20 };

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

FramePool *frame_pool_create(size_t frame_bytes) {
    FramePool *pool = allocate(1, sizeof *pool);
    pool->frame_bytes = frame_bytes;
    return pool;
}

void frame_pool_free(FramePool *pool) {
    if (!pool)
        return;
    while (pool->free_list) {
        FrameBytes *frame = pool->free_list;
        pool->free_list = frame->next_free;
        free(frame->bytes);
        free(frame);
        pool->count--;
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
        *frame = (FrameBytes){.pool = pool,
                              .len = pool->frame_bytes,
                              .bytes = allocate(1, pool->frame_bytes),
                              .sealed = -1};
        pool->count++;
    }
    frame->references = 1;
    return frame;
}

void frame_bytes_drop(FrameBytes *frame) {
    if (!frame || --frame->references)
        return;
    if (frame->view)
        munmap((void *)(uintptr_t)frame->view, frame->len);
    if (frame->sealed >= 0)
        close(frame->sealed);
    frame->view = NULL;
    frame->sealed = -1;
    frame->next_free = frame->pool->free_list;
    frame->pool->free_list = frame;
}

/* ---- without a copy ------------------------------------------------------------------------- */

static bool fill(int descriptor, const uint8_t *bytes, size_t len) {
    for (size_t done = 0; done < len;) {
        ssize_t written = write(descriptor, bytes + done, len - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        done += (size_t)written;
    }
    return true;
}

void frame_bytes_seal(FrameBytes *frame) {
    if (frame->sealed >= 0)
        return;
    int descriptor = memfd_create("kiosk-frame", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (descriptor < 0)
        return;
    /* Pages that lie in a pipe are those of the file: nobody may write into them again. */
    int seals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
    if (fill(descriptor, frame->bytes, frame->len) && fcntl(descriptor, F_ADD_SEALS, seals) == 0)
        frame->sealed = descriptor;
    else
        close(descriptor);
    if (frame->sealed < 0)
        return;
    /* Private, because kernels before 6.7 share no mapping of what is sealed; nobody writes. */
    void *view = mmap(NULL, frame->len, PROT_READ, MAP_PRIVATE, descriptor, 0);
    frame->view = view == MAP_FAILED ? NULL : view;
}

HandOver frame_hand_over_by(int descriptor, size_t frame_bytes) {
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return HAND_OVER_NOT;
    if (S_ISFIFO(status.st_mode))
        return HAND_OVER_PIPE;
    int domain = 0, now = 0;
    int room = (int)(frame_bytes / 2 < SOCKET_BYTES ? frame_bytes / 2 : SOCKET_BYTES);
    socklen_t len = sizeof domain;
    if (!S_ISSOCK(status.st_mode) ||
        getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &len) != 0 || domain != AF_UNIX)
        return HAND_OVER_NOT; /* TCP takes copies as quickly (measured) */
    len = sizeof now;         /* the kernel's count, which is twice what is asked for */
    if (getsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &now, &len) == 0 && room > now / 2)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &room, sizeof room); /* or what it may have */
    return HAND_OVER_SOCKET;
}

ssize_t frame_hand_over(const FrameBytes *frame, size_t offset, int descriptor, HandOver how) {
    if (how == HAND_OVER_PIPE && frame->view) { /* half of what splice takes */
        struct iovec rest = {.iov_base = (uint8_t *)(uintptr_t)frame->view + offset,
                             .iov_len = frame->len - offset};
        return vmsplice(descriptor, &rest, 1, SPLICE_F_NONBLOCK);
    }
    if (how == HAND_OVER_PIPE) {
        off64_t at = (off64_t)offset;
        return splice(frame->sealed, &at, descriptor, NULL, frame->len - offset,
                      SPLICE_F_NONBLOCK | SPLICE_F_MOVE);
    }
    off_t at = (off_t)offset;
    return sendfile(descriptor, frame->sealed, &at, frame->len - offset);
}
