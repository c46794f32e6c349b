/* preflight_links.h: addresses that lead nowhere, and codes that no phone reads from where people
 * stand. Pure. */
#pragma once

#include "check/preflight_places.h"
#include "check/preflight_survey.h"

void preflight_links(const Survey *survey, const SurveyPlan *plan, const TextPlaces *places,
                     Diagnostics *diagnostics);

/* NULL when `url` is an address that a phone opens; else what is wrong with it, and in *hint what
 * to write instead (in `arena`; may be empty). */
const char *link_problem(Arena *arena, Str url, Str *hint);
