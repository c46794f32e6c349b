/* overlay_server.h: the overlay as a whole: drawn, sent as frames, kept as a picture file, served
 * as a page.
 *
 * Works in threads of its own beside whatever else the program does: `kiosk overlay` has nothing
 * else to do, and the full-screen kiosk gives it each schedule that it shows. */
#pragma once

#include "base/exits.h"
#include "stream/caption_feed.h"
#include "stream/frame_sender.h"
#include "stream/outputs.h"
#include "stream/overlay_painter.h"

typedef struct {
    ScreenSettings screen; /* of the overlay; borrowed texts */
    OverlayChoice choice;
    bool is_by_hand;
    CaptionPlace captions; /* borrowed text */
    FrameRate rate;
    OutputPlace outputs[OUTPUTS_MAX]; /* borrowed texts; see outputs_settle */
    size_t output_count;
    FrameContainer container; /* of frames: MKV wants PIXEL_BGRA */
    PixelLayout layout;
    Clock clock;
    /* What is on the venue's screen, asked for in the page's thread; NULL: it is drawn, as a
     * screen of `venue_width` × `venue_height` would show it. */
    bool (*read_screen)(void *context, Pixmap *out);
    void *context;
    int32_t venue_width, venue_height;
} OverlaySettings;

typedef struct OverlayServer OverlayServer;

/* NULL, after a line in the log, when something that was asked for cannot be had; *code says what
 * kind of thing. */
OverlayServer *overlay_server_start(const OverlaySettings *settings, const OverlayShow *show,
                                    ExitCode *code);
void overlay_server_stop(OverlayServer *server); /* accepts NULL */

/* Another schedule. Returns when the former one is not looked at any more. */
void overlay_server_set_show(OverlayServer *server, const OverlayShow *show);

/* `kiosk live lower-third`. True with what was done, else why not, in *answer (in `arena`). */
bool overlay_server_lower_third(OverlayServer *server, const LowerThird *third, Arena *arena,
                                Str *answer);

void overlay_server_clock_set(OverlayServer *server);

/* Files of the schedule's pictures may be other ones on the disk. */
void overlay_server_look_again(OverlayServer *server);

/* To be called every ten seconds or so, if one of the outputs wants it. */
void overlay_server_tick(OverlayServer *server);
bool overlay_server_wants_ticks(const OverlayServer *server);

/* Readable when there is nothing left to do: whoever read the frames has gone, and there is no
 * other output. -1: that cannot happen. */
int overlay_server_descriptor(const OverlayServer *server);

SenderCounters overlay_server_counters(OverlayServer *server);

/* Says on stderr where the page is and what is sent. */
void overlay_server_announce(const OverlayServer *server);

/* The state as JSON, in one line, to be freed: what `status` of the page says. */
char *overlay_server_status(OverlayServer *server);

/* What staff are told of fonts that are gone; empty: they are there. In `arena`. */
Str overlay_server_font_problem(OverlayServer *server, Arena *arena);

/* A copy of the newest picture, to be freed; false when nothing was drawn yet. */
bool overlay_server_picture(OverlayServer *server, Pixmap *out);
