#include "scene/theme.h"

#include <math.h>
#include <stdlib.h>

#include "base/color.h"
#include "base/document.h"

static const char *const COLOR_NAMES[] = {
    [COLOR_BACKGROUND] = "background",
    [COLOR_BACKGROUND_FROM] = "background_from",
    [COLOR_PANEL] = "panel",
    [COLOR_LINE] = "line",
    [COLOR_TEXT] = "text",
    [COLOR_MUTED] = "muted",
    [COLOR_DIM] = "dim",
    [COLOR_ACCENT] = "accent",
    [COLOR_ON_ACCENT] = "on_accent",
    [COLOR_NEXT] = "next",
    [COLOR_GOLD] = "gold",
    [COLOR_TILE] = "tile",
    [COLOR_ON_TILE] = "on_tile",
    [COLOR_INFO] = "info",
    [COLOR_ON_INFO] = "on_info",
    [COLOR_WARNING] = "warning",
    [COLOR_ON_WARNING] = "on_warning",
    [COLOR_EMERGENCY] = "emergency",
    [COLOR_ON_EMERGENCY] = "on_emergency",
    [COLOR_TEST] = "test",
    [COLOR_ON_TEST] = "on_test",
};
_Static_assert(countof(COLOR_NAMES) == COLOR_COUNT, "a name for each colour role");

static const char *const TYPE_NAMES[] = {
    [TYPE_HERO] = "hero",       [TYPE_TITLE] = "title",       [TYPE_CLOCK] = "clock",
    [TYPE_HEADING] = "heading", [TYPE_SUBTITLE] = "subtitle", [TYPE_LEAD] = "lead",
    [TYPE_ITEM] = "item",       [TYPE_BODY] = "body",         [TYPE_SMALL] = "small",
    [TYPE_TINY] = "tiny",
};
_Static_assert(countof(TYPE_NAMES) == TYPE_COUNT, "a name for each type role");

/* Texts and what they stand on: each pair must keep WCAG's 4.5:1. */
static const struct {
    ColorRole text, ground;
} PAIRS[] = {
    {COLOR_TEXT, COLOR_BACKGROUND},
    {COLOR_TEXT, COLOR_BACKGROUND_FROM},
    {COLOR_TEXT, COLOR_PANEL},
    {COLOR_MUTED, COLOR_BACKGROUND},
    {COLOR_MUTED, COLOR_BACKGROUND_FROM},
    {COLOR_MUTED, COLOR_PANEL},
    {COLOR_DIM, COLOR_BACKGROUND},
    {COLOR_ACCENT, COLOR_BACKGROUND},
    {COLOR_ON_ACCENT, COLOR_ACCENT},
    {COLOR_NEXT, COLOR_BACKGROUND},
    {COLOR_GOLD, COLOR_BACKGROUND},
    {COLOR_ON_TILE, COLOR_TILE},
    {COLOR_ON_INFO, COLOR_INFO},
    {COLOR_ON_WARNING, COLOR_WARNING},
    {COLOR_ON_EMERGENCY, COLOR_EMERGENCY},
    {COLOR_ON_TEST, COLOR_TEST},
};

static const Theme DARK = {
    .name = {"dark", 4},
    .colors =
        {
            [COLOR_BACKGROUND] = 0xFF0B1014,   [COLOR_BACKGROUND_FROM] = 0xFF111A21,
            [COLOR_PANEL] = 0xFF151F27,        [COLOR_LINE] = 0xFF2A3843,
            [COLOR_TEXT] = 0xFFF4F1E9,         [COLOR_MUTED] = 0xFFA3B2BB,
            [COLOR_DIM] = 0xFF778A96,          [COLOR_ACCENT] = 0xFFF2553D,
            [COLOR_ON_ACCENT] = 0xFF1A0805,    [COLOR_NEXT] = 0xFF43BCA3,
            [COLOR_GOLD] = 0xFFECB64F,         [COLOR_TILE] = 0xFFF6F3EC,
            [COLOR_ON_TILE] = 0xFF101820,      [COLOR_INFO] = 0xFF1D5A50,
            [COLOR_ON_INFO] = 0xFFF4F1E9,      [COLOR_WARNING] = 0xFFECB64F,
            [COLOR_ON_WARNING] = 0xFF1B1303,   [COLOR_EMERGENCY] = 0xFFC81E12,
            [COLOR_ON_EMERGENCY] = 0xFFFFFFFF, [COLOR_TEST] = 0xFF2B4C8C,
            [COLOR_ON_TEST] = 0xFFFFFFFF,
        },
    .sizes =
        {
            [TYPE_HERO] = 120,
            [TYPE_TITLE] = 92,
            [TYPE_CLOCK] = 76,
            [TYPE_HEADING] = 64,
            [TYPE_SUBTITLE] = 46,
            [TYPE_LEAD] = 40,
            [TYPE_ITEM] = 38,
            [TYPE_BODY] = 34,
            [TYPE_SMALL] = 28,
            [TYPE_TINY] = 24,
        },
    .radius = 14,
    .margin = 96,
    .gutter = 48,
    .mark = {"images/mark.svg", 15},
    .pattern = {"images/lattice.svg", 18},
    .pattern_opacity = 0.07f,
};

