/* alternate.h: pages that are in one language and then in the other (display.second_language:
 * alternate). Which one it is follows from the slide and the instant alone, so that screens with
 * clocks that agree change languages together. Pure. */
#pragma once

#include "views/page.h"
#include "views/views.h"

/* So long does a language stay where nothing else says it. */
#define ALTERNATE_PIECE (8 * MILLIS_SECOND)

/* True when the screen's two languages take turns on every page. */
bool alternate_is_due(const ViewContext *context);

/* True when they do where the second has no room beside the first, and this page has none: the
 * title of something that runs stands on it in the first language alone. */
bool alternate_is_needed(const Page *page);

/* Whose turn it is: 0 the first language's, 1 the second's. A slide is cut into an even number of
 * pieces of about 8 seconds; one too short for that has a language for itself, the next one the
 * other; what has no end turns by the clock. `*next_change` is lowered to where it turns. */
size_t alternate_turn(const Slide *slide, Instant at, Instant *next_change);

/* Lets the language of that turn be the first. */
void alternate_languages(ViewContext *context, size_t turn);
