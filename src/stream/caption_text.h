/* caption_text.h: the lines that a captioner has written, from the bytes as they come.
 *
 * Pure. Takes whatever bytes there are: what is not UTF-8, control characters and those that turn
 * the direction of what follows are left out, and so are marks that pile up. A line break ends a
 * line, an empty line clears all. Memory does not grow. */
#pragma once

#include <stdint.h>

#include "views/overlay.h"

enum {
    CAPTION_BYTES_MAX = 1024, /* of a line; a longer one goes on in the next */
    CAPTION_BYTES_SOON = 600, /* from here on it ends with a word */
};

typedef struct {
    uint8_t pending[4]; /* the beginning of a character */
    size_t pending_len, pending_want;
    char lines[CAPTION_LINES][CAPTION_BYTES_MAX]; /* oldest first */
    size_t lens[CAPTION_LINES];
    size_t count;
    bool is_open;    /* the newest line goes on */
    bool was_return; /* the last character was a carriage return */
    size_t seen;     /* bytes of the newest line that were shown: they stay */
    size_t marks;    /* that stand on the last character */
    uint64_t faults; /* bytes that were no text */
} CaptionText;

void caption_text_add(CaptionText *text, const uint8_t *bytes, size_t len);

/* What can be shown: borrowed from `text`. A word that may go on is left out as long as more may
 * come (`is_quiet` false), so that no word is seen growing or moving to the next line. */
OverlayCaptions caption_text_shown(CaptionText *text, bool is_quiet);
