/* preflight_images.h: the event's pictures, opened before the doors do: are they there, can they be
 * read, are they large enough for their places. Reads files, draws nothing. */
#pragma once

#include "check/preflight_places.h"
#include "check/preflight_survey.h"

void preflight_images(const Survey *survey, const SurveyPlan *plan, const TextPlaces *places,
                      Str folder, Diagnostics *diagnostics);

/* The theme's own pictures, wherever they were found: beside it, in the schedule's folder, in the
 * program's assets; `findings` are those about its file. */
void preflight_theme_images(const Theme *theme, Str assets, Str schedule, Diagnostics *findings);
