#include "formats/frab.h"

#include <string.h>

#include "formats/gather_zone.h"
#include "formats/words.h"

enum { DAY_ONLY_LEN = 10 /* "2019-02-02" */ };

enum {
    TWO_THREADS_FROM = 256 * 1024, /* bytes of text: less is read before a thread has begun */
    BATCH_EVENTS = 64,
    BATCH_TEXT = 64 * 1024, /* bytes, and one event more */
    SETTLES_MAX = 64,       /* who has so much to say about a file reads it alone */
};

typedef struct FrabItem {
    FrabEvent event;
    bool is_room; /* without an event */
} FrabItem;

Frab frab_create(const FormatInput *input, Str text, Diagnostics *diagnostics) {
    Frab frab = {.gather = gather_create(input, text, diagnostics),
                 .kind_type = SESSION_TYPE_COUNT,
                 .items = arena_create()};
    return frab;
}

static void end_batches(Frab *frab) {
    relay_end(frab->relay);
    frab->relay = NULL;
    for (size_t i = 0; i < FRAB_BATCHES; i++)
        arena_free(frab->batches[i].texts);
    arena_free(frab->items);
}

void frab_free(Frab *frab) {
    end_batches(frab);
    gather_free(&frab->gather);
}

Schedule *frab_finish(Frab *frab, const char *what) {
    frab_settle(frab);
    Schedule *schedule = gather_finish(&frab->gather, what);
    end_batches(frab);
    return schedule;
}

static Position frab_at(Frab *frab, size_t place, int32_t span) {
    return place ? gather_at(&frab->gather, place, span) : (Position){0};
}

void frab_set_conference(Frab *frab, const FrabConference *conference) {
    frab_settle(frab);
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
    gather->zone_name = frab->zone_name = gather_word(gather, conference->zone_name);
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

bool frab_day(Frab *frab, Str date, size_t place, int32_t span, Date *day) {
    IsoTime time;
    *day = (Date){0};
    if (str_trim(date).len == 0)
        return false;
    if (iso_time_parse(date, &time)) {
        *day = time.date;
        return true;
    }
    Diagnostics *diagnostics = frab_diagnostics(frab);
    diagnostics_add(diagnostics, SEVERITY_WARNING, "bad-date", frab_at(frab, place, span),
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

static size_t find_room(Frab *frab, Str name, Str slug, Str guid, Position at) {
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

static void add_event(Frab *frab, FrabEvent *event) {
    Gather *gather = &frab->gather;
    When when;
    event->at = frab_at(frab, event->place, event->span);
    size_t room = find_room(frab, event->room, event->room_slug, event->room_guid, event->at);
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

/* ---- from thread to thread ---- */

static void expect(Frab *frab, const FrabEvent *event) {
    word_table_expect(&frab->gather.ids, event->id.len ? event->id : event->guid);
    word_table_expect(&frab->gather.guids, event->guid);
}

static void take_item(Frab *frab, FrabItem *item) {
    FrabEvent *event = &item->event;
    if (item->is_room)
        find_room(frab, event->room, event->room_slug, event->room_guid,
                  frab_at(frab, event->place, event->span));
    else
        add_event(frab, event);
}

static void take_batch(void *context, size_t slot) {
    Frab *frab = context;
    FrabBatch *batch = &frab->batches[slot];
    if (frab->is_zone_due)
        gather_zone_ahead(&frab->gather, frab->zone_name);
    frab->is_zone_due = false;
    for (; batch->taken < batch->count; batch->taken++) {
        if (batch->taken + 1 < batch->count)
            expect(frab, &batch->items[batch->taken + 1].event);
        take_item(frab, &batch->items[batch->taken]);
    }
}

static bool wants_relay(const Frab *frab) {
    switch (frab->gather.input->threads) {
    case FORMAT_THREADS_BY_SIZE:
        return frab->gather.places.text.len >= TWO_THREADS_FROM && relay_pays();
    case FORMAT_ONE_THREAD:
        return false;
    case FORMAT_TWO_THREADS:
        return true;
    }
    return false;
}

static void open_batches(Frab *frab) {
    if (wants_relay(frab))
        frab->relay = relay_start(take_batch, frab, FRAB_BATCHES);
    frab->is_zone_due = frab->relay != NULL;
    for (size_t i = 0; i < (frab->relay ? FRAB_BATCHES : 1); i++)
        frab->batches[i] =
            (FrabBatch){.items = arena_new(frab->items, FrabItem, frab->relay ? BATCH_EVENTS : 1),
                        .texts = arena_create()};
}

static FrabItem *next_item(Frab *frab) {
    if (!frab->batches[0].items)
        open_batches(frab);
    FrabBatch *batch = &frab->batches[frab->batch];
    bool is_full = batch->count == BATCH_EVENTS || arena_used(batch->texts) >= BATCH_TEXT;
    if (frab->relay && is_full)
        frab->batch = relay_hand_over(frab->relay);
    if (!frab->relay || is_full) {
        batch = &frab->batches[frab->batch];
        batch->count = batch->taken = 0;
        arena_reset(batch->texts);
    }
    FrabItem *item = &batch->items[batch->count];
    *item = (FrabItem){0};
    return item;
}

static void add_item(Frab *frab) {
    FrabBatch *batch = &frab->batches[frab->batch];
    batch->count++;
    if (!frab->relay)
        take_batch(frab, frab->batch);
}

FrabEvent *frab_begin_event(Frab *frab) {
    return &next_item(frab)->event;
}

void frab_expect(Frab *frab, const FrabEvent *event) {
    if (!frab->relay)
        expect(frab, event);
}

Arena *frab_texts(Frab *frab) {
    return frab->batches[frab->batch].texts;
}

void frab_add_event(Frab *frab) {
    add_item(frab);
}

void frab_room(Frab *frab, Str name, Str slug, Str guid, size_t place, int32_t span) {
    if (!frab->relay) {
        find_room(frab, name, slug, guid, frab_at(frab, place, span));
        return;
    }
    *next_item(frab) = (FrabItem){
        .is_room = true,
        .event = {
            .room = name, .room_slug = slug, .room_guid = guid, .place = place, .span = span}};
    add_item(frab);
}

/* What the batch has that is being filled is taken here, where it is: an event may have begun in
 * it. */
void frab_settle(Frab *frab) {
    if (!frab->relay)
        return;
    relay_settle(frab->relay);
    take_batch(frab, frab->batch);
    if (++frab->settled < SETTLES_MAX)
        return;
    relay_end(frab->relay);
    frab->relay = NULL;
}

Diagnostics *frab_diagnostics(Frab *frab) {
    frab_settle(frab);
    return frab->gather.diagnostics;
}
