/* Pictures that somebody waits for are made two at a time: the same as one by one. */
#include "check.h"

#include <unistd.h>

#include "base/log.h"
#include "render/images.h"

#define IMAGES TEST_SOURCE_DIR "/tests/render/images"

static ImageCache *new_cache(void) {
    ImageCache *cache = image_cache_create(str_from("/nowhere"), 0, &(PictureSettings){0});
    image_cache_set_folder(cache, IMAGE_SCHEDULE, str_from(IMAGES));
    return cache;
}

static ImageWish wish_for(const char *path, ImageFit fit, int32_t width, int32_t height) {
    return (ImageWish){.origin = IMAGE_SCHEDULE,
                       .path = str_from(path),
                       .fit = fit,
                       .width = width,
                       .height = height};
}

static size_t decoded(const ImageCache *cache) {
    RenderStatistics statistics = {0};
    image_cache_count(cache, &statistics);
    return statistics.decoded;
}

/* As pixels, which the caller frees. */
static Pixmap pixels_for(ImageCache *cache, const ImageWish *wish) {
    const Image *image = image_cache_get(cache, wish);
    Pixmap pixels = pixmap_create(image->width, image->height);
    Canvas canvas = canvas_open(&pixels);
    image_draw(image, &canvas, 0, 0, 1);
    canvas_close(&canvas);
    return pixels;
}

/* Whatever each of them is: by a decoders' process or plain, twice, not there, broken. */
static void test_many_at_once_are_those_of_one_by_one(void **state) {
    (void)state;
    const ImageWish wishes[] = {
        wish_for("photo.jpg", FIT_COVER, 40, 30),   wish_for("disc.png", FIT_CONTAIN, 32, 32),
        wish_for("lines.svg", FIT_CONTAIN, 32, 32), wish_for("photo.jpg", FIT_COVER, 40, 30),
        wish_for("photo.jpg", FIT_CONTAIN, 20, 20), wish_for("no.png", FIT_CONTAIN, 32, 32),
        wish_for("cut.png", FIT_CONTAIN, 32, 32),   wish_for("mark.webp", FIT_CONTAIN, 32, 32),
        wish_for("words.svg", FIT_CONTAIN, 64, 32), wish_for("palette.png", FIT_CONTAIN, 32, 32)};
    enum { SHOWN = 7 };
    ImageCache *together = new_cache(), *single = new_cache();
    Arena *arena = arena_create();
    size_t problems;
    image_cache_make(together, wishes, countof(wishes));
    if (sysconf(_SC_NPROCESSORS_ONLN) > 1) {
        assert_int_equal(decoded(together), SHOWN);
        image_cache_problems(together, NULL, arena, &problems);
        assert_int_equal(problems, 2);
    }
    arena_free(arena);
    for (size_t i = 0; i < countof(wishes); i++) {
        const Image *image = image_cache_get(single, &wishes[i]);
        assert_int_equal(image_cache_get(together, &wishes[i]) != NULL, image != NULL);
        if (!image)
            continue;
        Pixmap a = pixels_for(together, &wishes[i]), b = pixels_for(single, &wishes[i]);
        assert_true(a.width == b.width && a.height == b.height);
        assert_int_equal(pixmap_difference(&a, &b).width, 0);
        pixmap_free(&a);
        pixmap_free(&b);
    }
    assert_int_equal(decoded(together), SHOWN);
    image_cache_free(together);
    image_cache_free(single);
}

int main(void) {
    log_set_level(LOG_ERROR); /* two of them cannot be drawn */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_many_at_once_are_those_of_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
