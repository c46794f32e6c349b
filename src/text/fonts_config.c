/* fonts_config.c: reads fonts.yaml; see fonts/fonts.yaml for what it may say. */
#include "text/fonts_config.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/document.h"

static const char *const ROLE_NAMES[] = {"display",      "body",          "mono",
                                         "text",         "digits",        "overlay_heading",
                                         "overlay_text", "overlay_digits"};
static const char *const WEIGHT_NAMES[] = {"regular", "medium", "semibold", "bold"};
static_assert(countof(ROLE_NAMES) == FONT_ROLE_COUNT, "a name for each role");
static_assert(countof(WEIGHT_NAMES) == WEIGHT_COUNT, "a name for each weight");

const char *font_role_name(FontRole role) {
    return ROLE_NAMES[role];
}

const char *font_weight_name(FontWeight weight) {
    return WEIGHT_NAMES[weight];
}

FontRole font_role_usual(FontRole role) {
    switch (role) {
    case FONT_TEXT:
    case FONT_DIGITS:
    case FONT_OVERLAY_HEADING:
        return FONT_DISPLAY;
    case FONT_OVERLAY_TEXT:
        return FONT_TEXT;
    case FONT_OVERLAY_DIGITS:
        return FONT_DIGITS;
    case FONT_DISPLAY:
    case FONT_BODY:
    case FONT_MONO:
    case FONT_ROLE_COUNT:
        break;
    }
    return role;
}

typedef struct {
    Arena *arena;
    Diagnostics *diagnostics;
    FontsConfig *config;
    const FontsConfig *builtin;
    const Node *fallback; /* a list of families that ends every chain; may be NULL */
} FontsConfigReader;

static void unknown_key(FontsConfigReader *reader, const NodeEntry *entry, const char *where,
                        const char *const *known, size_t known_count) {
    Str names[16];
    for (size_t i = 0; i < known_count; i++)
        names[i] = str_from(known[i]);
    const Str *nearest = str_nearest(entry->key, names, known_count);
    const char *hint =
        nearest ? arena_printf(reader->arena, "did you mean \"%.*s\"?", str_arg(*nearest)) : NULL;
    diagnostics_add(reader->diagnostics, SEVERITY_WARNING, "unknown-key", entry->key_at, hint,
                    "\"%.*s\" is not known %s", str_arg(entry->key), where);
}

/* A scalar's number, or a diagnostic and `fallback`. */
static double read_number(FontsConfigReader *reader, const Node *node, double least, double most,
                          double fallback) {
    char text[32];
    if (node->kind == NODE_SCALAR && node->scalar.len > 0 && node->scalar.len < sizeof text) {
        memcpy(text, node->scalar.s, node->scalar.len);
        text[node->scalar.len] = '\0';
        char *end;
        double value = strtod(text, &end);
        if (*end == '\0' && value >= least && value <= most)
            return value;
    }
    diagnostics_add(reader->diagnostics, SEVERITY_ERROR, "bad-number", node->at, NULL,
                    "this must be a number from %g to %g", least, most);
    return fallback;
}

static Str read_text(FontsConfigReader *reader, const Node *node) {
    if (node->kind == NODE_SCALAR)
        return str_copy(reader->arena, node->scalar);
    diagnostics_add(reader->diagnostics, SEVERITY_ERROR, "bad-value", node->at, NULL,
                    "this must be a text");
    return (Str){0};
}

/* A list of texts, or one text. */
static const Str *read_texts(FontsConfigReader *reader, const Node *node, size_t *count) {
    if (node->kind != NODE_LIST) {
        Str *one = arena_new(reader->arena, Str, 1);
        *one = read_text(reader, node);
        *count = one->len > 0;
        return one;
    }
    Str *texts = arena_new(reader->arena, Str, node->count);
    *count = 0;
    for (size_t i = 0; i < node->count; i++) {
        Str text = read_text(reader, node->items[i]);
        if (text.len > 0)
            texts[(*count)++] = text;
    }
    return texts;
}

static FontFamily read_family(FontsConfigReader *reader, Str name, Position at, const Node *map) {
    static const char *const KEYS[] = {"package", "features", "scripts",  "face",
                                       "regular", "medium",   "semibold", "bold"};
    FontFamily family = {.name = str_copy(reader->arena, name), .at = at};
    int32_t face = 0;
    if (map->kind != NODE_MAP) {
        diagnostics_add(reader->diagnostics, SEVERITY_ERROR, "bad-value", map->at,
                        "write the files by weight: {regular: My-Regular.otf, bold: My-Bold.otf}",
                        "the family \"%.*s\" must be a map", str_arg(name));
        return family;
    }
    for (size_t i = 0; i < map->count; i++) {
        const NodeEntry *entry = &map->entries[i];
        size_t key = 0;
        while (key < countof(KEYS) && !str_equal_c(entry->key, KEYS[key]))
            key++;
        switch (key) {
        case 0:
            family.package = read_text(reader, entry->value);
            break;
        case 1:
            family.features = read_texts(reader, entry->value, &family.feature_count);
            break;
        case 2:
            family.scripts = read_texts(reader, entry->value, &family.script_count);
            break;
        case 3:
            face = (int32_t)read_number(reader, entry->value, 0, 255, 0);
            break;
        case 4:
        case 5:
        case 6:
        case 7:
            family.files[key - 4].path = read_text(reader, entry->value);
            break;
        default:
            unknown_key(reader, entry, "for a family", KEYS, countof(KEYS));
        }
    }
    bool has_file = false;
    for (size_t i = 0; i < WEIGHT_COUNT; i++) {
        family.files[i].face_index = face;
        has_file = has_file || family.files[i].path.len > 0;
    }
    if (!has_file)
        diagnostics_add(reader->diagnostics, SEVERITY_ERROR, "no-file", at,
                        "name at least one: regular: My-Regular.otf",
                        "the family \"%.*s\" names no file", str_arg(name));
    return family;
}

