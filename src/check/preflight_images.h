/* preflight_images.h: the event's pictures, opened before the doors do: are they there, can they be
 * read, are they large enough for their places. Reads files, draws nothing. */
#pragma once

#include "check/preflight_places.h"
#include "check/preflight_survey.h"
#include "live/collect.h"

/* Where pictures are. */
typedef struct {
    Str schedule;    /* its folder */
    Str copies;      /* of what lies on servers; empty: there are none */
    Collect *beside; /* borrowed; knows why one of them did not come; NULL: none was asked for */
} PreflightFolders;

void preflight_images(const Survey *survey, const SurveyPlan *plan, const TextPlaces *places,
                      const PreflightFolders *folders, Diagnostics *diagnostics);

/* The theme's own pictures, wherever they were found: beside it, in the schedule's folder, in the
 * program's assets; `findings` are those about its file. */
void preflight_theme_images(const Theme *theme, Str assets, const PreflightFolders *folders,
                            Diagnostics *findings);
