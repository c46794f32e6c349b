#include "formats/frab.h"

#include <string.h>

#include "formats/words.h"

enum { DAY_ONLY_LEN = 10 /* "2019-02-02" */ };

Frab frab_create(const FormatInput *input, Str text, Diagnostics *diagnostics) {
    Frab frab = {.gather = gather_create(input, text, diagnostics),
                 .kind_type = SESSION_TYPE_COUNT};
    return frab;
}

void frab_set_conference(Frab *frab, const FrabConference *conference) {
    Gather *gather = &frab->gather;
    Event *event = &gather->draft.event;
    Position none = {0};
    event->name = gather_line(gather, conference->title, none);
    if (event->name.count == 0)
        event->name = gather_line(gather, conference->acronym, none);
    event->venue = gather_line(gather, conference->venue, none);
    if (event->venue.count == 0)
        event->venue = gather_line(gather, conference->city, none);
    event->url = gather_word(gather, conference->url);
    gather->zone_name = gather_word(gather, conference->zone_name);
    gather->zone_at = conference->zone_at;
    gather->city = gather_word(gather, conference->city);
    Str change = str_trim(conference->day_change);
    if (change.len && iso_clock_parse(change, &gather->day_change))
        gather->has_day_change = true;
    else if (change.len)
        diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "bad-time",
                        conference->day_change_at, "write hours and minutes: 04:00",
                        "day_change \"%.*s\" is not a time", str_arg(change));
}

bool frab_day(Frab *frab, Str date, Position at, Date *day) {
    IsoTime time;
    *day = (Date){0};
    if (str_trim(date).len == 0)
        return false;
    if (iso_time_parse(date, &time)) {
        *day = time.date;
        return true;
    }
    diagnostics_add(frab->gather.diagnostics, SEVERITY_WARNING, "bad-date", at,
                    "write year, month and day: 2026-05-16", "the day's date \"%.*s\" is none",
                    str_arg(date));
    return false;
}

/* ---- when ---- */

static Position place_at(Frab *frab, size_t place) {
    return gather_at(&frab->gather, place, 1);
}

static void report_bad_time(Frab *frab, Severity severity, const char *what, Str text,
                            size_t place) {
    diagnostics_add(frab->gather.diagnostics, severity, "bad-time", place_at(frab, place),
                    severity == SEVERITY_ERROR ? "the session is left out" : NULL,
                    "%s \"%.*s\" is not a time", what, str_arg(str_trim(text)));
}

/* <start> beside the whole <date>: what the clocks show in the room. An instant in UTC gets its
 * offset from that; where both are local and differ the date is right. */
static void hear_clock(When *when, int32_t minutes) {
    IsoTime *start = &when->start;
    if (start->offset == ISO_NO_OFFSET)
        return;
    int32_t ahead = minutes - start->minutes;
    if (start->offset == 0 && ahead % 15 == 0 && ahead != 0) {
        ahead += ahead < -12 * 60 ? 24 * 60 : ahead > 14 * 60 ? -24 * 60 : 0;
        int32_t local = start->minutes + ahead;
        start->date = date_add(start->date, local < 0 ? -1 : local >= 24 * 60 ? 1 : 0);
        start->minutes = (local + 24 * 60) % (24 * 60);
        start->offset = ahead;
    }
    when->is_clock_written = minutes == start->minutes;
}

/* False, with a diagnostic, when the event's start cannot be known. */
static bool read_start(Frab *frab, const FrabEvent *event, When *when) {
    Str date = str_trim(event->date), start = str_trim(event->start);
    int32_t minutes = 0;
    bool has_clock = start.len > 0 && iso_clock_parse(start, &minutes);
    if (start.len && !has_clock && iso_time_parse(start, &when->start))
        return true; /* a whole date and time in place of the clock's */
    if (date.len && iso_time_parse(date, &when->start)) {
        if (has_clock)
            hear_clock(when, minutes);
        if (date.len > DAY_ONLY_LEN || !has_clock)
            return true;
        when->day = when->start.date;
        when->start = (IsoTime){.minutes = minutes, .offset = ISO_NO_OFFSET};
        return true;
    }
    if (has_clock && when->day.year) {
        if (date.len)
            report_bad_time(frab, SEVERITY_WARNING, "date", date, event->date_place);
        when->start = (IsoTime){.minutes = minutes, .offset = ISO_NO_OFFSET};
        return true;
    }
    if (date.len)
        report_bad_time(frab, SEVERITY_ERROR, "date", date, event->date_place);
    else if (start.len)
        report_bad_time(frab, SEVERITY_ERROR, "start", start, event->start_place);
    else
        gather_unscheduled(&frab->gather, event->at);
    return false;
}

static bool read_when(Frab *frab, const FrabEvent *event, When *when) {
    *when = (When){.day = event->day, .start.offset = ISO_NO_OFFSET};
    if (!read_start(frab, event, when))
        return false;
    Str duration = str_trim(event->duration), end = str_trim(event->end);
    if (duration.len && !iso_length_parse(duration, &when->length)) {
        when->length = 0;
        diagnostics_add(frab->gather.diagnostics, SEVERITY_WARNING, "bad-duration",
                        place_at(frab, event->duration_place), "write hours and minutes: 00:45",
                        "duration \"%.*s\" is not a length of time", str_arg(duration));
    }
    if (when->length > 24 * MILLIS_HOUR)
        diagnostics_add(frab->gather.diagnostics, SEVERITY_WARNING, "long-session",
                        place_at(frab, event->duration_place), NULL,
                        "duration \"%.*s\" is days, hours and minutes: %d hours", str_arg(duration),
                        (int)(when->length / MILLIS_HOUR));
    if (when->length == 0 && end.len)
        when->has_end = iso_time_parse(end, &when->end);
    return true;
}

