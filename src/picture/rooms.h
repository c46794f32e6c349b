/* rooms.h: the room that --room means. */
#pragma once

#include "schedule/schedule.h"

/* The room with that id, or that name in any language (ASCII case does not matter); else
 * SCHEDULE_NONE, and in *problem a line that names the rooms there are and the nearest one. */
size_t room_find(const Schedule *schedule, Str name, Arena *arena, Str *problem);
