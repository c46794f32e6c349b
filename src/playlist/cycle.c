#include "playlist/cycle.h"

#include <math.h>
#include <string.h>

#include "schedule/view_content.h"

enum { PAGES_MAX = 1000 };

#define DWELL_MIN MILLIS_SECOND
#define DWELL_MAX (24 * MILLIS_HOUR)

/* Instants further out are no conference's; kept away from the ends of int64_t. */
#define FAR_OUT (INT64_C(1) << 61)

size_t cycle_pages(size_t pages) {
    return pages < 1 ? 1 : pages > PAGES_MAX ? PAGES_MAX : pages;
}

Millis cycle_dwell(Millis dwell) {
    return dwell < DWELL_MIN ? DWELL_MIN : dwell > DWELL_MAX ? DWELL_MAX : dwell;
}

static ViewContent content_of(ViewKind view) {
    return view_row(view)->content;
}

static Visit make_visit(const Cycle *cycle, const Display *display,
                        const PlaylistSettings *settings, ViewKind view) {
    ViewContent content = content_of(view);
    return (Visit){.view = view,
                   .pages = content_is_by_item(content) ? 1 : cycle_pages(settings->pages[view]),
                   .turns = 1,
                   .index = cycle->visit_count,
                   .items = cycle->schedule ? content_item_count(cycle->schedule, content) : 1,
                   .dwell = cycle_dwell(display->dwell[view])};
}

/* ---- a piece -------------------------------------------------------------------------------- */

static Instant piece_until(const Cycle *cycle, size_t piece) {
    return piece + 1 < cycle->piece_count ? cycle->pieces[piece + 1].from : cycle->until;
}

static Millis slide_dwell(const Cycle *cycle, const Visit *visit, size_t slide) {
    Millis dwell = cycle->schedule->slides[slide].dwell;
    return dwell ? cycle_dwell(dwell) : visit->dwell;
}

/* Does it show what the screen hangs there for: a door its room, a foyer what runs in the rooms? */
static bool is_of_now(ViewKind view, bool is_door) {
    return content_of(view) == CONTENT_NOW || (!is_door && view_row(view)->is_of_many_rooms);
}

static Millis visit_length(const Visit *visit) {
    return (Millis)(visit->pages * visit->turns) * visit->dwell;
}

/* Who stands before a screen wants to know what runs. Views that show it get their share of the
 * round: a single page stays longer, several turn more often. `slide` is how long one stays. */
static void favour_now(const Cycle *cycle, Round *round, Millis slide) {
    Millis now = 0, others = 0;
    for (size_t i = 0; i < round->count; i++) {
        const Visit *visit = &round->visits[i];
        *(is_of_now(visit->view, cycle->is_door) ? &now : &others) +=
            visit->view == VIEW_SLIDES ? slide : visit_length(visit);
    }
    int32_t share = cycle->share < CYCLE_SHARE_MAX ? cycle->share : CYCLE_SHARE_MAX;
    if (share <= 0 || now == 0)
        return;
    Millis wanted = (others * share + (100 - share) - 1) / (100 - share);
    for (size_t i = 0; i < round->count && wanted > now; i++) {
        Visit *visit = &round->visits[i];
        if (!is_of_now(visit->view, cycle->is_door))
            continue;
        Millis length = visit_length(visit);
        double part = (double)length / (double)now * (double)wanted;
        if (visit->pages == 1)
            visit->dwell = (Millis)ceil(part);
        else
            visit->turns = (size_t)ceil(part / (double)length);
    }
}

static void measure(Round *round) {
    for (size_t i = 0; i < round->count; i++) {
        const Visit *visit = &round->visits[i];
        round->page_count += visit->pages * visit->turns;
        round->visits_to[visit->view]++;
        if (visit->view != VIEW_SLIDES)
            round->length += visit_length(visit);
    }
}

/* How long the slides stay that are due, in the middle. */
static Millis mean_dwell(const Cycle *cycle, const Round *round) {
    Millis sum = 0;
    for (size_t i = 0; i < round->count; i++) {
        if (round->visits[i].view != VIEW_SLIDES)
            continue;
        for (size_t k = 0; k < round->rotation.count; k++)
            sum += slide_dwell(cycle, &round->visits[i], round->rotation.slides[k]);
        return sum / (Millis)round->rotation.count;
    }
    return 0;
}

