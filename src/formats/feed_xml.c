/* feed_xml.c: RSS and Atom: which elements of an item say what. Part of feed.h. */
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "base/str_builder.h"
#include "formats/feed_inner.h"
#include "formats/xml_limits.h"
#include "formats/xml_place.h"

enum { DEPTH_MAX = 64, NAME_MAX = 64, VALUE_MAX = 256 * 1024 };

/* A text of an item, or of the feed. */
typedef enum {
    TEXT_NONE,
    TEXT_ID,
    TEXT_URL,
    TEXT_TITLE,
    TEXT_SUMMARY,
    TEXT_CONTENT,
    TEXT_WRITTEN, /* when */
    TEXT_CHANGED,
    TEXT_AUTHOR,
    TEXT_COUNT
} TextKind;

typedef struct {
    FeedReading *reading;
    XML_Parser parser; /* borrowed */
    size_t depth, elements, elements_max;
    bool is_feed;      /* its root is one */
    size_t item_depth; /* of the open item; 0: none */
    size_t text_depth; /* of the element whose text is kept; 0: none */
    TextKind kind;
    StrBuilder text;
    Str texts[TEXT_COUNT]; /* of the item */
    Str picture, thumbnail;
} Reader;

static void stop(Reader *reader, const char *why) {
    if (!reader->reading->why)
        reader->reading->why = why;
    XML_StopParser(reader->parser, XML_FALSE);
}

/* Without the prefix, of which only media:'s, content:'s and the like matter. */
static const char *local(const char *name) {
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static bool has_prefix(const char *name, const char *prefix) {
    return strncmp(name, prefix, strlen(prefix)) == 0;
}

static bool is_named(const char *name, const char *a) {
    return strcmp(local(name), a) == 0;
}

static const char *value_of(const XML_Char **attributes, const char *name) {
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(local(attributes[i]), name) == 0)
            return attributes[i + 1];
    return "";
}

static TextKind kind_of(const char *name) {
    static const struct {
        const char *name;
        TextKind kind;
    } NAMES[] = {{"guid", TEXT_ID},
                 {"id", TEXT_ID},
                 {"link", TEXT_URL},
                 {"title", TEXT_TITLE},
                 {"description", TEXT_SUMMARY},
                 {"summary", TEXT_SUMMARY},
                 {"encoded", TEXT_CONTENT},
                 {"content", TEXT_CONTENT},
                 {"pubDate", TEXT_WRITTEN},
                 {"published", TEXT_WRITTEN},
                 {"date", TEXT_WRITTEN},
                 {"issued", TEXT_WRITTEN},
                 {"updated", TEXT_CHANGED},
                 {"modified", TEXT_CHANGED},
                 {"creator", TEXT_AUTHOR},
                 {"author", TEXT_AUTHOR},
                 {"name", TEXT_AUTHOR}};
    if (has_prefix(name, "media:") || has_prefix(name, "itunes:"))
        return TEXT_NONE;
    for (size_t i = 0; i < countof(NAMES); i++)
        if (is_named(name, NAMES[i].name))
            return NAMES[i].kind;
    return TEXT_NONE;
}

/* ---- pictures ---- */

static Str copy(Reader *reader, const char *text) {
    return str_copy(reader->reading->arena, str_from(text));
}

static void take_picture(Reader *reader, const char *name, const XML_Char **attributes) {
    const char *type = value_of(attributes, "type"), *medium = value_of(attributes, "medium");
    const char *url = value_of(attributes, "url");
    bool is_image = has_prefix(type, "image/") || strcmp(medium, "image") == 0;
    if (is_named(name, "link") && strcmp(value_of(attributes, "rel"), "enclosure") == 0 && is_image)
        url = value_of(attributes, "href");
    else if (is_named(name, "thumbnail") && has_prefix(name, "media:") && !reader->thumbnail.len)
        reader->thumbnail = copy(reader, url);
    else if (is_named(name, "image") && has_prefix(name, "itunes:") && !reader->thumbnail.len)
        reader->thumbnail = copy(reader, value_of(attributes, "href"));
    else if (!(is_named(name, "enclosure") && is_image) &&
             !(is_named(name, "content") && has_prefix(name, "media:") && is_image))
        return;
    if (!reader->picture.len && (is_image || !is_named(name, "thumbnail")))
        reader->picture = copy(reader, url);
}

static void take_link(Reader *reader, const XML_Char **attributes) {
    const char *rel = value_of(attributes, "rel"), *href = value_of(attributes, "href");
    if (*href && (!*rel || strcmp(rel, "alternate") == 0) && !reader->texts[TEXT_URL].len)
        reader->texts[TEXT_URL] = copy(reader, href);
}

/* ---- elements ---- */

static void begin_item(Reader *reader) {
    reader->item_depth = reader->depth;
    memset(reader->texts, 0, sizeof reader->texts);
    reader->picture = reader->thumbnail = (Str){0};
}

static void end_item(Reader *reader) {
    const Str *texts = reader->texts;
    FeedEntry entry = {.id = texts[TEXT_ID],
                       .url = texts[TEXT_URL],
                       .author = texts[TEXT_AUTHOR],
                       .title = texts[TEXT_TITLE],
                       .text = texts[texts[TEXT_SUMMARY].len ? TEXT_SUMMARY : TEXT_CONTENT],
                       .content = texts[TEXT_CONTENT],
                       .picture = reader->picture.len ? reader->picture : reader->thumbnail,
                       .date = texts[texts[TEXT_WRITTEN].len ? TEXT_WRITTEN : TEXT_CHANGED]};
    feed_add(reader->reading, &entry);
    reader->item_depth = 0;
}

