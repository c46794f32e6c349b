/* picture_watch.h: the files of a schedule's pictures, watched. */
#pragma once

#include "live/watch.h"
#include "schedule/schedule.h"

/* Watches the pictures that the schedule names (NULL: none), below its folder, instead of those
 * that had the tag before. */
void watch_pictures(Watch *watch, const Schedule *schedule, Str folder, uint32_t tag);
