/* preflight.h: `kiosk check`: what is wrong with a schedule, before the doors open.
 *
 * Adds to what reading it and schedule_check find: every page that a screen can show is laid out at
 * its size, and texts that are cut or have no glyph, pictures, codes, addresses, the theme and the
 * fonts are looked at. */
#pragma once

#include "check/preflight_report.h"
#include "check/preflight_survey.h"
#include "picture/beside.h"
#include "picture/source.h"

typedef struct {
    Str tags[VIEW_LANGUAGES_MAX];
    size_t count;
} LanguageTags;

typedef struct {
    const Resources *resources; /* borrowed */
    const ScreenSize *sizes;    /* at most SURVEY_SIZES_MAX; none: 1920x1080 and 1080x1920 */
    size_t size_count;
    const LanguageTags *orders; /* at most SURVEY_ORDERS_MAX; none: the schedule's languages */
    size_t order_count;
    ScreenPlans screens; /* of the venue; may be none */
    Str theme;           /* empty: the schedule's */
    Collect *beside;     /* borrowed; why what lies on servers did not come; NULL: nothing was asked
                            for */
    Str copies;          /* where what came is */
    const char *path;    /* of the source, as it was given; NULL: the installed schedules */
    const char
        *state_folder; /* where staff's live changes are kept; NULL: they are not looked at */
} PreflightSettings;

/* Adds the findings about the source's file, the theme and the fonts to the report, which then
 * refers to the source. */
void preflight_run(const PreflightSettings *settings, Source *source, CheckReport *report);
