/* screen_plan.h: what each screen of a venue shows: screens.yaml beside the schedule, or `screens`
 * in it.
 *
 * A screen finds itself there by its name, its computer's name or a tag. What is said of it is laid
 * over the schedule's own display (screen_plan_apply), so that whoever looks at the schedule sees
 * what this screen is to show; what the command line says goes before all of it. Pure, but for the
 * one function that reads the file. */
#pragma once

#include "output/displays.h"
#include "schedule/schedule.h"
#include "views/ways.h"

enum { SCREEN_ROOMS_MAX = DISPLAYS_MAX, SCREEN_WORDS_MAX = 16 };

/* One screen (a computer with one or several displays). What was not said is empty, zero or false.
 */
typedef struct {
    Str name; /* its key in the file */
    Str host; /* the computer's; empty: it is called as the screen is */
    Position host_at;
    Str tags[SCREEN_WORDS_MAX];
    size_t tag_count;
    Str rooms[SCREEN_ROOMS_MAX]; /* as they were written; "all": no room */
    Position rooms_at[SCREEN_ROOMS_MAX];
    size_t room_count;
    int32_t rotates[DISPLAYS_MAX];
    size_t rotate_count;
    DisplayChoice displays;
    bool has_displays;
    int32_t width, height; /* what check and the contact sheet look at; 0: 1920 by 1080 */
    ViewKind views[16];
    size_t view_count;
    Millis dwell[VIEW_KIND_COUNT]; /* 0: the schedule's */
    Str tiers[SCREEN_WORDS_MAX];   /* of partners: those alone */
    Position tiers_at[SCREEN_WORDS_MAX];
    size_t tier_count;
    Str theme;
    Position theme_at;
    Str languages[SCREEN_WORDS_MAX];
    size_t language_count;
    bool has_timer;
    TimerLook timer;
    DarkHours dark;
    ScreenWays ways;
    Position at;
} ScreenPlan;

/* All screens of a venue. */
typedef struct {
    const ScreenPlan *items;
    size_t count; /* 0: there is no such file, or nothing in it */
} ScreenPlans;

/* Reads the file's bytes; what is wrong in it goes to `diagnostics`. `is_schedule`: they are a
 * schedule's, of which `screens` counts. In `arena`. */
ScreenPlans screen_plans_read(Arena *arena, Str source, bool is_schedule, Diagnostics *diagnostics);

/* Rooms, tiers and themes that the schedule does not have are errors with the nearest name.
 * `themes`: the folder of the program's own (may be empty: they are not looked at). */
void screen_plans_check(const ScreenPlans *plans, const Schedule *schedule, Str themes,
                        Diagnostics *diagnostics);

/* Who a kiosk is. */
typedef struct {
    Str name;   /* --screen; empty: not said */
    Str host;   /* the computer's name */
    Str groups; /* --group: names with commas; may be empty */
} ScreenIdentity;

/* The one that is meant: by --screen alone when it was said; else by the computer's name, else the
 * first that has one of the groups as a tag. NULL: none. */
const ScreenPlan *screen_plan_find(const ScreenPlans *plans, const ScreenIdentity *who);

/* Lays it over the schedule: views, dwell, languages, theme, timer, tiers, dark hours. */
void screen_plan_apply(const ScreenPlan *plan, Schedule *schedule);

/* Its tags with commas between, as --group has them. In `arena`. */
Str screen_plan_groups(Arena *arena, const ScreenPlan *plan);

/* The name of this computer, without its domain. In `arena`. */
Str screen_host_name(Arena *arena);
