/* options_files.h: the options about schedules' files. Part of options.h, whose table has them:
 * each reads an option's value into the options, and says in `problem` what is to be written
 * instead. */
#pragma once

#include "cli/options.h"

bool options_take_timezone(Options *options, Str value, Arena *arena, Str *problem);
bool options_take_year(Options *options, Str value, Arena *arena, Str *problem);
bool options_take_encoding(Options *options, Str value, Arena *arena, Str *problem);
bool options_take_sound(Options *options, Str value, Arena *arena, Str *problem);
/* --no-abstracts: what no screen shows is left out. */
bool options_take_no_abstracts(Options *options, Str value, Arena *arena, Str *problem);

/* --no-remote-pictures: of servers other than the schedule's nothing is asked for. */
bool options_take_no_remote(Options *options, Str value, Arena *arena, Str *problem);

bool options_take_also(Options *options, Str value, Arena *arena, Str *problem);

/* True for commands that join all files they are given; check looks at each. */
bool options_join_files(Verb verb);
