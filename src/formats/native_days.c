/* native_days.c: days and their sessions. */
#include "formats/native.h"
#include "formats/times.h"

enum { DAYS_MAX = 400, DAY_MINUTES = 24 * 60 };

/* ---- times ---- */

/* What a map says about when: minutes after midnight as written. */
typedef struct {
    bool has_start, has_end, has_length, is_bad;
    int32_t start, end;
    Millis length;
    Position start_at, end_at;
} Times;

static Times read_times(Native *native, const Node *map) {
    Fields *fields = &native->fields;
    const Node *time = fields_get(map, "time"), *start = fields_get(map, "start");
    const Node *end = fields_get(map, "end"), *duration = fields_get(map, "duration");
    Times times = {.start_at = map->at, .end_at = map->at};
    if (time) {
        times.start_at = times.end_at = time->at;
        if (start || end)
            diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "conflict",
                            start ? start->at : end->at, "delete one of the two",
                            "time says when it is; start and end are not used");
        start = end = NULL;
        if (time->kind == NODE_SCALAR && !time_is_range(time->scalar)) {
            start = time;
        } else if (fields_range(fields, time, &times.start, &times.end)) {
            times.has_start = times.has_end = true;
        } else {
            times.is_bad = true;
        }
    }
    if (start) {
        times.start_at = start->at;
        times.has_start = fields_time(fields, start, "start", &times.start);
        times.is_bad = !times.has_start;
    }
    if (end) {
        times.end_at = end->at;
        times.has_end = fields_time(fields, end, "end", &times.end);
        times.is_bad = times.is_bad || !times.has_end;
    }
    if (duration && times.has_end) {
        diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "conflict", duration->at,
                        "delete one of the two", "the end is given; duration is not used");
    } else if (duration) {
        times.end_at = duration->at;
        times.has_length = fields_duration(fields, duration, "duration", MILLIS_MINUTE,
                                           MILLIS_MINUTE, &times.length);
        times.is_bad = times.is_bad || !times.has_length;
    }
    return times;
}

/* An end before its start is meant to be on the next morning when the session is one of the
 * evening and does not last half a day. */
static bool is_over_midnight(int32_t start, int32_t end) {
    return start >= 17 * 60 && end + DAY_MINUTES - start <= 12 * 60;
}

/* Turns times on a date into instants. `*end` is 0 when the end is not known. False, with a
 * diagnostic, when that makes no sense. */
static bool place_times(Native *native, Date date, const Times *times, Instant *start,
                        Instant *end) {
    Diagnostics *diagnostics = native->fields.diagnostics;
    int32_t from = native_on_day(native, times->start), to = native_on_day(native, times->end);
    int32_t last = DAY_MINUTES + native->draft.event.day_change;
    if (from > last) {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "bad-time", times->start_at,
                        "put the session under the next date",
                        "the start is after the end of the conference day (%d:%02d)",
                        (int)(last / 60), (int)(last % 60));
        return false;
    }
    *start = native_instant(native, date, from, times->start_at);
    *end = 0;
    if (times->has_length)
        *end = *start + times->length;
    if (!times->has_end)
        return true;
    if (to <= from && is_over_midnight(from, to))
        to += DAY_MINUTES;
    if (to > from)
        *end = native_instant(native, date, to, times->end_at);
    if (to > from && *end > *start)
        return true;
    diagnostics_add(diagnostics, SEVERITY_ERROR, "end-before-start", times->end_at,
                    "correct the end, or the start",
                    to == from ? "the session ends when it starts (%d:%02d)"
                               : "the session ends before it starts (%d:%02d)",
                    (int)(times->start / 60), (int)(times->start % 60));
    return false;
}

/* An item of the whole day has no times; those that the file gives are not used. */
static Times no_times(Native *native, const Node *map) {
    static const char *const KEYS[] = {"time", "start", "end", "duration", "segments", "was"};
    for (size_t i = 0; i < countof(KEYS); i++) {
        const Node *node = fields_get(map, KEYS[i]);
        if (node)
            diagnostics_add(native->fields.diagnostics, SEVERITY_WARNING, "conflict", node->at,
                            "delete one of the two", "all_day is yes; %s is not used", KEYS[i]);
    }
    return (Times){.start_at = map->at, .end_at = map->at};
}

