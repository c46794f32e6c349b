#include "stream/overlay_painter.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/steady.h"

#define LOG_MODULE "overlay"

#define SECOND INT64_C(1000000000)
/* A change is drawn this long before its tick. */
#define AHEAD (SECOND / 100)
/* The system's clock may have been set without anybody saying so. */
#define LOOK_AGAIN (5 * SECOND)

struct OverlayPainter {
    PainterSettings settings;
    PictureBoard *board; /* borrowed */
    pthread_t thread;
    pthread_mutex_t mutex; /* guards all below but what is said to be the thread's own */
    pthread_cond_t change;
    Screen *screen;         /* owned */
    OverlayScreen *overlay; /* owned */
    OverlayShow show;
    CueHand hand;
    Arena *people; /* owned: hand.person */
    OverlayCaptions captions;
    Arena *words;  /* owned: theirs */
    bool is_dirty; /* what was looked at does not hold any more */
    bool is_ending;
    pthread_mutex_t told; /* guards what follows: whoever asks does not wait for a picture */
    Arena *faults;        /* owned: */
    Str font_problem;
    /* the thread's own */
    Pacer pacer;
    Pixmap spare; /* owned: for drawing ahead */
    bool has_picture;
    OverlayPicture picture; /* what was looked at last */
    uint64_t shown;         /* hash of what was published last */
    bool was_moving;
    Instant looked_at;
};

/* What the clock shows when the monotonic clock will show `when`. */
static Instant instant_at(const OverlayPainter *painter, int64_t when) {
    double ahead = (double)(when - steady_nanoseconds()) / 1e6 * painter->settings.clock.speed;
    return clock_now(&painter->settings.clock) + (Instant)ahead;
}

/* Looks and, when it differs from what is on the board, draws. Called with the lock held. */
static void paint(OverlayPainter *painter, Instant at) {
    painter->looked_at = at;
    painter->is_dirty = false;
    if (painter->has_picture && text_is_lost(screen_text(painter->screen))) {
        painter->picture = (OverlayPicture){.hash = painter->shown, .next_change = INSTANT_NEVER};
        return; /* the last picture stays: another one would have no letters */
    }
    painter->picture = overlay_screen_look(painter->overlay, &painter->hand, at);
    const OverlayPicture *picture = &painter->picture;
    /* A movement's last picture is published even when it is the one before: to say so. */
    bool is_news = !painter->has_picture || picture->hash != painter->shown ||
                   picture->is_moving != painter->was_moving;
    if (!is_news)
        return;
    BoardPicture *to = board_begin(painter->board);
    overlay_screen_draw(painter->overlay, &to->pixels);
    if (screen_has_lost_fonts(painter->screen)) { /* meanwhile: it may lack letters */
        painter->picture = overlay_screen_look(painter->overlay, &painter->hand, at);
        overlay_screen_draw(painter->overlay, &to->pixels);
    }
    painter->has_picture = true;
    painter->shown = picture->hash;
    painter->was_moving = picture->is_moving;
    board_publish(painter->board, to, picture->is_moving);
}

static void tell_fonts(OverlayPainter *painter) {
    bool is_well = text_statistics(screen_text(painter->screen)).fonts_lost == 0;
    pthread_mutex_lock(&painter->told);
    if (!is_well) {
        arena_reset(painter->faults);
        painter->font_problem = screen_font_problem(painter->screen, painter->faults);
    }
    pthread_mutex_unlock(&painter->told);
}

Str painter_font_problem(OverlayPainter *painter, Arena *arena) {
    pthread_mutex_lock(&painter->told);
    Str problem = str_copy(arena, painter->font_problem);
    pthread_mutex_unlock(&painter->told);
    return problem;
}

/* Draws what comes next once for nothing, so that its letters are cut when it comes. */
static void paint_ahead(OverlayPainter *painter) {
    Instant next = painter->picture.next_change;
    if (next == INSTANT_NEVER || painter->is_dirty)
        return;
    if (!painter->spare.pixels)
        painter->spare =
            pixmap_create(painter->settings.screen.width, painter->settings.screen.height);
    overlay_screen_look(painter->overlay, &painter->hand, next + CUE_MOTION);
    overlay_screen_draw(painter->overlay, &painter->spare);
}

