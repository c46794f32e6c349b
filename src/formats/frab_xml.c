/* frab_xml.c: expat's events to frab's model.
 *
 * <schedule> holds <conference> and <day>s with <room>s with <event>s. No entity may be declared:
 * what a file needs is built into XML, and all that entities are good for here is an attack. */
#include <stddef.h>
#include <string.h>

#include "formats/frab.h"
#include "formats/frab_person.h"
#include "formats/frab_xml.h"
#include "formats/html_text.h"
#include "formats/xml_buffer.h"
#include "formats/xml_limits.h"
#include "formats/xml_place.h"
#include "formats/xml_text.h"

typedef enum {
    IN_DOCUMENT,
    IN_SCHEDULE,
    IN_CONFERENCE,
    IN_DAY,
    IN_ROOM,
    IN_EVENT,
    IN_PERSONS,
    IN_RECORDING,
    IN_OTHER, /* whose content is passed over */
} Place;

enum { DEPTH_MAX = 8, PERSONS_MAX = 200, TAKEN_MAX = 900 };

enum { NESTING_MAX = 200 };

typedef struct {
    XML_Parser parser; /* owned by frab_xml_read */
    Frab frab;
    FrabConference conference;
    FrabEvent *event; /* the frab's: the open one, or the last */
    Arena *texts;     /* the frab's: of that event */
    Arena *kept;      /* owned: of the whole file */
    Str names[PERSONS_MAX][PERSON_TEXT_COUNT];
    PersonWords persons[PERSONS_MAX];
    size_t person_count;
    bool is_in_person; /* its own text is wanted */
    uint32_t told;     /* which texts of that person children have told, a bit for each */
    Str *child;        /* where the text of the open child goes; NULL: it is left out or kept */
    size_t child_start;
    size_t own_end; /* of the person's own text, before the first child that is read; 0: there was
                       none */
    bool is_child_kept; /* it is mark-up in a text */
    bool is_child_told; /* that a child is not read */
    Str optout;
    struct {
        Str *target;
        size_t offset, len;
    } taken[TAKEN_MAX]; /* texts of the event, in `inside`, which moves while it grows */
    size_t taken_count;
    Place stack[DEPTH_MAX];
    size_t depth;
    size_t next_field; /* of the event: where to look first in EVENT_FIELDS */
    size_t other;      /* how many elements of IN_OTHER are open */
    size_t elements, elements_max;
    Str *target;             /* where the text of the open element goes, or NULL */
    XmlText inside, outside; /* of the open event; of the element outside of events */
    XmlText *text;           /* one of the two */
    size_t text_start;
    size_t skipped; /* bytes before what the parser sees */
    Date day;
    Str room, room_slug, room_guid;
    bool is_refused; /* not ours, or dangerous: said so */
    bool has_event;
    bool has_conference;
    Str prefix;   /* "s:", when all elements have it; else empty */
    Str stranger; /* the first element that frab does not have where it stands */
    Position stranger_at;
} FrabXmlReader;

/* Where the parser is, as an offset: for a place that is only wanted when something is wrong. */
static size_t place_here(FrabXmlReader *reader) {
    int64_t index = xml_place_byte(reader->parser);
    return reader->skipped + (index > 0 ? (size_t)index : 0);
}

static Position here(FrabXmlReader *reader, int32_t span) {
    frab_settle(&reader->frab);
    return gather_at(&reader->frab.gather, place_here(reader), span);
}

static int32_t tag_span(const XML_Char *name) {
    size_t len = strlen(name);
    return len < 200 ? (int32_t)len + 1 : 1;
}

static bool is(const XML_Char *name, const char *word) {
    /* The first letter tells nearly all names apart: that is no work for strcmp. */
    return name[0] == word[0] && strcmp(name, word) == 0;
}

static Str attribute(const XML_Char **attributes, const char *name) {
    for (size_t i = 0; attributes[i]; i += 2)
        if (is(attributes[i], name))
            return str_from(attributes[i + 1]);
    return (Str){0};
}

/* The same for as long as the event is read. */
static Str own_attribute(FrabXmlReader *reader, const XML_Char **attributes, const char *name) {
    Str value = attribute(attributes, name);
    return value.len ? str_copy(reader->texts, value) : value;
}

