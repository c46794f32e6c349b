/* desk_inner.h: what a desk is made of. Inner header of desk.c and the other desk_*.c. */
#pragma once

#include "live/lookout.h"
#include "picture/beside.h"
#include "station/copies.h"
#include "station/desk.h"
#include "station/kept.h"

enum { WAITING_MAX = CONTROL_CLIENTS_MAX };

struct Desk {
    const DeskSettings *settings;
    Arena *arena;     /* owned: what lives as long as the desk */
    Lookout *lookout; /* owned */
    Control *control; /* owned; may be NULL */
    Copies **copies;  /* owned; of each source; NULL: it is no URL */
    size_t source_count;
    Wake *wake;           /* borrowed */
    Collect *collect;     /* owned; what the plan names of servers; NULL: it named nothing yet */
    Collect *feeds;       /* owned; the feeds that the plan names; NULL: it named none yet */
    Arena *refused_arena; /* owned: the texts */
    Str *refused;         /* what it names of servers that are not asked, for staff */
    size_t refused_count;
    bool is_reading_wanted; /* and has not ended yet */
    Str name;               /* of the first source, for the state: an absolute path or a URL */
    const char *path;       /* of the state file; NULL: changes are not kept */
    Kept *kept;             /* owned; NULL like the path */
    bool is_passing;        /* the path is not on a disk, for that is read-only */

    const Source *source;    /* borrowed; NULL before desk_set_plan */
    Schedule *bare;          /* owned: what changes are made to while there is no plan */
    Schedule *changed;       /* owned; NULL: the plan is shown as it is */
    LiveState *state;        /* owned */
    StateReading state_read; /* the last look at its file; its problem is what counts */
    LiveState *own;          /* owned: what of the state concerns this screen; borrows its texts */
    size_t held_count;       /* of its changes that are held back (care.h) */
    Arena *groups_arena;     /* owned: the texts */
    Str *groups;             /* that this screen is in */
    size_t group_count;
    EmergencyFile emergency; /* owned */
    Arena *lost_arena;       /* owned: the texts */
    Str *lost;               /* changes whose session or room is not in the plan; for staff */
    size_t lost_count;
    Instant loaded_at;
    Instant day_until;          /* when the state's day ends */
    Order waiting[WAITING_MAX]; /* who asked for a reading; without their texts */
    size_t waiting_count;
};

/* How the source with that number, the first is 0, is asked for; without a URL when there is none.
 */
FetchSettings desk_fetch_settings(const DeskSettings *settings, size_t source);

/* Tells what became of the URLs' bytes, which the plan was made of or not. */
void desk_judge_copies(Desk *desk);

/* What the plan names and is not here is asked for; the thread starts with the first of it, and
 * `call` is called when something has come. `feeds` is called when a feed has. */
void desk_collect(Desk *desk, WakeCall *call, WakeCall *feeds);

/* What is wrong with the first source that has something wrong: its server, or what it is now.
 * Empty: nothing is. The only source's own problem is the station's. */
Str desk_source_problem(const Desk *desk);

/* What the desk and all that it asks know now. In `arena`. */
/* What staff's changes are made to: the plan, or one of nothing in the host's zone and language. */
const Schedule *desk_base(const Desk *desk);

Answer desk_status(Desk *desk, Arena *arena, Instant now);

/* Reads --group, or the tags that the plan of the screens has for this one. */
void desk_take_groups(Desk *desk);

/* desk->own is what of desk->state concerns this screen. */
void desk_find_own(Desk *desk);

/* All of the state that is not held back, whatever screen it is for; borrows its texts. live_free.
 */
LiveState *desk_find_free(const Desk *desk);

/* Reads what the order says, and whether whoever gives it may say so. False with a sentence in
 * *problem. Texts are in `arena`. */
bool desk_read_order(const Desk *desk, Arena *arena, const Order *order, Instant now, Command *out,
                     Str *problem);
