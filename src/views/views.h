/* views.h: from a slide to a scene. One file per view; this is what they share and what others
 * call. Pure: what they show is in the context. */
#pragma once

#include "base/strings.h"
#include "playlist/playlist.h"
#include "scene/scene.h"
#include "scene/theme.h"
#include "views/ways.h"

enum { VIEW_LANGUAGES_MAX = 4 };

typedef enum {
    HELLO_CLOCK_ALONE,   /* nothing keeps it */
    HELLO_CLOCK_ROUGH,   /* it is kept, and may be wrong by a tenth of a second or more */
    HELLO_CLOCK_IN_STEP, /* it is kept */
} HelloClock;

/* What a screen without a schedule says to whoever sets it up. */
typedef struct {
    Str name;    /* of the screen: what --screen said, else four words */
    Str code;    /* six characters, by which it is told from others */
    Str address; /* where it is reached: the operator's page, else the computer; empty: nowhere */
    Str url;     /* of the operator's page, where others reach it; empty: no code is drawn */
    HelloClock clock;
    int32_t clock_error_ms; /* as far as the system knows */
} ViewHello;

/* What was worked out for one page and is the same for others of the same moment. */
typedef struct ViewMemo ViewMemo;

typedef struct {
    const Schedule *schedule; /* NULL: none could be loaded */
    size_t room;              /* or SCHEDULE_NONE: the foyer */
    Instant at;
    int32_t width, height; /* pixels */
    const Theme *theme;
    const Strings *strings[VIEW_LANGUAGES_MAX]; /* by language, primary first; at least one */
    Str languages[VIEW_LANGUAGES_MAX];          /* the same languages' tags */
    size_t language_count;
    const Zone *zone; /* for the clock when there is no schedule; else the schedule's is used */
    TextEngine *text;
    const Str *missing_pictures; /* of the schedule: those that cannot be drawn, or not yet; their
                                    names are */
    size_t missing_picture_count;
    ScreenWays ways;        /* from where the screen hangs */
    const ViewHello *hello; /* shown while there is no schedule; NULL: a page for the audience is */
    ViewMemo *memo;         /* borrowed; NULL: nothing is kept from page to page */
} ViewContext;

/* What the schedule's event says of its own look; NULL: nothing. */
Brand view_brand(const Schedule *schedule);

/* Builds the whole picture for `slide` at context->at: background, header, the view (or the state
 * that the day is in), and what lies over it (notice banner, emergency). Sets the scene's next
 * change and identity. */
void view_build(const ViewContext *context, const Slide *slide, Scene *scene);

/* How the picture of a slide that has one, or the one that stands in for its video, is drawn on a
 * screen of that size. */
Draw view_slide_picture(const SlideContent *slide, bool is_poster, int32_t width, int32_t height);

/* How many pages the view needs on this screen for the conference day of context->at; at least 1;
 * constant over the day. */
size_t view_page_count(const ViewContext *context, ViewKind view);

/* Which partners stand on a page of the view (from 0): `count` of them from `first` on; none for a
 * view without partners. For the report of who was seen for how long. */
void view_partners_on_page(const ViewContext *context, ViewKind view, size_t index, size_t *first,
                           size_t *count);

/* ---- for who looks at every page of a day -----------------------------------------------------
 */

/* What is the same for all moments of a day, kept for view_sights. */
typedef struct ViewDay ViewDay;

/* Empty, for the day and the room that view_sights is asked about first. In `arena`. */
ViewDay *view_day_create(Arena *arena);

/* For ViewContext.memo: keeps what pages of one room and instant share, so that all pages of a
 * moment take hardly longer than their texts. It is of one schedule, screen and languages: when
 * any of these is another one, or was changed, view_memo_forget. Its own place is in `arena`. */
ViewMemo *view_memo_create(Arena *arena);
void view_memo_free(ViewMemo *memo);
void view_memo_forget(ViewMemo *memo);

/* A page to look at. */
typedef struct {
    Slide slide;
    Instant at;
    uint64_t look; /* two pages of a day with the same number have the same texts in places of the
                      same size; 0: nothing is known, have a look */
} ViewSight;

/* The pages that show all that the view has to tell at context->at on this screen: every item,
 * every page; under a notice, which leaves less room, at the instants at which they
 * turn. `context` is of the day's room and size. In `arena`. */
const ViewSight *view_sights(Arena *arena, ViewDay *day, const ViewContext *context, ViewKind view,
                             size_t *count);

enum { VIEW_WISHES_MAX = 8 };

/* The texts that the view shows on this slide where there is room, and leaves out where there is
 * none, into `wishes`; returns how many. */
size_t view_wishes(const ViewContext *context, const Slide *slide,
                   const Localized *wishes[VIEW_WISHES_MAX]);

/* ---- for reports ------------------------------------------------------------------------------
 */

/* What a page showed, as far as a report names it. */
typedef struct {
    const Slide *slide;
    size_t session, segment; /* what ran first, or SCHEDULE_NONE */
    size_t first_partner, partner_count;
} ViewShown;

/* In a few words, in the schedule's first language: a title, names; empty where the view's name
 * says it all. */
Str view_label(Arena *arena, const Schedule *schedule, const ViewShown *shown);
