#include "formats/write_sessions.h"

#include <string.h>

#include "formats/html_entities.h"

enum { DAY_MINUTES = 24 * 60, LINE_COLUMNS = 100 };

void write_rooms_of(YamlOut *out, const Schedule *schedule, const size_t *rooms, size_t count) {
    if (count == 1) {
        yaml_scalar(out, schedule->rooms[rooms[0]].id);
        return;
    }
    yaml_put(out, "[");
    for (size_t i = 0; i < count; i++) {
        yaml_put(out, i ? ", " : "");
        yaml_flow_scalar(out, schedule->rooms[rooms[i]].id);
    }
    yaml_put(out, "]");
}

/* ---- times ---- */

/* Minutes after midnight of the day's date, when a local time can say that instant. */
static bool minutes_on_day(const Schedule *schedule, const Day *day, Instant at, int32_t *minutes) {
    const Zone *zone = schedule->event.zone;
    LocalTime local = zone_local(zone, at);
    *minutes = date_diff(day->date, local.date) * DAY_MINUTES + local.hour * 60 + local.minute;
    int32_t change = schedule->event.day_change;
    return *minutes >= change && *minutes < change + DAY_MINUTES &&
           zone_instant(zone, day->date, *minutes, NULL) == at;
}

static void put_clock(YamlOut *out, int32_t minutes) {
    yaml_format(out, "%02d:%02d", (int)(minutes % DAY_MINUTES) / 60,
                (int)(minutes % DAY_MINUTES) % 60);
}

/* A length for `duration`: minutes, or seconds where they are not whole. */
static void put_length(YamlOut *out, Millis length) {
    if (length % MILLIS_MINUTE)
        yaml_format(out, "%llds", (long long)(length / MILLIS_SECOND));
    else
        yaml_format(out, "%lld", (long long)(length / MILLIS_MINUTE));
}

/* "time: 9:25-9:55", or start and duration where the end is no time of that day. In a map in
 * braces when `is_flow`. */
static void put_times(YamlOut *out, const Schedule *schedule, const Day *day, Instant start,
                      Instant end, bool is_flow) {
    int32_t from, to;
    bool has_start = minutes_on_day(schedule, day, start, &from);
    if (minutes_on_day(schedule, day, end, &to) && has_start && to > from) {
        yaml_put(out, "time: ");
        yaml_put(out, is_flow ? "\"" : "");
        put_clock(out, from);
        yaml_put(out, "-");
        put_clock(out, to);
        yaml_put(out, is_flow ? "\"" : "");
        return;
    }
    yaml_put(out, "start: \"");
    put_clock(out, from);
    yaml_put(out, is_flow ? "\", duration: " : "\"\n        duration: ");
    put_length(out, end - start);
}

/* ---- speakers ---- */

static bool is_one_plain(const Localized *text) {
    return text->count == 1 && text->items[0].language.len == 0;
}

/* True when "Name (Affiliation)" comes back as the same two. */
static bool is_short(const Speaker *speaker) {
    if (!is_one_plain(&speaker->name) || speaker->biography.count || speaker->photo.len)
        return false;
    Str name = speaker->name.items[0].text;
    if (str_find(name, " (") != SIZE_MAX || str_ends(name, ":"))
        return false;
    return speaker->affiliation.count == 0 || is_one_plain(&speaker->affiliation);
}

void write_speaker(YamlOut *out, const Speaker *speaker, bool with_biography) {
    if (is_short(speaker)) {
        Str name = speaker->name.items[0].text;
        if (speaker->affiliation.count)
            name = str_printf(out->text.arena, "%.*s (%.*s)", str_arg(name),
                              str_arg(speaker->affiliation.items[0].text));
        yaml_flow_scalar(out, html_escape(out->text.arena, name));
        return;
    }
    yaml_put(out, "{name: ");
    yaml_flow_text(out, &speaker->name);
    if (speaker->affiliation.count) {
        yaml_put(out, ", affiliation: ");
        yaml_flow_text(out, &speaker->affiliation);
    }
    if (speaker->photo.len) {
        yaml_put(out, ", photo: ");
        yaml_flow_scalar(out, speaker->photo);
    }
    if (with_biography && speaker->biography.count) {
        yaml_put(out, ", biography: ");
        yaml_flow_text(out, &speaker->biography);
    }
    yaml_put(out, "}");
}

static void put_speakers(YamlOut *out, const Session *session, bool with_biographies) {
    if (session->speaker_count == 0)
        return;
    size_t len = out->text.len, line_start = out->line_start;
    yaml_put(out, "        speakers: [");
    for (size_t i = 0; i < session->speaker_count; i++) {
        yaml_put(out, i ? ", " : "");
        write_speaker(out, &session->speakers[i], with_biographies);
    }
    yaml_put(out, "]\n");
    if (out->text.len - len <= LINE_COLUMNS || session->speaker_count == 1)
        return;
    out->text.len = len;
    out->line_start = line_start;
    yaml_put(out, "        speakers:\n");
    for (size_t i = 0; i < session->speaker_count; i++) {
        yaml_put(out, "          - ");
        write_speaker(out, &session->speakers[i], with_biographies);
        yaml_put(out, "\n");
    }
}

/* ---- segments ---- */

