/* describe.h: pieces of the sentences that tell what a change did. Inner header of src/live/. */
#pragma once

#include "live/changes.h"

/* The room's name for staff, or "all rooms". */
Str describe_room(const Schedule *schedule, Str id);

Str describe_title(const Schedule *schedule, const Session *session);

/* "09:31" in the venue's zone. */
Str describe_time(Arena *arena, const Schedule *schedule, Instant at);

/* The session that the op means; NULL when the schedule (which may be NULL) does not have it. */
const Session *describe_session(const Schedule *schedule, const LiveOp *op);

/* " in Main Hall, on screen foyer": where alone something is shown; empty: everywhere. `schedule`
 * may be NULL. */
Str describe_place(Arena *arena, const Schedule *schedule, const LiveOp *op);

/* The text of a notice: in no language, else in the first one. */
Str describe_text(const LiveOp *op);
