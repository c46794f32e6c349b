/* image.h: a picture that is ready to be drawn, in the smaller of two forms. */
#pragma once

#include "render/canvas.h"
#include "render/ink.h"

typedef enum { IMAGE_PIXELS, IMAGE_RUNS, IMAGE_VIDEO } ImageForm;

typedef struct {
    ImageForm form;
    int32_t width, height;
    InkEdge edge; /* of what is fitted by its ink */
    union {
        Pixmap pixels; /* owned */
        Runs runs;     /* owned */
        VideoFrame video;
    };
} Image;

/* Both take what they are given. Runs that need more than pixels would become pixels. */
Image image_of_pixels(Pixmap pixels);
Image image_of_runs(Runs runs);

void image_free(Image *image);

size_t image_bytes(const Image *image);

/* Borrows the bytes. */
Image image_of_video(VideoFrame frame);

/* Its corner at (x, y), clipped; opacity 0 to 1. */
void image_draw(const Image *image, Canvas *canvas, int32_t x, int32_t y, float opacity);

/* Paths of pictures, as they stand in a schedule. */
typedef struct {
    const Str *items;
    size_t count;
} PictureNames;

bool picture_is_named(const PictureNames *names, Str path);
