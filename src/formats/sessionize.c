/* sessionize.c: Sessionize's "All data" JSON: sessions, speakers, rooms and categories by id.
 *
 * Times have no offset and the file no zone; service sessions are the breaks, when there are any.
 */
#include "formats/gather.h"
#include "formats/json_read.h"
#include "formats/words.h"

bool sessionize_is(const json_t *root) {
    const json_t *sessions = json_object_get(root, "sessions");
    const json_t *first = json_array_get(sessions, 0);
    return json_is_array(sessions) && json_is_array(json_object_get(root, "rooms")) &&
           (json_object_get(first, "startsAt") ||
            (!first && json_is_array(json_object_get(root, "categories"))));
}

/* What a category's items say about a session. */
typedef enum { ABOUT_NOTHING, ABOUT_TRACK, ABOUT_TYPE, ABOUT_LANGUAGE } About;

typedef struct {
    Gather gather;
    JsonPlaces places;
    const json_t *root;
    WordTable speakers; /* index into the names, by id */
    PersonWords *people;
    WordTable items; /* of categories: index into `names`, by id */
    struct {
        About about;
        Str name;
    } * names;
    size_t name_count, name_capacity;
} SessionizeReader;

static bool has_word(Str text, const char *word) {
    size_t len = str_from(word).len;
    for (size_t i = 0; i + len <= text.len; i++)
        if (str_equal_nocase(str_slice(text, i, len), str_from(word)))
            return true;
    return false;
}

static About about_what(Str title) {
    if (has_word(title, "track") || has_word(title, "topic"))
        return ABOUT_TRACK;
    if (has_word(title, "format") || has_word(title, "type"))
        return ABOUT_TYPE;
    return has_word(title, "language") || has_word(title, "sprache") ? ABOUT_LANGUAGE
                                                                     : ABOUT_NOTHING;
}

static void read_categories(SessionizeReader *reader) {
    Arena *scratch = reader->gather.scratch;
    const json_t *categories = json_object_get(reader->root, "categories");
    for (size_t i = 0; i < json_array_size(categories); i++) {
        const json_t *category = json_array_get(categories, i);
        const json_t *items = json_object_get(category, "items");
        About about = about_what(json_text(scratch, category, "title"));
        for (size_t k = 0; k < json_array_size(items); k++) {
            const json_t *item = json_array_get(items, k);
            word_table_put(&reader->items, json_text(scratch, item, "id"), reader->name_count);
            size_t size = sizeof *reader->names;
            arena_push(scratch, &reader->names, &reader->name_count, &reader->name_capacity, size,
                       _Alignof(Str));
            reader->names[reader->name_count - 1].about = about;
            reader->names[reader->name_count - 1].name = json_text(scratch, item, "name");
        }
    }
}

/* By id; their order is the file's `sort`, which is that of the list. */
static void read_rooms(SessionizeReader *reader) {
    Gather *gather = &reader->gather;
    const json_t *rooms = json_object_get(reader->root, "rooms");
    for (size_t i = 0; i < json_array_size(rooms); i++) {
        const json_t *room = json_array_get(rooms, i);
        Str id = json_text(gather->scratch, room, "id");
        if (id.len)
            gather_room(
                gather, id,
                &(RoomWords){.guid = id,
                             .name = gather_line(gather, json_text(gather->scratch, room, "name"),
                                                 (Position){0})});
    }
}

static void index_speakers(SessionizeReader *reader) {
    Arena *scratch = reader->gather.scratch;
    const json_t *list = json_object_get(reader->root, "speakers");
    size_t count = json_array_size(list);
    reader->people = arena_new(scratch, PersonWords, count);
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(list, i);
        word_table_put(&reader->speakers, json_text(scratch, item, "id"), i);
        reader->people[i] = (PersonWords){.name = json_text(scratch, item, "fullName"),
                                          .affiliation = json_text(scratch, item, "tagLine"),
                                          .biography = json_text(scratch, item, "bio"),
                                          .photo = json_text(scratch, item, "profilePicture")};
    }
}