const Theme *theme_builtin(void) {
    return &DARK;
}

/* ---- loading -------------------------------------------------------------------------------- */

typedef struct {
    Arena *arena;
    Diagnostics *diagnostics;
} Loading;

static bool parse_color(Str text, Color *out) {
    uint32_t rgb;
    bool is_color = color_parse(text, &rgb);
    if (is_color)
        *out = 0xFF000000 | rgb;
    return is_color;
}

static bool parse_number(const Node *node, float least, float most, float *out) {
    char buffer[32];
    if (!node || node->kind != NODE_SCALAR || node->scalar.len == 0 ||
        node->scalar.len >= sizeof buffer)
        return false;
    for (size_t i = 0; i < node->scalar.len; i++)
        buffer[i] = node->scalar.s[i];
    buffer[node->scalar.len] = 0;
    char *end;
    float value = strtof(buffer, &end);
    if (*end || !(value >= least && value <= most))
        return false;
    *out = value;
    return true;
}

static void unknown_key(Loading *l, const NodeEntry *entry, const char *where,
                        const char *const *names, size_t count) {
    Str *known = arena_new(l->arena, Str, count);
    for (size_t i = 0; i < count; i++)
        known[i] = str_from(names[i]);
    const Str *nearest = str_nearest(entry->key, known, count);
    const char *hint =
        nearest ? arena_printf(l->arena, "did you mean \"%.*s\"?", str_arg(*nearest)) : NULL;
    diagnostics_add(l->diagnostics, SEVERITY_WARNING, "unknown-key", entry->key_at, hint,
                    "%s has no key \"%.*s\"", where, str_arg(entry->key));
}

static size_t index_of(Str name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (str_equal_c(name, names[i]))
            return i;
    return count;
}

static void load_colors(Loading *l, const Node *map, Theme *theme) {
    for (size_t i = 0; map && map->kind == NODE_MAP && i < map->count; i++) {
        const NodeEntry *entry = &map->entries[i];
        size_t role = index_of(entry->key, COLOR_NAMES, COLOR_COUNT);
        if (role == COLOR_COUNT)
            unknown_key(l, entry, "colors", COLOR_NAMES, COLOR_COUNT);
        else if (entry->value->kind != NODE_SCALAR ||
                 !parse_color(entry->value->scalar, &theme->colors[role]))
            diagnostics_add(l->diagnostics, SEVERITY_ERROR, "bad-color", entry->value->at,
                            "write it as \"#rrggbb\", in quotes", "%s is not a colour",
                            COLOR_NAMES[role]);
    }
}

static void load_sizes(Loading *l, const Node *map, Theme *theme) {
    for (size_t i = 0; map && map->kind == NODE_MAP && i < map->count; i++) {
        const NodeEntry *entry = &map->entries[i];
        size_t role = index_of(entry->key, TYPE_NAMES, TYPE_COUNT);
        if (role == TYPE_COUNT)
            unknown_key(l, entry, "sizes", TYPE_NAMES, TYPE_COUNT);
        else if (!parse_number(entry->value, 24, 400, &theme->sizes[role]))
            diagnostics_add(l->diagnostics, SEVERITY_ERROR, "bad-size", entry->value->at,
                            "write the size on a screen of 1080 rows",
                            "%s is not a size from 24 to 400", TYPE_NAMES[role]);
    }
}

