#include "scene/layout.h"

#include <math.h>

struct Box {
    BoxKind kind;
    BoxStyle style;
    Box *first, *last, *next;
    float above; /* room before it, with the parent's gap */
    bool is_dropped;

    Str text;
    Position at;
    TextLook look;
    const TextLayout *layout;
    SceneTag tag;

    ImageOrigin origin;
    float opacity;
    ImageFit fit;
    LogoPlate plate; /* of a logo; else without a colour */

    float scale;         /* of texts, by the fitted box around it */
    float width, height; /* outer */
    float wanted_width;
};

/* How a fitted box gives way, step by step: texts first, a little; then what is optional; then
 * texts as far as their roles allow. */
static const struct {
    float scale;
    int32_t keep_below; /* boxes with this drop or a higher one are left out */
} STEPS[] = {
    {1, 9},     {0.94f, 9}, {0.88f, 9}, {0.82f, 9}, {0.94f, 3}, {0.88f, 3}, {0.82f, 3}, {0.76f, 3},
    {0.88f, 2}, {0.76f, 2}, {0.7f, 2},  {0.82f, 1}, {0.7f, 1},  {0.6f, 1},  {0.5f, 1},  {0.4f, 1},
};

Size size_fit(void) {
    return (Size){SIZE_FIT, 0};
}

Size size_grow(float weight) {
    return (Size){SIZE_GROW, weight};
}

Size size_fixed(float pixels) {
    return (Size){SIZE_FIXED, pixels};
}

Layout layout_create(Arena *arena, TextEngine *text, const Metrics *metrics) {
    return (Layout){.arena = arena, .text = text, .metrics = metrics};
}

static Box *box_create(Layout *layout, Box *parent, BoxKind kind, BoxStyle style) {
    Box *box = arena_new(layout->arena, Box, 1);
    *box = (Box){.kind = kind, .style = style, .scale = 1, .opacity = 1};
    if (!parent) {
        layout->root = box;
        return box;
    }
    box->tag = parent->tag;
    if (parent->last)
        parent->last->next = box;
    else
        parent->first = box;
    parent->last = box;
    return box;
}

Box *box_row(Layout *layout, Box *parent, BoxStyle style) {
    return box_create(layout, parent, BOX_ROW, style);
}

Box *box_column(Layout *layout, Box *parent, BoxStyle style) {
    return box_create(layout, parent, BOX_COLUMN, style);
}

Box *box_stack(Layout *layout, Box *parent, BoxStyle style) {
    return box_create(layout, parent, BOX_STACK, style);
}

Box *box_space(Layout *layout, Box *parent, BoxStyle style) {
    return box_create(layout, parent, BOX_COLUMN, style);
}

Box *box_text(Layout *layout, Box *parent, Str text, Position at, TextLook look, BoxStyle style) {
    if (text.len == 0)
        return NULL;
    Box *box = box_create(layout, parent, BOX_TEXT, style);
    box->text = text;
    box->at = at;
    box->look = look;
    return box;
}

Box *box_image(Layout *layout, Box *parent, ImageOrigin origin, Str path, float opacity,
               BoxStyle style) {
    Box *box = box_create(layout, parent, BOX_IMAGE, style);
    box->text = path;
    box->origin = origin;
    box->opacity = opacity;
    return box;
}

Box *box_fit(Box *image, ImageFit fit) {
    if (image)
        image->fit = fit;
    return image;
}

Box *box_logo(Layout *layout, Box *parent, ImageOrigin origin, Str path, ImageFit fit,
              const LogoPlate *plate, BoxStyle style) {
    Box *box = box_image(layout, parent, origin, path, 1, style);
    box->plate = *plate;
    return box_fit(box, fit);
}

Box *box_photo(Layout *layout, Box *parent, ImageOrigin origin, Str path, BoxStyle style) {
    Box *box = box_create(layout, parent, BOX_PHOTO, style);
    box->text = path;
    box->origin = origin;
    return box;
}

Box *box_qr(Layout *layout, Box *parent, Str payload, BoxStyle style) {
    Box *box = box_create(layout, parent, BOX_QR, style);
    box->text = payload;
    return box;
}

void box_tag(Box *box, SceneTag tag) {
    if (box)
        box->tag = tag;
}

Box *box_part(Box *text, ScenePart part) {
    if (text)
        text->tag.part = part;
    return text;
}

