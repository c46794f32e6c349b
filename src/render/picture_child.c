/* The parent's side: starts the child, asks, waits within the budget, kills. */
#include "render/picture_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "render/picture_program.h"

#define LOG_MODULE "pictures"

struct PictureChild {
    pid_t pid;  /* 0: none runs */
    int socket; /* owned; -1 like it */
};

PictureChild *picture_child_create(void) {
    PictureChild *child = memory_must(malloc(sizeof *child));
    *child = (PictureChild){.socket = -1};
    return child;
}

void picture_child_free(PictureChild *child) {
    if (!child)
        return;
    picture_child_rest(child);
    free(child);
}

/* What the libraries need to know, and nothing else of ours. */
static size_t choose_environment(char **to, size_t max) {
    static const char *const KEPT[] = {"LD_LIBRARY_PATH=", "ASAN_OPTIONS=", "UBSAN_OPTIONS=",
                                       "FONTCONFIG_FILE=", "FONTCONFIG_PATH="};
    size_t count = 0;
    for (char **variable = environ; *variable && count < max - 1; variable++)
        for (size_t i = 0; i < countof(KEPT); i++)
            if (strncmp(*variable, KEPT[i], strlen(KEPT[i])) == 0 && count < max - 1)
                to[count++] = *variable;
    to[count] = NULL;
    return count;
}

static int spawn(pid_t *pid, int socket) {
    char *arguments[] = {(char *)(uintptr_t)PICTURE_CHILD_NAME, NULL}, *environment[16];
    choose_environment(environment, countof(environment));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    /* What libraries have to say about a broken file is for who looks for it. */
    if (log_level() < LOG_DEBUG)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, socket, PICTURE_CHILD_FD);
    char path[32];
    int program = picture_program_open(path, sizeof path);
    int error =
        program < 0 ? errno : posix_spawn(pid, path, &actions, NULL, arguments, environment);
    if (error) /* some systems run nothing that is not a file on a disk */
        error = posix_spawn(pid, "/proc/self/exe", &actions, NULL, arguments, environment);
    if (program >= 0)
        close(program);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static bool start(PictureChild *child, DecodeFacts *facts) {
    int ends[2];
    if (child->pid)
        return true;
    int error = socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0 ? 0 : errno;
    if (!error) {
        /* dup2 of a descriptor to itself would leave it to be closed. */
        int other = ends[1] == PICTURE_CHILD_FD ? fcntl(ends[1], F_DUPFD_CLOEXEC, 4) : ends[1];
        error = spawn(&child->pid, other);
        if (other != ends[1])
            close(other);
        close(ends[1]);
        child->socket = ends[0];
    }
    if (!error)
        return true;
    if (child->socket >= 0)
        close(child->socket);
    *child = (PictureChild){.socket = -1};
    snprintf(facts->why, sizeof facts->why, "no process to decode it: %s", strerror(error));
    return false;
}

/* Waits for the child, which has ended or is told to; its state as waitpid has it. */
static int end(PictureChild *child, bool is_killed) {
    int state = 0;
    if (!child->pid)
        return 0;
    if (is_killed)
        kill(child->pid, SIGKILL);
    close(child->socket);
    while (waitpid(child->pid, &state, 0) < 0 && errno == EINTR)
        continue;
    *child = (PictureChild){.socket = -1};
    return state;
}

void picture_child_rest(PictureChild *child) {
    end(child, true);
}

/* Memory for the picture, whose size nobody can change any more: what is mapped stays there. */
static int make_memory(size_t size) {
    int fd = memfd_create("kiosk-picture", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd >= 0 && ftruncate(fd, (off_t)size) == 0 &&
        fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static bool send_request(const PictureChild *child, const PictureRequest *request, int file,
                         int memory) {
    const int fds[2] = {file, memory};
    PictureRequest copy = *request;
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof fds)];
    } control = {0};
    struct iovec part = {.iov_base = &copy, .iov_len = sizeof copy};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof fds);
    memcpy(CMSG_DATA(header), fds, sizeof fds);
    return sendmsg(child->socket, &message, MSG_NOSIGNAL) == (ssize_t)sizeof copy;
}

