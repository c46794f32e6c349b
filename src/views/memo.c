#include "views/memo.h"

#include <string.h>

enum { LISTS_MAX = 4 };

struct ViewMemo {
    Arena *arena; /* owned: what is kept of this room and instant */
    bool is_set;
    size_t room;
    Instant at;
    struct {
        size_t next_max;
        NowNext lists;
    } lists[LISTS_MAX];
    size_t list_count;
    bool has_state, has_day;
    DayState state;
    const size_t *day;
    size_t day_count;
    void *kept[MEMO_KEPT_COUNT];
};

ViewMemo *view_memo_create(Arena *arena) {
    ViewMemo *memo = arena_new(arena, ViewMemo, 1);
    memo->arena = arena_create();
    return memo;
}

void view_memo_free(ViewMemo *memo) {
    arena_free(memo->arena);
}

void view_memo_forget(ViewMemo *memo) {
    Arena *arena = memo->arena;
    arena_reset(arena);
    *memo = (ViewMemo){.arena = arena};
}

/* What is kept of the context's room (a door, as page_create has it) and instant, and nothing
 * else; NULL: there is no memo. */
static ViewMemo *memo_at(const ViewContext *context, size_t room) {
    ViewMemo *memo = context->memo;
    if (!memo || !context->schedule)
        return NULL;
    if (!memo->is_set || memo->room != room || memo->at != context->at) {
        view_memo_forget(memo);
        memo->is_set = true;
        memo->room = room;
        memo->at = context->at;
    }
    return memo;
}

NowNext page_now_next(const Page *page, size_t next_max) {
    ViewMemo *memo = memo_at(page->context, page->room);
    Instant at = page->context->at;
    for (size_t i = 0; memo && i < memo->list_count; i++)
        if (memo->lists[i].next_max == next_max)
            return memo->lists[i].lists;
    if (!memo || memo->list_count == LISTS_MAX)
        return now_next_at(page->arena, page->schedule, page->room, at, next_max);
    NowNext lists = now_next_at(memo->arena, page->schedule, page->room, at, next_max);
    memo->lists[memo->list_count].next_max = next_max;
    memo->lists[memo->list_count++].lists = lists;
    return lists;
}

const size_t *page_day_sessions(const Page *page, size_t *count) {
    ViewMemo *memo = memo_at(page->context, page->room);
    if (!memo)
        return schedule_day_sessions(page->arena, page->schedule, page->room, &page->day, count);
    if (!memo->has_day)
        memo->day = schedule_day_sessions(memo->arena, page->schedule, page->room, &page->day,
                                          &memo->day_count);
    memo->has_day = true;
    *count = memo->day_count;
    return memo->day;
}

DayState memo_day_state(const ViewContext *context, size_t room) {
    ViewMemo *memo = memo_at(context, room);
    if (!memo)
        return day_state_at(context->schedule, room, context->at);
    if (!memo->has_state)
        memo->state = day_state_at(context->schedule, room, context->at);
    memo->has_state = true;
    return memo->state;
}

void **memo_kept(const Page *page, MemoKept what) {
    ViewMemo *memo = memo_at(page->context, page->room);
    return memo ? &memo->kept[what] : NULL;
}

Arena *memo_arena(const Page *page) {
    ViewMemo *memo = memo_at(page->context, page->room);
    return memo ? memo->arena : page->arena;
}
