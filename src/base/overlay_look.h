/* overlay_look.h: how a show wants its lower thirds on the stream to look: the map `overlay` of a
 * theme's or a schedule's file.
 *
 * Below both, because both have it. What is not said keeps its place free, so that the schedule's
 * words can be laid over the theme's. */
#pragma once

#include "base/color.h"
#include "base/document.h"
#include "base/font_files.h"
#include "base/instant.h"

typedef enum {
    THIRD_BAR,    /* a dark panel with a bar at its side */
    THIRD_BLOCKS, /* the name on a block of colour, the rest on one below it */
    THIRD_PILL,   /* all in one line with round ends */
    THIRD_LOOK_COUNT
} ThirdLook;

typedef enum {
    THIRD_AT_START, /* left; right where the first language runs from there */
    THIRD_AT_LEFT,
    THIRD_AT_CENTER,
    THIRD_AT_RIGHT,
    THIRD_PLACE_COUNT
} ThirdPlace;

typedef enum { THIRD_SLIDES, THIRD_FADES, THIRD_JUMPS, THIRD_ANIMATION_COUNT } ThirdAnimation;

typedef enum {
    THIRD_SECOND_BESIDE,
    THIRD_SECOND_UNDER,
    THIRD_SECOND_ALTERNATE, /* half of the time each */
    THIRD_SECOND_NONE,
    THIRD_SECOND_COUNT
} ThirdSecond;

typedef enum {
    THIRD_GROUND, /* of the panel */
    THIRD_NAME,   /* and what the session is called */
    THIRD_LINE,   /* affiliation */
    THIRD_OTHER,  /* the name in the second language */
    THIRD_BAR_COLOR,
    THIRD_ON_BAR, /* the name on a block of the bar's colour */
    THIRD_COLOR_COUNT
} ThirdColor;

typedef enum {
    THIRD_SAYS_LOOK = 1,
    THIRD_SAYS_PLACE = 2,
    THIRD_SAYS_OFFSET = 4,
    THIRD_SAYS_SIZE = 8,
    THIRD_SAYS_WIDTH = 16,
    THIRD_SAYS_TIME = 32,
    THIRD_SAYS_ANIMATION = 64,
    THIRD_SAYS_SECOND = 128,
    THIRD_SAYS_PICTURE = 256,
    THIRD_SAYS_PANEL = 512,
} ThirdSaid;

typedef struct {
    uint32_t said; /* ThirdSaid: the others are the usual ones */
    ThirdLook look;
    ThirdPlace place;
    float offset_x, offset_y; /* in from its side, and up; pixels of 1920x1080 */
    float size;               /* of all of it: 1, or more or less */
    float width;              /* at most; pixels of 1920x1080 */
    Millis time;              /* that a name stays */
    ThirdAnimation animation;
    ThirdSecond second;
    Str picture;    /* under the texts, in place of the panel; path as written; empty: none */
    bool has_strip; /* several speakers stand side by side at once, not one after the other */
    FontFiles fonts[FONT_FILES_COUNT]; /* of all of the overlay's texts */
    bool has_colors[THIRD_COLOR_COUNT];
    uint32_t colors[THIRD_COLOR_COUNT]; /* 0xRRGGBB */
    Position color_at[THIRD_COLOR_COUNT], picture_at;
} OverlayLook;

/* Nothing is said: all as usual. */
OverlayLook overlay_look_usual(void);

/* From the map; NULL or what is none gives the usual look. What is wrong is diagnosed, with its
 * place and what to write. Texts are borrowed from the tree. */
OverlayLook overlay_look_read(Arena *arena, const Node *map, Diagnostics *diagnostics);

/* Says anything at all. */
bool overlay_look_is_own(const OverlayLook *look);

/* `over` laid over `under`. */
OverlayLook overlay_look_over(const OverlayLook *under, const OverlayLook *over);

/* Names of the file's words: for who writes a file, and the manual's test. */
const char *overlay_look_name(ThirdLook look);
const char *overlay_place_name(ThirdPlace place);
const char *overlay_animation_name(ThirdAnimation animation);
const char *overlay_second_name(ThirdSecond second);
const char *overlay_color_name(ThirdColor color);
