#include "stream/hub_line.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "live/control.h"

HubLine hub_line(int socket) {
    return (HubLine){.socket = socket, .descriptor = -1};
}

void hub_line_close(HubLine *line) {
    if (line->socket >= 0)
        close(line->socket);
    if (line->descriptor >= 0)
        close(line->descriptor);
    *line = hub_line(-1);
}

bool hub_line_say(HubLine *line, HubMessage message, int descriptor) {
    union {
        struct cmsghdr head; /* for its alignment */
        char room[CMSG_SPACE(sizeof(int))];
    } control = {0};
    message.magic = HUB_MAGIC;
    struct iovec part = {.iov_base = &message, .iov_len = sizeof message};
    struct msghdr whole = {.msg_iov = &part, .msg_iovlen = 1};
    if (descriptor >= 0) {
        whole.msg_control = control.room;
        whole.msg_controllen = sizeof control.room;
        struct cmsghdr *head = CMSG_FIRSTHDR(&whole);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof descriptor);
        memcpy(CMSG_DATA(head), &descriptor, sizeof descriptor);
    }
    /* Whoever lets so many messages stand that one has no room does not read. */
    return sendmsg(line->socket, &whole, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)sizeof message;
}

static void keep_descriptors(HubLine *line, struct msghdr *whole) {
    for (struct cmsghdr *head = CMSG_FIRSTHDR(whole); head; head = CMSG_NXTHDR(whole, head)) {
        if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS)
            continue;
        size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < count; i++) {
            int descriptor;
            memcpy(&descriptor, CMSG_DATA(head) + i * sizeof descriptor, sizeof descriptor);
            if (line->descriptor >= 0)
                close(line->descriptor);
            line->descriptor = descriptor;
        }
    }
}

HubHearing hub_line_hear(HubLine *line, HubMessage *out) {
    while (line->len < sizeof line->bytes) {
        union {
            struct cmsghdr head;
            char room[CMSG_SPACE(4 * sizeof(int))];
        } control = {0};
        struct iovec part = {.iov_base = line->bytes + line->len,
                             .iov_len = sizeof line->bytes - line->len};
        struct msghdr whole = {.msg_iov = &part,
                               .msg_iovlen = 1,
                               .msg_control = control.room,
                               .msg_controllen = sizeof control.room};
        ssize_t count = recvmsg(line->socket, &whole, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno == EAGAIN)
            return HUB_NOTHING_YET;
        if (count <= 0)
            return HUB_GONE;
        keep_descriptors(line, &whole);
        line->len += (size_t)count;
    }
    memcpy(out, line->bytes, sizeof *out);
    line->len = 0;
    return out->magic == HUB_MAGIC ? HUB_HEARD : HUB_GONE;
}

const char *hub_default_path(Arena *arena) {
    Str folder = control_folder(arena);
    return folder.len ? str_printf(arena, "%.*s/stream-hub", str_arg(folder)).s : NULL;
}
