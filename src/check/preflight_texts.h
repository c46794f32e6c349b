/* preflight_texts.h: the survey's texts as findings: one for each place of the file and each thing
 * that is wrong with it. Pure. */
#pragma once

#include "check/preflight_places.h"
#include "check/preflight_survey.h"

void preflight_texts(const Survey *survey, const SurveyPlan *plan, const TextPlaces *places,
                     Diagnostics *diagnostics);

/* "1920x1080" */
Str size_words(Arena *arena, ScreenSize size);