static void read_families(FontsConfigReader *reader, const Node *map) {
    if (!map || map->kind != NODE_MAP)
        return;
    FontFamily *families = arena_new(reader->arena, FontFamily, map->count);
    for (size_t i = 0; i < map->count; i++)
        families[i] =
            read_family(reader, map->entries[i].key, map->entries[i].key_at, map->entries[i].value);
    reader->config->families = families;
    reader->config->family_count = map->count;
}

/* Adds the families that `list` names to `chain`, each once. */
static void append_chain(FontsConfigReader *reader, const Node *list, size_t *chain,
                         size_t *count) {
    const FontsConfig *config = reader->config;
    for (size_t i = 0; list && list->kind == NODE_LIST && i < list->count; i++) {
        const Node *item = list->items[i];
        size_t family = 0;
        while (family < config->family_count &&
               !str_equal(config->families[family].name, item->scalar))
            family++;
        if (family == config->family_count) {
            Str *names = arena_new(reader->arena, Str, config->family_count);
            for (size_t k = 0; k < config->family_count; k++)
                names[k] = config->families[k].name;
            const Str *nearest = str_nearest(item->scalar, names, config->family_count);
            diagnostics_add(
                reader->diagnostics, SEVERITY_ERROR, "unknown-family", item->at,
                nearest ? arena_printf(reader->arena, "did you mean \"%.*s\"?", str_arg(*nearest))
                        : "describe it under families",
                "the family \"%.*s\" is not among families", str_arg(item->scalar));
            continue;
        }
        bool is_new = true;
        for (size_t k = 0; k < *count; k++)
            is_new = is_new && chain[k] != family;
        if (is_new)
            chain[(*count)++] = family;
    }
}

static FontRoleConfig read_role(FontsConfigReader *reader, FontRole role, const Node *map) {
    static const char *const KEYS[] = {"families", "line_height", "ascent", "descent"};
    FontRoleConfig config = {.line_height = reader->builtin->roles[role].line_height};
    size_t *chain = arena_new(reader->arena, size_t, reader->config->family_count);
    for (size_t i = 0; map && map->kind == NODE_MAP && i < map->count; i++) {
        const NodeEntry *entry = &map->entries[i];
        if (str_equal_c(entry->key, "families"))
            append_chain(reader, entry->value, chain, &config.chain_count);
        else if (str_equal_c(entry->key, "line_height"))
            config.line_height =
                (float)read_number(reader, entry->value, 0.8, 3, config.line_height);
        else if (str_equal_c(entry->key, "ascent"))
            config.ascent = (float)read_number(reader, entry->value, 0.3, 2, 0);
        else if (str_equal_c(entry->key, "descent"))
            config.descent = (float)read_number(reader, entry->value, 0.05, 1, 0);
        else
            unknown_key(reader, entry, "for a role", KEYS, countof(KEYS));
    }
    append_chain(reader, reader->fallback, chain, &config.chain_count);
    config.chain = chain;
    return config;
}

const FontsConfig *fonts_config_parse(Arena *arena, Str source, Diagnostics *diagnostics) {
    static const char *const KEYS[] = {"families", "fallback", "roles"};
    const FontsConfig *builtin = fonts_config_builtin(arena);
    const Node *root = document_parse(arena, source, diagnostics);
    if (!root)
        return builtin;
    if (root->kind != NODE_MAP) {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "bad-value", root->at,
                        "begin with \"families:\"", "this is not a map of fonts");
        return builtin;
    }
    FontsConfigReader reader = {.arena = arena,
                                .diagnostics = diagnostics,
                                .config = arena_new(arena, FontsConfig, 1),
                                .builtin = builtin,
                                .fallback = node_get(root, "fallback")};
    for (size_t i = 0; i < root->count; i++) {
        const NodeEntry *entry = &root->entries[i];
        if (!str_equal_c(entry->key, "families") && !str_equal_c(entry->key, "fallback") &&
            !str_equal_c(entry->key, "roles"))
            unknown_key(&reader, entry, "here", KEYS, countof(KEYS));
    }
    read_families(&reader, node_get(root, "families"));
    const Node *roles = node_get(root, "roles");
    for (size_t role = 0; role < FONT_ROLE_COUNT; role++) {
        FontRole usual = font_role_usual((FontRole)role); /* one that was read before */
        if (usual != role && !node_get(roles, ROLE_NAMES[role])) {
            reader.config->roles[role] = reader.config->roles[usual];
            continue;
        }
        reader.config->roles[role] =
            read_role(&reader, (FontRole)role, node_get(roles, ROLE_NAMES[role]));
        if (reader.config->roles[role].chain_count > 0)
            continue;
        diagnostics_add(diagnostics, SEVERITY_ERROR, "no-families", roles ? roles->at : root->at,
                        NULL, "the role \"%s\" names no families, so the built-in fonts are used",
                        ROLE_NAMES[role]);
        return builtin;
    }
    return reader.config;
}
