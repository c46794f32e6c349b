/* heads.h: the monitors that one kiosk drives, each with its window, its room and its pages.
 *
 * All show the same schedule by the same clock, and staff's keys act on all of them together. Each
 * is a stage of its own, so that a page fits its display; fonts and decoded pictures are there
 * once, and what one has drawn another one copies. All are drawn in the loop's thread. */
#pragma once

#include "live/control.h"
#include "station/heads_open.h"

union SDL_Event;

/* False when there are no fonts: then nothing is shown but the fault screen. */
bool heads_can_draw(const Heads *heads);

/* Another schedule: both are borrowed until the next call. When it is urgent it is there at once,
 * without a crossfade. */
void heads_set_schedule(Heads *heads, const Schedule *schedule, const Source *source,
                        bool is_urgent);

/* What was drawn does not hold any more: the clock was set. */
void heads_invalidate(Heads *heads);

/* Takes the pictures that are ready by now: what was drawn without them is drawn again. */
void heads_take_pictures(Heads *heads);

/* The schedule's pictures may be other ones on the disk. */
void heads_look_again(Heads *heads);

/* Brings all displays to `now`; what has to be drawn is drawn before the first one changes.
 * Returns when it wants to be called again, but for the frames of crossfades: heads_next_frame. */
Instant heads_update(Heads *heads, Instant now);

/* Real milliseconds at which the next frame of a crossfade is due; HUGE_VAL when none runs. */
double heads_next_frame(const Heads *heads);

/* Draws one of the pictures that are due next, if that is not done: while a crossfade runs, frames
 * of videos alone. True when it did something. */
bool heads_prepare(Heads *heads);

/* An event of SDL's about a window or a display. A display that went is waited for; with --display
 * all one that is new is taken, too. */
void heads_handle_event(Heads *heads, const union SDL_Event *event, Instant now);

/* ---- staff: on all displays ----------------------------------------------------------------- */

/* False when none of them has another slide. */
bool heads_step(Heads *heads, int direction, Instant now, Instant forget_at);
void heads_pin(Heads *heads, Instant now);
void heads_choose_view(Heads *heads, ViewKind view);

/* On one of them, by its place in the list (VIEW_KIND_COUNT: not any more). */
void heads_hold_view(Heads *heads, size_t screen, ViewKind view);
void heads_toggle_fullscreen(Heads *heads);

/* Puts the panel on each window that has another one; `is_renewed`: on each in any case. `facts`
 * are those that are the same for all. */
void heads_show_panel(Heads *heads, PanelKind kind, bool is_renewed, const PanelFacts *facts);

/* ---- what is asked of them ------------------------------------------------------------------ */

/* The head on that display, counted as --display does, or the first one for DISPLAY_NONE. NULL with
 * a line in *problem when there is none. */
const Head *heads_find(const Heads *heads, int32_t display, Arena *arena, Str *problem);

/* What that head, which has a stage, would show at `now` if `schedule` were the one that is shown:
 * drawn with what its screen has, and kept nowhere. */
Pixmap heads_preview(const Heads *heads, const Head *head, const Schedule *schedule, Instant now);

/* An entry for each in `arena`; room and state of the day are left to the desk. */
ControlScreen *heads_status(const Heads *heads, Arena *arena, Instant now);
