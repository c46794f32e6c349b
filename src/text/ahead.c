/* ahead.c: see ahead.h. The queue is the caller's and the thread's under one lock; what is beside
 * it belongs to whoever has claimed a part of the queue. */
#include "text/ahead.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum {
    JOBS_MAX = 4096,
    CLAIM = 4,        /* jobs that are taken at once: the lock costs a hundredth of a glyph */
    WORTH_WAKING = 8, /* glyphs */
    /* A Han face of 65,000 glyphs takes 0.2 to 0.4 ms to open, as long as a few dozen glyphs to
     * draw; others less, by their size. A second time it pays for twice as many. */
    OPENING_GLYPHS = 650,
};

typedef struct {
    GlyphKey key;
    GlyphBitmap picture;
    bool needs_face; /* FreeType's */
    bool is_claimed;
} Job;

/* What one of the two draws with. */
typedef struct {
    Raster *raster; /* owned */
    Arena *arena;   /* owned: pixels */
} Hand;

struct Ahead {
    Fonts *fonts; /* borrowed */
    Hand hands[FONT_LANE_COUNT];
    bool is_alone;   /* there is but one processor */
    uint32_t *slots; /* owned: the caller's; job's index + 1 by its key's hash */
    size_t slot_count;

    pthread_mutex_t lock;
    pthread_cond_t called, done;
    pthread_t thread;
    /* Under the lock. */
    bool has_thread, is_waiting, is_closing;
    Job *jobs; /* owned */
    size_t count, capacity;
    size_t open;        /* the thread may claim what is before this; 0: it has not been called */
    size_t front, back; /* the thread claims from the front, the caller from the back */
    size_t unfinished;
    bool has_begun;                /* the thread has claimed something */
    FontLane lane;                 /* of the thread; the caller has the other */
    uint32_t left[FONT_FACES_MAX]; /* jobs that need a face and nobody has claimed, by font */
};

Ahead *ahead_create(Fonts *fonts) {
    Ahead *ahead = memory_must(calloc(1, sizeof *ahead));
    ahead->fonts = fonts;
    cpu_set_t processors;
    ahead->is_alone =
        sched_getaffinity(0, sizeof processors, &processors) == 0 && CPU_COUNT(&processors) < 2;
    for (FontLane lane = LANE_FIRST; lane < FONT_LANE_COUNT; lane++)
        ahead->hands[lane] = (Hand){raster_create(fonts, lane), arena_create()};
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->called, NULL);
    pthread_cond_init(&ahead->done, NULL);
    return ahead;
}

void ahead_free(Ahead *ahead) {
    if (!ahead)
        return;
    if (ahead->has_thread) {
        pthread_mutex_lock(&ahead->lock);
        ahead->is_closing = true;
        pthread_cond_signal(&ahead->called);
        pthread_mutex_unlock(&ahead->lock);
        pthread_join(ahead->thread, NULL);
    }
    pthread_cond_destroy(&ahead->called);
    pthread_cond_destroy(&ahead->done);
    pthread_mutex_destroy(&ahead->lock);
    for (FontLane lane = LANE_FIRST; lane < FONT_LANE_COUNT; lane++) {
        raster_free(ahead->hands[lane].raster);
        arena_free(ahead->hands[lane].arena);
    }
    free(ahead->jobs);
    free(ahead->slots);
    free(ahead);
}

/* ---- drawing ---------------------------------------------------------------------------------*/

typedef struct {
    size_t count;
    size_t index[CLAIM];
    Job jobs[CLAIM]; /* copies: the queue may move meanwhile */
} Claim;

static void claim_one(Ahead *ahead, size_t i, Claim *claim) {
    ahead->jobs[i].is_claimed = true;
    ahead->left[ahead->jobs[i].key.font] -= ahead->jobs[i].needs_face;
    claim->index[claim->count] = i;
    claim->jobs[claim->count++] = ahead->jobs[i];
}

/* Whoever has the first lane opens what there is to open, the other only what pays. */
static bool may_claim(const Ahead *ahead, const Job *job, FontLane lane) {
    uint32_t font = job->key.font;
    return !job->is_claimed &&
           (!job->needs_face || lane == LANE_FIRST ||
            fonts_has_rasteriser(ahead->fonts, font, lane) ||
            ahead->left[font] > fonts_glyph_count(ahead->fonts, font) / OPENING_GLYPHS);
}

