#include "station/supervisor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/shorten.h"

#define LOG_MODULE "supervisor"

enum { STATUS_MAX = 255 };

struct Supervisor {
    int fd; /* owned: connected to the supervisor's socket */
    bool is_ready;
    Millis period; /* of the watchdog's beats; 0: there is none */
    Millis last;   /* beat, by the steady clock */
    char status[STATUS_MAX + 1];
};

/* The address that NOTIFY_SOCKET names; its length, 0 when it is none. A leading "@" stands for the
 * zero byte of an abstract address. */
static socklen_t address_of(const char *name, struct sockaddr_un *address) {
    size_t len = strlen(name);
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    bool is_abstract = name[0] == '@';
    if ((!is_abstract && name[0] != '/') || len < 2 || len >= sizeof address->sun_path)
        return 0;
    memcpy(address->sun_path, name, len);
    if (is_abstract)
        address->sun_path[0] = 0;
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len + !is_abstract);
}

static int connect_to(const char *name) {
    struct sockaddr_un address;
    socklen_t len = address_of(name, &address);
    if (!len) {
        log_warning("NOTIFY_SOCKET is no address of a UNIX socket: %s", name);
        return -1;
    }
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, len) == 0)
        return fd;
    log_warning("the supervisor cannot be told anything: %s", strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

/* Milliseconds between two beats; 0 when none are wanted of this process. */
static Millis period_wanted(void) {
    const char *usec = getenv("WATCHDOG_USEC"), *pid = getenv("WATCHDOG_PID");
    if (!usec || (pid && strtoll(pid, NULL, 10) != getpid()))
        return 0;
    char *end;
    errno = 0;
    long long micros = strtoll(usec, &end, 10);
    if (errno || *end || micros <= 0) {
        log_warning("WATCHDOG_USEC is no number of microseconds: %s", usec);
        return 0;
    }
    Millis period = micros / 1000 / 3;
    return period > 0 ? period : 1;
}

/* A supervisor that is too busy to read is not waited for. */
static void tell(const Supervisor *supervisor, const char *text) {
    if (send(supervisor->fd, text, strlen(text), MSG_NOSIGNAL) < 0)
        log_debug("the supervisor was not told: %s", strerror(errno));
}

Supervisor *supervisor_open(void) {
    const char *name = getenv("NOTIFY_SOCKET");
    int fd = name && *name ? connect_to(name) : -1;
    Millis period = fd >= 0 ? period_wanted() : 0;
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    unsetenv("WATCHDOG_PID");
    if (fd < 0)
        return NULL;
    Supervisor *supervisor = calloc(1, sizeof *supervisor);
    if (!supervisor)
        abort();
    supervisor->fd = fd;
    supervisor->period = period;
    return supervisor;
}

bool supervisor_is_there(void) {
    const char *name = getenv("NOTIFY_SOCKET");
    return name && *name;
}

void supervisor_hold_off(const char *why) {
    log_warning("%s: waits for a second, for it is started again at once", why);
    log_flush();
    nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
}

void supervisor_close(Supervisor *supervisor) {
    if (!supervisor)
        return;
    tell(supervisor, "STOPPING=1");
    close(supervisor->fd);
    free(supervisor);
}

void supervisor_alive(Supervisor *supervisor, Millis now) {
    if (!supervisor)
        return;
    bool is_beat_due = supervisor->period && now - supervisor->last >= supervisor->period;
    if (!supervisor->is_ready)
        tell(supervisor, "READY=1\nWATCHDOG=1");
    else if (is_beat_due)
        tell(supervisor, "WATCHDOG=1");
    if (!supervisor->is_ready || is_beat_due)
        supervisor->last = now;
    supervisor->is_ready = true;
}

Millis supervisor_patience(const Supervisor *supervisor, Millis now) {
    if (!supervisor || !supervisor->period)
        return INT64_MAX;
    Millis left = supervisor->last + supervisor->period - now;
    return left > 0 ? left : 0;
}

bool supervisor_wants_status(const Supervisor *supervisor) {
    return supervisor;
}

void supervisor_status(Supervisor *supervisor, Str line) {
    if (!supervisor)
        return;
    char text[STATUS_MAX + 1], message[sizeof "STATUS=" + STATUS_MAX];
    Str kept = shorten_bytes(line, STATUS_MAX);
    snprintf(text, sizeof text, "%.*s", str_arg(kept));
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < ' ') /* a line's end would begin another value */
            *c = ' ';
    if (strcmp(text, supervisor->status) == 0)
        return;
    strcpy(supervisor->status, text);
    snprintf(message, sizeof message, "STATUS=%s", text);
    tell(supervisor, message);
}

Str supervisor_line(Arena *arena, const ControlStatus *status, Str problem) {
    if (problem.len)
        return problem;
    if (status->display_problem.len)
        return status->display_problem;
    const ControlScreen *screen = status->screen_count ? &status->screens[0] : NULL;
    if (!screen || !screen->view.len)
        return str_from("no page on a display");
    if (!status->schedule || screen->slide_until == INSTANT_NEVER)
        return screen->view;
    LocalTime until = zone_local(status->schedule->event.zone, screen->slide_until);
    return str_printf(arena, "%.*s, page %zu, until %02d:%02d:%02d", str_arg(screen->view),
                      screen->page, until.hour, until.minute, until.second);
}

bool supervisor_keep(const Supervisor *supervisor, int fd, const char *name) {
    if (!supervisor)
        return false;
    char text[96];
    snprintf(text, sizeof text, "FDSTORE=1\nFDNAME=%s", name);
    struct iovec part = {text, strlen(text)};
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(sizeof fd)];
    } control = {0};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control.room};
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    *rights = (struct cmsghdr){
        .cmsg_len = CMSG_LEN(sizeof fd), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
    memcpy(CMSG_DATA(rights), &fd, sizeof fd);
    if (sendmsg(supervisor->fd, &message, MSG_NOSIGNAL) >= 0)
        return true;
    log_warning("the supervisor does not keep \"%s\": %s; after a crash the screen is dark for "
                "a moment",
                name, strerror(errno));
    return false;
}

void supervisor_let_go(const Supervisor *supervisor, const char *name) {
    if (!supervisor)
        return;
    char text[96];
    snprintf(text, sizeof text, "FDSTOREREMOVE=1\nFDNAME=%s", name);
    tell(supervisor, text);
}
