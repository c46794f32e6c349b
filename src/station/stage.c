#include "station/stage.h"

#include <SDL.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/steady.h"
#include "picture/moment.h"

#define LOG_MODULE "stage"

/* A change that is noticed later than this begins its crossfade then, not in its middle. */
enum { LATE_MAX = 100 };

/* A fade begins and ends so gently that its outermost frames differ from their neighbours by two
 * levels of 255 at most, which nobody sees: they are left out, one in nine. */
enum { STEP_MIN = 3 };

/* A picture that lacks letters, since fonts were lost while it was drawn, is drawn again, but not
 * for ever. */
enum { FONT_TRIES = 3 };

/* Before a slide whose pictures follow each other to its end, as a video's do, it is seen to that
 * the pictures of the next one are there: they are decoded in this time. */
enum { AHEAD = 15000 };

/* A picture whose pixels are in the window, if it is the shown one, else in the stage. */
typedef struct {
    int32_t width, height;
    Picture picture;
    bool is_valid;
} Frame;

struct Stage {
    Screen *screen;   /* borrowed */
    Window *window;   /* borrowed */
    Stage *sibling;   /* borrowed: the next one in a ring; itself when it is alone */
    const char *name; /* borrowed; NULL: it is alone */
    double speed;
    Frame front;       /* what is shown */
    Frame back;        /* what is next */
    Pixmap pixels;     /* owned: the next one's; while it is not valid, some older picture's */
    Pixmap lent;       /* borrowed from the window: the first picture's pixels */
    bool is_lent;      /* the next one's are those */
    double film_ms;    /* that drawing a video's picture takes */
    Instant looked_to; /* up to there it was looked ahead */
    bool stays; /* other slides came while the front was shown: `staying` is due to its end */
    Slide staying;
    uint64_t slides; /* screen_slides, of what is shown */
    bool is_stale;   /* the front was drawn for something else: replace it as soon as possible */
    bool is_lost;    /* the window has lost the front */
    bool is_cut;     /* the next change is no crossfade */
    bool is_fading;  /* from the front to the other */
    bool has_played; /* one of its two pictures has gone on since its last frame */
    Instant fade_start, fade_at; /* of its last frame … */
    double last_step;            /* … and in real milliseconds */
    double last_frame;           /* was put on the window, in real milliseconds */
    StageStatistics statistics;
};

Stage *stage_create(Screen *screen, Window *window, double speed) {
    Stage *stage = calloc(1, sizeof *stage);
    if (!stage)
        abort();
    *stage = (Stage){.screen = screen, .window = window, .sibling = stage, .speed = speed};
    return stage;
}

void stage_join(Stage *stage, Stage *sibling, const char *name) {
    stage->name = name;
    if (stage == sibling)
        return;
    stage->sibling = sibling->sibling;
    sibling->sibling = stage;
}

static void leave_siblings(Stage *stage) {
    Stage *before = stage;
    while (before->sibling != stage)
        before = before->sibling;
    before->sibling = stage->sibling;
}

void stage_free(Stage *stage) {
    if (!stage)
        return;
    if (stage->is_fading)
        window_end_fade(stage->window);
    leave_siblings(stage);
    pixmap_free(&stage->pixels);
    free(stage);
}

static bool is_picture(const Frame *frame, int32_t width, int32_t height, uint64_t hash) {
    return frame->is_valid && frame->width == width && frame->height == height &&
           frame->picture.hash == hash;
}

/* The window may be on another display by now, whose size the next picture has. */
static bool has_size(const Window *window, const Pixmap *picture) {
    int32_t width, height;
    window_size(window, &width, &height);
    return width == picture->width && height == picture->height;
}

/* What a sibling has drawn of the same display list: an emergency, the same room on two displays.
 * False when none has it. */
static bool copy_from_sibling(Stage *stage, uint64_t hash) {
    Pixmap *to = &stage->pixels;
    for (const Stage *other = stage->sibling; other != stage; other = other->sibling) {
        if (is_picture(&other->back, to->width, to->height, hash)) {
            pixmap_copy(to, &other->pixels);
            return true;
        }
        if (!other->is_fading && is_picture(&other->front, to->width, to->height, hash) &&
            has_size(other->window, to)) {
            window_read(other->window, to);
            return true;
        }
    }
    return false;
}