static void place_all_day(const Native *native, size_t day, Session *session) {
    session->start = session->planned_start = native->draft.days[day].from;
    session->end = session->planned_end = native->draft.days[day].until;
    session->planned_rooms = session->rooms;
    session->planned_room_count = session->room_count;
}

/* ---- speakers ---- */

/* "Name (Affiliation)": only ASCII parentheses behind a space; 马涛（伯瑜） is one name. */
static Speaker split_speaker(Arena *arena, Localized whole) {
    Speaker speaker = {.name = whole};
    if (whole.count != 1)
        return speaker;
    Str text = whole.items[0].text;
    size_t open = str_find(text, " (");
    if (open == SIZE_MAX || open == 0 || !str_ends(text, ")") || text.len - open < 4)
        return speaker;
    Translation *parts = arena_new(arena, Translation, 2);
    parts[0] = (Translation){.language = whole.items[0].language,
                             .text = str_trim(str_slice(text, 0, open))};
    parts[1] = (Translation){.language = whole.items[0].language,
                             .text = str_trim(str_slice(text, open + 2, text.len - open - 3))};
    if (parts[0].text.len == 0 || parts[1].text.len == 0)
        return speaker;
    speaker.name = (Localized){.items = &parts[0], .count = 1, .at = whole.at};
    speaker.affiliation = (Localized){.items = &parts[1], .count = 1, .at = whole.at};
    return speaker;
}

bool native_read_speaker(Native *native, const Node *node, Speaker *speaker) {
    static const char *const KEYS[] = {"name", "affiliation", "biography", "photo"};
    Fields *fields = &native->fields;
    if (node->kind == NODE_MAP && (node_get(node, "name") || node_get(node, "affiliation"))) {
        fields_open(fields, node, "a speaker", KEYS, countof(KEYS));
        speaker->name = fields_text(fields, fields_get(node, "name"), "name");
        speaker->affiliation = fields_text(fields, fields_get(node, "affiliation"), "affiliation");
        speaker->biography = fields_text(fields, fields_get(node, "biography"), "biography");
        speaker->photo = fields_word(fields, fields_get(node, "photo"), "photo");
    } else {
        *speaker = split_speaker(native->draft.arena, fields_text(fields, node, "a speaker"));
    }
    return speaker->name.count > 0;
}

static void read_speakers(Native *native, const Node *map, Session *session) {
    const Node *several = fields_get(map, "speakers");
    const Node *list = several ? several : fields_get(map, "speaker");
    size_t count;
    const Node *const *items = fields_list(&list, &count);
    Speaker *speakers = arena_new(native->draft.arena, Speaker, count);
    for (size_t i = 0; i < count; i++)
        if (!node_is_null(items[i]) &&
            native_read_speaker(native, items[i], &speakers[session->speaker_count]))
            session->speaker_count++;
    session->speakers = speakers;
}

/* ---- segments ---- */

/* When a segment ends; 0 when that has to be seen from what follows. */
static bool read_segment_end(Native *native, const Node *node, Date date, Segment *segment) {
    Fields *fields = &native->fields;
    const Node *minutes = fields_get(node, "minutes");
    const Node *length_node = minutes ? minutes : fields_get(node, "duration");
    const Node *end = fields_get(node, "end");
    Millis length;
    int32_t at;
    if (length_node) {
        if (!fields_duration(fields, length_node, minutes ? "minutes" : "duration", MILLIS_MINUTE,
                             MILLIS_MINUTE, &length))
            return false;
        segment->end = segment->start + length;
    } else if (end) {
        if (!fields_time(fields, end, "end", &at))
            return false;
        segment->end = native_instant(native, date, native_on_day(native, at), end->at);
    }
    return true;
}

static Localized partner_name(const Native *native, size_t partner) {
    return partner == SCHEDULE_NONE ? (Localized){0} : native->draft.partners[partner].name;
}

