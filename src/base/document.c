/* document.c: a YAML file as a tree with positions, out of libyaml's events.
 *
 * The text is read twice: once for its syntax, mending and reading again as long as that is
 * possible, and once for the tree. */
#include "base/document.h"

#include <string.h>

#include "base/ascii.h"
#include "base/decode.h"
#include "base/document_errors.h"
#include "base/word_table.h"

enum { NODES_MAX = 400 * 1000 };

typedef struct {
    Arena *arena;   /* the tree */
    Arena *scratch; /* dropped at the end */
    Diagnostics *diagnostics;
    DocumentText *text;
    yaml_parser_t parser;
    yaml_event_t event;   /* the one that is being looked at */
    int32_t refused_line; /* where an anchor, alias or tag was last refused */
} YamlReader;

static void start(yaml_parser_t *parser, const DocumentText *text) {
    if (!yaml_parser_initialize(parser))
        arena_alloc(text->arena, SIZE_MAX, 1, 2); /* out of memory: ends the process */
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(parser, (const unsigned char *)text->text.s, text->text.len);
}

/* ---- first reading: syntax ---- */

typedef enum { CHECK_FINE, CHECK_AGAIN, CHECK_FAILED } CheckResult;

static CheckResult check_event(DocumentText *text, const yaml_event_t *event, size_t *depth,
                               size_t *nodes, Diagnostics *diagnostics) {
    Position at = document_position(text, event->start_mark, event->start_mark);
    bool is_fatal = false;
    switch (event->type) {
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        ++*nodes;
        if (++*depth > DOCUMENT_DEPTH_MAX) {
            diagnostics_add(diagnostics, SEVERITY_ERROR, "too-deep", at, NULL,
                            "lists and maps are nested more than %d deep", DOCUMENT_DEPTH_MAX);
            return CHECK_FAILED;
        }
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        --*depth;
        break;
    case YAML_SCALAR_EVENT:
        ++*nodes;
        if (document_explain_scalar(text, event, diagnostics, &is_fatal))
            return CHECK_AGAIN;
        if (is_fatal)
            return CHECK_FAILED;
        break;
    default:
        break;
    }
    if (*nodes > NODES_MAX) {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "too-large", at, NULL,
                        "the file has more than %d entries", NODES_MAX);
        return CHECK_FAILED;
    }
    return CHECK_FINE;
}

/* Reads until something is wrong or the first document has ended. */
static CheckResult check_syntax(DocumentText *text, Diagnostics *diagnostics) {
    yaml_parser_t parser;
    start(&parser, text);
    CheckResult result = CHECK_FINE;
    size_t depth = 0, nodes = 0;
    for (bool is_done = false; !is_done && result == CHECK_FINE;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            result =
                document_explain_error(text, &parser, diagnostics) ? CHECK_AGAIN : CHECK_FAILED;
            break;
        }
        is_done = event.type == YAML_STREAM_END_EVENT;
        result = check_event(text, &event, &depth, &nodes, diagnostics);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return result;
}

/* ---- second reading: the tree ---- */

static yaml_event_type_t next(YamlReader *reader) {
    yaml_event_delete(&reader->event);
    if (!yaml_parser_parse(&reader->parser, &reader->event))
        return YAML_NO_EVENT; /* cannot be: the syntax was checked */
    return reader->event.type;
}

static Position event_position(const YamlReader *reader) {
    return document_position(reader->text, reader->event.start_mark, reader->event.end_mark);
}

/* What stands in the file for the event. */
static Str event_source(const YamlReader *reader) {
    size_t from = document_offset(reader->text, reader->event.start_mark);
    size_t to = document_offset(reader->text, reader->event.end_mark);
    Str raw = str_trim(str_slice(reader->text->text, from, to > from ? to - from : 0));
    return document_unhide(reader->scratch, reader->text, raw);
}

/* Anchors, aliases and tags are refused. Mostly a person wrote "&" or "*" or "!" and meant it, so
 * a scalar keeps the text as written. */