static void refuse(FrabXmlReader *reader, const char *code, Position at, const char *hint,
                   const char *message, Str word) {
    if (!reader->is_refused)
        diagnostics_add(frab_diagnostics(&reader->frab), SEVERITY_ERROR, code, at, hint, message,
                        str_arg(word));
    reader->is_refused = true;
    XML_StopParser(reader->parser, XML_FALSE);
}

static void refuse_limit(FrabXmlReader *reader, const char *code, const char *message,
                         size_t most) {
    diagnostics_add(frab_diagnostics(&reader->frab), SEVERITY_ERROR, code, here(reader, 1),
                    "no schedule has so many: is it the right file?", message, most);
    reader->is_refused = true;
    XML_StopParser(reader->parser, XML_FALSE);
}

/* ---- what is where ---- */

static void XMLCALL on_text(void *data, const XML_Char *text, int len) {
    FrabXmlReader *reader = data;
    xml_text_add(reader->text, text, (size_t)len);
}

/* The text of the element that has just begun goes there. */
static void want(FrabXmlReader *reader, Str *target) {
    reader->target = target;
    XML_SetCharacterDataHandler(reader->parser, on_text);
    reader->text_start = reader->text->len;
    reader->own_end = 0;
}

static const char EXPECTED[] =
    "expected frab's: <schedule><conference>…</conference><day><room><event>…";

static Place open_document(FrabXmlReader *reader, const XML_Char *name) {
    const char *colon = strchr(name, ':');
    if (colon && is(colon + 1, "schedule")) { /* all names have the prefix of a namespace */
        reader->prefix =
            str_copy(reader->kept, (Str){.s = name, .len = (size_t)(colon + 1 - name)});
        return IN_SCHEDULE;
    }
    if (is(name, "schedule"))
        return IN_SCHEDULE;
    bool is_page = strcasecmp(name, "html") == 0;
    refuse(reader, "not-a-schedule", here(reader, tag_span(name)),
           is_page ? "the server sent a page instead of the file: check the address; expected "
                     "frab's <schedule>"
                   : EXPECTED,
           is_page ? "this is a web page (<%.*s>), not a schedule"
                   : "an XML file with <%.*s> is not a schedule",
           str_from(name));
    return IN_OTHER;
}

static void remember_stranger(FrabXmlReader *reader, const XML_Char *name) {
    if (reader->stranger.len)
        return;
    reader->stranger = str_copy(reader->kept, str_from(name));
    reader->stranger_at = here(reader, tag_span(name));
}

static Place open_in_schedule(FrabXmlReader *reader, const XML_Char *name,
                              const XML_Char **attributes) {
    if (is(name, "conference")) {
        reader->has_conference = true;
        return IN_CONFERENCE;
    }
    if (!is(name, "day"))
        return IN_OTHER;
    Str date = attribute(attributes, "date");
    if (date.len == 0)
        date = attribute(attributes, "start");
    frab_day(&reader->frab, date, place_here(reader), tag_span(name), &reader->day);
    return IN_DAY;
}

static Place open_in_conference(FrabXmlReader *reader, const XML_Char *name,
                                const XML_Char **attributes) {
    FrabConference *conference = &reader->conference;
    const struct {
        const char *name;
        Str *target;
    } FIELDS[] = {
        {"title", &conference->title},           {"acronym", &conference->acronym},
        {"venue", &conference->venue},           {"city", &conference->city},
        {"base_url", &conference->url},          {"time_zone_name", &conference->zone_name},
        {"day_change", &conference->day_change},
    };
    for (size_t i = 0; i < countof(FIELDS); i++)
        if (is(name, FIELDS[i].name))
            want(reader, FIELDS[i].target);
    if (is(name, "time_zone_name"))
        conference->zone_at = here(reader, tag_span(name));
    if (is(name, "day_change"))
        conference->day_change_at = here(reader, tag_span(name));
    if (is(name, "track")) {
        Str track = str_trim(attribute(attributes, "name"));
        frab_settle(&reader->frab);
        Gather *gather = &reader->frab.gather;
        Localized line = gather_line(gather, track, (Position){0});
        Str slug = attribute(attributes, "slug"), color = attribute(attributes, "color");
        if (track.len)
            gather_track_color(gather, gather_track(gather, track, slug, line, here(reader, 1)),
                               color);
    }
    return IN_OTHER;
}

