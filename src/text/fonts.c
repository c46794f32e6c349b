/* fonts.c: see fonts.h. */
#include <assert.h>
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text/font_file.h"
#include "text/fonts_inner.h"
#include "text/unicode.h"

static const int32_t WEIGHT_VALUES[WEIGHT_COUNT] = {400, 500, 600, 700};

/* ---- opening ---------------------------------------------------------------------------------*/

static Str find_file(Arena *arena, const TextSettings *settings, Str path) {
    if (path.len == 0)
        return (Str){0};
    if (path.s[0] == '/') {
        Str absolute = str_copy(arena, path);
        return access(absolute.s, R_OK) == 0 ? absolute : (Str){0};
    }
    for (size_t i = 0; i < settings->folder_count; i++) {
        Str in_folder =
            str_printf(arena, "%.*s/%.*s", str_arg(settings->folders[i]), str_arg(path));
        if (access(in_folder.s, R_OK) == 0)
            return in_folder;
    }
    return (Str){0};
}

static void report_missing(Arena *arena, const FontFamily *family, Str path,
                           Diagnostics *diagnostics) {
    const char *hint = family->package.len > 0 ? arena_printf(arena, "install it: apt install %.*s",
                                                              str_arg(family->package))
                                               : "put the file into the event's fonts folder";
    diagnostics_add(diagnostics, SEVERITY_WARNING, "missing-font", family->at, hint,
                    "the file %.*s of the font family \"%.*s\" is not there; the next family "
                    "takes its place",
                    str_arg(path), str_arg(family->name));
}

static void add_family(Fonts *fonts, const TextSettings *settings, size_t index,
                       Diagnostics *diagnostics) {
    const FontFamily *family = &fonts->config.families[index];
    uint32_t own[WEIGHT_COUNT];
    bool is_reported = false; /* once for each family: one package has them all */
    for (size_t weight = 0; weight < WEIGHT_COUNT; weight++) {
        own[weight] = FONT_NONE;
        const FontFile *file = &family->files[weight];
        if (file->path.len == 0 || fonts->face_count == FONT_FACES_MAX)
            continue;
        Str path = find_file(fonts->arena, settings, file->path);
        if (path.len == 0) {
            if (!is_reported)
                report_missing(fonts->arena, family, file->path, diagnostics);
            is_reported = true;
            continue;
        }
        own[weight] = (uint32_t)fonts->face_count;
        fonts->faces[fonts->face_count++] = (Face){.path = path,
                                                   .face_index = file->face_index,
                                                   .family = index,
                                                   .weight = (FontWeight)weight};
    }
    for (size_t weight = 0; weight < WEIGHT_COUNT; weight++) {
        int32_t best = INT32_MAX;
        uint32_t *chosen = &fonts->by_weight[index * WEIGHT_COUNT + weight];
        *chosen = FONT_NONE;
        for (size_t other = 0; other < WEIGHT_COUNT; other++) {
            int32_t distance = abs(WEIGHT_VALUES[other] - WEIGHT_VALUES[weight]);
            if (own[other] != FONT_NONE && distance < best) {
                best = distance;
                *chosen = own[other];
            }
        }
    }
}

static void add_features(Fonts *fonts, size_t index, Diagnostics *diagnostics) {
    const FontFamily *family = &fonts->config.families[index];
    fonts->features[index] = arena_new(fonts->arena, hb_feature_t, family->feature_count);
    for (size_t i = 0; i < family->feature_count; i++) {
        Str text = family->features[i];
        if (hb_feature_from_string(text.s, (int)text.len, &fonts->features[index][i]))
            continue;
        fonts->features[index][i] = (hb_feature_t){0};
        diagnostics_add(diagnostics, SEVERITY_WARNING, "bad-feature", family->at,
                        "write a tag of four letters, such as cv11 or ss01=2",
                        "\"%.*s\" is not an OpenType feature", str_arg(text));
    }
}

static void add_scripts(Fonts *fonts, size_t index, Diagnostics *diagnostics) {
    const FontFamily *family = &fonts->config.families[index];
    fonts->scripts[index] = arena_new(fonts->arena, UScriptCode, family->script_count);
    for (size_t i = 0; i < family->script_count; i++) {
        fonts->scripts[index][i] = unicode_script_by_code(family->scripts[i]);
        if (fonts->scripts[index][i] == USCRIPT_INVALID_CODE)
            diagnostics_add(diagnostics, SEVERITY_WARNING, "bad-script", family->at,
                            "write ISO 15924 codes: Latn, Hani, Arab, Thai; Zsye for emoji",
                            "\"%.*s\" is not a script", str_arg(family->scripts[i]));
    }
}

