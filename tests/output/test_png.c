/* PNG files: there and back, and never half of one. */
#include "check.h"

#include <dirent.h>
#include <errno.h>
#include <png.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/png.h"
#include "output/png_memory.h"

#define FOLDER    TEST_BUILD_DIR "/output-png-test"
#define FILE_NAME FOLDER "/picture.png"

static size_t files_in_folder(void) {
    size_t count = 0;
    DIR *folder = opendir(FOLDER);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

static void round_trip(const Pixmap *picture, unsigned format) {
    Pixmap read;
    assert_true(png_write(picture, FILE_NAME));
    assert_int_equal(files_in_folder(), 1); /* nothing is left beside it */
    assert_true(png_read(FILE_NAME, &read));
    assert_int_equal(read.width, picture->width);
    assert_int_equal(read.height, picture->height);
    assert_int_equal(pixmap_difference(&read, picture).width, 0);
    pixmap_free(&read);
    png_image header = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_file(&header, FILE_NAME) != 0);
    assert_int_equal(header.format, format);
    png_image_free(&header);
}

static void test_there_and_back(void **state) {
    (void)state;
    uint64_t seed = 1;
    Pixmap opaque = random_picture(1, 37, 23), translucent = pixmap_create(256, 256);
    round_trip(&opaque, PNG_FORMAT_RGB);
    for (uint32_t alpha = 0; alpha < 256; alpha++) /* every colour that an alpha can have */
        for (uint32_t level = 0; level < 256; level++) {
            uint32_t shown = level < alpha ? level : alpha;
            uint32_t other = alpha ? random_next(&seed) % (alpha + 1) : 0;
            translucent.pixels[alpha * 256 + level] =
                alpha << 24 | shown << 16 | other << 8 | (alpha - shown);
        }
    round_trip(&translucent, PNG_FORMAT_RGBA);
    opaque.pixels[400] &= 0xfe000000; /* one pixel is enough */
    round_trip(&opaque, PNG_FORMAT_RGBA);
    pixmap_free(&opaque);
    pixmap_free(&translucent);
}

/* Rows are packed four pixels at a time, and what is left of them one by one. */
static void test_widths(void **state) {
    (void)state;
    for (int32_t width = 1; width < 10; width++) {
        Pixmap picture = random_picture((uint64_t)width, width, 3);
        round_trip(&picture, PNG_FORMAT_RGB);
        pixmap_free(&picture);
    }
}

static void test_bytes_with_alpha_though_opaque(void **state) {
    (void)state;
    Pixmap picture = random_picture(9, 41, 7);
    uint8_t *bytes, pixels[41 * 7 * 4];
    size_t len;
    assert_true(png_encode(&picture, PNG_WITH_ALPHA, &bytes, &len));
    png_image header = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_memory(&header, bytes, len) != 0);
    assert_int_equal(header.format, PNG_FORMAT_RGBA);
    assert_int_equal(header.flags & PNG_IMAGE_FLAG_COLORSPACE_NOT_sRGB, 0);
    assert_true(png_image_finish_read(&header, NULL, pixels, 0, NULL) != 0);
    for (size_t i = 0; i < 41 * 7; i++) {
        uint32_t pixel = picture.pixels[i];
        assert_int_equal(pixels[4 * i], pixel >> 16 & 0xff);
        assert_int_equal(pixels[4 * i + 1], pixel >> 8 & 0xff);
        assert_int_equal(pixels[4 * i + 2], pixel & 0xff);
        assert_int_equal(pixels[4 * i + 3], 255);
    }
    free(bytes);
    pixmap_free(&picture);
}

static void test_alpha_is_straight_in_the_file(void **state) {
    (void)state;
    Pixmap picture = pixmap_create(1, 1);
    picture.pixels[0] = 0x80400080;
    assert_true(png_write(&picture, FILE_NAME));
    png_image header = {.version = PNG_IMAGE_VERSION};
    uint8_t bytes[4];
    assert_true(png_image_begin_read_from_file(&header, FILE_NAME) != 0);
    header.format = PNG_FORMAT_RGBA;
    assert_true(png_image_finish_read(&header, NULL, bytes, 0, NULL) != 0);
    static const uint8_t WANTED[4] = {128, 0, 255, 128};
    assert_memory_equal(bytes, WANTED, sizeof WANTED);
    pixmap_free(&picture);
}

static void test_a_failed_write_leaves_the_old_file(void **state) {
    (void)state;
    Pixmap picture = random_picture(3, 10, 10);
    assert_true(png_write(&picture, FILE_NAME));
    errno = 0;
    assert_false(png_write(&picture, FOLDER "/no/such/folder.png"));
    assert_int_equal(errno, ENOENT);
    mkdir(FOLDER "/taken.png", 0700);
    assert_false(png_write(&picture, FOLDER "/taken.png")); /* nothing but a file */
    assert_int_equal(errno, EISDIR);
    rmdir(FOLDER "/taken.png");
    assert_int_equal(files_in_folder(), 1);
    pixmap_free(&picture);
}

static void test_readable_for_those_whom_the_umask_lets(void **state) {
    (void)state;
    Pixmap picture = random_picture(4, 2, 2);
    unlink(FILE_NAME); /* an old file keeps its mode */
    mode_t before = umask(027);
    assert_true(png_write(&picture, FILE_NAME));
    umask(before);
    struct stat info;
    assert_int_equal(stat(FILE_NAME, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
    pixmap_free(&picture);
}

static void test_what_cannot_be_read(void **state) {
    (void)state;
    Pixmap picture;
    assert_false(png_read(FOLDER "/missing.png", &picture));
    assert_false(png_read(TEST_SOURCE_DIR "/tests/render/images/words.png", &picture));
    assert_false(png_read(TEST_SOURCE_DIR "/tests/render/images/cut.png", &picture));
    assert_false(png_read(TEST_SOURCE_DIR "/tests/render/images/huge.png", &picture));
}

int main(void) {
    mkdir(FOLDER, 0700);
    unlink(FILE_NAME);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_widths),
        cmocka_unit_test(test_bytes_with_alpha_though_opaque),
        cmocka_unit_test(test_alpha_is_straight_in_the_file),
        cmocka_unit_test(test_a_failed_write_leaves_the_old_file),
        cmocka_unit_test(test_readable_for_those_whom_the_umask_lets),
        cmocka_unit_test(test_what_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
