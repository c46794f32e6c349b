/* live_status.h: a kiosk's answer, as people read it. */
#pragma once

#include <stdio.h>

#include "base/exits.h"
#include "base/str.h"

/* Prints the answer (a line of JSON) as a sentence, or the status as a table, to `to` (NULL: not at
 * all; a refusal goes to stderr). What whoever asked exits with: EXIT_FINE when it is done. */
ExitCode live_answer_print(Arena *arena, Str answer, FILE *to);
