/* hoverboard.c: the web site Hoverboard's data in one file: "schedule" has days with rooms
 * ("tracks") and times ("timeslots"), whose rows name sessions by number; "sessions" and "speakers"
 * are lists by those numbers.
 *
 * A session that stands in several rooms of a row is in all of them, and one that stands in the
 * next row, too, goes on; one alone in its row, of a day with several rooms, is for all. */
#include <string.h>

#include "formats/json_read.h"
#include "formats/words.h"

enum { COLUMNS_MAX = 64, SPEAKERS_MAX = 50, ITEMS_MAX = 50 };

typedef struct {
    Gather gather;
    const json_t *sessions, *speakers;  /* borrowed */
    WordTable session_ids, speaker_ids; /* of lists: where in them each id stands */
    JsonPlaces slots;
    size_t index; /* of the slot */
} HoverReader;

/* ---- which it is ---- */

/* The first of an object's or array's elements. */
static const json_t *first_of(const json_t *value) {
    void *first = json_is_object(value) ? json_object_iter((json_t *)value) : NULL;
    return first ? json_object_iter_value(first) : json_array_get(value, 0);
}

static bool is_days(const json_t *days) {
    return json_is_array(json_object_get(first_of(days), "timeslots"));
}

bool hoverboard_is(const json_t *root) {
    return is_days(json_object_get(root, "schedule")) && json_object_get(root, "sessions");
}

bool hoverboard_is_part(const json_t *root) {
    return is_days(root) ||
           (is_days(json_object_get(root, "schedule")) && !json_object_get(root, "sessions"));
}

/* ---- lists by number ---- */

/* The list of that name; a file of its own may have the name once more around it. */
static const json_t *list_of(const json_t *root, const char *name) {
    const json_t *list = json_object_get(root, name), *inner = json_object_get(list, name);
    bool is_wrapped =
        json_object_size(list) == 1 && (json_is_object(inner) || json_is_array(inner));
    return is_wrapped ? inner : list;
}

static WordTable index_list(HoverReader *reader, const json_t *list) {
    Arena *scratch = reader->gather.scratch;
    WordTable table = {.arena = scratch};
    for (size_t i = 0; i < json_array_size(list); i++) {
        Str id = json_text(scratch, json_array_get(list, i), "id");
        if (id.len)
            word_table_put(&table, id, i);
    }
    return table;
}

/* What has that number, in an object by numbers or in a list. */
static const json_t *look_up(HoverReader *reader, const json_t *list, const WordTable *ids,
                             Str id) {
    if (json_is_array(list)) {
        size_t index = word_table_get(ids, id, SCHEDULE_NONE);
        return index == SCHEDULE_NONE ? NULL : json_array_get(list, index);
    }
    return json_object_get(list, str_copy(reader->gather.scratch, id).s);
}

/* ---- sessions ---- */

static void read_speakers(HoverReader *reader, const json_t *item, Session *session) {
    Arena *scratch = reader->gather.scratch;
    const json_t *people = json_object_get(item, "speakers");
    size_t count = json_array_size(people);
    count = count < SPEAKERS_MAX ? count : SPEAKERS_MAX;
    Speaker *speakers = arena_new(reader->gather.draft.arena, Speaker, count);
    for (size_t i = 0; i < count; i++) {
        const json_t *person = json_array_get(people, i);
        Str id = json_value_text(scratch, person);
        const json_t *known =
            id.len ? look_up(reader, reader->speakers, &reader->speaker_ids, id) : person;
        if (!known)
            diagnostics_add(
                reader->gather.diagnostics, SEVERITY_WARNING, "unknown-speaker", session->at, NULL,
                "speaker \"%.*s\" is in no list of speakers; that is shown", str_arg(id));
        PersonWords words = {.name = known ? json_text(scratch, known, "name") : id,
                             .affiliation = json_text(scratch, known, "company"),
                             .biography = json_text(scratch, known, "bio"),
                             .photo = json_text(scratch, known, "photoUrl")};
        session->speaker_count +=
            gather_person(&reader->gather, &words, session->at, &speakers[session->speaker_count]);
    }
    session->speakers = speakers;
}

