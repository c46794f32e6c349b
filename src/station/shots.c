#include "station/shots.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/background.h"
#include "base/file_write.h"
#include "base/log.h"
#include "base/steady.h"
#include "operator/thumbnail.h"
#include "output/png_memory.h"

#define LOG_MODULE "screenshot"

enum { WRITING_MAX = 4, END_WAIT_MS = 1000 };

typedef struct Shot {
    Shots *shots; /* borrowed */
    struct Shot *next;
    Pixmap picture; /* owned */
    int32_t width;  /* at most, of the file; 0: as it is */
    char *path;     /* owned */
    Order order;    /* without its texts */
    int error;      /* errno of the writing; 0: it is written */
} Shot;

struct Shots {
    Wake *wake;   /* borrowed */
    int event;    /* owned: eventfd, written by a thread that is done; -1: before the first one */
    size_t count; /* of those that are not answered yet */
    pthread_mutex_t packing;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t written;
    size_t writing; /* threads */
    Shot *done;     /* owned */
};

static void free_shot(Shot *shot) {
    pixmap_free(&shot->picture);
    free(shot->path);
    free(shot);
}

/* 0 or errno. One is packed after the other, so that of several processors one is left. */
static int pack_and_write(Shot *shot) {
    uint8_t *bytes;
    size_t len;
    pthread_mutex_lock(&shot->shots->packing);
    bool is_packed = shot->width
                         ? thumbnail_encode(&shot->picture, shot->width, SIZE_MAX, &bytes, &len)
                         : png_encode(&shot->picture, PNG_AS_NEEDED, &bytes, &len);
    pixmap_free(&shot->picture);
    pthread_mutex_unlock(&shot->shots->packing);
    if (!is_packed)
        return ENOMEM;
    Str file = {.s = (const char *)bytes, .len = len};
    int error = file_write(shot->path, &file, 1, NULL) ? 0 : errno;
    free(bytes);
    return error;
}

/* A thread for each: a disk that hangs holds up no picture for another one. */
static void *run(void *context) {
    Shot *shot = context;
    Shots *shots = shot->shots;
    background_begin();
    shot->error = pack_and_write(shot);
    pthread_mutex_lock(&shots->lock);
    shot->next = shots->done;
    shots->done = shot;
    shots->writing--;
    uint64_t one = 1;
    if (write(shots->event, &one, sizeof one) < 0)
        log_error("%s", strerror(errno));
    pthread_cond_signal(&shots->written);
    pthread_mutex_unlock(&shots->lock);
    return NULL;
}

/* ---- the loop's thread ---------------------------------------------------------------------- */

static void answer(const Shot *shot) {
    Arena *arena = arena_create();
    if (shot->error)
        order_answer(&shot->order, EXIT_OUTPUT,
                     str_printf(arena, "%s: %s", shot->path, file_error_words(shot->error)));
    else
        order_answer(&shot->order, EXIT_FINE, str_printf(arena, "%s is written", shot->path));
    arena_free(arena);
}

/* WakeCall */
static void answer_done(void *context) {
    Shots *shots = context;
    uint64_t times;
    if (read(shots->event, &times, sizeof times) < 0)
        return;
    pthread_mutex_lock(&shots->lock);
    Shot *done = shots->done;
    shots->done = NULL;
    pthread_mutex_unlock(&shots->lock);
    while (done) {
        Shot *next = done->next;
        answer(done);
        free_shot(done);
        shots->count--;
        done = next;
    }
}

/* False with errno set. */
static bool open_event(Shots *shots) {
    if (shots->event >= 0)
        return true;
    int event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (event < 0)
        return false;
    if (wake_add(shots->wake, event, answer_done, shots)) {
        shots->event = event;
        return true;
    }
    close(event);
    errno = ENOSPC;
    return false;
}

/* False with errno set. */
static bool start(Shots *shots, Shot *shot) {
    pthread_t thread;
    if (!open_event(shots))
        return false;
    pthread_mutex_lock(&shots->lock);
    int error = pthread_create(&thread, NULL, run, shot);
    shots->writing += !error;
    pthread_mutex_unlock(&shots->lock);
    errno = error;
    return !error && pthread_detach(thread) == 0;
}

bool shots_have_room(const Shots *shots, Str *problem) {
    if (shots->count >= WRITING_MAX)
        *problem = str_from("the screenshots before this one are not written yet: ask again; when "
                            "that goes on, the disk is slow, or does not answer");
    return shots->count < WRITING_MAX;
}

void shots_write(Shots *shots, Pixmap *picture, int32_t width, const char *path,
                 const Order *order) {
    Shot *shot = calloc(1, sizeof *shot);
    char *copy = strdup(path);
    if (!shot || !copy)
        abort();
    *shot = (Shot){.shots = shots,
                   .picture = *picture,
                   .width = width,
                   .path = copy,
                   .order = order_asker(order)};
    *picture = (Pixmap){0};
    shots->count++;
    if (start(shots, shot))
        return;
    shot->error = errno;
    answer(shot);
    free_shot(shot);
    shots->count--;
}

/* ---- beginning and end ---------------------------------------------------------------------- */

Shots *shots_create(Wake *wake) {
    Shots *shots = calloc(1, sizeof *shots);
    if (!shots)
        abort();
    *shots = (Shots){.wake = wake, .event = -1};
    pthread_mutex_init(&shots->packing, NULL);
    pthread_mutex_init(&shots->lock, NULL);
    steady_condition_init(&shots->written);
    return shots;
}

void shots_close(Shots *shots) {
    if (!shots)
        return;
    struct timespec until = steady_after(END_WAIT_MS);
    pthread_mutex_lock(&shots->lock);
    int error = 0;
    while (!error && shots->writing > 0)
        error = pthread_cond_timedwait(&shots->written, &shots->lock, &until);
    bool is_stuck = shots->writing > 0;
    pthread_mutex_unlock(&shots->lock);
    answer_done(shots);
    if (is_stuck) {
        log_warning("a disk does not answer; the screenshot is not waited for");
        return; /* its memory stays with it */
    }
    if (shots->event >= 0) {
        wake_remove(shots->wake, shots->event);
        close(shots->event);
    }
    pthread_cond_destroy(&shots->written);
    pthread_mutex_destroy(&shots->lock);
    pthread_mutex_destroy(&shots->packing);
    free(shots);
}
