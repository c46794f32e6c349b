/* Pictures: every format, scaling, fitting, the budget, and what is kept out. */
#include "check.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "render/image_scale.h"
#include "render/images.h"
#include "render/picture_maker.h"

#define IMAGES  TEST_SOURCE_DIR "/tests/render/images"
#define SANDBOX TEST_BUILD_DIR "/render-images-test"

static ImageCache *cache_on(const char *folder, size_t budget) {
    ImageCache *cache = image_cache_create(str_from("/nowhere"), budget, &(PictureSettings){0});
    image_cache_set_folder(cache, IMAGE_SCHEDULE, str_from(folder));
    return cache;
}

static ImageWish wish_for(const char *path, ImageFit fit, int32_t width, int32_t height) {
    return (ImageWish){.origin = IMAGE_SCHEDULE,
                       .path = str_from(path),
                       .fit = fit,
                       .width = width,
                       .height = height};
}

/* A picture's own size; false with a reason, in `why` of DECODE_WHY_MAX bytes. */
static bool measure(const char *folder, const char *path, int32_t *width, int32_t *height,
                    char *why) {
    PictureMaker *maker = picture_maker_create(NULL);
    PictureResult result = picture_maker_make(maker, &(PictureOrder){.folder = str_from(folder),
                                                                     .path = str_from(path),
                                                                     .box = {FIT_CONTAIN, 64, 64}});
    bool is_made = result.outcome == PICTURE_MADE;
    *width = (int32_t)lround(result.facts.width);
    *height = (int32_t)lround(result.facts.height);
    strcpy(why, result.facts.why);
    image_free(&result.image);
    picture_maker_free(maker);
    return is_made;
}

static RenderStatistics count(const ImageCache *cache) {
    RenderStatistics statistics = {0};
    image_cache_count(cache, &statistics);
    return statistics;
}

/* The picture as pixels, which the caller frees, whatever form it is kept in. */
static Pixmap pixels_for(ImageCache *cache, const ImageWish *wish) {
    const Image *image = image_cache_get(cache, wish);
    assert_non_null(image);
    Pixmap pixels = pixmap_create(image->width, image->height);
    Canvas canvas = canvas_open(&pixels);
    image_draw(image, &canvas, 0, 0, 1);
    canvas_close(&canvas);
    return pixels;
}

/* What a call writes to stderr; the caller frees it. */
static int saved_stderr;

static void catch_log(void) {
    fflush(stderr);
    saved_stderr = dup(STDERR_FILENO);
    int file = open(TEST_BUILD_DIR "/render-images-test.log", O_RDWR | O_CREAT | O_TRUNC, 0600);
    assert_true(file >= 0 && dup2(file, STDERR_FILENO) >= 0);
    close(file);
}

static void caught_log(char *text, size_t size) {
    fflush(stderr);
    ssize_t len = pread(STDERR_FILENO, text, size - 1, 0);
    text[len > 0 ? len : 0] = 0;
    dup2(saved_stderr, STDERR_FILENO);
    close(saved_stderr);
}

/* Our own lines: libpng has its say besides. */
static size_t line_count(const char *text) {
    size_t lines = 0;
    while ((text = strstr(text, "kiosk: "))) {
        text++;
        lines++;
    }
    return lines;
}

