/* at_once.c: how many sessions a door or a room of the foyer has to tell of at the same time. */
#include "views/page.h"

typedef struct {
    Instant from, until;
} Span;

size_t page_most_at_once(const Page *page, size_t room, bool counts_now, bool counts_gone) {
    size_t count, span_count = 0, most = 0;
    const size_t *day =
        schedule_day_sessions(page->arena, page->schedule, room, &page->day, &count);
    Span *spans = arena_new(page->arena, Span, 2 * count);
    for (size_t i = 0; i < count; i++) {
        const Session *s = &page->schedule->sessions[day[i]];
        if (s->is_all_day)
            continue;
        if (counts_now && session_takes_place(s, room))
            spans[span_count++] = (Span){s->start, s->end};
        if (counts_gone && session_leaves_ghost(s, room))
            spans[span_count++] = (Span){s->planned_start - GONE_LEAD, s->planned_end};
    }
    for (size_t i = 0; i < span_count; i++) { /* few: those of one door on one day */
        size_t at_once = 0;
        for (size_t k = 0; k < span_count; k++)
            at_once += spans[k].from <= spans[i].from && spans[i].from < spans[k].until;
        most = at_once > most ? at_once : most;
    }
    return most;
}
