/* preflight_slides.h: slides that are never shown, and two of one name at one time. */
#pragma once

#include "base/diagnostics.h"
#include "schedule/schedule.h"

/* Pure. What is wrong with their pictures is preflight_images.h's. */
void preflight_slides(const Schedule *schedule, Diagnostics *diagnostics);
