/* test_bidi.c: which way a paragraph runs on a page of either direction. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unicode/ustring.h>

#include <cmocka.h>

#include "text/bidi.h"

/* The paragraph's level: 0 to the right, 1 to the left. */
static int level_of(UBiDi *bidi, const char *utf8, bool is_rtl_page) {
    UChar text[100];
    uint8_t levels[100];
    int32_t length;
    UErrorCode error = U_ZERO_ERROR;
    u_strFromUTF8(text, 100, &length, utf8, -1, &error);
    assert_true(U_SUCCESS(error));
    bool is_mixed;
    return bidi_levels(bidi, text, length, bidi_direction(text, length, is_rtl_page), levels,
                       &is_mixed);
}

static void a_paragraph_runs_as_most_of_it_is_written(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int on_ltr, on_rtl;
    } CASES[] = {
        {"Memory", 0, 0},
        {"الذاكرة", 1, 1},
        {"HTTP/3 في الإنتاج: دروس 2025", 0, 1}, /* a title in Arabic, whatever it begins with */
        {"שלום is a word of Hebrew", 0, 1},     /* one in English */
        {"A word, שלום, of Hebrew", 0, 0},      /* it begins as it is written */
        {"ليلى Haddad", 0, 1},                  /* a name in two scripts: the page's */
        {"ليلى حداد Ada", 1, 1},
        {"Ada ليلى", 0, 1},      /* more of it is the page's */
        {"10:00 – 11:00", 0, 1}, /* nothing says: the page's */
        {"\u2068Ada Test\u2069 / \u2068ליאה\u2069", 0, 1},
        {"\u200fThe word سلام of Arabic", 1, 1}, /* whoever wrote it said so */
        {"内存与系统 سلام", 0, 0},
    };
    UBiDi *bidi = ubidi_open();
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int ltr = level_of(bidi, CASES[i].text, false), rtl = level_of(bidi, CASES[i].text, true);
        if (ltr != CASES[i].on_ltr || rtl != CASES[i].on_rtl)
            fail_msg("\"%s\": %d on a page to the right, %d on one to the left", CASES[i].text, ltr,
                     rtl);
    }
    ubidi_close(bidi);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paragraph_runs_as_most_of_it_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
