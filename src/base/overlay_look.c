#include "base/overlay_look.h"

#include <stdlib.h>
#include <string.h>

static const char *const LOOKS[] = {
    [THIRD_BAR] = "bar", [THIRD_BLOCKS] = "blocks", [THIRD_PILL] = "pill"};
_Static_assert(countof(LOOKS) == THIRD_LOOK_COUNT, "a name for each look");

static const char *const PLACES[] = {[THIRD_AT_START] = "start",
                                     [THIRD_AT_LEFT] = "left",
                                     [THIRD_AT_CENTER] = "center",
                                     [THIRD_AT_RIGHT] = "right"};
_Static_assert(countof(PLACES) == THIRD_PLACE_COUNT, "a name for each place");

static const char *const ANIMATIONS[] = {
    [THIRD_SLIDES] = "slide", [THIRD_FADES] = "fade", [THIRD_JUMPS] = "none"};
_Static_assert(countof(ANIMATIONS) == THIRD_ANIMATION_COUNT, "a name for each animation");

static const char *const SECONDS[] = {[THIRD_SECOND_BESIDE] = "beside",
                                      [THIRD_SECOND_UNDER] = "under",
                                      [THIRD_SECOND_ALTERNATE] = "alternate",
                                      [THIRD_SECOND_NONE] = "none"};
_Static_assert(countof(SECONDS) == THIRD_SECOND_COUNT, "a name for each way");

static const char *const COLORS[] = {
    [THIRD_GROUND] = "ground", [THIRD_NAME] = "name",     [THIRD_LINE] = "line",
    [THIRD_OTHER] = "second",  [THIRD_BAR_COLOR] = "bar", [THIRD_ON_BAR] = "on_bar"};
_Static_assert(countof(COLORS) == THIRD_COLOR_COUNT, "a name for each colour");

static const char *const PANELS[] = {"turn", "strip"};

const char *overlay_look_name(ThirdLook look) {
    return LOOKS[look];
}

const char *overlay_place_name(ThirdPlace place) {
    return PLACES[place];
}

const char *overlay_animation_name(ThirdAnimation animation) {
    return ANIMATIONS[animation];
}

const char *overlay_second_name(ThirdSecond second) {
    return SECONDS[second];
}

const char *overlay_color_name(ThirdColor color) {
    return COLORS[color];
}

OverlayLook overlay_look_usual(void) {
    return (OverlayLook){.size = 1, .width = 1300};
}

/* ---- reading -------------------------------------------------------------------------------- */

typedef struct {
    Arena *arena;
    Diagnostics *diagnostics;
    OverlayLook look;
} Reading;

static const char *list_of(Arena *arena, const char *const *names, size_t count) {
    const char *list = names[0];
    for (size_t i = 1; i < count; i++)
        list = arena_printf(arena, "%s%s%s", list, i + 1 < count ? ", " : " or ", names[i]);
    return list;
}

/* Index of the word among the names; `count` with a diagnostic. */
static size_t choice(Reading *r, const NodeEntry *entry, const char *const *names, size_t count) {
    const Node *node = entry->value;
    for (size_t i = 0; i < count && node->kind == NODE_SCALAR; i++)
        if (str_equal_c(node->scalar, names[i]))
            return i;
    bool is_word = node->kind == NODE_SCALAR;
    diagnostics_add(r->diagnostics, SEVERITY_ERROR, "unknown-value", node->at,
                    arena_printf(r->arena, "write %s", list_of(r->arena, names, count)),
                    is_word ? "\"%.*s\" is no %.*s of an overlay"
                            : "%.*s%.*s of an overlay: a word "
                              "is wanted",
                    str_arg(is_word ? node->scalar : (Str){0}), str_arg(entry->key));
    return count;
}

/* A number with one of `units` behind it, or none. */
static bool number(const Node *node, const char *unit, float least, float most, float *out) {
    char buffer[32];
    if (node->kind != NODE_SCALAR || node->scalar.len == 0 || node->scalar.len >= sizeof buffer)
        return false;
    memcpy(buffer, node->scalar.s, node->scalar.len);
    buffer[node->scalar.len] = 0;
    char *end;
    float value = strtof(buffer, &end);
    while (*end == ' ')
        end++;
    if (end == buffer || (*end && strcmp(end, unit) != 0) || !(value >= least && value <= most))
        return false;
    *out = value;
    return true;
}

static void bad_number(Reading *r, const Node *node, Str key, const char *hint) {
    diagnostics_add(r->diagnostics, SEVERITY_ERROR, "bad-number", node->at, hint,
                    "%.*s of an overlay cannot be that", str_arg(key));
}

static bool read_size(Reading *r, const NodeEntry *entry) {
    float percent;
    if (!number(entry->value, "%", 60, 160, &percent)) {
        bad_number(r, entry->value, entry->key, "write per cent of the usual size, 60 to 160");
        return false;
    }
    r->look.size = percent / 100;
    return true;
}

