/* test_gate.c: who is let in: hosts, origins, wrong tokens, too many requests; and what tokens are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "operator/gate.h"
#include "operator/request.h"
#include "operator/tokens.h"

static void hosts_are_our_own(void **context) {
    (void)context;
    static const struct {
        const char *host;
        bool is_own;
    } cases[] = {{"localhost", true},       {"localhost:8711", true},
                 {"127.0.0.1:8711", true},  {"[::1]:8711", true},
                 {"192.0.2.7", true},       {"Foyer.local:8711", true},
                 {"evil.example", false},   {"", false},
                 {"localhost.evil", false}, {"127.0.0.1.evil", false},
                 {"[::1", false},           {"foyer.evil", false}};
    Str names[] = {str_from("foyer"), str_from("foyer.local")};
    for (size_t i = 0; i < countof(cases); i++)
        if (gate_is_own_host(str_from(cases[i].host), names, 2) != cases[i].is_own)
            fail_msg("%s", cases[i].host);
    assert_false(gate_is_own_host((Str){0}, names, 2));
}

static void other_pages_are_refused(void **context) {
    (void)context;
    Str host = str_from("foyer:8711");
    assert_true(gate_is_own_origin((Str){0}, host));
    assert_true(gate_is_own_origin(str_from("http://foyer:8711"), host));
    assert_true(gate_is_own_origin(str_from("https://FOYER:8711"), host));
    assert_false(gate_is_own_origin(str_from("http://foyer"), host));
    assert_false(gate_is_own_origin(str_from("http://evil.example"), host));
    assert_false(gate_is_own_origin(str_from("null"), host));
}

static void wrong_tokens_wait_longer_each_time(void **context) {
    (void)context;
    static Gate gate;
    uint8_t stranger[16] = {1}, other[16] = {2};
    memset(&gate, 0, sizeof gate);
    for (int i = 0; i < GATE_FREE_TRIES - 1; i++)
        gate_note_failure(&gate, stranger, 1000);
    assert_int_equal(gate_wait(&gate, stranger, 1000), 0);
    gate_note_failure(&gate, stranger, 1000);
    assert_int_equal(gate_wait(&gate, stranger, 1000), 1000);
    assert_int_equal(gate_wait(&gate, stranger, 1500), 500);
    assert_int_equal(gate_wait(&gate, other, 1000), 0);
    gate_note_failure(&gate, stranger, 2000);
    assert_int_equal(gate_wait(&gate, stranger, 2000), 2000);
    for (int i = 0; i < 100; i++)
        gate_note_failure(&gate, stranger, 2000);
    assert_int_equal(gate_wait(&gate, stranger, 2000), 5 * MILLIS_MINUTE);
    /* So many strangers are not remembered that memory grows. */
    for (int i = 0; i < 2 * GATE_STRANGERS_MAX; i++) {
        uint8_t one[16] = {3, (uint8_t)i, (uint8_t)(i >> 8)};
        gate_note_failure(&gate, one, 3000);
    }
    assert_true(gate.count <= GATE_STRANGERS_MAX);
    assert_true(gate_wait(&gate, stranger, 3000) > 0); /* who waits longest is not forgotten */
}

static void too_many_at_once_are_too_many(void **context) {
    (void)context;
    GateRate rate = {0};
    int taken = 0;
    for (int i = 0; i < 100; i++)
        taken += gate_take(&rate, 10, 40, 5000);
    assert_int_equal(taken, 40);
    assert_false(gate_take(&rate, 10, 40, 5050));
    assert_true(gate_take(&rate, 10, 40, 5150));
    taken = 0;
    for (int i = 0; i < 100; i++)
        taken += gate_take(&rate, 10, 40, 100000);
    assert_int_equal(taken, 40);
}

static void tokens_are_kept_as_hashes(void **context) {
    (void)context;
    Arena *arena = arena_create();
    OperatorTokens *tokens = arena_new(arena, OperatorTokens, 1);
    OperatorToken mei = {.name = str_from("mei"), .role = OPERATOR_OPERATE};
    Str secret, second, problem = {0};
    const char *why;
    assert_true(token_make(arena, &secret));
    assert_true(token_make(arena, &second));
    assert_false(str_equal(secret, second));
    assert_true(secret.len >= 32);
    if (!token_hash(secret, mei.hash, &why)) {
        print_message("%s\n", why);
        skip();
    }
    /* FIPS 180-2, B.1 */
    uint8_t hash[TOKEN_HASH_BYTES];
    assert_true(token_hash(str_from("abc"), hash, &why));
    static const uint8_t ABC[] = {0xba, 0x78, 0x16, 0xbf};
    assert_memory_equal(hash, ABC, sizeof ABC);
    Str text = tokens_with(arena, tokens, &mei);
    assert_true(str_find(text, secret.s) == SIZE_MAX);
    assert_true(tokens_parse(arena, text, tokens, &problem));
    assert_int_equal(tokens->count, 1);
    const OperatorToken *found = tokens_find(tokens, mei.hash);
    assert_non_null(found);
    assert_int_equal(found->role, OPERATOR_OPERATE);
    assert_null(tokens_find(tokens, hash));
    /* The same name again takes the place. */
    mei.role = OPERATOR_ALARM;
    assert_true(tokens_parse(arena, tokens_with(arena, tokens, &mei), tokens, &problem));
    assert_int_equal(tokens->count, 1);
    assert_int_equal(tokens->items[0].role, OPERATOR_ALARM);
    static const char *const BAD[] = {"mei operate 12", "mei king ba7816bf", "mei",
                                      "mei operate zz7816bf"};
    for (size_t i = 0; i < countof(BAD); i++) {
        assert_false(tokens_parse(arena, str_from(BAD[i]), tokens, &problem));
        assert_int_equal(tokens->count, 0);
        assert_true(str_starts(problem, "line 1: "));
    }
    arena_free(arena);
}

static void routes_are_found(void **context) {
    (void)context;
    static const struct {
        const char *path;
        Route route;
        const char *rest;
    } cases[] = {{"/", ROUTE_FILE, ""},
                 {"/operator.js", ROUTE_FILE, "operator.js"},
                 {"/api/live", ROUTE_LIVE, ""},
                 {"/api/live/delay/main/+10", ROUTE_LIVE, "/delay/main/+10"},
                 {"/api/liver", ROUTE_FILE, "api/liver"},
                 {"/api/state", ROUTE_STATE, ""},
                 {"/api/screen/0.png", ROUTE_PICTURE, "0.png"},
                 {"/health", ROUTE_HEALTH, ""},
                 {"", ROUTE_NONE, ""},
                 {"x", ROUTE_NONE, ""}};
    for (size_t i = 0; i < countof(cases); i++) {
        Str rest = {0};
        if (route_of(str_from(cases[i].path), &rest) != cases[i].route ||
            (cases[i].route != ROUTE_NONE && !str_equal_c(rest, cases[i].rest)))
            fail_msg("%s", cases[i].path);
    }
    for (Route route = ROUTE_FILE; route < ROUTE_COUNT; route++)
        if (route_row(route)->is_post && route != ROUTE_LOGIN && route != ROUTE_LOGOUT)
            assert_true(route_row(route)->role >= OPERATOR_OPERATE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_are_our_own),
        cmocka_unit_test(other_pages_are_refused),
        cmocka_unit_test(wrong_tokens_wait_longer_each_time),
        cmocka_unit_test(too_many_at_once_are_too_many),
        cmocka_unit_test(tokens_are_kept_as_hashes),
        cmocka_unit_test(routes_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