/* Not by the last one alone: another program may have had the processor meanwhile. */
static void note_film(Stage *stage, double took) {
    stage->film_ms += (took - stage->film_ms) / 4;
}

/* Draws what is next into *to, which has the screen's size. */
static void draw_into(Stage *stage, Pixmap *to, const Slide *slide, Instant at) {
    double start = steady_ms();
    Picture picture;
    int tries = 0;
    do {
        picture = screen_compose(stage->screen, slide, at);
        if (copy_from_sibling(stage, picture.hash))
            stage->statistics.copies++;
        else
            screen_paint(stage->screen, to);
    } while (screen_has_lost_fonts(stage->screen) && ++tries < FONT_TRIES);
    stage->back =
        (Frame){.width = to->width, .height = to->height, .picture = picture, .is_valid = true};
    stage->is_lent = to == &stage->lent;
    stage->statistics.draw_ms = steady_ms() - start;
    stage->statistics.pictures++;
    if (picture.is_playing)
        note_film(stage, stage->statistics.draw_ms);
}

static void draw(Stage *stage, const Slide *slide, Instant at) {
    int32_t width, height;
    screen_size(stage->screen, &width, &height);
    if (stage->pixels.width != width || stage->pixels.height != height) {
        pixmap_free(&stage->pixels);
        stage->pixels = pixmap_create(width, height);
    }
    draw_into(stage, &stage->pixels, slide, at);
}

/* True while the frame shows what is due at `at`. */
static bool holds_at(const Frame *frame, const Slide *slide, Instant at) {
    const Slide *drawn = &frame->picture.slide;
    return frame->is_valid && frame->picture.at <= at && at < frame->picture.until &&
           drawn->view == slide->view && drawn->page == slide->page && drawn->item == slide->item &&
           drawn->turn == slide->turn;
}

static void log_shown(const Stage *stage, const char *what, const Picture *picture) {
    if (log_level() < LOG_DEBUG)
        return;
    Arena *arena = arena_create();
    const Zone *zone = screen_zone(stage->screen);
    const Slide *slide = &picture->slide;
    log_debug("%s %s page %zu of %zu item %zu visit %zu turn %zu begun %s at %s until %s of "
              "%016llx%s%s",
              what, view_kind_name(slide->view), slide->page + 1, slide->pages, slide->item,
              slide->visit, slide->turn, moment_format(arena, zone, slide->began).s,
              moment_format(arena, zone, picture->at).s,
              picture->until == INSTANT_NEVER ? "-" : moment_format(arena, zone, picture->until).s,
              (unsigned long long)picture->source, stage->name ? " on " : "",
              stage->name ? stage->name : "");
    arena_free(arena);
}

static void note_shown(Stage *stage, double start) {
    log_shown(stage, "shown", &stage->front.picture);
    stage->last_frame = steady_ms();
    stage->statistics.frame_ms = stage->last_frame - start;
    stage->is_lost = false;
}

/* The next picture takes the shown one's place, and its pixels those of the next one. */
static void show_back(Stage *stage) {
    double start = steady_ms();
    log_shown(stage, "showing", &stage->back.picture);
    if (stage->is_lent && !window_show_lent(stage->window, &stage->lent))
        draw(stage, &stage->back.picture.slide, stage->back.picture.at);
    if (!stage->is_lent)
        window_show_swap(stage->window, &stage->pixels);
    stage->front = stage->back;
    stage->back.is_valid = false;
    note_shown(stage, start);
}

static void show_front(Stage *stage) {
    double start = steady_ms();
    log_shown(stage, "showing", &stage->front.picture);
    window_show_again(stage->window);
    note_shown(stage, start);
}

/* ---- videos in a crossfade ------------------------------------------------------------------ */

/* Lays out what a picture is at `at`, if it is still the same page. `*to` keeps its slide, which
 * may be over. */
static bool compose_again(Stage *stage, Picture *to, Instant at) {
    Slide slide = to->slide;
    slide.until = INSTANT_NEVER;
    Picture picture = screen_compose(stage->screen, &slide, at);
    if (picture.identity != to->identity)
        return false;
    picture.slide = to->slide;
    *to = picture;
    return true;
}

static bool is_due_again(const Picture *picture, Instant at) {
    return picture->is_playing && picture->until <= at;
}

