/* zone_names.h: which names of zones are IANA's. Shared by zone.c and zone_suggest.c. */
#pragma once

#include "base/str.h"

enum { ZONE_NAME_MAX = 63 }; /* bytes; the longest is "America/Argentina/ComodRivadavia", 32 */

/* True for a name of the IANA database exactly as written, links included. ICU also knows short
 * names of its own ("PST", "CST", "JST"), of which one word means several places: not these. */
bool zone_name_is_iana(Str name);
