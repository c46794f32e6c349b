/* set_clock.c: a system's clock that somebody sets, for a program that is run with this library in
 * LD_PRELOAD. The real one is everybody's.
 *
 * SET_CLOCK=FIFO: each line that is written to the FIFO is a number of milliseconds since 1970, and
 * sets the clock to it. Timers of CLOCK_REALTIME are cancelled by that, as timerfd_create(2) says
 * of TFD_TIMER_CANCEL_ON_SET; they never expire. SET_CLOCK_FROM is what the clock says at first. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static _Atomic int64_t ahead; /* milliseconds before the real one */
static _Atomic int timer = -1;

static int64_t real_millis(void) {
    struct timespec now;
    syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void set_to(const char *millis) {
    ahead = strtoll(millis, NULL, 10) - real_millis();
    uint64_t one = 1;
    if (timer >= 0 && write(timer, &one, sizeof one) < 0)
        abort();
}

static void *run(void *context) {
    char line[64];
    FILE *from = context;
    while (fgets(line, sizeof line, from))
        set_to(line);
    return NULL;
}

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("SET_CLOCK"), *first = getenv("SET_CLOCK_FROM");
    FILE *from = path ? fopen(path, "r+e") : NULL; /* both ways: opening waits for nobody */
    pthread_t thread;
    unsetenv("LD_PRELOAD"); /* those that it starts have no clock to be set */
    if (!from || !first)
        return;
    set_to(first);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    if (pthread_create(&thread, NULL, run, from) != 0)
        abort();
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    long result = syscall(SYS_clock_gettime, clock, now);
    if (result != 0 || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE))
        return (int)result;
    int64_t millis = (int64_t)now->tv_sec * 1000 + now->tv_nsec / 1000000 + ahead;
    now->tv_sec = (time_t)(millis / 1000);
    now->tv_nsec = (long)(millis % 1000) * 1000000;
    return 0;
}

time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out)
        *out = now.tv_sec;
    return now.tv_sec;
}

int timerfd_create(int clock, int flags) {
    if (clock != CLOCK_REALTIME)
        return (int)syscall(SYS_timerfd_create, clock, flags);
    timer = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return timer;
}

int timerfd_settime(int fd, int flags, const struct itimerspec *to, struct itimerspec *was) {
    return fd == timer ? 0 : (int)syscall(SYS_timerfd_settime, fd, flags, to, was);
}

ssize_t read(int fd, void *to, size_t len) {
    ssize_t got = syscall(SYS_read, fd, to, len);
    if (fd != timer || got < 0)
        return got;
    errno = ECANCELED;
    return -1;
}
