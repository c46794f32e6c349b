/* test_moving.c: which picture files have several pictures for several moments. */
#include "check.h"

#include "render/image_header.h"

/* One pixel, one code table: header, two colours, images, end. */
#define GIF_HEAD                                                                                   \
    "GIF89a\1\0\1\0\x80\0\0"                                                                       \
    "\0\0\0\xff\xff\xff"
#define GIF_IMAGE                                                                                  \
    "\x2c\0\0\0\0\1\0\1\0\0"                                                                       \
    "\2\2\x44\1\0"
#define GIF_TABLE                                                                                  \
    "\x2c\0\0\0\0\1\0\1\0\x80"                                                                     \
    "\0\0\0\xff\xff\xff"                                                                           \
    "\2\2\x44\1\0"
#define GIF_WAIT "\x21\xf9\4\0\x0a\0\0\0"
#define GIF_LOOP "\x21\xff\x0bNETSCAPE2.0\3\1\0\0\0"
/* A remark in which an image's first byte stands. */
#define GIF_WORDS "\x21\xfe\4\x2c\x2c\x2c\x2c\0"
#define GIF_END   "\x3b"

#define PNG_HEAD                                                                                   \
    "\x89PNG\r\n\x1a\n"                                                                            \
    "\0\0\0\x0dIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0"                                                   \
    "crc4"
#define PNG_TEXT                                                                                   \
    "\0\0\0\4tEXtacTL"                                                                             \
    "crc4"
#define PNG_MOVES                                                                                  \
    "\0\0\0\x08"                                                                                   \
    "acTL\0\0\0\2\0\0\0\0"                                                                         \
    "crc4"
#define PNG_DATA                                                                                   \
    "\0\0\0\2IDATxx"                                                                               \
    "crc4"

#define WEBP(flags) "RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0" flags "\0\0\0\0\0\0\0\0\0"

typedef struct {
    const char *name, *bytes;
    size_t len;
    ImageKind kind;
    bool moves;
} Case;

#define FILE_OF(bytes) bytes, sizeof(bytes) - 1

static const Case CASES[] = {
    {"a GIF of one", FILE_OF(GIF_HEAD GIF_IMAGE GIF_END), IMAGE_GIF, false},
    {"a GIF of one that says how often it begins again",
     FILE_OF(GIF_HEAD GIF_LOOP GIF_WAIT GIF_TABLE GIF_END), IMAGE_GIF, false},
    {"a GIF with a remark", FILE_OF(GIF_HEAD GIF_WORDS GIF_IMAGE GIF_WORDS GIF_END), IMAGE_GIF,
     false},
    {"a GIF of two", FILE_OF(GIF_HEAD GIF_IMAGE GIF_IMAGE GIF_END), IMAGE_GIF, true},
    {"a GIF of two with all that others write",
     FILE_OF(GIF_HEAD GIF_LOOP GIF_WAIT GIF_TABLE GIF_WORDS GIF_WAIT GIF_TABLE GIF_END), IMAGE_GIF,
     true},
    {"a PNG", FILE_OF(PNG_HEAD PNG_TEXT PNG_DATA), IMAGE_PNG, false},
    {"a PNG that moves", FILE_OF(PNG_HEAD PNG_TEXT PNG_MOVES PNG_DATA), IMAGE_PNG, true},
    {"a PNG with that behind its picture", FILE_OF(PNG_HEAD PNG_DATA PNG_MOVES), IMAGE_PNG, false},
    {"a WebP with alpha", FILE_OF(WEBP("\x10")), IMAGE_WEBP, false},
    {"a WebP that moves", FILE_OF(WEBP("\x12")), IMAGE_WEBP, true},
};

/* In memory of just that size, so that a read behind it is found. */
static bool moves(const Case *c, size_t len) {
    uint8_t *bytes = malloc(len ? len : 1);
    assert_non_null(bytes);
    memcpy(bytes, c->bytes, len);
    bool answer = image_moves(bytes, len, c->kind);
    free(bytes);
    return answer;
}

static void files_say_it(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const Case *c = &CASES[i];
        ImageHeader header;
        const char *why = "";
        if (!image_header_read((const uint8_t *)c->bytes, c->len, &header, &why) ||
            header.kind != c->kind)
            fail_msg("%s is none: %s", c->name, why);
        if (moves(c, c->len) != c->moves)
            fail_msg("%s", c->name);
        for (size_t len = 0; len < c->len; len++)
            if (moves(c, len) && !c->moves)
                fail_msg("%s, cut to %zu bytes", c->name, len);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_say_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
