/* test_unicode_files.c: our thin layers over ICU against the Unicode Consortium's own tests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/bidi.h"
#include "text/breaks.h"
#include "text/unicode.h"
#include "text/utf16.h"
#include "ucd.h"

static void graphemes_as_unicode_has_them(void **state) {
    (void)state;
    FILE *file = ucd_open("auxiliary/GraphemeBreakTest.txt");
    if (!file)
        skip();
    Iterators iterators = {0};
    UcdBreakCase expected;
    size_t cases = 0;
    while (ucd_next_break(file, &expected)) {
        UBreakIterator *graphemes = iterators_get(&iterators, ITERATE_GRAPHEMES, (Str){0});
        UErrorCode error = U_ZERO_ERROR;
        ubrk_setText(graphemes, expected.text, expected.length, &error);
        bool is_break[UCD_UNITS_MAX + 1] = {0};
        for (int32_t at = ubrk_first(graphemes); at != UBRK_DONE; at = ubrk_next(graphemes))
            is_break[at] = true;
        if (memcmp(is_break, expected.is_break, (size_t)expected.length + 1) != 0)
            fail_msg("%s", expected.line);
        cases++;
    }
    fclose(file);
    iterators_close(&iterators);
    assert_true(cases > 500);
}

/* Where our breaks are not the file's, and why that is right. */
typedef enum {
    WHY_NOT,    /* no reason: the test fails */
    WHY_KOREAN, /* Korean is broken at spaces only */
    WHY_UNIT,   /* a number stays with its unit, also over a space: "100 %" */
    WHY_ICU,    /* ICU's own tailoring: "-x" (a hyphen before a letter), ".5" and ",5" */
    WHY_COUNT
} Why;

/* Three code points around a place, without combining marks: two before, one after. */
static Why why(const UcdBreakCase *expected, int32_t at) {
    uint32_t after = utf16_next(expected->text, expected->length, &(int32_t){at});
    int32_t back = at;
    uint32_t before;
    do
        before = utf16_before(expected->text, &back);
    while (unicode_is_mark(before));
    bool is_kept = expected->is_break[at];
    if (is_kept && (unicode_is_hangul(before) || unicode_is_hangul(after)) && before != ' ')
        return WHY_KOREAN;
    if (is_kept && before == ' ' && (after == '%' || after == '$'))
        return WHY_UNIT;
    if (is_kept && before == '-' && after != ' ')
        return WHY_ICU;
    if (is_kept && (before == ',' || before == '.') && after >= '0' && after <= '9')
        return WHY_ICU;
    if (!is_kept && before == ' ' && after == '.')
        return WHY_ICU;
    return WHY_NOT;
}

static void lines_as_unicode_has_them(void **state) {
    (void)state;
    FILE *file = ucd_open("auxiliary/LineBreakTest.txt");
    if (!file)
        skip();
    if (!ucd_is_of_icu(file)) {
        fclose(file);
        skip();
    }
    Iterators iterators = {0};
    Arena *arena = arena_create();
    static const uint8_t NONE_WIDE[UCD_UNITS_MAX];
    UcdBreakCase expected;
    size_t cases = 0, counts[WHY_COUNT] = {0};
    while (ucd_next_break(file, &expected)) {
        arena_reset(arena);
        Break breaks[UCD_UNITS_MAX + 1];
        breaks_find(&iterators, arena, (Str){0}, expected.text, expected.length, NONE_WIDE, breaks);
        for (int32_t at = 1; at < expected.length; at++) {
            bool is_break = breaks[at].kind >= BREAK_IN_WORD;
            if (is_break == expected.is_break[at])
                continue;
            Why reason = why(&expected, at);
            counts[reason]++;
            if (reason == WHY_NOT)
                print_error("at unit %d: %s", at, expected.line);
        }
        cases++;
    }
    fclose(file);
    arena_free(arena);
    iterators_close(&iterators);
    assert_true(cases > 7000);
    assert_int_equal(counts[WHY_NOT], 0);
    assert_int_equal(counts[WHY_UNIT], 4);
    assert_in_range(counts[WHY_ICU], 1, 23);
}

