/* room_index.h: which sessions have to do with a room, without a walk over all of them.
 *
 * A screen asks for each of its rooms at each of its pictures. The index is made once with the
 * schedule; one that was made for other sessions (a copy's, that were changed) is not used. */
#pragma once

#include "schedule/schedule.h"

/* Of the schedule's sessions, in its arena. */
const RoomIndex *room_index_create(const Schedule *schedule);

/* A walk over sessions in their order. */
typedef struct {
    const uint32_t *own, *own_end;       /* of the room */
    const uint32_t *common, *common_end; /* of all rooms */
    size_t next, end;                    /* without an index: all of them */
} RoomWalk;

/* Of the days before `day_count` all sessions that concern the room (SCHEDULE_NONE: any), and
 * perhaps others; but none of days before the last of those of which all is past at `at`. */
RoomWalk room_walk(const Schedule *schedule, size_t room, size_t day_count, Instant at);

/* The next session's index; false at the end. */
bool room_walk_next(RoomWalk *walk, size_t *session);
