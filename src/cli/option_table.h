/* option_table.h: the table of all options: which commands know one, what it takes, what --help
 * says of it. Inner header of options.c. */
#pragma once

#include "cli/options.h"

typedef struct {
    const char *name;
    char letter;          /* 0: none */
    unsigned commands;    /* that know it: bits, 1u << Verb */
    const char *argument; /* NULL: takes none */
    const char *help;     /* NULL: an output of the stream's, whose row says it */
    /* Takes an option's value; `problem` is what a good one looks like when it is not one. NULL:
     * options_named.h has it. */
    bool (*take)(Options *options, Str value, Arena *arena, Str *problem);
} OptionRow;

enum { OPTIONS_MAX = 100 };

/* All, in the order of the help. Some names stand there more than once, for different commands. */
const OptionRow *option_rows(size_t *count);
