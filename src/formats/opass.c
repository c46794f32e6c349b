/* opass.c: session.json of OPass, the app of Taiwan's conferences (COSCUP, SITCON).
 *
 * Texts stand under the languages' keys of each thing; `broadcast` lists the rooms into which a
 * session is transmitted, its own among them. */
#include <string.h>

#include "base/ascii.h"
#include "formats/gather.h"
#include "formats/json_read.h"
#include "formats/words.h"

enum { LANGUAGES_MAX = 8 };

bool opass_is(const json_t *root) {
    const json_t *sessions = json_object_get(root, "sessions");
    const json_t *first = json_array_get(sessions, 0);
    return json_is_array(sessions) && json_is_array(json_object_get(root, "rooms")) &&
           (json_object_get(first, "start") ||
            (!first && json_is_array(json_object_get(root, "session_types"))));
}

/* A speaker as the file has them. */
typedef struct {
    Translation *names, *biographies;
    size_t name_count, biography_count;
    Str photo;
} Person;

typedef struct {
    Gather gather;
    JsonPlaces places;
    const json_t *root;
    WordTable speakers, types, tags; /* index into the file's lists, by id */
    Person *people;                  /* the speakers */
} OpassReader;

/* True for "zh", "en", "zh-TW": the keys that hold texts. */
static bool is_language(const char *key) {
    size_t len = strlen(key);
    bool is_short = len == 2 || (len == 5 && (key[2] == '-' || key[2] == '_'));
    return is_short && ascii_is_lower(key[0]) && ascii_is_lower(key[1]);
}

/* The member `what` in each language, in the file's order. */
static size_t texts_of(Arena *arena, const json_t *thing, const char *what, Translation *texts) {
    const char *key;
    json_t *value;
    size_t count = 0;
    json_object_foreach((json_t *)thing, key, value) {
        if (!json_is_object(value) || !is_language(key) || count == LANGUAGES_MAX)
            continue;
        texts[count].language = str_from(key);
        texts[count++].text = json_text(arena, value, what);
    }
    if (count == 0) /* older files: in one language only */
        texts[count++] = (Translation){.text = json_text(arena, thing, what)};
    return count;
}

static Localized name_of(Gather *gather, const json_t *thing, Position at) {
    Translation texts[LANGUAGES_MAX];
    size_t count = texts_of(gather->scratch, thing, "name", texts);
    return gather_lines(gather, texts, count, at);
}

static const json_t *find(const OpassReader *reader, const WordTable *table, const char *list,
                          Str id) {
    size_t index = word_table_get(table, id, SCHEDULE_NONE);
    return index == SCHEDULE_NONE ? NULL
                                  : json_array_get(json_object_get(reader->root, list), index);
}

static void index_list(OpassReader *reader, WordTable *table, const char *list) {
    Arena *scratch = reader->gather.scratch;
    const json_t *items = json_object_get(reader->root, list);
    table->arena = scratch;
    for (size_t i = 0; i < json_array_size(items); i++) {
        Str id = json_text(scratch, json_array_get(items, i), "id");
        if (id.len)
            word_table_put(table, id, i);
    }
}

static void index_speakers(OpassReader *reader) {
    Arena *scratch = reader->gather.scratch;
    const json_t *list = json_object_get(reader->root, "speakers");
    size_t count = json_array_size(list);
    reader->speakers.arena = scratch;
    reader->people = arena_new(scratch, Person, count);
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(list, i);
        Person *person = &reader->people[i];
        person->names = arena_new(scratch, Translation, LANGUAGES_MAX);
        person->name_count = texts_of(scratch, item, "name", person->names);
        person->biographies = arena_new(scratch, Translation, LANGUAGES_MAX);
        person->biography_count = texts_of(scratch, item, "bio", person->biographies);
        person->photo = json_text(scratch, item, "avatar");
        Str id = json_text(scratch, item, "id");
        if (id.len)
            word_table_put(&reader->speakers, id, i);
    }
}

static void read_rooms(OpassReader *reader) {
    Gather *gather = &reader->gather;
    const json_t *rooms = json_object_get(reader->root, "rooms");
    for (size_t i = 0; i < json_array_size(rooms); i++) {
        const json_t *room = json_array_get(rooms, i);
        Str id = json_text(gather->scratch, room, "id");
        if (id.len)
            gather_room(
                gather, id,
                &(RoomWords){.id = id, .guid = id, .name = name_of(gather, room, (Position){0})});
    }
}

/* Its own room first, then those of the broadcast. */
static void read_session_rooms(OpassReader *reader, const json_t *item, Session *session) {
    Gather *gather = &reader->gather;
    const json_t *broadcast = json_object_get(item, "broadcast");
    size_t count = json_array_size(broadcast);
    size_t *rooms = arena_new(gather->draft.arena, size_t, count + 1);
    for (size_t i = 0; i <= count; i++) {
        Str id = i == 0 ? json_text(gather->scratch, item, "room")
                        : json_value_text(gather->scratch, json_array_get(broadcast, i - 1));
        if (id.len == 0)
            continue;
        size_t room = gather_room(
            gather, id,
            &(RoomWords){.id = id, .guid = id, .name = {.at = session->at}, .at = session->at});
        bool is_known = false;
        for (size_t k = 0; k < session->room_count; k++)
            is_known = is_known || rooms[k] == room;
        if (!is_known)
            rooms[session->room_count++] = room;
    }
    session->rooms = rooms;
}

