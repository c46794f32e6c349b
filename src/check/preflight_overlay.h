/* preflight_overlay.h: the stream's lower thirds, where a show has a look of its own for them: are
 * its colours read, also on its own picture, and does every name fit? */
#pragma once

#include "check/preflight_images.h"

/* At 1920x1080, and at each of the `sizes` that has another shape; in every order of languages.
 * `assets` and `folders` say where the picture is. */
void preflight_overlay(const SurveyPlan *plan, const ScreenSize *sizes, size_t size_count,
                       Str assets, const PreflightFolders *folders, Diagnostics *diagnostics);
