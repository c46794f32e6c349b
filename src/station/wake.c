#include "station/wake.h"

#include <SDL.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"

#define LOG_MODULE "wake"

/* Tags of our own descriptors in the epoll; those of wake_add are their codes. */
enum { TAG_STOP = -1, TAG_SIGNALS = -2, TAG_CLOCK = -3 };

struct Wake {
    int epoll;      /* owned */
    int signals;    /* owned: signalfd */
    int clock;      /* owned: timerfd that is cancelled when the clock is set */
    int stop;       /* owned: eventfd that ends the thread */
    uint32_t event; /* type of the SDL event, unless somebody is called */
    void (*call)(void *context, int code);
    void *context;
    pthread_t thread;
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
}

static void push(const Wake *wake, int code) {
    if (wake->call) {
        wake->call(wake->context, code);
        return;
    }
    SDL_Event event = {.user = {.type = wake->event, .code = code}};
    SDL_PushEvent(&event);
}

/* The timer's time is so far off that it never comes: it is there to be cancelled. */
static bool arm_clock(int clock) {
    struct itimerspec never = {.it_value.tv_sec = (time_t)1 << 40};
    return timerfd_settime(clock, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL) == 0;
}

static void read_signal(const Wake *wake) {
    struct signalfd_siginfo info;
    if (read(wake->signals, &info, sizeof info) == (ssize_t)sizeof info)
        push(wake, info.ssi_signo == SIGHUP ? WAKE_RELOAD : WAKE_QUIT);
}

static void read_clock(const Wake *wake) {
    uint64_t times;
    if (read(wake->clock, &times, sizeof times) < 0 && errno == ECANCELED)
        push(wake, WAKE_CLOCK_SET);
    arm_clock(wake->clock);
}

static void *run(void *context) {
    const Wake *wake = context;
    for (;;) {
        struct epoll_event event;
        int count = epoll_wait(wake->epoll, &event, 1, -1);
        if (count < 0 && errno != EINTR)
            return NULL;
        if (count < 1)
            continue;
        int tag = (int)event.data.u32;
        if (tag == TAG_STOP)
            return NULL;
        if (tag == TAG_SIGNALS)
            read_signal(wake);
        else if (tag == TAG_CLOCK)
            read_clock(wake);
        else
            push(wake, tag);
    }
}

static bool control(const Wake *wake, int operation, int fd, int tag) {
    struct epoll_event event = {.events = EPOLLIN | (tag >= 0 ? EPOLLONESHOT : 0u),
                                .data.u32 = (uint32_t)tag};
    return epoll_ctl(wake->epoll, operation, fd, &event) == 0;
}

static void close_all(Wake *wake) {
    int fds[] = {wake->epoll, wake->signals, wake->clock, wake->stop};
    for (size_t i = 0; i < countof(fds); i++)
        if (fds[i] >= 0)
            close(fds[i]);
    free(wake);
}

static Wake *start(Wake settings) {
    Wake *wake = calloc(1, sizeof *wake);
    if (!wake)
        return NULL;
    sigset_t set;
    fill_signals(&set);
    *wake = (Wake){.epoll = epoll_create1(EPOLL_CLOEXEC),
                   .signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK),
                   .clock = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK),
                   .stop = eventfd(0, EFD_CLOEXEC),
                   .event = settings.event,
                   .call = settings.call,
                   .context = settings.context};
    int error = 0;
    if (!arm_clock(wake->clock) || !control(wake, EPOLL_CTL_ADD, wake->stop, TAG_STOP) ||
        !control(wake, EPOLL_CTL_ADD, wake->signals, TAG_SIGNALS) ||
        !control(wake, EPOLL_CTL_ADD, wake->clock, TAG_CLOCK))
        error = errno;
    else
        error = pthread_create(&wake->thread, NULL, run, wake);
    if (!error)
        return wake;
    log_warning("%s: signals only end the program, and do it at once", strerror(error));
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    close_all(wake);
    return NULL;
}

Wake *wake_start(uint32_t event_type) {
    return start((Wake){.event = event_type});
}

Wake *wake_start_calling(void (*call)(void *context, int code), void *context) {
    return start((Wake){.call = call, .context = context});
}

void wake_stop(Wake *wake) {
    if (!wake)
        return;
    uint64_t one = 1;
    if (write(wake->stop, &one, sizeof one) == (ssize_t)sizeof one)
        pthread_join(wake->thread, NULL);
    close_all(wake);
}

bool wake_add(Wake *wake, int fd, int code) {
    if (wake && fd >= 0 && control(wake, EPOLL_CTL_ADD, fd, code))
        return true;
    log_warning("a descriptor is not watched: %s", wake ? strerror(errno) : "no thread");
    return false;
}

void wake_again(Wake *wake, int fd, int code) {
    if (wake)
        control(wake, EPOLL_CTL_MOD, fd, code);
}

void wake_remove(Wake *wake, int fd) {
    if (wake)
        epoll_ctl(wake->epoll, EPOLL_CTL_DEL, fd, NULL);
}
