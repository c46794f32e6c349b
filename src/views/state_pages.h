/* state_pages.h: the large pages of moments at which no talk runs: a pause in all rooms, and the
 * end of a day. Which moment it is, and what is said of it, is state.c's.
 *
 * Private to src/views. */
#pragma once

#include "views/page.h"

/* A pause that all rooms have: one session of that kind and nothing else, and at most as many rooms
 * to come as have a place on the page. Else false, and nothing is drawn. */
bool pause_page(Page *page);

/* Before the first session of the day, in the foyer and at a door: whose day it is, when it begins,
 * what comes first in each room. Else, and on bars, false, and nothing is drawn. */
bool morning_page(Page *page);

/* What a closing page says. */
typedef struct {
    Str title, second, lead; /* largest, under it, and smaller */
    Position title_at;
    Str label;      /* over the session: "Next: Sunday 17 May" */
    size_t session; /* the next one to come, or SCHEDULE_NONE */
} Closing;

void closing_page(Page *page, const Closing *closing);
