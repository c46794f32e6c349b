#include "live/keeper.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"
#include "base/steady.h"
#include "live/state_file.h"

#define LOG_MODULE "live state"

typedef struct Job {
    struct Job *next;
    Arena *arena; /* owned: this struct and its texts */
    Date date;
    LiveOp op;
    Str known; /* the day's changes with it, as JSON; or empty */
    uint64_t id;
    bool is_done, is_kept;
} Job;

typedef struct {
    Job *first, *last; /* owned */
} Jobs;

struct Keeper {
    Arena *arena; /* owned: the texts */
    const char *path;
    Str schedule_name;
    Millis again_after;
    int event; /* owned */
    pthread_t thread;
    Jobs behind; /* refused, in order; the thread's own */

    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t wake;
    bool is_stopping, is_behind;
    Jobs jobs; /* in order; the done ones stand first */
};

static void add_job(Jobs *jobs, Job *job) {
    if (jobs->last)
        jobs->last->next = job;
    else
        jobs->first = job;
    jobs->last = job;
}

static Job *take_job(Jobs *jobs) {
    Job *job = jobs->first;
    jobs->first = job->next;
    if (!jobs->first)
        jobs->last = NULL;
    return job;
}

static void free_jobs(Jobs *jobs) {
    while (jobs->first)
        arena_free(take_job(jobs)->arena);
}

static Job *job_create(Date date, const LiveOp *op, Str known, uint64_t id) {
    Arena *arena = arena_create();
    Job *job = arena_new(arena, Job, 1);
    *job = (Job){.arena = arena,
                 .date = date,
                 .op = live_op_copy(arena, op),
                 .known = str_copy(arena, known),
                 .id = id};
    return job;
}

static Job *first_open(const Keeper *keeper) {
    Job *job = keeper->jobs.first;
    while (job && job->is_done)
        job = job->next;
    return job;
}

/* ---- the thread ----------------------------------------------------------------------------- */

static bool write_down(const Keeper *keeper, const Job *job) {
    Str problem = {0};
    LiveState *known = job->known.len ? live_from_json(job->arena, job->known, &problem) : NULL;
    LiveState *state =
        state_do(keeper->path, keeper->schedule_name, job->date, &job->op, known, NULL);
    bool is_kept = state != NULL;
    live_free(state);
    live_free(known);
    return is_kept;
}

/* The file is for a later day by now: nobody needs it any more. */
static bool is_over(const Keeper *keeper, const Job *job) {
    LiveState *state = state_read_any(keeper->path);
    bool is_later = state && date_compare(state->date, job->date) > 0;
    live_free(state);
    return is_later;
}

/* True when nothing that was refused is left. */
static bool catch_up(Keeper *keeper) {
    Jobs *behind = &keeper->behind;
    if (!behind->first)
        return true;
    while (behind->first) {
        if (!is_over(keeper, behind->first) && !write_down(keeper, behind->first))
            return false;
        arena_free(take_job(behind)->arena);
    }
    log_info("%s: what was refused is written down", keeper->path);
    return true;
}

/* Under the lock: what the loop wants to know is another. */
static void tell(Keeper *keeper) {
    uint64_t one = 1;
    keeper->is_behind = keeper->behind.first != NULL;
    if (write(keeper->event, &one, sizeof one) < 0)
        log_error("%s", strerror(errno));
}

/* Under the lock. NULL: it is time to try again, or to end. */
static Job *wait_for_job(Keeper *keeper) {
    struct timespec until = steady_after(keeper->again_after);
    Job *job;
    int error = 0;
    while (!(job = first_open(keeper)) && !keeper->is_stopping && !error) {
        if (keeper->behind.first)
            error = pthread_cond_timedwait(&keeper->wake, &keeper->lock, &until);
        else
            pthread_cond_wait(&keeper->wake, &keeper->lock);
    }
    return job;
}

