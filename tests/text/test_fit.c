/* test_fit.c: what a text does that has no room in the lines that it may have. Shrinking and
 * cutting are test_layout.c's. */
#include "check.h"

/* Spare lines are taken at the smallest size, as few as will do, and by nothing that does without.
 */
static void spare_lines_are_taken_before_a_cut(void **state) {
    Fixture *fixture = *state;
    Str text = str_from("Alibaba Cloud Linux");
    TextStyle style = {.size = 100, .min_size = 40};
    float width = text_width(fixture->engine, text, &style);
    TextBox box = {.width = width * 0.835f, .max_lines = 1, .spare_lines = 2};
    const TextLayout *layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    assert_int_equal(layout->line_count, 1);
    assert_float_equal(layout->size, 83, 0.01f);

    box.width = width * 0.3f;
    layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    assert_false(layout->is_cut);
    assert_int_equal(layout->line_count, 2);
    assert_float_equal(layout->size, 40, 0);

    box.spare_lines = 0; /* another layout, not the one that was kept */
    layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    assert_true(layout->is_cut);
    assert_int_equal(layout->line_count, 1);

    /* Not enough of them: cut as without. Whatever number is given, nothing breaks. */
    text = str_from("one two three four five six seven eight nine ten");
    box = (TextBox){.width = 100, .max_lines = 1, .spare_lines = 1};
    layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    assert_true(layout->is_cut);
    box.spare_lines = INT32_MAX;
    layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    assert_false(layout->is_cut);
    box.spare_lines = INT32_MIN;
    layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    assert_true(layout->is_cut);

    /* A word is broken nowhere while there are spare lines. */
    style = (TextStyle){.size = 40};
    text = str_from("cat hippopotamus");
    box = (TextBox){.width = text_width(fixture->engine, str_from("hippopotamus"), &style),
                    .max_lines = 1,
                    .spare_lines = 1};
    layout = text_layout(fixture->engine, fixture->arena, text, &style, &box);
    assert_int_equal(layout->line_count, 2);
    assert_string_equal(
        arena_printf(fixture->arena, "%.*s", str_arg(line_text(text, &layout->lines[1]))),
        "hippopotamus");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(spare_lines_are_taken_before_a_cut)};
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