static void read_speakers(OpassReader *reader, const json_t *item, Session *session) {
    Gather *gather = &reader->gather;
    const json_t *ids = json_object_get(item, "speakers");
    size_t count = json_array_size(ids);
    Speaker *speakers = arena_new(gather->draft.arena, Speaker, count);
    for (size_t i = 0; i < count; i++) {
        Str id = json_value_text(gather->scratch, json_array_get(ids, i));
        size_t index = word_table_get(&reader->speakers, id, SCHEDULE_NONE);
        if (index == SCHEDULE_NONE)
            continue;
        const Person *person = &reader->people[index];
        Speaker *place = &speakers[session->speaker_count];
        place->name = gather_lines(gather, person->names, person->name_count, session->at);
        place->biography =
            gather_abstracts(gather, person->biographies, person->biography_count, session->at);
        place->photo = gather_word(gather, person->photo);
        session->speaker_count += place->name.count > 0;
    }
    session->speakers = speakers;
}

/* The first of its tags. */
static size_t read_track(OpassReader *reader, const json_t *item, Position at) {
    Gather *gather = &reader->gather;
    Str id = json_value_text(gather->scratch, json_array_get(json_object_get(item, "tags"), 0));
    const json_t *tag = id.len ? find(reader, &reader->tags, "tags", id) : NULL;
    if (!tag)
        return SCHEDULE_NONE;
    size_t known = word_table_get(&gather->tracks, id, SCHEDULE_NONE);
    return known != SCHEDULE_NONE ? known
                                  : gather_track(gather, id, id, name_of(gather, tag, at), at);
}

/* The kind by its name in English, which is what our words are best at, else in any language. */
static Str type_word(OpassReader *reader, const json_t *item) {
    Arena *scratch = reader->gather.scratch;
    Str id = json_text(scratch, item, "type");
    const json_t *type = find(reader, &reader->types, "session_types", id);
    Str name = json_text(scratch, json_object_get(type, "en"), "name");
    if (name.len == 0)
        name = json_text(scratch, json_object_get(type, "zh"), "name");
    return name.len ? name : id;
}

static void read_session(OpassReader *reader, const json_t *item, size_t index) {
    Gather *gather = &reader->gather;
    When when;
    if (!json_when(gather, &reader->places, item, index, "start", "end", &when))
        return;
    Session session = {.at = json_place(&reader->places, index)};
    Translation titles[LANGUAGES_MAX], texts[LANGUAGES_MAX];
    size_t title_count = texts_of(gather->scratch, item, "title", titles);
    for (size_t i = 0; i < title_count; i++) {
        SessionStatus status = words_cut_status(&titles[i].text);
        if (status != SESSION_CONFIRMED)
            session.status = status;
    }
    session.id = gather_word(gather, json_text(gather->scratch, item, "id"));
    session.title = gather_lines(gather, titles, title_count, session.at);
    size_t text_count = texts_of(gather->scratch, item, "description", texts);
    session.abstract = gather_abstracts(gather, texts, text_count, session.at);
    read_speakers(reader, item, &session);
    read_session_rooms(reader, item, &session);
    session.track = read_track(reader, item, session.at);
    Str title = session.title.count ? session.title.items[0].text : (Str){0};
    session.type = words_session_type(words_kind(type_word(reader, item)), title,
                                      session.speaker_count > 0, when_length(&when));
    session.language =
        gather_word(gather, words_language(json_text(gather->scratch, item, "language")));
    session.url = gather_word(gather, json_text(gather->scratch, item, "uri"));
    gather_session(gather, &session, &when);
}

Schedule *opass_read(const JsonFile *file, const FormatInput *input, Diagnostics *diagnostics) {
    static const char *const PATTERN[] = {"sessions", "*", NULL};
    OpassReader reader = {.gather = gather_create(input, file->text, diagnostics),
                          .root = file->root};
    reader.places = json_list_places(reader.gather.scratch, file->text, PATTERN);
    const json_t *sessions = json_object_get(file->root, "sessions");
    reader.places.expected = json_array_size(sessions);
    gather_reserve(&reader.gather, reader.places.expected);
    index_speakers(&reader);
    index_list(&reader, &reader.types, "session_types");
    index_list(&reader, &reader.tags, "tags");
    read_rooms(&reader);
    for (size_t i = 0; i < json_array_size(sessions); i++)
        read_session(&reader, json_array_get(sessions, i), i);
    return gather_finish(&reader.gather, "OPass session.json");
}
