#include "render/image.h"

static size_t pixel_bytes(int32_t width, int32_t height) {
    return (size_t)width * (size_t)height * sizeof(uint32_t);
}

Image image_of_pixels(Pixmap pixels) {
    return (Image){
        .form = IMAGE_PIXELS, .width = pixels.width, .height = pixels.height, .pixels = pixels};
}

Image image_of_runs(Runs runs) {
    if (runs_bytes(&runs) < pixel_bytes(runs.width, runs.height))
        return (Image){
            .form = IMAGE_RUNS, .width = runs.width, .height = runs.height, .runs = runs};
    Image image = image_of_pixels(runs_to_pixmap(&runs));
    runs_free(&runs);
    return image;
}

Image image_of_video(VideoFrame frame) {
    return (Image){
        .form = IMAGE_VIDEO, .width = frame.width, .height = frame.height, .video = frame};
}

void image_free(Image *image) {
    switch (image->form) {
    case IMAGE_PIXELS:
        pixmap_free(&image->pixels);
        break;
    case IMAGE_RUNS:
        runs_free(&image->runs);
        break;
    case IMAGE_VIDEO:
        break;
    }
    *image = (Image){0};
}

size_t image_bytes(const Image *image) {
    switch (image->form) {
    case IMAGE_PIXELS:
        return pixel_bytes(image->width, image->height);
    case IMAGE_RUNS:
        return runs_bytes(&image->runs);
    case IMAGE_VIDEO:
        return video_frame_bytes(image->width, image->height);
    }
    return 0;
}

void image_draw(const Image *image, Canvas *canvas, int32_t x, int32_t y, float opacity) {
    switch (image->form) {
    case IMAGE_VIDEO: /* a page of its own, never a part that fades */
        canvas_video(canvas, &image->video, x, y);
        return;
    case IMAGE_PIXELS:
        canvas_pixels(canvas, image->pixels.pixels, image->width, x, y, image->width, image->height,
                      opacity);
        return;
    case IMAGE_RUNS:
        canvas_runs(canvas, &image->runs, x, y, opacity);
        return;
    }
}

bool picture_is_named(const PictureNames *names, Str path) {
    for (size_t i = 0; i < names->count; i++)
        if (str_equal(names->items[i], path))
            return true;
    return false;
}
