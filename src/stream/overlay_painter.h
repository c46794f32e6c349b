/* overlay_painter.h: draws the overlay's pictures ahead of the ticks that they are due at.
 *
 * A thread of its own with a Screen of its own: neither the venue's screen nor whoever sends the
 * frames waits for it. At rest it sleeps until the next change, and has drawn that once already, so
 * that letters and pictures are at hand when it comes. */
#pragma once

#include "base/clock.h"
#include "live/lower_third.h"
#include "stream/overlay_screen.h"
#include "stream/pacer.h"
#include "stream/picture_board.h"

typedef struct {
    ScreenSettings screen; /* borrowed texts */
    OverlayChoice choice;
    FrameRate rate;
    int64_t start; /* of the rate's ticks: nanoseconds of CLOCK_MONOTONIC */
    Clock clock;
    bool is_by_hand; /* no lower third but by hand */
} PainterSettings;

/* What is shown. Borrowed until the next painter_set_show. */
typedef struct {
    const Schedule *schedule; /* NULL: none */
    size_t room;
    Str folder;
} OverlayShow;

typedef struct OverlayPainter OverlayPainter;

/* `board` is borrowed and has the screen's size. NULL, after a line in the log, when there are no
 * fonts. */
OverlayPainter *painter_start(const PainterSettings *settings, const OverlayShow *show,
                              PictureBoard *board);
void painter_stop(OverlayPainter *painter); /* accepts NULL */

/* Returns when the former show is not looked at any more. */
void painter_set_show(OverlayPainter *painter, const OverlayShow *show);

/* Staff's hand, now: SHOW, HIDE or NEXT. False when there is nobody of that kind: no session
 * runs, or it has no such name. */
bool painter_show_cue(OverlayPainter *painter, const LowerThird *third);

/* What a captioner has written up to now; `at` is filled in. */
void painter_set_captions(OverlayPainter *painter, const OverlayCaptions *captions);

/* Files of the schedule's pictures may be other ones on the disk. */
void painter_look_again(OverlayPainter *painter);

/* What staff are told of fonts that are gone (see screen_font_problem), as of the last picture;
 * never waits for one that is drawn. In `arena`. */
Str painter_font_problem(OverlayPainter *painter, Arena *arena);

/* The system's clock was set. */
void painter_clock_set(OverlayPainter *painter);