/* FONT_NONE: none of its files can be opened. */
static uint32_t first_of_chain(Fonts *fonts, FontRole role, FontWeight weight);

/* A role whose chain has no file takes the first other chain that has one. */
static bool mend_roles(Fonts *fonts, Diagnostics *diagnostics) {
    size_t good = 0;
    while (good < FONT_ROLE_COUNT &&
           first_of_chain(fonts, (FontRole)good, WEIGHT_REGULAR) == FONT_NONE)
        good++;
    if (good == FONT_ROLE_COUNT)
        return false;
    for (size_t role = 0; role < FONT_ROLE_COUNT; role++) {
        if (first_of_chain(fonts, (FontRole)role, WEIGHT_REGULAR) != FONT_NONE)
            continue;
        if (role < FONT_OVERLAY_HEADING) /* those have the same ones, which were told */
            diagnostics_add(diagnostics, SEVERITY_ERROR, "no-font", (Position){0}, NULL,
                            "no font of the role \"%s\" can be opened; those of \"%s\" are used",
                            font_role_name((FontRole)role), font_role_name((FontRole)good));
        fonts->config.roles[role].chain = fonts->config.roles[good].chain;
        fonts->config.roles[role].chain_count = fonts->config.roles[good].chain_count;
    }
    return true;
}

static bool use_config(Fonts *fonts, const FontsConfig *config, const TextSettings *settings,
                       Diagnostics *diagnostics) {
    Arena *arena = fonts->arena;
    config = fonts_config_with(arena, config, settings->own, settings->own_count);
    size_t families = config->family_count;
    fonts->config = *config;
    fonts->face_count = 0;
    fonts->faces = arena_new(arena, Face, FONT_FACES_MAX);
    fonts->by_weight = arena_new(arena, uint32_t, families * WEIGHT_COUNT);
    fonts->features = arena_new(arena, hb_feature_t *, families);
    fonts->scripts = arena_new(arena, UScriptCode *, families);
    for (size_t i = 0; i < families; i++) {
        add_family(fonts, settings, i, diagnostics);
        add_features(fonts, i, diagnostics);
        add_scripts(fonts, i, diagnostics);
    }
    return mend_roles(fonts, diagnostics);
}

void fonts_close_lane(Fonts *fonts, FontLane lane) {
    for (size_t i = 0; i < fonts->face_count; i++) {
        FT_Face *face = &fonts->faces[i].rasterisers[lane];
        if (*face)
            FT_Done_Face(*face);
        *face = NULL;
    }
    if (fonts->libraries[lane])
        FT_Done_FreeType(fonts->libraries[lane]);
    fonts->libraries[lane] = NULL;
}

static void close_faces(Fonts *fonts) {
    for (FontLane lane = LANE_FIRST; lane < FONT_LANE_COUNT; lane++)
        fonts_close_lane(fonts, lane);
    for (size_t i = 0; i < fonts->face_count; i++) {
        Face *face = &fonts->faces[i];
        hb_font_destroy(face->shaper);
        hb_blob_destroy(face->blob);
    }
    fonts->face_count = 0;
}

Fonts *fonts_create(const TextSettings *settings, Diagnostics *diagnostics) {
    Arena *arena = arena_create();
    Fonts *fonts = arena_new(arena, Fonts, 1);
    fonts->arena = arena;
    Diagnostics unread = diagnostics_create(arena, settings->config_name, settings->config);
    if (!diagnostics)
        diagnostics = &unread;
    if (settings->config.len > 0) {
        const FontsConfig *config = fonts_config_parse(arena, settings->config, diagnostics);
        if (use_config(fonts, config, settings, diagnostics))
            return fonts;
        close_faces(fonts);
        diagnostics_add(diagnostics, SEVERITY_ERROR, "no-font", (Position){0}, NULL,
                        "none of its fonts can be opened; the built-in list is used");
    }
    if (use_config(fonts, fonts_config_builtin(arena), settings, diagnostics))
        return fonts;
    fonts_free(fonts);
    return NULL;
}

