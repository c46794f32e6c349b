/* frab_json.c: schedule.json of frab, pretalx and the CCC: the same model as the XML. */
#include <stddef.h>
#include <string.h>

#include "base/color.h"
#include "formats/frab.h"
#include "formats/json_read.h"
#include "formats/words.h"

enum { PERSONS_MAX = 200 };

static const json_t *conference_of(const json_t *root) {
    const json_t *schedule = json_object_get(root, "schedule");
    const json_t *conference = json_object_get(schedule ? schedule : root, "conference");
    return json_is_array(json_object_get(conference, "days")) ? conference : NULL;
}

bool frab_json_is(const json_t *root) {
    /* The CCC's second version has its events in a list of their own. */
    const json_t *events = json_object_get(json_object_get(root, "schedule"), "events");
    return conference_of(root) != NULL && !json_is_array(events);
}

typedef struct {
    Frab frab;
    JsonPlaces places;
    size_t index;     /* of the event, in the file's order */
    WordTable listed; /* of the conference's rooms: where the name stands first */
    Arena *kept;      /* owned: of the whole file */
} FrabJsonReader;

/* What stands in the conference's list about a room. */
typedef struct {
    Str name, slug, guid;
} ListedRoom;

/* The name of a person, by whichever of the keys that were in use. */
static Str person_name(Arena *arena, const json_t *person) {
    static const char *const KEYS[] = {"public_name", "name", "full_public_name", "full_name"};
    for (size_t i = 0; i < countof(KEYS); i++) {
        Str name = json_text(arena, person, KEYS[i]);
        if (str_trim(name).len)
            return name;
    }
    return json_value_text(arena, person);
}

/* frab has "image", pretalx "avatar", later "avatar_url". */
static Str first_text(Arena *arena, const json_t *object, const char *const *keys) {
    Str text = {0};
    for (; *keys && str_trim(text).len == 0; keys++)
        text = json_text(arena, object, *keys);
    return text;
}

static PersonWords person_words(Arena *arena, const json_t *person) {
    static const char *const PHOTOS[] = {"avatar", "avatar_url", "image", "photo", NULL};
    static const char *const BIOGRAPHIES[] = {"biography", "abstract", "description", NULL};
    static const char *const PLACES[] = {"affiliation", "organization", "company", NULL};
    return (PersonWords){.name = person_name(arena, person),
                         .affiliation = first_text(arena, person, PLACES),
                         .biography = first_text(arena, person, BIOGRAPHIES),
                         .photo = first_text(arena, person, PHOTOS)};
}

static void read_persons(FrabJsonReader *reader, const json_t *persons, FrabEvent *out) {
    size_t count = json_array_size(persons);
    if (count > PERSONS_MAX)
        count = PERSONS_MAX;
    PersonWords *words = arena_new(frab_texts(&reader->frab), PersonWords, count);
    for (size_t i = 0; i < count; i++)
        words[i] = person_words(frab_texts(&reader->frab), json_array_get(persons, i));
    out->persons = words;
    out->person_count = count;
}

/* The members of an event that are texts, nearly in the order in which frab and pretalx write
 * them. */
static const struct EventField {
    const char *key;
    size_t text; /* offset in a FrabEvent */
} EVENT_FIELDS[] = {
    {.key = "guid", .text = offsetof(FrabEvent, guid)},
    {.key = "id", .text = offsetof(FrabEvent, id)},
    {.key = "date", .text = offsetof(FrabEvent, date)},
    {.key = "start", .text = offsetof(FrabEvent, start)},
    {.key = "duration", .text = offsetof(FrabEvent, duration)},
    {.key = "end", .text = offsetof(FrabEvent, end)},
    {.key = "room", .text = offsetof(FrabEvent, room)},
    {.key = "slug", .text = offsetof(FrabEvent, slug)},
    {.key = "url", .text = offsetof(FrabEvent, url)},
    {.key = "title", .text = offsetof(FrabEvent, title)},
    {.key = "subtitle", .text = offsetof(FrabEvent, subtitle)},
    {.key = "language", .text = offsetof(FrabEvent, language)},
    {.key = "track", .text = offsetof(FrabEvent, track)},
    {.key = "type", .text = offsetof(FrabEvent, type)},
    {.key = "abstract", .text = offsetof(FrabEvent, abstract)},
    {.key = "description", .text = offsetof(FrabEvent, description)},
    {.key = "recording_license", .text = offsetof(FrabEvent, license)},
    {.key = "feedback_url", .text = offsetof(FrabEvent, feedback)},
    {.key = "status", .text = offsetof(FrabEvent, status)},
};

