#include "station/wake.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "output/console.h"

#define LOG_MODULE "wake"

enum { CALLS_MAX = 32 };

typedef struct {
    int fd;         /* borrowed */
    WakeCall *call; /* NULL: the place is free */
    void *context;
} Call;

struct Wake {
    int epoll;   /* owned; -1: the system refused */
    int signals; /* owned: signalfd */
    int clock;   /* owned: timerfd that is cancelled when the clock is set */
    WakeHooks hooks;
    Call calls[CALLS_MAX]; /* the epoll's data is an index into these */
};

static void fill_signals(sigset_t *set) {
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
}

void wake_block_signals(void) {
    sigset_t set;
    fill_signals(&set);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    console_block_signals();
}

static void read_signal(void *context) {
    const Wake *wake = context;
    struct signalfd_siginfo info;
    if (read(wake->signals, &info, sizeof info) != (ssize_t)sizeof info)
        return;
    WakeCall *call = info.ssi_signo == SIGHUP ? wake->hooks.reload : wake->hooks.quit;
    call(wake->hooks.context);
}

/* The timer's time is so far off that it never comes: it is there to be cancelled. */
static bool arm_clock(int clock) {
    struct itimerspec never = {.it_value.tv_sec = (time_t)1 << 40};
    return timerfd_settime(clock, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL) == 0;
}

static void read_clock(void *context) {
    const Wake *wake = context;
    uint64_t times;
    bool was_set = read(wake->clock, &times, sizeof times) < 0 && errno == ECANCELED;
    arm_clock(wake->clock);
    if (was_set)
        wake->hooks.clock_set(wake->hooks.context);
}

Wake *wake_open(const WakeHooks *hooks) {
    Wake *wake = calloc(1, sizeof *wake);
    if (!wake)
        abort();
    sigset_t set;
    fill_signals(&set);
    wake->hooks = *hooks;
    wake->epoll = epoll_create1(EPOLL_CLOEXEC);
    wake->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    wake->clock = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
    if (!wake_add(wake, wake->signals, read_signal, wake)) {
        log_warning("signals only end the program, and do it at once");
        pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    }
    if (arm_clock(wake->clock))
        wake_add(wake, wake->clock, read_clock, wake);
    return wake;
}

void wake_close(Wake *wake) {
    if (!wake)
        return;
    int fds[] = {wake->epoll, wake->signals, wake->clock};
    for (size_t i = 0; i < countof(fds); i++)
        if (fds[i] >= 0)
            close(fds[i]);
    free(wake);
}

bool wake_add(Wake *wake, int fd, WakeCall *call, void *context) {
    uint32_t i = 0;
    while (i < CALLS_MAX && wake->calls[i].call)
        i++;
    errno = ENOSPC;
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
    if (i == CALLS_MAX || epoll_ctl(wake->epoll, EPOLL_CTL_ADD, fd, &event) != 0) {
        log_warning("a descriptor is not watched: %s", strerror(errno));
        return false;
    }
    wake->calls[i] = (Call){.fd = fd, .call = call, .context = context};
    return true;
}

void wake_remove(Wake *wake, int fd) {
    for (size_t i = 0; i < CALLS_MAX; i++)
        if (wake->calls[i].call && wake->calls[i].fd == fd)
            wake->calls[i].call = NULL;
    epoll_ctl(wake->epoll, EPOLL_CTL_DEL, fd, NULL);
}

void wake_wait(Wake *wake, Millis millis) {
    struct epoll_event events[CALLS_MAX];
    bool is_asleep = millis > 0 && wake->hooks.sleep;
    if (is_asleep)
        wake->hooks.sleep(wake->hooks.context, millis);
    int timeout = millis == INT64_MAX ? -1 : (int)(millis < INT_MAX ? millis : INT_MAX);
    int count = wake->epoll >= 0 ? epoll_wait(wake->epoll, events, CALLS_MAX, timeout)
                                 : poll(NULL, 0, timeout);
    if (is_asleep)
        wake->hooks.wake(wake->hooks.context);
    for (int i = 0; i < count; i++) {
        const Call *call = &wake->calls[events[i].data.u32];
        if (call->call) /* one that was called before may have removed it */
            call->call(call->context);
    }
}

bool wake_is_due(const Wake *wake) {
    struct pollfd due = {.fd = wake->epoll, .events = POLLIN};
    return wake->epoll >= 0 && poll(&due, 1, 0) > 0;
}

int wake_fd(const Wake *wake) {
    return wake->epoll;
}
