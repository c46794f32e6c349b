/* page.h: the page that shows what the engine can, in every script: to look at, and as the golden
 * picture. */
#pragma once

#include "canvas.h"

/* At scale 1 the page has 1920x1240 pixels. Owned by the caller. */
Canvas page_draw(TextEngine *engine, Arena *arena, float scale);
