/* scene.h: the display list: what to draw, in order, in pixels of the final screen.
 *
 * Plain data in an arena: it can be compared, hashed, printed and drawn by anyone. Texts are laid
 * out already; images, QR codes and patterns are named, and drawn at their final size by render/.
 * Colours are straight alpha, 0xAARRGGBB, sRGB. */
#pragma once

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/instant.h"
#include "base/str.h"
#include "text/text.h"

typedef uint32_t Color;

typedef struct {
    float x, y, width, height;
} Rect;

typedef enum {
    DRAW_RECT,     /* filled, with round corners and a border */
    DRAW_GRADIENT, /* filled with a linear gradient */
    DRAW_GLOW,     /* filled with a radial one around an upper corner */
    DRAW_TEXT,
    DRAW_IMAGE,
    DRAW_QR,
    DRAW_KIND_COUNT
} DrawKind;

typedef enum {
    FIT_CONTAIN,
    FIT_LEFT,   /* as FIT_CONTAIN, at the box's left edge instead of its middle */
    FIT_RIGHT,  /* the same at its right edge */
    FIT_COVER,  /* the middle of it */
    FIT_FACE,   /* as FIT_COVER, but of a tall picture the upper part: there the face is */
    FIT_REPEAT, /* as high as the box, side by side over its width, from the left */
    /* By what is to be seen of it, whatever is empty around that. Each has a LogoPlate. */
    FIT_SIGN, /* as FIT_CONTAIN */
    FIT_SIGN_LEFT,
    FIT_SIGN_RIGHT,
    FIT_LOGO, /* no larger than others look in a box of that height */
    /* Pictures that fill a screen, in the box's middle; never drawn larger than twice their size,
     * so that they may leave some of it free. */
    FIT_PAGE_COVER,
    FIT_PAGE_CONTAIN,
    FIT_PAGE_AUTO /* the first where an eighth of the picture at most is cut off, else the second */
} ImageFit;

/* What a logo stands on. The one that draws it knows how light it is, and chooses. */
typedef struct {
    Color plate, other; /* opaque; the other one where the logo is hardly seen on the first */
    Color line;         /* around the other one; alpha 0: none */
    bool is_page;       /* `plate` is what lies there already: only another one is drawn */
    float pad_x, pad_y; /* the part of the bounds around the logo, pixels */
    float radius;       /* of the plate, pixels */
} LogoPlate;

/* One of the last three. */
bool image_fit_is_page(ImageFit fit);

typedef enum {
    IMAGE_ASSET,    /* a file of ours: path relative to assets/ */
    IMAGE_SCHEDULE, /* a file of the event's: path relative to the schedule's folder */
    IMAGE_THEME,    /* a file of the look's: path relative to the theme's folder */
    IMAGE_ORIGIN_COUNT
} ImageOrigin;

enum { VIDEO_RATE = 30 }; /* frames a second, whatever the file has */

typedef struct {
    DrawKind kind;
    Rect bounds; /* nothing is drawn outside (texts: their box; ink may hang over by a hair) */
    union {
        struct {
            Color fill, border;
            float radius_left, radius_right; /* corners at the left and at the right side */
            float border_width;              /* inside the bounds */
        } rect;
        struct {
            Color from, to;
            float degrees; /* as in CSS: 0 upwards, 90 to the right, 180 downwards */
            float to_at;   /* share of the way at which `to` is reached, 0 to 1 */
        } gradient;
        struct {
            Color from, to;         /* opaque */
            bool is_left;           /* around the upper left corner, else the right one */
            float reach_x, reach_y; /* pixels from the corner to where `to` is reached */
        } glow;
        struct {
            const TextLayout *layout;
            Color color;
            float x, y; /* of the layout's top left corner */
        } text;
        struct {
            Str path;
            ImageOrigin origin;
            ImageFit fit;
            float opacity;
            float radius;    /* of all corners, pixels */
            uint64_t frame;  /* of a video: which one, of VIDEO_RATE a second */
            int64_t showing; /* of a video: each showing begins at its first frame; 0: any */
            LogoPlate plate; /* of logos */
        } image;
        struct {
            Str payload;
            Color dark, light; /* light fills the bounds; a quiet zone of 4 modules is kept */
        } qr;
    };
} Draw;

/* What the audience is told of the session that a text belongs to, by the place where it stands:
 * under "now", in a list of what is to come, struck out. */
