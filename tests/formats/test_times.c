/* test_times.c: times, dates and lengths of time as people write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "formats/times.h"

enum { BAD = -1 };

static void times(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t minutes;
        unsigned odd;
    } cases[] = {
        {"9:05", 545, 0},
        {"09:05", 545, 0},
        {"09：05", 545, ODD_COLON},
        {"０９：０５", 545, ODD_COLON},
        {"09.05", 545, 0},
        {"9.05", 545, 0},
        {" 9:05 ", 545, 0},
        {"\u30009:05\u00A0", 545, 0},
        {"9h05", 545, 0},
        {"9h", 540, 0},
        {"9点", 540, 0},
        {"9点05分", 545, 0},
        {"14时30", 870, 0},
        {"下午2:30", 870, 0},
        {"上午9:05", 545, 0},
        {"“9:05”", 545, ODD_QUOTES},
        {"‘9：05’", 545, ODD_QUOTES | ODD_COLON},
        {"9:05:00", 545, 0},
        {"9:05 am", 545, 0},
        {"9:05PM", 1265, 0},
        {"2 p.m.", 840, 0},
        {"12:00 am", 0, 0},
        {"12:30 pm", 750, 0},
        {"00:00", 0, 0},
        {"24:00", 1440, 0},
        {"29:59", 1799, 0},
        {"30:00", BAD, 0},
        {"9:60", BAD, 0},
        {"9:5", BAD, 0},
        {"9:", BAD, 0},
        {":05", BAD, 0},
        {"9", BAD, 0},
        {"545", BAD, 0},
        {"09:050", BAD, 0},
        {"009:05", BAD, 0},
        {"13:00 pm", BAD, 0},
        {"0:30 am", BAD, 0},
        {"9:05x", BAD, 0},
        {"-9:05", BAD, 0},
        {"9:05:99", BAD, 0},
        {"九点", BAD, 0},
        {"", BAD, 0},
        {"9:05 9:05 9:05 9:05 9:05 9:05 9:05 9:05 9:05 9:05 9:05 9:05 9:05 9:05 9:05 9:05", BAD, 0},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        int32_t minutes = BAD;
        unsigned odd = 0;
        bool is_good = time_parse(str_from(cases[i].text), &minutes, &odd);
        if (is_good != (cases[i].minutes != BAD) ||
            (is_good && (minutes != cases[i].minutes || odd != cases[i].odd)))
            fail_msg("%s: %d, %u", cases[i].text, (int)minutes, odd);
    }
}

static void ranges(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t start, end;
    } cases[] = {
        {"9:05-9:25", 545, 565},
        {"9:05–09:25", 545, 565},
        {"9:05—9:25", 545, 565},
        {"9:05 ~ 9:25", 545, 565},
        {"9:05～9:25", 545, 565},
        {"9:05〜9:25", 545, 565},
        {"9:05至9:25", 545, 565},
        {"9:05 到 9:25", 545, 565},
        {"9:05−9:25", 545, 565},
        {"9:05 -- 9:25", 545, 565},
        {"9.05 - 9.25", 545, 565},
        {"9:05－9:25", 545, 565},
        {"23:30-00:30", 1410, 30},
        {"9点到10点半", BAD, 0},
        {"9点至10点", 540, 600},
        {"9:05", BAD, 0},
        {"9:05-", BAD, 0},
        {"-9:25", BAD, 0},
        {"9:05-9:25-9:45", BAD, 0},
        {"9:05/9:25", BAD, 0},
        {"9-10", BAD, 0},
        {"2 pm - 3 pm", 840, 900},
        {"", BAD, 0},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        int32_t start = BAD, end = BAD;
        bool is_good = time_range_parse(str_from(cases[i].text), &start, &end, NULL);
        if (is_good != (cases[i].start != BAD) ||
            (is_good && (start != cases[i].start || end != cases[i].end)))
            fail_msg("%s: %d to %d", cases[i].text, (int)start, (int)end);
    }
    assert_true(time_is_range(str_from("9:05 至 9:25")));
    assert_false(time_is_range(str_from("9:05")));
}

static void guesses(void **state) {
    (void)state;
    static const struct {
        const char *text, *guess;
    } cases[] = {
        {"545", "9:05"},  {"0930", "09:30"}, {"1015", "10:15"}, {"870", "14:30"}, {"9", "9:00"},
        {"9;05", "9:05"}, {"9-05", "9:05"},  {"9 05", "9:05"},  {"9/60", ""},     {"2575", ""},
        {"noon", ""},     {"1439", "14:39"}, {"1290", "21:30"}, {"99", ""},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        Str guess = time_guess(arena, str_from(cases[i].text));
        if (!str_equal_c(guess, cases[i].guess))
            fail_msg("%s: %.*s", cases[i].text, str_arg(guess));
    }
    arena_free(arena);
}

static void dates(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool is_good;
        Date date, guess;
    } cases[] = {
        {"2026-05-16", true, {2026, 5, 16}, {0}},
        {"2026-5-16", true, {2026, 5, 16}, {0}},
        {"2026/5/16", true, {2026, 5, 16}, {0}},
        {"2026.5.16", true, {2026, 5, 16}, {0}},
        {"2026年5月16日", true, {2026, 5, 16}, {0}},
        {"2026 年 5 月 16 日", true, {2026, 5, 16}, {0}},
        {"20260516", true, {2026, 5, 16}, {0}},
        {"２０２６－０５－１６", true, {2026, 5, 16}, {0}},
        {"2026–05–16", true, {2026, 5, 16}, {0}},
        {"2028-02-29", true, {2028, 2, 29}, {0}},
        {"2026-02-29", false, {0}, {0}},
        {"2026-13-01", false, {0}, {0}},
        {"2026-00-10", false, {0}, {0}},
        {"1969-12-31", false, {0}, {0}},
        {"2100-01-01", false, {0}, {0}},
        {"16.05.2026", false, {0}, {2026, 5, 16}},
        {"5/16/2026", false, {0}, {2026, 5, 16}},
        {"5/6/2026", false, {0}, {0}},
        {"99/99/2026", false, {0}, {0}},
        {"26-05-16", false, {0}, {0}},
        {"2026-05-16T10:00", false, {0}, {0}},
        {"May 16", false, {0}, {0}},
        {"", false, {0}, {0}},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Date date = {0}, guess = {0};
        bool is_good = date_parse(str_from(cases[i].text), &date, &guess);
        if (is_good != cases[i].is_good ||
            (is_good && memcmp(&date, &cases[i].date, sizeof date) != 0) ||
            memcmp(&guess, &cases[i].guess, sizeof guess) != 0)
            fail_msg("%s: %d-%d-%d", cases[i].text, (int)date.year, (int)date.month, (int)date.day);
    }
}

static void dates_with_times(void **state) {
    (void)state;
    enum { NO_OFFSET = INT32_MIN };
    static const struct {
        const char *text;
        bool is_good;
        Date date;
        int32_t minutes, offset;
    } cases[] = {
        {"2026-05-16 11:45", true, {2026, 5, 16}, 705, NO_OFFSET},
        {"2026-05-16T11:45", true, {2026, 5, 16}, 705, NO_OFFSET},
        {"2026/5/16 9:05", true, {2026, 5, 16}, 545, NO_OFFSET},
        {"2026年5月16日 9:05", true, {2026, 5, 16}, 545, NO_OFFSET},
        {"2026-05-16", true, {2026, 5, 16}, 0, NO_OFFSET},
        {"2026-05-16T11:45:00Z", true, {2026, 5, 16}, 705, 0},
        {"2026-05-16T11:45:00+08:00", true, {2026, 5, 16}, 705, 480},
        {"2026-05-16 11:45 -0330", true, {2026, 5, 16}, 705, -210},
        {"2026-05-16 11:45 +08", true, {2026, 5, 16}, 705, 480},
        {"2026-05-16 11:45 +15:00", false, {0}, 0, 0},
        {"2026-05-16 11:45 +", false, {0}, 0, 0},
        {"2026-02-30 11:45", false, {0}, 0, 0},
        {"2026-05-16 noon", false, {0}, 0, 0},
        {"11:45", false, {0}, 0, 0},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Date date = {0};
        int32_t minutes = 0, offset = 0;
        bool is_good = date_time_parse(str_from(cases[i].text), &date, &minutes, &offset);
        if (is_good != cases[i].is_good)
            fail_msg("%s", cases[i].text);
        if (is_good && (memcmp(&date, &cases[i].date, sizeof date) != 0 ||
                        minutes != cases[i].minutes || offset != cases[i].offset))
            fail_msg("%s: %d, %d", cases[i].text, (int)minutes, (int)offset);
    }
}

static void lengths(void **state) {
    (void)state;
    static const struct {
        const char *text;
        Millis unit, length; /* BAD: not readable */
    } cases[] = {
        {"30", MILLIS_MINUTE, 30 * MILLIS_MINUTE},
        {"30", MILLIS_SECOND, 30 * MILLIS_SECOND},
        {"30m", MILLIS_MINUTE, 30 * MILLIS_MINUTE},
        {"30 min", MILLIS_SECOND, 30 * MILLIS_MINUTE},
        {"30 minutes", MILLIS_SECOND, 30 * MILLIS_MINUTE},
        {"30 分钟", MILLIS_SECOND, 30 * MILLIS_MINUTE},
        {"30'", MILLIS_SECOND, 30 * MILLIS_MINUTE},
        {"1h", MILLIS_MINUTE, 60 * MILLIS_MINUTE},
        {"1h30", MILLIS_MINUTE, 90 * MILLIS_MINUTE},
        {"1h30m", MILLIS_SECOND, 90 * MILLIS_MINUTE},
        {"1 h 30 min", MILLIS_SECOND, 90 * MILLIS_MINUTE},
        {"1小时30分钟", MILLIS_MINUTE, 90 * MILLIS_MINUTE},
        {"1:30", MILLIS_MINUTE, 90 * MILLIS_MINUTE},
        {"0:45 h", MILLIS_MINUTE, 45 * MILLIS_MINUTE},
        {"45 min.", MILLIS_MINUTE, 45 * MILLIS_MINUTE},
        {"30 Minuten", MILLIS_MINUTE, 30 * MILLIS_MINUTE},
        {"1,5 Stunden", MILLIS_MINUTE, 90 * MILLIS_MINUTE},
        {"2 Std. 15 Min.", MILLIS_MINUTE, 135 * MILLIS_MINUTE},
        {"1 heure 30 minutes", MILLIS_MINUTE, 90 * MILLIS_MINUTE},
        {"2 horas", MILLIS_MINUTE, 120 * MILLIS_MINUTE},
        {"1 ora 5 minuti", MILLIS_MINUTE, 65 * MILLIS_MINUTE},
        {"1:30", MILLIS_SECOND, 90 * MILLIS_SECOND},
        {"1.5h", MILLIS_MINUTE, 90 * MILLIS_MINUTE},
        {"0.25", MILLIS_SECOND, 250},
        {"600ms", MILLIS_SECOND, 600},
        {"12s", MILLIS_SECOND, 12 * MILLIS_SECOND},
        {"1m30", MILLIS_SECOND, 90 * MILLIS_SECOND},
        {"90 秒", MILLIS_MINUTE, 90 * MILLIS_SECOND},
        {"0", MILLIS_MINUTE, 0},
        {"99h", MILLIS_MINUTE, 99 * MILLIS_HOUR},
        {"101h", MILLIS_MINUTE, BAD},
        {"999999", MILLIS_MINUTE, BAD},
        {"1:60", MILLIS_MINUTE, BAD},
        {"1:5", MILLIS_MINUTE, BAD},
        {"-30", MILLIS_MINUTE, BAD},
        {"30x", MILLIS_MINUTE, BAD},
        {"m", MILLIS_MINUTE, BAD},
        {"1.", MILLIS_MINUTE, BAD},
        {"1.2345", MILLIS_MINUTE, BAD},
        {"soon", MILLIS_MINUTE, BAD},
        {"", MILLIS_MINUTE, BAD},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Millis length = BAD;
        bool is_good = duration_parse(str_from(cases[i].text), cases[i].unit, &length);
        if (is_good != (cases[i].length != BAD) || (is_good && length != cases[i].length))
            fail_msg("%s: %lld", cases[i].text, (long long)length);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times), cmocka_unit_test(ranges),           cmocka_unit_test(guesses),
        cmocka_unit_test(dates), cmocka_unit_test(dates_with_times), cmocka_unit_test(lengths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
