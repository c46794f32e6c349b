#include "live/lookout.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/steady.h"

#define LOG_MODULE "watch"

enum { TAG_COUNT = 5, END_WAIT_MS = 1000, UNREAD_AGAIN_MS = 1000 };

/* The paths of one tag, as somebody wants them. */
typedef struct {
    Arena *arena; /* owned: the texts; NULL: nothing was asked */
    WatchManner manner;
    Str *paths;
    Signature *known; /* of each path; NULL: what is there */
    size_t count;
} Wanted;

struct Lookout {
    int asked; /* owned: eventfd, wakes the thread */
    int seen;  /* owned: eventfd, written by the thread when there is something to take */
    int epoll; /* owned: the thread sleeps in it */
    pthread_t thread;

    /* The thread's own. */
    Watch *watch;           /* owned */
    Wanted held[TAG_COUNT]; /* what is watched */
    EmergencyFile emergency;
    bool is_state_unread;

    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t done_changed;
    bool is_stopping;
    Wanted wanted[TAG_COUNT];
    uint32_t read_wanted;
    uint64_t asked_count, done_count; /* of what was asked for, and of what of that is done */
    uint64_t state_asked, emergency_asked;
    Instant busy_since; /* of the steady clock; 0: the thread sleeps */
    uint32_t changed;
    bool has_emergency, has_state;
    EmergencyFile emergency_read;
    StateReading state_read;
    char method[256];
};

static size_t index_of(uint32_t tag) {
    size_t i = 0;
    while (tag >> (i + 1))
        i++;
    assert(i < TAG_COUNT);
    return i;
}

static void ring(int event) {
    uint64_t one = 1;
    if (write(event, &one, sizeof one) < 0)
        log_error("%s", strerror(errno));
}

/* ---- the thread ----------------------------------------------------------------------------- */

static const char *held_path(const Lookout *lookout, uint32_t tag) {
    const Wanted *held = &lookout->held[index_of(tag)];
    return held->count ? held->paths[0].s : NULL;
}

/* What was asked for since the last time. */
typedef struct {
    Wanted wanted[TAG_COUNT];
    uint32_t read;
    uint64_t count;
} Round;

static bool take_round(Lookout *lookout, Round *round) {
    pthread_mutex_lock(&lookout->lock);
    if (lookout->is_stopping) { /* what was asked for meanwhile stays whose it is */
        pthread_mutex_unlock(&lookout->lock);
        return false;
    }
    *round = (Round){.read = lookout->read_wanted, .count = lookout->asked_count};
    memcpy(round->wanted, lookout->wanted, sizeof round->wanted);
    memset(lookout->wanted, 0, sizeof lookout->wanted);
    lookout->read_wanted = 0;
    lookout->busy_since = steady_now();
    pthread_mutex_unlock(&lookout->lock);
    return true;
}

static void watch_wanted(Lookout *lookout, Round *round) {
    for (size_t i = 0; i < TAG_COUNT; i++) {
        Wanted *wanted = &round->wanted[i];
        if (!wanted->arena)
            continue;
        watch_remove(lookout->watch, 1u << i);
        for (size_t k = 0; k < wanted->count; k++) {
            const char *path = wanted->paths[k].s;
            if (wanted->known)
                watch_add_known(lookout->watch, path, wanted->manner, 1u << i, wanted->known[k]);
            else
                watch_add(lookout->watch, path, wanted->manner, 1u << i);
        }
        arena_free(lookout->held[i].arena);
        lookout->held[i] = *wanted;
    }
}

static void hand_out_emergency(Lookout *lookout, const Round *round) {
    const EmergencyFile *from = &lookout->emergency;
    EmergencyFile copy = {
        .arena = arena_create(), .emergency = from->emergency, .is_unread = from->is_unread};
    copy.emergency.text = str_copy(copy.arena, from->emergency.text);
    copy.problem = str_copy(copy.arena, from->problem);
    copy.path = str_copy(copy.arena, from->path);
    pthread_mutex_lock(&lookout->lock);
    bool is_wanted = round->count >= lookout->emergency_asked;
    if (is_wanted) {
        emergency_file_close(&lookout->emergency_read);
        lookout->emergency_read = copy;
        lookout->has_emergency = true;
    }
    pthread_mutex_unlock(&lookout->lock);
    if (!is_wanted)
        emergency_file_close(&copy);
}

