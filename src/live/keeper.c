#include "live/keeper.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"
#include "live/state_file.h"

#define LOG_MODULE "live state"

typedef struct Job {
    struct Job *next;
    Arena *arena; /* owned: this struct and the op's texts */
    Date date;
    LiveOp op;
    uint64_t id;
    bool is_done, is_kept;
} Job;

struct Keeper {
    Arena *arena; /* owned: the texts */
    const char *path;
    Str schedule_name;
    int event; /* owned */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool is_stopping;
    Job *first, *last; /* owned, in order; the done ones stand first */
};

static Job *first_open(const Keeper *keeper) {
    Job *job = keeper->first;
    while (job && job->is_done)
        job = job->next;
    return job;
}

static void *run(void *context) {
    Keeper *keeper = context;
    pthread_mutex_lock(&keeper->lock);
    for (;;) {
        Job *job = first_open(keeper);
        if (!job && keeper->is_stopping)
            break;
        if (!job) {
            pthread_cond_wait(&keeper->wake, &keeper->lock);
            continue;
        }
        pthread_mutex_unlock(&keeper->lock);
        LiveState *state = state_do(keeper->path, keeper->schedule_name, job->date, &job->op, NULL);
        pthread_mutex_lock(&keeper->lock);
        job->is_kept = state;
        job->is_done = true;
        live_free(state);
        uint64_t one = 1;
        if (write(keeper->event, &one, sizeof one) < 0)
            log_error("%s", strerror(errno));
    }
    pthread_mutex_unlock(&keeper->lock);
    return NULL;
}

Keeper *keeper_create(const char *path, Str schedule_name) {
    Keeper *keeper = calloc(1, sizeof *keeper);
    if (!keeper)
        return NULL;
    keeper->arena = arena_create();
    keeper->path = str_copy(keeper->arena, str_from(path)).s;
    keeper->schedule_name = str_copy(keeper->arena, schedule_name);
    pthread_mutex_init(&keeper->lock, NULL);
    pthread_cond_init(&keeper->wake, NULL);
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
    for (Job *job = keeper->first; job;) {
        Job *next = job->next;
        arena_free(job->arena);
        job = next;
    }
    pthread_cond_destroy(&keeper->wake);
    pthread_mutex_destroy(&keeper->lock);
    close(keeper->event);
    arena_free(keeper->arena);
    free(keeper);
}

int keeper_fd(const Keeper *keeper) {
    return keeper->event;
}

void keeper_do(Keeper *keeper, Date date, const LiveOp *op, uint64_t id) {
    Arena *arena = arena_create();
    Job *job = arena_new(arena, Job, 1);
    *job = (Job){.arena = arena, .date = date, .op = live_op_copy(arena, op), .id = id};
    pthread_mutex_lock(&keeper->lock);
    if (keeper->last)
        keeper->last->next = job;
    else
        keeper->first = job;
    keeper->last = job;
    pthread_cond_signal(&keeper->wake);
    pthread_mutex_unlock(&keeper->lock);
}

bool keeper_take(Keeper *keeper, uint64_t *id, bool *is_kept) {
    pthread_mutex_lock(&keeper->lock);
    uint64_t times;
    Job *job = keeper->first;
    bool has_one = job && job->is_done;
    if (has_one) {
        *id = job->id;
        *is_kept = job->is_kept;
        keeper->first = job->next;
        if (!keeper->first)
            keeper->last = NULL;
        arena_free(job->arena);
    } else if (read(keeper->event, &times, sizeof times) < 0) {
        times = 0; /* it was quiet already */
    }
    pthread_mutex_unlock(&keeper->lock);
    return has_one;
}
