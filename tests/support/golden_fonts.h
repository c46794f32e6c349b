/* golden_fonts.h: golden pictures were drawn with the fonts of Debian 12. Another version of a font
 * has other widths, and its pictures are others from end to end, each of them right: they cannot
 * be compared, and are skipped with a word. That layouts hold with other fonts is shown by
 * tests/views/test_pages.c. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static inline uint32_t golden_fonts_number(const uint8_t *at, size_t bytes) {
    uint32_t number = 0;
    while (bytes--)
        number = number << 8 | *at++;
    return number;
}

/* A font file's version, 16.16 (OpenType, table "head", fontRevision); 0 when it cannot be read. */
static inline uint32_t golden_fonts_revision(const char *path) {
    enum { HEAD = 12, ROW = 16, TABLES_MOST = 64 };
    uint8_t bytes[HEAD + ROW * TABLES_MOST];
    uint32_t revision = 0;
    FILE *file = fopen(path, "rb");
    if (!file)
        return 0;
    size_t len = fread(bytes, 1, HEAD + 4, file);
    long start = 0;
    if (len == HEAD + 4 && memcmp(bytes, "ttcf", 4) == 0)
        start = (long)golden_fonts_number(bytes + HEAD, 4); /* the collection's first */
    if (fseek(file, start, SEEK_SET) == 0)
        len = fread(bytes, 1, sizeof bytes, file);
    for (size_t at = HEAD; at + ROW <= len; at += ROW) {
        if (memcmp(bytes + at, "head", 4) != 0)
            continue;
        long table = (long)golden_fonts_number(bytes + at + 8, 4);
        if (fseek(file, table + 4, SEEK_SET) == 0 && fread(bytes, 1, 4, file) == 4)
            revision = golden_fonts_number(bytes, 4);
        break;
    }
    fclose(file);
    return revision;
}

/* Skips the cmocka test that it is called in, when one of the fonts is not the pictures' version.
 */
static inline void golden_fonts_or_skip(void) {
    static const struct {
        const char *name, *path;
        uint32_t revision;
    } FONTS[] = {
        {.name = "Inter",
         .path = "/usr/share/fonts/opentype/inter/InterDisplay-Bold.otf",
         .revision = 0x304DD},
        {.name = "Noto Sans CJK",
         .path = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
         .revision = 0x20106},
        {.name = "Noto Sans",
         .path = "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
         .revision = 0x20106},
    };
    for (size_t i = 0; i < countof(FONTS); i++) {
        uint32_t here = golden_fonts_revision(FONTS[i].path);
        if (here == FONTS[i].revision)
            continue;
        print_message("skipped: the golden pictures were drawn with %s %.3f, here is %.3f\n",
                      FONTS[i].name, FONTS[i].revision / 65536.0, here / 65536.0);
        skip();
    }
}