static void test_every_format_is_read(void **state) {
    (void)state;
    static const struct {
        const char *path;
        int32_t width, height, x, y;
        uint32_t pixel; /* at x, y of the picture at its own size */
        int tolerance;
    } CASES[] = {
        {"half.png", 12, 8, 2, 4, 0xffdc1e28, 0},      {"half.png", 12, 8, 9, 4, 0, 0},
        {"mark.webp", 12, 8, 2, 4, 0xffdc1e28, 0},     {"mark.webp", 12, 8, 9, 4, 0, 0},
        {"palette.png", 5, 3, 1, 1, 0xff3366cc, 0},    {"palette.png", 5, 3, 3, 1, 0, 0},
        {"gray.png", 6, 4, 2, 0, 0xffffffff, 0},       {"gray.png", 6, 4, 2, 3, 0xff000000, 0},
        {"photo.jpg", 24, 16, 12, 0, 0xff204060, 12},  {"photo.jpg", 24, 16, 3, 15, 0xffc0a080, 12},
        {"lossy.webp", 24, 16, 12, 0, 0xff204060, 12}, {"box.svg", 40, 20, 5, 5, 0xffff0000, 0},
        {"box.svg", 40, 20, 25, 5, 0xff0000ff, 0},     {"tall.svg", 96, 192, 48, 96, 0xff00aa00, 0},
        {"tall.svg", 96, 192, 48, 20, 0, 0},           {"words.svg", 40, 20, 1, 1, 0xffffffff, 0},
    };
    ImageCache *cache = cache_on(IMAGES, 0);
    for (size_t i = 0; i < countof(CASES); i++) {
        int32_t width = 0, height = 0;
        char why[DECODE_WHY_MAX];
        if (!measure(IMAGES, CASES[i].path, &width, &height, why))
            fail_msg("%s: %s", CASES[i].path, why);
        assert_int_equal(width, CASES[i].width);
        assert_int_equal(height, CASES[i].height);
        ImageWish wish = wish_for(CASES[i].path, FIT_CONTAIN, width, height);
        Pixmap picture = pixels_for(cache, &wish);
        assert_int_equal(picture.width, width);
        assert_int_equal(picture.height, height);
        for (int c = 0; c < 4; c++)
            assert_near(channel_of(CASES[i].pixel, c), pixel_of(&picture, CASES[i].x, CASES[i].y),
                        c, CASES[i].tolerance, CASES[i].path);
        pixmap_free(&picture);
    }
    image_cache_free(cache);
}

static void test_fitting(void **state) {
    (void)state;
    static const struct {
        const char *path;
        ImageFit fit;
        int32_t box_width, box_height, width, height;
    } CASES[] = {
        {"half.png", FIT_CONTAIN, 6, 100, 6, 4},      {"half.png", FIT_CONTAIN, 100, 40, 60, 40},
        {"half.png", FIT_COVER, 20, 20, 20, 20},      {"half.png", FIT_COVER, 5, 40, 5, 40},
        {"box.svg", FIT_CONTAIN, 200, 200, 200, 100}, {"box.svg", FIT_CONTAIN, 300, 20, 40, 20},
        {"box.svg", FIT_COVER, 50, 60, 50, 60},       {"tall.svg", FIT_CONTAIN, 300, 300, 150, 300},
        {"half.png", FIT_CONTAIN, 4000, 1, 2, 1},     {"half.png", FIT_CONTAIN, 1, 1, 1, 1},
    };
    ImageCache *cache = cache_on(IMAGES, 0);
    for (size_t i = 0; i < countof(CASES); i++) {
        ImageWish wish =
            wish_for(CASES[i].path, CASES[i].fit, CASES[i].box_width, CASES[i].box_height);
        Pixmap picture = pixels_for(cache, &wish);
        assert_int_equal(picture.width, CASES[i].width);
        assert_int_equal(picture.height, CASES[i].height);
        assert_premultiplied(&picture);
        pixmap_free(&picture);
    }
    image_cache_free(cache);
}

static void test_vectors_are_drawn_at_the_final_size(void **state) {
    (void)state;
    ImageCache *cache = cache_on(IMAGES, 0);
    ImageWish wish = wish_for("box.svg", FIT_CONTAIN, 1000, 1000);
    Pixmap picture = pixels_for(cache, &wish);
    assert_int_equal(pixel_of(&picture, 499, 250), 0xffff0000); /* enlarged it would be blurred */
    assert_int_equal(pixel_of(&picture, 500, 250), 0xff0000ff);
    pixmap_free(&picture);
    wish = wish_for("box.svg", FIT_COVER, 100, 100); /* the middle of 200 × 100 */
    picture = pixels_for(cache, &wish);
    assert_int_equal(pixel_of(&picture, 49, 50), 0xffff0000);
    assert_int_equal(pixel_of(&picture, 50, 50), 0xff0000ff);
    pixmap_free(&picture);
    image_cache_free(cache);
}

