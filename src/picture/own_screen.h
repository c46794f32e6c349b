/* own_screen.h: what somebody says of a screen who stands in front of it: what it is called, and
 * which room it shows. It becomes a plan of the venue's screens (screen_plan.h) with this screen
 * alone, beside the schedule; a plan that people have written is left alone. */
#pragma once

#include "picture/source.h"

/* A file that is to be written; in the arena of the call. */
typedef struct {
    Str path, text;
} OwnScreenFile;

/* `name`: letters, digits, - and _, at most 40; `room`: an id or a name, empty: all rooms. Looks at
 * what lies there now. False with a sentence in *problem. In `arena`. */
bool own_screen_plan(Arena *arena, const SourceSettings *settings, Str name, Str room,
                     OwnScreenFile *file, Str *problem);