static void put_segments(YamlOut *out, const Schedule *schedule, const Day *day,
                         const Session *session) {
    if (session->segment_count == 0)
        return;
    yaml_put(out, "        segments:  # one after the other from the session's start\n");
    Instant cursor = session->start;
    for (size_t i = 0; i < session->segment_count; i++) {
        const Segment *segment = &session->segments[i];
        int32_t from;
        yaml_put(out, "          - {");
        if (segment->start != cursor && minutes_on_day(schedule, day, segment->start, &from)) {
            yaml_put(out, "start: \"");
            put_clock(out, from);
            yaml_put(out, "\", ");
        }
        yaml_put(out, "minutes: ");
        put_length(out, segment->end - segment->start);
        if (segment->title.count) {
            yaml_put(out, ", title: ");
            yaml_flow_text(out, &segment->title);
        }
        if (segment->partner != SCHEDULE_NONE) {
            yaml_put(out, ", partner: ");
            yaml_flow_scalar(out, schedule->partners[segment->partner].id);
        }
        yaml_put(out, "}\n");
        cursor = segment->end;
    }
}

/* ---- sessions ---- */

static bool are_same(const size_t *a, size_t a_count, const size_t *b, size_t b_count) {
    return a_count == b_count && (a_count == 0 || memcmp(a, b, a_count * sizeof *a) == 0);
}

/* Where and when it was to be. */
static bool put_was(YamlOut *out, const Schedule *schedule, const Day *day,
                    const Session *session) {
    bool is_shifted =
        session->planned_start != session->start || session->planned_end != session->end;
    bool is_elsewhere = !are_same(session->rooms, session->room_count, session->planned_rooms,
                                  session->planned_room_count);
    int32_t from;
    is_shifted = is_shifted && minutes_on_day(schedule, day, session->planned_start, &from);
    if (!is_shifted && !is_elsewhere)
        return false;
    yaml_put(out, "        was: {");
    if (is_shifted)
        put_times(out, schedule, day, session->planned_start, session->planned_end, true);
    if (is_elsewhere) {
        yaml_put(out, is_shifted ? ", rooms: [" : "rooms: [");
        for (size_t i = 0; i < session->planned_room_count; i++) {
            yaml_put(out, i ? ", " : "");
            yaml_flow_scalar(out, schedule->rooms[session->planned_rooms[i]].id);
        }
        yaml_put(out, "]");
    }
    yaml_put(out, "}\n");
    return true;
}

static void put_rooms(YamlOut *out, const Schedule *schedule, const Session *session) {
    if (session->room_count == 0)
        return;
    yaml_put(out, session->room_count == 1 ? "        room: " : "        rooms: ");
    write_rooms_of(out, schedule, session->rooms, session->room_count);
    yaml_put(out, "\n");
}

static void write_session(YamlOut *out, const Schedule *schedule, const Session *session,
                          bool with_abstracts) {
    const Day *day = &schedule->days[session->day];
    yaml_put(out, "      - ");
    if (session->is_all_day)
        yaml_put(out, "all_day: yes");
    else
        put_times(out, schedule, day, session->start, session->end, false);
    yaml_put(out, "\n");
    yaml_text(out, 4, "title", &session->title);
    yaml_text(out, 4, "subtitle", &session->subtitle);
    put_rooms(out, schedule, session);
    put_speakers(out, session, with_abstracts);
    if (session->track != SCHEDULE_NONE)
        yaml_word(out, 4, "track", schedule->tracks[session->track].id);
    if (session->type != SESSION_TALK)
        yaml_word(out, 4, "type", str_from(session_type_name(session->type)));
    bool has_was = !session->is_all_day && put_was(out, schedule, day, session);
    if (session->status != SESSION_CONFIRMED || has_was)
        yaml_word(out, 4, "status", str_from(session_status_name(session->status)));
    yaml_word(out, 4, "language", session->language);
    yaml_text(out, 4, "note", &session->note);
    yaml_word(out, 4, "url", session->url);
    yaml_word(out, 4, "feedback", session->feedback);
    yaml_word(out, 4, "license", session->license);
    if (session->do_not_record)
        yaml_put(out, "        do_not_record: yes\n");
    put_segments(out, schedule, day, session);
    yaml_word(out, 4, "id", session->id);
    yaml_word(out, 4, "guid", session->guid);
    if (with_abstracts)
        yaml_text(out, 4, "abstract", &session->abstract);
}

static const char *weekday_of(Date date) {
    static const char *const NAMES[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                        "Thursday", "Friday", "Saturday"};
    LocalTime noon = zone_local(zone_utc(), zone_instant(zone_utc(), date, DAY_MINUTES / 2, NULL));
    return NAMES[noon.weekday];
}

void write_days(YamlOut *out, const Schedule *schedule, bool with_abstracts) {
    if (schedule->day_count == 0)
        return;
    yaml_put(out,
             "\n# A session's type: talk (when none is given), keynote, panel, break, social, "
             "other.\n# Its status: cancelled, moved or delayed; then was: {time: …, room: …} "
             "and note: help.\n# Without room: it is everywhere. The id keeps it the same when "
             "the rest changes.\ndays:\n");
    for (size_t i = 0; i < schedule->day_count; i++) {
        const Day *day = &schedule->days[i];
        if (day->is_undated)
            yaml_put(out, "  - # date: 2026-05-16, when it is for one day only\n");
        else
            yaml_format(out, "  - date: %04d-%02d-%02d  # %s\n", (int)day->date.year,
                        (int)day->date.month, (int)day->date.day, weekday_of(day->date));
        yaml_text(out, 2, "title", &day->title);
        yaml_put(out, day->session_count ? "    sessions:\n" : "    sessions: []\n");
        for (size_t k = 0; k < day->session_count; k++)
            write_session(out, schedule, &schedule->sessions[day->first_session + k],
                          with_abstracts);
    }
}