static void refuse(YamlReader *reader, const char *code, const char *what) {
    Position at = event_position(reader);
    if (reader->refused_line == at.line)
        return;
    reader->refused_line = at.line;
    Str raw = event_source(reader);
    bool is_text =
        reader->event.type == YAML_SCALAR_EVENT || reader->event.type == YAML_ALIAS_EVENT;
    bool is_short = reader->event.start_mark.line == reader->event.end_mark.line && raw.len < 60;
    char quote = str_find(raw, "\"") == SIZE_MAX ? '"' : '\'';
    const char *hint =
        !is_text ? "write the value out wherever it is needed"
        : is_short && raw.len > 1
            ? arena_printf(reader->scratch, "if it is a text, put it in quotes: %c%.*s%c", quote,
                           str_arg(raw), quote)
            : "if it is a text, put it in quotes";
    at.span = 1;
    diagnostics_add(reader->diagnostics, SEVERITY_ERROR, code, at, hint,
                    "a value that begins with %c is %s for YAML, which is not used here",
                    raw.len ? raw.s[0] : '?', what);
}

static bool refuse_properties(YamlReader *reader, const yaml_char_t *anchor,
                              const yaml_char_t *tag) {
    if (anchor)
        refuse(reader, "anchor", "an anchor");
    else if (tag)
        refuse(reader, "tag", "a tag");
    return anchor || tag;
}

/* " #" cuts a plain text, which nobody notices: a word right behind the sign tells that it was no
 * comment. */
static void warn_of_cut(YamlReader *reader) {
    size_t offset = document_offset(reader->text, reader->event.end_mark);
    Str line = document_line(reader->text, reader->event.end_mark.line);
    size_t from = offset - reader->text->starts[reader->event.end_mark.line];
    size_t hash = from;
    while (hash < line.len && line.s[hash] == ' ')
        hash++;
    if (hash == from || hash + 1 >= line.len || line.s[hash] != '#')
        return;
    char c = line.s[hash + 1];
    bool is_word = ascii_is_digit(c) || ascii_is_letter(c) || (c & 0x80);
    if (!is_word)
        return;
    yaml_mark_t mark = reader->event.end_mark;
    mark.column += hash - from;
    Str cut = str_trim(str_slice(line, hash, line.len));
    Str kept = event_source(reader);
    diagnostics_add(reader->diagnostics, SEVERITY_WARNING, "cut-by-hash",
                    document_position(reader->text, mark, mark),
                    arena_printf(reader->scratch,
                                 "if it belongs to the text, put it in quotes: \"%.*s%s%.*s\"; "
                                 "else write a space after #",
                                 str_arg(kept), kept.len ? " " : "", str_arg(cut)),
                    "\"%.*s\" is taken for a comment", str_arg(cut));
}

static const Node *build_scalar(YamlReader *reader) {
    Node *node = arena_new(reader->arena, Node, 1);
    node->kind = NODE_SCALAR;
    node->at = event_position(reader);
    if (reader->event.type == YAML_ALIAS_EVENT) {
        refuse(reader, "alias", "an alias");
        node->scalar = str_copy(reader->arena, event_source(reader));
        node->is_quoted = true;
        return node;
    }
    const yaml_char_t *tag = reader->event.data.scalar.tag;
    yaml_scalar_style_t style = reader->event.data.scalar.style;
    if (refuse_properties(reader, reader->event.data.scalar.anchor, tag)) {
        node->scalar = str_copy(reader->arena, event_source(reader));
        node->is_quoted = true;
        return node;
    }
    Str value = {.s = (const char *)reader->event.data.scalar.value,
                 .len = reader->event.data.scalar.length};
    node->scalar = str_copy(reader->arena, document_unhide(reader->scratch, reader->text, value));
    node->is_quoted = style != YAML_PLAIN_SCALAR_STYLE;
    if (!node->is_quoted)
        warn_of_cut(reader);
    return node;
}

static const Node *build(YamlReader *reader);

static const Node *build_list(YamlReader *reader) {
    Node *node = arena_new(reader->arena, Node, 1);
    node->kind = NODE_LIST;
    node->at = event_position(reader);
    refuse_properties(reader, reader->event.data.sequence_start.anchor,
                      reader->event.data.sequence_start.tag);
    const Node **items = NULL;
    size_t count = 0, capacity = 0;
    for (yaml_event_type_t type = next(reader);
         type != YAML_SEQUENCE_END_EVENT && type != YAML_NO_EVENT; type = next(reader)) {
        const Node *item = build(reader);
        *(const Node **)arena_push(reader->arena, &items, &count, &capacity, sizeof *items,
                                   _Alignof(const Node *)) = item;
    }
    node->items = items;
    node->count = count;
    return node;
}