static bool read_width(Reading *r, const NodeEntry *entry) {
    bool is_read = number(entry->value, "px", 400, 1728, &r->look.width);
    if (!is_read)
        bad_number(r, entry->value, entry->key, "write 400 to 1728, as on a picture of 1920x1080");
    return is_read;
}

static bool read_time(Reading *r, const NodeEntry *entry) {
    float seconds;
    if (!number(entry->value, "s", 4, 60, &seconds)) {
        bad_number(r, entry->value, entry->key, "write seconds, 4 to 60");
        return false;
    }
    r->look.time = (Millis)(seconds * 1000);
    return true;
}

static bool read_offset(Reading *r, const NodeEntry *entry) {
    const Node *node = entry->value;
    bool is_read = node->kind == NODE_LIST && node->count == 2 &&
                   number(node->items[0], "px", 0, 1400, &r->look.offset_x) &&
                   number(node->items[1], "px", 0, 900, &r->look.offset_y);
    if (!is_read) {
        r->look.offset_x = r->look.offset_y = 0;
        bad_number(r, node, entry->key,
                   "write how far in from its side and how far up, as on a picture of 1920x1080: "
                   "[40, 60]");
    }
    return is_read;
}

static bool read_picture(Reading *r, const NodeEntry *entry) {
    if (entry->value->kind != NODE_SCALAR || entry->value->scalar.len == 0) {
        diagnostics_add(r->diagnostics, SEVERITY_ERROR, "bad-picture", entry->value->at,
                        "write a picture's file: plate.png", "this is no picture of an overlay");
        return false;
    }
    r->look.picture = entry->value->scalar;
    r->look.picture_at = entry->value->at;
    return true;
}

static void unknown_key(Reading *r, const NodeEntry *entry, const char *where,
                        const char *const *names, size_t count) {
    Str *known = arena_new(r->arena, Str, count);
    for (size_t i = 0; i < count; i++)
        known[i] = str_from(names[i]);
    const Str *nearest = str_nearest(entry->key, known, count);
    const char *hint =
        nearest ? arena_printf(r->arena, "did you mean \"%.*s\"?", str_arg(*nearest))
                : arena_printf(r->arena, "there are %s", list_of(r->arena, names, count));
    diagnostics_add(r->diagnostics, SEVERITY_WARNING, "unknown-key", entry->key_at, hint,
                    "%s has no key \"%.*s\"", where, str_arg(entry->key));
}

static bool read_colors(Reading *r, const NodeEntry *entry) {
    const Node *map = entry->value;
    if (map->kind != NODE_MAP)
        diagnostics_add(r->diagnostics, SEVERITY_ERROR, "bad-color", map->at,
                        "write them by what they are for: {bar: \"#c8452f\"}",
                        "colors of an overlay is a map");
    for (size_t i = 0; map->kind == NODE_MAP && i < map->count; i++) {
        const NodeEntry *color = &map->entries[i];
        size_t which = 0;
        while (which < THIRD_COLOR_COUNT && !str_equal_c(color->key, COLORS[which]))
            which++;
        if (which == THIRD_COLOR_COUNT) {
            unknown_key(r, color, "colors of an overlay", COLORS, THIRD_COLOR_COUNT);
        } else if (color->value->kind != NODE_SCALAR ||
                   !color_parse(color->value->scalar, &r->look.colors[which])) {
            diagnostics_add(r->diagnostics, SEVERITY_ERROR, "bad-color", color->value->at,
                            "write it as \"#rrggbb\", in quotes", "%s is not a colour",
                            COLORS[which]);
        } else {
            r->look.has_colors[which] = true;
            r->look.color_at[which] = color->value->at;
        }
    }
    return false;
}

static bool read_fonts(Reading *r, const NodeEntry *entry) {
    font_files_read(r->arena, entry->value, "fonts of an overlay", r->look.fonts, r->diagnostics);
    return false;
}

static bool read_look(Reading *r, const NodeEntry *entry) {
    size_t which = choice(r, entry, LOOKS, THIRD_LOOK_COUNT);
    r->look.look = which < THIRD_LOOK_COUNT ? (ThirdLook)which : THIRD_BAR;
    return which < THIRD_LOOK_COUNT;
}

static bool read_place(Reading *r, const NodeEntry *entry) {
    size_t which = choice(r, entry, PLACES, THIRD_PLACE_COUNT);
    r->look.place = which < THIRD_PLACE_COUNT ? (ThirdPlace)which : THIRD_AT_START;
    return which < THIRD_PLACE_COUNT;
}

