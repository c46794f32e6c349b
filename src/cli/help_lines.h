/* help_lines.h: the right column of --help, where a text may need more than a line. */
#pragma once

#include <stdio.h>

#include "base/str.h"

enum { HELP_COLUMN = 28, HELP_WIDTH = 100 }; /* where the column begins and ends */

/* Prints the text, which begins at HELP_COLUMN of a line that has begun, broken at spaces. */
void help_print_wrapped(FILE *to, Str text);
