#include "station/pulse.h"

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "base/exits.h"
#include "base/log.h"
#include "base/steady.h"
#include "station/restarts.h"

#define LOG_MODULE "pulse"

/* TRACE_SIGNAL: one that nobody blocks; the console's are (console.h). */
enum { TRACE_SIGNAL = SIGPROF, FRAMES_MAX = 64, TRACE_PATIENCE_MS = 500, LAST_WORDS_S = 2 };

const PulseLimits PULSE_LIMITS = {
    .busy_max = 8 * MILLIS_SECOND, .late_max = 3 * MILLIS_SECOND, .grace = 2 * MILLIS_SECOND};

struct Pulse {
    int timer; /* owned */
    pthread_t thread, loop;
    const char *note; /* borrowed */
    PulseLimits limits;
    _Atomic(const char *) phase; /* NULL: the loop sleeps */
    _Atomic Millis deadline;     /* by the steady clock; INT64_MAX: none */
    _Atomic uint64_t beats;      /* how often the loop came by */
    _Atomic bool is_stopping;
};

/* One system call, which wakes nobody. */
static void wind_up(const Pulse *pulse, Millis until) {
    struct itimerspec at = {0};
    if (until != INT64_MAX) {
        at.it_value.tv_sec = (time_t)(until / MILLIS_SECOND);
        at.it_value.tv_nsec = (long)(until % MILLIS_SECOND) * 1000000 + 1;
    }
    timerfd_settime(pulse->timer, TFD_TIMER_ABSTIME, &at, NULL);
}

static void beat(Pulse *pulse, const char *phase, Millis until) {
    if (!pulse)
        return;
    pulse->phase = phase;
    pulse->deadline = until;
    pulse->beats++;
    wind_up(pulse, until);
}

void pulse_busy(Pulse *pulse, const char *phase) {
    if (pulse)
        beat(pulse, phase, steady_now() + pulse->limits.busy_max);
}

void pulse_rest(Pulse *pulse, Millis millis) {
    if (!pulse)
        return;
    bool is_for_ever = millis > INT64_MAX / 4;
    beat(pulse, NULL, is_for_ever ? INT64_MAX : steady_now() + millis + pulse->limits.late_max);
}

/* In the loop's thread, wherever that is. */
static void print_trace(int signal) {
    (void)signal;
    void *frames[FRAMES_MAX];
    backtrace_symbols_fd(frames, backtrace(frames, FRAMES_MAX), STDERR_FILENO);
}

/* Nothing here waits for a lock that the loop may hold: no allocation, no log. */
static void end_process(const Pulse *pulse) {
    const char *phase = pulse->phase;
    char why[160], line[256];
    snprintf(why, sizeof why, "the loop hung (%s)",
             phase ? phase : "it did not wake when it was due");
    if (pulse->note)
        restarts_note(pulse->note, why);
    signal(SIGALRM, SIG_DFL);
    alarm(LAST_WORDS_S); /* whoever reads the log may be what it hangs on */
    int len = snprintf(line, sizeof line,
                       "kiosk: error: " LOG_MODULE ": %s; the program ends, so that its supervisor "
                       "starts it again\n",
                       why);
    if (write(STDERR_FILENO, line, (size_t)len) < 0)
        _exit(EXIT_HUNG);
    struct sigaction action = {.sa_handler = print_trace};
    sigaction(TRACE_SIGNAL, &action, NULL);
    pthread_kill(pulse->loop, TRACE_SIGNAL);
    struct timespec patience = {.tv_nsec = TRACE_PATIENCE_MS * 1000000L};
    nanosleep(&patience, NULL);
    _exit(EXIT_HUNG);
}

static void *run(void *context) {
    Pulse *pulse = context;
    void *frame;
    backtrace(&frame, 1); /* loads what it needs: not when everything hangs */
    uint64_t times, late_beats = UINT64_MAX;
    while (read(pulse->timer, &times, sizeof times) > 0 || errno == EINTR) {
        if (pulse->is_stopping)
            return NULL;
        uint64_t beats = pulse->beats;
        Millis deadline = pulse->deadline, now = steady_now();
        bool is_late = now >= deadline;
        if (is_late && beats == late_beats)
            end_process(pulse);
        late_beats = is_late ? beats : UINT64_MAX;
        wind_up(pulse, is_late ? now + pulse->limits.grace : deadline);
    }
    return NULL;
}

Pulse *pulse_start(const char *note, const PulseLimits *limits) {
    Pulse *pulse = calloc(1, sizeof *pulse);
    if (!pulse)
        abort();
    pulse->loop = pthread_self();
    pulse->note = note;
    pulse->limits = *limits;
    pulse->deadline = INT64_MAX;
    pulse->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    int error = pulse->timer < 0 ? errno : pthread_create(&pulse->thread, NULL, run, pulse);
    if (!error)
        return pulse;
    log_warning("%s; nobody notices when the program hangs", strerror(error));
    if (pulse->timer >= 0)
        close(pulse->timer);
    free(pulse);
    return NULL;
}

void pulse_stop(Pulse *pulse) {
    if (!pulse)
        return;
    pulse->is_stopping = true;
    wind_up(pulse, 1); /* at once */
    pthread_join(pulse->thread, NULL);
    close(pulse->timer);
    free(pulse);
}
