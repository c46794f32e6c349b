/* theme.h: colours, type sizes, radii and pictures of a look; from assets/themes/NAME.yaml.
 *
 * Sizes are those of the 1920×1080 canvas; Metrics (metrics.h) turns them into pixels. */
#pragma once

#include "base/arena.h"
#include "base/diagnostics.h"
#include "scene/scene.h"

typedef enum {
    COLOR_BACKGROUND,      /* where the page's gradient ends */
    COLOR_BACKGROUND_FROM, /* and where it begins, upper left */
    COLOR_PANEL,
    COLOR_LINE,
    COLOR_TEXT,
    COLOR_MUTED,
    COLOR_DIM,
    COLOR_ACCENT,    /* now */
    COLOR_ON_ACCENT, /* text on accent */
    COLOR_NEXT,
    COLOR_GOLD, /* spotlight, partners */
    COLOR_TILE, /* behind logos */
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
    TYPE_CLOCK,    /* 76 */
    TYPE_HEADING,  /* 64 */
    TYPE_SUBTITLE, /* 46 */
    TYPE_LEAD,     /* 40: names, the other language's title */
    TYPE_ITEM,     /* 38: a row's or a neighbour's title */
    TYPE_BODY,     /* 34 */
    TYPE_SMALL,    /* 28: affiliations, labels */
    TYPE_TINY,     /* 24: the ribbon; never smaller */
    TYPE_COUNT
} TypeRole;

typedef struct {
    Str name;
    Color colors[COLOR_COUNT];
    float sizes[TYPE_COUNT]; /* on the canvas of 1080 rows */
    float radius;            /* of tiles */
    float margin, gutter;
    Str mark;    /* asset: the sign beside the event's name when it has no logo */
    Str pattern; /* asset: behind the page, at the right; empty: none */
    float pattern_opacity;
} Theme;

/* The look of the design pictures, always there. */
const Theme *theme_builtin(void);

/* A theme from the bytes of its file; what the file leaves out is the built-in's. Unknown keys,
 * bad colours and contrasts under WCAG 2.2's 4.5:1 (1.4.3) are diagnosed. Never NULL. */
const Theme *theme_load(Arena *arena, Str source, Diagnostics *diagnostics);

/* Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
float color_contrast(Color a, Color b);
