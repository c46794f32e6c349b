#include "schedule/slides.h"

#include <stdlib.h>
#include <string.h>

#include "schedule/feeds.h"

/* Of names with commas between. */
static bool is_in_list(Str name, Str list) {
    while (list.len) {
        size_t comma = str_find(list, ",");
        if (str_equal_nocase(str_trim(str_slice(list, 0, comma == SIZE_MAX ? list.len : comma)),
                             name))
            return true;
        list = comma == SIZE_MAX ? (Str){0} : str_slice(list, comma + 1, list.len);
    }
    return false;
}

bool slide_is_for(const SlideContent *slide, const SlidePlace *place) {
    if (slide->room_count == 0 && !slide->is_for_foyer && slide->name_count == 0)
        return true;
    if (slide->is_for_foyer && place->is_foyer)
        return true;
    for (size_t i = 0; i < slide->room_count; i++)
        if (slide->rooms[i] == place->room)
            return true;
    if (place->is_any && slide->name_count)
        return true;
    for (size_t i = 0; i < slide->name_count; i++)
        if ((place->name.len && str_equal_nocase(slide->names[i], place->name)) ||
            is_in_list(slide->names[i], place->groups))
            return true;
    return false;
}

/* ---- when ----------------------------------------------------------------------------------- */

typedef struct {
    Instant from, until;
} Span;

static bool is_of_date(const SlideContent *slide, Date date) {
    bool is_of = slide->day_count == 0;
    for (size_t i = 0; i < slide->day_count; i++)
        is_of |= date_compare(slide->days[i], date) == 0;
    return is_of;
}

/* When it is due on the conference day of that date; empty when it is not. */
static Span span_on(const Schedule *schedule, const SlideContent *slide, Date date) {
    const Event *event = &schedule->event;
    if (!is_of_date(slide, date))
        return (Span){0, 0};
    int32_t from = slide->from < 0 ? event->day_change : slide->from;
    Instant begin = zone_instant(event->zone, date, from, NULL);
    Instant end = slide->until < 0
                      ? zone_instant(event->zone, date_add(date, 1), event->day_change, NULL)
                      : zone_instant(event->zone, date, slide->until, NULL);
    Instant old = slide->feed ? feed_page_ends(slide->feed, slide->feed_page) : INSTANT_NEVER;
    return (Span){instant_max(begin + slide->moved, slide->begins),
                  instant_min(instant_min(end + slide->moved, slide->ends), old)};
}

bool slide_time_on(const Schedule *schedule, const SlideContent *slide, Date date, Instant *from,
                   Instant *until) {
    Span span = span_on(schedule, slide, date);
    *from = span.from;
    *until = span.until;
    return span.from < span.until;
}

/* A time of one day reaches into the next (--demo, a night), so that three dates count. */
enum { DATES_NEAR = 3 };

static void spans_near(const Schedule *schedule, const SlideContent *slide, Instant at,
                       Span spans[DATES_NEAR]) {
    const Event *event = &schedule->event;
    Date date = zone_conference_date(event->zone, at - slide->moved, event->day_change);
    for (int32_t i = 0; i < DATES_NEAR; i++)
        spans[i] = span_on(schedule, slide, date_add(date, i - 1));
}

static bool is_always(const SlideContent *slide) {
    return !slide->feed && slide->day_count == 0 && slide->from < 0 && slide->until < 0 &&
           slide->begins == INT64_MIN && slide->ends == INSTANT_NEVER;
}

bool slide_is_due(const Schedule *schedule, const SlideContent *slide, const SlidePlace *place,
                  Instant at) {
    if (!slide_is_for(slide, place))
        return false;
    if (is_always(slide))
        return true;
    Span spans[DATES_NEAR];
    spans_near(schedule, slide, at, spans);
    for (size_t i = 0; i < DATES_NEAR; i++)
        if (spans[i].from <= at && at < spans[i].until)
            return true;
    return false;
}

bool slide_is_on_day(const Schedule *schedule, const SlideContent *slide, const SlidePlace *place,
                     DayBounds bounds) {
    SlidePlace any = *place;
    any.is_any = true;
    if (!slide_is_for(slide, &any))
        return false;
    if (is_always(slide))
        return true;
    Span spans[DATES_NEAR];
    spans_near(schedule, slide, bounds.from, spans);
    for (size_t i = 0; i < DATES_NEAR; i++)
        if (spans[i].from < spans[i].until && spans[i].from < bounds.until &&
            spans[i].until > bounds.from)
            return true;
    return false;
}

