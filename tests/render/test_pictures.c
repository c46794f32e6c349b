/* Pictures from other people's programs: as ImageMagick draws them, whole or not at all, within
 * their budget, by a process that can do nothing else. */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "render/picture_maker.h"
#include "render/picture_sandbox.h"

#define IMAGES  TEST_SOURCE_DIR "/tests/render/images"
#define FOLDER  TEST_BUILD_DIR "/render-pictures-test"
#define CONVERT "/usr/bin/convert"

static PictureMaker *maker;

static PictureResult make(const char *folder, const char *path, PictureBox box) {
    return picture_maker_make(
        maker, &(PictureOrder){.folder = str_from(folder), .path = str_from(path), .box = box});
}

static void write_bytes(const char *name, const void *bytes, size_t len) {
    char path[512];
    snprintf(path, sizeof path, FOLDER "/%s", name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    fclose(file);
}

static void write_text(const char *name, const char *text) {
    write_bytes(name, text, strlen(text));
}

/* ---- beside ImageMagick -----------------------------------------------------------------------
 */

static void run(const char *command) {
    if (system(command) != 0)
        fail_msg("%s", command);
}

/* ImageMagick's idea of the file as width × height × RGBA, which the caller frees. */
static uint8_t *their_pixels(const char *name, size_t size) {
    char command[1024];
    snprintf(command, sizeof command,
             CONVERT " '" FOLDER "/%s[0]' -auto-orient -colorspace sRGB -depth 8 rgba:" FOLDER
                     "/theirs.rgba",
             name);
    run(command);
    uint8_t *bytes = malloc(size + 1);
    FILE *file = fopen(FOLDER "/theirs.rgba", "rb");
    assert_non_null(file);
    assert_int_equal(fread(bytes, 1, size + 1, file), size);
    fclose(file);
    return bytes;
}

/* The mean difference of the channels, premultiplied, in levels of 255. */
static double difference(const Pixmap *ours, const uint8_t *theirs) {
    size_t count = (size_t)ours->width * (size_t)ours->height;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *rgba = theirs + i * 4;
        double alpha = rgba[3] / 255.0;
        double expected[4] = {rgba[2] * alpha, rgba[1] * alpha, rgba[0] * alpha, rgba[3]};
        for (int c = 0; c < 4; c++)
            sum += fabs(channel_of(ours->pixels[i], c) - expected[c]);
    }
    return sum / (double)count / 4;
}

