/* cycle.h: the cycle of the views over a conference day, without what lies over it. Inner header of
 * playlist.c.
 *
 * The cycle is arithmetic: visits to views, of pages of known length, that repeat from the day's
 * start. Slides that come and go by their times change it: there a piece of the day ends. What is
 * shown then is shown to its end, unless it is the slide that goes, and the cycle goes on with what
 * would have come next. */
#pragma once

#include "playlist/playlist.h"
#include "schedule/slides.h"

enum { VISITS_MAX = 17, PIECES_MAX = SLIDE_CHANGES_MAX + 1 };

/* To a view, in the cycle. Of slides, as of other items, a visit shows one. */
typedef struct {
    ViewKind view;
    size_t index; /* among the cycle's visits */
    size_t pages; /* 1 when a visit shows one of the items */
    size_t turns; /* how many times it shows them, one time after the other */
    size_t items; /* at least 1; of slides it is the rotation's count */
    Millis dwell; /* of a slide: where it does not say */
} Visit;

/* A part of the day with the same slides. */
typedef struct {
    Instant from;
    size_t first;          /* the visit that it begins with */
    uint64_t pages_before; /* that have begun on the day before it */
    uint64_t rounds_before;
    uint64_t visits_before[VIEW_KIND_COUNT]; /* to each view */
} Piece;

/* How the cycle goes in a piece. */
typedef struct {
    Visit visits[VISITS_MAX]; /* in their order, beginning with the piece's first */
    size_t count;
    size_t page_count;                 /* that all show, each time counted */
    size_t visits_to[VIEW_KIND_COUNT]; /* how many of them go to each view */
    Millis length;                     /* without the slides */
    SlideRotation rotation;            /* of the slides; empty: there are none now */
    bool is_static;                    /* one page that never turns */
} Round;

typedef struct {
    const Schedule *schedule; /* may be NULL */
    SlidePlace place;
    Instant from, until; /* the day */
    Visit visits[VISITS_MAX];
    size_t visit_count;
    Visit fallback; /* where there is nothing else */
    int32_t share;  /* per cent of a round in which what runs is shown, at least; 0: as it comes */
    bool is_door;
    Piece pieces[PIECES_MAX];
    size_t piece_count;
    Round round;     /* of a piece … */
    size_t round_of; /* … that was asked for last */
} Cycle;

/* The cycle on the day of `bounds`, cut to from and until, on a screen of `room`. */
void cycle_make(Cycle *cycle, const Schedule *schedule, const PlaylistSettings *settings,
                size_t room, DayBounds bounds);

/* How many pages of the cycle have begun before the one at `at`, since the day's start; and that
 * page, whole but for the day's end and the piece's. */
uint64_t cycle_index(Cycle *cycle, Instant at, Slide *slide);

/* How often the cycle has gone round. */
uint64_t cycle_round(Cycle *cycle, Instant at);

/* One page all day. */
bool cycle_is_static(Cycle *cycle);

Millis cycle_dwell(Millis dwell); /* within reason */
size_t cycle_pages(size_t pages); /* the same */