/* In {a: one, two} the comma was meant as text; "two" has become a key with no colon. */
static bool is_key_without_colon(const YamlReader *reader, bool is_flow) {
    if (!is_flow)
        return false;
    size_t i = document_offset(reader->text, reader->event.end_mark);
    Str text = reader->text->text;
    while (i < text.len && (text.s[i] == ' ' || text.s[i] == '\n'))
        i++;
    return i < text.len && (text.s[i] == ',' || text.s[i] == '}');
}

typedef enum { KEY_GOOD, KEY_SKIP } KeyState;

/* Looks at the key event, fills in `entry`, and says whether the entry counts. */
/* "en B" among the languages of a text lacks its colon; else it is the rest of a text. */
static const char *cut_hint(YamlReader *reader, Str key) {
    bool is_language = key.len > 3 && key.s[2] == ' ' && ascii_is_letter(key.s[0]) &&
                       ascii_is_letter(key.s[1]) && key.s[0] >= 'a' && key.s[1] >= 'a';
    return is_language
               ? arena_printf(reader->arena,
                              "write %.2s: %.*s if that is a language; a text with a comma must "
                              "stand in quotes in {…}",
                              key.s, str_arg(str_slice(key, 3, key.len)))
               : "in {…} a text with a comma must stand in quotes";
}

static KeyState read_key(YamlReader *reader, NodeEntry *entry, bool is_flow) {
    entry->key_at = event_position(reader);
    if (reader->event.type != YAML_SCALAR_EVENT && reader->event.type != YAML_ALIAS_EVENT) {
        diagnostics_add(reader->diagnostics, SEVERITY_ERROR, "bad-key", entry->key_at,
                        "if it is a text, put it in quotes", "a key must be a word, not a list");
        build(reader);
        return KEY_SKIP;
    }
    if (reader->event.type == YAML_ALIAS_EVENT ||
        refuse_properties(reader, reader->event.data.scalar.anchor,
                          reader->event.data.scalar.tag)) {
        if (reader->event.type == YAML_ALIAS_EVENT)
            refuse(reader, "alias", "an alias");
        return KEY_SKIP;
    }
    Str value = {.s = (const char *)reader->event.data.scalar.value,
                 .len = reader->event.data.scalar.length};
    entry->key = str_copy(reader->arena, document_unhide(reader->scratch, reader->text, value));
    bool is_plain = reader->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (is_plain && is_key_without_colon(reader, is_flow)) {
        diagnostics_add(reader->diagnostics, SEVERITY_WARNING, "cut-by-comma", entry->key_at,
                        cut_hint(reader, entry->key),
                        "\"%.*s\" is a key without a value: the comma before it ended the text",
                        str_arg(entry->key));
        return KEY_SKIP;
    }
    size_t colon = str_find(entry->key, "\xEF\xBC\x9A");
    if (is_plain && colon != SIZE_MAX && colon > 0 && !(entry->key.s[0] & 0x80)) {
        diagnostics_add(reader->diagnostics, SEVERITY_ERROR, "fullwidth-colon", entry->key_at,
                        arena_printf(reader->scratch, "write \"%.*s: \"", (int)colon, entry->key.s),
                        "the colon after \"%.*s\" is the full-width one (U+FF1A)", (int)colon,
                        entry->key.s);
        return KEY_SKIP;
    }
    return KEY_GOOD;
}

enum { FEW_ENTRIES = 8 }; /* as nearly all maps have */

static bool has_repeated(const NodeEntry *entries, size_t count) {
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (str_equal(entries[i].key, entries[k].key))
                return true;
    return false;
}

