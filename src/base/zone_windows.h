/* zone_windows.h: the names that Windows and Outlook have for zones. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* The IANA name for "W. Europe Standard Time" (CLDR's table, the zone for the world at large), in
 * `arena`; the empty Str when Windows knows no such name. */
Str zone_from_windows(Arena *arena, Str name);