void fonts_free(Fonts *fonts) {
    if (!fonts)
        return;
    close_faces(fonts);
    arena_free(fonts->arena);
}

static bool has_table(hb_face_t *face, hb_tag_t tag) {
    hb_blob_t *table = hb_face_reference_table(face, tag);
    bool is_there = hb_blob_get_length(table) > 0;
    hb_blob_destroy(table);
    return is_there;
}

static float metric(hb_font_t *font, hb_ot_metrics_tag_t tag, float upem, float fallback) {
    hb_position_t position;
    if (!hb_ot_metrics_get_position(font, tag, &position) || position == 0)
        return fallback;
    return (float)position / upem;
}

/* False when the file is no font; then it is not asked again. */
static bool open_face(Face *face) {
    if (face->is_broken)
        return false;
    if (face->shaper)
        return true;
    face->blob = font_file_open(face->path.s);
    face->is_lost = hb_blob_get_length(face->blob) == 0;
    hb_face_t *hb = hb_face_create(face->blob, (unsigned)face->face_index);
    if (hb_face_get_glyph_count(hb) == 0) {
        face->is_broken = true;
    } else {
        int upem = (int)hb_face_get_upem(hb);
        face->units_per_em = (float)upem;
        face->shaper = hb_font_create(hb);
        hb_font_set_scale(face->shaper, upem, upem);
        face->has_outlines = has_table(hb, HB_TAG('C', 'F', 'F', ' ')) ||
                             has_table(hb, HB_TAG('g', 'l', 'y', 'f')) ||
                             has_table(hb, HB_TAG('C', 'F', 'F', '2'));
        face->ascent =
            metric(face->shaper, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, face->units_per_em, 0.93f);
        face->descent = -metric(face->shaper, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER,
                                face->units_per_em, -0.25f);
        face->cap_height =
            metric(face->shaper, HB_OT_METRICS_TAG_CAP_HEIGHT, face->units_per_em, 0.72f);
    }
    hb_face_destroy(hb);
    return !face->is_broken;
}

bool fonts_are_damaged(const Fonts *fonts) {
    for (size_t i = 0; i < fonts->face_count; i++) {
        const Face *face = &fonts->faces[i];
        if (face->shaper && !face->is_broken && font_file_is_lost(face->blob))
            return true;
    }
    return false;
}

void fonts_leave_out_damaged(Fonts *fonts) {
    for (size_t i = 0; i < fonts->face_count; i++) {
        Face *face = &fonts->faces[i];
        if (face->shaper && !face->is_broken)
            face->is_broken = face->is_lost = font_file_is_lost(face->blob);
    }
    memset(fonts->found, 0, sizeof fonts->found);
}

/* ---- finding ---------------------------------------------------------------------------------*/

/* Of the family's faces that are not broken the nearest in weight. */
static uint32_t nearest_face(const Fonts *fonts, size_t family, FontWeight weight) {
    uint32_t nearest = FONT_NONE;
    int32_t best = INT32_MAX;
    for (size_t i = 0; i < fonts->face_count; i++) {
        const Face *face = &fonts->faces[i];
        int32_t distance = abs(WEIGHT_VALUES[face->weight] - WEIGHT_VALUES[weight]);
        if (face->family != family || face->is_broken || distance >= best)
            continue;
        best = distance;
        nearest = (uint32_t)i;
    }
    return nearest;
}

/* The family's face for that weight, open; another weight's where its own file cannot be read (any
 * more). FONT_NONE when none of its files can. */
static uint32_t face_for(Fonts *fonts, size_t family, FontWeight weight) {
    uint32_t *chosen = &fonts->by_weight[family * WEIGHT_COUNT + weight];
    while (*chosen != FONT_NONE && !open_face(&fonts->faces[*chosen]))
        *chosen = nearest_face(fonts, family, weight);
    return *chosen;
}

/* Asked of the character map itself: a set of all that a Han face has takes as long to make as
 * shaping a page. */
bool fonts_has(Fonts *fonts, uint32_t font, uint32_t rune) {
    Face *face = &fonts->faces[font];
    hb_codepoint_t glyph;
    return open_face(face) && hb_font_get_nominal_glyph(face->shaper, rune, &glyph);
}

static size_t count_missing(Fonts *fonts, uint32_t font, const FontQuery *query, uint32_t *first) {
    size_t missing = 0;
    for (size_t i = 0; i < query->rune_count; i++) {
        if (unicode_is_invisible(query->runes[i]) || fonts_has(fonts, font, query->runes[i]))
            continue;
        if (missing++ == 0)
            *first = query->runes[i];
    }
    return missing;
}

