/* test_fast_paths.c: what is quick says the same as what is plain, on random input. The numbers
 * come from a generator with a fixed seed: a failure names the round. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../splitmix.h"
#include "base/word_table.h"
#include "formats/html_text.h"
#include "formats/local_day.h"
#include "formats/places.h"
#include "formats/session_order.h"
#include "formats/source_hash.h"
#include "formats/words.h"
#include "imported.h"

/* ---- the order of sessions ---- */

/* Of few days, starts and rooms, so that many are the same; now and then of starts that no single
 * number holds, or not as the file has them. */
static void fill_sessions(uint64_t *state, DraftSession *sessions, size_t count, size_t *rooms) {
    Instant step =
        splitmix_below(state, 3) ? MILLIS_MINUTE * 5 : 1 + (Instant)splitmix_below(state, 90000);
    bool is_wild = splitmix_below(state, 8) == 0, is_moved = splitmix_below(state, 4) == 0;
    size_t room_limit = splitmix_below(state, 8) ? 40 : UINT32_MAX - 1;
    for (size_t i = 0; i < count; i++) {
        Session *session = &sessions[i].session;
        *session =
            (Session){.day = splitmix_below(state, 4),
                      .start = (Instant)splitmix_below(state, 200) * step,
                      .at = {.line = (int32_t)(is_moved ? splitmix_below(state, 50) : i / 3),
                             .column = (int32_t)(is_moved ? splitmix_below(state, 5) : i % 3)}};
        if (is_wild)
            session->start = (Instant)splitmix_next(state) >> splitmix_below(state, 60);
        rooms[i] = splitmix_below(state, room_limit);
        session->rooms = &rooms[i];
        session->room_count = splitmix_below(state, 10) ? 1 : 0;
    }
}

static void test_session_order(void **state) {
    enum { ROUNDS = 400, SESSIONS_MAX = 300 };
    (void)state;
    uint64_t seed = 1;
    for (int round = 0; round < ROUNDS; round++) {
        Arena *arena = arena_create();
        size_t count = splitmix_below(&seed, round < 100 ? 5 : SESSIONS_MAX);
        DraftSession *sessions = arena_new(arena, DraftSession, count);
        size_t *rooms = arena_new(arena, size_t, count);
        fill_sessions(&seed, sessions, count, rooms);
        const uint32_t *plain = session_order_plain(arena, sessions, count);
        const uint32_t *quick = session_order(arena, sessions, count);
        for (size_t i = 0; i < count; i++)
            if (plain[i] != (quick ? quick[i] : i))
                fail_msg("round %d: %zu sessions, place %zu", round, count, i);
        arena_free(arena);
    }
}

/* ---- words ---- */

static Str random_word(uint64_t *state, Arena *arena) {
    size_t len = splitmix_below(state, 20);
    char *word = arena_new(arena, char, len + 1);
    for (size_t i = 0; i < len; i++)
        word[i] = (char)('a' + splitmix_below(state, len < 6 ? 2 : 26));
    if (len > 8 && splitmix_below(state, 2)) /* of the same beginning */
        for (size_t i = 0; i + 2 < len; i++)
            word[i] = 'x';
    return (Str){.s = word, .len = len};
}

static void test_word_table(void **state) {
    enum { ROUNDS = 20, WORDS = 600 };
    (void)state;
    uint64_t seed = 2;
    for (int round = 0; round < ROUNDS; round++) {
        Arena *arena = arena_create();
        WordTable table = {.arena = arena};
        Str words[WORDS];
        size_t numbers[WORDS], count = 0;
        for (size_t n = 0; n < WORDS; n++) {
            Str word = random_word(&seed, arena);
            size_t known = 0;
            while (known < count && !str_equal(words[known], word))
                known++;
            assert_int_equal(word_table_get(&table, word, 9999),
                             known < count ? numbers[known] : 9999);
            word_table_expect(&table, word);
            bool is_new = known == count, is_put = splitmix_below(&seed, 2);
            if (is_new)
                words[count++] = word;
            if (is_new || is_put)
                numbers[known] = n;
            if (is_put)
                word_table_put(&table, word, n);
            else
                assert_int_equal(word_table_add(&table, word, n), numbers[known]);
        }
        arena_free(arena);
    }
}

/* ---- texts ---- */

static Str random_text(uint64_t *state, Arena *arena, size_t limit) {
    static const char *const PIECES[] = {
        " ",   "  ",       "\n",           "\t",           "é",    "开",
        "．",  "\xC2\xA0", "\xE3\x80\x81", "\xE2\x80\x94", "\x7F", "\x01",
        "<b>", "\xC2\x85", "\xE2\x80\xA8", "\xEF\xBB\xBF"};
    size_t count = splitmix_below(state, limit), odd = 1 + splitmix_below(state, 40), len = 0;
    char *text = arena_new(arena, char, count * 4 + 1);
    for (size_t i = 0; i < count; i++) {
        const char *piece = PIECES[splitmix_below(state, countof(PIECES))];
        if (splitmix_below(state, odd))
            text[len++] = (char)('a' + splitmix_below(state, 26));
        else
            for (; *piece; piece++)
                text[len++] = *piece;
    }
    return (Str){.s = text, .len = len};
}

/* Characters one by one: what takes the long way is the same as that of a text with an entity at
 * its end, which is never taken for tidy. */
