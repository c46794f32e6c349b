/* images.h: pictures at their final size, kept within a budget of bytes.
 *
 * A picture is decoded and scaled once for each size at which it is shown; the ones that were not
 * asked for longest go first. A file that changed is read again. */
#pragma once

#include "render/image.h"
#include "render/render.h"

typedef struct ImageCache ImageCache;

typedef struct {
    ImageOrigin origin;
    Str path; /* borrowed */
    ImageFit fit;
    int32_t width, height; /* of the box, pixels */
} ImageWish;

ImageCache *image_cache_create(Str asset_folder, size_t budget);
void image_cache_free(ImageCache *cache); /* accepts NULL */

/* Forgets the former folder's pictures and what was wrong with them. */
void image_cache_set_folder(ImageCache *cache, Str folder);

/* The picture fitted to the box: no larger than it, and as large as it for FIT_COVER. Good until
 * the next call. NULL when it cannot be shown, which is logged once for each state of the file. */
const Image *image_cache_get(ImageCache *cache, const ImageWish *wish);

bool image_cache_measure(ImageCache *cache, ImageOrigin origin, Str path, int32_t *width,
                         int32_t *height, const char **why);

/* Fills in images, image_bytes and decoded. */
void image_cache_count(const ImageCache *cache, RenderStatistics *statistics);