static void hand_out_state(Lookout *lookout, const Round *round, StateReading reading) {
    pthread_mutex_lock(&lookout->lock);
    StateReading old = reading;
    if (round->count >= lookout->state_asked) {
        old = lookout->state_read;
        lookout->state_read = reading;
        lookout->has_state = true;
    }
    pthread_mutex_unlock(&lookout->lock);
    state_reading_close(&old);
}

static void end_round(Lookout *lookout, const Round *round, uint32_t changed) {
    pthread_mutex_lock(&lookout->lock);
    lookout->changed |= changed;
    lookout->done_count = round->count;
    lookout->busy_since = 0;
    snprintf(lookout->method, sizeof lookout->method, "%s", watch_method(lookout->watch));
    bool is_news = lookout->changed || lookout->has_emergency || lookout->has_state;
    pthread_cond_broadcast(&lookout->done_changed);
    pthread_mutex_unlock(&lookout->lock);
    if (is_news)
        ring(lookout->seen);
}

/* Reads what is to be read; what cannot be is tried again. */
static void read_wanted(Lookout *lookout, const Round *round, uint32_t tags) {
    const char *state = held_path(lookout, LOOKOUT_STATE);
    if (tags & LOOKOUT_EMERGENCY) {
        emergency_file_read(&lookout->emergency, held_path(lookout, LOOKOUT_EMERGENCY));
        hand_out_emergency(lookout, round);
    }
    if (tags & LOOKOUT_STATE && state) {
        StateReading reading = state_look(state);
        lookout->is_state_unread = reading.problem.len && !reading.is_away;
        hand_out_state(lookout, round, reading);
    }
}

/* What could not be read: nobody tells when it can be. */
static uint32_t unread(const Lookout *lookout) {
    return (lookout->emergency.is_unread ? LOOKOUT_EMERGENCY : 0u) |
           (lookout->is_state_unread ? LOOKOUT_STATE : 0u);
}

static void *run(void *context) {
    Lookout *lookout = context;
    Round round;
    uint32_t again = 0;
    while (take_round(lookout, &round)) {
        watch_wanted(lookout, &round);
        uint32_t changed = watch_take(lookout->watch);
        changed |= round.read & (uint32_t) ~(LOOKOUT_EMERGENCY | LOOKOUT_STATE);
        read_wanted(lookout, &round, changed | round.read | again);
        end_round(lookout, &round, changed);
        struct epoll_event event;
        uint64_t times;
        int count, wait = unread(lookout) ? UNREAD_AGAIN_MS : -1;
        while ((count = epoll_wait(lookout->epoll, &event, 1, wait)) < 0 && errno == EINTR)
            continue;
        again = count == 0 ? unread(lookout) : 0;
        if (read(lookout->asked, &times, sizeof times) < 0)
            continue; /* the watch it was */
    }
    return NULL;
}

/* ---- asking --------------------------------------------------------------------------------- */

void lookout_set(Lookout *lookout, uint32_t tag, WatchManner manner, const Str *paths,
                 const Signature *known, size_t count) {
    Arena *arena = arena_create();
    Wanted wanted = {.arena = arena, .manner = manner, .count = count};
    wanted.paths = arena_new(arena, Str, count);
    for (size_t i = 0; i < count; i++)
        wanted.paths[i] = str_copy(arena, paths[i]);
    if (known) {
        wanted.known = arena_new(arena, Signature, count);
        memcpy(wanted.known, known, count * sizeof *known);
    }
    pthread_mutex_lock(&lookout->lock);
    Arena *old = lookout->wanted[index_of(tag)].arena;
    lookout->wanted[index_of(tag)] = wanted;
    lookout->asked_count++;
    pthread_mutex_unlock(&lookout->lock);
    arena_free(old);
    ring(lookout->asked);
}

void lookout_read(Lookout *lookout, uint32_t tags) {
    pthread_mutex_lock(&lookout->lock);
    lookout->read_wanted |= tags;
    lookout->asked_count++;
    if (tags & LOOKOUT_EMERGENCY) {
        lookout->emergency_asked = lookout->asked_count;
        lookout->has_emergency = false;
    }
    if (tags & LOOKOUT_STATE) {
        lookout->state_asked = lookout->asked_count;
        lookout->has_state = false;
    }
    pthread_mutex_unlock(&lookout->lock);
    ring(lookout->asked);
}

bool lookout_wait(Lookout *lookout, Millis wait) {
    struct timespec until = steady_after(wait);
    pthread_mutex_lock(&lookout->lock);
    int error = 0;
    while (lookout->done_count < lookout->asked_count && !error)
        error = pthread_cond_timedwait(&lookout->done_changed, &lookout->lock, &until);
    bool is_done = lookout->done_count >= lookout->asked_count;
    pthread_mutex_unlock(&lookout->lock);
    return is_done;
}

