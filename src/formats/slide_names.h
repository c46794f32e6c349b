/* slide_names.h: what the name of a file in the folder of slides says: when its picture is shown,
 * where, and for how long.
 *
 * "2026-05-16 party 18.00-.jpg", "wifi @foyer.png", "menu @r2 dwell 20.png". Words are separated by
 * spaces; those that say nothing are what the slide is called. Pure. What looks like a time and is
 * none is never guessed: the slide is not shown, and staff are told why. */
#pragma once

#include "schedule/schedule.h"

typedef enum {
    SLIDE_NAME_READ,
    SLIDE_NAME_WRONG, /* it says something that cannot be understood: *problem */
    SLIDE_NAME_OTHER, /* it is not the name of a picture */
} SlideNameResult;

/* `name` is the file's alone, without a folder. Rooms are looked for in `schedule`. Texts of
 * *slide, and a sentence in *problem that says what to write instead, are in `arena`; the slide's
 * picture is not set. */
SlideNameResult slide_name_read(Arena *arena, const Schedule *schedule, Str name,
                                SlideContent *slide, Str *problem);
