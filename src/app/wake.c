#include "app/wake.h"

#include <SDL.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"

#define LOG_MODULE "wake"

struct Wake {
    int signals;    /* owned: signalfd */
    int clock;      /* owned: timerfd that is cancelled when the clock is set */
    int stop;       /* owned: eventfd that ends the thread */
    uint32_t event; /* type of the SDL event */
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

static void push(const Wake *wake, WakeCode code) {
    SDL_Event event = {.user = {.type = wake->event, .code = (Sint32)code}};
    SDL_PushEvent(&event);
}

/* The timer's time is so far off that it never comes: it is there to be cancelled. */
static bool arm_clock(int clock) {
    struct itimerspec never = {.it_value.tv_sec = (time_t)1 << 40};
    return timerfd_settime(clock, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL) == 0;
}

static void read_signal(const Wake *wake) {
    struct signalfd_siginfo info;
    if (read(wake->signals, &info, sizeof info) != (ssize_t)sizeof info)
        return;
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
    struct pollfd fds[] = {{.fd = wake->stop, .events = POLLIN},
                           {.fd = wake->signals, .events = POLLIN},
                           {.fd = wake->clock, .events = POLLIN}};
    for (;;) {
        if (poll(fds, countof(fds), -1) < 0 && errno != EINTR)
            return NULL;
        if (fds[0].revents)
            return NULL;
        if (fds[1].revents)
            read_signal(wake);
        if (fds[2].revents)
            read_clock(wake);
    }
}

static void close_all(Wake *wake) {
    int fds[] = {wake->signals, wake->clock, wake->stop};
    for (size_t i = 0; i < countof(fds); i++)
        if (fds[i] >= 0)
            close(fds[i]);
    free(wake);
}

Wake *wake_start(uint32_t event_type) {
    Wake *wake = calloc(1, sizeof *wake);
    if (!wake)
        return NULL;
    sigset_t set;
    fill_signals(&set);
    *wake = (Wake){.signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK),
                   .clock = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK),
                   .stop = eventfd(0, EFD_CLOEXEC),
                   .event = event_type};
    if (wake->signals < 0 || wake->clock < 0 || wake->stop < 0 || !arm_clock(wake->clock)) {
        log_warning("%s: signals are not handled", strerror(errno));
        goto fail;
    }
    int error = pthread_create(&wake->thread, NULL, run, wake);
    if (error) {
        log_warning("%s: signals are not handled", strerror(error));
        goto fail;
    }
    return wake;
fail:
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    close_all(wake);
    return NULL;
}

void wake_stop(Wake *wake) {
    if (!wake)
        return;
    uint64_t one = 1;
    if (write(wake->stop, &one, sizeof one) == (ssize_t)sizeof one)
        pthread_join(wake->thread, NULL);
    close_all(wake);
}