static int64_t millis_of(clockid_t clock) {
    struct timespec time;
    if (clock_gettime(clock, &time) != 0)
        return 0;
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* What the child has used of the processor since it was started. */
static int64_t processor_millis(const PictureChild *child) {
    clockid_t clock;
    return clock_getcpuclockid(child->pid, &clock) == 0 ? millis_of(clock) : 0;
}

/* False when the budget is used up. */
static bool wait_for_reply(const PictureChild *child) {
    const int64_t begun = millis_of(CLOCK_MONOTONIC), used = processor_millis(child);
    for (;;) {
        int64_t passed = millis_of(CLOCK_MONOTONIC) - begun;
        int64_t own = PICTURE_BUDGET_MS - (processor_millis(child) - used);
        int64_t left = PICTURE_PATIENCE_MS - passed < own ? PICTURE_PATIENCE_MS - passed : own;
        if (left <= 0)
            return false;
        struct pollfd wait = {.fd = child->socket, .events = POLLIN};
        int count = poll(&wait, 1, (int)left);
        if (count > 0)
            return true;
        if (count < 0 && errno != EINTR)
            return false;
    }
}

static ChildOutcome give_up(PictureChild *child, bool is_late, DecodeFacts *facts) {
    int state = end(child, is_late);
    if (is_late)
        snprintf(facts->why, sizeof facts->why, "drawing it takes more than %d seconds",
                 PICTURE_BUDGET_MS / 1000);
    else if (WIFSIGNALED(state) && WTERMSIG(state) == SIGSEGV)
        snprintf(facts->why, sizeof facts->why, "the decoder breaks off in it");
    else
        snprintf(facts->why, sizeof facts->why,
                 "drawing it takes more than %d MB of memory, or breaks the decoder",
                 PICTURE_MEMORY_MAX / 1024 / 1024);
    return CHILD_GAVE_UP;
}

/* A child that was taken over may say anything. */
static bool is_sound(const PictureReply *reply, const PictureBox *box) {
    return !reply->is_drawn ||
           (reply->width >= 1 && reply->width <= box->width && reply->height >= 1 &&
            reply->height <= box->height && reply->facts.width > 0 && reply->facts.height > 0);
}

static ChildOutcome take_picture(const PictureReply *reply, int memory, Pixmap *out,
                                 DecodeFacts *facts) {
    size_t size = (size_t)reply->width * (size_t)reply->height * sizeof(uint32_t);
    void *shared = mmap(NULL, size, PROT_READ, MAP_SHARED, memory, 0);
    if (shared == MAP_FAILED) {
        snprintf(facts->why, sizeof facts->why, "%s", strerror(errno));
        return CHILD_MISSING;
    }
    *out = pixmap_create(reply->width, reply->height);
    memcpy(out->pixels, shared, size);
    munmap(shared, size);
    /* What is drawn counts on it. */
    size_t count = (size_t)out->width * (size_t)out->height;
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel = out->pixels[i], alpha = pixel >> 24;
        if ((pixel >> 16 & 0xff) > alpha || (pixel >> 8 & 0xff) > alpha || (pixel & 0xff) > alpha)
            out->pixels[i] = alpha * 0x01010101u;
    }
    return CHILD_DREW;
}

static ChildOutcome ask(PictureChild *child, const PictureRequest *request, int file, int memory,
                        Pixmap *out, DecodeFacts *facts) {
    PictureReply reply;
    if (!start(child, facts))
        return CHILD_MISSING;
    if (!send_request(child, request, file, memory))
        return give_up(child, false, facts);
    if (!wait_for_reply(child))
        return give_up(child, true, facts);
    ssize_t len = recv(child->socket, &reply, sizeof reply, 0);
    if (len != (ssize_t)sizeof reply || !is_sound(&reply, &request->box))
        return give_up(child, len > 0, facts);
    reply.facts.why[sizeof reply.facts.why - 1] = 0;
    *facts = reply.facts;
    return reply.is_drawn ? take_picture(&reply, memory, out, facts) : CHILD_REFUSED;
}

ChildOutcome picture_child_draw(PictureChild *child, int fd, const PictureBox *box, Pixmap *out,
                                DecodeFacts *facts) {
    PictureRequest request = {.box = *box};
    *facts = (DecodeFacts){0};
    int memory = make_memory((size_t)box->width * (size_t)box->height * sizeof(uint32_t));
    if (memory < 0) {
        snprintf(facts->why, sizeof facts->why, "%s", strerror(errno));
        return CHILD_MISSING;
    }
    ChildOutcome outcome = ask(child, &request, fd, memory, out, facts);
    close(memory);
    return outcome;
}
