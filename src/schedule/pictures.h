/* pictures.h: the files that a schedule names: pictures and its theme. In one place, for who
 * watches, fetches or checks them. */
#pragma once

#include "schedule/schedule.h"

/* All pictures that the schedule (NULL: none) names, as they stand in it, each once: the event's,
 * the overlay's with its fonts, the partners', the projects', the slides', then the speakers'
 * photos. In `arena`. */
const Str *schedule_pictures(Arena *arena, const Schedule *schedule, size_t *count);

/* Makes addresses of what a schedule from that URL names relative to itself: its pictures, and its
 * theme if that is a file. */
void schedule_resolve_files(Schedule *schedule, Str url);
