/* ahead.h: glyphs that are drawn before they are asked for, by a thread beside the caller.
 *
 * The thread is started when there is enough to do for the first time, and sleeps otherwise. The
 * caller draws with it when it has to wait. Each of the two has FreeType's objects of its own. */
#pragma once

#include "text/raster.h"

typedef struct Ahead Ahead;

Ahead *ahead_create(Fonts *fonts);
void ahead_free(Ahead *ahead); /* accepts NULL */

/* Queues a glyph, once; ahead_begin lets the thread begin with what is queued, if it is worth
 * waking up for. Nothing is queued where there is but one processor. */
void ahead_ask(Ahead *ahead, const GlyphKey *key);
void ahead_begin(Ahead *ahead);

/* How many are queued or drawn. */
size_t ahead_count(const Ahead *ahead);

/* Gives each of them to `take`, in the order in which they were asked for, when all are drawn; the
 * queue is empty then. A picture's pixels are good during the call. */
void ahead_finish(Ahead *ahead,
                  void (*take)(void *context, const GlyphKey *key, const GlyphBitmap *picture),
                  void *context);

/* One glyph, now; the queue must be empty. Good until the next call of anything here. */
GlyphBitmap ahead_draw(Ahead *ahead, const GlyphKey *key);

/* Gives memory back; the queue must be empty. */
void ahead_rest(Ahead *ahead);
