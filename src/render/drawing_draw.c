/* From a Drawing to Runs. FreeType widens strokes and finds the coverage; the colours are put over
 * each other here, in a band of some rows at a time, so that a picture of any size needs little
 * memory, and what comes out is the composed picture. */
#include <math.h>
#include <stdlib.h>

#include "render/drawing_outline.h"
#include "render/rows.h"

enum {
    BAND_ROWS = 24,
    POINT_WORK = 8,
    WORK_MAX = 48 * 1024 * 1024 /* see edge_work; a tenth of a second */
};

/* One colour's area. */
typedef struct {
    FT_Outline outline; /* owned, as FreeType's library sees it */
    uint32_t color;
    int32_t top, bottom; /* rows that it may touch */
} Layer;

typedef struct {
    DrawingView view; /* its library is owned */
    int32_t height;   /* of what is seen */
    Layer *layers;    /* owned */
    size_t count;
    double work; /* so far, see WORK_MAX */
} Plan;

/* Pixels that an outline's edges pass, at most, and some for each end. */
static double edge_work(const FT_Outline *outline) {
    double sum = POINT_WORK * (double)outline->n_points;
    for (int i = 0; i < outline->n_points; i++) {
        FT_Vector from = outline->points[i > 0 ? i - 1 : outline->n_points - 1];
        FT_Vector to = outline->points[i];
        sum += (double)(labs(to.x - from.x) + labs(to.y - from.y)) / 64;
    }
    return sum;
}

/* The outline is in the plan already, where it will be freed. */
static bool add_layer(Plan *plan, uint32_t color) {
    Layer *layer = &plan->layers[plan->count - 1];
    FT_BBox box;
    FT_Outline_Get_CBox(&layer->outline, &box);
    FT_Pos top = box.yMin >> 6, bottom = (box.yMax + 63) >> 6;
    layer->color = color;
    layer->top = top > 0 ? (int32_t)top : 0;
    layer->bottom = bottom < plan->height ? (int32_t)bottom : plan->height;
    int32_t rows = layer->bottom > layer->top ? layer->bottom - layer->top : 0;
    plan->work += edge_work(&layer->outline) * (rows / BAND_ROWS + 2);
    return plan->work <= WORK_MAX;
}

static bool add_shape(Plan *plan, const DrawingShape *shape) {
    const DrawingStyle *style = &shape->style;
    if (style->fill && shape->count &&
        (!drawing_outline_fill(&plan->view, shape, &plan->layers[plan->count++].outline) ||
         !add_layer(plan, style->fill)))
        return false;
    if (style->stroke && style->stroke_width > 0 && shape->count &&
        (!drawing_outline_stroke(&plan->view, shape, &plan->layers[plan->count++].outline) ||
         !add_layer(plan, style->stroke)))
        return false;
    return true;
}

static void free_plan(Plan *plan) {
    for (size_t i = 0; i < plan->count; i++)
        FT_Outline_Done(plan->view.library, &plan->layers[i].outline);
    free(plan->layers);
    FT_Done_FreeType(plan->view.library);
}

/* Some rows on which the layers are put over each other. */
typedef struct {
    uint32_t *pixels; /* owned; BAND_ROWS × width, empty but where a row says */
    int32_t width, top, bottom;
    int32_t left[BAND_ROWS], right[BAND_ROWS]; /* what of each row may have something */
    uint32_t color;                            /* of the layer that is drawn */
} Band;

static void cover(uint32_t *to, int32_t count, uint32_t color, uint32_t coverage) {
    for (int32_t i = 0; i < count; i++)
        to[i] = coverage == 255 ? color : pixel_mix(color, to[i], coverage);
}

/* FreeType's spans of one row, from left to right; a row may come in several parts. */
static void cover_spans(int y, int count, const FT_Span *spans, void *user) {
    Band *band = user;
    int32_t row = y - band->top;
    if (count <= 0 || row < 0 || row >= BAND_ROWS)
        return;
    uint32_t *to = band->pixels + (size_t)row * (size_t)band->width;
    int32_t left = spans[0].x, right = spans[count - 1].x + spans[count - 1].len;
    if (left < 0 || right > band->width)
        return;
    band->left[row] = left < band->left[row] ? left : band->left[row];
    band->right[row] = right > band->right[row] ? right : band->right[row];
    for (int i = 0; i < count; i++)
        cover(to + spans[i].x, spans[i].len, band->color, spans[i].coverage);
}

static bool cover_layers(Plan *plan, Band *band) {
    for (size_t i = 0; i < plan->count; i++) {
        Layer *layer = &plan->layers[i];
        if (layer->bottom <= band->top || layer->top >= band->bottom)
            continue;
        band->color = layer->color;
        FT_Raster_Params params = {
            .flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP,
            .gray_spans = cover_spans,
            .user = band,
            .clip_box = {0, band->top, band->width, band->bottom},
        };
        if (FT_Outline_Render(plan->view.library, &layer->outline, &params) != 0)
            return false;
    }
    return true;
}

static bool draw_bands(Plan *plan, Band *band, RunsWriter *writer) {
    for (int32_t top = 0; top < plan->height; top += BAND_ROWS) {
        band->top = top;
        band->bottom = top + BAND_ROWS < plan->height ? top + BAND_ROWS : plan->height;
        for (int32_t row = 0; row < BAND_ROWS; row++) {
            band->left[row] = band->width;
            band->right[row] = 0;
        }
        if (!cover_layers(plan, band))
            return false;
        for (int32_t row = 0; row < band->bottom - top; row++) {
            int32_t left = band->left[row], right = band->right[row];
            uint32_t *pixels = band->pixels + (size_t)row * (size_t)band->width;
            runs_add_row(writer, pixels, left, right);
            for (int32_t x = left; x < right; x++)
                pixels[x] = 0;
        }
    }
    return true;
}

float drawing_fit(const Drawing *drawing, int32_t *width, int32_t *height) {
    float own_width = (float)drawing->width, own_height = (float)drawing->height;
    float factor = fminf((float)*width / own_width, (float)*height / own_height);
    *width = (int32_t)ceilf(own_width * factor);
    *height = (int32_t)ceilf(own_height * factor);
    return factor;
}

bool drawing_draw(const Drawing *drawing, float factor, PixelRect seen, Runs *out) {
    double enlarged = (double)factor;
    Plan plan = {.view = {.drawing = drawing,
                          .scale = drawing->scale * enlarged,
                          .dx = drawing->dx * enlarged - seen.x,
                          .dy = drawing->dy * enlarged - seen.y},
                 .height = seen.height};
    if (FT_Init_FreeType(&plan.view.library) != 0)
        return false;
    Band band = {.width = seen.width};
    plan.layers = calloc(2 * drawing->count + 1, sizeof *plan.layers);
    band.pixels = calloc((size_t)seen.width * BAND_ROWS, sizeof *band.pixels);
    if (!plan.layers || !band.pixels)
        abort();
    bool is_drawn = true;
    for (size_t i = 0; is_drawn && i < drawing->count; i++)
        is_drawn = add_shape(&plan, &drawing->shapes[i]);
    RunsWriter writer = runs_begin(seen.width, seen.height);
    is_drawn = is_drawn && draw_bands(&plan, &band, &writer);
    if (is_drawn)
        *out = runs_end(&writer);
    else
        runs_free(&writer.runs);
    free(band.pixels);
    free_plan(&plan);
    return is_drawn;
}