/* Reads one that begins at `cursor` unless it says otherwise. */
static bool read_segment(Native *native, const Node *node, Date date, const Session *session,
                         Instant cursor, Segment *segment) {
    static const char *const KEYS[] = {"title", "minutes", "duration", "start",
                                       "end",   "time",    "partner"};
    Fields *fields = &native->fields;
    if (!fields_open(fields, node, "a segment", KEYS, countof(KEYS)))
        return false;
    *segment = (Segment){.start = cursor, .partner = SCHEDULE_NONE};
    const Node *partner = fields_get(node, "partner");
    Str partner_word = fields_word(fields, partner, "partner");
    if (partner_word.len)
        segment->partner = draft_partner(&native->draft, partner_word, partner->at);
    segment->title = fields_text(fields, fields_get(node, "title"), "title");
    if (segment->title.count == 0)
        segment->title = partner_name(native, segment->partner);

    const Node *time = fields_get(node, "time"), *start = fields_get(node, "start");
    int32_t from, to;
    if (time) {
        if (!fields_range(fields, time, &from, &to))
            return false;
        segment->start = native_instant(native, date, native_on_day(native, from), time->at);
        segment->end = native_instant(native, date, native_on_day(native, to), time->at);
    } else {
        if (start && !fields_time(fields, start, "start", &from))
            return false;
        if (start)
            segment->start = native_instant(native, date, native_on_day(native, from), start->at);
        if (!read_segment_end(native, node, date, segment))
            return false;
    }
    bool is_early = segment->start < session->start;
    bool is_out_of_order = segment->start < cursor;
    if (is_early || is_out_of_order || (segment->end && segment->end <= segment->start)) {
        diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "bad-segment",
                        start  ? start->at
                        : time ? time->at
                               : node->at,
                        "segments follow each other within their session",
                        is_early          ? "the segment starts before its session"
                        : is_out_of_order ? "the segment starts before the one above it has ended"
                                          : "the segment ends before it starts");
        return false;
    }
    return true;
}

static void read_segments(Native *native, const Node *map, Date date, DraftSession *open) {
    Fields *fields = &native->fields;
    const Node *list = fields_get(map, "segments");
    Session *session = &open->session;
    size_t count;
    const Node *const *items = fields_list(&list, &count);
    Segment *segments = arena_new(native->draft.arena, Segment, count);
    Instant cursor = session->start;
    const Node *unended = NULL; /* the segment above, when it says nothing about its end */
    for (size_t i = 0; i < count; i++) {
        Segment *segment = &segments[session->segment_count];
        if (!read_segment(native, items[i], date, session, cursor, segment))
            continue;
        if (unended && segment->start == cursor)
            diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "bad-segment", unended->at,
                            "add minutes:", "the segment does not say how long it is");
        unended = segment->end ? NULL : items[i];
        cursor = segment->end ? segment->end : segment->start;
        session->segment_count++;
    }
    session->segments = segments;
    /* Segments that all say how long they are tell when the session ends. */
    if (!open->has_end && session->segment_count && session->segment_count == count && !unended) {
        session->end = cursor;
        open->has_end = true;
    }
}

/* ---- sessions ---- */

static const char *type_at(size_t index) {
    return session_type_name((SessionType)index);
}

static size_t find_type(Str name) {
    return session_type_by_name(name);
}

static const char *status_at(size_t index) {
    return session_status_name((SessionStatus)index);
}

static size_t find_status(Str name) {
    if (str_equal_nocase(name, str_from("canceled"))) /* as Americans write it */
        return SESSION_CANCELLED;
    return session_status_by_name(name);
}

