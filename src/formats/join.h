/* join.h: several sources as one schedule: a programme from one place, its breaks, party and
 * partners from another.
 *
 * Pure. Where two say different things of the same the earlier one counts, and it is told with
 * both places. */
#pragma once

#include "base/diagnostics.h"
#include "schedule/schedule.h"

typedef struct {
    const Schedule *schedule; /* borrowed: must live as long as what it is joined to */
    Str name;                 /* for messages */
} JoinPart;

/* One schedule of all parts, at least one. Rooms are one by guid, or by id or name but for case,
 * width and spaces; sessions by guid, or by written id and title, or by title, start and room. Its
 * event and display are those of the first part that says so itself. What it says of places is in
 * the messages' texts, since they are in several files. Owned by the caller; texts are the
 * parts'. */
Schedule *schedule_join(const JoinPart *parts, size_t count, Diagnostics *diagnostics);
