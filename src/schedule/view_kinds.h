/* view_kinds.h: what everybody has to know of a view, in one row each: what the file, the options,
 * the commands and the keyboard call it, how long it stays, what it tells of.
 *
 * How a view is drawn stands in src/views/views.c, in a table over the same enum. A new view is a
 * line in the enum, a row in view_kinds.c, a row there and a file beside it; CONTRIBUTING.md has
 * the way. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/instant.h"
#include "base/str.h"

typedef enum {
    VIEW_NOW_NEXT,
    VIEW_AGENDA,
    VIEW_SPOTLIGHT,
    VIEW_PARTNERS,
    VIEW_GRID,
    VIEW_SPEAKERS,
    VIEW_TIMER,
    VIEW_SLIDES,
    VIEW_KIND_COUNT
} ViewKind;

/* What a view tells of: decides when it has something to show (view_content.h). */
typedef enum {
    CONTENT_NOW,      /* what runs and what follows: another picture with every start and end */
    CONTENT_DAY,      /* the sessions of the day */
    CONTENT_PROJECTS, /* one at each visit */
    CONTENT_PARTNERS,
    CONTENT_SPEAKERS, /* one at each visit */
    CONTENT_STAGE,    /* the time of who stands on a room's stage; that is never nothing */
    CONTENT_SLIDES,   /* one at each visit, of those that are due (slides.h) */
    CONTENT_KIND_COUNT
} ViewContent;

typedef struct {
    const char *name;  /* "now_next": in the file, in options, in commands */
    const char *words; /* "now/next": in the help for staff */
    char key;          /* '1' to '9' on staff's keyboard; 0: none */
    size_t place;      /* in the cycle of a file that does not say which views it wants, from 1; 0:
                          not in it */
    bool is_of_many_rooms; /* in that cycle only where many rooms are looked at together */
    Millis dwell;          /* of a page, where the file does not say */
    ViewContent content;
} ViewRow;

/* `kind` is one of the views. */
const ViewRow *view_row(ViewKind kind);

/* "now_next", …; "?" beyond the views. */
const char *view_kind_name(ViewKind kind);

/* The view of that name ("now-next" and "Now next" too), or VIEW_KIND_COUNT. */
ViewKind view_kind_by_name(Str name);

/* The view whose key that is, or VIEW_KIND_COUNT. */
ViewKind view_kind_by_key(char key);

/* All names, in order, with `between` between them: "now_next, agenda, …". In `arena`. */
Str view_kind_list(Arena *arena, const char *between);
