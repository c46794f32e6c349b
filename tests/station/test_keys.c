/* test_keys.c: what staff's digits hold, and that the help says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <SDL.h>

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
        cmocka_unit_test(the_help_names_every_view),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
