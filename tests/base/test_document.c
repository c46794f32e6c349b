/* test_document.c: YAML into trees with positions, and mistakes into sentences at the right place.
 *
 * Each broken text stands in the table with the finding that it must give: code, line, column. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/document.h"

typedef struct {
    Arena *arena;
    Diagnostics diagnostics;
    const Node *root;
} Parsed;

static Parsed parse_bytes(const char *bytes, size_t len) {
    Arena *arena = arena_create();
    Str source = {.s = bytes, .len = len};
    Parsed parsed = {.arena = arena,
                     .diagnostics = diagnostics_create(arena, str_from("f"), source)};
    parsed.root = document_parse(arena, source, &parsed.diagnostics);
    diagnostics_sort(&parsed.diagnostics);
    return parsed;
}

static Parsed parse(const char *text) {
    return parse_bytes(text, strlen(text));
}

/* The value of key k at the top, as a text; "(none)" when there is none. */
static Str value(const Parsed *parsed, const char *key) {
    const Node *node = node_get(parsed->root, key);
    return node && node->kind == NODE_SCALAR ? node->scalar : str_from("(none)");
}

static void trees_with_positions(void **state) {
    (void)state;
    Parsed parsed = parse("kiosk: 1\n"
                          "名称: {zh: 开幕, en: \"Opening: a\"}\n"
                          "list:\n"
                          "  - 09:05\n"
                          "  - no\n"
                          "  -\n"
                          "  - |\n"
                          "    a\n"
                          "    b\n"
                          "empty: {}\n");
    assert_int_equal(parsed.diagnostics.count, 0);
    assert_non_null(parsed.root);
    assert_int_equal(parsed.root->kind, NODE_MAP);
    assert_int_equal(parsed.root->count, 4);
    const NodeEntry *name = &parsed.root->entries[1];
    assert_int_equal(name->key_at.line, 2);
    assert_int_equal(name->key_at.column, 1);
    assert_int_equal(name->key_at.span, 2);
    assert_int_equal(name->value->at.column, 5);
    const Node *en = node_get(name->value, "en");
    assert_true(str_equal_c(en->scalar, "Opening: a"));
    assert_true(en->is_quoted);
    assert_int_equal(en->at.column, 18); /* in code points */
    assert_int_equal(en->at.span, 12);
    const Node *list = node_get(parsed.root, "list");
    assert_int_equal(list->kind, NODE_LIST);
    assert_int_equal(list->count, 4);
    assert_true(str_equal_c(list->items[0]->scalar, "09:05"));
    assert_false(list->items[0]->is_quoted);
    assert_int_equal(list->items[0]->at.line, 4);
    assert_int_equal(list->items[0]->at.column, 5);
    assert_true(str_equal_c(list->items[1]->scalar, "no"));
    assert_false(node_is_null(list->items[1]));
    assert_true(node_is_null(list->items[2]));
    assert_true(str_equal_c(list->items[3]->scalar, "a\nb\n"));
    assert_true(list->items[3]->is_quoted);
    assert_int_equal(node_get(parsed.root, "empty")->count, 0);
    assert_null(node_get(parsed.root, "missing"));
    assert_null(node_get(list, "x"));
    assert_null(node_get(NULL, "x"));
    arena_free(parsed.arena);
}

static void nulls(void **state) {
    (void)state;
    Parsed parsed = parse("a: ~\nb:\nc: null\nd: ''\ne: '~'\n");
    static const struct {
        const char *key;
        bool is_null;
    } cases[] = {{"a", true}, {"b", true}, {"c", false}, {"d", false}, {"e", false}};
    for (size_t i = 0; i < countof(cases); i++)
        assert_int_equal(node_is_null(node_get(parsed.root, cases[i].key)), cases[i].is_null);
    arena_free(parsed.arena);
}

/* ---- encodings ---- */

