/* face.h: what a station shows on: the displays' windows, a livestream, later others.
 *
 * Each kind of face is one const table of functions. The station (station.h) owns clock, schedule
 * and staff's changes, and knows its faces by this table alone: what is said to one is said to all,
 * and none of them reads a file, a signal or a socket of staff's by itself. */
#pragma once

#include "base/exits.h"
#include "live/control.h"
#include "picture/source.h"
#include "render/pixmap.h"

typedef struct Station Station; /* station.h: what a face may ask of it */

/* All are called in the station's thread, with the face itself first. A function that may be NULL
 * says so: the face has no such thing. Those of a start are called in this order. */
typedef struct {
    bool has_displays; /* it is what people in the venue see */
    bool has_viewers;  /* others see it: it goes on when the display's server ends */

    /* Reads the schedule as source_open does, beside what takes the face long to start. May be
     * NULL; one face of a station may have it. */
    Source *(*read)(void *face, const SourceSettings *settings, Instant now);
    /* The schedule is read, the station's clock is set. Another code than EXIT_FINE, after a line
     * in the log, when what was asked for cannot be had. May be NULL. */
    ExitCode (*open)(void *face, Station *station);
    /* What is to be shown, for the first time and whenever it is another: both are borrowed until
     * the next call. When it is urgent it is there at once, without a crossfade. */
    void (*set_schedule)(void *face, const Schedule *schedule, const Source *source,
                         bool is_urgent);
    /* Everything else is there: staff's changes, too. */
    ExitCode (*start)(void *face, Station *station);
    /* After whatever came of it; also when nothing above was called. Frees the face. */
    void (*close)(void *face);

    /* Brings it to `now`; returns when it wants to be called again, at the latest. May be NULL: it
     * lives by a clock of its own. */
    Instant (*step)(void *face, Instant now);
    /* Sleeps at most `millis` real milliseconds (INT64_MAX: for ever) until an event of the face's
     * own or one of wake.h, and does what they ask for. May be NULL; one face of a station may have
     * it, and the station sleeps there. */
    void (*wait)(void *face, Millis millis);
    /* The system's clock was set: what was drawn for the former time does not hold. */
    void (*clock_set)(void *face);

    /* Files of the schedule's pictures may be other ones on the disk. May be NULL: it shows none.
     */
    void (*look_again)(void *face);

    /* Adds what staff are told of it, in `arena`: an entry of status->screens for each display, or
     * one if there is none yet; room and state of the day are left to the desk. */
    void (*status)(void *face, Arena *arena, ControlStatus *status);
    /* What is shown now, to be freed with pixmap_free; on that display, counted as --display does
     * (negative: the first). False with a line in *problem (in `arena`). */
    bool (*picture)(void *face, int32_t display, Pixmap *out, Arena *arena, Str *problem);
    /* Draws what it would show now if that schedule (borrowed for the call) were shown, without
     * showing it; otherwise as `picture`. May be NULL: it has no pages. */
    bool (*preview)(void *face, const Schedule *schedule, int32_t display, Pixmap *out,
                    Arena *arena, Str *problem);
    /* A crossfade runs. May be NULL: it has none, or draws in a thread of its own. */
    bool (*is_fading)(void *face);
    /* Staff turn to the next page (+1) or to the one before (-1). False when there is no other one.
     * May be NULL: no pages. */
    bool (*turn)(void *face, int direction);
    /* Staff hold a view from afar (VIEW_KIND_COUNT: not any more) on the screen of that number, as
     * source_room counts. May be NULL: no pages. */
    void (*hold)(void *face, size_t screen, ViewKind view);
    /* Staff show or hide the lower third, or ask whom it can show. False with why not, else true
     * with what was done, in *answer (in `arena`). May be NULL: it has none. */
    bool (*lower_third)(void *face, const LowerThird *third, Arena *arena, Str *answer);
} FaceKind;

typedef struct {
    const FaceKind *kind;
    void *self; /* owned by the station that it is given to */
} Face;
