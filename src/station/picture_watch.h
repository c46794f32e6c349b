/* picture_watch.h: which files a schedule's pictures are, to be watched. */
#pragma once

#include "schedule/schedule.h"

/* The paths of the pictures that the schedule (NULL: none) names below its folder, each once, as
 * many as can be watched. In `arena`. */
const Str *picture_paths(Arena *arena, const Schedule *schedule, Str folder, size_t *count);