static void encodings_give_the_same_tree(void **state) {
    (void)state;
    static const struct {
        const char *name, *bytes;
        size_t len;
        const char *code; /* of the one finding; NULL: none */
        int32_t line, column;
    } cases[] = {
#define BYTES(s) s, sizeof(s) - 1
        {"UTF-8", BYTES("a: 1\nk: \xE5\xBC\x80"), NULL, 0, 0},
        {"a mark",
         BYTES("\xEF\xBB\xBF"
               "a: 1\nk: \xE5\xBC\x80"),
         NULL, 0, 0},
        {"CR LF", BYTES("a: 1\r\nk: \xE5\xBC\x80\r\n"), NULL, 0, 0},
        {"CR", BYTES("a: 1\rk: \xE5\xBC\x80\r"), NULL, 0, 0},
        {"UTF-16, little end first",
         BYTES("\xFF\xFE"
               "a\0:\0 \0\x31\0\n\0k\0:\0 \0\x00\x5F"),
         NULL, 0, 0},
        {"UTF-16, big end first", BYTES("\xFE\xFF\0a\0:\0 \0\x31\0\n\0k\0:\0 \x5F\x00"), NULL, 0,
         0},
        {"UTF-16 without a mark", BYTES("a\0:\0 \0\x31\0\n\0k\0:\0 \0\x00\x5F"), NULL, 0, 0},
        {"GB18030", BYTES("a: 1\nk: \xBF\xAA"), "not-utf8", 2, 4},
#undef BYTES
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Parsed parsed = parse_bytes(cases[i].bytes, cases[i].len);
        if (!str_equal_c(value(&parsed, "a"), "1") || !str_equal_c(value(&parsed, "k"), "开"))
            fail_msg("%s: k is %.*s", cases[i].name, str_arg(value(&parsed, "k")));
        assert_int_equal(parsed.diagnostics.count, cases[i].code ? 1 : 0);
        if (cases[i].code) {
            const Diagnostic *found = &parsed.diagnostics.items[0];
            assert_string_equal(found->code, cases[i].code);
            assert_int_equal(found->severity, SEVERITY_WARNING);
            assert_int_equal(found->at.line, cases[i].line);
            assert_int_equal(found->at.column, cases[i].column);
            /* and the line is quoted readably */
            assert_true(str_find(parsed.diagnostics.source, "开") != SIZE_MAX);
        }
        assert_int_equal(node_get(parsed.root, "k")->at.line, 2);
        assert_int_equal(node_get(parsed.root, "k")->at.column, 4);
        arena_free(parsed.arena);
    }
}

static void bytes_that_are_no_text(void **state) {
    (void)state;
    static const struct {
        const char *name, *bytes;
        size_t len;
        const char *code, *value;
        int32_t line, column;
    } cases[] = {
#define BYTES(s) s, sizeof(s) - 1
        {"a run counts once", BYTES("a: 1\nk: x\xFF\xFE\xFFy"), "bad-utf8", "x\xEF\xBF\xBDy", 2, 5},
        {"a scratch in Chinese UTF-8",
         BYTES("a: \xE5\xBC\x80\xE5\xB9\x95\xE5\xBC\x8F\nk: \xE5\xBC\n"), "bad-utf8",
         "\xEF\xBF\xBD", 2, 4},
        {"cut short below Chinese UTF-8", BYTES("a: \xE4\xB8\xAD\xE6\x96\x87\nk: \xE5\xBC\n"),
         "bad-utf8", "\xEF\xBF\xBD", 2, 4},
        {"one Latin-1 letter below umlauts", BYTES("a: \xC3\xBC\xC3\xB6\xC3\xA4\nk: M\xFCller\n"),
         "bad-utf8", "M\xEF\xBF\xBDller", 2, 5},
        {"Latin-1 that could be Chinese", BYTES("a: 1\nk: M\xFCller\n"), "not-utf8", "Müller", 2,
         5},
        {"Latin-1 is not taken for Chinese", BYTES("a: 1\nk: Caf\xE9 M\xFCller\n"), "not-utf8",
         "Café Müller", 2, 7},
        {"NUL", BYTES("a: 1\nk: x\0y"), "control-character", "x y", 2, 5},
        {"vertical tab, as Word has it", BYTES("a: 1\nk: x\x0By"), "control-character", "x y", 2,
         5},
        {"U+2028 ends no line", BYTES("k: x\xE2\x80\xA8y\nb: \x01\n"), "control-character", "x y",
         2, 4},
        {"UTF-16 with half a character", BYTES("\xFF\xFEk\0:\0 \0\0\xD8"), "bad-utf8",
         "\xEF\xBF\xBD", 1, 4},
        {"UTF-16 with an odd byte", BYTES("\xFF\xFEk\0:\0 \0x\0y"), "bad-utf8", "x\xEF\xBF\xBD", 1,
         5},
#undef BYTES
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Parsed parsed = parse_bytes(cases[i].bytes, cases[i].len);
        if (!str_equal_c(value(&parsed, "k"), cases[i].value))
            fail_msg("%s: %.*s", cases[i].name, str_arg(value(&parsed, "k")));
        assert_int_equal(parsed.diagnostics.count, 1);
        const Diagnostic *found = &parsed.diagnostics.items[0];
        if (strcmp(found->code, cases[i].code) != 0 || found->at.line != cases[i].line ||
            found->at.column != cases[i].column)
            fail_msg("%s: %s at %d:%d", cases[i].name, found->code, (int)found->at.line,
                     (int)found->at.column);
        arena_free(parsed.arena);
    }
}