/* The field with that key, or NULL. The next one is mostly that behind the last. */
static const struct EventField *event_field(size_t *next, const char *key) {
    for (size_t n = 0, i = *next; n < countof(EVENT_FIELDS); n++, i++) {
        i = i < countof(EVENT_FIELDS) ? i : 0;
        if (key[0] != EVENT_FIELDS[i].key[0] || strcmp(key, EVENT_FIELDS[i].key) != 0)
            continue;
        *next = i + 1;
        return &EVENT_FIELDS[i];
    }
    return NULL;
}

/* Member after member: each is fetched from memory once. Asked for by their keys, most of which an
 * event does not have, they took twice the time. */
static void read_members(FrabJsonReader *reader, json_t *event, FrabEvent *out) {
    Arena *arena = frab_texts(&reader->frab);
    const json_t *persons = NULL, *speakers = NULL;
    size_t next = 0;
    for (void *at = json_object_iter(event); at; at = json_object_iter_next(event, at)) {
        const char *key = json_object_iter_key(at);
        const json_t *value = json_object_iter_value(at);
        const struct EventField *field = event_field(&next, key);
        if (field)
            *(Str *)(void *)((char *)out + field->text) = json_value_text(arena, value);
        else if (strcmp(key, "persons") == 0)
            persons = value;
        else if (strcmp(key, "speakers") == 0)
            speakers = value;
        else if (strcmp(key, "do_not_record") == 0)
            out->do_not_record = json_is_true(value);
    }
    read_persons(reader, persons ? persons : speakers, out);
}

static void read_event(FrabJsonReader *reader, json_t *event, const ListedRoom *room, Date day) {
    size_t index = reader->index++;
    if (!json_is_object(event)) {
        diagnostics_add(frab_diagnostics(&reader->frab), SEVERITY_WARNING, "wrong-kind",
                        json_place(&reader->places, index), NULL,
                        "an event must be an object; this one is left out");
        return;
    }
    FrabEvent *out = frab_begin_event(&reader->frab);
    read_members(reader, event, out);
    out->day = day;
    out->place = json_offset(&reader->places, index);
    out->span = 1;
    if (str_trim(room->name).len)
        out->room = room->name;
    out->room_slug = room->slug;
    out->room_guid = room->guid;
    /* Finding a member's place costs a walk through the event: only where there will be a word. */
    IsoTime time;
    Millis length;
    if (out->date.len && !iso_time_parse(out->date, &time))
        out->date_place = json_member_offset(&reader->places, index, "date");
    if (out->duration.len && !iso_length_parse(out->duration, &length))
        out->duration_place = json_member_offset(&reader->places, index, "duration");
    frab_add_event(&reader->frab);
}

static ListedRoom listed_room(const json_t *item) {
    return (ListedRoom){.name = str_from(json_string_value(json_object_get(item, "name"))),
                        .slug = str_from(json_string_value(json_object_get(item, "slug"))),
                        .guid = str_from(json_string_value(json_object_get(item, "guid")))};
}

/* Newer files list their rooms and tracks, with ids. */
static ListedRoom find_room(const FrabJsonReader *reader, const json_t *conference, Str name) {
    size_t index = word_table_get(&reader->listed, name, SCHEDULE_NONE);
    const json_t *rooms = json_object_get(conference, "rooms");
    return index == SCHEDULE_NONE ? (ListedRoom){.name = name}
                                  : listed_room(json_array_get(rooms, index));
}

