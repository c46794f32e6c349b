/* The cache of pictures: keys, budget, fitting. Reading is image_file.h's, scaling image_scale.h's.
 */
#include "render/images.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "render/drawing.h"
#include "render/image_file.h"
#include "render/image_scale.h"

#define LOG_MODULE "images"

enum { DEFAULT_BUDGET = 64 * 1024 * 1024, REPORTS_MAX = 512 };

typedef struct {
    ImageOrigin origin;
    Str path; /* owned */
    FileStamp stamp;
} ImageName;

typedef struct {
    ImageName name;
    ImageFit fit;
    int32_t box_width, box_height;
    Image picture; /* owned */
    uint64_t used_at;
} Entry;

/* What was logged about a file already. */
typedef struct {
    ImageName name;
    bool is_shown; /* in spite of it */
} Report;

struct ImageCache {
    Str folders[2]; /* owned; by ImageOrigin */
    size_t budget, bytes;
    Entry *entries; /* owned */
    size_t count, capacity;
    Report *reports; /* owned */
    size_t report_count;
    uint64_t now; /* counts requests */
    size_t decoded;
};

static Str keep(Str text) {
    char *copy = memory_must(malloc(text.len + 1));
    if (text.len)
        memcpy(copy, text.s, text.len);
    copy[text.len] = 0;
    return (Str){copy, text.len};
}

static void drop(Str *text) {
    free((void *)(uintptr_t)text->s);
    *text = (Str){0};
}

ImageCache *image_cache_create(Str asset_folder, size_t budget) {
    ImageCache *cache = memory_must(calloc(1, sizeof *cache));
    cache->budget = budget ? budget : DEFAULT_BUDGET;
    cache->folders[IMAGE_ASSET] = keep(asset_folder);
    cache->folders[IMAGE_SCHEDULE] = keep((Str){0});
    cache->reports = memory_must(calloc(REPORTS_MAX, sizeof *cache->reports));
    return cache;
}

static void remove_entry(ImageCache *cache, size_t index) {
    Entry *entry = &cache->entries[index];
    cache->bytes -= image_bytes(&entry->picture);
    drop(&entry->name.path);
    image_free(&entry->picture);
    *entry = cache->entries[--cache->count];
}

static void forget_origin(ImageCache *cache, ImageOrigin origin) {
    for (size_t i = cache->count; i-- > 0;)
        if (cache->entries[i].name.origin == origin)
            remove_entry(cache, i);
    size_t kept = 0;
    for (size_t i = 0; i < cache->report_count; i++) {
        if (cache->reports[i].name.origin == origin)
            drop(&cache->reports[i].name.path);
        else
            cache->reports[kept++] = cache->reports[i];
    }
    cache->report_count = kept;
}

void image_cache_free(ImageCache *cache) {
    if (!cache)
        return;
    forget_origin(cache, IMAGE_ASSET);
    forget_origin(cache, IMAGE_SCHEDULE);
    drop(&cache->folders[IMAGE_ASSET]);
    drop(&cache->folders[IMAGE_SCHEDULE]);
    free(cache->entries);
    free(cache->reports);
    free(cache);
}

void image_cache_set_folder(ImageCache *cache, Str folder) {
    Str fresh = keep(folder); /* `folder` may be the one that is dropped */
    drop(&cache->folders[IMAGE_SCHEDULE]);
    cache->folders[IMAGE_SCHEDULE] = fresh;
    forget_origin(cache, IMAGE_SCHEDULE);
}

static bool is_name(const ImageName *name, ImageOrigin origin, Str path) {
    return name->origin == origin && str_equal(name->path, path);
}

static Report *find_report(const ImageCache *cache, ImageOrigin origin, Str path) {
    for (size_t i = 0; i < cache->report_count; i++)
        if (is_name(&cache->reports[i].name, origin, path))
            return &cache->reports[i];
    return NULL;
}

/* True when nothing was said yet about this state of the file; from now on something is. */
static bool is_news(ImageCache *cache, const ImageWish *wish, const FileStamp *stamp,
                    bool is_shown) {
    Report *report = find_report(cache, wish->origin, wish->path);
    if (report) {
        bool is_same = file_stamp_equal(&report->name.stamp, stamp);
        report->name.stamp = *stamp;
        report->is_shown = is_shown;
        return !is_same;
    }
    if (cache->report_count == REPORTS_MAX) {
        drop(&cache->reports[0].name.path);
        cache->reports[0] = cache->reports[--cache->report_count];
    }
    cache->reports[cache->report_count++] = (Report){
        .name = {.origin = wish->origin, .path = keep(wish->path), .stamp = *stamp},
        .is_shown = is_shown,
    };
    return true;
}

