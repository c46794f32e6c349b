/* desk.h: what reaches a running kiosk from outside, tied to its loop: changed files, a URL,
 * staff's live changes, the control socket.
 *
 * Makes of the plan (what the file says) the schedule that is shown. The station does what it is
 * told, and is asked for what only it knows. */
#pragma once

#include "base/clock.h"
#include "live/control.h"
#include "picture/source.h"
#include "station/care.h"
#include "station/order.h"
#include "station/wake.h"

typedef struct Desk Desk;

/* What the station does for the desk; called in its thread. */
typedef struct {
    void *context;
    /* desk_schedule is another one: take it at once, the former is freed afterwards. When it is
     * urgent, without a crossfade. */
    void (*show)(void *context, bool is_urgent);
    void (*read)(void *context); /* the sources are to be read again, with desk_contents */
    /* The next page (+1) or the one before (-1), now. False with why not in *problem. */
    bool (*turn)(void *context, int direction, Str *problem);
    void (*look_again)(void *context); /* files of pictures may be other ones */
    /* All that the desk does not know; status->screens too, in `arena`, but for room and state. */
    void (*fill_status)(void *context, Arena *arena, ControlStatus *status);
    /* Has a picture of that display written to `path`, and answers the order when it is: `display`
     * counts like --display; negative: the first. At most `width` pixels wide; 0: as it is. */
    void (*screenshot)(void *context, const char *path, int32_t display, int32_t width,
                       const Order *order);
    /* See FaceKind.lower_third. */
    bool (*lower_third)(void *context, const LowerThird *third, Arena *arena, Str *answer);
    /* Shows the version that waits. False with a line in *problem when there is none. */
    bool (*take)(void *context, Str *problem);
} DeskHooks;

typedef struct {
    const SourceSettings *source; /* borrowed */
    const Clock *clock;           /* borrowed */
    const char *state_folder;     /* --state; NULL: the usual one */
    const char *screen_name;      /* --screen; NULL: "kiosk" */
    const char *groups;           /* --group: names with commas between; NULL: none */
    bool follows_groups;          /* nobody said them: those of the plan of the screens count */
    const char *cache_folder;     /* see FetchSettings */
    CareHold *hold;               /* borrowed; what is not to be shown; NULL: nothing */
    bool is_rehearsal; /* the clock is not the world's: changes are not kept, unless --state says
                          where */
    DeskHooks hooks;
} DeskSettings;

/* The bytes that the last copies of URLs have, before the first reading: SourceSettings.contents.
 * In `arena`. */
const SourceContent *desk_first_contents(Arena *arena, const DeskSettings *settings);

/* Never NULL. `wake` (borrowed) must be closed, or not waited for any more, when the desk is. */
Desk *desk_open(const DeskSettings *settings, Wake *wake);
void desk_close(Desk *desk); /* accepts NULL */

/* The plan is now this one (borrowed until the next call), loaded just now. Ends with a call of
 * `show`. */
void desk_set_plan(Desk *desk, const Source *source, Instant now);

/* The reading that was asked for came to nothing, and no source is as it was read: why. Who asked
 * is told. */
void desk_refuse(Desk *desk, Str problem);

/* It waits: why. Who asked is told. */
void desk_doubt(Desk *desk, Str problem);

/* What was doubted last is the next plan: to be called before it is read again, or before
 * desk_set_plan. */
void desk_trust(Desk *desk);

/* The name by which staff reach this kiosk: the one asked for, or what is left of it when another
 * kiosk has it. In `arena`. */
Str desk_screen_name(const Desk *desk, Arena *arena);

/* How far staff's changes of the day have come. */
void desk_changes(const Desk *desk, Date *date, int32_t *last_number);

/* How many of this screen's changes are held back. */
size_t desk_held(const Desk *desk);

/* What was held back is shown again; the sources are to be read. */
void desk_let_go(Desk *desk);

/* What is to be shown: the plan, or it with the changes. Good until the next call of `show`. */
const Schedule *desk_schedule(const Desk *desk);

/* Does what the order says, and answers it, now or later. */
void desk_obey(Desk *desk, const Order *order);

/* What would be shown if the order were obeyed; nothing is done. False with a line in *problem (in
 * `arena`): it would be refused, or is none that changes the day. *made is to be freed; NULL: the
 * plan would be shown as it is. */
bool desk_preview(const Desk *desk, Arena *arena, const Order *order, Schedule **made,
                  Str *problem);

/* The conference day may have changed. */
void desk_tick(Desk *desk, Instant now);

/* The clock was set: desk_tick looks which day it is, be it an earlier one. */
void desk_set_clock(Desk *desk);

/* When desk_tick has something to do, at the latest. */
Instant desk_next(const Desk *desk);

/* The bytes of URLs that are to be read: those that were not judged yet, else those of the plan.
 * In `arena`, but for the bytes, which are good until anything else is done with the desk. */
const SourceContent *desk_contents(const Desk *desk, Arena *arena);

/* The view that staff hold from afar on the screen of that number, as source_room counts. */
bool desk_hold(const Desk *desk, size_t screen, ViewKind *view);

/* What is wrong outside: the network, emergency.txt, a change whose session is gone. Empty:
 * nothing.
 */
Str desk_problem(const Desk *desk);
