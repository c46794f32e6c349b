/* color.h: colours as people write them. */
#pragma once

#include "base/str.h"

/* "#rrggbb" or "#rgb" (each digit twice), in either case, as 0x00RRGGBB. False, with *rgb as it
 * was, for all else. */
bool color_parse(Str text, uint32_t *rgb);

/* The same where the "#" may be missing. */
bool color_parse_bare(Str text, uint32_t *rgb);

/* `share` (0 to 1) of `to` mixed into `from`, both 0x00RRGGBB, in OKLab (Björn Ottosson, "A
 * perceptual color space for image processing"), as CSS Color 4's color-mix(in oklab, …) does. */
uint32_t color_mix(uint32_t from, uint32_t to, float share);
