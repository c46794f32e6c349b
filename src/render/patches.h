/* patches.h: where two pictures differ, as a few rectangles that do not overlap, so that a fade
 * touches what changes and nothing else. */
#pragma once

#include "render/crossfade.h"

enum { PATCHES_MAX = 256 };

typedef struct {
    PixelRect rects[PATCHES_MAX];
    size_t count;
    int64_t pixels; /* in all of them */
} Patches;

/* Every pixel that changes lies in one of the patches. */
void patches_find(Patches *patches, const Crossfade *crossfade);
