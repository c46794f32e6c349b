#include "render/crew.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

enum { MEMBERS_MAX = 3 };

struct Crew {
    pthread_mutex_t lock;
    pthread_cond_t called, done;
    pthread_t members[MEMBERS_MAX];
    size_t member_count;
    /* Under the lock, but for `next`. */
    unsigned round; /* of work, counted */
    size_t busy;    /* members that have not finished this round */
    bool is_closing;
    void (*part)(void *context, size_t i);
    void *context;
    size_t count;
    atomic_size_t next;
};

static void work(Crew *crew) {
    for (;;) {
        size_t i = atomic_fetch_add_explicit(&crew->next, 1, memory_order_relaxed);
        if (i >= crew->count)
            return;
        crew->part(crew->context, i);
    }
}

static void *member(void *argument) {
    Crew *crew = argument;
    unsigned seen = 0;
    pthread_mutex_lock(&crew->lock);
    for (;;) {
        while (crew->round == seen && !crew->is_closing)
            pthread_cond_wait(&crew->called, &crew->lock);
        if (crew->is_closing)
            break;
        seen = crew->round;
        pthread_mutex_unlock(&crew->lock);
        work(crew);
        pthread_mutex_lock(&crew->lock);
        if (--crew->busy == 0)
            pthread_cond_signal(&crew->done);
    }
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

Crew *crew_create(void) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    Crew *crew = processors > 1 ? calloc(1, sizeof *crew) : NULL;
    if (!crew)
        return NULL;
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->called, NULL);
    pthread_cond_init(&crew->done, NULL);
    while (crew->member_count < MEMBERS_MAX && (long)crew->member_count + 1 < processors &&
           pthread_create(&crew->members[crew->member_count], NULL, member, crew) == 0)
        crew->member_count++;
    if (crew->member_count > 0)
        return crew;
    crew_free(crew);
    return NULL;
}

void crew_free(Crew *crew) {
    if (!crew)
        return;
    pthread_mutex_lock(&crew->lock);
    crew->is_closing = true;
    pthread_cond_broadcast(&crew->called);
    pthread_mutex_unlock(&crew->lock);
    for (size_t i = 0; i < crew->member_count; i++)
        pthread_join(crew->members[i], NULL);
    pthread_cond_destroy(&crew->called);
    pthread_cond_destroy(&crew->done);
    pthread_mutex_destroy(&crew->lock);
    free(crew);
}

void crew_run(Crew *crew, void (*part)(void *context, size_t i), void *context, size_t count) {
    if (!crew || count < 2) {
        for (size_t i = 0; i < count; i++)
            part(context, i);
        return;
    }
    pthread_mutex_lock(&crew->lock);
    crew->part = part;
    crew->context = context;
    crew->count = count;
    atomic_store_explicit(&crew->next, 0, memory_order_relaxed);
    crew->busy = crew->member_count;
    crew->round++;
    pthread_cond_broadcast(&crew->called);
    pthread_mutex_unlock(&crew->lock);
    work(crew);
    pthread_mutex_lock(&crew->lock);
    while (crew->busy > 0)
        pthread_cond_wait(&crew->done, &crew->lock);
    pthread_mutex_unlock(&crew->lock);
}
