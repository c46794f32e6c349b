/* fuzz_schedule.c: any bytes through the loader, the checks and the wording of findings.
 *
 * What comes out must keep the promises of schedule.h, whatever went in. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "formats/formats.h"
#include "schedule/checks.h"

#define NOW INT64_C(1778900000000) /* in May 2026 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const Localized *text) {
    for (size_t i = 0; i < text->count; i++) {
        assert(str_is_utf8(text->items[i].text));
        assert(str_is_utf8(text->items[i].language));
        assert(text->items[i].text.len > 0);
    }
}

static void check_rooms(const Schedule *schedule, const size_t *rooms, size_t count) {
    for (size_t i = 0; i < count; i++)
        assert(rooms[i] < schedule->room_count);
}

static void check_session(const Schedule *schedule, const Session *session) {
    assert(session->end > session->start);
    assert(session->planned_end > session->planned_start);
    assert(session->id.len > 0 && str_is_utf8(session->id));
    assert(session->day < schedule->day_count);
    assert(session->track == SCHEDULE_NONE || session->track < schedule->track_count);
    assert(session->type < SESSION_TYPE_COUNT && session->status < SESSION_STATUS_COUNT);
    check_rooms(schedule, session->rooms, session->room_count);
    check_rooms(schedule, session->planned_rooms, session->planned_room_count);
    check_text(&session->title);
    check_text(&session->subtitle);
    check_text(&session->note);
    for (size_t i = 0; i < session->speaker_count; i++) {
        assert(session->speakers[i].name.count > 0);
        check_text(&session->speakers[i].name);
        check_text(&session->speakers[i].affiliation);
    }
    Instant at = session->start;
    for (size_t i = 0; i < session->segment_count; i++) {
        const Segment *segment = &session->segments[i];
        assert(segment->start >= at && segment->end > segment->start);
        assert(segment->partner == SCHEDULE_NONE || segment->partner < schedule->partner_count);
        at = segment->end;
    }
    assert(at <= session->end);
}

static void check_days(const Schedule *schedule) {
    size_t next = 0;
    for (size_t i = 0; i < schedule->day_count; i++) {
        const Day *day = &schedule->days[i];
        assert(day->until > day->from);
        assert(i == 0 || date_compare(day[-1].date, day->date) < 0);
        assert(day->session_count == 0 || day->first_session == next);
        for (size_t k = 0; k < day->session_count; k++) {
            const Session *session = &schedule->sessions[day->first_session + k];
            assert(session->day == i);
            assert(k == 0 || session[-1].start <= session->start);
        }
        next += day->session_count;
    }
    assert(next == schedule->session_count);
}

static void check_rest(const Schedule *schedule) {
    assert(schedule->event.zone);
    check_text(&schedule->event.name);
    for (size_t i = 0; i < schedule->project_count; i++) {
        const Project *project = &schedule->projects[i];
        assert(project->name.count > 0);
        assert(project->session == SCHEDULE_NONE || project->session < schedule->session_count);
        check_text(&project->description);
        for (size_t k = 0; k < project->highlight_count; k++)
            check_text(&project->highlights[k]);
    }
    size_t next = 0;
    for (size_t i = 0; i < schedule->tier_count; i++) {
        assert(schedule->tiers[i].first_partner == next);
        for (size_t k = 0; k < schedule->tiers[i].partner_count; k++)
            assert(schedule->partners[next++].tier == i);
    }
    assert(next == schedule->partner_count);
    for (size_t i = 0; i < schedule->notice_count; i++) {
        assert(schedule->notices[i].text.count > 0);
        check_rooms(schedule, schedule->notices[i].rooms, schedule->notices[i].room_count);
    }
    const Display *display = &schedule->display;
    assert(display->view_count > 0 && display->language_count > 0);
    for (size_t i = 0; i < display->view_count; i++)
        assert(display->views[i] < VIEW_KIND_COUNT);
    for (size_t i = 0; i < VIEW_KIND_COUNT; i++)
        assert(display->dwell[i] >= 1000);
    assert(display->safe_area >= 0 && display->safe_area <= 0.1F);
}

static void check_schedule(const Schedule *schedule) {
    check_days(schedule);
    for (size_t i = 0; i < schedule->session_count; i++)
        check_session(schedule, &schedule->sessions[i]);
    check_rest(schedule);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_create();
    Str source = {.s = (const char *)data, .len = size};
    Diagnostics diagnostics = diagnostics_create(arena, str_from("fuzz.yaml"), source);
    FormatInput input = {.source = source, .source_name = str_from("fuzz.yaml"), .now = NOW};
    Schedule *schedule = schedule_load(&input, &diagnostics);
    assert(schedule || diagnostics_has_errors(&diagnostics));
    if (schedule) {
        check_schedule(schedule);
        schedule_check(schedule, NOW, &diagnostics);
        Schedule *later = schedule_shifted(schedule, 1000 * MILLIS_HOUR);
        check_schedule(later);
        schedule_free(later);
    }
    for (size_t i = 0; i < diagnostics.count; i++) {
        Str words = diagnostic_format(arena, &diagnostics, &diagnostics.items[i]);
        Str line = diagnostic_format_line(arena, &diagnostics, &diagnostics.items[i]);
        assert(str_is_utf8(words) && str_is_utf8(line));
        assert(str_find(line, "\n") == SIZE_MAX);
    }
    schedule_free(schedule);
    arena_free(arena);
    return 0;
}
