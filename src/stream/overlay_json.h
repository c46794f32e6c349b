/* overlay_json.h: what runs and what follows as JSON, for other tools. */
#pragma once

#include "schedule/now_next.h"

/* `now.json` of the page: the moment, the room, the day's state, the sessions that run and those
 * that follow with their names, times and speakers, and when it changes next. To be freed. `zone`
 * is used when there is no schedule. */
char *overlay_now_json(const Schedule *schedule, size_t room, const Zone *zone, Instant at);

/* "before", "running", "break", … */
const char *day_state_name(DayStateKind kind);