static bool read_animation(Reading *r, const NodeEntry *entry) {
    size_t which = choice(r, entry, ANIMATIONS, THIRD_ANIMATION_COUNT);
    r->look.animation = which < THIRD_ANIMATION_COUNT ? (ThirdAnimation)which : THIRD_SLIDES;
    return which < THIRD_ANIMATION_COUNT;
}

static bool read_second(Reading *r, const NodeEntry *entry) {
    size_t which = choice(r, entry, SECONDS, THIRD_SECOND_COUNT);
    r->look.second = which < THIRD_SECOND_COUNT ? (ThirdSecond)which : THIRD_SECOND_BESIDE;
    return which < THIRD_SECOND_COUNT;
}

static bool read_panel(Reading *r, const NodeEntry *entry) {
    size_t which = choice(r, entry, PANELS, countof(PANELS));
    r->look.has_strip = which == 1;
    return which < countof(PANELS);
}

static const struct {
    const char *key;
    bool (*read)(Reading *r, const NodeEntry *entry); /* false: nothing was said */
    uint32_t said;
} KEYS[] = {
    {"look", read_look, THIRD_SAYS_LOOK},
    {"position", read_place, THIRD_SAYS_PLACE},
    {"offset", read_offset, THIRD_SAYS_OFFSET},
    {"size", read_size, THIRD_SAYS_SIZE},
    {"width", read_width, THIRD_SAYS_WIDTH},
    {"duration", read_time, THIRD_SAYS_TIME},
    {"animation", read_animation, THIRD_SAYS_ANIMATION},
    {"second_language", read_second, THIRD_SAYS_SECOND},
    {"picture", read_picture, THIRD_SAYS_PICTURE},
    {"panel", read_panel, THIRD_SAYS_PANEL},
    {"colors", read_colors, 0},
    {"fonts", read_fonts, 0},
};

OverlayLook overlay_look_read(Arena *arena, const Node *map, Diagnostics *diagnostics) {
    Reading r = {.arena = arena, .diagnostics = diagnostics, .look = overlay_look_usual()};
    if (!map || node_is_null(map))
        return r.look;
    if (map->kind != NODE_MAP) {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "bad-overlay", map->at,
                        "write what is to be otherwise: {look: pill, position: center}",
                        "overlay is a map");
        return r.look;
    }
    const char *names[countof(KEYS)];
    for (size_t i = 0; i < countof(KEYS); i++)
        names[i] = KEYS[i].key;
    for (size_t i = 0; i < map->count; i++) {
        const NodeEntry *entry = &map->entries[i];
        size_t key = 0;
        while (key < countof(KEYS) && !str_equal_c(entry->key, KEYS[key].key))
            key++;
        if (key == countof(KEYS))
            unknown_key(&r, entry, "overlay", names, countof(KEYS));
        else if (!node_is_null(entry->value) && KEYS[key].read(&r, entry))
            r.look.said |= KEYS[key].said;
    }
    return r.look;
}

bool overlay_look_is_own(const OverlayLook *look) {
    bool is_own = look->said != 0;
    for (size_t i = 0; i < THIRD_COLOR_COUNT; i++)
        is_own |= look->has_colors[i];
    for (size_t i = 0; i < FONT_FILES_COUNT; i++)
        is_own |= look->fonts[i].is_said;
    return is_own;
}

OverlayLook overlay_look_over(const OverlayLook *under, const OverlayLook *over) {
    OverlayLook both = *under;
    uint32_t said = over->said;
    both.said |= said;
    both.look = said & THIRD_SAYS_LOOK ? over->look : under->look;
    both.place = said & THIRD_SAYS_PLACE ? over->place : under->place;
    both.offset_x = said & THIRD_SAYS_OFFSET ? over->offset_x : under->offset_x;
    both.offset_y = said & THIRD_SAYS_OFFSET ? over->offset_y : under->offset_y;
    both.size = said & THIRD_SAYS_SIZE ? over->size : under->size;
    both.width = said & THIRD_SAYS_WIDTH ? over->width : under->width;
    both.time = said & THIRD_SAYS_TIME ? over->time : under->time;
    both.animation = said & THIRD_SAYS_ANIMATION ? over->animation : under->animation;
    both.second = said & THIRD_SAYS_SECOND ? over->second : under->second;
    both.has_strip = said & THIRD_SAYS_PANEL ? over->has_strip : under->has_strip;
    if (said & THIRD_SAYS_PICTURE) {
        both.picture = over->picture;
        both.picture_at = over->picture_at;
    }
    for (size_t i = 0; i < FONT_FILES_COUNT; i++)
        both.fonts[i] = over->fonts[i].is_said ? over->fonts[i] : under->fonts[i];
    for (size_t i = 0; i < THIRD_COLOR_COUNT; i++)
        if (over->has_colors[i]) {
            both.has_colors[i] = true;
            both.colors[i] = over->colors[i];
            both.color_at[i] = over->color_at[i];
        }
    return both;
}
