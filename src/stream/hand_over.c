#include "stream/hand_over.h"

#include <assert.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { SOCKET_BYTES = 16 << 20, PIPE_BYTES = 1 << 20 };

/* Room for half a frame in a UNIX socket, where it has less; or what it may have. TCP finds its
 * own, and would not any more if it were told. */
static void make_room(int socket, size_t frame_bytes) {
    int now = 0, room = (int)(frame_bytes / 2 < SOCKET_BYTES ? frame_bytes / 2 : SOCKET_BYTES);
    int domain = 0;
    socklen_t len = sizeof now; /* the kernel's count, which is twice what is asked for */
    if (getsockopt(socket, SOL_SOCKET, SO_DOMAIN, &domain, &len) == 0 && domain == AF_UNIX &&
        getsockopt(socket, SOL_SOCKET, SO_SNDBUF, &now, &len) == 0 && room > now / 2)
        setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
}

HandOver hand_over_open(int descriptor, size_t frame_bytes) {
    struct stat status;
    HandOver how = {.ends = {-1, -1}};
    if (fstat(descriptor, &status) != 0)
        return (HandOver){0};
    if (S_ISFIFO(status.st_mode)) {
        how.kind = HAND_OVER_PIPE;
        return how;
    }
    if (!S_ISSOCK(status.st_mode) || pipe2(how.ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return (HandOver){0};
    make_room(descriptor, frame_bytes);
    fcntl(how.ends[1], F_SETPIPE_SZ, PIPE_BYTES); /* fewer steps; works without */
    how.kind = HAND_OVER_SOCKET;
    return how;
}

void hand_over_close(HandOver *how) {
    if (how->kind == HAND_OVER_SOCKET) {
        close(how->ends[0]);
        close(how->ends[1]);
    }
    *how = (HandOver){0};
}

static ssize_t give_pages(int pipe, const uint8_t *bytes, size_t len) {
    struct iovec all = {.iov_base = (uint8_t *)(uintptr_t)bytes, .iov_len = len};
    return vmsplice(pipe, &all, 1, SPLICE_F_NONBLOCK);
}

ssize_t hand_over_send(HandOver *how, int descriptor, const uint8_t *bytes, size_t len,
                       bool has_more) {
    assert(how->kind != HAND_OVER_NOT && how->waiting <= len);
    if (how->kind == HAND_OVER_PIPE)
        return give_pages(descriptor, bytes, len);
    if (how->waiting == 0) {
        ssize_t given = give_pages(how->ends[1], bytes, len);
        if (given <= 0)
            return given;
        how->waiting = (size_t)given;
    }
    unsigned more = has_more || how->waiting < len ? SPLICE_F_MORE : 0;
    ssize_t sent =
        splice(how->ends[0], NULL, descriptor, NULL, how->waiting, SPLICE_F_NONBLOCK | more);
    if (sent > 0)
        how->waiting -= (size_t)sent;
    return sent;
}
