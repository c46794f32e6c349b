/* heads_parts.h: what the files of heads.h share. For these only. */
#pragma once

#include "station/heads.h"

/* Tells its screen of the schedule that was set, and of its room. */
void heads_tell_schedule(const Heads *heads, size_t i);

/* The screen of a head that cannot draw pages. */
void heads_show_fault(const Heads *heads, const Head *head);

/* A display came, went or moved: each window gets to know where its own is now. */
void heads_take_displays(Heads *heads, Instant now);