/* A video goes on while its page fades in or out. Its frame is drawn between two frames of the
 * fade, for the instant of the second, which is late by nothing then. Where there is no time for
 * that, as on large screens or with slow processors, the video stands. */

/* Draws it again where it has another frame at `at`; true then. */
static bool draw_again(Stage *stage, Picture *picture, Instant at, Pixmap *to) {
    uint64_t hash = picture->hash;
    if (!compose_again(stage, picture, at) || picture->hash == hash)
        return false;
    double start = steady_ms();
    screen_paint(stage->screen, to);
    note_film(stage, steady_ms() - start);
    return true;
}

bool stage_play_on(Stage *stage, double next_frame) {
    if (!stage->is_fading || stage->is_stale)
        return false;
    Instant at = stage->fade_at + (Instant)((next_frame - stage->last_step) * stage->speed);
    bool is_out = is_due_again(&stage->front.picture, at);
    bool is_in = is_due_again(&stage->back.picture, at);
    int32_t width, height;
    screen_size(stage->screen, &width, &height);
    Pixmap shown;
    if (steady_ms() + stage->film_ms * (is_out + is_in) > next_frame ||
        stage->back.width != width || stage->back.height != height ||
        !window_lend_fade_from(stage->window, &shown))
        return false;
    is_out = is_out && draw_again(stage, &stage->front.picture, at, &shown);
    if (is_out)
        window_renew_fade_from(stage->window);
    is_in = is_in && draw_again(stage, &stage->back.picture, at, &stage->pixels);
    if (is_in)
        window_renew_fade_to(stage->window);
    stage->has_played |= is_out || is_in;
    return is_out || is_in;
}

static void end_fade(Stage *stage) {
    stage->is_fading = false;
    show_back(stage);
}

/* One frame of the crossfade, or its end. */
static void fade(Stage *stage, Instant at) {
    Millis length = screen_transition(stage->screen);
    Millis passed = at - stage->fade_start;
    if (passed < 0 || passed >= length) {
        end_fade(stage);
        return;
    }
    double t = (double)passed / (double)length;
    int32_t share = (int32_t)(t * t * (3 - 2 * t) * 256.0 + 0.5);
    double start = steady_ms();
    if (stage->has_played || share - window_fade_share(stage->window) >= STEP_MIN)
        window_show_fade(stage->window, share);
    stage->has_played = false;
    stage->fade_at = at;
    stage->last_step = start;
    double end = steady_ms(), apart = end - stage->last_frame;
    stage->statistics.frame_ms = end - start;
    if (passed > 0 && apart > stage->statistics.worst_fade_ms)
        stage->statistics.worst_fade_ms = apart;
    if (passed > 0 && apart > 1.5 * window_frame_time(stage->window))
        stage->statistics.late_frames++;
    stage->last_frame = end;
}

/* The front's place is taken by the other frame: by a crossfade when it shows something else. */
static void change(Stage *stage, Instant at) {
    const Frame *from = &stage->front, *to = &stage->back;
    bool is_same_size = from->width == to->width && from->height == to->height;
    if (from->is_valid && is_same_size && from->picture.hash == to->picture.hash &&
        !stage->is_lost) {
        /* The pixels are the same: nothing is put on the window. */
        stage->front.picture = to->picture;
        stage->back.is_valid = false;
        stage->is_stale = stage->is_cut = false;
        return;
    }
    bool is_faded = !stage->is_cut && from->is_valid && is_same_size && stage->speed > 0 &&
                    screen_transition(stage->screen) > 0 &&
                    from->picture.identity != to->picture.identity;
    stage->is_stale = stage->is_cut = false;
    if (!is_faded) {
        show_back(stage);
        return;
    }
    log_shown(stage, "fading to", &to->picture);
    Millis late = at - to->picture.at;
    stage->fade_start = late <= (Millis)(LATE_MAX * stage->speed) ? to->picture.at : at;
    stage->is_fading = true;
    stage->has_played = false;
    stage->statistics.worst_fade_ms = 0;
    stage->last_frame = steady_ms();
    window_begin_fade_to(stage->window, &stage->pixels);
    fade(stage, at);
}

/* Without any font that can be read the last picture stays: another one would have no letters. */
static bool has_to_stay(const Stage *stage) {
    return stage->front.is_valid && text_is_lost(screen_text(stage->screen));
}

/* What is due at `at`. When slides have come or gone the cycle is another one: what is shown is
 * shown to its end, and the cycle goes on from there. */