/* ---- mistakes ---- */

static void mistakes_are_named_where_they_are(void **state) {
    (void)state;
    static const struct {
        const char *name, *text, *code;
        int32_t line, column;
        const char *k;    /* the value of k that was meant; NULL: the text cannot be read */
        const char *hint; /* part of it; NULL: any */
    } cases[] = {
        {"tab", "a:\n\tk: x\n", "tab", 2, 1, NULL, "spaces"},
        {"tab behind spaces", "a: 1\nb:\n  c: 1\n \tk: x\n", "tab", 4, 2, NULL, "spaces"},
        {"colon in a text", "a: 1\nk: Talk: the end\n", "unquoted-colon", 2, 8, "Talk: the end",
         "k: \"Talk: the end\""},
        {"colon in a text with quotes", "k: A \"b\": c\n", "unquoted-colon", 1, 9, "A \"b\": c",
         "k: 'A \"b\": c'"},
        {"colon in a text in a map", "{k: a: b, c: d}", "unquoted-colon", 1, 6, "a: b", "quotes"},
        {"full-width colon, then a key", "k：x\na: 1\n", "fullwidth-colon", 1, 2, "x", "\"k: \""},
        {"full-width colon below a key", "a: 1\nk：x\nb: 2\n", "fullwidth-colon", 2, 2, "x", NULL},
        {"full-width colon and a space", "k： x\na: 1\n", "fullwidth-colon", 1, 2, "x", NULL},
        {"full-width colon and another", "a: 1\nk：x: y\n", "fullwidth-colon", 2, 1, "(none)",
         NULL},
        {"no space behind the colon", "k:x\na: 1\n", "missing-space", 1, 2, "x", "\"k: \""},
        {"no colon", "a: 1\nk x\nb: 2\n", "no-colon", 2, 1, NULL, NULL},
        {"deeper than its neighbour", "a: 1\n  k: x\n", "indent", 2, 3, NULL, NULL},
        {"between two depths", "a:\n    b: 1\n  k: x\n", "indent", 3, 3, NULL, NULL},
        {"a list that goes on elsewhere", "a:\n  - b\n c\n", "indent", 3, 2, NULL, NULL},
        {"no-break space", "a:\n  b: 1\n\u00A0\u00A0c: 2\nk: x\n", "odd-space", 3, 1, "x",
         "ordinary"},
        {"no-break spaces in a list", "k:\n\u00A0 - a\n", "odd-space", 2, 1, "(none)", "ordinary"},
        {"ideographic space", "a: 1\n\u3000k: x\n", "odd-space", 2, 1, NULL, "ordinary"},
        {"at", "k: @home\n", "reserved-character", 1, 4, "@home", "k: \"@home\""},
        {"backtick", "k: `x`\n", "reserved-character", 1, 4, "`x`", NULL},
        {"percent", "k: %x\n", "reserved-character", 1, 4, "%x", NULL},
        {"bar", "k: | x\n", "reserved-character", 1, 4, "| x", NULL},
        {"greater", "k: > x\n", "reserved-character", 1, 4, "> x", NULL},
        {"dash", "k: - x\n", "reserved-character", 1, 4, "- x", NULL},
        {"comma", "k: , x\n", "reserved-character", 1, 4, ", x", NULL},
        {"question mark", "k: ? x\n", "reserved-character", 1, 4, "? x", NULL},
        {"at in a list", "l: [@a, b]\nk: x\n", "reserved-character", 1, 5, "x", "quotes"},
        {"star and a space", "k: * x\n", "reserved-character", 1, 4, "* x", NULL},
        {"ampersand", "k: &Co\n", "anchor", 1, 4, "&Co", "\"&Co\""},
        {"ampersand and text", "k: &Co KG\n", "anchor", 1, 4, "&Co KG", "\"&Co KG\""},
        {"star", "k: *new\n", "alias", 1, 4, "*new", "\"*new\""},
        {"exclamation mark", "k: !now\n", "tag", 1, 4, "!now", "\"!now\""},
        {"anchor at a list", "l: &a [1]\nk: x\n", "anchor", 1, 4, "x", "wherever"},
        {"text behind quotes", "k: \"Hi\" all\n", "text-after-quote", 1, 9, "\"Hi\" all",
         "k: '\"Hi\" all'"},
        {"text behind a bracket", "k: [Key] all\n", "text-after-quote", 1, 10, "[Key] all",
         "k: \"[Key] all\""},
        {"backslash", "k: \"C:\\path\"\n", "escape", 1, 7, "C:\\path", "single quotes"},
        {"backslash and x", "k: \"C:\\xyz\"\n", "escape", 1, 7, "C:\\xyz", "single quotes"},
        {"cut by a hash", "k: C# and #tag\n", "cut-by-hash", 1, 11, "C# and", "\"C# and #tag\""},
        {"nothing but a hash", "k: #tag\n", "cut-by-hash", 1, 4, "", "\"#tag\""},
        {"cut by a comma", "{k: Coffee, tea}\n", "cut-by-comma", 1, 13, "Coffee", "quotes"},
        {"open bracket", "l: [1, 2\nk: x\n", "open-bracket", 1, 4, NULL, NULL},
        {"open brace", "l:\n  - {a: 1\n  - {a: 2}\n", "open-bracket", 2, 5, NULL, NULL},
        {"open quote", "l: \"a\nk: x\n", "open-quote", 1, 4, NULL, NULL},
        {"truncated in a map", "a: 1\nl: {sta", "truncated", 2, 4, NULL, NULL},
        {"truncated in quotes", "a: 1\nl: \"sta", "truncated", 2, 4, NULL, NULL},
        {"truncated in a key", "a: 1\nsta", "truncated", 2, 1, NULL, NULL},
        {"key that stands twice", "k: 1\na: 2\nk: 3\n", "duplicate-key", 3, 1, "3", "later"},
        {"a list as key", "[a]: 1\nk: x\n", "bad-key", 1, 1, "x", NULL},
        {"a second document", "k: x\n---\nk: y\n", "several-documents", 2, 1, "x", NULL},
        {"something else", "k: x\n%FOO\n", "syntax", 2, 5, NULL, NULL},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Parsed parsed = parse(cases[i].text);
        if (parsed.diagnostics.count != 1)
            fail_msg("%s: %zu findings", cases[i].name, parsed.diagnostics.count);
        const Diagnostic *found = &parsed.diagnostics.items[0];
        if (strcmp(found->code, cases[i].code) != 0 || found->at.line != cases[i].line ||
            found->at.column != cases[i].column)
            fail_msg("%s: %s at %d:%d", cases[i].name, found->code, (int)found->at.line,
                     (int)found->at.column);
        if (cases[i].hint && str_find(found->hint, cases[i].hint) == SIZE_MAX)
            fail_msg("%s: hint is %.*s", cases[i].name, str_arg(found->hint));
        if (!cases[i].k && parsed.root)
            fail_msg("%s: was read", cases[i].name);
        if (cases[i].k && !str_equal_c(value(&parsed, "k"), cases[i].k))
            fail_msg("%s: k is \"%.*s\"", cases[i].name, str_arg(value(&parsed, "k")));
        arena_free(parsed.arena);
    }
}