static void open_event(FrabXmlReader *reader, const XML_Char **attributes) {
    if (!reader->has_event)
        reader->frab.zone_name = reader->conference.zone_name;
    FrabEvent *event = reader->event = frab_begin_event(&reader->frab);
    Arena *texts = reader->texts = frab_texts(&reader->frab);
    if (reader->inside.arena != texts || arena_used(texts) == 0)
        reader->inside = (XmlText){.arena = texts};
    xml_text_begin(&reader->inside);
    reader->text = &reader->inside;
    event->day = reader->day;
    event->place = place_here(reader);
    event->span = 6;
    event->id = str_copy(texts, attribute(attributes, "id"));
    event->guid = str_copy(texts, attribute(attributes, "guid"));
    frab_expect(&reader->frab, event);
    reader->person_count = reader->taken_count = reader->next_field = 0;
    reader->optout = (Str){0};
    reader->has_event = true;
}

/* The elements of an event that are read, in the order in which frab writes them. */
static const struct EventField {
    const char *name;
    Place opens;        /* what is in it; 0: a text */
    size_t text, place; /* offsets in a FrabEvent: where the text goes, and its place, if not 0 */
} EVENT_FIELDS[] = {
    {.name = "date", .text = offsetof(FrabEvent, date), .place = offsetof(FrabEvent, date_place)},
    {.name = "start",
     .text = offsetof(FrabEvent, start),
     .place = offsetof(FrabEvent, start_place)},
    {.name = "duration",
     .text = offsetof(FrabEvent, duration),
     .place = offsetof(FrabEvent, duration_place)},
    {.name = "end", .text = offsetof(FrabEvent, end)},
    {.name = "room", .text = offsetof(FrabEvent, room)},
    {.name = "slug", .text = offsetof(FrabEvent, slug)},
    {.name = "url", .text = offsetof(FrabEvent, url)},
    {.name = "recording", .opens = IN_RECORDING},
    {.name = "feedback_url", .text = offsetof(FrabEvent, feedback)},
    {.name = "title", .text = offsetof(FrabEvent, title)},
    {.name = "subtitle", .text = offsetof(FrabEvent, subtitle)},
    {.name = "track", .text = offsetof(FrabEvent, track)},
    {.name = "type", .text = offsetof(FrabEvent, type)},
    {.name = "language", .text = offsetof(FrabEvent, language)},
    {.name = "abstract", .text = offsetof(FrabEvent, abstract)},
    {.name = "description", .text = offsetof(FrabEvent, description)},
    {.name = "persons", .opens = IN_PERSONS},
    {.name = "speakers", .opens = IN_PERSONS},
    {.name = "status", .text = offsetof(FrabEvent, status)},
};

/* The field of that name, or NULL. The next one is mostly that behind the last. */
static const struct EventField *event_field(FrabXmlReader *reader, const XML_Char *name) {
    for (size_t n = 0, i = reader->next_field; n < countof(EVENT_FIELDS); n++, i++) {
        i = i < countof(EVENT_FIELDS) ? i : 0;
        if (!is(name, EVENT_FIELDS[i].name))
            continue;
        reader->next_field = i + 1;
        return &EVENT_FIELDS[i];
    }
    return NULL;
}

static Place open_in_event(FrabXmlReader *reader, const XML_Char *name,
                           const XML_Char **attributes) {
    const struct EventField *field = event_field(reader, name);
    if (!field)
        return IN_OTHER;
    if (field->opens)
        return field->opens;
    FrabEvent *event = reader->event;
    char *base = (char *)event;
    want(reader, (Str *)(void *)(base + field->text));
    if (field->place)
        *(size_t *)(void *)(base + field->place) = place_here(reader);
    if (field->text == offsetof(FrabEvent, track)) {
        event->track_slug = own_attribute(reader, attributes, "slug");
        event->track_color = own_attribute(reader, attributes, "color");
    }
    return IN_OTHER;
}