/* cycle->round is that piece's. */
static void open_round(Cycle *cycle, size_t index) {
    if (cycle->round_of == index)
        return;
    Round *round = &cycle->round;
    const Piece *piece = &cycle->pieces[index];
    *round = (Round){0};
    cycle->round_of = index;
    bool has_slides = false;
    for (size_t i = 0; i < cycle->visit_count; i++)
        has_slides |= cycle->visits[i].view == VIEW_SLIDES;
    if (has_slides)
        slides_rotation(cycle->schedule, &cycle->place, piece->from, &round->rotation);
    for (size_t i = 0; i < cycle->visit_count; i++) {
        const Visit *visit = &cycle->visits[(piece->first + i) % cycle->visit_count];
        if (visit->view != VIEW_SLIDES || round->rotation.count > 0)
            round->visits[round->count++] = *visit;
    }
    if (round->count == 0)
        round->visits[round->count++] = cycle->fallback;
    favour_now(cycle, round, mean_dwell(cycle, round));
    measure(round);
    const Visit *only = &round->visits[0];
    size_t items = only->view == VIEW_SLIDES ? round->rotation.count : only->items;
    round->is_static = round->page_count == 1 && items == 1;
}

/* A place in the cycle. */
typedef struct {
    Slide slide;
    const Visit *visit; /* of the round, which is open until another one is */
    Millis dwell;       /* of each of its pages */
    size_t slot;        /* pages of the visit that have begun before */
    uint64_t index;     /* pages that have begun before this one */
    uint64_t round;
    uint64_t visits[VIEW_KIND_COUNT]; /* that have begun before this one */
} Spot;

/* The slide of the visit that comes after so many others to slides. */
static size_t slide_of(const Round *round, uint64_t visits) {
    return round->rotation.slides[visits % round->rotation.count];
}

static Millis visit_dwell(const Cycle *cycle, const Visit *visit, uint64_t visits) {
    return visit->view == VIEW_SLIDES ? slide_dwell(cycle, visit, slide_of(&cycle->round, visits))
                                      : visit->dwell;
}

/* How long a round lasts whose first slide comes after so many others. */
static Millis round_length(const Cycle *cycle, uint64_t slides_before) {
    const Round *round = &cycle->round;
    Millis length = round->length;
    for (size_t i = 0; i < round->count; i++)
        if (round->visits[i].view == VIEW_SLIDES)
            length += visit_dwell(cycle, &round->visits[i], slides_before++);
    return length;
}

/* Goes round as often as fits into `*passed`, which it takes off: the number of rounds. Slides stay
 * as long as each says, so that a round is as long as another only when the same ones come. */
static uint64_t pass_rounds(const Cycle *cycle, const Piece *piece, Millis *passed) {
    const Round *round = &cycle->round;
    uint64_t per_round = round->visits_to[VIEW_SLIDES];
    uint64_t slides = piece->visits_before[VIEW_SLIDES];
    uint64_t rounds = 0, period = per_round ? round->rotation.count : 1;
    Millis length = 0;
    for (uint64_t i = 0; i < period; i++)
        length += round_length(cycle, slides + i * per_round);
    rounds = (uint64_t)(*passed / length) * period;
    *passed %= length;
    for (;;) {
        Millis next = round_length(cycle, slides + rounds % period * per_round);
        if (*passed < next)
            return rounds;
        *passed -= next;
        rounds++;
    }
}

static Spot spot_at(Cycle *cycle, size_t index, Instant at) {
    open_round(cycle, index);
    const Piece *piece = &cycle->pieces[index];
    const Round *round = &cycle->round;
    Millis passed = at - piece->from;
    uint64_t rounds = round->is_static ? 0 : pass_rounds(cycle, piece, &passed);
    Spot spot = {.index = piece->pages_before + rounds * round->page_count,
                 .round = piece->rounds_before + rounds};
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
        spot.visits[view] = piece->visits_before[view] + rounds * round->visits_to[view];
    const Visit *visit = round->visits;
    for (;; visit++) {
        spot.dwell = visit_dwell(cycle, visit, spot.visits[visit->view]);
        Millis length = (Millis)(visit->pages * visit->turns) * spot.dwell;
        if (round->is_static || passed < length)
            break;
        passed -= length;
        spot.index += visit->pages * visit->turns;
        spot.visits[visit->view]++;
    }
    spot.visit = visit;
    spot.slot = round->is_static ? 0 : (size_t)(passed / spot.dwell);
    Slide *slide = &spot.slide;
    *slide = (Slide){.view = visit->view,
                     .page = spot.slot % visit->pages,
                     .pages = visit->pages,
                     .visit = round->is_static ? 0 : spot.visits[visit->view],
                     .began = at - passed,
                     .from = at - passed + (Millis)spot.slot * spot.dwell};
    slide->until = round->is_static ? cycle->until : slide->from + spot.dwell;
    slide->until = instant_min(slide->until, piece_until(cycle, index));
    slide->item = visit->view == VIEW_SLIDES ? slide_of(round, spot.visits[VIEW_SLIDES])
                                             : slide->visit % visit->items;
    spot.index += spot.slot;
    return spot;
}

/* ---- the day -------------------------------------------------------------------------------- */

static bool is_slide_due(const Cycle *cycle, const Slide *slide, Instant at) {
    return slide->view != VIEW_SLIDES ||
           slide_is_due(cycle->schedule, &cycle->schedule->slides[slide->item], &cycle->place, at);
}