/* Where and when a moved or delayed session was to be. */
static void read_was(Native *native, const Node *map, Date date, Session *session) {
    static const char *const KEYS[] = {"time", "start", "end", "duration", "room", "rooms"};
    session->planned_start = session->start;
    session->planned_end = session->end;
    session->planned_rooms = session->rooms;
    session->planned_room_count = session->room_count;
    const Node *was = fields_get(map, "was");
    if (!was || !fields_open(&native->fields, was, "was", KEYS, countof(KEYS)))
        return;
    Times times = read_times(native, was);
    Instant start, end;
    if (times.has_start && !times.is_bad && place_times(native, date, &times, &start, &end)) {
        session->planned_start = start;
        session->planned_end = end; /* 0: as long as it is now */
    }
    if (fields_get(was, "room") || fields_get(was, "rooms")) {
        size_t count;
        const size_t *rooms = native_read_rooms(native, was, &count);
        if (!native->is_room_lost || count) {
            session->planned_rooms = rooms;
            session->planned_room_count = count;
        }
    }
    if (!fields_get(map, "status"))
        session->status =
            session->planned_rooms != session->rooms ? SESSION_MOVED : SESSION_DELAYED;
}

static void read_about(Native *native, const Node *node, Session *session) {
    Fields *fields = &native->fields;
    session->id = fields_word(fields, fields_get(node, "id"), "id");
    session->is_id_written = session->id.len > 0;
    session->guid = fields_word(fields, fields_get(node, "guid"), "guid");
    session->title = fields_text(fields, fields_get(node, "title"), "title");
    session->subtitle = fields_text(fields, fields_get(node, "subtitle"), "subtitle");
    session->note = fields_text(fields, fields_get(node, "note"), "note");
    session->abstract = fields_text(fields, fields_get(node, "abstract"), "abstract");
    session->language = fields_word(fields, fields_get(node, "language"), "language");
    session->url = fields_word(fields, fields_get(node, "url"), "url");
    session->feedback = fields_word(fields, fields_get(node, "feedback"), "feedback");
    session->license = fields_word(fields, fields_get(node, "license"), "license");
    session->do_not_record =
        fields_bool(fields, fields_get(node, "do_not_record"), "do_not_record", false);
    session->is_all_day = fields_bool(fields, fields_get(node, "all_day"), "all_day", false);
    session->type =
        (SessionType)fields_choice(fields, fields_get(node, "type"), "type of session", type_at,
                                   SESSION_TYPE_COUNT, find_type, SESSION_TALK);
    session->status =
        (SessionStatus)fields_choice(fields, fields_get(node, "status"), "status", status_at,
                                     SESSION_STATUS_COUNT, find_status, SESSION_CONFIRMED);
    const Node *track = fields_get(node, "track");
    Str track_word = fields_word(fields, track, "track");
    session->track =
        track_word.len ? draft_track(&native->draft, track_word, track->at) : SCHEDULE_NONE;
    read_speakers(native, node, session);
    session->rooms = native_read_rooms(native, node, &session->room_count);
}

/* `day` is SCHEDULE_NONE when its date is unusable: its sessions are read for their mistakes. */
static void read_session(Native *native, const Node *node, size_t day, Date date) {
    static const char *const KEYS[] = {
        "id",      "time",     "start",    "end",     "duration", "room",          "rooms",
        "title",   "subtitle", "speakers", "track",   "type",     "language",      "status",
        "note",    "url",      "segments", "was",     "speaker",  "do_not_record", "abstract",
        "all_day", "guid",     "feedback", "license",
    };
    Fields *fields = &native->fields;
    if (!fields_open(fields, node, "a session", KEYS, countof(KEYS)))
        return;
    DraftSession open = {.session = {.day = day, .at = node->at}};
    Session *session = &open.session;
    read_about(native, node, session);
    /* Without its rooms it would be everywhere. */
    bool is_nowhere = native->is_room_lost && session->room_count == 0;
    Times times = session->is_all_day ? no_times(native, node) : read_times(native, node);
    bool is_usable = !times.is_bad && day != SCHEDULE_NONE && !is_nowhere;
    session->at = times.start_at;
    if (session->is_all_day && day != SCHEDULE_NONE) {
        place_all_day(native, day, session);
        open.has_end = true;
    } else if (!times.has_start && !times.is_bad && !session->is_all_day) {
        diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "missing-start", node->at,
                        "add start: 9:05, time: 9:05-9:25, or all_day: yes",
                        "the session has no start");
        is_usable = false;
    }
    if (session->title.count == 0 && session->type != SESSION_BREAK) {
        diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "missing-title", node->at,
                        "add title:", "the session has no title");
        is_usable = false;
    }
    if (times.has_start && !times.is_bad) {
        is_usable = place_times(native, date, &times, &session->start, &session->end) && is_usable;
        open.has_end = session->end != 0;
        read_segments(native, node, date, &open);
        read_was(native, node, date, session);
    }
    DraftSession *added = is_usable ? draft_add_session(&native->draft, session) : NULL;
    if (added)
        added->has_end = open.has_end;
}