void box_space_above(Box *box, float pixels) {
    if (box)
        box->above = pixels;
}

/* ---- measuring ------------------------------------------------------------------------------ */

static Box *first_shown(Box *box) {
    while (box && box->is_dropped)
        box = box->next;
    return box;
}

#define for_shown(child, box)                                                                      \
    for (Box *child = first_shown((box)->first); child; child = first_shown(child->next))

static float padding_x(const Box *box) {
    return box->style.left + box->style.right;
}

static float padding_y(const Box *box) {
    return box->style.top + box->style.bottom;
}

/* Room before `child` on the parent's main axis. */
static float room_before(const Box *parent, const Box *child, bool is_first) {
    return (is_first ? 0 : parent->style.gap) +
           (is_first && parent->kind == BOX_ROW ? 0 : child->above);
}

static TextStyle scaled_style(const Box *box) {
    TextStyle style = box->look.style;
    if (box->scale < 1)
        style.size = fmaxf(style.min_size, style.size * box->scale);
    return style;
}

/* Width that a box takes when nobody limits it. */
static float wanted_width(Layout *layout, Box *box) {
    float inner = 0;
    switch (box->kind) {
    case BOX_ROW: {
        bool is_first = true;
        for_shown(child, box) {
            inner += wanted_width(layout, child) + room_before(box, child, is_first);
            is_first = false;
        }
        break;
    }
    case BOX_COLUMN:
    case BOX_STACK:
        for_shown(child, box) inner = fmaxf(inner, wanted_width(layout, child));
        break;
    case BOX_TEXT: {
        TextStyle style = scaled_style(box);
        inner = ceilf(text_width(layout->text, box->text, &style));
        break;
    }
    case BOX_IMAGE:
    case BOX_PHOTO:
    case BOX_QR:
        break;
    }
    float width =
        box->style.width.kind == SIZE_FIXED ? box->style.width.value : inner + padding_x(box);
    if (box->style.max_width > 0)
        width = fminf(width, box->style.max_width);
    box->wanted_width = width;
    return width;
}

static void measure(Layout *layout, Box *box, float width);

static void measure_text(Layout *layout, Box *box, float width) {
    TextStyle style = scaled_style(box);
    TextBox limits = {
        .width = fmaxf(1, width - padding_x(box)),
        .max_lines = box->look.max_lines,
        .spare_lines = box->look.spare_lines,
        .align = box->look.align,
        .is_balanced = box->look.is_balanced,
        .keeps_clauses = box->look.keeps_clauses,
    };
    box->layout = text_layout(layout->text, layout->arena, box->text, &style, &limits);
    /* The page's start is one edge for every paragraph, whichever way that runs. */
    bool is_rtl = box->layout->is_rtl;
    if (layout->is_mirrored != is_rtl && limits.align != ALIGN_CENTER) {
        limits.align = limits.align == ALIGN_START ? ALIGN_END : ALIGN_START;
        box->layout = text_layout(layout->text, layout->arena, box->text, &style, &limits);
    }
    bool is_left = limits.align == (is_rtl ? ALIGN_END : ALIGN_START);
    box->height = ceilf(box->layout->height) + padding_y(box);
    bool fills = box->look.fills_box || !is_left || box->style.width.kind != SIZE_FIT;
    box->width = fills ? width : fminf(width, ceilf(box->layout->width) + padding_x(box));
}

static float shrunk(const Box *box, float keep) {
    return fmaxf(fminf(box->style.min_width, box->wanted_width),
                 floorf(box->wanted_width * keep + 0.01f));
}

/* Of its width, what each child keeps that gives way, so that they are narrower by `over` pixels
 * together: what has come to its least width leaves its part to the others. */
static float kept_share(const Box *box, float over) {
    float keep = 1;
    for (float before = 2; keep < before;) {
        float elastic = 0, left = over;
        for_shown(child, box) {
            if (child->style.width.kind == SIZE_GROW || !child->style.can_shrink)
                continue;
            if (child->style.min_width > 0 && child->wanted_width * keep <= child->style.min_width)
                left -= child->wanted_width - shrunk(child, keep);
            else
                elastic += child->wanted_width;
        }
        before = keep;
        keep = elastic > 0 ? fmaxf(0.1f, 1 - left / elastic) : keep;
    }
    return keep;
}

