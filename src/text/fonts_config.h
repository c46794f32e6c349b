/* fonts_config.h: which families a role uses, in which order, and in which files they are.
 *
 * Read from fonts/fonts.yaml, or the built-in table for Debian's packages, which says the same.
 * Only names here: whether the files exist is found out by fonts.c. */
#pragma once

#include "base/diagnostics.h"
#include "text/text.h"

typedef struct {
    Str path;           /* absolute, or relative to one of the font folders; empty: none */
    int32_t face_index; /* within a collection */
} FontFile;

typedef struct {
    Str name;
    Str package; /* Debian's, for messages; may be empty */
    Position at;
    FontFile files[WEIGHT_COUNT];
    const Str *features; /* OpenType, as HarfBuzz writes them: "cv11", "ss01=2" */
    size_t feature_count;
    const Str *scripts; /* ISO 15924: those that it is the first choice for */
    size_t script_count;
    bool is_own; /* a look's own: the first choice for all scripts but pictures */
} FontFamily;

typedef struct {
    const size_t *chain; /* indices into families, first choice first */
    size_t chain_count;
    float line_height;     /* multiple of the size, where the style gives none */
    float ascent, descent; /* em, both positive; 0: those of the chain's first face */
} FontRoleConfig;

typedef struct {
    const FontFamily *families;
    size_t family_count;
    FontRoleConfig roles[FONT_ROLE_COUNT];
} FontsConfig;

/* The table that is part of the program. */
const FontsConfig *fonts_config_builtin(Arena *arena);

/* fonts.yaml; a role that it leaves out or that names no known family is the built-in one. Never
 * NULL. */
const FontsConfig *fonts_config_parse(Arena *arena, Str source, Diagnostics *diagnostics);

/* The same with a look's own families first in their roles' chains; those of screens are the
 * overlay's, too, behind its own. */
const FontsConfig *fonts_config_with(Arena *arena, const FontsConfig *config, const OwnFont *own,
                                     size_t count);

/* The role whose families it has where nothing else is said: an earlier one, or itself. */
FontRole font_role_usual(FontRole role);

/* "display", "body", "mono", "text", "digits", "overlay_heading", … */
const char *font_role_name(FontRole role);

/* "regular", "medium", "semibold", "bold" */
const char *font_weight_name(FontWeight weight);