static bool has_failed(const ImageCache *cache, const ImageWish *wish, const FileStamp *stamp) {
    const Report *report = find_report(cache, wish->origin, wish->path);
    return report && !report->is_shown && file_stamp_equal(&report->name.stamp, stamp);
}

static int32_t to_side(double length) {
    return length < 1 ? 1 : (int32_t)lround(length);
}

/* Scales and cuts `stored` for the box. Takes `stored`. */
static Pixmap fit_picture(Pixmap stored, const ImageWish *wish) {
    double width = stored.width, height = stored.height;
    double across = wish->width / width, down = wish->height / height;
    ScaleWindow window = {0, 0, width, height};
    int32_t to_width = wish->width, to_height = wish->height;
    switch (wish->fit) {
    case FIT_CONTAIN: {
        double scale = fmin(across, down);
        to_width = to_side(width * scale);
        to_height = to_side(height * scale);
        break;
    }
    case FIT_COVER: {
        double scale = fmax(across, down);
        window.width = wish->width / scale;
        window.height = wish->height / scale;
        window.x = (width - window.width) / 2;
        window.y = (height - window.height) / 2;
        break;
    }
    }
    bool is_whole = window.width == width && window.height == height;
    if (is_whole && to_width == stored.width && to_height == stored.height)
        return stored;
    Pixmap fitted = pixmap_create(to_width, to_height);
    image_scale(&fitted, &stored, window);
    pixmap_free(&stored);
    return fitted;
}

/* What is kept of an SVG file, which is drawn at the final size already: rounding may make it a
 * pixel larger than the box, and FIT_COVER has more than is seen. The middle. */
static PixelRect seen_part(int32_t drawn_width, int32_t drawn_height, const ImageWish *wish) {
    int32_t width = drawn_width < wish->width ? drawn_width : wish->width;
    int32_t height = drawn_height < wish->height ? drawn_height : wish->height;
    return (PixelRect){(drawn_width - width) / 2, (drawn_height - height) / 2, width, height};
}

static Pixmap cut_picture(Pixmap drawn, PixelRect seen) {
    if (seen.width == drawn.width && seen.height == drawn.height)
        return drawn;
    Pixmap cut = pixmap_create(seen.width, seen.height);
    for (int32_t y = 0; y < seen.height; y++)
        memcpy(cut.pixels + (size_t)y * (size_t)seen.width,
               drawn.pixels + (size_t)(seen.y + y) * (size_t)drawn.width + seen.x,
               (size_t)seen.width * sizeof *cut.pixels);
    pixmap_free(&drawn);
    return cut;
}

/* False when it is not plain. */
static bool draw_plain(const ImageFile *file, int32_t width, int32_t height, const ImageWish *wish,
                       Image *out) {
    Arena *arena = arena_create();
    Drawing drawing;
    Runs runs;
    const char *why;
    bool is_drawn =
        drawing_read(arena, (Str){(const char *)file->bytes, file->len}, &drawing, &why);
    if (is_drawn) {
        float factor = drawing_fit(&drawing, &width, &height);
        is_drawn = drawing_draw(&drawing, factor, seen_part(width, height, wish), &runs);
    }
    if (is_drawn)
        *out = image_of_runs(runs);
    arena_free(arena);
    return is_drawn;
}

static bool draw_svg(const ImageFile *file, int32_t width, int32_t height, const ImageWish *wish,
                     Image *out, const char **why) {
    if (draw_plain(file, width, height, wish, out))
        return true;
    Pixmap drawn;
    if (!image_file_decode(file, width, height, &drawn, why))
        return false;
    *out = image_of_pixels(cut_picture(drawn, seen_part(drawn.width, drawn.height, wish)));
    return true;
}

static bool load_svg(const ImageFile *file, const ImageWish *wish, Image *out, const char **why) {
    double across = wish->width / file->header.width, down = wish->height / file->header.height;
    double scale = wish->fit == FIT_COVER ? fmax(across, down) : fmin(across, down);
    int32_t width = to_side(file->header.width * scale);
    int32_t height = to_side(file->header.height * scale);
    if (width > IMAGE_SIDE_MAX || height > IMAGE_SIDE_MAX) {
        *why = "too long and thin to be drawn";
        return false;
    }
    return draw_svg(file, width, height, wish, out, why);
}

