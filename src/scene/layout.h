/* layout.h: boxes that lay themselves out, and become a display list.
 *
 * A view builds a tree of boxes (rows, columns, stacks, texts, pictures) and gives it a rectangle.
 * Widths are found first, then heights for those widths, then places. A box that is `is_fitted`
 * and gets less height than its content wants sets its texts smaller and leaves out optional
 * boxes, step by step, until the content fits. */
#pragma once

#include "scene/metrics.h"
#include "scene/scene.h"

typedef enum {
    BOX_ROW,
    BOX_COLUMN,
    BOX_STACK, /* children lie over each other, each in the whole of it */
    BOX_TEXT,
    BOX_IMAGE,
    BOX_PHOTO,
    BOX_QR
} BoxKind;

typedef enum {
    SIZE_FIT,   /* what the content wants */
    SIZE_GROW,  /* a share of what is left, by weight */
    SIZE_FIXED, /* pixels */
} SizeKind;

typedef struct {
    SizeKind kind;
    float value; /* GROW: weight; FIXED: pixels */
} Size;

typedef enum { PLACE_START, PLACE_CENTER, PLACE_END, PLACE_BASELINE } Place;

typedef struct {
    Size width, height;
    float max_width;                /* pixels; 0: none */
    float min_width;                /* pixels: of what can shrink */
    float min_height;               /* pixels */
    float left, top, right, bottom; /* padding, pixels */
    float gap;                      /* between children */
    Place main, cross;              /* of the children; BASELINE: rows only */
    bool is_stretched;              /* children fill the cross axis */
    bool is_even;    /* columns: children that grow share the height by weight alone */
    bool is_fitted;  /* see above */
    bool can_shrink; /* in a row that is too narrow: may become narrower */
    bool may_be_cut; /* a text that layout_is_cut does not look at */
    int32_t drop;    /* optional: 0 never left out; the highest goes first (1 to 3) */
    Color fill;      /* alpha 0: nothing */
    Color border;
    float border_width;
    float radius_left, radius_right;
    Color bar; /* a stripe at the start side, above the fill */
    float bar_width;
    float bar_top_width; /* the same colour along the top instead */
    bool has_fade;       /* the fill fades to nothing at the end side */
} BoxStyle;

typedef struct {
    TextStyle style;
    Color color;
    int32_t max_lines;   /* 0: any */
    int32_t spare_lines; /* more, for what would be cut (TextBox) */
    TextAlign align;
    bool is_balanced;
    bool keeps_clauses; /* lines end at clauses where they can (TextBox) */
    bool is_live;       /* a clock or a count: no reason for a crossfade when it changes */
    bool is_struck;     /* a line through it, 0.07 em thick: it does not hold any more */
    bool fills_box;     /* the box is as wide as it may be, not as its longest line */
} TextLook;

typedef struct Box Box;

typedef struct {
    Arena *arena; /* borrowed */
    TextEngine *text;
    const Metrics *metrics;
    Box *root;
    bool is_mirrored; /* for right-to-left pages: everything is placed from the right edge */
} Layout;

Layout layout_create(Arena *arena, TextEngine *text, const Metrics *metrics);

/* Boxes belong to the layout's arena. `parent` NULL makes the root. */
Box *box_row(Layout *layout, Box *parent, BoxStyle style);
Box *box_column(Layout *layout, Box *parent, BoxStyle style);
Box *box_stack(Layout *layout, Box *parent, BoxStyle style);
/* An empty box: a spacer, a line, a dot. */
Box *box_space(Layout *layout, Box *parent, BoxStyle style);
/* `at`: where the text stands in the schedule's file. Empty texts make no box and give NULL. */
Box *box_text(Layout *layout, Box *parent, Str text, Position at, TextLook look, BoxStyle style);
Box *box_image(Layout *layout, Box *parent, ImageOrigin origin, Str path, float opacity,
               BoxStyle style);
/* How the picture lies in its box, FIT_CONTAIN unless this says otherwise; LEFT and RIGHT are those
 * of a page that runs from the left. Its box again. NULL is accepted and nothing is done. */
Box *box_fit(Box *image, ImageFit fit);
/* A logo that fills the box with its plate, or stands in it, by its fit: FIT_LOGO or FIT_SIGN. With
 * `plate.is_page` the plate may reach its padding beyond the box. */
Box *box_logo(Layout *layout, Box *parent, ImageOrigin origin, Str path, ImageFit fit,
              const LogoPlate *plate, BoxStyle style);
/* Somebody's photo, cut to the box, with corners of `style.radius_left`. */
Box *box_photo(Layout *layout, Box *parent, ImageOrigin origin, Str path, BoxStyle style);
Box *box_qr(Layout *layout, Box *parent, Str payload, BoxStyle style);

/* What the texts in the box mean (SceneTag): those that are made in it after this. NULL is accepted
 * and nothing is done, as below. */
void box_tag(Box *box, SceneTag tag);

/* Which of the session's texts this one is; its box again. */
Box *box_part(Box *text, ScenePart part);

/* Room of `pixels` above a box that was just made. NULL is accepted and nothing is done. */
void box_space_above(Box *box, float pixels);

/* Height that the tree wants at that width. */
float layout_height(Layout *layout, float width);

/* True when a text of the tree, as it was measured last, has been cut. */
bool layout_is_cut(const Layout *layout);

/* Lays the tree out in `bounds` and appends what is to be drawn to the scene. False when something
 * did not fit even so (`check` says where: the scene's texts that are cut). */
bool layout_draw(Layout *layout, Rect bounds, Scene *scene);

/* Shorthands for sizes. */
Size size_fit(void);
Size size_grow(float weight);
Size size_fixed(float pixels);
