#include "scene/theme.h"

#include <assert.h>

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
    [COLOR_DIM] = "past",
    [COLOR_ACCENT] = "now",
    [COLOR_ON_ACCENT] = "on_now",
    [COLOR_NEXT] = "next",
    [COLOR_GOLD] = "gold",
    [COLOR_BRAND] = "event",
    [COLOR_SECOND] = "second",
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

/* What files from before 0.9 call them. */
static const struct {
    const char *name;
    ColorRole role;
} FORMER_NAMES[] = {{"dim", COLOR_DIM}, {"accent", COLOR_ACCENT}, {"on_accent", COLOR_ON_ACCENT}};

static const char *const TYPE_NAMES[] = {
    [TYPE_HERO] = "hero",       [TYPE_TITLE] = "title",       [TYPE_CLOCK] = "clock",
    [TYPE_HEADING] = "heading", [TYPE_SUBTITLE] = "subtitle", [TYPE_LEAD] = "lead",
    [TYPE_ITEM] = "item",       [TYPE_BODY] = "body",         [TYPE_SMALL] = "small",
    [TYPE_TINY] = "tiny",
};
_Static_assert(countof(TYPE_NAMES) == TYPE_COUNT, "a name for each type role");

/* Texts and what they stand on: each pair must keep the theme's contrast. */
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
    {COLOR_DIM, COLOR_BACKGROUND_FROM},
    {COLOR_ACCENT, COLOR_BACKGROUND},
    {COLOR_ACCENT, COLOR_BACKGROUND_FROM},
    {COLOR_ON_ACCENT, COLOR_ACCENT},
    {COLOR_NEXT, COLOR_BACKGROUND},
    {COLOR_NEXT, COLOR_BACKGROUND_FROM},
    {COLOR_GOLD, COLOR_BACKGROUND},
    {COLOR_GOLD, COLOR_BACKGROUND_FROM},
    {COLOR_ON_TILE, COLOR_TILE},
    {COLOR_ON_INFO, COLOR_INFO},
    {COLOR_ON_WARNING, COLOR_WARNING},
    {COLOR_ON_EMERGENCY, COLOR_EMERGENCY},
    {COLOR_ON_TEST, COLOR_TEST},
};

enum { GLOW_ENDS = 5 }; /* where the glow ends the ground has this part of the corner's tint */

