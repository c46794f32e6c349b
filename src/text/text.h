/* text.h: paragraphs in every script, measured, broken into lines, and ready to draw.
 *
 * One engine for the program: it has the fonts, the shaper's and the glyphs' caches, and belongs
 * to one thread (the one that it starts itself, for text_prepare, sleeps otherwise). A TextLayout
 * is immutable, lives in the arena that it was asked into, and refers to fonts by number, so that
 * whoever draws it asks the engine for the glyphs. No colours here.
 *
 * Lengths are pixels of the final screen; positions are float, glyphs snap to a quarter of a pixel
 * in x and to whole pixels in y. */
#pragma once

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/str.h"

typedef struct TextEngine TextEngine;

/* What a text is for; fonts/fonts.yaml gives each role its families and fallback by script. */
typedef enum {
    FONT_DISPLAY, /* titles, headings */
    FONT_BODY,
    FONT_MONO,   /* URLs, ids */
    FONT_TEXT,   /* what is smaller than a heading; as FONT_DISPLAY unless something else is said */
    FONT_DIGITS, /* clocks and countdowns; the same */
    /* The stream's overlay: as FONT_DISPLAY, FONT_TEXT and FONT_DIGITS unless its look has others.
     */
    FONT_OVERLAY_HEADING,
    FONT_OVERLAY_TEXT,
    FONT_OVERLAY_DIGITS,
    FONT_ROLE_COUNT
} FontRole;

typedef enum {
    WEIGHT_REGULAR,
    WEIGHT_MEDIUM,
    WEIGHT_SEMIBOLD,
    WEIGHT_BOLD,
    WEIGHT_COUNT /* a family without the weight gives its nearest file, never a synthetic one */
} FontWeight;

typedef enum {
    ALIGN_START, /* left, or right in a right-to-left paragraph */
    ALIGN_CENTER,
    ALIGN_END
} TextAlign;

typedef struct {
    FontRole role;
    FontWeight weight;
    float size;           /* em, pixels: what is wanted */
    float min_size;       /* the fit may go down to this; 0 or above size: no shrinking */
    float line_height;    /* multiple of size; 0: the role's own */
    float letter_spacing; /* em, between graphemes; may be negative */
    Str language;         /* BCP 47: forms of Han, breaks, shaping; empty: undetermined */
    bool has_tabular_digits;
} TextStyle;

enum { TEXT_SPARE_MOST = 15 };

typedef struct {
    float width;       /* lines are no wider; <= 0: unlimited, one line per hard break */
    float height;      /* 0: unlimited */
    int32_t max_lines; /* 0: unlimited */
    /* Lines beyond max_lines, TEXT_SPARE_MOST at most: taken, at the smallest size, by what would
     * be cut otherwise. Fonts differ in width, and another version of the same one does. */
    int32_t spare_lines;
    TextAlign align;
    bool is_balanced;   /* titles: lines of like length */
    bool is_filled;     /* each line takes as many words as fit, whatever follows: the lines of a
                           text that grows stay as they are, but for the last one */
    bool keeps_clauses; /* what must be understood at once: lines end at clauses, if they can at
                           0.6 of the size or more */
} TextBox;

typedef struct {
    uint32_t font;  /* the engine's number of the face */
    uint32_t glyph; /* index within the face */
    float x, y;     /* origin on the baseline, from the layout's top left corner; y downwards */
} PlacedGlyph;

typedef struct {
    float x, width;  /* of the ink-independent advance box, after alignment */
    float baseline;  /* from the layout's top */
    size_t from, to; /* bytes of the text that the line shows */
} TextLine;

typedef struct {
    const PlacedGlyph *glyphs; /* in visual order */
    size_t glyph_count;
    const TextLine *lines;
    size_t line_count;
    float size; /* em that was used */
    float width,
        height;   /* of the lines: width is the widest line, height line_count × line height */
    float ascent; /* first baseline from the top: belongs to the role, not to the fonts used */
    bool is_rtl;
    bool is_shrunk;         /* size < style.size */
    bool is_at_minimum;     /* shrunk as far as allowed */
    bool is_cut;            /* an ellipsis stands for what did not fit */
    size_t missing;         /* characters that no font has (drawn as nothing, never as tofu) */
    uint32_t first_missing; /* one of them */
} TextLayout;

/* A typeface of a look's own: asked before all others of that role, for every script. */
typedef struct {
    FontRole role;
    Str files[WEIGHT_COUNT]; /* absolute paths; empty: the nearest weight's, at least one is there
                              */
} OwnFont;

/* Where fonts.yaml is and which folders hold the font files that it names. */
typedef struct {
    Str config;         /* bytes of fonts.yaml; empty: the built-in table for Debian's packages */
    Str config_name;    /* for messages */
    const Str *folders; /* searched in order; an event's own fonts/ first */
    size_t folder_count;
    const OwnFont *own;
    size_t own_count;
    size_t glyph_cache_bytes; /* 0: 16 MiB */
} TextSettings;