static bool family_names(const Fonts *fonts, size_t family, UScriptCode script) {
    for (size_t i = 0; i < fonts->config.families[family].script_count; i++)
        if (fonts->scripts[family][i] == script)
            return true;
    return false;
}

typedef enum { PASS_EMOJI, PASS_SCRIPT, PASS_CHAIN, PASS_LAST, PASS_COUNT } Pass;

static bool is_in_pass(const Fonts *fonts, const FontQuery *query, size_t family, Pass pass) {
    bool is_emoji = family_names(fonts, family, USCRIPT_SYMBOLS_EMOJI);
    switch (pass) {
    case PASS_EMOJI:
        return is_emoji && query->is_emoji;
    case PASS_SCRIPT:
        return fonts->config.families[family].is_own ||
               (query->script != USCRIPT_COMMON && family_names(fonts, family, query->script));
    case PASS_CHAIN:
        return !is_emoji;
    case PASS_LAST:
        return is_emoji;
    case PASS_COUNT:
        break;
    }
    return false;
}

static uint32_t search(Fonts *fonts, const FontQuery *query) {
    const FontRoleConfig *role = &fonts->config.roles[query->role];
    for (Pass pass = PASS_EMOJI; pass < PASS_COUNT; pass++) {
        for (size_t i = 0; i < role->chain_count; i++) {
            size_t family = role->chain[i];
            if (!is_in_pass(fonts, query, family, pass))
                continue;
            uint32_t font = face_for(fonts, family, query->weight);
            uint32_t first;
            if (font != FONT_NONE && count_missing(fonts, font, query, &first) == 0)
                return font;
        }
    }
    return FONT_NONE;
}

uint32_t fonts_find(Fonts *fonts, const FontQuery *query) {
    if (query->rune_count != 1 || query->is_emoji)
        return search(fonts, query);
    uint32_t key =
        (query->runes[0] << 6 | (uint32_t)query->role << 3 | (uint32_t)query->weight) + 1;
    uint32_t slot = (key * 2654435761u + (uint32_t)query->script) >> 7;
    Found *found = &fonts->found[slot % FOUND_SLOTS];
    if (found->key != key || found->script != (int32_t)query->script)
        *found = (Found){key, (int32_t)query->script, search(fonts, query)};
    return found->font;
}

static bool has_variant(Fonts *fonts, uint32_t font, uint32_t rune, uint32_t selector) {
    hb_codepoint_t glyph;
    return font != FONT_NONE && open_face(&fonts->faces[font]) &&
           hb_font_get_variation_glyph(fonts->faces[font].shaper, rune, selector, &glyph);
}

uint32_t fonts_find_variant(Fonts *fonts, const FontQuery *query, uint32_t selector,
                            uint32_t font) {
    if (has_variant(fonts, font, query->runes[0], selector))
        return font;
    const FontRoleConfig *role = &fonts->config.roles[query->role];
    for (size_t i = 0; i < role->chain_count; i++) {
        font = face_for(fonts, role->chain[i], query->weight);
        if (has_variant(fonts, font, query->runes[0], selector))
            return font;
    }
    return FONT_NONE;
}

uint32_t fonts_find_most(Fonts *fonts, const FontQuery *query, size_t *missing,
                         uint32_t *first_missing) {
    FontQuery base = *query;
    base.rune_count = 1;
    uint32_t font = fonts_find(fonts, &base);
    if (font == FONT_NONE) {
        *missing = 0;
        for (size_t i = query->rune_count; i-- > 0;) {
            if (unicode_is_invisible(query->runes[i]))
                continue;
            (*missing)++;
            *first_missing = query->runes[i];
        }
        return font;
    }
    *missing = count_missing(fonts, font, query, first_missing);
    return font;
}

static uint32_t first_of_chain(Fonts *fonts, FontRole role, FontWeight weight) {
    const FontRoleConfig *config = &fonts->config.roles[role];
    for (size_t i = 0; i < config->chain_count; i++) {
        uint32_t font = face_for(fonts, config->chain[i], weight);
        if (font != FONT_NONE)
            return font;
    }
    return FONT_NONE;
}

