/* theme.h: colours, type sizes, radii and pictures of a look; from assets/themes/NAME.yaml.
 *
 * Sizes are those of the 1920×1080 canvas; Metrics (metrics.h) turns them into pixels. */
#pragma once

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/overlay_look.h"
#include "scene/scene.h"

typedef enum {
    COLOR_BACKGROUND,      /* where the page's glow ends */
    COLOR_BACKGROUND_FROM, /* and where it begins, at the upper corner */
    COLOR_PANEL,
    COLOR_LINE,
    COLOR_TEXT,
    COLOR_MUTED,
    COLOR_DIM,       /* what is past, hours */
    COLOR_ACCENT,    /* now */
    COLOR_ON_ACCENT, /* text on it */
    COLOR_NEXT,
    COLOR_GOLD,   /* changes, spotlight, partners */
    COLOR_BRAND,  /* the event's own; for areas alone, never for texts */
    COLOR_SECOND, /* the event's second one, likewise */
    COLOR_TILE,   /* behind logos */
    COLOR_ON_TILE,
    COLOR_INFO, /* notices, by level */
    COLOR_ON_INFO,
    COLOR_WARNING,
    COLOR_ON_WARNING,
    COLOR_EMERGENCY,
    COLOR_ON_EMERGENCY,
    COLOR_TEST,
    COLOR_ON_TEST,
    COLOR_COUNT
} ColorRole;

typedef enum {
    TYPE_HERO,     /* 120: a project's name, countdowns */
    TYPE_TITLE,    /* 92: the running session */
    TYPE_CLOCK,    /* 92 */
    TYPE_HEADING,  /* 64 */
    TYPE_SUBTITLE, /* 46 */
    TYPE_LEAD,     /* 40: names, the other language's title */
    TYPE_ITEM,     /* 38: a row's or a neighbour's title */
    TYPE_BODY,     /* 36 */
    TYPE_SMALL,    /* 28: affiliations, labels */
    TYPE_TINY,     /* 28: the ribbon; never smaller */
    TYPE_COUNT
} TypeRole;

/* A picture of the look's. */
typedef struct {
    Str path; /* empty: none */
    ImageOrigin origin;
} ThemePicture;

enum { THEME_FONTS_MAX = 6 }; /* of screens, and of the stream's overlay */

typedef struct {
    Str name;
    Color colors[COLOR_COUNT];
    float sizes[TYPE_COUNT]; /* on the canvas of 1080 rows */
    float type_scale;        /* of the sizes that views have of their own: 1, or more */
    float radius;            /* of tiles */
    float margin, gutter;
    float contrast;       /* the least that a text must have, WCAG's ratio */
    float tint;           /* how much of the event's colour the ground has at its corner, 0 to 1 */
    Color ground;         /* without any of it */
    bool has_own_glow;    /* the file says background_from: no tint is mixed */
    Str folder;           /* of its file: where IMAGE_THEME's paths begin; empty: it has none */
    ThemePicture mark;    /* beside the event's name */
    ThemePicture logo;    /* in place of both */
    ThemePicture pattern; /* a frieze's tile, along the page's foot */
    ThemePicture picture; /* behind the page, under a veil */
    OverlayLook overlay;  /* of the stream's lower thirds */
    ThemePicture plate;   /* under them; empty: a panel */
    OwnFont fonts[THEME_FONTS_MAX]; /* paths as the file says them, until they are looked for */
    Position font_at[THEME_FONTS_MAX][WEIGHT_COUNT];
    size_t font_count;
} Theme;

/* What an event says of its own look. */
typedef struct {
    bool has_color, has_second_color;
    uint32_t color, second_color;     /* 0xRRGGBB */
    Str logo, logo_on_light, picture; /* relative to the schedule's folder; may be empty */
    const OverlayLook *overlay;       /* borrowed; NULL: nothing is said */
} Brand;

/* The look of an event that says nothing of its own, always there. */
const Theme *theme_builtin(void);

/* A theme from the bytes of its file; what the file leaves out is the built-in's. Unknown keys,
 * bad colours and contrasts under the least (WCAG 2.2's 4.5:1, 1.4.3, unless the file asks for
 * more) are diagnosed. Never NULL. */
const Theme *theme_load(Arena *arena, Str source, Diagnostics *diagnostics);

/* The theme with the event's colours and pictures in it. As much of the colour is mixed into the
 * ground, in OKLab, as leaves each text its contrast. */
const Theme *theme_branded(Arena *arena, const Theme *theme, const Brand *brand);

/* The role of the overlay's texts of that use. */
FontRole theme_overlay_font(FontFilesUse use);

/* Gives a role other files, in place of those that it has from the theme. Texts are borrowed. */
void theme_set_font(Theme *theme, FontRole role, const FontFiles *files);

/* True when its ground is lighter than its text. */
bool theme_is_light(const Theme *theme);

/* Of a part of a lower third, opaque: as the look says, else the theme's own. */
Color theme_third_color(const Theme *theme, ThirdColor color);

/* Tells which of the colours that `said` says leave a text of a lower third less contrast than the
 * theme asks for, over the brightest and the darkest camera; at their places in the file of
 * `diagnostics`. */
void theme_check_third(const Theme *theme, const OverlayLook *said, Diagnostics *diagnostics);

#define THIRD_DENSITY 0.9f /* of the ground of a lower third */

/* Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
float color_contrast(Color a, Color b);
