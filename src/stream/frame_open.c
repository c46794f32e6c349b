#include "stream/frame_open.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/inherited.h"
#include "stream/free_port.h"
#include "stream/socket_address.h"

/* A frame of 1080p has 8 MiB: the largest pipe that anybody may have saves wake-ups. */
enum { PIPE_BYTES = 1024 * 1024, BACKLOG = 8 };

static bool fail(Arena *arena, Str *problem, const char *what, const char *why) {
    *problem = str_printf(arena, "%s: %s", what, why);
    return false;
}

static bool open_pipe(FrameListener *listener, Arena *arena, Str *problem) {
    int descriptor = listener->target.descriptor;
    const char *name =
        descriptor == 1 ? "standard output" : arena_printf(arena, "descriptor %d", descriptor);
    listener->flags = fcntl(descriptor, F_GETFL);
    if (listener->flags < 0)
        return fail(arena, problem, name, strerror(errno));
    if ((listener->flags & O_ACCMODE) == O_RDONLY)
        return fail(arena, problem, name, "is open for reading only");
    if (isatty(descriptor))
        return fail(arena, problem, name,
                    "is a terminal; pipe the frames into a program, for instance ffmpeg (see "
                    "--print ffmpeg)");
    fcntl(descriptor, F_SETFL, listener->flags | O_NONBLOCK);
    fcntl(descriptor, F_SETPIPE_SZ, PIPE_BYTES);
    return true;
}

static bool open_fifo(FrameListener *listener, Arena *arena, Str *problem) {
    const char *path = listener->target.path;
    struct stat status;
    if (mkfifo(path, 0666) == 0) {
        listener->is_made = lstat(path, &status) == 0;
        listener->device = status.st_dev;
        listener->inode = status.st_ino;
        return true;
    }
    if (errno != EEXIST || stat(path, &status) != 0)
        return fail(arena, problem, path, strerror(errno));
    if (!S_ISFIFO(status.st_mode))
        return fail(arena, problem, path,
                    "exists and is no FIFO; name another path, or - to write into a file by the "
                    "shell");
    return true;
}

static bool open_unix(FrameListener *listener, Arena *arena, Str *problem) {
    const char *path = listener->target.path;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, path, strlen(path)); /* frame_unix_parse has measured it */
    listener->descriptor = inherited_listener((const struct sockaddr *)&address);
    if (listener->descriptor >= 0)
        return true;
    if (unix_listener_open(&listener->socket, path, 0)) {
        listener->descriptor = listener->socket.fd;
        return true;
    }
    return fail(arena, problem, path,
                errno == EEXIST       ? "exists and is no socket; name another path"
                : errno == EADDRINUSE ? "another program listens there"
                                      : strerror(errno));
}

static bool open_tcp(FrameListener *listener, Arena *arena, Str *problem) {
    const FrameTarget *target = &listener->target;
    const char *name = address_url(arena, "tcp", target->host, target->port).s;
    SocketAddress address;
    if (!socket_address(target->host, target->port, &address))
        return fail(arena, problem, name, "is no address");
    listener->descriptor = inherited_listener(&address.any);
    if (listener->descriptor >= 0)
        return true;
    listener->descriptor =
        socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener->descriptor < 0)
        return fail(arena, problem, name, strerror(errno));
    int yes = 1;
    setsockopt(listener->descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener->descriptor, &address.any, address.len) != 0 ||
        listen(listener->descriptor, BACKLOG) != 0) {
        int error = errno;
        uint16_t free = error == EADDRINUSE ? free_port_above(target->host, target->port) : 0;
        const char *why =
            error != EADDRINUSE ? strerror(error)
            : free ? arena_printf(arena, "another program listens there; port %u is free", free)
                   : "another program listens there; choose another port";
        close(listener->descriptor);
        return fail(arena, problem, name, why);
    }
    return true;
}

/* ---- readers -------------------------------------------------------------------------------- */

static int accept_pipe(FrameListener *listener) {
    int descriptor = listener->is_taken ? -1 : listener->target.descriptor;
    listener->is_taken = true;
    return descriptor;
}

static int accept_fifo(FrameListener *listener) {
    if (listener->is_taken)
        return -1;
    /* Fails with ENXIO until somebody has it open for reading. */
    int descriptor = open(listener->target.path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return -1;
    listener->is_taken = true;
    fcntl(descriptor, F_SETPIPE_SZ, PIPE_BYTES);
    return descriptor;
}

static int accept_unix(FrameListener *listener) {
    return accept4(listener->descriptor, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

static int accept_tcp(FrameListener *listener) {
    int descriptor = accept_unix(listener), yes = 1;
    if (descriptor >= 0)
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return descriptor;
}

/* Whoever started us owns it; is_taken stays: nobody comes again. */
static void release_pipe(FrameListener *listener, int descriptor) {
    (void)listener, (void)descriptor;
}

static void release_fifo(FrameListener *listener, int descriptor) {
    listener->is_taken = false;
    close(descriptor);
}

static void release_socket(FrameListener *listener, int descriptor) {
    (void)listener;
    close(descriptor);
}

static void close_pipe(FrameListener *listener) {
    fcntl(listener->target.descriptor, F_SETFL, listener->flags);
}

static void close_fifo(FrameListener *listener) {
    struct stat status;
    if (listener->is_made && lstat(listener->target.path, &status) == 0 &&
        status.st_dev == listener->device && status.st_ino == listener->inode)
        unlink(listener->target.path);
}

static void close_unix(FrameListener *listener) {
    if (listener->socket.path[0])
        unix_listener_close(&listener->socket);
    else /* the path is of whoever handed it over */
        close(listener->descriptor);
}

static void close_tcp(FrameListener *listener) {
    close(listener->descriptor);
}

/* ---- what there is -------------------------------------------------------------------------- */

const FrameReach PIPE_REACH = {.open = open_pipe,
                               .close = close_pipe,
                               .accept = accept_pipe,
                               .release = release_pipe,
                               .has_one_reader = true};
const FrameReach FIFO_REACH = {.open = open_fifo,
                               .close = close_fifo,
                               .accept = accept_fifo,
                               .release = release_fifo,
                               .is_silent = true};
const FrameReach UNIX_REACH = {
    .open = open_unix, .close = close_unix, .accept = accept_unix, .release = release_socket};
const FrameReach TCP_REACH = {
    .open = open_tcp, .close = close_tcp, .accept = accept_tcp, .release = release_socket};

bool frame_listener_open(FrameListener *listener, const FrameTarget *target, Arena *arena,
                         Str *problem) {
    *listener = (FrameListener){.target = *target, .descriptor = -1};
    return target->reach->open(listener, arena, problem);
}

void frame_listener_close(FrameListener *listener) {
    listener->target.reach->close(listener);
}

int frame_listener_accept(FrameListener *listener) {
    return listener->target.reach->accept(listener);
}

void frame_listener_release(FrameListener *listener, int descriptor) {
    listener->target.reach->release(listener, descriptor);
}
