/* heads_place.h: on which displays the heads are while they run, and how they are turned: as the
 * plan of the screens says now, and where the monitors are. Part of heads.h. */
#pragma once

#include "station/heads_open.h"

/* The plan may be another one: turns, and goes to the displays that it names now. Where none of
 * them is there the heads stay where they are until one is; of several, those that are not there
 * are waited for. What the command line says goes before all of it. */
void heads_take_plan(Heads *heads, Instant now);

/* A display came, went or moved: each window gets to know where its own is now. */
void heads_take_displays(Heads *heads, Instant now);

/* The head's picture gets the size that its window has. */
void heads_take_size(Head *head);

/* What of the plan cannot be followed, as a sentence in `arena`; empty: all of it is. */
Str heads_plan_problem(const Heads *heads, Arena *arena);
