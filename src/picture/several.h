/* several.h: several sources read, each judged by itself, and joined. Inner header of loader.c.
 *
 * One that cannot be read, or looks like half of what it was, leaves its last good version; the
 * others go on. */
#pragma once

#include "picture/loader.h"

/* Fills in schedule, parts, sources, diagnostics, remarks and valid_until. */
void several_read(Loaded *loaded, const LoaderSettings *settings);
