/* color.h: colours as people write them. */
#pragma once

#include "base/str.h"

/* "#rrggbb" or "#rgb" (each digit twice), in either case, as 0x00RRGGBB. False, with *rgb as it
 * was, for all else. */
bool color_parse(Str text, uint32_t *rgb);

/* The same where the "#" may be missing. */
bool color_parse_bare(Str text, uint32_t *rgb);