/* ---- taking --------------------------------------------------------------------------------- */

int lookout_fd(const Lookout *lookout) {
    return lookout->seen;
}

uint32_t lookout_take(Lookout *lookout) {
    uint64_t times;
    if (read(lookout->seen, &times, sizeof times) < 0 && errno != EAGAIN)
        log_error("%s", strerror(errno));
    pthread_mutex_lock(&lookout->lock);
    uint32_t changed = lookout->changed;
    lookout->changed = 0;
    pthread_mutex_unlock(&lookout->lock);
    return changed;
}

bool lookout_take_emergency(Lookout *lookout, EmergencyFile *file) {
    pthread_mutex_lock(&lookout->lock);
    bool is_new = lookout->has_emergency;
    if (is_new) {
        emergency_file_close(file);
        *file = lookout->emergency_read;
        lookout->emergency_read = (EmergencyFile){0};
        lookout->has_emergency = false;
    }
    pthread_mutex_unlock(&lookout->lock);
    return is_new;
}

bool lookout_take_state(Lookout *lookout, StateReading *reading) {
    pthread_mutex_lock(&lookout->lock);
    bool is_new = lookout->has_state;
    if (is_new) {
        state_reading_close(reading);
        *reading = lookout->state_read;
        lookout->state_read = (StateReading){0};
        lookout->has_state = false;
    }
    pthread_mutex_unlock(&lookout->lock);
    return is_new;
}

Millis lookout_stuck_for(Lookout *lookout) {
    pthread_mutex_lock(&lookout->lock);
    Millis since = lookout->busy_since ? steady_now() - lookout->busy_since : 0;
    pthread_mutex_unlock(&lookout->lock);
    return since;
}

Str lookout_method(Lookout *lookout, Arena *arena) {
    pthread_mutex_lock(&lookout->lock);
    Str method = str_copy(arena, str_from(lookout->method));
    pthread_mutex_unlock(&lookout->lock);
    return method;
}

/* ---- beginning and end ---------------------------------------------------------------------- */

Lookout *lookout_open(const WatchSettings *settings) {
    Lookout *lookout = memory_must(calloc(1, sizeof *lookout));
    lookout->watch = watch_create(settings);
    lookout->asked = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    lookout->seen = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    lookout->epoll = epoll_create1(EPOLL_CLOEXEC);
    pthread_mutex_init(&lookout->lock, NULL);
    steady_condition_init(&lookout->done_changed);
    snprintf(lookout->method, sizeof lookout->method, "%s", watch_method(lookout->watch));
    struct epoll_event event = {.events = EPOLLIN};
    if (watch_fd(lookout->watch) >= 0)
        epoll_ctl(lookout->epoll, EPOLL_CTL_ADD, watch_fd(lookout->watch), &event);
    int error = epoll_ctl(lookout->epoll, EPOLL_CTL_ADD, lookout->asked, &event) == 0 ? 0 : errno;
    if (!error)
        error = pthread_create(&lookout->thread, NULL, run, lookout);
    if (error) {
        log_error("%s: files cannot be watched, and an emergency would not be seen",
                  strerror(error));
        abort();
    }
    return lookout;
}

void lookout_close(Lookout *lookout) {
    if (!lookout)
        return;
    pthread_mutex_lock(&lookout->lock);
    lookout->is_stopping = true;
    pthread_mutex_unlock(&lookout->lock);
    ring(lookout->asked);
    struct timespec until = steady_after(END_WAIT_MS);
    if (pthread_clockjoin_np(lookout->thread, NULL, CLOCK_MONOTONIC, &until) != 0) {
        log_warning("a disk or a network share does not answer; it is not waited for");
        pthread_detach(lookout->thread);
        return; /* its memory stays with it */
    }
    watch_free(lookout->watch);
    emergency_file_close(&lookout->emergency);
    emergency_file_close(&lookout->emergency_read);
    state_reading_close(&lookout->state_read);
    for (size_t i = 0; i < TAG_COUNT; i++) {
        arena_free(lookout->held[i].arena);
        arena_free(lookout->wanted[i].arena);
    }
    pthread_cond_destroy(&lookout->done_changed);
    pthread_mutex_destroy(&lookout->lock);
    int fds[] = {lookout->asked, lookout->seen, lookout->epoll};
    for (size_t i = 0; i < countof(fds); i++)
        close(fds[i]);
    free(lookout);
}
