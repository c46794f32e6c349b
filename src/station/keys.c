#include "station/keys.h"

#include <SDL.h>

static const struct {
    SDL_Keycode code;
    Key key;
    bool may_repeat; /* while it is kept down */
} KEYS[] = {
    {SDLK_LEFT, {.action = KEY_PREVIOUS}, true},
    {SDLK_UP, {.action = KEY_PREVIOUS}, true},
    {SDLK_PAGEUP, {.action = KEY_PREVIOUS}, true}, /* what a presenter sends */
    {SDLK_RIGHT, {.action = KEY_NEXT}, true},
    {SDLK_DOWN, {.action = KEY_NEXT}, true},
    {SDLK_PAGEDOWN, {.action = KEY_NEXT}, true},
    {SDLK_SPACE, {.action = KEY_HOLD}, false},
    {SDLK_1, {.action = KEY_VIEW, .view = VIEW_NOW_NEXT}, false},
    {SDLK_2, {.action = KEY_VIEW, .view = VIEW_AGENDA}, false},
    {SDLK_3, {.action = KEY_VIEW, .view = VIEW_SPOTLIGHT}, false},
    {SDLK_4, {.action = KEY_VIEW, .view = VIEW_PARTNERS}, false},
    {SDLK_KP_1, {.action = KEY_VIEW, .view = VIEW_NOW_NEXT}, false},
    {SDLK_KP_2, {.action = KEY_VIEW, .view = VIEW_AGENDA}, false},
    {SDLK_KP_3, {.action = KEY_VIEW, .view = VIEW_SPOTLIGHT}, false},
    {SDLK_KP_4, {.action = KEY_VIEW, .view = VIEW_PARTNERS}, false},
    {SDLK_5, {.action = KEY_HELP}, false}, /* for views that are still to come */
    {SDLK_6, {.action = KEY_HELP}, false},
    {SDLK_f, {.action = KEY_FULLSCREEN}, false},
    {SDLK_F11, {.action = KEY_FULLSCREEN}, false},
    {SDLK_r, {.action = KEY_RELOAD}, false},
    {SDLK_F5, {.action = KEY_RELOAD}, false},
    {SDLK_d, {.action = KEY_DEBUG}, false},
    {SDLK_QUESTION, {.action = KEY_HELP}, false},
    {SDLK_SLASH, {.action = KEY_HELP}, false}, /* the same key without shift */
    {SDLK_h, {.action = KEY_HELP}, false},
    {SDLK_F1, {.action = KEY_HELP}, false},
    {SDLK_q, {.action = KEY_QUIT}, false},
};

Key key_of_event(const void *event) {
    const SDL_KeyboardEvent *key = &((const SDL_Event *)event)->key;
    if (key->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI))
        return (Key){0};
    for (size_t i = 0; i < countof(KEYS); i++)
        if (KEYS[i].code == key->keysym.sym && (KEYS[i].may_repeat || !key->repeat))
            return KEYS[i].key;
    return (Key){0};
}

#define line(text)                                                                                 \
    { .s = (text), .len = sizeof(text) - 1 }

const Str *key_help(size_t *count) {
    static const Str LINES[] = {
        line("kiosk " KIOSK_VERSION),
        line("← →\tthe slide before, the next one"),
        line("space\thold this slide, let it go"),
        line("1 2 3 4\tnow/next, agenda, spotlight, partners"),
        line("F\tfull screen or window"),
        line("R\tread the schedule again"),
        line("D\tdebug overlay"),
        line("?\tthis help"),
        line("Q Q\tquit"),
    };
    *count = countof(LINES);
    return LINES;
}
