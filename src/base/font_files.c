#include "base/font_files.h"

static const char *const USES[] = {
    [FONT_FILES_HEADING] = "heading", [FONT_FILES_TEXT] = "text", [FONT_FILES_DIGITS] = "digits"};
_Static_assert(countof(USES) == FONT_FILES_COUNT, "a name for each use");
static const char *const WEIGHTS[] = {"regular", "medium", "semibold", "bold"};
_Static_assert(countof(WEIGHTS) == FONT_FILES_WEIGHTS, "a name for each weight");

const char *font_files_use_name(FontFilesUse use) {
    return USES[use];
}

const char *font_files_weight_name(size_t weight) {
    return WEIGHTS[weight];
}

/* Index of the key among the names; `count` with a diagnostic. */
static size_t choice(Arena *arena, const NodeEntry *entry, const char *where,
                     const char *const *names, size_t count, Diagnostics *diagnostics) {
    Str *known = arena_new(arena, Str, count);
    for (size_t i = 0; i < count; i++) {
        known[i] = str_from(names[i]);
        if (str_equal(entry->key, known[i]))
            return i;
    }
    const Str *nearest = str_nearest(entry->key, known, count);
    diagnostics_add(diagnostics, SEVERITY_WARNING, "unknown-key", entry->key_at,
                    nearest ? arena_printf(arena, "did you mean \"%.*s\"?", str_arg(*nearest))
                            : NULL,
                    "%s has no key \"%.*s\"", where, str_arg(entry->key));
    return count;
}

static void read_file(const Node *node, size_t weight, FontFiles *out, Diagnostics *diagnostics) {
    if (node->kind != NODE_SCALAR || node->scalar.len == 0) {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "bad-font", node->at,
                        "write a file, or files by weight: {regular: A.otf, bold: A-Bold.otf}",
                        "this is not the name of a font's file");
        return;
    }
    out->is_said = true;
    out->files[weight] = node->scalar;
    out->at[weight] = node->at;
}

static void read_font(Arena *arena, const Node *node, FontFiles *out, Diagnostics *diagnostics) {
    if (node->kind != NODE_MAP)
        read_file(node, 0, out, diagnostics);
    for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++) {
        size_t weight =
            choice(arena, &node->entries[i], "a font", WEIGHTS, FONT_FILES_WEIGHTS, diagnostics);
        if (weight < FONT_FILES_WEIGHTS)
            read_file(node->entries[i].value, weight, out, diagnostics);
    }
}

void font_files_read(Arena *arena, const Node *map, const char *whose,
                     FontFiles out[FONT_FILES_COUNT], Diagnostics *diagnostics) {
    for (size_t i = 0; i < FONT_FILES_COUNT; i++)
        out[i] = (FontFiles){0};
    if (map && !node_is_null(map) && map->kind != NODE_MAP)
        diagnostics_add(diagnostics, SEVERITY_ERROR, "bad-font", map->at,
                        "write them by what they are for: {heading: A.otf}",
                        "%s is a map of heading, text and digits", whose);
    for (size_t i = 0; map && map->kind == NODE_MAP && i < map->count; i++) {
        const NodeEntry *entry = &map->entries[i];
        size_t use = choice(arena, entry, whose, USES, FONT_FILES_COUNT, diagnostics);
        if (use == FONT_FILES_COUNT)
            continue;
        out[use] = (FontFiles){0}; /* a key may stand there twice: the last one holds */
        read_font(arena, entry->value, &out[use], diagnostics);
    }
}