static void test_covering_shows_the_middle(void **state) {
    (void)state;
    ImageCache *cache = cache_on(IMAGES, 0);
    ImageWish wish = wish_for("half.png", FIT_COVER, 8, 8);
    Pixmap picture = pixels_for(cache, &wish);
    assert_int_equal(pixel_of(&picture, 3, 4), 0xffdc1e28);
    assert_int_equal(pixel_of(&picture, 4, 4), 0);
    pixmap_free(&picture);
    image_cache_free(cache);
}

static double total(const Pixmap *pixmap, int channel) {
    double sum = 0;
    size_t pixels = (size_t)pixmap->width * (size_t)pixmap->height;
    for (size_t i = 0; i < pixels; i++)
        sum += channel_of(pixmap->pixels[i], channel);
    return sum / (double)pixels;
}

static void test_reducing_keeps_the_mean(void **state) {
    (void)state;
    static const int32_t SIZES[][2] = {{1, 1}, {2, 3}, {7, 5}, {31, 29}, {47, 50}, {60, 40}};
    uint64_t seed = 1;
    Pixmap from = pixmap_create(61, 53);
    for (int i = 0; i < 61 * 53; i++)
        from.pixels[i] = random_pixel(&seed);
    for (size_t i = 0; i < countof(SIZES); i++) {
        Pixmap to = pixmap_create(SIZES[i][0], SIZES[i][1]);
        image_scale(&to, &from, (ScaleWindow){0, 0, 61, 53});
        assert_premultiplied(&to);
        for (int c = 0; c < 4; c++)
            assert_true(fabs(total(&to, c) - total(&from, c)) < 0.5);
        pixmap_free(&to);
    }
    pixmap_free(&from);
}

static void test_scaling_a_flat_picture_changes_nothing(void **state) {
    (void)state;
    static const int32_t SIZES[][2] = {{1, 1}, {3, 9}, {10, 10}, {17, 4}, {100, 100}, {641, 3}};
    Pixmap from = pixmap_create(10, 10);
    fill(&from, 0x80402010);
    for (size_t i = 0; i < countof(SIZES); i++) {
        Pixmap to = pixmap_create(SIZES[i][0], SIZES[i][1]);
        image_scale(&to, &from, (ScaleWindow){0, 0, 10, 10});
        for (int32_t k = 0; k < SIZES[i][0] * SIZES[i][1]; k++)
            assert_int_equal(to.pixels[k], 0x80402010);
        pixmap_free(&to);
    }
    pixmap_free(&from);
}

/* What is transparent is white in the file: not a trace of it may show at the edge. */
static void test_edges_do_not_fringe(void **state) {
    (void)state;
    static const int32_t WIDTHS[] = {5, 9, 12, 30, 77};
    ImageCache *cache = cache_on(IMAGES, 0);
    for (size_t i = 0; i < countof(WIDTHS); i++) {
        ImageWish wish = wish_for("half.png", FIT_CONTAIN, WIDTHS[i], 1000);
        Pixmap picture = pixels_for(cache, &wish);
        for (int32_t k = 0; k < picture.width * picture.height; k++) {
            uint32_t pixel = picture.pixels[k];
            double alpha = channel_of(pixel, 3) / 255.0;
            assert_near(0xdc * alpha, pixel, 2, 1.2, "red");
            assert_near(0x1e * alpha, pixel, 1, 1.2, "green");
            assert_near(0x28 * alpha, pixel, 0, 1.2, "blue");
        }
        pixmap_free(&picture);
    }
    image_cache_free(cache);
}