static void claim_front(Ahead *ahead, Claim *claim) {
    for (; ahead->front < ahead->open && claim->count < CLAIM; ahead->front++)
        if (may_claim(ahead, &ahead->jobs[ahead->front], ahead->lane))
            claim_one(ahead, ahead->front, claim);
}

static void claim_back(Ahead *ahead, FontLane lane, Claim *claim) {
    for (; ahead->back > 0 && claim->count < CLAIM; ahead->back--)
        if (may_claim(ahead, &ahead->jobs[ahead->back - 1], lane))
            claim_one(ahead, ahead->back - 1, claim);
}

static void draw_claim(const Hand *hand, Claim *claim) {
    for (size_t i = 0; i < claim->count; i++)
        claim->jobs[i].picture = raster_draw(hand->raster, &claim->jobs[i].key, hand->arena);
}

static void store_claim(Ahead *ahead, const Claim *claim) {
    for (size_t i = 0; i < claim->count; i++)
        ahead->jobs[claim->index[i]].picture = claim->jobs[i].picture;
    ahead->unfinished -= claim->count;
}

static void *draw_ahead(void *argument) {
    Ahead *ahead = argument;
    pthread_mutex_lock(&ahead->lock);
    for (;;) {
        Claim claim = {0};
        claim_front(ahead, &claim);
        if (claim.count == 0) {
            if (ahead->is_closing)
                break;
            ahead->is_waiting = true;
            pthread_cond_wait(&ahead->called, &ahead->lock);
            ahead->is_waiting = false;
            continue;
        }
        ahead->has_begun = true;
        const Hand *hand = &ahead->hands[ahead->lane];
        pthread_mutex_unlock(&ahead->lock);
        draw_claim(hand, &claim);
        pthread_mutex_lock(&ahead->lock);
        store_claim(ahead, &claim);
        if (ahead->unfinished == 0)
            pthread_cond_signal(&ahead->done);
    }
    pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

/* Signals are for others. */
static bool start_thread(Ahead *ahead) {
    sigset_t all, kept;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &kept);
    ahead->has_thread = pthread_create(&ahead->thread, NULL, draw_ahead, ahead) == 0;
    pthread_sigmask(SIG_SETMASK, &kept, NULL);
    if (ahead->has_thread)
        pthread_setname_np(ahead->thread, "glyphs");
    return ahead->has_thread;
}

/* ---- the queue -------------------------------------------------------------------------------*/

static size_t hash_key(const GlyphKey *key) {
    uint64_t hash = (uint64_t)key->font << 32 | key->glyph;
    hash = (hash ^ (uint64_t)key->size << 20 ^ key->quarter) * UINT64_C(0xd6e8feb86659fd93);
    return (size_t)(hash ^ hash >> 32);
}

/* The key's slot, or the empty one where it belongs. */
static uint32_t *find_slot(const Ahead *ahead, const GlyphKey *key) {
    size_t at = hash_key(key);
    for (;; at++) {
        uint32_t *slot = &ahead->slots[at & (ahead->slot_count - 1)];
        if (*slot == 0 || memcmp(&ahead->jobs[*slot - 1].key, key, sizeof *key) == 0)
            return slot;
    }
}

/* Slots are at most half full. */
static void grow(Ahead *ahead) {
    pthread_mutex_lock(&ahead->lock);
    ahead->capacity = ahead->capacity ? ahead->capacity * 2 : 256;
    ahead->jobs = memory_must(realloc(ahead->jobs, ahead->capacity * sizeof *ahead->jobs));
    pthread_mutex_unlock(&ahead->lock);
    free(ahead->slots);
    ahead->slot_count = ahead->capacity * 2;
    ahead->slots = memory_must(calloc(ahead->slot_count, sizeof *ahead->slots));
    for (size_t i = 0; i < ahead->count; i++)
        *find_slot(ahead, &ahead->jobs[i].key) = (uint32_t)i + 1;
}