/* The piece that begins when what is shown before `change` has been shown: to its end, unless it is
 * a slide that goes then. */
static Piece piece_after(Cycle *cycle, Instant change) {
    Spot spot = spot_at(cycle, cycle->piece_count - 1, change - 1);
    bool is_cut = cycle->round.is_static || !is_slide_due(cycle, &spot.slide, change);
    const Visit *visit = spot.visit;
    size_t pages = visit->pages * visit->turns;
    Piece piece = {.from = is_cut ? change : spot.slide.began + (Millis)pages * spot.dwell,
                   .first = (visit->index + 1) % cycle->visit_count,
                   .pages_before = spot.index - spot.slot + pages,
                   .rounds_before = spot.round + 1};
    memcpy(piece.visits_before, spot.visits, sizeof piece.visits_before);
    piece.visits_before[visit->view]++;
    return piece;
}

/* A slide that is shown up to the last piece goes before that. */
static void cut_last(Cycle *cycle, Instant change) {
    Piece *last = &cycle->pieces[cycle->piece_count - 1];
    if (cycle->piece_count < 2 || change >= last->from)
        return;
    Spot spot = spot_at(cycle, cycle->piece_count - 2, last->from - 1);
    if (change > spot.slide.from && !is_slide_due(cycle, &spot.slide, change))
        last->from = change;
}

static void lay_pieces(Cycle *cycle) {
    bool has_slides = false;
    for (size_t i = 0; i < cycle->visit_count; i++)
        has_slides |= cycle->visits[i].view == VIEW_SLIDES;
    cycle->pieces[0] = (Piece){.from = cycle->from};
    cycle->piece_count = 1;
    cycle->round_of = SIZE_MAX;
    if (!has_slides)
        return;
    Instant changes[SLIDE_CHANGES_MAX];
    size_t count =
        slides_changes(cycle->schedule, &cycle->place, cycle->from, cycle->until, changes);
    for (size_t i = 0; i < count; i++) {
        if (changes[i] <= cycle->pieces[cycle->piece_count - 1].from) {
            cut_last(cycle, changes[i]);
            continue;
        }
        Piece piece = piece_after(cycle, changes[i]);
        if (piece.from < cycle->until)
            cycle->pieces[cycle->piece_count++] = piece;
    }
}

static void add_visit(Cycle *cycle, Visit visit) {
    cycle->visits[cycle->visit_count++] = visit;
}

void cycle_make(Cycle *cycle, const Schedule *schedule, const PlaylistSettings *settings,
                size_t room, DayBounds bounds) {
    Display plain = display_default();
    const Display *display = schedule ? &schedule->display : &plain;
    cycle->schedule = schedule;
    cycle->place = (SlidePlace){.room = room,
                                .is_foyer = settings->room == SCHEDULE_NONE,
                                .name = settings->screen_name,
                                .groups = settings->screen_groups};
    cycle->from = instant_max(bounds.from, -FAR_OUT);
    cycle->until = instant_min(bounds.until, FAR_OUT);
    cycle->visit_count = 0;
    cycle->share = 0;
    size_t count = display->view_count < countof(display->views) ? display->view_count
                                                                 : countof(display->views);
    ViewKind views[VISITS_MAX];
    bool has_slides = false;
    for (size_t i = 0; i < count; i++)
        has_slides |= (views[i] = display->views[i]) == VIEW_SLIDES;
    if (!has_slides && !display_is_of_stage(display)) /* not said where: after the others */
        views[count++] = VIEW_SLIDES;
    if (settings->is_held) {
        views[0] = settings->held;
        count = 1;
    }
    for (size_t i = 0; schedule && i < count; i++)
        if ((settings->is_held || view_is_wanted(schedule, room, views[i])) &&
            content_on_day(schedule, room, bounds, content_of(views[i])))
            add_visit(cycle, make_visit(cycle, display, settings, views[i]));
    /* It has a picture for every state of a day. */
    cycle->fallback = make_visit(cycle, display, settings, VIEW_NOW_NEXT);
    if (cycle->visit_count == 0)
        add_visit(cycle, cycle->fallback);
    cycle->is_door = room != SCHEDULE_NONE;
    if (!settings->is_held)
        cycle->share = cycle->is_door ? display->door_share : display->foyer_share;
    lay_pieces(cycle);
}

static size_t piece_at(const Cycle *cycle, Instant at) {
    size_t low = 0, high = cycle->piece_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (cycle->pieces[middle].from <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint64_t cycle_index(Cycle *cycle, Instant at, Slide *slide) {
    Spot spot = spot_at(cycle, piece_at(cycle, at), at);
    *slide = spot.slide;
    return spot.index;
}

uint64_t cycle_round(Cycle *cycle, Instant at) {
    return spot_at(cycle, piece_at(cycle, at), at).round;
}

bool cycle_is_static(Cycle *cycle) {
    open_round(cycle, 0);
    return cycle->piece_count == 1 && cycle->round.is_static;
}