static bool load(ImageCache *cache, const char *real_path, const ImageWish *wish,
                 const FileStamp *stamp, Image *out, const char **why) {
    ImageFile file;
    if (!image_file_open(&file, real_path, why))
        return false;
    bool is_loaded;
    if (file.header.kind == IMAGE_SVG) {
        is_loaded = load_svg(&file, wish, out, why);
        const char *unsupported = svg_unsupported(file.bytes, file.len);
        if (is_loaded && unsupported && is_news(cache, wish, stamp, true))
            log_warning("%.*s: %s is not drawn; save it as plain paths", str_arg(wish->path),
                        unsupported);
    } else {
        Pixmap stored;
        is_loaded = image_file_decode(&file, 0, 0, &stored, why);
        if (is_loaded)
            *out = image_of_pixels(fit_picture(stored, wish));
    }
    image_file_close(&file);
    cache->decoded += is_loaded;
    return is_loaded;
}

static Entry *find_entry(ImageCache *cache, const ImageWish *wish, const FileStamp *stamp) {
    for (size_t i = cache->count; i-- > 0;) {
        Entry *entry = &cache->entries[i];
        if (!is_name(&entry->name, wish->origin, wish->path))
            continue;
        if (!file_stamp_equal(&entry->name.stamp, stamp))
            remove_entry(cache, i);
        else if (entry->fit == wish->fit && entry->box_width == wish->width &&
                 entry->box_height == wish->height)
            return entry;
    }
    return NULL;
}

/* Makes room for `bytes`, oldest first. A picture larger than the budget is alone in the cache, and
 * leaves it with the next. */
static void make_room(ImageCache *cache, size_t bytes) {
    while (cache->count > 0 && cache->bytes + bytes > cache->budget) {
        size_t oldest = 0;
        for (size_t i = 1; i < cache->count; i++)
            if (cache->entries[i].used_at < cache->entries[oldest].used_at)
                oldest = i;
        remove_entry(cache, oldest);
    }
}

static Entry *add_entry(ImageCache *cache, const ImageWish *wish, const FileStamp *stamp,
                        Image picture) {
    make_room(cache, image_bytes(&picture));
    if (cache->count == cache->capacity) {
        cache->capacity = cache->capacity ? cache->capacity * 2 : 32;
        cache->entries =
            memory_must(realloc(cache->entries, cache->capacity * sizeof *cache->entries));
    }
    Entry *entry = &cache->entries[cache->count++];
    *entry = (Entry){
        .name = {.origin = wish->origin, .path = keep(wish->path), .stamp = *stamp},
        .fit = wish->fit,
        .box_width = wish->width,
        .box_height = wish->height,
        .picture = picture,
    };
    cache->bytes += image_bytes(&picture);
    return entry;
}

const Image *image_cache_get(ImageCache *cache, const ImageWish *wish) {
    const char *why = "";
    FileStamp stamp;
    char *real = image_path_find(cache->folders[wish->origin], wish->path, &stamp, &why);
    Entry *entry = NULL;
    if (real) {
        entry = find_entry(cache, wish, &stamp);
        Image picture;
        if (!entry && !has_failed(cache, wish, &stamp) &&
            load(cache, real, wish, &stamp, &picture, &why))
            entry = add_entry(cache, wish, &stamp, picture);
    }
    free(real);
    if (entry) {
        entry->used_at = ++cache->now;
        return &entry->picture;
    }
    if (is_news(cache, wish, &stamp, false))
        log_warning("%.*s: %s; shown without it", str_arg(wish->path), why);
    return NULL;
}

bool image_cache_measure(ImageCache *cache, ImageOrigin origin, Str path, int32_t *width,
                         int32_t *height, const char **why) {
    FileStamp stamp;
    char *real = image_path_find(cache->folders[origin], path, &stamp, why);
    ImageFile file;
    bool is_open = real && image_file_open(&file, real, why);
    free(real);
    if (!is_open)
        return false;
    /* A header promises nothing: the picture counts when it can be decoded. */
    bool is_readable;
    if (file.header.kind == IMAGE_SVG) {
        enum { SIDE = 64 };
        Image drawn;
        is_readable =
            draw_svg(&file, SIDE, SIDE, &(ImageWish){.width = SIDE, .height = SIDE}, &drawn, why);
        if (is_readable) {
            *width = to_side(fmin(file.header.width, INT32_MAX));
            *height = to_side(fmin(file.header.height, INT32_MAX));
            image_free(&drawn);
        }
    } else {
        Pixmap stored;
        is_readable = image_file_decode(&file, 0, 0, &stored, why);
        if (is_readable) {
            *width = stored.width;
            *height = stored.height;
            pixmap_free(&stored);
        }
    }
    image_file_close(&file);
    return is_readable;
}

void image_cache_count(const ImageCache *cache, RenderStatistics *statistics) {
    statistics->images = cache->count;
    statistics->image_bytes = cache->bytes;
    statistics->decoded = cache->decoded;
}