/* Rows: what is fixed and what fits take their width first, the rest is shared by weight. When the
 * fitting ones want too much, those that can shrink give way in proportion. */
static void measure_row(Layout *layout, Box *box, float inner) {
    float taken = 0, weights = 0;
    bool is_first = true;
    for_shown(child, box) {
        taken += room_before(box, child, is_first);
        is_first = false;
        if (child->style.width.kind == SIZE_GROW) {
            weights += child->style.width.value;
            continue;
        }
        taken += wanted_width(layout, child);
    }
    float over = taken - inner;
    float keep = over > 0 ? kept_share(box, over) : 1;
    for_shown(child, box) {
        float w = child->wanted_width;
        if (child->style.width.kind == SIZE_GROW)
            w = floorf(fmaxf(0, -over) * child->style.width.value / weights);
        else if (child->style.can_shrink)
            w = shrunk(child, keep);
        measure(layout, child, w);
        if (child->style.width.kind == SIZE_GROW)
            child->width = w;
        box->height = fmaxf(box->height, child->height);
    }
}

static float baseline_of(const Box *box) {
    if (box->kind == BOX_TEXT)
        return box->style.top + (box->layout ? box->layout->ascent : 0);
    Box *first = first_shown(box->first);
    if (first)
        return box->style.top + first->above + baseline_of(first);
    return box->height;
}

/* With baselines aligned a row is as high as its deepest descent below the common baseline. */
static void raise_for_baselines(Box *box) {
    float baseline = 0;
    for_shown(child, box) baseline = fmaxf(baseline, baseline_of(child));
    for_shown(child, box) box->height =
        fmaxf(box->height, baseline - baseline_of(child) + child->height);
}

static void measure(Layout *layout, Box *box, float width) {
    const BoxStyle *style = &box->style;
    if (style->width.kind == SIZE_FIXED)
        width = style->width.value;
    if (style->max_width > 0)
        width = fminf(width, style->max_width);
    box->width = width;
    box->height = 0;
    float inner = fmaxf(0, width - padding_x(box));
    switch (box->kind) {
    case BOX_ROW:
        measure_row(layout, box, inner);
        if (style->cross == PLACE_BASELINE)
            raise_for_baselines(box);
        box->height += padding_y(box);
        break;
    case BOX_COLUMN: {
        bool is_first = true;
        for_shown(child, box) {
            measure(layout, child, inner);
            box->height += child->height + room_before(box, child, is_first);
            is_first = false;
        }
        box->height += padding_y(box);
        break;
    }
    case BOX_STACK:
        for_shown(child, box) {
            measure(layout, child, inner);
            box->height = fmaxf(box->height, child->height);
        }
        box->height += padding_y(box);
        break;
    case BOX_TEXT:
        measure_text(layout, box, width);
        break;
    case BOX_IMAGE:
    case BOX_PHOTO:
    case BOX_QR:
        break;
    }
    if (style->height.kind == SIZE_FIXED)
        box->height = style->height.value;
    box->height = fmaxf(box->height, style->min_height);
    if (box->kind != BOX_TEXT && style->width.kind == SIZE_FIT)
        box->width = fminf(width, wanted_width(layout, box));
}

/* ---- fitting -------------------------------------------------------------------------------- */

static void apply_step(Box *box, float scale, int32_t keep_below) {
    box->scale = scale;
    box->is_dropped = box->style.drop >= keep_below;
    for (Box *child = box->first; child; child = child->next)
        apply_step(child, scale, keep_below);
}

/* Sets the content of a fitted box for `height`; true when it fits. */
static bool fit(Layout *layout, Box *box, float width, float height) {
    for (size_t i = 0; i < countof(STEPS); i++) {
        int32_t drop = box->style.drop;
        box->style.drop = 0;
        apply_step(box, STEPS[i].scale, STEPS[i].keep_below);
        box->style.drop = drop;
        measure(layout, box, width);
        if (box->height <= height + 0.5f)
            return true;
    }
    return false;
}

/* ---- placing and drawing -------------------------------------------------------------------- */

typedef struct {
    Layout *layout;
    Scene *scene;
    Rect bounds; /* of the root */
    bool fits;
} Drawing;

/* Where a frame stands on the page: on mirrored ones as far from the right as it was placed from
 * the left. */