uint32_t fonts_primary(Fonts *fonts, FontRole role, FontWeight weight) {
    uint32_t font = first_of_chain(fonts, role, weight);
    if (font != FONT_NONE)
        return font;
    /* All its files have gone since the start: what is open already stays. */
    for (size_t i = 0; i < fonts->face_count; i++)
        if (fonts->faces[i].shaper && !fonts->faces[i].is_broken)
            return (uint32_t)i;
    for (size_t i = 0; i < fonts->face_count; i++)
        if (fonts->faces[i].shaper)
            return (uint32_t)i;
    return FONT_NONE;
}

bool fonts_are_gone(Fonts *fonts) {
    for (size_t i = 0; i < fonts->face_count; i++)
        if (fonts->faces[i].shaper && !fonts->faces[i].is_broken)
            return false;
    for (size_t role = 0; role < FONT_ROLE_COUNT; role++)
        if (first_of_chain(fonts, (FontRole)role, WEIGHT_REGULAR) != FONT_NONE)
            return false;
    return true;
}

bool fonts_is_square(const Fonts *fonts, uint32_t font) {
    if (font >= fonts->face_count)
        return false;
    size_t family = fonts->faces[font].family;
    return family_names(fonts, family, USCRIPT_HAN) ||
           family_names(fonts, family, USCRIPT_SYMBOLS_EMOJI);
}

/* ---- faces -----------------------------------------------------------------------------------*/

hb_font_t *fonts_shaper(Fonts *fonts, uint32_t font) {
    open_face(&fonts->faces[font]);
    assert(fonts->faces[font].shaper); /* only faces that were found are asked */
    return fonts->faces[font].shaper;
}

Str fonts_path(const Fonts *fonts, uint32_t font) {
    return fonts->faces[font].path;
}

size_t fonts_glyph_count(Fonts *fonts, uint32_t font) {
    return hb_face_get_glyph_count(hb_font_get_face(fonts_shaper(fonts, font)));
}

float fonts_units_per_em(Fonts *fonts, uint32_t font) {
    return fonts->faces[font].units_per_em;
}

const hb_feature_t *fonts_features(const Fonts *fonts, uint32_t font, size_t *count) {
    size_t family = fonts->faces[font].family;
    *count = fonts->config.families[family].feature_count;
    return fonts->features[family];
}

bool fonts_open(Fonts *fonts, uint32_t font) {
    return font < fonts->face_count && open_face(&fonts->faces[font]);
}

FT_Library fonts_library(Fonts *fonts, FontLane lane) {
    FT_Library *library = &fonts->libraries[lane];
    if (!*library && FT_Init_FreeType(library) != 0)
        *library = NULL;
    return *library;
}

bool fonts_has_outlines(const Fonts *fonts, uint32_t font) {
    return fonts->faces[font].has_outlines;
}

FT_Face fonts_rasteriser(Fonts *fonts, uint32_t font, FontLane lane) {
    if (!fonts_open(fonts, font))
        return NULL;
    Face *face = &fonts->faces[font];
    FT_Face *rasteriser = &face->rasterisers[lane];
    if (*rasteriser)
        return *rasteriser;
    FT_Library library = fonts_library(fonts, lane);
    if (!library)
        return NULL;
    unsigned length;
    const char *bytes = hb_blob_get_data(face->blob, &length);
    if (FT_New_Memory_Face(library, (const FT_Byte *)bytes, (FT_Long)length, face->face_index,
                           rasteriser) != 0)
        *rasteriser = NULL;
    return *rasteriser;
}

bool fonts_has_rasteriser(const Fonts *fonts, uint32_t font, FontLane lane) {
    return font < fonts->face_count && fonts->faces[font].rasterisers[lane] != NULL;
}

RoleMetrics fonts_metrics(Fonts *fonts, FontRole role, FontWeight weight) {
    const FontRoleConfig *config = &fonts->config.roles[role];
    const Face *face = &fonts->faces[fonts_primary(fonts, role, weight)];
    return (RoleMetrics){
        .ascent = config->ascent > 0 ? config->ascent : face->ascent,
        .descent = config->descent > 0 ? config->descent : face->descent,
        .cap_height = face->cap_height,
        .line_height = config->line_height,
    };
}

void fonts_rest(Fonts *fonts) {
    for (size_t i = 0; i < fonts->face_count; i++)
        if (fonts->faces[i].blob)
            font_file_rest(fonts->faces[i].blob);
}