static void test_lines(void **state) {
    enum { ROUNDS = 20000 };
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < ROUNDS; round++) {
        Arena *arena = arena_create();
        Str text = random_text(&seed, arena, 70);
        Str longer = str_printf(arena, "%.*s &amp;", str_arg(text));
        Str quick = text_to_line(arena, text), plain = text_to_line(arena, longer);
        assert_true(str_ends(plain, "&"));
        plain.len--;
        while (!str_equal(quick, plain) && plain.len > quick.len) /* spaces of any kind */
            plain.len--;
        if (!str_equal(quick, plain))
            fail_msg("round %d: \"%.*s\" became \"%.*s\"", round, str_arg(text), str_arg(quick));
        arena_free(arena);
    }
}

static bool has_han_plainly(Str text) {
    bool has_han = false;
    for (size_t at = 0; at < text.len;) {
        uint32_t rune = str_next_rune(text, &at);
        has_han |= (rune >= 0x3400 && rune <= 0x9FFF) || (rune >= 0x20000 && rune <= 0x323AF);
    }
    return has_han;
}

static void test_han(void **state) {
    (void)state;
    uint64_t seed = 4;
    for (int round = 0; round < 5000; round++) {
        Arena *arena = arena_create();
        Str text = random_text(&seed, arena, 60);
        assert_int_equal(words_has_han(text), has_han_plainly(text));
        arena_free(arena);
    }
}

/* ---- places ---- */

static void test_places(void **state) {
    enum { ROUNDS = 300, STEPS = 40 };
    (void)state;
    uint64_t seed = 5;
    for (int round = 0; round < ROUNDS; round++) {
        Arena *arena = arena_create();
        Str text = random_text(&seed, arena, round % 10 ? 400 : 20000);
        Places places = places_create(text);
        for (int step = 0; step < STEPS; step++) {
            size_t offset = splitmix_below(&seed, text.len + 1);
            int32_t line = 1, column = 1;
            for (size_t i = 0; i < offset; i++) {
                bool is_feed = text.s[i] == '\n';
                line += is_feed;
                column = is_feed ? 1 : column + (((unsigned char)text.s[i] & 0xC0) != 0x80);
            }
            Position at = places_at(&places, offset, 1);
            if (at.line != line || at.column != column)
                fail_msg("round %d: offset %zu is %d:%d, not %d:%d", round, offset, (int)line,
                         (int)column, (int)at.line, (int)at.column);
        }
        arena_free(arena);
    }
}

/* ---- local times ---- */

static void test_local_days(void **state) {
    static const char *const ZONES[] = {"Europe/Berlin",   "Asia/Shanghai",       "Asia/Kathmandu",
                                        "Africa/Monrovia", "Australia/Lord_Howe", "Pacific/Apia",
                                        "America/St_Johns"};
    (void)state;
    uint64_t seed = 6;
    for (size_t z = 0; z < countof(ZONES); z++) {
        Arena *arena = arena_create();
        const Zone *zone = zone_open(arena, str_from(ZONES[z]));
        assert_non_null(zone);
        LocalDay day = {0};
        Instant at = 0;
        for (int round = 0; round < 20000; round++) {
            bool is_far = splitmix_below(&seed, 50) == 0;
            at = is_far ? (Instant)splitmix_below(&seed, 4200000000) * 1000 - 40 * 24 * MILLIS_HOUR
                        : at + (Instant)splitmix_below(&seed, 10 * MILLIS_HOUR) - 2 * MILLIS_HOUR;
            LocalTime quick = local_day_time(&day, zone, at), plain = zone_local(zone, at);
            bool is_same = date_compare(quick.date, plain.date) == 0 && quick.hour == plain.hour &&
                           quick.minute == plain.minute && quick.second == plain.second &&
                           quick.weekday == plain.weekday &&
                           quick.offset_minutes == plain.offset_minutes;
            if (!is_same)
                fail_msg("%s, round %d, instant %lld", ZONES[z], round, (long long)at);
        }
        arena_free(arena);
    }
}

/* XML is hashed while it is given to the parser, piece by piece, everything else as a whole. */
static void test_hash(void **state) {
    (void)state;
    static const char HEAD[] =
        "<schedule><day date=\"2027-03-05\"><room name=\"A\"><event id=\"1\">"
        "<start>10:00</start><title>T</title></event></room></day><!--",
                      TAIL[] = "--></schedule>";
    static const size_t FILLED[] = {0, 1, 63, 64, 65, 65536 - 200, 65536, 131072, 400000};
    static const char *const BEFORE[] = {"", "\xEF\xBB\xBF", "<?xml version=\"1.0\"?>",
                                         "\n<?xml version=\"1.0\"?>"};
    uint64_t seed = 5;
    for (size_t i = 0; i < countof(FILLED) * countof(BEFORE); i++) {
        Arena *arena = arena_create();
        size_t len = FILLED[i / countof(BEFORE)];
        char *filling = arena_new(arena, char, len + 1);
        for (size_t k = 0; k < len; k++)
            filling[k] = (char)('a' + splitmix_below(&seed, 26));
        Str source =
            str_printf(arena, "%s%s%s%s", BEFORE[i % countof(BEFORE)], HEAD, filling, TAIL);
        Imported imported = import_bytes(source, "hashed.xml", "Europe/Berlin");
        if (!imported.loaded.schedule || imported.loaded.schedule->hash != source_hash(source))
            fail_msg("%zu bytes behind \"%s\"", len, BEFORE[i % countof(BEFORE)]);
        imported_free(&imported);
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_session_order), cmocka_unit_test(test_word_table),
        cmocka_unit_test(test_lines),         cmocka_unit_test(test_han),
        cmocka_unit_test(test_hash),          cmocka_unit_test(test_places),
        cmocka_unit_test(test_local_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