static Rect on_page(const Drawing *drawing, Rect frame) {
    if (drawing->layout->is_mirrored)
        frame.x = 2 * drawing->bounds.x + drawing->bounds.width - frame.x - frame.width;
    return frame;
}

static void place(Drawing *drawing, Box *box, Rect frame);

/* A child whose height does not depend on its content. */
static bool takes_what_is_left(const Box *parent, const Box *child) {
    return child->style.height.kind == SIZE_GROW && (parent->style.is_even || child->style.is_even);
}

static void place_column(Drawing *drawing, Box *box, Rect inner) {
    float content = 0, weights = 0, fitted = 0;
    bool is_first = true;
    for_shown(child, box) {
        bool grows = child->style.height.kind == SIZE_GROW;
        bool is_counted = !takes_what_is_left(box, child);
        content += (is_counted ? child->height : 0) + room_before(box, child, is_first);
        is_first = false;
        if (grows)
            weights += child->style.height.value;
        if (child->style.is_fitted && is_counted)
            fitted += child->height;
    }
    float spare = inner.height - content;
    if (spare < -0.5f && fitted <= 0)
        drawing->fits = false;
    float y = inner.y;
    if (weights <= 0 && spare > 0 && box->style.main != PLACE_START)
        y += box->style.main == PLACE_END ? spare : spare / 2;
    is_first = true;
    for_shown(child, box) {
        y += room_before(box, child, is_first);
        is_first = false;
        bool grows = child->style.height.kind == SIZE_GROW;
        float height = takes_what_is_left(box, child) ? 0 : child->height;
        if (spare > 0 && grows)
            height += spare * child->style.height.value / weights;
        if (spare < 0 && height > 0 && child->style.is_fitted)
            height = fmaxf(1, height + spare * height / fitted);
        bool fills = box->style.is_stretched || child->style.width.kind == SIZE_GROW;
        float width = fills ? inner.width : fminf(child->width, inner.width);
        float x = inner.x;
        if (box->style.cross == PLACE_CENTER)
            x += (inner.width - width) / 2;
        else if (box->style.cross == PLACE_END)
            x += inner.width - width;
        place(drawing, child, (Rect){x, y, width, height});
        y += height;
    }
}

static void place_row(Drawing *drawing, Box *box, Rect inner) {
    float content = 0, baseline = 0;
    bool is_first = true;
    for_shown(child, box) {
        content += child->width + room_before(box, child, is_first);
        is_first = false;
        baseline = fmaxf(baseline, baseline_of(child));
    }
    float spare = fmaxf(0, inner.width - content);
    float x = inner.x;
    if (box->style.main == PLACE_CENTER)
        x += spare / 2;
    else if (box->style.main == PLACE_END)
        x += spare;
    is_first = true;
    for_shown(child, box) {
        x += room_before(box, child, is_first);
        is_first = false;
        bool fills = box->style.is_stretched || child->style.height.kind == SIZE_GROW;
        float height = fills ? inner.height : fminf(child->height, inner.height);
        float y = inner.y;
        if (box->style.cross == PLACE_CENTER)
            y += (inner.height - height) / 2;
        else if (box->style.cross == PLACE_END)
            y += inner.height - height;
        else if (box->style.cross == PLACE_BASELINE)
            y += baseline - baseline_of(child);
        place(drawing, child, (Rect){x, y, child->width, height});
        x += child->width;
    }
}

static Rect snapped(Rect r) {
    float x = roundf(r.x), y = roundf(r.y);
    return (Rect){x, y, roundf(r.x + r.width) - x, roundf(r.y + r.height) - y};
}

static void decorate(Drawing *drawing, const Box *box, Rect frame) {
    const BoxStyle *style = &box->style;
    bool is_mirrored = drawing->layout->is_mirrored;
    Rect r = snapped(on_page(drawing, frame));
    if (style->has_fade)
        scene_gradient(drawing->scene, r, style->fill, color_fade(style->fill, 0),
                       is_mirrored ? 270 : 90, 1);
    else if (style->fill >> 24 || style->border_width > 0)
        scene_frame(drawing->scene, r, style->fill,
                    is_mirrored ? style->radius_right : style->radius_left,
                    is_mirrored ? style->radius_left : style->radius_right, style->border,
                    style->border_width);
    if (style->bar_width > 0) {
        float x = is_mirrored ? r.x + r.width - style->bar_width : r.x;
        scene_rect(drawing->scene, (Rect){x, r.y, style->bar_width, r.height}, style->bar, 0);
    }
    if (style->bar_top_width > 0)
        scene_rect(drawing->scene, (Rect){r.x, r.y, r.width, style->bar_top_width}, style->bar, 0);
}