void ahead_ask(Ahead *ahead, const GlyphKey *key) {
    if (ahead->is_alone || ahead->count == JOBS_MAX || !fonts_open(ahead->fonts, key->font))
        return;
    if (ahead->count == ahead->capacity)
        grow(ahead);
    uint32_t *slot = find_slot(ahead, key);
    if (*slot != 0)
        return;
    bool needs_face = raster_needs_face(ahead->fonts, key);
    pthread_mutex_lock(&ahead->lock);
    ahead->jobs[ahead->count++] = (Job){.key = *key, .needs_face = needs_face};
    *slot = (uint32_t)ahead->count;
    ahead->left[key->font] += needs_face;
    ahead->unfinished++;
    pthread_mutex_unlock(&ahead->lock);
}

void ahead_begin(Ahead *ahead) {
    if (ahead->is_alone || ahead->count == ahead->open ||
        (ahead->open == 0 && ahead->count < WORTH_WAKING))
        return;
    if (!ahead->has_thread && !start_thread(ahead)) {
        ahead->is_alone = true;
        return;
    }
    pthread_mutex_lock(&ahead->lock);
    ahead->open = ahead->count;
    if (ahead->is_waiting)
        pthread_cond_signal(&ahead->called);
    pthread_mutex_unlock(&ahead->lock);
}

size_t ahead_count(const Ahead *ahead) {
    return ahead->count;
}

/* Nobody was called: all by the caller. */
static void draw_alone(Ahead *ahead) {
    const Hand *hand = &ahead->hands[LANE_FIRST];
    for (size_t i = 0; i < ahead->count; i++)
        ahead->jobs[i].picture = raster_draw(hand->raster, &ahead->jobs[i].key, hand->arena);
    ahead->unfinished = 0;
}

static void draw_together(Ahead *ahead) {
    ahead_begin(ahead);
    pthread_mutex_lock(&ahead->lock);
    /* The other processor may have been busy with something else since the thread was called. */
    ahead->lane = ahead->has_begun ? LANE_FIRST : LANE_SECOND;
    FontLane lane = ahead->has_begun ? LANE_SECOND : LANE_FIRST;
    ahead->back = ahead->count;
    for (;;) {
        Claim claim = {0};
        claim_back(ahead, lane, &claim);
        if (claim.count == 0)
            break;
        pthread_mutex_unlock(&ahead->lock);
        draw_claim(&ahead->hands[lane], &claim);
        pthread_mutex_lock(&ahead->lock);
        store_claim(ahead, &claim);
    }
    while (ahead->unfinished > 0)
        pthread_cond_wait(&ahead->done, &ahead->lock);
    pthread_mutex_unlock(&ahead->lock);
}

void ahead_finish(Ahead *ahead,
                  void (*take)(void *context, const GlyphKey *key, const GlyphBitmap *picture),
                  void *context) {
    if (ahead->count == 0)
        return;
    if (ahead->open == 0)
        draw_alone(ahead);
    else
        draw_together(ahead);
    /* The thread has finished and sleeps, or is about to: all is the caller's. */
    for (size_t i = 0; i < ahead->count; i++)
        take(context, &ahead->jobs[i].key, &ahead->jobs[i].picture);
    pthread_mutex_lock(&ahead->lock);
    ahead->count = ahead->open = ahead->front = 0;
    ahead->has_begun = false;
    ahead->lane = LANE_FIRST;
    memset(ahead->left, 0, sizeof ahead->left);
    pthread_mutex_unlock(&ahead->lock);
    memset(ahead->slots, 0, ahead->slot_count * sizeof *ahead->slots);
    for (FontLane lane = LANE_FIRST; lane < FONT_LANE_COUNT; lane++)
        arena_reset(ahead->hands[lane].arena);
}

GlyphBitmap ahead_draw(Ahead *ahead, const GlyphKey *key) {
    const Hand *hand = &ahead->hands[LANE_FIRST];
    arena_reset(hand->arena);
    return raster_draw(hand->raster, key, hand->arena);
}

void ahead_rest(Ahead *ahead) {
    raster_rest(ahead->hands[LANE_SECOND].raster);
    fonts_close_lane(ahead->fonts, LANE_SECOND);
    for (FontLane lane = LANE_FIRST; lane < FONT_LANE_COUNT; lane++) {
        arena_free(ahead->hands[lane].arena);
        ahead->hands[lane].arena = arena_create();
    }
    free(ahead->jobs);
    free(ahead->slots);
    ahead->jobs = NULL;
    ahead->slots = NULL;
    ahead->slot_count = ahead->capacity = 0;
}
