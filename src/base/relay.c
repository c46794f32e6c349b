#include "base/relay.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>

struct Relay {
    void (*take)(void *context, size_t slot);
    void *context; /* borrowed */
    size_t slots;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t given_more, taken_more;
    /* Under the lock: */
    size_t given, taken; /* since the beginning; given - taken wait or are being emptied */
    bool is_ending;
};

bool relay_pays(void) {
    cpu_set_t processors;
    return sched_getaffinity(0, sizeof processors, &processors) == 0 && CPU_COUNT(&processors) > 1;
}

static void *run(void *context) {
    Relay *relay = context;
    pthread_mutex_lock(&relay->lock);
    for (;;) {
        while (relay->given == relay->taken && !relay->is_ending)
            pthread_cond_wait(&relay->given_more, &relay->lock);
        if (relay->given == relay->taken)
            break;
        size_t slot = relay->taken % relay->slots;
        pthread_mutex_unlock(&relay->lock);
        relay->take(relay->context, slot);
        pthread_mutex_lock(&relay->lock);
        relay->taken++;
        pthread_cond_signal(&relay->taken_more);
    }
    pthread_mutex_unlock(&relay->lock);
    return NULL;
}

static void release(Relay *relay) {
    pthread_cond_destroy(&relay->given_more);
    pthread_cond_destroy(&relay->taken_more);
    pthread_mutex_destroy(&relay->lock);
    free(relay);
}

Relay *relay_start(void (*take)(void *context, size_t slot), void *context, size_t slots) {
    Relay *relay = calloc(1, sizeof *relay);
    if (!relay)
        return NULL;
    *relay = (Relay){.take = take, .context = context, .slots = slots};
    pthread_mutex_init(&relay->lock, NULL);
    pthread_cond_init(&relay->given_more, NULL);
    pthread_cond_init(&relay->taken_more, NULL);
    sigset_t all, kept; /* signals are the caller's */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &kept);
    bool is_started = pthread_create(&relay->thread, NULL, run, relay) == 0;
    pthread_sigmask(SIG_SETMASK, &kept, NULL);
    if (is_started)
        return relay;
    release(relay);
    return NULL;
}

size_t relay_hand_over(Relay *relay) {
    pthread_mutex_lock(&relay->lock);
    relay->given++;
    pthread_cond_signal(&relay->given_more);
    while (relay->given - relay->taken == relay->slots)
        pthread_cond_wait(&relay->taken_more, &relay->lock);
    size_t next = relay->given % relay->slots;
    pthread_mutex_unlock(&relay->lock);
    return next;
}

void relay_settle(Relay *relay) {
    pthread_mutex_lock(&relay->lock);
    while (relay->given != relay->taken)
        pthread_cond_wait(&relay->taken_more, &relay->lock);
    pthread_mutex_unlock(&relay->lock);
}

void relay_end(Relay *relay) {
    if (!relay)
        return;
    pthread_mutex_lock(&relay->lock);
    relay->is_ending = true;
    pthread_cond_signal(&relay->given_more);
    pthread_mutex_unlock(&relay->lock);
    pthread_join(relay->thread, NULL);
    release(relay);
}
