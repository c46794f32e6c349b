/* station.h: the running kiosk: clock, schedule and staff's changes, and the faces that show it.
 *
 * There is one loop, whatever the faces are. It sleeps until the next change that one of them
 * foresees, or until something comes from outside; reloads, changes, signals, status and problems
 * exist once, here and in desk.h. */
#pragma once

#include "base/clock.h"
#include "station/face.h"
#include "station/order.h"
#include "station/wake.h"

enum { STATION_FACES_MAX = 4 };

typedef struct {
    SourceSettings source;
    double speed;             /* of the clock; 1: real */
    Instant until;            /* a rehearsal ends then by itself; 0: nobody ends it but staff */
    const char *state_folder; /* see DeskSettings */
    const char *screen_name;
    const char *groups; /* see DeskSettings */
    bool follows_groups;
    const char *cache_folder;
    Face faces[STATION_FACES_MAX]; /* the station's from now on */
    size_t face_count;             /* at least 1 */
} StationSettings;

/* Runs until somebody ends it. Borrows the rest of the settings. */
ExitCode station_run(const StationSettings *settings);

/* ---- what a face may ask -------------------------------------------------------------------- */

Wake *station_wake(Station *station);
const Clock *station_clock(const Station *station);
const Source *station_source(const Station *station); /* good until the next set_schedule */

/* What it is read from; lives as long as the station. */
const SourceSettings *station_source_settings(const Station *station);

/* The name by which staff reach it, in `arena`. */
Str station_screen_name(const Station *station, Arena *arena);

/* What is wrong with the file or the network; empty: nothing. */
Str station_problem(const Station *station);

/* A command as of command.h, such as "next" from "key"; its answer goes into the log. */
void station_say(Station *station, const char *sender, const char *line);

/* Any order; its answer goes where it says. */
void station_obey(Station *station, const Order *order);

/* Lives as long as the station. */
Arena *station_arena(Station *station);

/* A face that sleeps by itself says when, and that it woke: see pulse.h. */
void station_sleeps(Station *station, Millis millis);
void station_wakes(Station *station);

/* See supervisor.h. */
bool station_keep(const Station *station, int fd, const char *name);
void station_let_go(const Station *station, const char *name);

void station_reload(Station *station); /* reads the schedule again, soon */
void station_end(Station *station);    /* ends the loop, soon */
bool station_is_ending(const Station *station);

/* The world of a face has ended, such as its display, in the middle of a call that can neither go
 * on nor fail. Goes on with the other faces, and ends the process when that is over, at once if
 * there is none; the face (its `self`) is never called again. */
_Noreturn void station_go_on_without(Station *station, const void *face);

/* One of the faces is what people in the venue see. */
bool station_has_displays(const Station *station);

/* What is on that display (see FaceKind.picture). */
bool station_picture(const Station *station, int32_t display, Pixmap *out, Arena *arena,
                     Str *problem);

/* A crossfade runs: what takes as long as a frame had better wait. */
bool station_is_fading(const Station *station);

/* What would be on that display now if the order were obeyed, which it is not; to be freed with
 * pixmap_free. Takes as long as a page takes to draw. False with a line in *problem (in `arena`):
 * the order would be refused, or changes nothing that can be drawn. */
bool station_preview(const Station *station, const Order *order, int32_t display, Pixmap *out,
                     Arena *arena, Str *problem);