static size_t numbers(const char *field, int32_t *out, size_t most) {
    size_t count = 0;
    char *end;
    while (*field && count < most) {
        while (*field == ' ')
            field++;
        if (*field == 'x') { /* removed by rule X9: no level */
            out[count++] = -1;
            field++;
            continue;
        }
        long value = strtol(field, &end, 10);
        if (end == field)
            break;
        out[count++] = (int32_t)value;
        field = end;
    }
    return count;
}

/* Where ICU 72 has another level than the file: behind an embedding or override; in a combining
 * mark behind a bracket (graphemes take the level of their first character, so that it does not
 * matter here); and with more than 60 brackets. */
static bool is_known_slip(const UChar *text, int32_t at, size_t runes) {
    for (int32_t i = 0; i < at; i++)
        if (text[i] >= 0x202a && text[i] <= 0x202e)
            return true;
    return unicode_is_mark(text[at]) || runes > 120;
}

/* code points; wanted direction (0, 1, 2: auto); the paragraph's level; levels; visual order.
 * False when a level is not the file's. */
static bool is_bidi_case_right(UBiDi *bidi, char *line) {
    char whole[2048];
    snprintf(whole, sizeof whole, "%s", line);
    char *fields[5];
    for (size_t i = 0; i < 5; i++)
        fields[i] = strsep(&line, ";\n");

    UChar text[UCD_UNITS_MAX];
    int32_t starts[UCD_UNITS_MAX], length = 0;
    size_t runes = 0;
    for (char *at = fields[0], *end; *at; at = end) {
        uint32_t rune = (uint32_t)strtoul(at, &end, 16);
        if (end == at)
            break;
        starts[runes++] = length;
        U16_APPEND_UNSAFE(text, length, rune);
    }
    static const Direction DIRECTIONS[] = {DIRECTION_LTR, DIRECTION_RTL, DIRECTION_AUTO_LTR};
    uint8_t levels[UCD_UNITS_MAX];
    bool is_mixed;
    uint8_t level = bidi_levels(bidi, text, length, DIRECTIONS[atoi(fields[1])], levels, &is_mixed);
    if (level != atoi(fields[2]))
        fail_msg("level of the paragraph %d: %s", level, whole);

    int32_t wanted[UCD_UNITS_MAX];
    uint8_t kept[UCD_UNITS_MAX];
    int32_t rune_of[UCD_UNITS_MAX];
    size_t kept_count = 0;
    assert_int_equal(numbers(fields[3], wanted, UCD_UNITS_MAX), runes);
    for (size_t i = 0; i < runes; i++) {
        if (wanted[i] < 0)
            continue;
        if (levels[starts[i]] != wanted[i]) {
            if (!is_known_slip(text, starts[i], runes))
                fail_msg("level of character %zu is %d: %s", i, levels[starts[i]], whole);
            return false;
        }
        rune_of[kept_count] = (int32_t)i;
        kept[kept_count++] = levels[starts[i]];
    }
    uint32_t order[UCD_UNITS_MAX];
    bidi_order(kept, kept_count, order);
    assert_int_equal(numbers(fields[4], wanted, UCD_UNITS_MAX), kept_count);
    for (size_t i = 0; i < kept_count; i++)
        if (rune_of[order[i]] != wanted[i])
            fail_msg("place %zu shows character %d: %s", i, rune_of[order[i]], whole);
    return true;
}

static void directions_as_unicode_has_them(void **state) {
    (void)state;
    FILE *file = ucd_open("BidiCharacterTest.txt");
    if (!file)
        skip();
    UBiDi *bidi = ubidi_open();
    char line[2048];
    size_t cases = 0, slips = 0;
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '#' || line[0] == '\n')
            continue;
        cases++;
        slips += !is_bidi_case_right(bidi, line);
    }
    ubidi_close(bidi);
    fclose(file);
    assert_true(cases > 90000);
    assert_in_range(slips, 0, 31);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(graphemes_as_unicode_has_them),
        cmocka_unit_test(lines_as_unicode_has_them),
        cmocka_unit_test(directions_as_unicode_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