/* Sleeps until `when`, or until somebody changes something. Called with the lock held. */
static void sleep_until(OverlayPainter *painter, int64_t when) {
    struct timespec until = {.tv_sec = (time_t)(when / SECOND), .tv_nsec = when % SECOND};
    while (!painter->is_dirty && !painter->is_ending)
        if (pthread_cond_timedwait(&painter->change, &painter->mutex, &until) != 0)
            return;
}

/* When the next change has to be drawn. */
static int64_t next_time(const OverlayPainter *painter) {
    int64_t now = steady_nanoseconds(), latest = now + LOOK_AGAIN;
    if (painter->picture.next_change == INSTANT_NEVER)
        return latest;
    Millis wait = clock_real_until(&painter->settings.clock, painter->picture.next_change);
    if (wait >= LOOK_AGAIN / 1000000)
        return latest;
    return now + wait * 1000000 - AHEAD -
           SECOND * painter->settings.rate.scale / painter->settings.rate.rate;
}

static void *run(void *context) {
    OverlayPainter *painter = context;
    pthread_mutex_lock(&painter->mutex);
    while (!painter->is_ending) {
        /* For the first tick that is still to come. */
        pacer_resume(&painter->pacer, steady_nanoseconds());
        int64_t tick = painter->pacer.next;
        int64_t deadline = pacer_deadline(&painter->pacer, tick);
        Instant at = instant_at(painter, deadline);
        bool is_due = !painter->has_picture || painter->is_dirty ||
                      at >= painter->picture.next_change || at < painter->looked_at;
        if (is_due) {
            paint(painter, at);
            tell_fonts(painter);
        }
        if (painter->picture.is_moving || painter->picture.next_change <= at + 1) {
            sleep_until(painter, deadline);
            continue;
        }
        if (is_due)
            paint_ahead(painter);
        int64_t when = next_time(painter);
        /* Not twice for the same tick. */
        sleep_until(painter, when > deadline ? when : deadline);
    }
    pthread_mutex_unlock(&painter->mutex);
    return NULL;
}

static void free_painter(OverlayPainter *painter) {
    overlay_screen_free(painter->overlay);
    screen_free(painter->screen);
    pixmap_free(&painter->spare);
    arena_free(painter->people);
    arena_free(painter->words);
    arena_free(painter->faults);
    pthread_mutex_destroy(&painter->told);
    pthread_cond_destroy(&painter->change);
    pthread_mutex_destroy(&painter->mutex);
    free(painter);
}

/* PictureSettings.ready */
static void picture_is_ready(void *context) {
    painter_clock_set(context); /* what was looked at does not hold any more */
}

OverlayPainter *painter_start(const PainterSettings *settings, const OverlayShow *show,
                              PictureBoard *board) {
    OverlayPainter *painter = calloc(1, sizeof *painter);
    if (!painter)
        abort();
    ScreenSettings live = settings->screen;
    live.pictures.is_live = true;
    live.pictures.ready = picture_is_ready;
    live.pictures.context = painter;
    Screen *screen = screen_create(&live);
    if (!screen) {
        free(painter);
        return NULL;
    }
    *painter = (OverlayPainter){
        .settings = *settings,
        .board = board,
        .screen = screen,
        .overlay = overlay_screen_create(screen, &settings->choice),
        .show = *show,
        .hand = cue_hand_none(),
        .people = arena_create(),
        .words = arena_create(),
        .faults = arena_create(),
        .pacer = pacer_start(settings->rate, settings->start),
    };
    painter->hand.is_by_hand = settings->is_by_hand;
    painter->hand.opening = settings->choice.views[OVERLAY_VIEW_TITLE] ? TITLE_TIME : 0;
    screen_set_schedule(screen, show->schedule, show->room, show->folder);
    pthread_mutex_init(&painter->mutex, NULL);
    pthread_mutex_init(&painter->told, NULL);
    steady_condition_init(&painter->change);
    int error = pthread_create(&painter->thread, NULL, run, painter);
    if (error) {
        log_error("%s", strerror(error));
        free_painter(painter);
        return NULL;
    }
    return painter;
}