/* One that no session is in is a room all the same. */
static void read_rooms(FrabJsonReader *reader, const json_t *conference) {
    const json_t *rooms = json_object_get(conference, "rooms");
    for (size_t i = 0; i < json_array_size(rooms); i++) {
        ListedRoom room = listed_room(json_array_get(rooms, i));
        if (room.name.len)
            word_table_add(&reader->listed, room.name, i);
        frab_room(&reader->frab, room.name, room.slug, room.guid, 0, 1);
    }
}

static void read_day(FrabJsonReader *reader, const json_t *conference, const json_t *day_object) {
    Date day;
    Str date = json_text(reader->kept, day_object, "date");
    if (date.len == 0)
        date = json_text(reader->kept, day_object, "day_start");
    frab_day(&reader->frab, date, json_offset(&reader->places, reader->index), 1, &day);
    json_t *rooms = json_object_get(day_object, "rooms"), *events;
    const char *name;
    json_object_foreach(rooms, name, events) {
        ListedRoom room = find_room(reader, conference, str_from(name));
        frab_room(&reader->frab, room.name, room.slug, room.guid,
                  json_offset(&reader->places, reader->index), 1);
        for (size_t i = 0; i < json_array_size(events); i++)
            read_event(reader, json_array_get(events, i), &room, day);
    }
}

static size_t count_events(const json_t *days) {
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(days); i++) {
        json_t *rooms = json_object_get(json_array_get(days, i), "rooms"), *events;
        const char *name;
        json_object_foreach(rooms, name, events) {
            (void)name;
            count += json_array_size(events);
        }
    }
    return count;
}

static void read_tracks(FrabJsonReader *reader, const json_t *conference) {
    Gather *gather = &reader->frab.gather;
    const json_t *tracks = json_object_get(conference, "tracks");
    for (size_t i = 0; i < json_array_size(tracks); i++) {
        const json_t *item = json_array_get(tracks, i);
        Str name = str_trim(json_text(gather->scratch, item, "name"));
        if (name.len == 0)
            continue;
        size_t track = gather_track(gather, name, json_text(gather->scratch, item, "slug"),
                                    gather_line(gather, name, (Position){0}), (Position){0});
        if (track == SCHEDULE_NONE)
            break;
        Track *place = &gather->draft.tracks[track];
        place->has_color =
            color_parse_bare(json_text(gather->scratch, item, "color"), &place->color);
    }
}

Schedule *frab_json_read(const JsonFile *file, const FormatInput *input, Diagnostics *diagnostics) {
    static const char *const WRAPPED[] = {"schedule", "conference", "days", "*",
                                          "rooms",    "*",          "*",    NULL};
    const json_t *root = file->root, *conference = conference_of(root);
    const json_t *days = json_object_get(conference, "days");
    FrabJsonReader reader = {.frab = frab_create(input, file->text, diagnostics),
                             .kept = arena_create()};
    Arena *scratch = reader.kept;
    reader.listed.arena = scratch;
    bool is_wrapped = json_object_get(root, "schedule") != NULL;
    reader.places = json_list_places(scratch, file->text, is_wrapped ? WRAPPED : WRAPPED + 1);
    reader.places.expected = count_events(days);
    gather_reserve(&reader.frab.gather, reader.places.expected);
    Str venue = json_text(scratch, conference, "venue");
    Str url = json_text(scratch, conference, "url");
    if (url.len == 0)
        url = json_text(scratch, json_object_get(root, "schedule"), "base_url");
    frab_set_conference(&reader.frab,
                        &(FrabConference){
                            .acronym = json_text(scratch, conference, "acronym"),
                            .title = json_text(scratch, conference, "title"),
                            .venue = venue,
                            .city = json_text(scratch, conference, "city"),
                            .url = url,
                            .zone_name = json_text(scratch, conference, "time_zone_name"),
                            .day_change = json_text(scratch, conference, "day_change"),
                        });
    read_tracks(&reader, conference);
    read_rooms(&reader, conference);
    for (size_t i = 0; i < json_array_size(days); i++)
        read_day(&reader, conference, json_array_get(days, i));
    Schedule *schedule = frab_finish(&reader.frab, "frab JSON");
    arena_free(reader.kept);
    return schedule;
}
