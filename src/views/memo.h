/* memo.h: what the pages of one moment have in common, worked out once for whoever looks at all of
 * them (ViewContext.memo): a door with a thousand sessions at one time has a thousand pages.
 *
 * Private to src/views. Without a memo all is worked out each time, into the page's arena. */
#pragma once

#include "views/page.h"

/* now_next_at and schedule_day_sessions of the page's own room, instant and day. */
NowNext page_now_next(const Page *page, size_t next_max);
const size_t *page_day_sessions(const Page *page, size_t *count);

/* day_state_at of the context's instant. */
DayState memo_day_state(const ViewContext *context, size_t room);

/* What a view itself keeps. */
typedef enum { MEMO_AGENDA, MEMO_FOYER, MEMO_RIBBON, MEMO_KEPT_COUNT } MemoKept;

/* Its place, NULL in it at first; NULL: there is no memo, or the page is of another room or instant
 * than what is kept. What is kept lives in memo_arena. */
void **memo_kept(const Page *page, MemoKept what);
Arena *memo_arena(const Page *page);
