/* views.h: from a slide to a scene. One file per view; this is what they share and what others
 * call. Pure: what they show is in the context. */
#pragma once

#include "base/strings.h"
#include "playlist/playlist.h"
#include "scene/scene.h"
#include "scene/theme.h"

enum { VIEW_LANGUAGES_MAX = 4 };

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
} ViewContext;

/* Builds the whole picture for `slide` at context->at: background, header, the view (or the state
 * that the day is in), and what lies over it (notice banner, emergency). Sets the scene's next
 * change and identity. */
void view_build(const ViewContext *context, const Slide *slide, Scene *scene);

/* How many pages the view needs on this screen for the conference day of context->at; at least 1;
 * constant over the day. */
size_t view_page_count(const ViewContext *context, ViewKind view);

/* Which partners stand on a page of the wall (from 0): `count` of them from `first` on. For the
 * report of who was seen for how long. */
void view_wall_page(const ViewContext *context, size_t index, size_t *first, size_t *count);

/* Which rooms stand on a page of the foyer's now and next (from 0) while no notice takes from its
 * height; `rooms` has a place for each of the schedule's. 0: at that instant it shows no rooms. For
 * who looks at every page of a day: pages on which the rooms' sessions are the same look the same.
 */
size_t view_foyer_rooms(const ViewContext *context, size_t index, size_t *rooms);
