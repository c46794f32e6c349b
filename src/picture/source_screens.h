/* source_screens.h: the plan of the venue's screens that lies beside a source, or in it. Inner
 * header of source.c. */
#pragma once

#include "picture/source.h"

/* Where screens.yaml is looked for; empty: nowhere, it is beside a URL. In `arena`. */
Str screens_path_of(Arena *arena, const SourceSettings *settings);

/* Reads the plan, keeps the last good one of `former` (may be NULL) when it is broken, and lays
 * what it says of this screen over the schedule. The source has one. */
void source_take_screens(Source *source, const SourceSettings *settings, const Source *former);
