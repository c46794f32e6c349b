/* overlay_screen.h: the overlay's picture of an instant.
 *
 * What picture/screen.h is for the screens of the venue: the same schedule, settings, size and
 * instant give the same pixels, premultiplied on nothing. */
#pragma once

#include "picture/screen.h"
#include "views/overlay.h"

typedef struct OverlayScreen OverlayScreen;

typedef struct {
    bool views[OVERLAY_VIEW_COUNT];
    bool is_strip; /* only the rows that the views need are drawn and looked at */
} OverlayChoice;

/* `screen` is borrowed: its size, schedule, fonts and pictures are used. A session that must not
 * be recorded is covered by the slate even when that is not chosen, but for strips. */
OverlayScreen *overlay_screen_create(Screen *screen, const OverlayChoice *choice);
void overlay_screen_free(OverlayScreen *overlay); /* accepts NULL */

/* The rows that can have something on them, of a picture of that height. */
void overlay_choice_rows(const OverlayChoice *choice, int32_t height, int32_t *from,
                         int32_t *until);

typedef struct {
    uint64_t hash;       /* equal hashes, equal pixels */
    Instant next_change; /* first instant after `at` at which it can differ */
    bool is_moving;      /* it differs at every instant */
} OverlayPicture;

/* What a captioner has written; NULL: there is none. Borrowed until the next call. */
void overlay_screen_set_captions(OverlayScreen *overlay, const OverlayCaptions *captions);

/* The hand with what the show's look says about names. */
CueHand overlay_screen_hand(const OverlayScreen *overlay, const CueHand *hand);

/* What is due at `at`, without the pixels. */
OverlayPicture overlay_screen_look(OverlayScreen *overlay, const CueHand *hand, Instant at);

/* Draws what overlay_screen_look looked at last; `to` has the screen's size. */
void overlay_screen_draw(OverlayScreen *overlay, Pixmap *to);
