/* display_options.h: the options that may be lists when there are several displays. */
#pragma once

#include "output/displays.h"

typedef struct {
    bool has_numbers, has_rotates; /* the command line says them */
    DisplayChoice displays;        /* --display */
    int32_t rotates[DISPLAYS_MAX];
    size_t rotate_count;     /* 1: for all */
    Str rooms[DISPLAYS_MAX]; /* when --room is a list */
    size_t room_count;       /* 0: it is one room, or none */
} DisplayOptions;

DisplayOptions display_options_default(void);

/* "0", "0,2" or "all", and "90" or "0,90". False with what a good value looks like in *problem. */
bool display_take_numbers(DisplayOptions *options, Str value, Arena *arena, Str *problem);
bool display_take_rotates(DisplayOptions *options, Str value, Arena *arena, Str *problem);

/* When all options are known: `room` is a list when there are several displays, and there is one
 * of a thing for all displays, or one for each, as far as their number is known. False with a line
 * in *problem. Texts are borrowed. */
bool display_options_settle(DisplayOptions *options, Str room, Arena *arena, Str *problem);
