#include "formats/json_lists.h"

#include <string.h>

#include "formats/csv_list.h"
#include "formats/fields.h"
#include "formats/html_entities.h"
#include "formats/json_list_formats.h"
#include "formats/words.h"

enum { SPEAKERS_MAX = 200, PATH_MAX = 64, LANGUAGES_MAX = 8 };

/* What other things are told by their id, each in a list of its own beside the sessions. */
typedef enum { LIST_ROOMS, LIST_TRACKS, LIST_COUNT } ListKind;

static const char *const LISTS[] = {[LIST_ROOMS] = "rooms", [LIST_TRACKS] = "tracks"};

typedef struct {
    Gather gather;
    const ListFormat *format;
    const json_t *root, *about; /* borrowed; `about` tells of the event */
    JsonPlaces places;
    size_t index; /* of the session, in the file's order */
    WordTable speakers, listed[LIST_COUNT];
    const json_t **people; /* of the list beside the sessions */
    size_t references;     /* sessions of which the file only has the codes … */
    Position reference_at; /* … and the first of them */
} ListReader;

/* ---- values ---- */

/* The member at "a.b"; NULL when there is none, or null. */
static const json_t *follow(const json_t *object, const char *path) {
    char step[PATH_MAX];
    while (object && path) {
        const char *dot = strchr(path, '.');
        size_t len = dot ? (size_t)(dot - path) : strlen(path);
        memcpy(step, path, len);
        step[len] = 0;
        object = json_object_get(object, step);
        path = dot ? dot + 1 : NULL;
    }
    return json_is_null(object) ? NULL : object;
}

/* True when it is worth reading: not null, "", [] or {}. */
static bool says_something(const json_t *value) {
    if (json_is_string(value))
        return json_string_length(value) > 0;
    if (json_is_array(value) || json_is_object(value))
        return json_array_size(value) + json_object_size(value) > 0;
    return value && !json_is_null(value);
}

static const json_t *field(const ListReader *reader, const json_t *item, Field which) {
    const Names *names = &reader->format->fields[which];
    for (size_t i = 0; i < countof(names->names) && names->names[i]; i++) {
        const json_t *value = follow(item, names->names[i]);
        /* An id is a word; what is an object there has its own. */
        if (says_something(value) && !(which == FIELD_ID && json_is_object(value)))
            return value;
    }
    return NULL;
}

static Str word(const ListReader *reader, const json_t *item, Field which) {
    return json_value_text(reader->gather.scratch, field(reader, item, which));
}

/* A text, a text by language, or an object that has a name. */
static Localized text_of(ListReader *reader, const json_t *value, Position at) {
    Gather *gather = &reader->gather;
    const json_t *name = json_object_get(value, "name");
    if (name && !json_is_null(name))
        value = name;
    if (!json_is_object(value))
        return gather_line(gather, json_value_text(gather->scratch, value), at);
    Translation texts[LANGUAGES_MAX];
    size_t count = 0;
    const char *key;
    json_t *text;
    json_object_foreach((json_t *)value, key, text) {
        if (count < LANGUAGES_MAX && json_is_string(text) && fields_is_language(str_from(key)))
            texts[count++] = (Translation){.language = str_from(key),
                                           .text = json_value_text(gather->scratch, text)};
    }
    return gather_lines(gather, texts, count, at);
}

/* ---- times ---- */

/* "2026-05-10T09:00:00", or {"date": "2026-05-10", "time": "09:00:00", "tz": "Europe/Zurich"}. */
static Str time_text(ListReader *reader, const json_t *value) {
    Arena *scratch = reader->gather.scratch;
    if (!json_is_object(value))
        return json_value_text(scratch, value);
    Str zone = json_text(scratch, value, "tz");
    if (reader->gather.zone_name.len == 0)
        reader->gather.zone_name = gather_word(&reader->gather, zone);
    return str_printf(scratch, "%.*sT%.*s", str_arg(json_text(scratch, value, "date")),
                      str_arg(json_text(scratch, value, "time")));
}

/* The start where its first field is not all: "start" is the clock's time beside a "date", which
 * may be whole. */
static bool read_start(ListReader *reader, const json_t *item, IsoTime *start) {
    const Names *names = &reader->format->fields[FIELD_START];
    int32_t minutes = -1;
    for (size_t i = 0; i < countof(names->names) && names->names[i]; i++) {
        Str text = str_trim(time_text(reader, follow(item, names->names[i])));
        bool is_whole = text.len && iso_time_parse(text, start);
        if (is_whole && minutes >= 0 && text.len == strlen("2027-05-15"))
            start->minutes = minutes;
        if (is_whole)
            return true;
        if (minutes < 0 && !iso_clock_parse(text, &minutes))
            minutes = -1;
    }
    return false;
}

