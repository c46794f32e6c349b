/* slides.h: which slides of the house are due at an instant, on which screen, and in which order
 * they come.
 *
 * Pure. Which of them is shown when is the playlist's. */
#pragma once

#include "schedule/now_next.h"

/* The screen, as far as slides are for some and not for others. */
typedef struct {
    size_t room;   /* the door it stands at, or SCHEDULE_NONE */
    bool is_foyer; /* it was told no room; a venue's only room is its door all the same */
    bool is_any;   /* whatever the screen is called: for who does not know any names */
    Str name;      /* of --screen; may be empty */
    Str groups;    /* of --group: names with commas between; may be empty */
} SlidePlace;

/* True when it is for such a screen. */
bool slide_is_for(const SlideContent *slide, const SlidePlace *place);

/* True when it is due at `at` on such a screen. */
bool slide_is_due(const Schedule *schedule, const SlideContent *slide, const SlidePlace *place,
                  Instant at);

/* When it is due on the conference day of that date; false: it is not. */
bool slide_time_on(const Schedule *schedule, const SlideContent *slide, Date date, Instant *from,
                   Instant *until);

/* The same at some instant of the conference day; whatever the screen is called. */
bool slide_is_on_day(const Schedule *schedule, const SlideContent *slide, const SlidePlace *place,
                     DayBounds bounds);

enum { SLIDE_CHANGES_MAX = 6 * SLIDES_MAX };

/* The instants after `from` and before `until`, which are of one conference day, at which a slide
 * for that screen comes or goes, rising, each once, into `changes`. Returns how many. */
size_t slides_changes(const Schedule *schedule, const SlidePlace *place, Instant from,
                      Instant until, Instant changes[SLIDE_CHANGES_MAX]);

enum { SLIDES_ROTATION_MAX = 256 };

/* The slides that are due at `at`, in the order in which they take turns; each as often as its
 * weight says, spread evenly. */
typedef struct {
    size_t slides[SLIDES_ROTATION_MAX]; /* indices into schedule->slides */
    size_t count;
} SlideRotation;

void slides_rotation(const Schedule *schedule, const SlidePlace *place, Instant at,
                     SlideRotation *rotation);

/* Another number for another slide: what a screen goes on showing when the list changes. */
uint64_t slide_identity(const SlideContent *slide);