static void *run(void *context) {
    Keeper *keeper = context;
    pthread_mutex_lock(&keeper->lock);
    for (;;) {
        Job *job = wait_for_job(keeper);
        bool is_last = !job && keeper->is_stopping;
        pthread_mutex_unlock(&keeper->lock);
        bool had_behind = keeper->behind.first != NULL, is_kept = catch_up(keeper);
        if (job && (!is_kept || !write_down(keeper, job))) {
            is_kept = false;
            add_job(&keeper->behind, job_create(job->date, &job->op, job->known, 0));
        }
        pthread_mutex_lock(&keeper->lock);
        if (job) {
            job->is_kept = is_kept;
            job->is_done = true;
        }
        if (job || (had_behind && is_kept))
            tell(keeper);
        if (is_last)
            break;
    }
    pthread_mutex_unlock(&keeper->lock);
    return NULL;
}

/* ---- for the loop --------------------------------------------------------------------------- */

Keeper *keeper_create(const char *path, Str schedule_name, Millis again_after) {
    Keeper *keeper = calloc(1, sizeof *keeper);
    if (!keeper)
        return NULL;
    keeper->arena = arena_create();
    keeper->path = str_copy(keeper->arena, str_from(path)).s;
    keeper->schedule_name = str_copy(keeper->arena, schedule_name);
    keeper->again_after = again_after;
    pthread_mutex_init(&keeper->lock, NULL);
    steady_condition_init(&keeper->wake);
    keeper->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    int error = keeper->event < 0 ? errno : pthread_create(&keeper->thread, NULL, run, keeper);
    if (!error)
        return keeper;
    log_error("%s; staff's changes are not kept over a restart", strerror(error));
    if (keeper->event >= 0)
        close(keeper->event);
    arena_free(keeper->arena);
    free(keeper);
    return NULL;
}

void keeper_finish(Keeper *keeper) {
    if (!keeper || keeper->is_stopping)
        return;
    pthread_mutex_lock(&keeper->lock);
    keeper->is_stopping = true;
    pthread_cond_signal(&keeper->wake);
    pthread_mutex_unlock(&keeper->lock);
    pthread_join(keeper->thread, NULL);
}

void keeper_free(Keeper *keeper) {
    if (!keeper)
        return;
    keeper_finish(keeper);
    free_jobs(&keeper->jobs);
    free_jobs(&keeper->behind);
    pthread_cond_destroy(&keeper->wake);
    pthread_mutex_destroy(&keeper->lock);
    close(keeper->event);
    arena_free(keeper->arena);
    free(keeper);
}

int keeper_fd(const Keeper *keeper) {
    return keeper->event;
}

void keeper_do(Keeper *keeper, Date date, const LiveOp *op, const LiveState *known, uint64_t id) {
    Arena *scratch = arena_create();
    Str json = known ? live_to_json(scratch, known, keeper->schedule_name) : (Str){0};
    Job *job = job_create(date, op, json, id);
    arena_free(scratch);
    pthread_mutex_lock(&keeper->lock);
    add_job(&keeper->jobs, job);
    pthread_cond_signal(&keeper->wake);
    pthread_mutex_unlock(&keeper->lock);
}

bool keeper_take(Keeper *keeper, uint64_t *id, bool *is_kept) {
    pthread_mutex_lock(&keeper->lock);
    uint64_t times;
    bool has_one = keeper->jobs.first && keeper->jobs.first->is_done;
    if (has_one) {
        Job *job = take_job(&keeper->jobs);
        *id = job->id;
        *is_kept = job->is_kept;
        arena_free(job->arena);
    } else if (read(keeper->event, &times, sizeof times) < 0) {
        times = 0; /* it was quiet already */
    }
    pthread_mutex_unlock(&keeper->lock);
    return has_one;
}

bool keeper_is_behind(Keeper *keeper) {
    pthread_mutex_lock(&keeper->lock);
    bool is_behind = keeper->is_behind;
    pthread_mutex_unlock(&keeper->lock);
    return is_behind;
}
