/* picture_sum.h: a golden test's pictures as numbers, for comparing machines to the bit: golden
 * pictures themselves are rounded, and another version of a library may differ a little. */
#pragma once

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* With KIOSK_SUMS, a file's path, adds "NAME WIDTHxHEIGHT SUM" to it (FNV-1a of the pixels); ends
 * the test when it cannot. */
static inline void picture_sum(const char *name, const uint32_t *pixels, int32_t width,
                               int32_t height) {
    const char *path = getenv("KIOSK_SUMS");
    if (!path)
        return;
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < (size_t)width * (size_t)height; i++)
        for (int shift = 0; shift < 32; shift += 8)
            sum = (sum ^ (pixels[i] >> shift & 0xff)) * UINT64_C(0x100000001b3);
    FILE *file = fopen(path, "a");
    if (!file ||
        fprintf(file, "%s %dx%d %016llx\n", name, (int)width, (int)height,
                (unsigned long long)sum) < 0 ||
        fclose(file) != 0) {
        fprintf(stderr, "KIOSK_SUMS: %s cannot be written\n", path);
        abort();
    }
}