static void good_texts_give_no_finding(void **state) {
    (void)state;
    static const char *const cases[] = {
        "k: x # a remark\n",
        "k: C#\n",
        "k: x    ## a ruler\n",
        "k: \"a #b\"\n",
        "k: {a: 1, b: 2}\n",
        "k: [a, b]\n",
        "k: http://x.org/a:b\n",
        "k: 9:05\n",
        "k: |\n  \u3000段落\n  \u3000another：text\n",
        "k: \"a\n  \u3000b\"\n",
        "k: 题目：副题\n",
        "- fast：slow\n- a:b\n",
        "k: 50% off & more * ! @ all\n",
        "---\nk: x\n...\n",
        "k: {a: , b: c}\n",
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Parsed parsed = parse(cases[i]);
        if (parsed.diagnostics.count)
            fail_msg("%s: %s", cases[i], parsed.diagnostics.items[0].message.s);
        assert_non_null(parsed.root);
        arena_free(parsed.arena);
    }
}

static void all_mistakes_of_a_file_at_once(void **state) {
    (void)state;
    Parsed parsed = parse("a: @one\n"
                          "b: two: three\n"
                          "c：four\n"
                          "d: five\n"
                          "e: \"six\" seven\n"
                          "f: *eight\n"
                          "d: nine\n");
    static const struct {
        const char *code;
        int32_t line, column;
    } expected[] = {
        {"reserved-character", 1, 4}, {"unquoted-colon", 2, 7}, {"fullwidth-colon", 3, 2},
        {"text-after-quote", 5, 10},  {"alias", 6, 4},          {"duplicate-key", 7, 1},
    };
    assert_int_equal(parsed.diagnostics.count, countof(expected));
    for (size_t i = 0; i < countof(expected); i++) {
        assert_string_equal(parsed.diagnostics.items[i].code, expected[i].code);
        assert_int_equal(parsed.diagnostics.items[i].at.line, expected[i].line);
        assert_int_equal(parsed.diagnostics.items[i].at.column, expected[i].column);
    }
    assert_true(str_equal_c(value(&parsed, "c"), "four"));
    assert_int_equal(node_get(parsed.root, "c")->at.column, 3); /* as in the file, not the copy */
    assert_true(str_equal_c(value(&parsed, "d"), "nine"));
    assert_true(str_find(parsed.diagnostics.items[5].message, "line 4") != SIZE_MAX);
    arena_free(parsed.arena);
}

