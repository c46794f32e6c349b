/* layout.h: fitted lines to placed glyphs. */
#pragma once

#include "text/fit.h"

/* The layout in `arena`. */
const TextLayout *layout_place(const Shaped *shaped, const Fitted *fitted, const TextBox *box,
                               const RoleMetrics *metrics, Arena *arena);

/* The first baseline below the top of a line of that height: whole pixels, the role's own. */
float layout_ascent(const RoleMetrics *metrics, float size, float line_height);

/* Bytes for a copy in one block, and the copy. */
size_t layout_size(const TextLayout *layout);
const TextLayout *layout_pack(const TextLayout *layout, void *block);
