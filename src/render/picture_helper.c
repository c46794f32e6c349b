/* The child's side of picture_child.h: takes a file, answers with pixels in memory that both share,
 * and ends when nobody is there any more. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "render/picture_child.h"
#include "render/picture_sandbox.h"

const char PICTURE_CHILD_NAME[] = "kiosk-pictures";

/* Whoever asked would have killed us long since: it is gone itself. */
enum { ALARM_SECONDS = PICTURE_PATIENCE_MS / 1000 + 2 };

static bool receive(PictureRequest *request, int fds[2]) {
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(2 * sizeof(int))];
    } control;
    struct iovec part = {.iov_base = request, .iov_len = sizeof *request};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t len;
    do
        len = recvmsg(PICTURE_CHILD_FD, &message, MSG_CMSG_CLOEXEC);
    while (len < 0 && errno == EINTR);
    const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (len != (ssize_t)sizeof *request || !header || header->cmsg_type != SCM_RIGHTS ||
        header->cmsg_len != CMSG_LEN(2 * sizeof(int)))
        return false;
    memcpy(fds, CMSG_DATA(header), 2 * sizeof(int));
    return true;
}

static uint8_t *read_file(int fd, size_t *len) {
    struct stat info;
    if (fstat(fd, &info) != 0 || info.st_size <= 0 || info.st_size > IMAGE_FILE_MAX)
        return NULL;
    size_t size = (size_t)info.st_size, at = 0;
    uint8_t *bytes = malloc(size);
    while (bytes && at < size) {
        ssize_t got = pread(fd, bytes + at, size - at, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        at += (size_t)got;
    }
    *len = at;
    return bytes;
}

static void hand_over(const Pixmap *picture, const PictureRequest *request, int fd,
                      PictureReply *reply) {
    size_t room = (size_t)request->box.width * (size_t)request->box.height * sizeof(uint32_t);
    size_t size = (size_t)picture->width * (size_t)picture->height * sizeof(uint32_t);
    void *shared =
        size <= room ? mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
    if (shared == MAP_FAILED) {
        reply->is_drawn = false;
        strcpy(reply->facts.why, "the picture does not fit into its box");
        return;
    }
    memcpy(shared, picture->pixels, size);
    munmap(shared, room);
    reply->width = picture->width;
    reply->height = picture->height;
}

static void answer(const PictureRequest *request, int file, int memory) {
    PictureReply reply = {0};
    Pixmap picture = {0};
    size_t len = 0;
    alarm(ALARM_SECONDS);
    picture_sandbox_limit_memory(PICTURE_MEMORY_MAX);
    uint8_t *bytes = read_file(file, &len);
    if (bytes)
        reply.is_drawn = decode_picture(bytes, len, &request->box, &picture, &reply.facts);
    else
        strcpy(reply.facts.why, "the file could not be read");
    if (reply.is_drawn)
        hand_over(&picture, request, memory, &reply);
    pixmap_free(&picture);
    free(bytes);
    alarm(0);
    send(PICTURE_CHILD_FD, &reply, sizeof reply, MSG_NOSIGNAL);
}

static void serve(void) {
    PictureRequest request;
    int fds[2];
    prctl(PR_SET_NAME, PICTURE_CHILD_NAME);
    close_range(PICTURE_CHILD_FD + 1, ~0u, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (!picture_sandbox_enter() && errno != ENOSYS && errno != EINVAL)
        return;
    while (receive(&request, fds)) {
        answer(&request, fds[0], fds[1]);
        close(fds[0]);
        close(fds[1]);
    }
}

/* Before main, so that every program which asks for pictures can be the one that draws them: the
 * small one of src/pictures.c, the kiosk and its tests. Nothing of the program has begun yet. */
__attribute__((constructor)) static void be_the_child(int argc, char **argv) {
    int type;
    socklen_t size = sizeof type;
    if (argc != 1 || strcmp(argv[0], PICTURE_CHILD_NAME) != 0 ||
        getsockopt(PICTURE_CHILD_FD, SOL_SOCKET, SO_TYPE, &type, &size) != 0 ||
        type != SOCK_SEQPACKET)
        return;
    serve();
    _exit(0);
}