/* Takes earlier entries with a repeated key out; the last one wins. */
static size_t drop_repeated(YamlReader *reader, NodeEntry *entries, size_t count) {
    if (count <= FEW_ENTRIES && !has_repeated(entries, count))
        return count;
    WordTable seen = {.arena = reader->scratch}; /* the last entry with that key */
    bool *is_dropped = arena_new(reader->scratch, bool, count);
    for (size_t i = 0; i < count; i++) {
        Str key = entries[i].key;
        size_t earlier = word_table_get(&seen, key, SIZE_MAX);
        if (earlier != SIZE_MAX) {
            is_dropped[earlier] = true;
            diagnostics_add(reader->diagnostics, SEVERITY_WARNING, "duplicate-key",
                            entries[i].key_at, "delete one of the two; the later one counts",
                            "\"%.*s\" stands here again; the first one is in line %d", str_arg(key),
                            (int)entries[earlier].key_at.line);
        }
        word_table_put(&seen, key, i);
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!is_dropped[i])
            entries[kept++] = entries[i];
    return kept;
}

static const Node *build_map(YamlReader *reader) {
    Node *node = arena_new(reader->arena, Node, 1);
    node->kind = NODE_MAP;
    node->at = event_position(reader);
    bool is_flow = reader->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    refuse_properties(reader, reader->event.data.mapping_start.anchor,
                      reader->event.data.mapping_start.tag);
    /* Few are kept in as much memory as they take: a file of short sessions is full of them. */
    NodeEntry few[FEW_ENTRIES], *entries = few;
    size_t count = 0, capacity = FEW_ENTRIES;
    for (yaml_event_type_t type = next(reader);
         type != YAML_MAPPING_END_EVENT && type != YAML_NO_EVENT; type = next(reader)) {
        NodeEntry entry = {0};
        KeyState state = read_key(reader, &entry, is_flow);
        next(reader);
        entry.value = build(reader);
        if (state == KEY_GOOD)
            *(NodeEntry *)arena_push(reader->arena, &entries, &count, &capacity, sizeof *entries,
                                     _Alignof(NodeEntry)) = entry;
    }
    node->count = drop_repeated(reader, entries, count);
    if (entries == few) {
        entries = arena_new(reader->arena, NodeEntry, node->count);
        memcpy(entries, few, node->count * sizeof *entries);
    }
    node->entries = entries;
    return node;
}

/* The node that begins with the current event. Recursion is bounded by DOCUMENT_DEPTH_MAX. */
static const Node *build(YamlReader *reader) {
    if (reader->event.type == YAML_SEQUENCE_START_EVENT)
        return build_list(reader);
    if (reader->event.type == YAML_MAPPING_START_EVENT)
        return build_map(reader);
    return build_scalar(reader);
}

static const Node *build_document(YamlReader *reader) {
    start(&reader->parser, reader->text);
    const Node *root = NULL;
    for (yaml_event_type_t type = next(reader);
         type != YAML_STREAM_END_EVENT && type != YAML_NO_EVENT; type = next(reader)) {
        if (type != YAML_DOCUMENT_START_EVENT)
            continue;
        if (root) {
            diagnostics_add(reader->diagnostics, SEVERITY_ERROR, "several-documents",
                            event_position(reader),
                            "delete the line with --- and everything that does not belong here",
                            "a second document begins; what follows is not read");
            break;
        }
        next(reader);
        root = build(reader);
    }
    yaml_event_delete(&reader->event);
    yaml_parser_delete(&reader->parser);
    return root;
}

const Node *document_parse(Arena *arena, Str source, Diagnostics *diagnostics) {
    Str clean = decode_text(source, diagnostics);
    if (str_trim(clean).len == 0)
        return NULL;
    Arena *scratch = arena_create();
    DocumentText text = document_text_create(scratch, clean);
    CheckResult result;
    do
        result = check_syntax(&text, diagnostics);
    while (result == CHECK_AGAIN);

    const Node *root = NULL;
    if (result == CHECK_FINE) {
        YamlReader reader = {
            .arena = arena, .scratch = scratch, .diagnostics = diagnostics, .text = &text};
        root = build_document(&reader);
    }
    arena_free(scratch);
    return root;
}

const Node *node_get(const Node *map, const char *key) {
    if (!map || map->kind != NODE_MAP)
        return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (str_equal_c(map->entries[i].key, key))
            return map->entries[i].value;
    return NULL;
}

bool node_is_null(const Node *node) {
    return node->kind == NODE_SCALAR && !node->is_quoted &&
           (node->scalar.len == 0 || str_equal_c(node->scalar, "~"));
}
