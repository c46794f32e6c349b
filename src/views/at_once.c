/* at_once.c: how many sessions a door or a room of the foyer has to tell of at the same time. */
#include <stdlib.h>

#include "views/page.h"

static int compare_instants(const void *left, const void *right) {
    const Instant *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

size_t page_most_at_once(const Page *page, size_t room, bool counts_now, bool counts_gone) {
    size_t count, span_count = 0, most = 0;
    const size_t *day =
        schedule_day_sessions(page->arena, page->schedule, room, &page->day, &count);
    Instant *starts = arena_new(page->arena, Instant, 2 * count);
    Instant *ends = arena_new(page->arena, Instant, 2 * count);
    for (size_t i = 0; i < count; i++) {
        const Session *s = &page->schedule->sessions[day[i]];
        if (s->is_all_day)
            continue;
        if (counts_now && session_takes_place(s, room)) {
            starts[span_count] = s->start;
            ends[span_count++] = s->end;
        }
        if (counts_gone && session_leaves_ghost(s, room)) {
            starts[span_count] = s->planned_start - GONE_LEAD;
            ends[span_count++] = s->planned_end;
        }
    }
    if (span_count > 1) {
        qsort(starts, span_count, sizeof *starts, compare_instants);
        qsort(ends, span_count, sizeof *ends, compare_instants);
    }
    for (size_t i = 0, ended = 0; i < span_count; i++) {
        while (ended < span_count && ends[ended] <= starts[i])
            ended++;
        size_t at_once = i + 1 > ended ? i + 1 - ended : 0;
        most = at_once > most ? at_once : most;
    }
    return most;
}