/* A step enlarged stays between its two sides but for the slight overshoot of a bicubic, and rises
 * in between. */
static void test_enlarging_a_step(void **state) {
    (void)state;
    Pixmap from = pixmap_create(8, 1), to = pixmap_create(80, 1);
    for (int i = 0; i < 8; i++)
        from.pixels[i] = i < 4 ? 0xff404040 : 0xffc0c0c0;
    image_scale(&to, &from, (ScaleWindow){0, 0, 8, 1});
    for (int x = 0; x < 80; x++) {
        int level = channel_of(to.pixels[x], 0);
        assert_true(level >= 0x40 - 10 && level <= 0xc0 + 10);
        if (x >= 35 && x < 45)
            assert_true(level >= channel_of(to.pixels[x - 1], 0));
        assert_int_equal(level + channel_of(to.pixels[79 - x], 0), 0x100);
    }
    pixmap_free(&from);
    pixmap_free(&to);
}

static void test_the_budget_is_kept(void **state) {
    (void)state;
    enum { BUDGET = 64 * 64 * 4 * 3 };
    ImageCache *cache = cache_on(IMAGES, BUDGET);
    for (int32_t side = 20; side <= 64; side++) {
        ImageWish wish = wish_for("disc.png", FIT_CONTAIN, side, side);
        assert_non_null(image_cache_get(cache, &wish));
        assert_true(count(cache).image_bytes <= BUDGET);
    }
    assert_true(count(cache).images >= 3); /* and made use of */
    image_cache_free(cache);
}

static void test_the_oldest_goes_first(void **state) {
    (void)state;
    ImageCache *cache = cache_on(IMAGES, 3 * 32 * 32 * 4);
    ImageWish wishes[4];
    for (int i = 0; i < 4; i++)
        wishes[i] = wish_for("disc.png", i % 2 ? FIT_CONTAIN : FIT_COVER, 32, 32 + (i / 2) * 0);
    wishes[2].path = str_from("mark.webp");
    wishes[2].fit = FIT_COVER;
    wishes[3].path = str_from("half.png");
    wishes[3].fit = FIT_COVER;
    for (int i = 0; i < 3; i++)
        image_cache_get(cache, &wishes[i]);
    image_cache_get(cache, &wishes[0]); /* used again: 1 is the oldest now */
    image_cache_get(cache, &wishes[3]);
    size_t decoded = count(cache).decoded;
    assert_int_equal(decoded, 4);
    image_cache_get(cache, &wishes[0]);
    image_cache_get(cache, &wishes[3]);
    image_cache_get(cache, &wishes[2]);
    assert_int_equal(count(cache).decoded, 4);
    image_cache_get(cache, &wishes[1]);
    assert_int_equal(count(cache).decoded, 5);
    image_cache_free(cache);
}

static void test_a_picture_above_the_budget_is_shown_still(void **state) {
    (void)state;
    ImageCache *cache = cache_on(IMAGES, 100);
    ImageWish wish = wish_for("disc.png", FIT_CONTAIN, 64, 64);
    assert_non_null(image_cache_get(cache, &wish));
    wish.width = wish.height = 4;
    assert_non_null(image_cache_get(cache, &wish));
    assert_int_equal(count(cache).images, 1);
    assert_int_equal(count(cache).image_bytes, 4 * 4 * 4);
    image_cache_free(cache);
}

static void write_file(const char *path, const char *source) {
    FILE *from = fopen(source, "rb"), *to = fopen(path, "wb");
    assert_true(from && to);
    for (int c; (c = getc(from)) != EOF;)
        putc(c, to);
    fclose(from);
    fclose(to);
}