static int compare_instants(const void *a, const void *b) {
    Instant x = *(const Instant *)a, y = *(const Instant *)b;
    return (x > y) - (x < y);
}

size_t slides_changes(const Schedule *schedule, const SlidePlace *place, Instant from,
                      Instant until, Instant changes[SLIDE_CHANGES_MAX]) {
    size_t count = 0;
    for (size_t i = 0; i < schedule->slide_count && i < SLIDES_MAX; i++) {
        const SlideContent *slide = &schedule->slides[i];
        if (is_always(slide) || !slide_is_for(slide, place))
            continue;
        Span spans[DATES_NEAR];
        spans_near(schedule, slide, from, spans);
        for (size_t k = 0; k < DATES_NEAR; k++) {
            if (spans[k].from >= spans[k].until)
                continue;
            const Instant ends[] = {spans[k].from, spans[k].until};
            for (size_t n = 0; n < countof(ends); n++)
                if (ends[n] > from && ends[n] < until)
                    changes[count++] = ends[n];
        }
    }
    qsort(changes, count, sizeof *changes, compare_instants);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || changes[i] != changes[kept - 1])
            changes[kept++] = changes[i];
    return kept;
}

/* ---- the order ------------------------------------------------------------------------------ */

/* A slide's turn: the n-th of `weight`, in the middle of its share of the round. */
typedef struct {
    size_t slide;
    int64_t place;
} Turn;

static int compare_turns(const void *a, const void *b) {
    const Turn *x = a, *y = b;
    return x->place != y->place ? (x->place > y->place) - (x->place < y->place)
                                : (x->slide > y->slide) - (x->slide < y->slide);
}

static int32_t weight_of(const SlideContent *slide) {
    return slide->weight > 0 ? slide->weight : 1;
}

void slides_rotation(const Schedule *schedule, const SlidePlace *place, Instant at,
                     SlideRotation *rotation) {
    enum { ROUND = 2520 * 2 }; /* so that all shares are whole numbers */
    size_t due[SLIDES_MAX], due_count = 0, weights = 0;
    for (size_t i = 0; i < schedule->slide_count && i < SLIDES_MAX; i++)
        if (slide_is_due(schedule, &schedule->slides[i], place, at)) {
            due[due_count++] = i;
            weights += (size_t)weight_of(&schedule->slides[i]);
        }
    Turn turns[SLIDES_ROTATION_MAX];
    size_t count = 0;
    bool are_even = weights > SLIDES_ROTATION_MAX; /* too many to be weighed */
    for (size_t i = 0; i < due_count; i++) {
        int64_t weight = are_even ? 1 : weight_of(&schedule->slides[due[i]]);
        for (int64_t n = 0; n < weight; n++)
            turns[count++] = (Turn){due[i], (2 * n + 1) * ROUND / (2 * weight)};
    }
    qsort(turns, count, sizeof *turns, compare_turns);
    rotation->count = count;
    for (size_t i = 0; i < count; i++)
        rotation->slides[i] = turns[i].slide;
}

static uint64_t hash_text(uint64_t hash, const Localized *text) {
    for (size_t i = 0; i < text->count; i++) {
        hash = str_hash(hash, text->items[i].language.s, text->items[i].language.len);
        hash = str_hash(hash, text->items[i].text.s, text->items[i].text.len);
    }
    return hash;
}

uint64_t slide_identity(const SlideContent *slide) {
    uint64_t hash = str_hash(STR_HASH_SEED, slide->name.s, slide->name.len);
    hash = str_hash(hash, slide->picture.s, slide->picture.len);
    hash = hash_text(hash, &slide->heading);
    if (slide->feed) /* whatever stands on it now */
        hash = str_hash(hash, &slide->feed_page, sizeof slide->feed_page);
    for (size_t i = 0; i < slide->line_count; i++) {
        hash = hash_text(hash, &slide->lines[i].label);
        hash = hash_text(hash, &slide->lines[i].value);
    }
    hash = str_hash(hash, slide->qr.s, slide->qr.len);
    hash = str_hash(hash, slide->ssid.s, slide->ssid.len);
    return str_hash(hash, slide->password.s, slide->password.len);
}
