/* view_content.h: is there anything to show of what a view tells of? One row for each kind of
 * content, in view_content.c. */
#pragma once

#include "schedule/now_next.h"

/* Has the schedule something of that content in `room` (SCHEDULE_NONE: the whole venue) on the day
 * of `bounds`? The same at every instant of the day, so that the cycle's length is, too. */
bool content_on_day(const Schedule *schedule, size_t room, DayBounds bounds, ViewContent content);

/* Is the view in the schedule's cycle for a screen of `room` (SCHEDULE_NONE: the foyer)? A file
 * that says which views it wants has those; else the usual ones, of which some are for the foyer of
 * more than VIEW_ROOMS_FEW rooms. Slides are in every cycle. Whether it has something to show on a
 * day is content_on_day's. */
bool view_is_wanted(const Schedule *schedule, size_t room, ViewKind view);

enum { VIEW_ROOMS_FEW = 8 };

/* False when no day has any: an event without partners. */
bool content_exists(const Schedule *schedule, ViewContent content);

/* How many things there are, of which a visit to the view shows one and the next visit the next;
 * 1 for content that is shown as a whole. */
size_t content_item_count(const Schedule *schedule, ViewContent content);

/* A visit to the view shows one thing. */
bool content_is_by_item(ViewContent content);

/* Its views are the stage timer, with or without others, but not now and next: it hangs before
 * whoever speaks, who looks at it at any moment. Nothing that was not named comes between: neither
 * slides, nor now and next before a start. */
bool display_is_of_stage(const Display *display);

/* The doors of one venue show different things of it. */
bool content_is_of_room(ViewContent content);