/* The place of a colour in the file, for messages about it. */
static Position color_at(const Node *colors, ColorRole role) {
    const Node *node = node_get(colors, COLOR_NAMES[role]);
    return node ? node->at : (Position){0};
}

static void check_contrast(Loading *l, const Node *colors, const Theme *theme) {
    for (size_t i = 0; i < countof(PAIRS); i++) {
        ColorRole text = PAIRS[i].text, ground = PAIRS[i].ground;
        float ratio = color_contrast(theme->colors[text], theme->colors[ground]);
        if (ratio >= 4.5f)
            continue;
        Position at = color_at(colors, text);
        if (at.line == 0)
            at = color_at(colors, ground);
        diagnostics_add(l->diagnostics, SEVERITY_WARNING, "low-contrast", at,
                        "make one of them lighter or darker",
                        "%s on %s has a contrast of %.1f:1; 4.5:1 is needed to be read from afar",
                        COLOR_NAMES[text], COLOR_NAMES[ground], (double)ratio);
    }
}

const Theme *theme_load(Arena *arena, Str source, Diagnostics *diagnostics) {
    static const char *const KEYS[] = {"name",   "colors", "sizes",   "radius",         "margin",
                                       "gutter", "mark",   "pattern", "pattern_opacity"};
    Loading l = {.arena = arena, .diagnostics = diagnostics};
    Theme *theme = arena_new(arena, Theme, 1);
    *theme = DARK;
    const Node *root = document_parse(arena, source, diagnostics);
    if (!root)
        return theme;
    if (root->kind != NODE_MAP) {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "not-a-theme", root->at,
                        "begin with \"colors:\"", "this is not a theme");
        return theme;
    }
    const struct {
        const char *key;
        float least, most;
        float *out;
    } numbers[] = {
        {"radius", 0, 100, &theme->radius},
        {"margin", 16, 300, &theme->margin},
        {"gutter", 8, 200, &theme->gutter},
        {"pattern_opacity", 0, 1, &theme->pattern_opacity},
    };
    const struct {
        const char *key;
        Str *out;
    } texts[] = {{"name", &theme->name}, {"mark", &theme->mark}, {"pattern", &theme->pattern}};
    for (size_t i = 0; i < root->count; i++)
        if (index_of(root->entries[i].key, KEYS, countof(KEYS)) == countof(KEYS))
            unknown_key(&l, &root->entries[i], "the theme", KEYS, countof(KEYS));
    for (size_t i = 0; i < countof(numbers); i++) {
        const Node *node = node_get(root, numbers[i].key);
        if (node && !parse_number(node, numbers[i].least, numbers[i].most, numbers[i].out))
            diagnostics_add(diagnostics, SEVERITY_ERROR, "bad-number", node->at, NULL,
                            "%s is not a number from %g to %g", numbers[i].key,
                            (double)numbers[i].least, (double)numbers[i].most);
    }
    for (size_t i = 0; i < countof(texts); i++) {
        const Node *node = node_get(root, texts[i].key);
        if (node && node->kind == NODE_SCALAR)
            *texts[i].out = node_is_null(node) ? (Str){0} : node->scalar;
    }
    const Node *colors = node_get(root, "colors");
    load_colors(&l, colors, theme);
    load_sizes(&l, node_get(root, "sizes"), theme);
    check_contrast(&l, colors, theme);
    return theme;
}

/* Relative luminance, WCAG 2.2. */
static float luminance(Color color) {
    float linear[3];
    for (int i = 0; i < 3; i++) {
        float c = (float)(color >> (16 - 8 * i) & 0xFF) / 255;
        linear[i] = c <= 0.04045f ? c / 12.92f : powf((c + 0.055f) / 1.055f, 2.4f);
    }
    return 0.2126f * linear[0] + 0.7152f * linear[1] + 0.0722f * linear[2];
}

float color_contrast(Color a, Color b) {
    float la = luminance(a), lb = luminance(b);
    return la > lb ? (la + 0.05f) / (lb + 0.05f) : (lb + 0.05f) / (la + 0.05f);
}
