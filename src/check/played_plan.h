/* played_plan.h: what was really on a screen beside what was planned for it: by view, slide and
 * partner. Pure. */
#pragma once

#include "check/airtime.h"
#include "check/played.h"

/* What was planned for a screen: an airtime for each day, of the time that is compared. */
typedef struct {
    Str screen;
    const Airtime *days;
    size_t day_count;
} PlayedPlan;

/* A line for each view, slide and partner: planned, played, the share. `partner`: an id, of that
 * one alone; empty: all. In `arena`. */
Str played_plan_text(Arena *arena, const PlayedLog *log, const PlayedPlan *plan, Str partner);

/* The same as rows behind those of played_csv: record "planned", and in `times` the seconds that
 * were played. */
Str played_plan_csv(Arena *arena, const PlayedLog *log, const PlayedPlan *plan, Str partner);