/* Opens what is needed to begin (faces are opened when first used). Problems with the
 * configuration or missing files go to `diagnostics` with the package that has them; the engine
 * works with what is there. NULL only when no font at all can be opened. Owned by the caller. */
TextEngine *text_engine_create(const TextSettings *settings, Diagnostics *diagnostics);

/* Accepts NULL. */
void text_engine_free(TextEngine *engine);

/* Each becomes the other one, so that whoever borrows `a` has other fonts from now on. Layouts of
 * either are of no use any more. */
void text_engine_swap(TextEngine *a, TextEngine *b);

/* Lays `text` out in `box`: itemised, shaped, broken, fitted by shrinking within the style's
 * limits, then by an ellipsis. Empty text gives no lines and no size. Never NULL. Layouts are
 * cached by content; the caller's arena holds the result. */
const TextLayout *text_layout(TextEngine *engine, Arena *arena, Str text, const TextStyle *style,
                              const TextBox *box);

/* Width in pixels of `text` set in one line; the cheap question that a box layout asks first. */
float text_width(TextEngine *engine, Str text, const TextStyle *style);

/* Width of the widest part that must not be broken (a Latin word, two or three Han). */
float text_min_width(TextEngine *engine, Str text, const TextStyle *style);

/* The same where words that are wider than `width` are hyphenated, as their language has it. */
float text_hyphenated_width(TextEngine *engine, Str text, const TextStyle *style, float width);

/* Height of one line, and the baseline within it, for a style: no text needed. */
float text_line_height(TextEngine *engine, const TextStyle *style);
float text_ascent(TextEngine *engine, const TextStyle *style);

/* Height of a capital letter (H), pixels: for optical alignment. */
float text_cap_height(TextEngine *engine, const TextStyle *style);

/* A glyph's picture. */
typedef struct {
    int32_t left, top;     /* of the bitmap's corner from the origin, y downwards */
    int32_t width, height; /* pixels; 0: nothing to draw (a space) */
    int32_t stride;        /* bytes a row */
    bool is_color;         /* false: 8-bit coverage; true: premultiplied ARGB32 in native order */
    const uint8_t *pixels; /* borrowed from the engine's cache: good until the next call of
                              text_glyph on this engine */
} GlyphBitmap;

/* The picture of a glyph of a face at `size` pixels per em whose origin lies `quarter` quarters of
 * a pixel right of a pixel's edge (0 to 3). Drawn once, then from the cache. Never NULL. */
const GlyphBitmap *text_glyph(TextEngine *engine, uint32_t font, uint32_t glyph, float size,
                              uint32_t quarter);

/* `layout` is going to be drawn with its left edge at x: glyphs that are not in the cache are drawn
 * by a thread of the engine while the caller does something else (lays out the next text, draws
 * what is beneath), and text_glyph gives them when they are ready, helping until then. The pictures
 * are the same without it, and nothing happens where there is but one processor. */
void text_prepare(TextEngine *engine, const TextLayout *layout, float x);

typedef struct {
    size_t glyphs; /* in the cache */
    size_t glyph_bytes;
    size_t rasterised; /* since the start */
    size_t layouts;    /* in the cache */
    size_t layout_hits, layout_misses;
    size_t fonts_lost; /* files that were there at the start, and were not when they were needed, or
                          were cut short since */
    Str font_lost;     /* the path of one of them; borrowed */
} TextStatistics;

TextStatistics text_statistics(const TextEngine *engine);

/* Nothing is drawn for a while: the memory that the font files take (10 MB for two weights of Han)
 * goes back to the system. What comes next finds all as it was. */
void text_rest(TextEngine *engine);

/* Looks whether the files of the fonts that are open are as they were: one call of the system for
 * each. From those that were cut short or written over nothing can be drawn any more, and all is
 * laid out anew with those that are left. How often that has happened: when the number is another
 * one after a picture was drawn than before it was laid out, the picture may lack letters. */
uint64_t text_look(TextEngine *engine);

/* True when no font is left: whatever is drawn from now on has no letters. */
bool text_is_lost(TextEngine *engine);

/* How many of the code points of `text` no font of the role has; *first is one of them. */
size_t text_missing(TextEngine *engine, Str text, FontRole role, uint32_t *first);

/* The faces that are known, for `kiosk fonts`. */
typedef struct {
    Str family;
    Str path;
    int32_t face_index;
    FontRole role;
    FontWeight weight;
    bool is_open;
    Str scripts; /* the scripts that the fallback chain names it for */
} TextFace;

size_t text_face_count(const TextEngine *engine);
TextFace text_face(const TextEngine *engine, size_t index);

/* True when the face can be opened and has the character. */
bool text_face_has(TextEngine *engine, size_t index, uint32_t rune);
