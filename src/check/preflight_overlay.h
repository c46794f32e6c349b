/* preflight_overlay.h: the stream's lower thirds, where a show has a look of its own for them: are
 * its colours read, and does every name fit? */
#pragma once

#include "check/preflight_survey.h"

void preflight_overlay(const SurveyPlan *plan, Diagnostics *diagnostics);