static void lines_with_full_width_colons_alone(void **state) {
    (void)state;
    Parsed parsed = parse("k：x\n  # between\na： 1\nb：\n");
    assert_int_equal(parsed.diagnostics.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(parsed.diagnostics.items[i].code, "fullwidth-colon");
        assert_int_equal(parsed.diagnostics.items[i].at.line, i == 0 ? 1 : i + 2);
        assert_int_equal(parsed.diagnostics.items[i].at.column, 2);
    }
    assert_true(str_equal_c(value(&parsed, "k"), "x"));
    assert_true(str_equal_c(value(&parsed, "a"), "1"));
    assert_true(node_is_null(node_get(parsed.root, "b")));
    arena_free(parsed.arena);
}

/* ---- limits ---- */

static char *repeated(Arena *arena, const char *text, size_t times) {
    size_t len = strlen(text);
    char *s = arena_new(arena, char, len *times + 1);
    for (size_t i = 0; i < times; i++)
        memcpy(s + i * len, text, len);
    return s;
}

static void depth_is_capped(void **state) {
    (void)state;
    Arena *arena = arena_create();
    static const struct {
        size_t depth;
        bool is_read;
    } cases[] = {{DOCUMENT_DEPTH_MAX, true}, {DOCUMENT_DEPTH_MAX + 1, false}, {100 * 1000, false}};
    for (size_t i = 0; i < countof(cases); i++) {
        char *text = arena_printf(arena, "%s%s", repeated(arena, "[", cases[i].depth),
                                  repeated(arena, "]", cases[i].depth));
        Parsed parsed = parse(text);
        assert_int_equal(parsed.root != NULL, cases[i].is_read);
        assert_int_equal(parsed.diagnostics.count, cases[i].is_read ? 0 : 1);
        if (!cases[i].is_read) {
            assert_string_equal(parsed.diagnostics.items[0].code, "too-deep");
            assert_int_equal(parsed.diagnostics.items[0].at.column, DOCUMENT_DEPTH_MAX + 1);
        }
        arena_free(parsed.arena);
    }
    arena_free(arena);
}