static void put_tag(Reader *reader, const char *name, const XML_Char **attributes) {
    str_builder_printf(&reader->text, "<%s", local(name));
    if (attributes && strcmp(local(name), "img") == 0)
        str_builder_printf(&reader->text, " src=\"%s\"", value_of(attributes, "src"));
    str_builder_put_c(&reader->text, ">");
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes) {
    Reader *reader = data;
    reader->elements += 1 + (size_t)XML_GetSpecifiedAttributeCount(reader->parser) / 2;
    if (reader->elements > reader->elements_max || ++reader->depth > DEPTH_MAX ||
        strlen(name) > NAME_MAX) {
        stop(reader, "it has more elements, or deeper ones, than any feed");
        return;
    }
    if (reader->depth == 1) {
        reader->is_feed = is_named(name, "rss") || is_named(name, "RDF") || is_named(name, "feed");
        if (!reader->is_feed)
            stop(reader, "it is XML, but neither RSS nor Atom");
        return;
    }
    if (reader->text_depth) { /* HTML that is written as elements (Atom's xhtml), or a person */
        TextKind inner = kind_of(name);
        if (reader->kind == TEXT_AUTHOR && inner == TEXT_AUTHOR) {
            reader->text = (StrBuilder){.arena = reader->reading->arena};
            reader->text_depth = reader->depth;
        } else if (reader->kind != TEXT_AUTHOR && reader->text.len < VALUE_MAX) {
            put_tag(reader, name, attributes);
        }
        return;
    }
    bool is_item = is_named(name, "item") || is_named(name, "entry");
    if (!reader->item_depth && is_item) {
        begin_item(reader);
        return;
    }
    if (reader->item_depth) {
        take_picture(reader, name, attributes);
        if (is_named(name, "link"))
            take_link(reader, attributes);
    }
    TextKind kind = kind_of(name);
    bool is_of_feed = !reader->item_depth && kind == TEXT_TITLE && !reader->reading->title.len &&
                      reader->depth <= 3;
    bool is_of_item =
        reader->item_depth && kind != TEXT_NONE && reader->depth == reader->item_depth + 1;
    if (!is_of_feed && !is_of_item)
        return;
    reader->kind = kind;
    reader->text_depth = reader->depth;
    reader->text = (StrBuilder){.arena = reader->reading->arena};
}

static void XMLCALL on_text(void *data, const XML_Char *text, int len) {
    Reader *reader = data;
    if (reader->text_depth && reader->text.len + (size_t)len <= VALUE_MAX)
        str_builder_put(&reader->text, (Str){.s = text, .len = (size_t)len});
}

static void XMLCALL on_end(void *data, const XML_Char *name) {
    Reader *reader = data;
    if (reader->reading->why || reader->depth == 0)
        return;
    if (reader->text_depth == reader->depth) {
        Str text = str_trim(str_builder_text(&reader->text));
        if (!reader->item_depth)
            reader->reading->title = text;
        else if (!reader->texts[reader->kind].len)
            reader->texts[reader->kind] = text;
        reader->text_depth = 0;
    } else if (reader->text_depth && reader->kind != TEXT_AUTHOR && reader->text.len < VALUE_MAX) {
        str_builder_printf(&reader->text, "</%s>", local(name));
    } else if (reader->item_depth == reader->depth) {
        end_item(reader);
    }
    reader->depth--;
}

static void XMLCALL on_entity(void *data, const XML_Char *name, int is_parameter,
                              const XML_Char *value, int value_len, const XML_Char *base,
                              const XML_Char *system, const XML_Char *public,
                              const XML_Char *notation) {
    (void)name, (void)is_parameter, (void)value, (void)value_len, (void)base, (void)system;
    (void)public, (void)notation;
    stop(data, "it declares an entity, which no feed needs");
}

void feed_xml_read(FeedReading *reading, Str text) {
    Diagnostics ignored = diagnostics_create(reading->arena, (Str){0}, text);
    if (!xml_limits_has_ends(text, 0, &ignored)) {
        reading->why = "it has a tag or a text without an end";
        return;
    }
    Reader reader = {.reading = reading,
                     .parser = XML_ParserCreate("UTF-8"),
                     .elements_max = xml_limits_elements(text)};
    if (!reader.parser)
        abort();
    XML_SetUserData(reader.parser, &reader);
    XML_SetElementHandler(reader.parser, on_start, on_end);
    XML_SetCharacterDataHandler(reader.parser, on_text);
    XML_SetEntityDeclHandler(reader.parser, on_entity);
    enum XML_Status status = XML_Parse(reader.parser, text.s, (int)text.len, XML_TRUE);
    if (status != XML_STATUS_OK && !reading->why)
        reading->why = str_printf(reading->arena, "its XML is broken in line %lu: %s",
                                  (unsigned long)xml_place_line(reader.parser),
                                  XML_ErrorString(XML_GetErrorCode(reader.parser)))
                           .s;
    XML_ParserFree(reader.parser);
}
