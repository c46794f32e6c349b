/* overlay_link.h: the overlay beside a screen: what the loop has to do for it, which is little.
 *
 * The overlay works in threads of its own; the window belongs to the loop. When somebody asks the
 * page for the screen's picture, the loop is asked for it. */
#pragma once

#include "output/window.h"
#include "station/desk.h"
#include "stream/overlay_server.h"

typedef struct OverlayLink OverlayLink;

/* NULL, with EXIT_FINE, when `settings` is NULL: no overlay is served; with another code, after a
 * line in the log, when something that was asked for cannot be had. An SDL event of that type and
 * code asks the loop to call overlay_link_answer. */
OverlayLink *overlay_link_start(const OverlaySettings *settings, Clock clock, const Source *source,
                                const Desk *desk, uint32_t event_type, int event_code,
                                ExitCode *code);
void overlay_link_stop(OverlayLink *link); /* accepts NULL */

/* All of these accept NULL. */
/* What the desk has to show is another schedule; the former one may be freed afterwards. */
void overlay_link_set_show(OverlayLink *link, const Source *source, const Desk *desk);
void overlay_link_show_cue(OverlayLink *link, bool is_shown);
void overlay_link_clock_set(OverlayLink *link);

/* Gives what is on the window to whoever asked. */
void overlay_link_answer(OverlayLink *link, const Window *window);

/* The overlay's state as JSON in `arena`; empty without one. */
Str overlay_link_status(OverlayLink *link, Arena *arena);