static void add_session(HoverReader *reader, Str id, const size_t *rooms, size_t room_count,
                        const When *when, Position at) {
    Gather *gather = &reader->gather;
    const json_t *item = look_up(reader, reader->sessions, &reader->session_ids, id);
    if (!item) {
        diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "unknown-session", at, NULL,
                        "session %.*s is in no list of sessions; it is left out", str_arg(id));
        return;
    }
    Session session = {.at = at, .id = gather_word(gather, id), .track = SCHEDULE_NONE};
    Str title = str_trim(json_text(gather->scratch, item, "title"));
    session.status = words_cut_status(&title);
    session.title = gather_line(gather, title, at);
    session.abstract = gather_abstract(gather, json_text(gather->scratch, item, "description"), at);
    session.language =
        gather_word(gather, words_language(json_text(gather->scratch, item, "language")));
    read_speakers(reader, item, &session);
    Str kind = json_text(gather->scratch, item, "type");
    session.type =
        words_session_type(words_kind(kind), title, session.speaker_count > 0, when_length(when));
    size_t *copy = arena_new(gather->draft.arena, size_t, room_count);
    if (room_count)
        memcpy(copy, rooms, room_count * sizeof *copy);
    session.rooms = copy;
    session.room_count = room_count;
    gather_session(gather, &session, when);
}

/* ---- a day ---- */

typedef struct {
    const json_t *slots;
    Date date;
    size_t rooms[COLUMNS_MAX];
    size_t room_count, first; /* `first`: the slots' place in the file */
} HoverDay;

/* The numbers in a cell: [101], {"items": [101, 102]}. */
static const json_t *cell_at(const HoverDay *day, size_t slot, size_t column, size_t *extend) {
    const json_t *cells = json_object_get(json_array_get(day->slots, slot), "sessions");
    const json_t *cell = json_array_get(cells, column);
    const json_t *span = json_object_get(cell, "extend");
    *extend = json_integer_value(span) > 1 && json_integer_value(span) < 100
                  ? (size_t)json_integer_value(span)
                  : 1;
    return json_is_array(cell) ? cell : json_object_get(cell, "items");
}

static size_t item_count(const json_t *items) {
    size_t count = json_array_size(items);
    return count < ITEMS_MAX ? count : ITEMS_MAX;
}

static size_t column_count(const HoverDay *day, size_t slot) {
    size_t count = json_array_size(json_object_get(json_array_get(day->slots, slot), "sessions"));
    return count < COLUMNS_MAX ? count : COLUMNS_MAX;
}

static bool has_id(HoverReader *reader, const HoverDay *day, size_t slot, size_t column, Str id) {
    size_t extend;
    const json_t *items = cell_at(day, slot, column, &extend);
    for (size_t i = 0; i < item_count(items); i++)
        if (str_equal(json_value_text(reader->gather.scratch, json_array_get(items, i)), id))
            return true;
    return false;
}

/* The last row in which it goes on. */
static size_t last_slot(HoverReader *reader, const HoverDay *day, size_t slot, size_t column,
                        Str id) {
    size_t extend, last = slot, count = json_array_size(day->slots);
    cell_at(day, slot, column, &extend);
    last = slot + extend - 1 < count ? slot + extend - 1 : count - 1;
    while (last + 1 < count && has_id(reader, day, last + 1, column, id))
        last++;
    return last;
}

static bool read_clock(HoverReader *reader, const HoverDay *day, size_t slot, const char *key,
                       IsoTime *time) {
    Str text = json_text(reader->gather.scratch, json_array_get(day->slots, slot), key);
    *time = (IsoTime){.date = day->date, .offset = ISO_NO_OFFSET};
    return iso_clock_parse(str_trim(text), &time->minutes);
}

