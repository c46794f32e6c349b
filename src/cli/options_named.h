/* options_named.h: options of the command line whose values are taken by their names: where the
 * operator's page is served, which groups a screen is in, whom kiosk live speaks to. */
#pragma once

#include "cli/options.h"

/* The value of that option; of one that is none of these the overlay's outputs take it. False with
 * a line in *problem. */
bool options_take_named(Options *options, const char *name, Str value, Arena *arena, Str *problem);