static void place_text(Drawing *drawing, Box *box, Rect frame) {
    /* Lines that do not stand at the left were set for the width measured: the parent may have come
     * out narrower. */
    if (box->width > frame.width + 0.5f)
        measure_text(drawing->layout, box, frame.width);
    const TextLayout *text = box->layout;
    frame = on_page(drawing, frame);
    float x = frame.x + (drawing->layout->is_mirrored ? box->style.right : box->style.left);
    float y = frame.y + box->style.top;
    if (box->style.main == PLACE_CENTER)
        y = frame.y + (frame.height - text->height) / 2;
    scene_text(drawing->scene, roundf(x), roundf(y), text, box->look.color, box->text, box->at);
    scene_tag(drawing->scene, box->tag);
    for (size_t i = 0; i < text->line_count && box->look.is_struck; i++) {
        const TextLine *line = &text->lines[i];
        float height = fmaxf(2, roundf(text->size * 0.07f));
        /* Through the middle of small letters and of ideographs alike. */
        float middle = line->baseline - text->size * 0.31f;
        scene_rect(
            drawing->scene,
            (Rect){roundf(x + line->x), roundf(y + middle - height / 2), line->width, height},
            box->look.color, 0);
    }
    if (!box->look.is_live)
        scene_identify(drawing->scene, box->text.s, box->text.len);
}

static void place_image(Drawing *drawing, const Box *box, Rect inner) {
    ImageFit fit = drawing->layout->is_mirrored ? image_fit_mirrored(box->fit) : box->fit;
    Rect bounds = snapped(on_page(drawing, inner));
    if (box->plate.plate)
        scene_logo(drawing->scene, bounds, box->origin, box->text, fit, &box->plate);
    else
        scene_image(drawing->scene, bounds, box->origin, box->text, fit, box->opacity);
    scene_identify(drawing->scene, box->text.s, box->text.len);
}

static void place(Drawing *drawing, Box *box, Rect frame) {
    if (box->style.is_fitted && (box->height > frame.height + 0.5f) &&
        !fit(drawing->layout, box, frame.width, frame.height))
        drawing->fits = false;
    decorate(drawing, box, frame);
    Rect inner = {frame.x + box->style.left, frame.y + box->style.top,
                  fmaxf(0, frame.width - padding_x(box)), fmaxf(0, frame.height - padding_y(box))};
    switch (box->kind) {
    case BOX_ROW:
        place_row(drawing, box, inner);
        break;
    case BOX_COLUMN:
        place_column(drawing, box, inner);
        break;
    case BOX_STACK:
        for_shown(child, box) place(drawing, child, inner);
        break;
    case BOX_TEXT:
        place_text(drawing, box, frame);
        break;
    case BOX_IMAGE:
        place_image(drawing, box, inner);
        break;
    case BOX_PHOTO:
        scene_photo(drawing->scene, snapped(on_page(drawing, inner)), box->origin, box->text,
                    box->style.radius_left);
        scene_identify(drawing->scene, box->text.s, box->text.len);
        break;
    case BOX_QR:
        scene_qr(drawing->scene, snapped(on_page(drawing, inner)), box->text, 0xFF000000,
                 0xFFFFFFFF);
        break;
    }
}

float layout_height(Layout *layout, float width) {
    measure(layout, layout->root, width);
    return layout->root->height;
}

static bool is_cut(const Box *box) {
    if (box->is_dropped)
        return false;
    bool is_found =
        box->kind == BOX_TEXT && box->layout && box->layout->is_cut && !box->style.may_be_cut;
    for (const Box *child = box->first; child && !is_found; child = child->next)
        is_found = is_cut(child);
    return is_found;
}

bool layout_is_cut(const Layout *layout) {
    return is_cut(layout->root);
}

bool layout_draw(Layout *layout, Rect bounds, Scene *scene) {
    Drawing drawing = {.layout = layout, .scene = scene, .bounds = bounds, .fits = true};
    measure(layout, layout->root, bounds.width);
    layout->root->width = bounds.width;
    place(&drawing, layout->root, bounds);
    return drawing.fits;
}