static bool read_when(ListReader *reader, const json_t *item, Position at, When *when) {
    Gather *gather = &reader->gather;
    Str start = str_trim(time_text(reader, field(reader, item, FIELD_START)));
    Str end = str_trim(time_text(reader, field(reader, item, FIELD_END)));
    Str minutes = word(reader, item, FIELD_MINUTES);
    *when = (When){0};
    if (start.len == 0) {
        gather_unscheduled(gather, at);
        return false;
    }
    if (!iso_time_parse(start, &when->start) && !read_start(reader, item, &when->start)) {
        diagnostics_add(gather->diagnostics, SEVERITY_ERROR, "bad-time", at,
                        "the session is left out", "the start \"%.*s\" is not a time",
                        str_arg(start));
        return false;
    }
    when->has_end = end.len && iso_time_parse(end, &when->end);
    if (!when->has_end && minutes.len && !iso_length_parse(minutes, &when->length))
        when->length = 0;
    return true;
}

/* ---- rooms, tracks, people ---- */

/* By which another object names this one. */
static Str own_id(const ListReader *reader, const json_t *item) {
    static const char *const KEYS[] = {"id", "guid", "slug"};
    Str id = {0};
    for (size_t i = 0; i < countof(KEYS) && id.len == 0; i++)
        id = json_text(reader->gather.scratch, item, KEYS[i]);
    return id;
}

/* The name of what stands in one of the file's lists with that id. */
static const json_t *name_in(const ListReader *reader, ListKind list, Str id) {
    size_t index = word_table_get(&reader->listed[list], id, SCHEDULE_NONE);
    const json_t *items = json_object_get(reader->about, LISTS[list]);
    return index == SCHEDULE_NONE ? NULL : json_object_get(json_array_get(items, index), "name");
}

/* Where in its list each id stands. */
static void index_lists(ListReader *reader) {
    Arena *scratch = reader->gather.scratch;
    for (size_t list = 0; list < countof(LISTS); list++) {
        const json_t *items = json_object_get(reader->about, LISTS[list]);
        reader->listed[list].arena = scratch;
        for (size_t i = 0; i < json_array_size(items); i++) {
            Str id = own_id(reader, json_array_get(items, i));
            if (id.len)
                word_table_add(&reader->listed[list], id, i);
        }
    }
}

/* {"en": "Bees", "de": "Bienen"}, not {"slug": "bees"}. */
static bool is_text_by_language(const json_t *value) {
    const char *key;
    json_t *text;
    json_object_foreach((json_t *)value, key, text) {
        if (!json_is_string(text) || !fields_is_language(str_from(key)) || strlen(key) > 3)
            return false;
    }
    return json_object_size(value) > 0;
}

static void read_room(ListReader *reader, const json_t *item, Session *session) {
    Gather *gather = &reader->gather;
    const json_t *room = field(reader, item, FIELD_ROOM);
    Str id = word(reader, item, FIELD_ROOM_ID);
    if (json_is_object(room) && id.len == 0)
        id = own_id(reader, room);
    Str key = id.len ? id : json_value_text(gather->scratch, room);
    if (key.len == 0 && is_text_by_language(room)) { /* a name is all there is */
        Localized name = text_of(reader, room, session->at);
        key = name.count ? name.items[0].text : key;
    }
    if (key.len == 0)
        return;
    size_t index = word_table_get(&gather->rooms, key, SCHEDULE_NONE);
    if (index == SCHEDULE_NONE) {
        const json_t *name = says_something(room) ? room : name_in(reader, LIST_ROOMS, id);
        index = gather_room(gather, key,
                            &(RoomWords){.guid = id,
                                         .name = text_of(reader, name, session->at),
                                         .at = session->at});
    }
    size_t *rooms = arena_new(gather->draft.arena, size_t, 1);
    rooms[0] = index;
    session->rooms = rooms;
    session->room_count = 1;
}