static void test_what_imagemagick_draws(void **state) {
    (void)state;
    static const struct {
        const char *name, *source, *options;
        int32_t width, height;
    } CASES[] = {
        {"plain.png", "-size 61x43 plasma:red-blue", "", 61, 43},
        {"deep.png", "-size 61x43 plasma:red-blue", "-depth 16", 61, 43},
        {"deep-gray.png", "-size 61x43 gradient:", "-colorspace gray -depth 16", 61, 43},
        {"deep-alpha.png", "-size 61x43 radial-gradient:red-none", "-depth 16", 61, 43},
        {"gray-alpha.png", "-size 61x43 radial-gradient:gray50-none", "-colorspace gray", 61, 43},
        {"palette.png", "-size 61x43 plasma:red-blue", "-colors 13 -type palette", 61, 43},
        {"bits.png", "-size 61x43 gradient:", "-monochrome -depth 1", 61, 43},
        {"interlaced.png", "-size 61x43 plasma:red-blue", "-interlace PNG", 61, 43},
        {"interlaced-deep.png", "-size 61x43 radial-gradient:red-none", "-interlace PNG -depth 16",
         61, 43},
        {"plain.jpg", "-size 64x48 plasma:red-blue", "-quality 92", 64, 48},
        {"progressive.jpg", "-size 64x48 plasma:red-blue", "-interlace JPEG", 64, 48},
        {"gray.jpg", "-size 64x48 gradient:", "-colorspace gray", 64, 48},
        {"cmyk.jpg", "-size 64x48 plasma:red-green", "-colorspace CMYK -quality 95", 64, 48},
        {"lossy.webp", "-size 64x48 plasma:red-blue", "-quality 90", 64, 48},
        {"lossless.webp", "-size 61x43 radial-gradient:red-none", "-define webp:lossless=true", 61,
         43},
        {"plain.gif", "-size 61x43 plasma:red-blue", "-colors 200", 61, 43},
        {"interlaced.gif", "-size 61x43 plasma:red-blue", "-interlace GIF", 61, 43},
        {"seen.gif", "-size 61x43 xc:none -fill red", "-draw 'circle 30,20 30,5'", 61, 43},
        {"moving.gif", "-size 40x30 xc:red", "-size 40x30 xc:blue -loop 0", 40, 30},
        {"moving.webp", "-size 40x30 xc:red", "-size 40x30 xc:blue -define webp:lossless=true", 40,
         30},
    };
    if (access(CONVERT, X_OK) != 0) {
        print_message("skipped: no ImageMagick in " CONVERT "\n");
        skip();
    }
    for (size_t i = 0; i < countof(CASES); i++) {
        char command[1024];
        snprintf(command, sizeof command, CONVERT " -seed 7 %s %s '" FOLDER "/%s'", CASES[i].source,
                 CASES[i].options, CASES[i].name);
        run(command);
        PictureResult result =
            make(FOLDER, CASES[i].name, (PictureBox){FIT_CONTAIN, CASES[i].width, CASES[i].height});
        if (result.outcome != PICTURE_MADE)
            fail_msg("%s: %s", CASES[i].name, result.facts.why);
        assert_int_equal(result.image.form, IMAGE_PIXELS);
        assert_int_equal(result.image.width, CASES[i].width);
        assert_int_equal(result.image.height, CASES[i].height);
        assert_premultiplied(&result.image.pixels);
        uint8_t *theirs =
            their_pixels(CASES[i].name, (size_t)CASES[i].width * (size_t)CASES[i].height * 4);
        double levels = difference(&result.image.pixels, theirs);
        if (levels > 2)
            fail_msg("%s: %.2f levels from ImageMagick's", CASES[i].name, levels);
        free(theirs);
        image_free(&result.image);
    }
}

/* EXIF: how the camera was held. A picture with four different corners, in all eight ways. */
static void test_orientation(void **state) {
    (void)state;
    if (access(CONVERT, X_OK) != 0)
        skip();
    for (int orientation = 1; orientation <= 8; orientation++) {
        char command[1024], name[32];
        snprintf(name, sizeof name, "held-%d.jpg", orientation);
        snprintf(command, sizeof command,
                 CONVERT " -size 24x16 xc:red -fill blue -draw 'rectangle 12,0 23,7' -fill lime "
                         "-draw 'rectangle 0,8 11,15' -fill white -draw 'rectangle 12,8 23,15' "
                         "-sampling-factor 1x1 -quality 98 " FOLDER "/%s",
                 name);
        run(command);
        /* ImageMagick writes an orientation only into EXIF data that is there: ours is put in. */
        uint8_t bytes[8192], held[8300];
        FILE *file = fopen(FOLDER "/held-1.jpg", "rb");
        size_t len = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        uint8_t exif[] = {0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0,    'M', 'M',
                          0,    42,   0, 0,  0,   8,   0,   1,   1, 0x12, 0,   3,
                          0,    0,    0, 1,  0,   0,   0,   0,   0, 0,    0,   0};
        exif[29] = (uint8_t)orientation;
        memcpy(held, bytes, 2);
        memcpy(held + 2, exif, sizeof exif);
        memcpy(held + 2 + sizeof exif, bytes + 2, len - 2);
        snprintf(name, sizeof name, "turned-%d.jpg", orientation);
        write_bytes(name, held, len + sizeof exif);
        int32_t width = orientation < 5 ? 24 : 16, height = orientation < 5 ? 16 : 24;
        PictureResult result = make(FOLDER, name, (PictureBox){FIT_CONTAIN, width, height});
        assert_int_equal(result.outcome, PICTURE_MADE);
        assert_int_equal((int)result.facts.width, width);
        assert_int_equal(result.image.width, width);
        assert_int_equal(result.image.height, height);
        uint8_t *theirs = their_pixels(name, (size_t)width * (size_t)height * 4);
        double levels = difference(&result.image.pixels, theirs);
        if (levels > 2)
            fail_msg("orientation %d: %.2f levels from ImageMagick's", orientation, levels);
        free(theirs);
        image_free(&result.image);
    }
}

