/* images.h: pictures at their final size, kept within a budget of bytes.
 *
 * A picture is made once for each size at which it is shown; the ones that were not asked for
 * longest go first. Our own and the theme's are made at once. Whatever else there is may take its
 * time: a screen asks for it, shows the name meanwhile, and is called when it is there; a snapshot
 * waits for it, within the budget of picture_child.h. */
#pragma once

#include "render/image.h"
#include "render/render.h"

typedef struct ImageCache ImageCache;

typedef struct {
    ImageOrigin origin;
    Str path; /* borrowed */
    ImageFit fit;
    int32_t width, height; /* of the box, pixels */
    float radius;          /* of its corners, pixels */
} ImageWish;

/* `pictures` is borrowed while the cache is created. */
ImageCache *image_cache_create(Str asset_folder, size_t budget, const PictureSettings *pictures);
void image_cache_free(ImageCache *cache); /* accepts NULL */

/* Another folder for the pictures of that origin: forgets the former one's and what was wrong with
 * them. The same: looks whether they are still the ones that were read. */
void image_cache_set_folder(ImageCache *cache, ImageOrigin origin, Str folder);

/* The folder's files may be other ones now. What is shown stays until that is known. */
void image_cache_look_again(ImageCache *cache);

/* The picture fitted to the box: no larger than it, and as large as it for FIT_COVER. Good until
 * the next call. NULL when it is not there yet, or cannot be shown, which is logged once for each
 * state of the file. */
const Image *image_cache_get(ImageCache *cache, const ImageWish *wish);

/* Makes those that are not there yet, two at a time where there are two processors: for whoever
 * waits for pictures. A live cache makes none here. */
void image_cache_make(ImageCache *cache, const ImageWish *wishes, size_t count);

/* As image_cache_get, without the picture: a number that is another one for each picture that was
 * made, or 0 for none. */
uint64_t image_cache_version(ImageCache *cache, const ImageWish *wish);

/* It was asked for, and what became of it is not known yet. */
bool image_cache_is_coming(const ImageCache *cache, const ImageWish *wish);

/* How many screens show pictures of it: 1 unless this says otherwise. */
void image_cache_set_screens(ImageCache *cache, size_t screens);

/* Counts what became of pictures that were asked for: when it is another number than before, what
 * was drawn may look different now. */
uint64_t image_cache_changes(ImageCache *cache);

/* The pictures that are not shown, and why: "logos/a.png: …", in `arena`. Of the schedule's those
 * that `named` has; NULL: all. */
const Str *image_cache_problems(const ImageCache *cache, const PictureNames *named, Arena *arena,
                                size_t *count);

/* Fills in images, image_bytes and decoded. */
void image_cache_count(const ImageCache *cache, RenderStatistics *statistics);
