/* caption_feed.h: takes what a captioner writes, over a UNIX socket or a FIFO, and hands it to the
 * painter.
 *
 * A thread of its own: a writer that is slow, silent, gone or hostile is nobody else's matter. Of
 * several writers the one that came last is read, so that who comes back after a lost connection is
 * heard. What is written faster than people read is skipped, newest text first. */
#pragma once

#include "stream/overlay_painter.h"

typedef enum { CAPTIONS_NONE, CAPTIONS_UNIX, CAPTIONS_FIFO } CaptionKind;

/* Where captions come from, as an option says it. */
typedef struct {
    CaptionKind kind;
    const char *path; /* in the arena that was given */
} CaptionPlace;

/* "unix:PATH" or "fifo:PATH". False with what is wrong, or what a good one looks like. */
bool caption_place_parse(Arena *arena, Str value, CaptionPlace *out, Str *problem);

typedef struct CaptionFeed CaptionFeed;

/* Called in the feed's thread with what is to be shown now. */
typedef void (*CaptionTaker)(void *context, const OverlayCaptions *captions);

/* NULL, with a line in *problem (in `arena`), when the place cannot be had. Makes a socket or FIFO
 * where there is none (0600); a socket that nobody listens at is taken over. */
CaptionFeed *caption_feed_start(const CaptionPlace *place, CaptionTaker taker, void *context,
                                Arena *arena, Str *problem);
void caption_feed_stop(CaptionFeed *feed); /* accepts NULL */