static size_t read_track(ListReader *reader, const json_t *item, Position at) {
    Gather *gather = &reader->gather;
    const json_t *track = field(reader, item, FIELD_TRACK);
    Str key = json_value_text(gather->scratch, track);
    if (json_is_integer(track) || key.len == 0) {
        if (key.len == 0)
            key = own_id(reader, track);
        if (!says_something(json_object_get(track, "name")) && !is_text_by_language(track))
            track = name_in(reader, LIST_TRACKS, key);
    }
    if (!track)
        return SCHEDULE_NONE;
    Localized name = text_of(reader, track, at);
    if (key.len == 0 && name.count)
        key = name.items[0].text;
    if (key.len == 0 || name.count == 0)
        return SCHEDULE_NONE;
    size_t index = gather_track(gather, key, (Str){0}, name, at);
    gather_track_color(gather, index, json_text(gather->scratch, track, "color"));
    return index;
}

/* People stand in a list of their own, by code or id, or in their session. */
static void index_people(ListReader *reader) {
    Arena *scratch = reader->gather.scratch;
    const json_t *people = json_object_get(reader->root, "speakers");
    size_t count = json_array_size(people);
    reader->speakers.arena = scratch;
    reader->people = arena_new(scratch, const json_t *, count);
    for (size_t i = 0; i < count; i++) {
        const json_t *person = json_array_get(people, i);
        Str code = json_text(scratch, person, "code");
        reader->people[i] = person;
        if (code.len == 0)
            code = json_text(scratch, person, "id");
        if (code.len)
            word_table_put(&reader->speakers, code, i);
    }
}

static Str name_of(const ListReader *reader, const json_t *person) {
    static const char *const KEYS[] = {"public_name", "name", "fullName"};
    static const char *const PARTS[][2] = {{"first_name", "last_name"},
                                           {"firstName", "familyName"}};
    Arena *scratch = reader->gather.scratch;
    for (size_t i = 0; i < countof(PARTS); i++) { /* Indico's name is "Family, First" */
        Str first = str_trim(json_text(scratch, person, PARTS[i][0]));
        Str last = str_trim(json_text(scratch, person, PARTS[i][1]));
        if (first.len && last.len)
            return str_printf(scratch, "%.*s %.*s", str_arg(first), str_arg(last));
    }
    for (size_t i = 0; i < countof(KEYS); i++) {
        Str name = str_trim(json_text(scratch, person, KEYS[i]));
        if (name.len)
            return name;
    }
    if (json_is_object(person))
        return str_printf(scratch, "%.*s %.*s", str_arg(json_text(scratch, person, "first_name")),
                          str_arg(json_text(scratch, person, "last_name")));
    return json_value_text(scratch, person);
}

/* Where somebody is from and their picture, by whichever of the keys that are in use. */
static Str first_text(const ListReader *reader, const json_t *person, const char *const *keys) {
    Str text = {0};
    for (; *keys && str_trim(text).len == 0; keys++)
        text = json_text(reader->gather.scratch, person, *keys);
    return text;
}

static void add_speaker(ListReader *reader, Speaker *speakers, Session *session,
                        const json_t *person) {
    static const char *const PLACES[] = {"affiliation", "tagLine", "company", NULL};
    static const char *const BIOGRAPHIES[] = {"biography", "bio", "about", NULL};
    static const char *const PHOTOS[] = {"avatar_url", "avatar", "profilePicture", "photo", NULL};
    if (!json_is_object(person)) {
        Str code = json_value_text(reader->gather.scratch, person);
        size_t known = word_table_get(&reader->speakers, code, SCHEDULE_NONE);
        person = known == SCHEDULE_NONE ? person : reader->people[known];
    }
    PersonWords words = {.name = name_of(reader, person),
                         .affiliation = first_text(reader, person, PLACES),
                         .biography = first_text(reader, person, BIOGRAPHIES),
                         .photo = first_text(reader, person, PHOTOS)};
    session->speaker_count +=
        gather_person(&reader->gather, &words, session->at, &speakers[session->speaker_count]);
}

/* "Ann Example, Bob Example" and "Ann & Bob" in one text, as EMF and sched.com write them. */
static void add_names(ListReader *reader, Session *session, const json_t *names) {
    Gather *gather = &reader->gather;
    Str parts[CSV_PARTS_MAX];
    size_t count = csv_list_people(
        html_decode(gather->scratch, json_value_text(gather->scratch, names)), parts);
    Speaker *speakers = arena_new(gather->draft.arena, Speaker, count);
    for (size_t i = 0; i < count; i++)
        session->speaker_count += gather_person(gather, &(PersonWords){.name = parts[i]},
                                                session->at, &speakers[session->speaker_count]);
    session->speakers = speakers;
}