static void aliases_multiply_nothing(void **state) {
    (void)state;
    Parsed parsed = parse("a: &a [x, x, x, x]\n"
                          "b: &b [*a, *a, *a, *a]\n"
                          "c: &c [*b, *b, *b, *b]\n"
                          "d: &d [*d]\n");
    assert_int_equal(parsed.diagnostics.counts[SEVERITY_ERROR], 4); /* one for each line */
    const Node *c = node_get(parsed.root, "c");
    assert_int_equal(c->count, 4);
    assert_int_equal(c->items[0]->kind, NODE_SCALAR);
    assert_true(arena_used(parsed.arena) < 64 * 1024);
    arena_free(parsed.arena);
}

static void too_large_is_refused(void **state) {
    (void)state;
    Arena *arena = arena_create();
    static const struct {
        const char *name, *piece;
        size_t times;
    } cases[] = {{"bytes", "# a line of sixteen\n", 500 * 1000}, {"entries", "- a\n", 500 * 1000}};
    for (size_t i = 0; i < countof(cases); i++) {
        Parsed parsed = parse(repeated(arena, cases[i].piece, cases[i].times));
        assert_null(parsed.root);
        assert_int_equal(parsed.diagnostics.count, 1);
        assert_string_equal(parsed.diagnostics.items[0].code, "too-large");
        arena_free(parsed.arena);
    }
    arena_free(arena);
}

static void many_mistakes_end(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Parsed parsed = parse(repeated(arena, "- a: @\n", 2000));
    assert_null(parsed.root); /* some are mended, then it is enough */
    assert_in_range(parsed.diagnostics.count, 20, 40);
    arena_free(parsed.arena);
    arena_free(arena);
}

/* One long line with a hundred thousand keys: walking it from its start for each would not end. */
static void a_long_line_is_read(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Parsed parsed = parse(arena_printf(arena, "{%sk: x}", repeated(arena, "中: 1, ", 100 * 1000)));
    assert_true(str_equal_c(value(&parsed, "k"), "x"));
    assert_int_equal(node_get(parsed.root, "k")->at.column, 6 * 100 * 1000 + 5);
    assert_int_equal(parsed.diagnostics.counts[SEVERITY_WARNING], 100 * 1000 - 1);
    arena_free(parsed.arena);
    arena_free(arena);
}

static void nothing_is_nothing(void **state) {
    (void)state;
    static const char *const cases[] = {"", "\n\n", "# only a remark\n", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < countof(cases); i++) {
        Parsed parsed = parse(cases[i]);
        assert_null(parsed.root);
        assert_int_equal(parsed.diagnostics.count, 0);
        arena_free(parsed.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_with_positions),
        cmocka_unit_test(nulls),
        cmocka_unit_test(encodings_give_the_same_tree),
        cmocka_unit_test(bytes_that_are_no_text),
        cmocka_unit_test(mistakes_are_named_where_they_are),
        cmocka_unit_test(good_texts_give_no_finding),
        cmocka_unit_test(all_mistakes_of_a_file_at_once),
        cmocka_unit_test(lines_with_full_width_colons_alone),
        cmocka_unit_test(depth_is_capped),
        cmocka_unit_test(aliases_multiply_nothing),
        cmocka_unit_test(too_large_is_refused),
        cmocka_unit_test(many_mistakes_end),
        cmocka_unit_test(a_long_line_is_read),
        cmocka_unit_test(nothing_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
