/* overlay.h: what staff see over the picture: help, the debug figures, the mark for a broken file.
 */
#pragma once

#include "app/loader.h"
#include "app/screen.h"
#include "app/stage.h"
#include "output/osd.h"
#include "output/window.h"

typedef enum { OVERLAY_NONE, OVERLAY_MARK, OVERLAY_HELP, OVERLAY_DEBUG, OVERLAY_QUIT } OverlayKind;

typedef struct {
    Screen *screen;
    Stage *stage;
    Window *window;
    const char *display; /* "display 1"; NULL: it is the only one */
    int32_t rotate;      /* of the picture in the window */
    const Staff *staff;
    const Loaded *loaded;
    Instant at;
    Instant next_change;
    bool is_simulated;
    const char *fault; /* NULL, or what is wrong with the file */
} OverlayFacts;

/* Puts the overlay on the window, or takes it away (OVERLAY_NONE). */
void overlay_show(Osd *osd, OverlayKind kind, const OverlayFacts *facts);