static const Theme DARK = {
    .name = {"dark", 4},
    .colors =
        {
            [COLOR_BACKGROUND] = 0xFF0D151A,   [COLOR_BACKGROUND_FROM] = 0xFF162C32,
            [COLOR_PANEL] = 0xFF17222A,        [COLOR_LINE] = 0xFF2C3B46,
            [COLOR_TEXT] = 0xFFF4F1E9,         [COLOR_MUTED] = 0xFFA9B7BF,
            [COLOR_DIM] = 0xFF8E9DA7,          [COLOR_ACCENT] = 0xFFF56E58,
            [COLOR_ON_ACCENT] = 0xFF1A0805,    [COLOR_NEXT] = 0xFF43BCA3,
            [COLOR_GOLD] = 0xFFECB64F,         [COLOR_BRAND] = 0xFF2F8F9D,
            [COLOR_SECOND] = 0xFFECB64F,       [COLOR_TILE] = 0xFFF6F3EC,
            [COLOR_ON_TILE] = 0xFF101820,      [COLOR_INFO] = 0xFF1D5A50,
            [COLOR_ON_INFO] = 0xFFF4F1E9,      [COLOR_WARNING] = 0xFFECB64F,
            [COLOR_ON_WARNING] = 0xFF1B1303,   [COLOR_EMERGENCY] = 0xFFA8150B,
            [COLOR_ON_EMERGENCY] = 0xFFFFFFFF, [COLOR_TEST] = 0xFF2B4C8C,
            [COLOR_ON_TEST] = 0xFFFFFFFF,
        },
    .sizes =
        {
            [TYPE_HERO] = 120,
            [TYPE_TITLE] = 92,
            [TYPE_CLOCK] = 92,
            [TYPE_HEADING] = 64,
            [TYPE_SUBTITLE] = 46,
            [TYPE_LEAD] = 40,
            [TYPE_ITEM] = 38,
            [TYPE_BODY] = 36,
            [TYPE_SMALL] = 28,
            [TYPE_TINY] = 28,
        },
    .type_scale = 1,
    .radius = 16,
    .margin = 96,
    .gutter = 48,
    .contrast = 4.5f,
    .tint = 0.25f,
    .ground = 0xFF0B1014,
    .overlay = {.size = 1, .width = 1300},
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

static size_t index_of(Str name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (str_equal_c(name, names[i]))
            return i;
    return count;
}

/* The role of that name, or COLOR_COUNT. */
static size_t color_role(Str name) {
    for (size_t i = 0; i < countof(FORMER_NAMES); i++)
        if (str_equal_c(name, FORMER_NAMES[i].name))
            return FORMER_NAMES[i].role;
    return index_of(name, COLOR_NAMES, COLOR_COUNT);
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

static void load_colors(Loading *l, const Node *map, Theme *theme) {
    for (size_t i = 0; map && map->kind == NODE_MAP && i < map->count; i++) {
        const NodeEntry *entry = &map->entries[i];
        size_t role = color_role(entry->key);
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

/* ---- fonts -------------------------------------------------------------------------------- */

static const FontRole FONT_ROLES[] = {[FONT_FILES_HEADING] = FONT_DISPLAY,
                                      [FONT_FILES_TEXT] = FONT_TEXT,
                                      [FONT_FILES_DIGITS] = FONT_DIGITS};
static const FontRole OVERLAY_ROLES[] = {[FONT_FILES_HEADING] = FONT_OVERLAY_HEADING,
                                         [FONT_FILES_TEXT] = FONT_OVERLAY_TEXT,
                                         [FONT_FILES_DIGITS] = FONT_OVERLAY_DIGITS};
_Static_assert(countof(FONT_ROLES) == FONT_FILES_COUNT, "a role for each use");
_Static_assert(countof(OVERLAY_ROLES) == FONT_FILES_COUNT, "a role for each use");
_Static_assert((int)FONT_FILES_WEIGHTS == (int)WEIGHT_COUNT, "the same weights");
_Static_assert(THEME_FONTS_MAX == 2 * FONT_FILES_COUNT, "room for both maps");

FontRole theme_overlay_font(FontFilesUse use) {
    return OVERLAY_ROLES[use];
}

void theme_set_font(Theme *theme, FontRole role, const FontFiles *files) {
    size_t at = 0;
    while (at < theme->font_count && theme->fonts[at].role != role)
        at++;
    assert(at < THEME_FONTS_MAX);
    theme->font_count = at < theme->font_count ? theme->font_count : at + 1;
    theme->fonts[at] = (OwnFont){.role = role};
    for (size_t weight = 0; weight < WEIGHT_COUNT; weight++) {
        theme->fonts[at].files[weight] = files->files[weight];
        theme->font_at[at][weight] = files->at[weight];
    }
}

static void take_fonts(Theme *theme, const FontFiles *fonts, const FontRole *roles) {
    for (size_t use = 0; use < FONT_FILES_COUNT; use++)
        if (fonts[use].is_said)
            theme_set_font(theme, roles[use], &fonts[use]);
}

/* The place of a colour in the file, for messages about it. */
static Position color_at(const Node *colors, ColorRole role) {
    for (size_t i = 0; colors && colors->kind == NODE_MAP && i < colors->count; i++)
        if (color_role(colors->entries[i].key) == role)
            return colors->entries[i].value->at;
    return (Position){0};
}

static void check_contrast(Loading *l, const Node *colors, const Theme *theme) {
    for (size_t i = 0; i < countof(PAIRS); i++) {
        ColorRole text = PAIRS[i].text, ground = PAIRS[i].ground;
        float ratio = color_contrast(theme->colors[text], theme->colors[ground]);
        if (ratio >= theme->contrast)
            continue;
        Position at = color_at(colors, text);
        if (at.line == 0)
            at = color_at(colors, ground);
        diagnostics_add(l->diagnostics, SEVERITY_WARNING, "low-contrast", at,
                        "make one of them lighter or darker",
                        "%s on %s has a contrast of %.1f:1; %.3g:1 is needed to be read from afar",
                        COLOR_NAMES[text], COLOR_NAMES[ground], (double)ratio,
                        (double)theme->contrast);
    }
}

/* ---- the ground -----------------------------------------------------------------------------
 */

static bool is_readable(const Theme *theme) {
    for (size_t i = 0; i < countof(PAIRS); i++)
        if ((PAIRS[i].ground == COLOR_BACKGROUND || PAIRS[i].ground == COLOR_BACKGROUND_FROM) &&
            color_contrast(theme->colors[PAIRS[i].text], theme->colors[PAIRS[i].ground]) <
                theme->contrast)
            return false;
    return true;
}

static void mix_ground(Theme *theme, float tint) {
    uint32_t ground = theme->ground & 0xFFFFFF, color = theme->colors[COLOR_BRAND] & 0xFFFFFF;
    theme->colors[COLOR_BACKGROUND] = 0xFF000000 | color_mix(ground, color, tint / GLOW_ENDS);
    theme->colors[COLOR_BACKGROUND_FROM] = 0xFF000000 | color_mix(ground, color, tint);
}

/* With less of the colour where a text would not be read on it; with none where the ground itself
 * is the matter, which check_contrast tells. */
static void tint_ground(Theme *theme) {
    if (theme->has_own_glow) {
        theme->colors[COLOR_BACKGROUND] = theme->ground;
        return;
    }
    enum { STEPS = 20 };
    for (int step = STEPS; step >= 0; step--) {
        mix_ground(theme, theme->tint * (float)step / STEPS);
        if (is_readable(theme))
            return;
    }
}

const Theme *theme_branded(Arena *arena, const Theme *theme, const Brand *brand) {
    Theme *own = arena_new(arena, Theme, 1);
    *own = *theme;
    if (brand->has_color)
        own->colors[COLOR_BRAND] = 0xFF000000 | brand->color;
    if (brand->has_second_color)
        own->colors[COLOR_SECOND] = 0xFF000000 | brand->second_color;
    bool is_light = theme_is_light(theme);
    Str logo = is_light && brand->logo_on_light.len ? brand->logo_on_light : brand->logo;
    if (logo.len)
        own->logo = (ThemePicture){logo, IMAGE_SCHEDULE};
    if (brand->picture.len)
        own->picture = (ThemePicture){brand->picture, IMAGE_SCHEDULE};
    if (brand->overlay) {
        own->overlay = overlay_look_over(&theme->overlay, brand->overlay);
        if (brand->overlay->said & THIRD_SAYS_PICTURE)
            own->plate = (ThemePicture){brand->overlay->picture, IMAGE_SCHEDULE};
    }
    tint_ground(own);
    return own;
}

bool theme_is_light(const Theme *theme) {
    return color_contrast(theme->ground, 0xFF000000) >
           color_contrast(theme->colors[COLOR_TEXT], 0xFF000000);
}

const Theme *theme_load(Arena *arena, Str source, Diagnostics *diagnostics) {
    static const char *const KEYS[] = {"name",   "colors",  "sizes",    "type_scale", "radius",
                                       "margin", "gutter",  "contrast", "tint",       "mark",
                                       "logo",   "pattern", "picture",  "fonts",      "overlay"};
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
    float tint = theme->tint * 100;
    const struct {
        const char *key;
        float least, most;
        float *out;
    } numbers[] = {
        {"radius", 0, 100, &theme->radius},       {"margin", 16, 300, &theme->margin},
        {"gutter", 8, 200, &theme->gutter},       {"type_scale", 1, 1.5f, &theme->type_scale},
        {"contrast", 4.5f, 21, &theme->contrast}, {"tint", 0, 60, &tint},
    };
    const struct {
        const char *key;
        Str *out;
    } texts[] = {{"name", &theme->name},
                 {"mark", &theme->mark.path},
                 {"logo", &theme->logo.path},
                 {"pattern", &theme->pattern.path},
                 {"picture", &theme->picture.path}};
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
    theme->tint = tint / 100;
    const Node *colors = node_get(root, "colors");
    theme->colors[COLOR_BACKGROUND] = theme->ground;
    load_colors(&l, colors, theme);
    theme->ground = theme->colors[COLOR_BACKGROUND];
    theme->has_own_glow = node_get(colors, COLOR_NAMES[COLOR_BACKGROUND_FROM]) != NULL;
    tint_ground(theme);
    load_sizes(&l, node_get(root, "sizes"), theme);
    FontFiles fonts[FONT_FILES_COUNT];
    font_files_read(arena, node_get(root, "fonts"), "fonts", fonts, diagnostics);
    take_fonts(theme, fonts, FONT_ROLES);
    check_contrast(&l, colors, theme);
    theme->overlay = overlay_look_read(arena, node_get(root, "overlay"), diagnostics);
    theme->plate.path = theme->overlay.picture;
    take_fonts(theme, theme->overlay.fonts, OVERLAY_ROLES);
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
