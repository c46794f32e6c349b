/* preflight_slides.h: slides that are never shown, and two of one name at one time. */
#pragma once

#include "base/diagnostics.h"
#include "picture/screen_plan.h"
#include "schedule/schedule.h"

/* Pure. What is wrong with their pictures is preflight_images.h's. `screens`: whom a slide may be
 * for; of none it is not known. */
void preflight_slides(const Schedule *schedule, const ScreenPlans *screens,
                      Diagnostics *diagnostics);