void painter_stop(OverlayPainter *painter) {
    if (!painter)
        return;
    pthread_mutex_lock(&painter->mutex);
    painter->is_ending = true;
    pthread_cond_signal(&painter->change);
    pthread_mutex_unlock(&painter->mutex);
    pthread_join(painter->thread, NULL);
    free_painter(painter);
}

static void make_dirty(OverlayPainter *painter) {
    painter->is_dirty = true;
    pthread_cond_signal(&painter->change);
}

void painter_set_show(OverlayPainter *painter, const OverlayShow *show) {
    pthread_mutex_lock(&painter->mutex);
    painter->show = *show;
    screen_set_schedule(painter->screen, show->schedule, show->room, show->folder);
    make_dirty(painter);
    pthread_mutex_unlock(&painter->mutex);
}

/* The person's texts for as long as they may be shown. */
static const Speaker *keep_person(OverlayPainter *painter, const Speaker *person) {
    arena_reset(painter->people);
    Speaker *kept = arena_new(painter->people, Speaker, 1);
    *kept = (Speaker){.name = localized_copy(painter->people, &person->name),
                      .affiliation = localized_copy(painter->people, &person->affiliation),
                      .photo = str_copy(painter->people, person->photo)};
    return kept;
}

/* Called with the lock held. */
static bool take_hand(OverlayPainter *painter, const LowerThird *third, Instant now) {
    static const HandWho WHO[] = {[THIRD_IN_TURN] = HAND_IN_TURN,
                                  [THIRD_ONE] = HAND_ONE,
                                  [THIRD_STRIP] = HAND_STRIP,
                                  [THIRD_PERSON] = HAND_PERSON};
    const OverlayShow *show = &painter->show;
    CueHand hand = painter->hand;
    hand.shown = now;
    hand.who = third->call == THIRD_NEXT ? HAND_ONE : WHO[third->who];
    hand.speaker = third->speaker;
    CueHand now_shown = overlay_screen_hand(painter->overlay, &painter->hand);
    if (third->call == THIRD_NEXT &&
        !overlay_next_name(show->schedule, show->room, &now_shown, now, &hand.speaker))
        return false;
    size_t session = overlay_session_at(show->schedule, show->room, now);
    if (hand.who != HAND_PERSON && session == SCHEDULE_NONE)
        return false;
    if (hand.who == HAND_ONE && hand.speaker >= show->schedule->sessions[session].speaker_count)
        return false;
    if (hand.who == HAND_PERSON)
        hand.person = keep_person(painter, &third->person);
    painter->hand = hand;
    return true;
}

bool painter_show_cue(OverlayPainter *painter, const LowerThird *third) {
    pthread_mutex_lock(&painter->mutex);
    Instant now = clock_now(&painter->settings.clock);
    bool is_done = true;
    if (third->call == THIRD_HIDE)
        painter->hand.hidden = now;
    else
        is_done = take_hand(painter, third, now);
    make_dirty(painter);
    pthread_mutex_unlock(&painter->mutex);
    return is_done;
}

void painter_set_captions(OverlayPainter *painter, const OverlayCaptions *captions) {
    pthread_mutex_lock(&painter->mutex);
    arena_reset(painter->words);
    painter->captions = *captions;
    for (size_t i = 0; i < captions->count; i++)
        painter->captions.lines[i] = str_copy(painter->words, captions->lines[i]);
    painter->captions.at = clock_now(&painter->settings.clock);
    overlay_screen_set_captions(painter->overlay, &painter->captions);
    make_dirty(painter);
    pthread_mutex_unlock(&painter->mutex);
}

void painter_clock_set(OverlayPainter *painter) {
    pthread_mutex_lock(&painter->mutex);
    make_dirty(painter);
    pthread_mutex_unlock(&painter->mutex);
}

void painter_look_again(OverlayPainter *painter) {
    pthread_mutex_lock(&painter->mutex);
    renderer_look_again(screen_renderer(painter->screen));
    pthread_mutex_unlock(&painter->mutex);
}