static Place open_element(FrabXmlReader *reader, Place parent, const XML_Char *name,
                          const XML_Char **attributes) {
    switch (parent) {
    case IN_DOCUMENT:
        return open_document(reader, name);
    case IN_SCHEDULE:
        return open_in_schedule(reader, name, attributes);
    case IN_CONFERENCE:
        return open_in_conference(reader, name, attributes);
    case IN_DAY:
        if (is(name, "room")) {
            reader->room = str_copy(reader->kept, attribute(attributes, "name"));
            reader->room_slug = str_copy(reader->kept, attribute(attributes, "slug"));
            reader->room_guid = str_copy(reader->kept, attribute(attributes, "guid"));
            frab_room(&reader->frab, reader->room, reader->room_slug, reader->room_guid,
                      place_here(reader), tag_span(name));
            return IN_ROOM;
        }
        if (is(name, "event")) { /* the oldest Pentabarf: the room is the event's own */
            reader->room = reader->room_slug = reader->room_guid = (Str){0};
            open_event(reader, attributes);
            return IN_EVENT;
        }
        remember_stranger(reader, name);
        return IN_OTHER;
    case IN_ROOM:
        if (is(name, "event")) {
            open_event(reader, attributes);
            return IN_EVENT;
        }
        remember_stranger(reader, name);
        return IN_OTHER;
    case IN_EVENT:
        return open_in_event(reader, name, attributes);
    case IN_PERSONS:
        if ((is(name, "person") || is(name, "speaker")) && reader->person_count < PERSONS_MAX) {
            Str *names = reader->names[reader->person_count];
            memset(names, 0, PERSON_TEXT_COUNT * sizeof *names);
            reader->persons[reader->person_count++] =
                (PersonWords){.photo = own_attribute(reader, attributes, "avatar")};
            for (size_t i = 0; attributes[i]; i += 2) {
                PersonText text = frab_person_text(attributes[i]);
                if (text < PERSON_TEXT_COUNT)
                    names[text] = own_attribute(reader, attributes, attributes[i]);
            }
            want(reader, &names[PERSON_OWN]);
            reader->is_in_person = true;
            reader->told = 0;
        }
        return IN_OTHER;
    case IN_RECORDING:
        if (is(name, "optout"))
            want(reader, &reader->optout);
        else if (is(name, "license"))
            want(reader, &reader->event->license);
        return IN_OTHER;
    case IN_OTHER:
        break;
    }
    return IN_OTHER;
}

/* ---- expat's calls ---- */

/* A text has something inside: mark-up, whose text belongs to it; a person's name; or what some
 * dialect tells beside, which does not. */
static void open_child(FrabXmlReader *reader, const XML_Char *name) {
    reader->child = NULL;
    reader->child_start = reader->text->len;
    /* A track may be <track><name>…</name><color>…</color></track>. */
    PersonText text = reader->is_in_person ? frab_person_text(name) : PERSON_TEXT_COUNT;
    bool is_mark_up = reader->is_in_person ? frab_person_is_mark_up(name)
                                           : html_is_tag(str_from(name)) || is(name, "name");
    reader->is_child_kept = text == PERSON_TEXT_COUNT && is_mark_up;
    if (text < PERSON_TEXT_COUNT && !(reader->told >> text & 1)) /* the first of several */
        reader->child = &reader->names[reader->person_count - 1][text];
    if (text < PERSON_TEXT_COUNT)
        reader->told |= UINT32_C(1) << text;
    if (reader->child && !reader->own_end)
        reader->own_end = reader->text->len;
    if (reader->child || reader->is_child_kept || reader->is_child_told)
        return;
    reader->is_child_told = true;
    diagnostics_add(frab_diagnostics(&reader->frab), SEVERITY_NOTE, "unknown-element",
                    here(reader, tag_span(name)), NULL,
                    "<%s> inside of a text is not read, nor are others like it", name);
}

static void take(FrabXmlReader *reader, Str *target, size_t start, size_t len) {
    if (reader->taken_count == TAKEN_MAX || len == 0)
        return;
    reader->taken[reader->taken_count].target = target;
    reader->taken[reader->taken_count].offset = start;
    reader->taken[reader->taken_count++].len = len;
}

static void close_child(FrabXmlReader *reader) {
    if (reader->is_child_kept)
        return;
    if (reader->child)
        take(reader, reader->child, reader->child_start, reader->text->len - reader->child_start);
    else
        reader->text->len = reader->child_start;
    reader->child = NULL;
}

/* True, with an error, when the file has more elements, or more within each other, than any
 * schedule. */