static void make_sandbox(void) {
    mkdir(SANDBOX, 0700);
    mkdir(SANDBOX "/event", 0700);
    mkdir(SANDBOX "/event/logos", 0700);
    mkdir(SANDBOX "/event-other", 0700);
    write_file(SANDBOX "/secret.png", IMAGES "/half.png");
    write_file(SANDBOX "/event-other/secret.png", IMAGES "/half.png");
    write_file(SANDBOX "/event/fine.png", IMAGES "/half.png");
    write_file(SANDBOX "/event/logos/..fine.png", IMAGES "/half.png");
    static const char *const LINKS[][2] = {
        {"../secret.png", SANDBOX "/event/out.png"},
        {"..", SANDBOX "/event/up"},
        {"/", SANDBOX "/event/root"},
        {"../event-other/secret.png", SANDBOX "/event/beside.png"},
        {"../fine.png", SANDBOX "/event/logos/in.png"},
        {"loop.png", SANDBOX "/event/loop.png"},
    };
    for (size_t i = 0; i < countof(LINKS); i++) {
        unlink(LINKS[i][1]);
        assert_int_equal(symlink(LINKS[i][0], LINKS[i][1]), 0);
    }
    unlink(SANDBOX "/event/pipe.png");
    assert_int_equal(mkfifo(SANDBOX "/event/pipe.png", 0600), 0);
    FILE *empty = fopen(SANDBOX "/event/empty.png", "wb");
    fclose(empty);
    unlink(SANDBOX "/event/large.png");
    FILE *large = fopen(SANDBOX "/event/large.png", "wb");
    assert_int_equal(ftruncate(fileno(large), 32 * 1024 * 1024 + 1), 0);
    fclose(large);
}

static void test_nothing_outside_of_the_folder(void **state) {
    (void)state;
    static const struct {
        const char *path;
        const char *why; /* NULL: it is shown */
    } CASES[] = {
        {"fine.png", NULL},
        {"./logos/../fine.png", "the path must be relative and stay in its folder"},
        {"logos/in.png", NULL},
        {"logos/..fine.png", NULL},
        {"../secret.png", "the path must be relative and stay in its folder"},
        {"..", "the path must be relative and stay in its folder"},
        {"logos/../../secret.png", "the path must be relative and stay in its folder"},
        {SANDBOX "/event/fine.png", "the path must be relative and stay in its folder"},
        {"/etc/passwd", "the path must be relative and stay in its folder"},
        {"out.png", "a link leads out of its folder"},
        {"up/secret.png", "a link leads out of its folder"},
        {"root/etc/passwd", "a link leads out of its folder"},
        {"beside.png", "a link leads out of its folder"},
        {"loop.png", "Too many levels of symbolic links"},
        {"missing.png", "No such file or directory"},
        {"logos", "not a file"},
        {"pipe.png", "not a file"},
        {"empty.png", "the file is empty"},
        {"large.png", "the file is larger than 32 MiB"},
        {"", "the path is empty or has a zero byte"},
    };
    make_sandbox();
    ImageCache *cache = cache_on(SANDBOX "/event", 0);
    for (size_t i = 0; i < countof(CASES); i++) {
        int32_t width, height;
        char why[DECODE_WHY_MAX];
        bool is_read = measure(SANDBOX "/event", CASES[i].path, &width, &height, why);
        if (is_read != !CASES[i].why)
            fail_msg("%s: %s", CASES[i].path, is_read ? "was read" : why);
        if (!is_read)
            assert_string_equal(why, CASES[i].why);
        ImageWish wish = wish_for(CASES[i].path, FIT_CONTAIN, 8, 8);
        catch_log();
        const Image *picture = image_cache_get(cache, &wish);
        char text[4096];
        caught_log(text, sizeof text);
        assert_int_equal(picture != NULL, is_read);
        assert_int_equal(line_count(text), is_read ? 0 : 1);
    }
    image_cache_free(cache);
}

