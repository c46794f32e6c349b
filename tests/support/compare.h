/* compare.h: how visible the difference of two pictures is. Shared by the tests that look at
 * pixels. */
#pragma once

#include "render/pixmap.h"

typedef enum {
    GRADE_SAME, /* no pixel differs by more than rounding */
    GRADE_GOOD, /* a few pixels of edges differ: another version of a library */
    GRADE_BAD,  /* somebody who knows the picture would see it */
    GRADE_FAIL, /* another picture, or none */
} Grade;

/* A channel may differ by this much without being counted: golden pictures are rounded to steps
 * of 8 so that the noise of dithered gradients does not fill the repository. */
enum { COMPARE_ROUNDING = 8, COMPARE_VISIBLE = 32 };

typedef struct {
    Grade grade;
    size_t visible; /* pixels in which a channel differs by more than COMPARE_VISIBLE */
    int32_t worst;  /* largest difference of a channel */
    PixelRect area; /* around the visible ones */
} Comparison;

Comparison compare_pictures(const Pixmap *a, const Pixmap *b);

/* `got` in grey, with what differs from `wanted` in red. `to` has the size of `got`. */
void compare_draw(Pixmap *to, const Pixmap *got, const Pixmap *wanted);

/* Rounds every channel to the middle of its step of COMPARE_ROUNDING. */
void compare_round(Pixmap *picture);

static inline const char *grade_name(Grade grade) {
    static const char *const NAMES[] = {"SAME", "GOOD", "BAD", "FAIL"};
    return NAMES[grade];
}
