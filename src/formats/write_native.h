/* write_native.h: a Schedule as kiosk's own YAML, for people to go on with.
 *
 * In the order in which a day is planned, with a word about what is not obvious. Reading it again
 * gives the same Schedule. */
#pragma once

#include "schedule/schedule.h"

typedef struct {
    Str origin;             /* where it comes from, for the first line: "fosdem.xml"; or empty */
    bool without_abstracts; /* a shorter file: no screen shows them */
} WriteOptions;

/* The file's text, in `arena`. */
Str write_native(Arena *arena, const Schedule *schedule, const WriteOptions *options);
