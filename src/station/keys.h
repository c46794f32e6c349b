/* keys.h: which key means what, for the loop and for the help panel. */
#pragma once

#include "schedule/schedule.h"

union SDL_Event;

typedef enum {
    KEY_NONE,
    KEY_PREVIOUS,
    KEY_NEXT,
    KEY_HOLD,
    KEY_VIEW, /* with the view's number */
    KEY_FULLSCREEN,
    KEY_RELOAD,
    KEY_DEBUG,
    KEY_HELP,
    KEY_QUIT,
} KeyAction;

typedef struct {
    KeyAction action;
    ViewKind view; /* KEY_VIEW */
} Key;

/* What the event of a key that went down asks for. */
Key key_of_event(const union SDL_Event *event);

/* The same of what a terminal sends for a key: the first one of `bytes`, which has *used of them
 * (at least one). Shift alone is told from others there. */
Key key_of_terminal(const char *bytes, size_t length, size_t *used);

/* Lines "keys\tmeaning" for the help panel. In `arena`. */
const Str *key_help(Arena *arena, size_t *count);
