/* session_order.h: in which order a schedule's sessions stand. Inner header of formats/. */
#pragma once

#include "formats/draft.h"

/* For each place the index of the session that belongs there: by day, start, first room, place in
 * the file, and at last as they stand. In `arena`; NULL when they stand so already. */
uint32_t *session_order(Arena *arena, const DraftSession *sessions, size_t count);

/* The same by comparing only; what the quick way has to agree with. */
uint32_t *session_order_plain(Arena *arena, const DraftSession *sessions, size_t count);
