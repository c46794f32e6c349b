#include "render/picture_maker.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "render/drawing.h"

struct PictureMaker {
    PictureChild *child;       /* owned; started when it is needed */
    PicturesGivenUp *given_up; /* owned */
};

PictureMaker *picture_maker_create(const char *given_up) {
    PictureMaker *maker = memory_must(malloc(sizeof *maker));
    *maker = (PictureMaker){.child = picture_child_create(),
                            .given_up = pictures_given_up_open(given_up)};
    return maker;
}

void picture_maker_free(PictureMaker *maker) {
    if (!maker)
        return;
    picture_child_free(maker->child);
    pictures_given_up_close(maker->given_up);
    free(maker);
}

void picture_maker_rest(PictureMaker *maker) {
    picture_child_rest(maker->child);
}

static bool is_visible(const Image *image) {
    Pixmap pixels = image->pixels;
    if (image->form == IMAGE_RUNS)
        pixels = runs_to_pixmap(&image->runs);
    bool is_seen = picture_is_visible(&pixels);
    if (image->form == IMAGE_RUNS)
        pixmap_free(&pixels);
    return is_seen;
}

static bool draw_part(const Drawing *drawing, const InkDrawing *plan, Pixmap *out) {
    Runs runs;
    if (!drawing_draw(drawing, (float)plan->scale, plan->seen, &runs))
        return false;
    *out = runs_to_pixmap(&runs);
    runs_free(&runs);
    return true;
}

/* Twice, as ink.h says. */
static bool draw_plain_ink(const Drawing *drawing, const PictureBox *box, PictureResult *result) {
    InkDrawing plan;
    Pixmap drawn;
    if (!ink_drawing_begin(&plan, drawing->width, drawing->height) ||
        !draw_part(drawing, &plan, &drawn))
        return false;
    bool is_seen = ink_drawing_look(&plan, &drawn, box);
    if (is_seen) {
        pixmap_free(&drawn);
        if (!draw_part(drawing, &plan, &drawn))
            return false;
        drawn = ink_drawing_end(&plan, drawn, box);
    }
    result->outcome = PICTURE_MADE;
    result->image = image_of_pixels(drawn);
    result->facts = (DecodeFacts){
        .width = drawing->width, .height = drawing->height, .ink = plan.ink, .scale = plan.scale};
    return true;
}

/* False when it is not plain. */
static bool draw_plain(Str text, const PictureBox *box, PictureResult *result) {
    Arena *arena = arena_create();
    Drawing drawing;
    Runs runs;
    const char *why;
    bool is_drawn = drawing_read(arena, text, &drawing, &why);
    if (is_drawn && fit_is_by_ink(box->fit)) {
        is_drawn = draw_plain_ink(&drawing, box, result);
        arena_free(arena);
        return is_drawn;
    }
    if (is_drawn) {
        int32_t width, height;
        picture_drawn_size(drawing.width, drawing.height, box, &width, &height);
        is_drawn = width <= IMAGE_SIDE_MAX && height <= IMAGE_SIDE_MAX;
        if (is_drawn) {
            float factor = drawing_fit(&drawing, &width, &height);
            is_drawn = drawing_draw(&drawing, factor, picture_seen_part(width, height, box), &runs);
        }
    }
    if (is_drawn) {
        result->outcome = PICTURE_MADE;
        result->image = image_of_runs(runs);
        result->facts.width = drawing.width;
        result->facts.height = drawing.height;
    }
    arena_free(arena);
    return is_drawn;
}

static PictureOutcome refuse(PictureResult *result, const char *why) {
    snprintf(result->facts.why, sizeof result->facts.why, "%s", why);
    return PICTURE_REFUSED;
}

/* By the child, unless it was tried in vain once. */
static PictureOutcome decode(PictureMaker *maker, const ImageFile *file, const PictureBox *box,
                             PictureResult *result) {
    const char *why = pictures_given_up_why(maker->given_up, file->key);
    if (why) {
        refuse(result, why);
        return PICTURE_GIVEN_UP;
    }
    Pixmap pixels;
    switch (picture_child_draw(maker->child, file->fd, box, &pixels, &result->facts)) {
    case CHILD_DREW:
        result->image = image_of_pixels(pixels);
        return PICTURE_MADE;
    case CHILD_REFUSED:
        return PICTURE_REFUSED;
    case CHILD_GAVE_UP:
        pictures_given_up_add(maker->given_up, file->key, result->facts.why);
        return PICTURE_GIVEN_UP;
    case CHILD_MISSING:
        break;
    }
    return PICTURE_PUT_OFF;
}

static PictureOutcome make(PictureMaker *maker, const PictureOrder *order, const ImageFile *file,
                           PictureResult *result) {
    Str text = {.s = (const char *)file->plain, .len = file->plain_len};
    if (file->plain && draw_plain(text, &order->box, result)) {
        if (is_visible(&result->image))
            return PICTURE_MADE;
        image_free(&result->image);
        return refuse(result, "nothing is to be seen in it");
    }
    if (order->is_plain_only)
        return PICTURE_NOT_PLAIN;
    return decode(maker, file, &order->box, result);
}

static void round_corners(Image *image, float radius) {
    Pixmap pixels = image->pixels;
    if (image->form == IMAGE_RUNS) {
        pixels = runs_to_pixmap(&image->runs);
        runs_free(&image->runs);
    }
    picture_round(&pixels, radius);
    *image = image_of_pixels(pixels);
}

PictureResult picture_maker_make(PictureMaker *maker, const PictureOrder *order) {
    PictureResult result = {.outcome = PICTURE_REFUSED};
    const char *why = "";
    char *real = image_path_find(order->folder, order->path, &result.stamp, &why);
    if (!real) {
        refuse(&result, why);
        return result;
    }
    ImageFile file;
    if (order->known.inode && file_stamp_equal(&order->known, &result.stamp)) {
        result.outcome = PICTURE_UNCHANGED;
    } else if (image_file_open(&file, real, &why)) {
        result.is_vector = file.header.kind == IMAGE_SVG;
        result.outcome = make(maker, order, &file, &result);
        image_file_close(&file);
        if (result.outcome == PICTURE_MADE && fit_is_by_ink(order->box.fit))
            result.image.edge = ink_edge(&result.image.pixels, &result.facts.ink);
        if (result.outcome == PICTURE_MADE && order->radius > 0)
            round_corners(&result.image, order->radius);
    } else {
        refuse(&result, why);
    }
    free(real);
    return result;
}
