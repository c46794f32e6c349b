/* runs.h: a picture that is mostly empty, as the runs of its rows that are not.
 *
 * A line drawing of 4.7 MB is some hundred kB so, and what draws it touches nothing else. It is
 * exact: pixels of which nothing is known any more but what they are, so that an opacity does the
 * same to them as to a Pixmap's. */
#pragma once

#include "render/pixmap.h"

typedef struct {
    int32_t width, height;
    uint32_t *rows;  /* owned; height + 1: where the words of each row begin, and of the last end */
    uint32_t *words; /* owned: see runs.c */
} Runs;

enum { RUNS_SIDE_MAX = 32767 };

/* A picture on its way, which gets its rows from the top down. */
typedef struct {
    Runs runs;
    size_t capacity;
    int32_t row; /* that comes next */
} RunsWriter;

/* Sizes above RUNS_SIDE_MAX or below 1 are a bug; when memory is out the process ends. */
RunsWriter runs_begin(int32_t width, int32_t height);

/* The next row: premultiplied pixels at x from `left` to below `right`, the rest is empty. */
void runs_add_row(RunsWriter *writer, const uint32_t *row, int32_t left, int32_t right);

/* All rows must have been added. */
Runs runs_end(RunsWriter *writer);

/* Leaves a zeroed struct. Accepts one, and what runs_begin gave. */
void runs_free(Runs *runs);

size_t runs_bytes(const Runs *runs);

/* The same picture as pixels. */
Pixmap runs_to_pixmap(const Runs *runs);
