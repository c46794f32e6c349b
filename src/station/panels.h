/* panels.h: what staff see over the picture: help, the debug figures, the mark for a broken file.
 */
#pragma once

#include "output/osd.h"
#include "output/window.h"
#include "picture/loader.h"
#include "picture/screen.h"
#include "station/stage.h"

typedef enum { PANEL_NONE, PANEL_MARK, PANEL_HELP, PANEL_DEBUG, PANEL_QUIT } PanelKind;

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
} PanelFacts;

/* Puts the panel on the window, or takes it away (PANEL_NONE). */
void panels_show(Osd *osd, PanelKind kind, const PanelFacts *facts);
