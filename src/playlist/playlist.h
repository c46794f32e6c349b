/* playlist.h: which view is due at an instant, and until when.
 *
 * Pure: the same schedule, settings and instant give the same slide on every machine, so screens
 * with synchronised clocks flip together (see doc/architecture.md, "Time"). Knows nothing of
 * pictures; how many pages a view needs on this screen is handed in. */
#pragma once

#include "schedule/now_next.h"
#include "schedule/schedule.h"

typedef struct {
    ViewKind view;
    size_t page;   /* from 0; pages of one view follow each other */
    size_t item;   /* of what a visit shows one of, as the spotlight a project; else 0. Of slides:
                      index into the schedule's */
    size_t visit;  /* how many visits to this view have begun since the anchor: to show one thing
                      after the other where not all find room, as the spotlight does */
    size_t turn;   /* how many slides have begun since the anchor, from a number of the day's own:
                      differs between neighbours */
    size_t pages;  /* of the visit that it belongs to; 0: not known */
    Instant began; /* when that visit begins in the cycle, be something else due at that instant */
    Instant from;  /* first instant at which it is due */
    Instant until; /* first instant at which it is not: until > from, always; INSTANT_NEVER for a
                      held view of one page (`from` is the day's anchor then) */
} Slide;

typedef struct {
    size_t room;                    /* as the screen was told; see schedule_door */
    size_t pages[VIEW_KIND_COUNT];  /* of each view on this screen, at least 1; of the whole day, so
                                       that the cycle's length stays the same all day */
    Str screen_name, screen_groups; /* as SlidePlace has them (schedule/slides.h) */
    bool is_held;                   /* staff or --view hold one view: only its pages turn */
    ViewKind held;
} PlaylistSettings;

/* The slide due at `at`. The cycle is anchored at the start of the conference day, so a restart
 * or a reload continues in the middle of the same slide. What runs has its share of the cycle
 * (display.door_share, foyer_share): a page of now/next, in the foyer of the grid too, stays longer
 * than its dwell, and several pages turn more than once in a visit. A visit to the spotlight shows
 * one project, the next visit the next. Views with nothing to show (no projects, no partners, no
 * sessions today, a schedule that is far off) are skipped; when none is left the slide is
 * VIEW_NOW_NEXT, which has a picture for every state of a day. A visit to the slides shows one of
 * those that are due there, and the next visit the next. When one comes or goes by its time, what
 * is shown is shown to its end, and the cycle goes on; only a slide that goes itself goes at once.
 * In a room's door view now/next
 * takes over two minutes before each start, but on a stage (display_is_of_stage); a slide that
 * would be seen for less than three seconds before or after that is not begun. `schedule` may be
 * NULL. Never fails. */
Slide playlist_slide_at(const Schedule *schedule, const PlaylistSettings *settings, Instant at);