static void test_what_is_no_picture_is_logged_once(void **state) {
    (void)state;
    static const struct {
        const char *path, *why;
    } CASES[] = {
        {"words.png", "not a PNG, JPEG, WebP, GIF or SVG picture"},
        {"huge.png", "larger than 16384"},
        {"cut.png", ""},
        {"sizeless.svg", "neither a size nor a viewBox"},
    };
    ImageCache *cache = cache_on(IMAGES, 0);
    for (size_t i = 0; i < countof(CASES); i++) {
        char text[4096];
        catch_log();
        for (int32_t side = 8; side < 12; side++) { /* at another size it is the same file */
            ImageWish wish = wish_for(CASES[i].path, FIT_CONTAIN, side, side);
            assert_null(image_cache_get(cache, &wish));
        }
        caught_log(text, sizeof text);
        assert_int_equal(line_count(text), 1);
        assert_non_null(strstr(text, CASES[i].path));
        assert_non_null(strstr(text, CASES[i].why));
    }
    image_cache_set_folder(cache, IMAGE_SCHEDULE, str_from(IMAGES)); /* the same: not said again */
    char text[4096];
    ImageWish wish = wish_for("words.png", FIT_CONTAIN, 8, 8);
    catch_log();
    image_cache_get(cache, &wish);
    caught_log(text, sizeof text);
    assert_int_equal(line_count(text), 0);
    image_cache_free(cache);
}

static void test_a_changed_file_is_read_again(void **state) {
    (void)state;
    make_sandbox();
    const char *path = SANDBOX "/event/logo.png";
    write_file(path, IMAGES "/words.png");
    ImageCache *cache = cache_on(SANDBOX "/event", 0);
    ImageWish wish = wish_for("logo.png", FIT_CONTAIN, 64, 64);
    char text[4096];
    catch_log();
    assert_null(image_cache_get(cache, &wish));
    write_file(SANDBOX "/event/new.png", IMAGES "/half.png");
    rename(SANDBOX "/event/new.png", path);
    const Image *picture = image_cache_get(cache, &wish);
    caught_log(text, sizeof text);
    assert_non_null(picture);
    assert_int_equal(picture->height, 43);
    write_file(SANDBOX "/event/new.png", IMAGES "/disc.png");
    rename(SANDBOX "/event/new.png", path);
    picture = image_cache_get(cache, &wish);
    assert_int_equal(picture->height, 64);
    assert_int_equal(count(cache).images, 1); /* the old one is gone */
    assert_int_equal(count(cache).decoded, 2);
    image_cache_get(cache, &wish);
    assert_int_equal(count(cache).decoded, 2);
    image_cache_free(cache);
}

/* ---- a live screen ----------------------------------------------------------------------------
 */

static void be_ready(void *context) {
    uint64_t one = 1;
    assert_int_equal(write(*(int *)context, &one, sizeof one), sizeof one);
}

/* Waits until something has become of a picture. */
static void wait_for_change(ImageCache *cache, int event, uint64_t *changes) {
    while (image_cache_changes(cache) == *changes) {
        uint64_t times;
        assert_int_equal(read(event, &times, sizeof times), sizeof times);
    }
    *changes = image_cache_changes(cache);
}

/* Nothing is waited for: the picture comes when it is there, also when its file comes late or is
 * replaced, and what is shown stays until then. */
