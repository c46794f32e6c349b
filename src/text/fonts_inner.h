/* fonts_inner.h: what the fonts are made of. Inner header of fonts.c and fonts_list.c. */
#pragma once

#include "text/fonts.h"
#include "text/fonts_config.h"

enum { FOUND_SLOTS = 2048 };

typedef struct {
    Str path; /* absolute or relative to the working folder, as it opens; ends in a NUL */
    int32_t face_index;
    size_t family;
    FontWeight weight;
    bool has_outlines;
    bool is_broken;                       /* could not be read: as if it were not there */
    bool is_lost;                         /* because it is not there any more, or was cut short */
    hb_blob_t *blob;                      /* owned: the file */
    hb_font_t *shaper;                    /* owned */
    FT_Face rasterisers[FONT_LANE_COUNT]; /* owned; read the blob */
    float units_per_em;
    float ascent, descent, cap_height; /* em */
} Face;

/* What was found for a single code point lately. */
typedef struct {
    uint32_t key; /* rune, role and weight; 0: empty */
    int32_t script;
    uint32_t font;
} Found;

struct Fonts {
    Arena *arena; /* owned */
    FontsConfig config;
    Face *faces;
    size_t face_count;
    uint32_t *by_weight;                   /* [family][weight]: the nearest face, or FONT_NONE */
    hb_feature_t **features;               /* [family] */
    UScriptCode **scripts;                 /* [family] */
    FT_Library libraries[FONT_LANE_COUNT]; /* owned; NULL until something is drawn */
    Found found[FOUND_SLOTS];
};
