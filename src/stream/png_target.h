/* png_target.h: the overlay as a picture file that other programs look at.
 *
 * Written in a thread of its own when what is shown has changed and come to rest: moved into its
 * place whole, and with a time that is later than the one before by a second at least, because
 * OBS compares whole seconds. Never more often than once a second. */
#pragma once

#include "stream/picture_board.h"
#include "stream/voctocore.h"

typedef struct PngTarget PngTarget;

typedef struct {
    const char *path;             /* borrowed */
    const Voctocore *voctocore;   /* borrowed; NULL: nobody is told */
    int32_t first_row, row_count; /* the part of the picture that is written; 0, 0: all of it */
} PngTargetSettings;

/* `board` is borrowed. NULL, after a line in the log, when there can be no such file. */
PngTarget *png_target_start(const PngTargetSettings *settings, PictureBoard *board);
/* Writes what is shown last, and closes the board. Accepts NULL. */
void png_target_stop(PngTarget *target);

uint64_t png_target_written(const PngTarget *target);

/* One write: whole, with a time of at least *last + 1 (seconds since the epoch), which becomes the
 * new *last. False with errno set. */
bool png_target_write(const Pixmap *pixmap, const char *path, int64_t now, int64_t *last);
