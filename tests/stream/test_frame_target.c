/* Where frames go, as people write it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stream/outputs.h"

static const struct {
    const char *text;
    const char *url;     /* NULL: refused */
    const char *problem; /* a part of what is said then */
    OutputKind kind;
} CASES[] = {
    {"-", "-", NULL, OUTPUT_PIPE},
    {"fd:3", "-", NULL, OUTPUT_PIPE},
    {"fd:", NULL, "write fd:3", OUTPUT_PIPE},
    {"fd:x", NULL, "write fd:3", OUTPUT_PIPE},
    {"fd:99999", NULL, "write fd:3", OUTPUT_PIPE},
    {"/run/kiosk/l3", "/run/kiosk/l3", NULL, OUTPUT_FIFO},
    {"l3.fifo", "l3.fifo", NULL, OUTPUT_FIFO},
    {"./a:b", "./a:b", NULL, OUTPUT_FIFO},
    {"unix:/run/l3.sock", "unix:/run/l3.sock", NULL, OUTPUT_UNIX},
    {"unix:", NULL, "unix:PATH", OUTPUT_UNIX},
    {"tcp:127.0.0.1:9880", "tcp://127.0.0.1:9880", NULL, OUTPUT_TCP},
    {"tcp://127.0.0.1:9880", "tcp://127.0.0.1:9880", NULL, OUTPUT_TCP},
    {"tcp:localhost:80", "tcp://127.0.0.1:80", NULL, OUTPUT_TCP},
    {"tcp::9880", "tcp://127.0.0.1:9880", NULL, OUTPUT_TCP},
    {"tcp:9880", "tcp://127.0.0.1:9880", NULL, OUTPUT_TCP},
    {"tcp:[::1]:9880", "tcp://[::1]:9880", NULL, OUTPUT_TCP},
    {"tcp:127.0.0.1", NULL, "no port", OUTPUT_TCP},
    {"tcp:127.0.0.1:0", NULL, "no port", OUTPUT_TCP},
    {"tcp:127.0.0.1:65536", NULL, "no port", OUTPUT_TCP},
    {"tcp:0.0.0.0:9880", NULL, "tcp:127.0.0.1:9880 instead", OUTPUT_TCP},
    {"tcp:192.168.1.5:9880", NULL, "over the network", OUTPUT_TCP},
    {"tcp:127.0.0.1.evil.example:9880", NULL, "over the network", OUTPUT_TCP},
    {"udp:127.0.0.1:9880", NULL, "no kind of target", OUTPUT_TCP},
    {"", NULL, "where the frames go", OUTPUT_FIFO},
};

static void targets_are_read(void **state) {
    (void)state;
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(CASES); i++) {
        OutputPlace target;
        Str problem = {0};
        bool is_valid = output_parse(arena, "frames", str_from(CASES[i].text), &target, &problem);
        if (is_valid != (CASES[i].url != NULL))
            fail_msg("\"%s\": %s: %.*s", CASES[i].text, is_valid ? "taken" : "refused",
                     str_arg(problem));
        if (!is_valid && str_find(problem, CASES[i].problem) == SIZE_MAX)
            fail_msg("\"%s\": says \"%.*s\"", CASES[i].text, str_arg(problem));
        if (!is_valid)
            continue;
        assert_int_equal(target.kind, CASES[i].kind);
        Str url = output_row(target.kind)->url(arena, &target);
        if (!str_equal_c(url, CASES[i].url))
            fail_msg("\"%s\": url %.*s", CASES[i].text, str_arg(url));
    }
    arena_free(arena);
}

static void a_path_that_no_socket_can_have_is_refused(void **state) {
    (void)state;
    Arena *arena = arena_create();
    char text[200] = "unix:/";
    for (size_t i = 6; i < sizeof text; i++)
        text[i] = i + 1 < sizeof text ? 'x' : 0;
    OutputPlace target;
    Str problem = {0};
    assert_false(output_parse(arena, "frames", str_from(text), &target, &problem));
    assert_true(str_find(problem, "98") != SIZE_MAX);
    arena_free(arena);
}

static void descriptors_have_their_number(void **state) {
    (void)state;
    Arena *arena = arena_create();
    OutputPlace target;
    Str problem;
    assert_true(output_parse(arena, "frames", str_from("-"), &target, &problem));
    assert_int_equal(target.frame.descriptor, 1);
    assert_true(output_parse(arena, "frames", str_from("fd:7"), &target, &problem));
    assert_int_equal(target.frame.descriptor, 7);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_are_read),
        cmocka_unit_test(a_path_that_no_socket_can_have_is_refused),
        cmocka_unit_test(descriptors_have_their_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