/* False for those whom a file lists as working behind the stage. */
static bool has_stage_role(const json_t *person) {
    static const char *const ROLES[] = {"speaker",  "host",      "moderator", "presenter",
                                        "panelist", "performer", "artist",    "lecturer"};
    const char *role = json_string_value(json_object_get(person, "role"));
    for (size_t i = 0; i < countof(ROLES) && role; i++)
        if (str_equal_nocase(str_from(role), str_from(ROLES[i])))
            return true;
    return !role || !*role;
}

static void read_speakers(ListReader *reader, const json_t *item, Session *session) {
    Gather *gather = &reader->gather;
    const json_t *people = field(reader, item, FIELD_SPEAKERS);
    if (json_is_string(people)) {
        add_names(reader, session, people);
        return;
    }
    size_t count = json_is_array(people) ? json_array_size(people) : people != NULL;
    count = count < SPEAKERS_MAX ? count : SPEAKERS_MAX;
    Speaker *speakers = arena_new(gather->draft.arena, Speaker, count);
    for (size_t i = 0; i < count; i++) {
        const json_t *person = json_is_array(people) ? json_array_get(people, i) : people;
        if (!has_stage_role(person))
            continue;
        add_speaker(reader, speakers, session, person);
    }
    session->speakers = speakers;
}

/* ---- sessions ---- */

static bool flag(const json_t *item, const char *path) {
    return path && json_is_true(follow(item, path));
}

static bool is_denied(const json_t *item, const char *path) {
    return path && json_is_false(follow(item, path));
}

/* A draft, which the programme's own site does not show. */
static bool is_hidden(const json_t *item, const char *path) {
    const json_t *visible = path ? follow(item, path) : NULL;
    const char *word = json_string_value(visible);
    return json_is_false(visible) || (word && str_equal_nocase(str_from(word), str_from("N")));
}

/* `within`: the object that it stands in, which has its room and names its track; or NULL. */
static void read_session(ListReader *reader, const json_t *item, const json_t *within,
                         Position at) {
    Gather *gather = &reader->gather;
    const ListFormat *format = reader->format;
    When when;
    if (is_hidden(item, format->visible) ||
        words_is_off_programme(word(reader, item, FIELD_STATUS))) {
        gather_hidden(gather, at);
        return;
    }
    if (format->reference && json_is_string(follow(item, format->reference))) {
        if (reader->references++ == 0)
            reader->reference_at = at;
        return;
    }
    if (!json_is_object(item) || !read_when(reader, item, at, &when))
        return;
    Session session = {.at = at,
                       .do_not_record =
                           flag(item, format->no_recording) || is_denied(item, format->recording)};
    session.id = gather_word(gather, word(reader, item, FIELD_ID));
    session.title = text_of(reader, field(reader, item, FIELD_TITLE), at);
    Str title = session.title.count ? session.title.items[0].text : (Str){0};
    SessionStatus status = words_status(word(reader, item, FIELD_STATUS));
    SessionStatus prefix = words_cut_status(&title);
    if (prefix != SESSION_CONFIRMED)
        session.title = gather_line(gather, title, at);
    session.status =
        flag(item, format->off) || status == SESSION_CANCELLED ? SESSION_CANCELLED : prefix;
    session.subtitle = text_of(reader, field(reader, item, FIELD_SUBTITLE), at);
    session.abstract = gather_abstract(gather, word(reader, item, FIELD_ABSTRACT), at);
    read_speakers(reader, item, &session);
    bool has_room = field(reader, item, FIELD_ROOM) || field(reader, item, FIELD_ROOM_ID);
    read_room(reader, has_room || !within ? item : within, &session);
    session.track = read_track(reader, item, at);
    session.guid = gather_word(gather, word(reader, item, FIELD_GUID));
    Str block = within ? str_trim(word(reader, within, FIELD_TITLE)) : (Str){0};
    if (session.track == SCHEDULE_NONE && block.len)
        session.track = gather_track(gather, block, (Str){0}, gather_line(gather, block, at), at);
    Localized type = text_of(reader, field(reader, item, FIELD_TYPE), at);
    session.type = words_session_type(words_kind(type.count ? type.items[0].text : (Str){0}), title,
                                      session.speaker_count > 0, when_length(&when));
    if (flag(item, format->service) && session.type == SESSION_TALK)
        session.type = SESSION_OTHER;
    session.language = gather_word(gather, words_language(word(reader, item, FIELD_LANGUAGE)));
    session.url = gather_word(gather, word(reader, item, FIELD_URL));
    gather_session(gather, &session, &when);
}