static Slide slide_due(Stage *stage, const Staff *staff, Instant at) {
    if (stage->stays && staff_is_free(staff) && at < stage->staying.until)
        return stage->staying;
    stage->stays = false;
    return staff_slide_at(staff, stage->screen, at);
}

static void find_staying(Stage *stage, const Staff *staff, Instant at) {
    uint64_t slides = screen_slides(stage->screen);
    if (slides == stage->slides)
        return;
    stage->stays =
        stage->is_stale && !stage->is_cut && stage->front.is_valid && staff_is_free(staff) &&
        screen_stays(stage->screen, staff->base, &stage->front.picture, at, &stage->staying);
    stage->slides = slides;
}

/* True when the front does not do, and the back is what does. */
static bool needs_back(Stage *stage, const Staff *staff, Instant at) {
    if (has_to_stay(stage))
        return false;
    find_staying(stage, staff, at);
    Slide slide = slide_due(stage, staff, at);
    if (!stage->is_stale && holds_at(&stage->front, &slide, at))
        return false;
    if (!holds_at(&stage->back, &slide, at))
        draw(stage, &slide, at);
    return true;
}

void stage_make_ready(Stage *stage, const Staff *staff, Instant at) {
    if (!stage->is_fading)
        needs_back(stage, staff, at);
}

Instant stage_update(Stage *stage, const Staff *staff, Instant at) {
    if (stage->is_fading)
        fade(stage, at);
    if (stage->is_fading)
        return at;
    if (needs_back(stage, staff, at)) {
        change(stage, at);
    } else if (stage->is_lost) {
        show_front(stage);
    }
    if (has_to_stay(stage))
        return INSTANT_NEVER;
    return stage->is_fading ? at : stage->front.picture.until;
}

void stage_draw_first(Stage *stage, const Staff *staff, Instant at) {
    Slide slide = staff_slide_at(staff, stage->screen, at);
    bool is_alone = !stage->name; /* nobody copies it */
    if (is_alone && window_lend(stage->window, &stage->lent))
        draw_into(stage, &stage->lent, &slide, at);
    else
        draw(stage, &slide, at);
}

/* Asks for the pictures of the slide after the shown one, which is not drawn ahead because the
 * shown one goes on. */
static bool look_ahead(Stage *stage, const Staff *staff) {
    const Picture *shown = &stage->front.picture;
    Instant due = shown->slide.until;
    if (due == INSTANT_NEVER || shown->until >= due || due - shown->until > AHEAD ||
        stage->looked_to == due)
        return false;
    stage->looked_to = due;
    Staff later = *staff;
    staff_expire(&later, due);
    bool stays = stage->stays;
    slide_due(stage, &later, due);
    stage->stays = stays;
    return true;
}

bool stage_prepare(Stage *stage, const Staff *staff) {
    Instant due = stage->front.picture.until;
    if (!has_to_stay(stage) && !stage->is_fading && !stage->is_stale && stage->front.is_valid &&
        look_ahead(stage, staff))
        return true;
    if (has_to_stay(stage) || stage->is_fading || stage->is_stale || !stage->front.is_valid ||
        due == INSTANT_NEVER || stage->back.is_valid)
        return false;
    Staff later = *staff;
    staff_expire(&later, due);
    bool stays = stage->stays;
    Slide slide = slide_due(stage, &later, due);
    stage->stays = stays; /* until then */
    draw(stage, &slide, due);
    text_rest(screen_text(stage->screen));
    return true;
}

bool stage_is_fading(const Stage *stage) {
    return stage->is_fading;
}

void stage_invalidate(Stage *stage) {
    if (stage->is_fading)
        end_fade(stage);
    stage->back.is_valid = false;
    stage->is_stale = true;
}

void stage_refresh(Stage *stage) {
    if (!stage->is_fading)
        stage->back.is_valid = false;
    stage->is_stale = true;
}

void stage_cut(Stage *stage) {
    stage_invalidate(stage);
    stage->is_cut = true;
}

void stage_expose(Stage *stage) {
    stage->is_lost = true;
}

StageStatistics stage_statistics(const Stage *stage) {
    StageStatistics statistics = stage->statistics;
    statistics.shown = stage->front.picture;
    statistics.has_shown = stage->front.is_valid;
    return statistics;
}