static bool read_when(HoverReader *reader, const HoverDay *day, size_t slot, size_t last,
                      Position at, When *when) {
    *when = (When){.day = day->date};
    if (!read_clock(reader, day, slot, "startTime", &when->start)) {
        diagnostics_add(reader->gather.diagnostics, SEVERITY_ERROR, "bad-time", at,
                        "the sessions are left out", "the row's startTime is not a time");
        return false;
    }
    when->has_end = read_clock(reader, day, last, "endTime", &when->end);
    when->end.date = (Date){0}; /* the first such time after the start */
    return true;
}

static void read_cell(HoverReader *reader, const HoverDay *day, size_t slot, size_t column,
                      Position at) {
    size_t extend, columns = column_count(day, slot);
    const json_t *items = cell_at(day, slot, column, &extend);
    for (size_t i = 0; i < item_count(items); i++) {
        Str id = json_value_text(reader->gather.scratch, json_array_get(items, i));
        bool goes_on = slot > 0 && has_id(reader, day, slot - 1, column, id);
        bool is_of_left = false;
        size_t rooms[COLUMNS_MAX], count = 0;
        for (size_t k = 0; k < column; k++)
            is_of_left = is_of_left || has_id(reader, day, slot, k, id);
        if (goes_on || is_of_left || id.len == 0)
            continue;
        for (size_t k = column; k < columns; k++)
            if (k < day->room_count && has_id(reader, day, slot, k, id))
                rooms[count++] = day->rooms[k];
        if (columns == 1 && day->room_count > 1)
            count = 0; /* for all */
        When when;
        size_t last = last_slot(reader, day, slot, column, id);
        if (!read_when(reader, day, slot, last, at, &when))
            return;
        add_session(reader, id, rooms, count, &when, at);
    }
}

static void read_day(HoverReader *reader, const char *key, const json_t *value) {
    Gather *gather = &reader->gather;
    HoverDay day = {.slots = json_object_get(value, "timeslots")};
    const json_t *tracks = json_object_get(value, "tracks");
    Str date = json_text(gather->scratch, value, "date");
    size_t slots = json_array_size(day.slots);
    if (!iso_date_parse(date, &day.date) && !(key && iso_date_parse(str_from(key), &day.date))) {
        diagnostics_add(
            gather->diagnostics, SEVERITY_ERROR, "bad-date",
            json_place(&reader->slots, reader->index), "write year, month and day: 2026-05-16",
            "the day's date \"%.*s\" is none; its sessions are left out", str_arg(date));
        reader->index += slots;
        return;
    }
    for (size_t i = 0; i < json_array_size(tracks) && day.room_count < COLUMNS_MAX; i++) {
        Str name = str_trim(json_text(gather->scratch, json_array_get(tracks, i), "title"));
        if (name.len)
            day.rooms[day.room_count++] = gather_room(
                gather, name, &(RoomWords){.name = gather_line(gather, name, (Position){0})});
    }
    for (size_t slot = 0; slot < slots; slot++) {
        Position at = json_place(&reader->slots, reader->index++);
        for (size_t column = 0; column < column_count(&day, slot); column++)
            read_cell(reader, &day, slot, column, at);
    }
}

Schedule *hoverboard_read(const JsonFile *file, const FormatInput *input,
                          Diagnostics *diagnostics) {
    static const char *const SLOTS[] = {"schedule", "*", "timeslots", "*", NULL};
    HoverReader reader = {.gather = gather_create(input, file->text, diagnostics),
                          .sessions = list_of(file->root, "sessions"),
                          .speakers = list_of(file->root, "speakers")};
    Gather *gather = &reader.gather;
    json_t *days = json_object_get(file->root, "schedule"), *day;
    const char *key;
    reader.session_ids = index_list(&reader, reader.sessions);
    reader.speaker_ids = index_list(&reader, reader.speakers);
    reader.slots = json_list_places(gather->scratch, file->text, SLOTS);
    for (size_t i = 0; i < json_array_size(days); i++)
        read_day(&reader, NULL, json_array_get(days, i));
    json_object_foreach(days, key, day) read_day(&reader, key, day);
    return gather_finish(gather, "Hoverboard's schedule");
}
