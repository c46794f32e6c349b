/* picture_given_up.h: which pictures were given up, so that they are not tried again: not by this
 * run, and not by the one after a restart. Known by their bytes: a picture that was mended is
 * another one. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct PicturesGivenUp PicturesGivenUp;

/* What tells a file from all others. */
typedef struct {
    uint64_t hash; /* of all bytes */
    uint64_t len;
} PictureKey;

/* Reads the file at `path`, which need not be there; NULL: nothing outlives the process. */
PicturesGivenUp *pictures_given_up_open(const char *path);
void pictures_given_up_close(PicturesGivenUp *list); /* accepts NULL */

/* Why it was given up, or NULL. */
const char *pictures_given_up_why(const PicturesGivenUp *list, PictureKey key);

void pictures_given_up_add(PicturesGivenUp *list, PictureKey key, const char *why);
