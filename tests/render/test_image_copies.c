/* test_image_copies.c: pictures that are called by an address are drawn from their copies. */
#include "check.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/address.h"
#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"
#include "render/images.h"

#define IMAGES TEST_SOURCE_DIR "/tests/render/images"
#define COPIES TEST_BUILD_DIR "/render-image-copies"

static void put_copy(const char *copy, Str bytes) {
    assert_true(file_write(copy, &bytes, 1, &(FileWrite){.makes_folders = true}));
}

/* Why one does not come others know; keys in addresses are shown to nobody. */
static void test_an_address_is_its_copy(void **state) {
    (void)state;
    log_set_level(LOG_ERROR);
    Arena *arena = arena_create();
    const char *address = "https://x.org/fine.png?key=secret";
    const char *copy =
        path_join(arena, str_from(COPIES), address_copy_name(arena, str_from(address)).s).s;
    unlink(copy);
    ImageCache *cache =
        image_cache_create(str_from("/nowhere"), 0, &(PictureSettings){.copies = str_from(COPIES)});
    image_cache_set_folder(cache, IMAGE_SCHEDULE, str_from(IMAGES));
    ImageWish wish = {.origin = IMAGE_SCHEDULE,
                      .path = str_from(address),
                      .fit = FIT_CONTAIN,
                      .width = 64,
                      .height = 64};
    size_t count;
    assert_null(image_cache_get(cache, &wish));
    image_cache_problems(cache, NULL, arena, &count);
    assert_int_equal(count, 0);

    Str disc;
    assert_true(file_read(arena, IMAGES "/disc.png", &disc));
    put_copy(copy, disc);
    const Image *image = image_cache_get(cache, &wish);
    assert_non_null(image);
    assert_int_equal(image->height, 64);

    put_copy(copy, str_from("no picture"));
    assert_null(image_cache_get(cache, &wish));
    const Str *problems = image_cache_problems(cache, NULL, arena, &count);
    assert_int_equal(count, 1);
    assert_true(str_find(problems[0], "https://x.org/fine.png?…") != SIZE_MAX);
    assert_true(str_find(problems[0], "secret") == SIZE_MAX);
    image_cache_free(cache);

    /* Where there are none an address is no file of anybody's. */
    cache = image_cache_create(str_from("/nowhere"), 0, &(PictureSettings){0});
    image_cache_set_folder(cache, IMAGE_SCHEDULE, str_from(IMAGES));
    assert_null(image_cache_get(cache, &wish));
    image_cache_free(cache);
    unlink(copy);
    rmdir(COPIES);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_an_address_is_its_copy)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
