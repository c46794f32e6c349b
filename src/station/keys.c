#include "station/keys.h"

#include <SDL.h>
#include <string.h>

static const struct {
    SDL_Keycode code;
    Key key;
    bool may_repeat; /* while it is kept down */
} KEYS[] = {
    {SDLK_LEFT, {.action = KEY_PREVIOUS}, true},   {SDLK_UP, {.action = KEY_PREVIOUS}, true},
    {SDLK_PAGEUP, {.action = KEY_PREVIOUS}, true}, /* what a presenter sends */
    {SDLK_RIGHT, {.action = KEY_NEXT}, true},      {SDLK_DOWN, {.action = KEY_NEXT}, true},
    {SDLK_PAGEDOWN, {.action = KEY_NEXT}, true},   {SDLK_SPACE, {.action = KEY_HOLD}, false},
    {SDLK_f, {.action = KEY_FULLSCREEN}, false},   {SDLK_F11, {.action = KEY_FULLSCREEN}, false},
    {SDLK_r, {.action = KEY_RELOAD}, false},       {SDLK_F5, {.action = KEY_RELOAD}, false},
    {SDLK_d, {.action = KEY_DEBUG}, false},        {SDLK_QUESTION, {.action = KEY_HELP}, false},
    {SDLK_SLASH, {.action = KEY_HELP}, false}, /* the same key without shift */
    {SDLK_h, {.action = KEY_HELP}, false},         {SDLK_F1, {.action = KEY_HELP}, false},
    {SDLK_q, {.action = KEY_QUIT}, false},
};

/* A digit is the key of a view, on the keypad too; one that no view has shows which there are. */
static Key key_of_digit(SDL_Keycode code) {
    bool is_digit = code >= SDLK_1 && code <= SDLK_9,
         is_pad = code >= SDLK_KP_1 && code <= SDLK_KP_9;
    if (!is_digit && !is_pad)
        return (Key){0};
    ViewKind view = view_kind_by_key((char)('1' + (code - (is_pad ? SDLK_KP_1 : SDLK_1))));
    return view == VIEW_KIND_COUNT ? (Key){.action = KEY_HELP}
                                   : (Key){.action = KEY_VIEW, .view = view};
}

Key key_of_event(const union SDL_Event *event) {
    const SDL_KeyboardEvent *key = &event->key;
    if (key->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI))
        return (Key){0};
    for (size_t i = 0; i < countof(KEYS); i++)
        if (KEYS[i].code == key->keysym.sym && (KEYS[i].may_repeat || !key->repeat))
            return KEYS[i].key;
    return key->repeat ? (Key){0} : key_of_digit(key->keysym.sym);
}

/* What the kernel's console sends for keys that are no letters, and what other terminals do. */
static const struct {
    const char *bytes;
    SDL_Keycode code;
} SEQUENCES[] = {
    {"\033[A", SDLK_UP},        {"\033[B", SDLK_DOWN}, {"\033[C", SDLK_RIGHT},
    {"\033[D", SDLK_LEFT},      {"\033OA", SDLK_UP},   {"\033OB", SDLK_DOWN},
    {"\033OC", SDLK_RIGHT},     {"\033OD", SDLK_LEFT}, {"\033[5~", SDLK_PAGEUP},
    {"\033[6~", SDLK_PAGEDOWN}, {"\033[[A", SDLK_F1},  {"\033[11~", SDLK_F1},
    {"\033OP", SDLK_F1},        {"\033[[E", SDLK_F5},  {"\033[15~", SDLK_F5},
    {"\033[23~", SDLK_F11},
};

/* The length of a control sequence (ECMA-48, 5.4), so that its end is not taken for letters. */
static size_t sequence_length(const char *bytes, size_t length) {
    size_t i = 1;
    if (length < 2)
        return 1;
    if (bytes[1] == 'O')
        return length < 3 ? length : 3;
    if (bytes[1] != '[')
        return 2;                              /* a letter with alt */
    i = length > 2 && bytes[2] == '[' ? 3 : 2; /* the console's own for F1 to F5 */
    while (i < length && (bytes[i] < '@' || bytes[i] > '~'))
        i++;
    return i < length ? i + 1 : length;
}

Key key_of_terminal(const char *bytes, size_t length, size_t *used) {
    SDL_Event event = {.key = {.type = SDL_KEYDOWN}};
    *used = 1;
    if (bytes[0] == '\033') {
        *used = sequence_length(bytes, length);
        for (size_t i = 0; i < countof(SEQUENCES); i++)
            if (strlen(SEQUENCES[i].bytes) == *used &&
                memcmp(SEQUENCES[i].bytes, bytes, *used) == 0)
                event.key.keysym.sym = SEQUENCES[i].code;
    } else {
        char c = bytes[0];
        event.key.keysym.sym = c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
    }
    return event.key.keysym.sym ? key_of_event(&event) : (Key){0};
}

#define line(text)                                                                                 \
    (Str) {                                                                                        \
        .s = (text), .len = sizeof(text) - 1                                                       \
    }

/* "1 2 3 4\tnow/next, agenda, spotlight, partners" */
static Str views_line(Arena *arena) {
    Str keys = {0}, words = {0};
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++) {
        const ViewRow *row = view_row(view);
        if (row->key == 0)
            continue;
        keys = str_printf(arena, "%.*s%s%c", str_arg(keys), keys.len ? " " : "", row->key);
        words = str_printf(arena, "%.*s%s%s", str_arg(words), words.len ? ", " : "", row->words);
    }
    return str_printf(arena, "%.*s\t%.*s", str_arg(keys), str_arg(words));
}

const Str *key_help(Arena *arena, size_t *count) {
    const Str lines[] = {
        line("kiosk " KIOSK_VERSION),
        line("← →\tthe slide before, the next one"),
        line("space\thold this slide, let it go"),
        views_line(arena),
        line("F\tfull screen or window"),
        line("R\tread the schedule again"),
        line("D\tdebug panel"),
        line("?\tthis help"),
        line("Q Q\tquit"),
    };
    *count = countof(lines);
    Str *copy = arena_new(arena, Str, countof(lines));
    memcpy(copy, lines, sizeof lines);
    return copy;
}