typedef enum {
    ROLE_NONE,  /* no session's: a clock, a heading, the event's name */
    ROLE_NOW,   /* it happens, here */
    ROLE_NEXT,  /* it is the next to begin here */
    ROLE_LATER, /* it is to come */
    ROLE_GONE,  /* it does not happen, here or any more: over, cancelled, moved away */
    ROLE_NOTICE /* staff's word; no session's either */
} SceneRole;

/* Which of a session's texts it is. */
typedef enum {
    PART_OTHER, /* its second title, its note, a segment, … */
    PART_TITLE,
    PART_TIME,       /* of its start, with or without its end */
    PART_PLACE,      /* its rooms */
    PART_PEOPLE,     /* its speakers */
    PART_STATUS,     /* "Cancelled", "Moved → Hall 2" */
    PART_UNRECORDED, /* "Not recorded" */
    PART_LABEL,      /* its title again, as a help: a block of the day's ribbon */
    PART_INSTEAD,    /* of no session: the room where who does not get in may go, or a link to it */
    PART_COUNT       /* the time that it has left, or is over, on its stage's timer */
} ScenePart;

/* What a text means, for whoever has to know without reading it: the tests' second opinion on what
 * must be seen. Nothing is drawn differently for it. */
typedef struct {
    SceneRole role;
    ScenePart part;
    size_t session; /* index into the schedule's sessions; of no meaning for NONE and NOTICE */
    size_t room;    /* the door or the row it stands at: index into rooms, or SIZE_MAX */
} SceneTag;

/* A text on the page, for `check` and the debug panel. */
typedef struct {
    size_t draw; /* index into draws */
    Str text;    /* what was to be shown */
    Position at; /* where it stands in the schedule's file; line 0: the program's own */
    SceneTag tag;
} SceneText;

typedef struct {
    Arena *arena; /* borrowed */
    int32_t width, height;
    Draw *draws;
    size_t draw_count, draw_capacity;
    SceneText *texts;
    size_t text_count, text_capacity;
    Instant next_change; /* first instant at which the picture can differ; views lower it */
    bool is_dark;        /* nothing is to be seen: the display may as well be off */
    bool is_playing;     /* a video goes on in it, VIDEO_RATE pictures a second */
    bool takes_turns;    /* it is in one language, and the next one is in the other */
    uint64_t identity;   /* of what is shown, without clocks and bars: a different identity is
                            worth a crossfade, the same one only a redraw */
} Scene;

/* An empty scene of that size whose next change is never. */
Scene scene_create(Arena *arena, int32_t width, int32_t height);

void scene_rect(Scene *scene, Rect bounds, Color fill, float radius);
void scene_frame(Scene *scene, Rect bounds, Color fill, float radius_left, float radius_right,
                 Color border, float border_width);
void scene_gradient(Scene *scene, Rect bounds, Color from, Color to, float degrees, float to_at);
void scene_glow(Scene *scene, Rect bounds, Color from, Color to, bool is_left, float reach_x,
                float reach_y);
void scene_text(Scene *scene, float x, float y, const TextLayout *layout, Color color, Str text,
                Position at);

/* Says what the text that was added last means. */
void scene_tag(Scene *scene, SceneTag tag);

void scene_image(Scene *scene, Rect bounds, ImageOrigin origin, Str path, ImageFit fit,
                 float opacity);
/* Somebody's photo: it fills the bounds (FIT_FACE), with round corners. */
void scene_photo(Scene *scene, Rect bounds, ImageOrigin origin, Str path, float radius);
/* A logo on its plate, which fills the bounds; with `plate.is_page` it fills them without one, and
 * what it may have to stand on reaches as far beyond them as it is padded. */
void scene_logo(Scene *scene, Rect bounds, ImageOrigin origin, Str path, ImageFit fit,
                const LogoPlate *plate);
void scene_qr(Scene *scene, Rect bounds, Str payload, Color dark, Color light);

/* The picture can differ from `at` on. */
void scene_changes_at(Scene *scene, Instant at);

/* Mixes something that is shown into the identity. */
void scene_identify(Scene *scene, const void *bytes, size_t len);

/* Two scenes with the same hash draw the same picture. */
uint64_t scene_hash(const Scene *scene);

/* The same on a page that runs from the right: the end is at the left. */
ImageFit image_fit_mirrored(ImageFit fit);

/* `color` with its alpha multiplied by `opacity` (0 to 1). */
Color color_fade(Color color, float opacity);