static bool is_too_much(FrabXmlReader *reader, const XML_Char **attributes) {
    reader->elements++;
    if (attributes[0])
        reader->elements += (size_t)XML_GetSpecifiedAttributeCount(reader->parser) / 2;
    bool is_deep = reader->depth + reader->other >= NESTING_MAX;
    if (is_deep)
        refuse_limit(reader, "too-deep", "elements are nested more than %zu deep", NESTING_MAX);
    else if (reader->elements > reader->elements_max)
        refuse_limit(reader, "too-large", "the file has more than %zu elements and attributes",
                     reader->elements_max);
    return reader->is_refused;
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes) {
    FrabXmlReader *reader = data;
    if (reader->is_refused || is_too_much(reader, attributes))
        return;
    if (reader->prefix.len && str_starts(str_from(name), reader->prefix.s))
        name += reader->prefix.len;
    if (reader->other > 0) {
        if (reader->other++ == 1 && reader->target)
            open_child(reader, name);
        return;
    }
    Place parent = reader->stack[reader->depth];
    Place place = open_element(reader, parent, name, attributes);
    if (place == IN_OTHER)
        reader->other = 1;
    else
        reader->stack[++reader->depth] = place;
}

/* Keeps the text of the element that ends: within an event until that ends, else for good. */
static void take_text(FrabXmlReader *reader) {
    size_t len = reader->text->len - reader->text_start;
    if (reader->is_in_person && reader->own_end)
        len = reader->own_end - reader->text_start;
    bool is_in_event = reader->depth > 0 && reader->stack[reader->depth] >= IN_EVENT;
    if (!is_in_event) {
        *reader->target =
            str_copy(reader->kept, (Str){.s = reader->text->s + reader->text_start, .len = len});
        reader->text->len = 0;
    } else {
        take(reader, reader->target, reader->text_start, len);
    }
    reader->target = NULL;
    reader->is_in_person = false;
    XML_SetCharacterDataHandler(reader->parser, NULL); /* most of a file is not for us */
}

static void close_event(FrabXmlReader *reader) {
    FrabEvent *event = reader->event;
    for (size_t i = 0; i < reader->taken_count; i++)
        *reader->taken[i].target =
            (Str){.s = reader->inside.s + reader->taken[i].offset, .len = reader->taken[i].len};
    if (str_trim(reader->room).len) {
        event->room = reader->room;
        event->room_slug = reader->room_slug;
        event->room_guid = reader->room_guid;
    }
    PersonWords *persons = arena_new(reader->texts, PersonWords, reader->person_count);
    for (size_t i = 0; i < reader->person_count; i++) {
        persons[i] = reader->persons[i];
        persons[i].name = frab_person_name(reader->texts, reader->names[i]);
        persons[i].biography = reader->names[i][PERSON_BIOGRAPHY];
        persons[i].affiliation = reader->names[i][PERSON_AFFILIATION];
    }
    event->persons = persons;
    event->person_count = reader->person_count;
    event->do_not_record = str_equal_c(str_trim(reader->optout), "true");
    frab_add_event(&reader->frab);
    reader->text = &reader->outside;
}

static void XMLCALL on_end(void *data, const XML_Char *name) {
    FrabXmlReader *reader = data;
    (void)name;
    if (reader->is_refused)
        return;
    if (reader->target && reader->other == 2)
        close_child(reader);
    if (reader->target && reader->other == 1)
        take_text(reader);
    if (reader->other > 0) {
        reader->other--;
        return;
    }
    Place place = reader->stack[reader->depth--];
    if (place == IN_EVENT)
        close_event(reader);
}

static void XMLCALL on_entity(void *data, const XML_Char *name, int is_parameter,
                              const XML_Char *value, int value_len, const XML_Char *base,
                              const XML_Char *system, const XML_Char *public,
                              const XML_Char *notation) {
    FrabXmlReader *reader = data;
    (void)is_parameter, (void)value, (void)value_len, (void)base, (void)system, (void)public;
    (void)notation;
    refuse(reader, "entity", here(reader, 8), "delete the <!ENTITY …> declarations",
           "the file declares an entity (\"%.*s\"), which no schedule needs; it is not read",
           str_from(name));
}

/* ---- the whole ---- */

