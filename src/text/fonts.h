/* fonts.h: the faces: which file has a character, and the face opened for shaping or drawing.
 *
 * Faces have small numbers (TextFace's index). Files are opened when a face is first needed. Knows
 * nothing of texts. */
#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>
#include <unicode/uscript.h>

#include "text/text.h"

#define FONT_NONE UINT32_MAX

enum { FONT_FACES_MAX = 512 };

typedef struct Fonts Fonts;

/* NULL when no file of the configuration can be opened. */
Fonts *fonts_create(const TextSettings *settings, Diagnostics *diagnostics);
void fonts_free(Fonts *fonts); /* accepts NULL */

/* What is looked for: code points that must come from one face. */
typedef struct {
    FontRole role;
    FontWeight weight;
    UScriptCode script; /* families that name it are asked first; USCRIPT_COMMON: chain order */
    bool is_emoji;      /* wants a picture */
    const uint32_t *runes;
    size_t rune_count;
} FontQuery;

/* The first face that has all of them, or FONT_NONE. Characters that are never drawn (joiners,
 * variation selectors) do not count. */
uint32_t fonts_find(Fonts *fonts, const FontQuery *query);

/* The face that has the first code point and most of the others; *missing are left over. */
uint32_t fonts_find_most(Fonts *fonts, const FontQuery *query, size_t *missing,
                         uint32_t *first_missing);

bool fonts_has(Fonts *fonts, uint32_t font, uint32_t rune);

/* A face of the role's chain that has a glyph for the variation sequence (query->runes[0] and a
 * selector): `font` when that has one, else the first one that has; FONT_NONE without any. */
uint32_t fonts_find_variant(Fonts *fonts, const FontQuery *query, uint32_t selector, uint32_t font);

/* The first face of the role's chain that can be opened; when its files are all gone since the
 * start, one that is open. FONT_NONE never happens. */
uint32_t fonts_primary(Fonts *fonts, FontRole role, FontWeight weight);

/* A face of characters in em squares: Han or emoji. */
bool fonts_is_square(const Fonts *fonts, uint32_t font);

/* How many files are gone since the start that were needed since; the path of one. Borrowed. */
Str fonts_lost(const Fonts *fonts, size_t *count);

/* True when the file of a face that is open was cut short or written over, which is new. Such a
 * face draws nothing any more. */
bool fonts_are_damaged(const Fonts *fonts);

/* From now on they are as if they were not there; not to be called while another thread draws. */
void fonts_leave_out_damaged(Fonts *fonts);

/* True when there is none left that could be drawn. */
bool fonts_are_gone(Fonts *fonts);

/* For shaping: scaled to font units. Borrowed. */
hb_font_t *fonts_shaper(Fonts *fonts, uint32_t font);
Str fonts_path(const Fonts *fonts, uint32_t font);
size_t fonts_glyph_count(Fonts *fonts, uint32_t font);
float fonts_units_per_em(Fonts *fonts, uint32_t font);
const hb_feature_t *fonts_features(const Fonts *fonts, uint32_t font, size_t *count);

/* FreeType's objects belong to one thread at a time: each lane has its own. */
typedef enum { LANE_FIRST, LANE_SECOND, FONT_LANE_COUNT } FontLane;

/* False when the number is none or the file no font; otherwise any thread may ask for its
 * rasteriser from now on. */
bool fonts_open(Fonts *fonts, uint32_t font);

/* For drawing; NULL when FreeType cannot read it. Borrowed. Different lanes may be asked at the
 * same time, for fonts that are open. */
FT_Face fonts_rasteriser(Fonts *fonts, uint32_t font, FontLane lane);

/* NULL when there is none. */
FT_Library fonts_library(Fonts *fonts, FontLane lane);

/* Of an open font: whether its shaper can draw it. */
bool fonts_has_outlines(const Fonts *fonts, uint32_t font);

/* False also when it was never asked for. */
bool fonts_has_rasteriser(const Fonts *fonts, uint32_t font, FontLane lane);

void fonts_close_lane(Fonts *fonts, FontLane lane);

typedef struct {
    float ascent, descent; /* em, both positive; belong to the role and weight */
    float cap_height;      /* em */
    float line_height;     /* multiple of the size */
} RoleMetrics;

/* See text_rest. */
void fonts_rest(Fonts *fonts);

RoleMetrics fonts_metrics(Fonts *fonts, FontRole role, FontWeight weight);

size_t fonts_face_count(const Fonts *fonts); /* entries of roles, not files */
TextFace fonts_face(const Fonts *fonts, size_t index);
uint32_t fonts_face_font(const Fonts *fonts, size_t index); /* the entry's face */