static void test_a_live_screen_waits_for_nothing(void **state) {
    (void)state;
    make_sandbox();
    const char *path = SANDBOX "/event/late.png";
    unlink(path);
    int event = eventfd(0, EFD_CLOEXEC);
    ImageCache *cache = image_cache_create(
        str_from(TEST_SOURCE_DIR "/assets"), 0,
        &(PictureSettings){.is_live = true, .ready = be_ready, .context = &event});
    image_cache_set_folder(cache, IMAGE_SCHEDULE, str_from(SANDBOX "/event"));
    uint64_t changes = image_cache_changes(cache);
    ImageWish fine = wish_for("fine.png", FIT_CONTAIN, 6, 100);
    assert_null(image_cache_get(cache, &fine));
    wait_for_change(cache, event, &changes);
    assert_int_equal(image_cache_get(cache, &fine)->height, 4);
    /* Our own plain drawings are there at once. */
    ImageWish mark = wish_for("images/info.svg", FIT_CONTAIN, 50, 50);
    mark.origin = IMAGE_ASSET;
    assert_non_null(image_cache_get(cache, &mark));

    char text[4096];
    size_t count;
    Arena *arena = arena_create();
    ImageWish late = wish_for("late.png", FIT_CONTAIN, 64, 64);
    assert_null(image_cache_get(cache, &late));
    catch_log();
    wait_for_change(cache, event, &changes);
    caught_log(text, sizeof text);
    assert_non_null(strstr(text, "late.png: No such file"));
    const Str *problems = image_cache_problems(cache, NULL, arena, &count);
    assert_int_equal(count, 1);
    assert_true(str_find(problems[0], "late.png is not shown: No such file") != SIZE_MAX);

    write_file(SANDBOX "/event/new.png", IMAGES "/disc.png");
    rename(SANDBOX "/event/new.png", path);
    image_cache_look_again(cache); /* the helper may be as quick as we are */
    image_cache_get(cache, &late);
    wait_for_change(cache, event, &changes);
    assert_int_equal(image_cache_get(cache, &late)->height, 64);
    image_cache_problems(cache, NULL, arena, &count);
    assert_int_equal(count, 0);

    uint64_t version = image_cache_version(cache, &late);
    write_file(SANDBOX "/event/new.png", IMAGES "/half.png");
    rename(SANDBOX "/event/new.png", path);
    image_cache_look_again(cache);
    const Image *meanwhile = image_cache_get(cache, &late); /* here too: it may be there already */
    assert_non_null(meanwhile);
    assert_true(meanwhile->height == 64 || meanwhile->height == 43);
    wait_for_change(cache, event, &changes);
    assert_int_equal(image_cache_get(cache, &late)->height, 43);
    assert_int_not_equal(image_cache_version(cache, &late), version);
    assert_int_equal(image_cache_get(cache, &fine)->height, 4);
    arena_free(arena);
    image_cache_free(cache);
    close(event);
}

static void test_another_folder_is_another_event(void **state) {
    (void)state;
    make_sandbox();
    ImageCache *cache = cache_on(IMAGES, 0);
    ImageWish wish = wish_for("half.png", FIT_CONTAIN, 8, 8);
    assert_non_null(image_cache_get(cache, &wish));
    image_cache_set_folder(cache, IMAGE_SCHEDULE, str_from(SANDBOX "/event"));
    assert_int_equal(count(cache).image_bytes, 0);
    catch_log();
    assert_null(image_cache_get(cache, &wish));
    char text[4096];
    caught_log(text, sizeof text);
    image_cache_free(cache);
}

int main(void) {
    log_set_level(LOG_WARNING);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_format_is_read),
        cmocka_unit_test(test_fitting),
        cmocka_unit_test(test_vectors_are_drawn_at_the_final_size),
        cmocka_unit_test(test_covering_shows_the_middle),
        cmocka_unit_test(test_reducing_keeps_the_mean),
        cmocka_unit_test(test_scaling_a_flat_picture_changes_nothing),
        cmocka_unit_test(test_edges_do_not_fringe),
        cmocka_unit_test(test_enlarging_a_step),
        cmocka_unit_test(test_the_budget_is_kept),
        cmocka_unit_test(test_the_oldest_goes_first),
        cmocka_unit_test(test_a_picture_above_the_budget_is_shown_still),
        cmocka_unit_test(test_nothing_outside_of_the_folder),
        cmocka_unit_test(test_what_is_no_picture_is_logged_once),
        cmocka_unit_test(test_a_changed_file_is_read_again),
        cmocka_unit_test(test_a_live_screen_waits_for_nothing),
        cmocka_unit_test(test_another_folder_is_another_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
