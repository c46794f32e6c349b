/* screen.h: the picture of an instant.
 *
 * Everything that shows something (the window, `snapshot`, the contact sheet, the tests) asks a
 * Screen: the same schedule, settings, size and instant give the same pixels. It owns the text
 * engine and the renderer with their caches, or borrows them from another, and belongs to one
 * thread with those that do. */
#pragma once

#include "picture/resources.h"
#include "playlist/playlist.h"
#include "render/render.h"
#include "views/views.h"

typedef struct Screen Screen;

typedef struct {
    const Resources *resources; /* borrowed */
    Str font_folder;            /* the event's folder: its fonts/ is searched first; may be empty */
    int32_t width, height;      /* of the picture */
    Str theme;                  /* borrowed; empty: the schedule's */
    const Str *languages;       /* borrowed; primary first; none: the schedule's */
    size_t language_count;
    ScreenWays ways;          /* borrowed; from where it hangs */
    Str name, groups;         /* borrowed; as SlidePlace has them; see screen_set_groups */
    PictureSettings pictures; /* texts are borrowed while the screen is created */
    Screen *sibling; /* borrowed: fonts, words, theme and decoded pictures are this one's, which has
                        the same settings but for the size, and is told first of another schedule;
                        NULL: they are its own */
} ScreenSettings;

/* NULL, after a line in the log, when there is no font to draw with. Before anything else it is to
 * be told of the schedule. */
Screen *screen_create(const ScreenSettings *settings);
void screen_free(Screen *screen); /* accepts NULL */

/* The groups that it is in from now on; borrowed. */
void screen_set_groups(Screen *screen, Str groups);

void screen_resize(Screen *screen, int32_t width, int32_t height);
void screen_size(const Screen *screen, int32_t *width, int32_t *height);

/* What is shown from now on. `schedule` (NULL: none) and `folder` (or several, one a line:
 * where the files are that it names) are borrowed until the next call; `room` is one of its rooms
 * or SCHEDULE_NONE. */
void screen_set_schedule(Screen *screen, const Schedule *schedule, size_t room, Str folder);
/* From where it hangs, from now on; borrowed, as the schedule is. */
void screen_set_ways(Screen *screen, const ScreenWays *ways);

/* What it says to whoever sets it up while there is no schedule, from now on; borrowed until the
 * next call. NULL, as at first: a page for the audience. */
void screen_set_hello(Screen *screen, const ViewHello *hello);

const Schedule *screen_schedule(const Screen *screen);

/* The zone that the clock shows: the schedule's, else the host's. */
const Zone *screen_zone(const Screen *screen);

/* A view that somebody holds, so that only its pages turn. */
typedef struct {
    bool is_held;
    ViewKind view;
} ScreenHold;

/* What views are built from at `at`; good until the schedule is set again, or pictures are looked
 * for. */
ViewContext screen_context_at(const Screen *screen, Instant at);

/* For who builds scenes by itself. Before it builds: pictures that could not be drawn are tried
 * again if they may be there by now, and fonts whose files are damaged are left out. */
void screen_try_pictures(Screen *screen);

/* When one is built: looks for pictures of the schedule's in it that cannot be drawn, or not yet.
 * True when there are some that were not known of: a scene of a new context has their names. */
bool screen_misses_pictures(Screen *screen, const Scene *scene);

/* Two scenes with the same hash draw the same picture: scene_hash, and which picture each of the
 * schedule's files holds. */
uint64_t screen_hash(const Screen *screen, const Scene *scene);

/* The playlist's. In place of a slide whose picture cannot be drawn the next one that can is shown;
 * while a picture is on its way, or where none can be, now and next. */
Slide screen_slide_at(Screen *screen, ScreenHold hold, Instant at);

/* What a picture shows, without the pixels. */
typedef struct {
    Slide slide;
    Instant at;
    Instant until;     /* first instant after `at` at which another picture can be due */
    uint64_t identity; /* see Scene.identity, with the slide's turn mixed in */
    uint64_t hash;     /* of the display list: equal hashes, equal pixels */
    uint64_t source;   /* Schedule.hash of what it tells; 0: there was none */
    bool is_dark;      /* nothing is to be seen: Scene.is_dark */
    bool is_playing;   /* a video goes on in it: Scene.is_playing */
    uint64_t content;  /* slide_identity of a slide of the house's; else 0 */
} Picture;

/* Another number after a schedule that has other slides than the one before. */
uint64_t screen_slides(const Screen *screen);

/* What is shown may stay, though other slides make another cycle: it is still one of its pages, and
 * due. `*slide` is the same page as the present schedule has it, until it would have ended anyway,
 * or until the cycle turns when that is at once. */
bool screen_stays(Screen *screen, ScreenHold hold, const Picture *shown, Instant at, Slide *slide);

/* How many pages the view has on the conference day of `at`. */
size_t screen_page_count(Screen *screen, ViewKind view, Instant at);

/* Lays out the picture of `slide` at `at`; draws nothing. */
Picture screen_compose(Screen *screen, const Slide *slide, Instant at);

/* Looks whether fonts' files were damaged, which is logged once; what is composed from now on does
 * without them. */
void screen_look_at_fonts(Screen *screen);

/* After it was painted: true when fonts were damaged since it was composed, so that it may lack
 * letters. It is to be composed and painted again. */
bool screen_has_lost_fonts(const Screen *screen);

/* What staff are told of fonts that were there at the start and are not any more; empty: all are.
 * In `arena`. */
Str screen_font_problem(const Screen *screen, Arena *arena);

/* Draws what was composed last into `to`, which must have the screen's size. */
void screen_paint(Screen *screen, Pixmap *to);

/* Lays out the picture of `slide` at `at` and draws it into `to`. */
Picture screen_draw(Screen *screen, const Slide *slide, Instant at, Pixmap *to);

/* The display list of the last picture that was laid out. */
const Scene *screen_scene(const Screen *screen);

/* Crossfade time of the schedule's display; 0: plain change. */
Millis screen_transition(const Screen *screen);

typedef struct {
    TextStatistics text;
    RenderStatistics render;
} ScreenStatistics;

ScreenStatistics screen_statistics(const Screen *screen);
TextEngine *screen_text(const Screen *screen);
Renderer *screen_renderer(const Screen *screen);

/* A sentence for each of the schedule's and the theme's pictures that is not shown, in `arena`. */
const Str *screen_picture_problems(const Screen *screen, Arena *arena, size_t *count);