/* ---- days ---- */

/* "- date: …" and then "- sessions: …": one day, cut in two by a dash. The item with the date. */
static const Node *cut_from(const Node *node, const Node *before) {
    bool is_cut = before && !node_get(node, "date") && node_get(node, "sessions") &&
                  node_get(before, "date") && !node_get(before, "sessions");
    return is_cut ? before : NULL;
}

/* The day's date; SCHEDULE_NONE and a date to go on with when it is unusable. `dated` is the item
 * that has it. */
static size_t open_day(Native *native, const Node *node, const Node *dated, Date *date) {
    Fields *fields = &native->fields;
    Draft *draft = &native->draft;
    const Node *date_node = fields_get(dated, "date");
    *date = zone_conference_date(draft->event.zone, native->now, draft->event.day_change);
    bool is_undated = date_node == NULL;
    if (!is_undated && !fields_date(fields, date_node, date)) {
        *date = (Date){.year = 2000, .month = 1, .day = 1};
        return SCHEDULE_NONE;
    }
    Position at = is_undated ? node->at : date_node->at;
    if (draft->day_count >= DAYS_MAX) {
        diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "too-large", at, NULL,
                        "more than %d days; this one is left out", DAYS_MAX);
        return SCHEDULE_NONE;
    }
    size_t known = draft->day_count;
    size_t day = draft_day(draft, *date, is_undated, at);
    if (day < known && node != dated)
        diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "cut-day", node->at,
                        "delete the dash before \"sessions\"",
                        "these sessions have no date of their own; they are taken to be those of "
                        "the date in line %d",
                        (int)date_node->at.line);
    else if (day < known)
        diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "duplicate-day", at,
                        "put all sessions of a date under one day, and give each day its date",
                        is_undated ? "another day has no date or is today's, too (line %d)"
                                   : "this date stands here again (first in line %d)",
                        (int)draft->days[day].at.line);
    return day;
}

static void read_day(Native *native, const Node *node, const Node *before) {
    static const char *const KEYS[] = {"date", "title", "sessions"};
    Fields *fields = &native->fields;
    if (!fields_open(fields, node, "a day", KEYS, countof(KEYS)))
        return;
    Date date;
    const Node *dated = cut_from(node, before);
    size_t day = open_day(native, node, dated ? dated : node, &date);
    Localized title = fields_text(fields, fields_get(node, "title"), "title");
    if (day != SCHEDULE_NONE && title.count)
        native->draft.days[day].title = title;
    const Node *sessions = fields_get(node, "sessions");
    size_t count;
    const Node *const *items = fields_list(&sessions, &count);
    for (size_t i = 0; i < count; i++)
        if (!node_is_null(items[i]))
            read_session(native, items[i], day, date);
}

/* How many sessions the days have at most. */
static size_t count_sessions(const Node *const *days, size_t count) {
    size_t sessions = 0;
    for (size_t i = 0; i < count; i++) {
        const Node *list = node_get(days[i], "sessions");
        sessions += list && list->kind == NODE_LIST ? list->count : list != NULL;
    }
    return sessions;
}

void native_read_days(Native *native, const Node *days) {
    size_t count;
    const Node *const *items = fields_list(&days, &count);
    size_t sessions = count_sessions(items, count), most = native->draft.session_max + 1;
    draft_reserve(&native->draft, sessions < most ? sessions : most);
    for (size_t i = 0; i < count; i++)
        if (!node_is_null(items[i]))
            read_day(native, items[i], i ? items[i - 1] : NULL);
}
