#include "station/proof.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/background.h"
#include "base/file_write.h"
#include "base/log.h"

#define LOG_MODULE "kiosk"

/* What a thread writes. */
typedef struct {
    Arena *arena; /* owned: this struct and the bytes */
    const ProofSettings *settings;
    Proven proven;
} Job;

struct Proof {
    ProofSettings settings;
    int timer; /* owned */
    bool is_waiting, is_writing;
    uint64_t candidate; /* what has been shown since the timer was set */
    uint64_t kept;      /* what is on the disk; 0: this run has written nothing */
    pthread_t thread;   /* owned while is_writing */
};

static void *write_all(void *context) {
    Job *job = context;
    const ProofSettings *settings = job->settings;
    background_begin();
    if (!proven_write(settings->path, settings->asked, &job->proven))
        log_warning("%s: %s; after crashes there is no schedule to go back to", settings->path,
                    file_error_words(errno));
    arena_free(job->arena);
    return NULL;
}

static void finish_writing(Proof *proof) {
    if (proof->is_writing)
        pthread_join(proof->thread, NULL);
    proof->is_writing = false;
}

static void begin_writing(Proof *proof, Job *job) {
    finish_writing(proof); /* a minute ago it was begun */
    for (size_t i = 0; i < job->proven.count; i++) {
        ProvenSource *source = &job->proven.sources[i];
        source->path = str_copy(job->arena, source->path);
        source->bytes = str_copy(job->arena, source->bytes);
    }
    int error = pthread_create(&proof->thread, NULL, write_all, job);
    proof->is_writing = error == 0;
    if (error) {
        log_warning("what is shown is not kept for a start after crashes: %s", strerror(error));
        arena_free(job->arena);
    }
}

static void wait_from_now(Proof *proof, uint64_t hash) {
    const Millis after = proof->settings.after;
    const struct itimerspec at = {
        .it_value = {.tv_sec = (time_t)(after / 1000), .tv_nsec = (long)(after % 1000) * 1000000}};
    proof->candidate = hash;
    proof->is_waiting = timerfd_settime(proof->timer, 0, &at, NULL) == 0;
}

/* WakeCall */
static void look_at_time(void *context) {
    Proof *proof = context;
    uint64_t times;
    if (read(proof->timer, &times, sizeof times) != (ssize_t)sizeof times)
        return;
    proof->is_waiting = false;
    Arena *arena = arena_create();
    Job *job = arena_new(arena, Job, 1);
    *job = (Job){.arena = arena, .settings = &proof->settings};
    bool is_any = proof->settings.shown(proof->settings.context, arena, &job->proven);
    uint64_t hash = is_any ? proven_hash(&job->proven) : 0;
    if (is_any && hash == proof->candidate) {
        proof->kept = hash;
        begin_writing(proof, job);
        return;
    }
    arena_free(arena);
    if (is_any)
        wait_from_now(proof, hash);
}

Proof *proof_open(const ProofSettings *settings, Wake *wake) {
    Proof *proof = memory_must(calloc(1, sizeof *proof));
    proof->settings = *settings;
    proof->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (proof->timer >= 0 && wake_add(wake, proof->timer, look_at_time, proof))
        return proof;
    log_warning("what is shown is not kept for a start after crashes: %s", strerror(errno));
    if (proof->timer >= 0)
        close(proof->timer);
    free(proof);
    return NULL;
}

void proof_close(Proof *proof) {
    if (!proof)
        return;
    finish_writing(proof);
    close(proof->timer);
    free(proof);
}

void proof_look(Proof *proof) {
    if (!proof || proof->is_waiting)
        return;
    Arena *arena = arena_create();
    Proven proven;
    bool is_any = proof->settings.shown(proof->settings.context, arena, &proven);
    uint64_t hash = is_any ? proven_hash(&proven) : 0;
    if (is_any && hash != proof->kept)
        wait_from_now(proof, hash);
    arena_free(arena);
}