static void read_speakers(SessionizeReader *reader, const json_t *item, Session *session) {
    Gather *gather = &reader->gather;
    const json_t *ids = json_object_get(item, "speakers");
    size_t count = json_array_size(ids);
    Speaker *speakers = arena_new(gather->draft.arena, Speaker, count);
    for (size_t i = 0; i < count; i++) {
        const json_t *entry = json_array_get(ids, i);
        Str id = json_is_object(entry) ? json_text(gather->scratch, entry, "id") /* newer files */
                                       : json_value_text(gather->scratch, entry);
        size_t index = word_table_get(&reader->speakers, id, SCHEDULE_NONE);
        PersonWords words = index == SCHEDULE_NONE ? (PersonWords){0} : reader->people[index];
        Str name = json_text(gather->scratch, entry, "name");
        if (name.len)
            words.name = name;
        session->speaker_count +=
            gather_person(gather, &words, session->at, &speakers[session->speaker_count]);
    }
    session->speakers = speakers;
}

/* Track and language from the categories; what comes back is the word for the type, if any. */
static Str read_items(SessionizeReader *reader, const json_t *item, Session *session) {
    Gather *gather = &reader->gather;
    const json_t *ids = json_object_get(item, "categoryItems");
    Str type = {0};
    for (size_t i = 0; i < json_array_size(ids); i++) {
        Str id = json_value_text(gather->scratch, json_array_get(ids, i));
        size_t index = word_table_get(&reader->items, id, SCHEDULE_NONE);
        if (index == SCHEDULE_NONE)
            continue;
        Str name = reader->names[index].name;
        switch (reader->names[index].about) {
        case ABOUT_NOTHING:
            break;
        case ABOUT_TRACK:
            if (session->track == SCHEDULE_NONE && name.len)
                session->track = gather_track(gather, name, (Str){0},
                                              gather_line(gather, name, session->at), session->at);
            break;
        case ABOUT_TYPE:
            type = name;
            break;
        case ABOUT_LANGUAGE:
            session->language = gather_word(gather, words_language(name));
            break;
        }
    }
    return type;
}

static void read_session(SessionizeReader *reader, const json_t *item, size_t index) {
    Gather *gather = &reader->gather;
    When when;
    if (!json_when(gather, &reader->places, item, index, "startsAt", "endsAt", &when))
        return;
    Session session = {.at = json_place(&reader->places, index), .track = SCHEDULE_NONE};
    Str title = json_text(gather->scratch, item, "title");
    SessionStatus status = words_status(json_text(gather->scratch, item, "status"));
    SessionStatus prefix = words_cut_status(&title);
    session.status = status == SESSION_CANCELLED ? status : prefix;
    session.id = gather_word(gather, json_text(gather->scratch, item, "id"));
    session.title = gather_line(gather, title, session.at);
    session.abstract =
        gather_abstract(gather, json_text(gather->scratch, item, "description"), session.at);
    read_speakers(reader, item, &session);
    Str type = read_items(reader, item, &session);
    session.type =
        words_session_type(words_kind(type), title, session.speaker_count > 0, when_length(&when));
    bool is_service = json_flag(item, "isServiceSession");
    if (is_service && session.type == SESSION_TALK)
        session.type = SESSION_OTHER;
    Str room = json_text(gather->scratch, item, "roomId");
    if (room.len) {
        size_t *rooms = arena_new(gather->draft.arena, size_t, 1);
        rooms[0] = word_table_get(&gather->rooms, room, SCHEDULE_NONE);
        if (rooms[0] == SCHEDULE_NONE) {
            Str name = json_text(gather->scratch, item, "room");
            rooms[0] = gather_room(gather, room,
                                   &(RoomWords){.guid = room,
                                                .name = gather_line(gather, name, session.at),
                                                .at = session.at});
        }
        session.rooms = rooms;
        session.room_count = 1;
    }
    gather_session(gather, &session, &when);
}

Schedule *sessionize_read(const JsonFile *file, const FormatInput *input,
                          Diagnostics *diagnostics) {
    static const char *const PATTERN[] = {"sessions", "*", NULL};
    SessionizeReader reader = {.gather = gather_create(input, file->text, diagnostics),
                               .root = file->root};
    reader.speakers.arena = reader.items.arena = reader.gather.scratch;
    reader.places = json_list_places(reader.gather.scratch, file->text, PATTERN);
    const json_t *sessions = json_object_get(file->root, "sessions");
    reader.places.expected = json_array_size(sessions);
    gather_reserve(&reader.gather, reader.places.expected);
    index_speakers(&reader);
    read_categories(&reader);
    read_rooms(&reader);
    for (size_t i = 0; i < json_array_size(sessions); i++)
        read_session(&reader, json_array_get(sessions, i), i);
    return gather_finish(&reader.gather, "Sessionize JSON");
}
