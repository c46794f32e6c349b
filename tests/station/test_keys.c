/* test_keys.c: what staff's digits hold, and that the help says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <SDL.h>
#include <string.h>

#include "station/keys.h"

static Key press(SDL_Keycode code, bool is_repeat) {
    SDL_Event event = {.key = {.type = SDL_KEYDOWN, .repeat = is_repeat}};
    event.key.keysym.sym = code;
    return key_of_event(&event);
}

static void a_digit_holds_its_view(void **state) {
    (void)state;
    for (int digit = 1; digit <= 9; digit++) {
        ViewKind view = view_kind_by_key((char)('0' + digit));
        const SDL_Keycode codes[] = {SDLK_1 + digit - 1, SDLK_KP_1 + digit - 1};
        for (size_t i = 0; i < countof(codes); i++) {
            Key key = press(codes[i], false);
            assert_int_equal(key.action, view == VIEW_KIND_COUNT ? KEY_HELP : KEY_VIEW);
            if (view != VIEW_KIND_COUNT)
                assert_int_equal(key.view, view);
            assert_int_equal(press(codes[i], true).action, KEY_NONE); /* kept down */
        }
    }
    assert_int_equal(press(SDLK_0, false).action, KEY_NONE);
    assert_int_equal(press(SDLK_RIGHT, true).action, KEY_NEXT);
    assert_int_equal(press(SDLK_q, false).action, KEY_QUIT);
}

static void a_terminals_keys_are_the_same(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        KeyAction actions[4]; /* up to KEY_NONE at the end */
    } CASES[] = {
        {"\033[C", {KEY_NEXT}},
        {"\033[A\033[D", {KEY_PREVIOUS, KEY_PREVIOUS}},
        {"\033[6~", {KEY_NEXT}},
        {"\033[[E", {KEY_RELOAD}}, /* F5 on the kernel's console */
        {"\033[15~", {KEY_RELOAD}},
        {"\033[23~", {KEY_FULLSCREEN}},
        {"qQ", {KEY_QUIT, KEY_QUIT}},
        {"1", {KEY_VIEW}},
        {" ?", {KEY_HOLD, KEY_HELP}},
        {"\033[1;5C", {KEY_NONE}}, /* with ctrl */
        {"\033q", {KEY_NONE}},     /* with alt */
        {"\033", {KEY_NONE}},
        {"\033[", {KEY_NONE}},
        {"\003\x11", {KEY_NONE}}, /* ctrl and c, ctrl and q */
        {"\xc3\xa4", {KEY_NONE}}, /* a letter that means nothing */
        {"\033[99999999~d", {KEY_DEBUG}},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        size_t length = strlen(CASES[i].bytes), at = 0, found = 0;
        while (at < length) {
            size_t used;
            Key key = key_of_terminal(CASES[i].bytes + at, length - at, &used);
            assert_in_range(used, 1, length - at);
            at += used;
            if (key.action == KEY_NONE)
                continue;
            if (key.action != CASES[i].actions[found])
                fail_msg("case %zu: key %zu is %d", i, found, (int)key.action);
            found++;
        }
        assert_int_equal(CASES[i].actions[found], KEY_NONE);
    }
}

static void the_help_names_every_view(void **state) {
    (void)state;
    Arena *arena = arena_create();
    size_t count;
    const Str *lines = key_help(arena, &count);
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++) {
        bool is_said = view_row(view)->key == 0;
        for (size_t i = 0; i < count; i++)
            is_said |= str_find(lines[i], view_row(view)->words) != SIZE_MAX &&
                       memchr(lines[i].s, view_row(view)->key, lines[i].len) != NULL;
        if (!is_said)
            fail_msg("%s", view_kind_name(view));
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_digit_holds_its_view),
        cmocka_unit_test(a_terminals_keys_are_the_same),
        cmocka_unit_test(the_help_names_every_view),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