/* A large picture comes in rows, which are reduced on their way; the result is that of one step. */
static void test_large_pictures_are_reduced_on_their_way(void **state) {
    (void)state;
    if (access(CONVERT, X_OK) != 0)
        skip();
    run(CONVERT " -size 3001x3003 radial-gradient:red-blue " FOLDER "/large.png");
    run(CONVERT " " FOLDER "/large.png -filter box -resize '61x61!' " FOLDER "/small.png");
    PictureResult large = make(FOLDER, "large.png", (PictureBox){FIT_CONTAIN, 61, 61});
    if (large.outcome != PICTURE_MADE)
        fail_msg("%s", large.facts.why);
    assert_int_equal((int)large.facts.width, 3001);
    assert_int_equal(large.image.width, 61);
    assert_int_equal(large.image.height, 61);
    uint8_t *theirs = their_pixels("small.png", 61 * 61 * 4);
    assert_true(difference(&large.image.pixels, theirs) <= 2);
    free(theirs);
    image_free(&large.image);
}

/* ---- whole and right, or not at all -----------------------------------------------------------
 */

static size_t read_image(const char *name, uint8_t *bytes, size_t max) {
    char path[512];
    snprintf(path, sizeof path, IMAGES "/%s", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(bytes, 1, max, file);
    fclose(file);
    return len;
}

static void test_half_a_picture_is_none(void **state) {
    (void)state;
    static const char *const NAMES[] = {"disc.png",  "photo.jpg", "lossy.webp",
                                        "mark.webp", "box.svg",   "words.svg"};
    uint8_t bytes[16384];
    for (size_t i = 0; i < countof(NAMES); i++) {
        size_t len = read_image(NAMES[i], bytes, sizeof bytes);
        for (size_t part = 2; part < 10; part++) {
            write_bytes(NAMES[i], bytes, len * part / 10);
            PictureResult result = make(FOLDER, NAMES[i], (PictureBox){FIT_CONTAIN, 64, 64});
            if (result.outcome != PICTURE_REFUSED)
                fail_msg("%s, %zu of 10: outcome %d", NAMES[i], part, (int)result.outcome);
            assert_true(result.facts.why[0]);
        }
    }
}

static void test_what_is_not_drawn_whole(void **state) {
    (void)state;
#define SVG "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>"
    static const struct {
        const char *name, *text, *why; /* NULL: it is drawn */
    } CASES[] = {
        {"file.svg", SVG "<image href='other.png' width='9' height='9'/></svg>",
         "another file (other.png)"},
        {"web.svg", SVG "<use xlink:href=\"http://x.y/z.svg#a\"/></svg>", "another file"},
        {"style.svg", SVG "<style>@import 'a.css';</style><rect width='9' height='9'/></svg>",
         "another file"},
        {"fill.svg", SVG "<rect width='9' height='9' style='fill:url(a.svg#b)'/></svg>",
         "another file (a.svg#b)"},
        {"html.svg", SVG "<foreignObject width='9' height='9'/></svg>", "HTML"},
        {"empty.svg", SVG "</svg>", "nothing is to be seen"},
        {"clear.svg", SVG "<rect width='9' height='9' fill-opacity='0'/></svg>",
         "nothing is to be seen"},
        {"outside.svg", SVG "<rect x='99' width='9' height='9'/></svg>", "nothing is to be seen"},
        {"sizeless.svg", "<svg xmlns='http://www.w3.org/2000/svg'><rect width='5'/></svg>",
         "neither a size nor a viewBox"},
        {"xml.svg", SVG "<rect width='9' height='9'></svg>", ""},
        {"avif.png", "\0\0\0 ftypavif", "not a PNG"},
        {"inner.svg",
         SVG "<defs><linearGradient id='g'><stop stop-color='red'/></linearGradient></defs>"
             "<a href='http://x.y'><rect width='9' height='9' fill='url(#g)'/></a></svg>",
         NULL},
        {"css.svg", SVG "<style>.a{fill:#0a0}</style><rect class='a' width='9' height='9'/></svg>",
         NULL},
        {"share.svg",
         "<svg xmlns='http://www.w3.org/2000/svg' width='100%' height='100%' "
         "viewBox='0 0 40 20'><path d='M0 0h40v20H0z' fill='currentColor'/></svg>",
         NULL},
    };
#undef SVG
    for (size_t i = 0; i < countof(CASES); i++) {
        write_bytes(CASES[i].name, CASES[i].text, CASES[i].text[0] ? strlen(CASES[i].text) : 12);
        PictureResult result = make(FOLDER, CASES[i].name, (PictureBox){FIT_CONTAIN, 40, 40});
        if ((result.outcome == PICTURE_MADE) != !CASES[i].why)
            fail_msg("%s: outcome %d, %s", CASES[i].name, (int)result.outcome, result.facts.why);
        if (CASES[i].why && !strstr(result.facts.why, CASES[i].why))
            fail_msg("%s: %s", CASES[i].name, result.facts.why);
        if (!CASES[i].why) {
            assert_int_equal((int)result.facts.width, 40);
            assert_int_equal(result.image.width, 40);
            assert_int_equal(result.image.height, 20);
        }
        image_free(&result.image);
    }
}

static void test_a_clear_picture_is_none(void **state) {
    (void)state;
    if (access(CONVERT, X_OK) != 0)
        skip();
    run(CONVERT " -size 20x20 xc:none " FOLDER "/clear.png");
    PictureResult result = make(FOLDER, "clear.png", (PictureBox){FIT_CONTAIN, 20, 20});
    assert_int_equal(result.outcome, PICTURE_REFUSED);
    assert_string_equal(result.facts.why, "nothing is to be seen in it");
}

/* ---- the budget -------------------------------------------------------------------------------
 */

/* 2^40 rectangles. */
static void write_bomb(const char *name) {
    char text[8192];
    size_t len = (size_t)snprintf(text, sizeof text,
                                  "<svg xmlns='http://www.w3.org/2000/svg' width='99' height='99'>"
                                  "<g id='a0'><path d='M0 0h9v9'/></g>");
    for (int i = 1; i < 40; i++)
        len += (size_t)snprintf(text + len, sizeof text - len,
                                "<g id='a%d'><use href='#a%d'/><use href='#a%d' x='1'/></g>", i,
                                i - 1, i - 1);
    snprintf(text + len, sizeof text - len, "</svg>");
    write_text(name, text);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Given up within the budget, remembered by its bytes, also by the next process. */
static void test_a_picture_that_takes_too_long(void **state) {
    (void)state;
    unlink(FOLDER "/state/given-up");
    PictureMaker *first = picture_maker_create(FOLDER "/state/given-up");
    write_bomb("bomb.svg");
    PictureOrder order = {
        .folder = str_from(FOLDER), .path = str_from("bomb.svg"), .box = {FIT_CONTAIN, 64, 64}};
    double start = seconds();
    PictureResult result = picture_maker_make(first, &order);
    assert_int_equal(result.outcome, PICTURE_GIVEN_UP);
    assert_non_null(strstr(result.facts.why, "more than 2 seconds"));
    assert_true(seconds() - start < PICTURE_PATIENCE_MS / 1000.0 + 1);
    /* The next one is drawn as ever. */
    PictureOrder fine = {
        .folder = str_from(IMAGES), .path = str_from("disc.png"), .box = {FIT_CONTAIN, 64, 64}};
    result = picture_maker_make(first, &fine);
    assert_int_equal(result.outcome, PICTURE_MADE);
    image_free(&result.image);
    picture_maker_free(first);

    PictureMaker *second = picture_maker_create(FOLDER "/state/given-up");
    write_bomb("same.svg"); /* the same bytes under another name */
    order.path = str_from("same.svg");
    start = seconds();
    result = picture_maker_make(second, &order);
    assert_int_equal(result.outcome, PICTURE_GIVEN_UP);
    assert_true(seconds() - start < 0.5);
    assert_non_null(strstr(result.facts.why, "more than 2 seconds"));
    picture_maker_free(second);
}

static void test_a_list_that_cannot_be_written(void **state) {
    (void)state;
    unlink(FOLDER "/pipe");
    assert_int_equal(mkfifo(FOLDER "/pipe", 0600), 0);
    static const char *const PATHS[] = {FOLDER "/pipe", FOLDER, "/dev/full", "/proc/nowhere/list"};
    for (size_t i = 0; i < countof(PATHS); i++) {
        PicturesGivenUp *list = pictures_given_up_open(PATHS[i]);
        pictures_given_up_add(list, (PictureKey){1, 2}, "no");
        assert_string_equal(pictures_given_up_why(list, (PictureKey){1, 2}), "no");
        assert_null(pictures_given_up_why(list, (PictureKey){1, 3}));
        pictures_given_up_close(list);
    }
}

/* ---- the sandbox ------------------------------------------------------------------------------
 */

/* In a process of its own: a bit for each thing that is still possible and must not be. */
static int try_everything(void) {
    int escaped = 0;
    if (!picture_sandbox_enter())
        return 255;
    escaped |= open(FOLDER "/escaped", O_WRONLY | O_CREAT, 0600) >= 0 ? 1 : 0;
    escaped |= socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ? 2 : 0;
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    escaped |= pid > 0 ? 4 : 0;
    execl("/bin/true", "true", NULL);
    escaped |= errno == EPERM ? 0 : 8;
    escaped |= kill(getppid(), 0) == 0 ? 16 : 0;
    escaped |= open("/usr/bin/env", O_RDONLY) >= 0 ? 0 : 32; /* fonts and libraries are read */
    escaped |= unlink(FOLDER "/here") == 0 ? 64 : 0;
    return escaped;
}

/* What the process is that has just drawn, by its link in /proc; false where the kernel does not
 * tell children. */
static bool child_program(char *to, size_t size) {
    char path[64];
    int pid;
    FILE *children = fopen("/proc/thread-self/children", "r");
    if (!children)
        return false;
    int count = fscanf(children, "%d", &pid);
    fclose(children);
    assert_int_equal(count, 1);
    snprintf(path, sizeof path, "/proc/%d/exe", pid);
    ssize_t len = readlink(path, to, size - 1);
    assert_true(len > 0);
    to[len] = 0;
    return true;
}

/* Under an emulation of the processor (script/test-arm64) the process is the emulator's, and it has
 * no seccomp. */
static void skip_when_emulated(void) {
    if (getenv("KIOSK_EMULATED")) {
        print_message("skipped: this is an emulation\n");
        skip();
    }
}

/* Seventy libraries less: it is the program that is carried in this one. */
static void test_the_process_is_a_small_program(void **state) {
    (void)state;
    skip_when_emulated();
    PictureResult made = make(IMAGES, "photo.jpg", (PictureBox){FIT_CONTAIN, 64, 64});
    assert_int_equal(made.outcome, PICTURE_MADE);
    image_free(&made.image);
    char program[256];
    if (!child_program(program, sizeof program))
        skip();
    assert_non_null(strstr(program, "memfd:kiosk-pictures"));
    picture_maker_rest(maker);
}

static void test_the_sandbox_is_closed(void **state) {
    (void)state;
    skip_when_emulated();
    write_text("here", "");
    pid_t pid = fork();
    if (pid == 0)
        _exit(try_everything());
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static int set_up(void **state) {
    (void)state;
    mkdir(FOLDER, 0700);
    maker = picture_maker_create(NULL);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    picture_maker_free(maker);
    return 0;
}

int main(void) {
    log_set_level(LOG_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_imagemagick_draws),
        cmocka_unit_test(test_orientation),
        cmocka_unit_test(test_large_pictures_are_reduced_on_their_way),
        cmocka_unit_test(test_half_a_picture_is_none),
        cmocka_unit_test(test_what_is_not_drawn_whole),
        cmocka_unit_test(test_a_clear_picture_is_none),
        cmocka_unit_test(test_a_picture_that_takes_too_long),
        cmocka_unit_test(test_a_list_that_cannot_be_written),
        cmocka_unit_test(test_the_process_is_a_small_program),
        cmocka_unit_test(test_the_sandbox_is_closed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