/* ---- what ---- */

static const Speaker *read_persons(Gather *gather, const FrabEvent *event, size_t *count) {
    Speaker *speakers = arena_new(gather->draft.arena, Speaker, event->person_count);
    *count = 0;
    for (size_t i = 0; i < event->person_count; i++)
        *count += gather_person(gather, &event->persons[i], event->at, &speakers[*count]);
    return speakers;
}

/* Sessions that follow each other are mostly in one room: they have one list of it. */
static const size_t *one_room(Frab *frab, size_t room) {
    if (!frab->one_room || *frab->one_room != room) {
        size_t *rooms = arena_new(frab->gather.draft.arena, size_t, 1);
        rooms[0] = room;
        frab->one_room = rooms;
    }
    return frab->one_room;
}

static SessionType read_kind(Frab *frab, Str kind) {
    kind = str_trim(kind);
    if (!str_equal(kind, frab->kind)) {
        frab->kind = str_copy(frab->gather.scratch, kind);
        frab->kind_type = words_kind(kind);
    }
    return frab->kind_type;
}

static size_t read_track(Gather *gather, const FrabEvent *event) {
    Str name = str_trim(event->track);
    if (name.len == 0)
        return SCHEDULE_NONE;
    size_t known = word_table_get(&gather->tracks, name, SCHEDULE_NONE);
    if (known == SCHEDULE_NONE)
        known = gather_track(gather, name, event->track_slug, gather_line(gather, name, event->at),
                             event->at);
    gather_track_color(gather, known, event->track_color);
    return known;
}

size_t frab_room(Frab *frab, Str name, Str slug, Str guid, Position at) {
    Gather *gather = &frab->gather;
    name = str_trim(name);
    if (name.len == 0)
        return SCHEDULE_NONE;
    if (str_equal(name, frab->room) && str_equal(guid, frab->room_guid))
        return frab->room_index;
    Str key = guid.len ? guid : name;
    frab->room_index = word_table_get(&gather->rooms, key, SCHEDULE_NONE);
    if (frab->room_index == SCHEDULE_NONE)
        frab->room_index = gather_room(
            gather, key,
            &(RoomWords){
                .id = slug, .guid = guid, .name = gather_line(gather, name, at), .at = at});
    frab->room = str_copy(gather->scratch, name);
    frab->room_guid = str_copy(gather->scratch, guid);
    return frab->room_index;
}

/* Adds the room to a session that is known: that is how a broadcast into several rooms is
 * written. */
static void add_to_known(Frab *frab, size_t index, size_t room, Position at) {
    Gather *gather = &frab->gather;
    Session *session = &gather->draft.sessions[index].session;
    bool is_new =
        session->room_count > 0 && room != SCHEDULE_NONE && !session_is_in_room(session, room);
    diagnostics_add(gather->diagnostics, SEVERITY_NOTE, "merged-session", at, NULL,
                    is_new ? "this is the session of line %d; it is in both rooms"
                           : "this is the session of line %d again; it is shown once",
                    (int)session->at.line);
    if (!is_new)
        return;
    size_t *rooms = arena_new(gather->draft.arena, size_t, session->room_count + 1);
    memcpy(rooms, session->rooms, session->room_count * sizeof *rooms);
    rooms[session->room_count++] = room;
    session->rooms = rooms;
}

void frab_add_event(Frab *frab, const FrabEvent *event) {
    Gather *gather = &frab->gather;
    When when;
    size_t room = frab_room(frab, event->room, event->room_slug, event->room_guid, event->at);
    if (!read_when(frab, event, &when))
        return;
    Session session = {.at = event->at, .guid = gather_word(gather, event->guid)};
    Str title = str_trim(event->title);
    SessionStatus status = words_status(event->status);
    SessionStatus prefix = words_cut_status(&title);
    session.status =
        status == SESSION_STATUS_COUNT || status == SESSION_CONFIRMED ? prefix : status;
    session.id = event->id.len     ? gather_word(gather, event->id)
                 : event->guid.len ? session.guid
                                   : gather_word(gather, event->slug);
    session.title = gather_line(gather, title, event->at);
    size_t known = gather_same(gather, &session, &when);
    if (known != SCHEDULE_NONE) {
        add_to_known(frab, known, room, event->at);
        return;
    }
    session.subtitle = gather_line(gather, event->subtitle, event->at);
    session.abstract = gather_abstract(gather, event->abstract, event->at);
    if (session.abstract.count == 0)
        session.abstract = gather_abstract(gather, event->description, event->at);
    session.speakers = read_persons(gather, event, &session.speaker_count);
    session.type = words_session_type(read_kind(frab, event->type), title,
                                      session.speaker_count > 0, when_length(&when));
    session.track = read_track(gather, event);
    session.language = gather_word(gather, words_language(event->language));
    session.url = gather_word(gather, event->url);
    session.feedback = gather_word(gather, event->feedback);
    session.license = gather_word(gather, event->license);
    session.do_not_record = event->do_not_record;
    if (room != SCHEDULE_NONE) {
        session.rooms = one_room(frab, room);
        session.room_count = 1;
    }
    gather_session(gather, &session, &when);
}
