/* layout.h: fitted lines to placed glyphs. */
#pragma once

#include "text/fit.h"

/* The layout in `arena`. */
const TextLayout *layout_place(const Shaped *shaped, const Fitted *fitted, const TextBox *box,
                               Arena *arena);

/* Bytes for a copy in one block, and the copy. */
size_t layout_size(const TextLayout *layout);
const TextLayout *layout_pack(const TextLayout *layout, void *block);
