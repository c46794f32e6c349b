/* decode_rows.h: a picture that comes row by row from a decoder, reduced on its way when it is far
 * larger than what is wanted: a picture of 64 megapixels needs no more memory than a small one. */
#pragma once

#include "render/picture_fit.h"

typedef struct {
    Pixmap pixels;        /* owned; premultiplied */
    double width, height; /* what of it is picture, in its pixels */
    /* the decoder's own */
    int32_t from_width, from_height, factor;
    int32_t row;    /* that comes next */
    uint64_t *sums; /* owned; four for each pixel of a reduced row; NULL: nothing is reduced */
} DecodeRows;

/* For a picture of that size, at least 1 × 1. */
DecodeRows decode_rows_begin(int32_t width, int32_t height, const PictureBox *box);

/* The next row, as red, green, blue and alpha, which is not multiplied into them. */
void decode_rows_add(DecodeRows *rows, const uint8_t *rgba);

void decode_rows_free(DecodeRows *rows); /* accepts a zeroed one */