static void report_error(FrabXmlReader *reader) {
    enum XML_Error error = XML_GetErrorCode(reader->parser);
    const char *hint = NULL;
    if (error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN ||
        error == XML_ERROR_UNCLOSED_CDATA_SECTION)
        hint = "the file is cut off: it may not have been written to its end yet";
    else if (error == XML_ERROR_UNDEFINED_ENTITY)
        hint = "XML knows &amp; &lt; &gt; &quot; &apos; and numbers such as &#160; only";
    else if (error == XML_ERROR_INVALID_TOKEN)
        hint = "a bare & is written &amp; and a bare < is written &lt;";
    diagnostics_add(frab_diagnostics(&reader->frab), SEVERITY_ERROR, "bad-xml", here(reader, 1),
                    hint, "the XML is broken here: %s", XML_ErrorString(error));
}

/* The bytes before "<?xml", which must be the first of a file; expat stops at that. */
static size_t skip_blank_start(Str text, Diagnostics *diagnostics) {
    size_t skipped = 0;
    while (skipped < text.len && strchr(" \t\r\n\x7F", text.s[skipped]) && text.s[skipped])
        skipped++;
    if (skipped == 0 || !str_starts(str_slice(text, skipped, text.len), "<?xml"))
        return 0;
    diagnostics_add(diagnostics, SEVERITY_WARNING, "blank-start",
                    (Position){.line = 1, .column = 1, .span = 1},
                    "delete what stands before <?xml",
                    "the file begins with white space, where XML allows none; it is skipped");
    return skipped;
}

static Schedule *finish(FrabXmlReader *reader) {
    if (!reader->has_event && reader->stranger.len) {
        diagnostics_add(frab_diagnostics(&reader->frab), SEVERITY_ERROR, "not-a-schedule",
                        reader->stranger_at, EXPECTED,
                        "a <schedule> with <%.*s> is not one that we know",
                        str_arg(reader->stranger));
    } else if (!reader->has_event && !reader->has_conference) {
        diagnostics_add(frab_diagnostics(&reader->frab), SEVERITY_ERROR, "not-a-schedule",
                        (Position){.line = 1, .column = 1, .span = 1}, EXPECTED,
                        "a <schedule> without <conference> and <day> is not one that we know");
    } else {
        frab_set_conference(&reader->frab, &reader->conference);
        return frab_finish(&reader->frab, "frab XML");
    }
    frab_free(&reader->frab);
    return NULL;
}

/* False when the text is no XML. Places are counted in what the parser reads, which the processor
 * has at hand. */
static bool parse(FrabXmlReader *reader, Str text) {
    Gather *gather = &reader->frab.gather;
    Str body = str_slice(text, reader->skipped, text.len), source = gather->input->source;
    const char *buffer = xml_buffer_fill(reader->parser, body, &gather->hash);
    gather->is_hashed = body.s == source.s && body.len == source.len;
    if (buffer && reader->skipped == 0)
        gather->places.text.s = buffer;
    bool is_read =
        buffer && XML_ParseBuffer(reader->parser, (int)body.len, XML_TRUE) == XML_STATUS_OK;
    if (!is_read && !reader->is_refused)
        report_error(reader);
    frab_settle(&reader->frab);
    gather->places.text.s = text.s;
    return is_read && !reader->is_refused;
}

Schedule *frab_xml_read(const FormatInput *input, Str text, Diagnostics *diagnostics) {
    FrabXmlReader reader = {.parser = xml_buffer_create(),
                            .frab = frab_create(input, text, diagnostics),
                            .kept = arena_create(),
                            .skipped = skip_blank_start(text, diagnostics),
                            .elements_max = xml_limits_elements(text)};
    reader.outside.arena = reader.kept;
    reader.text = &reader.outside;
    XML_SetUserData(reader.parser, &reader);
    XML_SetElementHandler(reader.parser, on_start, on_end);
    XML_SetEntityDeclHandler(reader.parser, on_entity);
    Schedule *schedule = NULL;
    if (xml_limits_has_ends(text, reader.skipped, diagnostics) && parse(&reader, text))
        schedule = finish(&reader);
    else
        frab_free(&reader.frab);
    XML_ParserFree(reader.parser);
    arena_free(reader.kept);
    return schedule;
}