/* Calls `act` for everything that the pattern leads to, in the file's order. */
static void walk(const json_t *value, const char *const *pattern, void *data,
                 void (*act)(void *, const json_t *)) {
    if (!*pattern) {
        act(data, value);
        return;
    }
    if (strcmp(*pattern, "*") != 0) {
        const json_t *member = json_object_get(value, *pattern);
        if (member)
            walk(member, pattern + 1, data, act);
        return;
    }
    const char *key;
    json_t *member;
    for (size_t i = 0; i < json_array_size(value); i++)
        walk(json_array_get(value, i), pattern + 1, data, act);
    json_object_foreach((json_t *)value, key, member) {
        (void)key;
        walk(member, pattern + 1, data, act);
    }
}

static void count_one(void *data, const json_t *item) {
    (void)item;
    ++*(size_t *)data;
}

static void read_one(void *data, const json_t *item) {
    ListReader *reader = data;
    Position at = json_place(&reader->places, reader->index++);
    const char *inner = reader->format->inner, *key;
    json_t *entries = inner ? json_object_get(item, inner) : NULL, *entry;
    if (json_object_size(entries) == 0) {
        read_session(reader, item, NULL, at);
        return;
    }
    json_object_foreach(entries, key, entry) {
        (void)key;
        read_session(reader, entry, item, at);
    }
}

/* Rooms that the file lists are there without a session, too, and in its order. */
static void read_listed_rooms(ListReader *reader) {
    Gather *gather = &reader->gather;
    const json_t *rooms = json_object_get(reader->about, LISTS[LIST_ROOMS]);
    for (size_t i = 0; reader->format->about && i < json_array_size(rooms); i++) {
        const json_t *room = json_array_get(rooms, i);
        Str id = own_id(reader, room);
        Localized name = text_of(reader, room, (Position){0});
        if (id.len && name.count)
            gather_room(gather, id, &(RoomWords){.guid = id, .name = name});
    }
}

/* ---- which it is ---- */

typedef struct {
    const ListFormat *format;
    size_t fitting, count;
} Look;

static void look_at(void *data, const json_t *item) {
    Look *look = data;
    bool fits = json_is_object(item);
    for (size_t i = 0; i < countof(look->format->marks) && look->format->marks[i]; i++)
        fits = fits && json_object_get(item, look->format->marks[i]);
    look->fitting += fits;
    look->count++;
}

size_t json_lists_find(const json_t *root) {
    for (size_t i = 0; i < JSON_LIST_FORMATS_COUNT * WAYS_MAX; i++) {
        const ListFormat *format = &JSON_LIST_FORMATS[i / WAYS_MAX];
        const char *const *way = format->ways[i % WAYS_MAX];
        Look look = {.format = format};
        if (*way)
            walk(root, way, &look, look_at);
        if (look.count && look.fitting * 2 > look.count)
            return i;
    }
    return SIZE_MAX;
}

Schedule *json_lists_read(const JsonFile *file, size_t found, const FormatInput *input,
                          Diagnostics *diagnostics) {
    const ListFormat *format = &JSON_LIST_FORMATS[found / WAYS_MAX];
    const char *const *way = format->ways[found % WAYS_MAX];
    ListReader reader = {.gather = gather_create(input, file->text, diagnostics),
                         .format = format,
                         .root = file->root};
    Gather *gather = &reader.gather;
    const json_t *event = json_array_get(json_object_get(file->root, "results"), 0);
    const char *about = format->about;
    reader.about = about ? follow(file->root, about) : file->root;
    if (about)
        event = reader.about;
    else if (!json_object_get(event, "contributions"))
        event = NULL; /* the first of a list of sessions */
    Str zone = json_text(gather->scratch, file->root, "timezone");
    if (zone.len == 0)
        zone = json_text(gather->scratch, event, about ? "time_zone_name" : "timezone");
    gather->zone_name = gather_word(gather, zone);
    gather->draft.event.name =
        gather_line(gather, json_text(gather->scratch, event, "title"), (Position){0});
    reader.places = json_list_places(gather->scratch, file->text, way);
    size_t count = 0;
    walk(file->root, way, &count, count_one);
    reader.places.expected = count;
    gather_reserve(gather, count);
    index_people(&reader);
    index_lists(&reader);
    read_listed_rooms(&reader);
    walk(file->root, way, &reader, read_one);
    if (reader.references)
        diagnostics_add(diagnostics, SEVERITY_ERROR, "only-codes", reader.reference_at,
                        "ask for …/slots/?expand=submission,submission.speakers,room",
                        "of %zu session%s there is only the code, no title; %s left out",
                        reader.references, reader.references == 1 ? "" : "s",
                        reader.references == 1 ? "it is" : "they are");
    return gather_finish(gather, format->what);
}
