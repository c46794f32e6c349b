/* state.h: what an operator's page knows of the day, as JSON. Pure.
 *
 * The kiosk's own status (control_status_json), and for each room what runs, what follows and what
 * its door says. A room has a version: it is the same as long as nothing that a person decides upon
 * has changed, so that a command can say which state of the room it was meant for. */
#pragma once

#include "schedule/schedule.h"

typedef struct {
    const Schedule *schedule; /* what is shown; NULL: none */
    Instant now;
    uint64_t version;
    uint64_t made;  /* how many were put together until now */
    Str status;     /* an object of JSON */
    Str name;       /* of this kiosk's screen */
    Str neighbours; /* a list of JSON: other kiosks on this machine; empty: none is looked for */
    const Schedule *plan; /* what the file says: its notices are texts that are prepared; or NULL */
} OperatorFacts;

/* In `arena`. */
Str operator_state(Arena *arena, const OperatorFacts *facts);

/* Of the room with that id ("all" for a schedule without rooms); empty: there is none. */
Str operator_room_version(Arena *arena, const Schedule *schedule, Str room, Instant now);
