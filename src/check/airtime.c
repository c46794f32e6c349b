#include "check/airtime.h"

#include <string.h>

#include "schedule/now_next.h"

enum { BEFORE_FIRST_MINUTES = 30 };

typedef struct {
    AirtimeEntry *items;
    size_t count, capacity;
} Entries;

bool airtime_span(const Schedule *schedule, size_t day, Instant *from, Instant *until) {
    Instant first = INSTANT_NEVER, last = INT64_MIN;
    for (size_t i = 0; i < schedule->session_count; i++) {
        const Session *session = &schedule->sessions[i];
        if (session->day != day || session->status == SESSION_CANCELLED)
            continue;
        first = instant_min(first, session->start);
        last = instant_max(last, session->end);
    }
    if (last == INT64_MIN)
        return false;
    *from = instant_max(first - BEFORE_FIRST_MINUTES * MILLIS_MINUTE, schedule->days[day].from);
    *until = last;
    return true;
}

/* ---- what is shown -------------------------------------------------------------------------- */

/* The notice that leaves no room for anything else. */
static size_t cover_at(const AirtimeInput *input, Instant at, Instant *next_change) {
    size_t index = notice_at(input->schedule, input->settings.room, at, next_change);
    if (index == SCHEDULE_NONE)
        return SCHEDULE_NONE;
    NoticeLevel level = input->schedule->notices[index].level;
    return level == NOTICE_EMERGENCY || level == NOTICE_TEST ? index : SCHEDULE_NONE;
}

/* What now/next shows first, and its running segment. Lowers *until to where that changes. */
static void find_segment(const AirtimeInput *input, AirtimeEntry *entry, Instant *until) {
    Arena *scratch = arena_create();
    const Schedule *schedule = input->schedule;
    NowNext lists = now_next_at(scratch, schedule, input->settings.room, entry->from, 1);
    *until = instant_min(*until, lists.next_change);
    entry->session = entry->segment = SCHEDULE_NONE;
    for (size_t i = 0; i < lists.now_count; i++) {
        const Session *session = &schedule->sessions[lists.now[i]];
        for (size_t k = 0; k < session->segment_count; k++) {
            const Segment *segment = &session->segments[k];
            if (segment->start > entry->from)
                *until = instant_min(*until, segment->start);
            if (segment->end > entry->from)
                *until = instant_min(*until, segment->end);
        }
        size_t segment = session_segment_at(session, entry->from);
        if (entry->session == SCHEDULE_NONE ||
            (entry->segment == SCHEDULE_NONE && segment != SCHEDULE_NONE)) {
            entry->session = lists.now[i];
            entry->segment = segment;
        }
    }
    arena_free(scratch);
}

static ViewContent content_of(const AirtimeEntry *entry) {
    return view_row(entry->slide.view)->content;
}

static AirtimeEntry entry_at(const AirtimeInput *input, Instant at) {
    Instant until = input->until;
    AirtimeEntry entry = {.from = at,
                          .slide = playlist_slide_at(input->schedule, &input->settings, at),
                          .session = SCHEDULE_NONE,
                          .segment = SCHEDULE_NONE};
    entry.notice = cover_at(input, at, &until);
    until = instant_min(until, entry.slide.until);
    if (entry.notice == SCHEDULE_NONE && content_of(&entry) == CONTENT_NOW)
        find_segment(input, &entry, &until);
    if (entry.notice == SCHEDULE_NONE && content_of(&entry) == CONTENT_PARTNERS)
        input->wall(input->context, &entry.slide, &entry.first_partner, &entry.partner_count);
    entry.until = instant_max(until, at + 1);
    return entry;
}

/* ---- who was seen --------------------------------------------------------------------------- */

static size_t partner_of(const Schedule *schedule, const AirtimeEntry *entry) {
    if (entry->session == SCHEDULE_NONE || entry->segment == SCHEDULE_NONE)
        return SCHEDULE_NONE;
    return schedule->sessions[entry->session].segments[entry->segment].partner;
}

static bool is_same_slide(const AirtimeEntry *a, const AirtimeEntry *b) {
    return a->notice == b->notice && a->slide.turn == b->slide.turn;
}

static void count_entry(const AirtimeInput *input, Airtime *report, PartnerAirtime *partners,
                        Millis *projects, const AirtimeEntry *entry, const AirtimeEntry *before) {
    Millis length = entry->until - entry->from;
    if (entry->notice != SCHEDULE_NONE) {
        report->notices += length;
        return;
    }
    report->views[entry->slide.view] += length;
    size_t partner = partner_of(input->schedule, entry);
    if (partner != SCHEDULE_NONE)
        partners[partner].named += length;
    if (content_of(entry) == CONTENT_PROJECTS && entry->slide.item < input->schedule->project_count)
        projects[entry->slide.item] += length;
    bool is_new = !before || !is_same_slide(before, entry);
    for (size_t i = 0; i < entry->partner_count; i++) {
        PartnerAirtime *airtime = &partners[entry->first_partner + i];
        airtime->wall += length;
        airtime->wall_times += is_new;
    }
}

static void count_segments(const AirtimeInput *input, PartnerAirtime *partners) {
    for (size_t i = 0; i < input->schedule->session_count; i++) {
        const Session *session = &input->schedule->sessions[i];
        if (session->status == SESSION_CANCELLED ||
            !session_is_in_room(session, input->settings.room))
            continue;
        for (size_t k = 0; k < session->segment_count; k++) {
            const Segment *segment = &session->segments[k];
            Instant from = instant_max(segment->start, input->from);
            Instant until = instant_min(segment->end, input->until);
            if (segment->partner == SCHEDULE_NONE || from >= until)
                continue;
            partners[segment->partner].segments += until - from;
            partners[segment->partner].segment_count++;
        }
    }
}

Airtime airtime_create(Arena *arena, const AirtimeInput *input) {
    const Schedule *schedule = input->schedule;
    PartnerAirtime *partners = arena_new(arena, PartnerAirtime, schedule->partner_count);
    Millis *projects = arena_new(arena, Millis, schedule->project_count);
    Airtime report = {.input = input, .partners = partners, .projects = projects};
    Entries entries = {0};
    for (Instant at = input->from; at < input->until;) {
        AirtimeEntry entry = entry_at(input, at);
        const AirtimeEntry *before = entries.count ? &entries.items[entries.count - 1] : NULL;
        count_entry(input, &report, partners, projects, &entry, before);
        AirtimeEntry *place = arena_push(arena, &entries.items, &entries.count, &entries.capacity,
                                         sizeof *place, _Alignof(AirtimeEntry));
        *place = entry;
        at = entry.until;
    }
    count_segments(input, partners);
    report.entries = entries.items;
    report.count = entries.count;
    return report;
}
