/* test_fonts.c: fonts.yaml: that it says what is built in, and what is said about its mistakes. */
#include "check.h"

#include <sys/stat.h>
#include <unistd.h>

#include "text/fonts_config.h"

static Diagnostics none(Arena *arena, Str source) {
    return diagnostics_create(arena, str_from("fonts.yaml"), source);
}

static void check_texts(const Str *a, size_t a_count, const Str *b, size_t b_count) {
    assert_int_equal(a_count, b_count);
    for (size_t i = 0; i < a_count; i++)
        assert_true(str_equal(a[i], b[i]));
}

static void the_file_says_what_is_built_in(void **state) {
    Fixture *fixture = *state;
    Str source = canvas_read_file(fixture->arena, TEST_SOURCE_DIR "/fonts/fonts.yaml");
    assert_true(source.len > 0);
    Diagnostics diagnostics = none(fixture->arena, source);
    const FontsConfig *file = fonts_config_parse(fixture->arena, source, &diagnostics);
    const FontsConfig *builtin = fonts_config_builtin(fixture->arena);
    assert_int_equal(diagnostics.count, 0);
    assert_int_equal(file->family_count, builtin->family_count);
    for (size_t i = 0; i < file->family_count; i++) {
        const FontFamily *a = &file->families[i], *b = &builtin->families[i];
        assert_true(str_equal(a->name, b->name));
        assert_true(str_equal(a->package, b->package));
        check_texts(a->features, a->feature_count, b->features, b->feature_count);
        check_texts(a->scripts, a->script_count, b->scripts, b->script_count);
        for (size_t weight = 0; weight < WEIGHT_COUNT; weight++) {
            assert_true(str_equal(a->files[weight].path, b->files[weight].path));
            assert_int_equal(a->files[weight].face_index, b->files[weight].face_index);
        }
    }
    for (size_t role = 0; role < FONT_ROLE_COUNT; role++) {
        const FontRoleConfig *a = &file->roles[role], *b = &builtin->roles[role];
        assert_int_equal(a->chain_count, b->chain_count);
        assert_memory_equal(a->chain, b->chain, a->chain_count * sizeof *a->chain);
        assert_float_equal(a->line_height, b->line_height, 0.0001f);
    }
}

typedef struct {
    const char *name, *source;
    const char *code;    /* of a diagnostic that there must be */
    const char *message; /* a part of it, or of its hint */
} MistakeCase;

#define INTER "regular: /usr/share/fonts/opentype/inter/Inter-Regular.otf"
#define ROLES "roles: {display: {families: [A]}, body: {families: [A]}, mono: {families: [A]}}\n"

static const MistakeCase MISTAKES[] = {
    {"a file that is not there",
     "families: {A: {" INTER ", bold: No-Bold.otf, package: fonts-a}}\n" ROLES, "missing-font",
     "apt install fonts-a"},
    {"an unknown family", "families: {Alpha: {" INTER "}}\nroles: {display: {families: [Alpah]}}\n",
     "unknown-family", "did you mean \"Alpha\"?"},
    {"an unknown key of a family", "families: {A: {" INTER ", blod: b.otf}}\n" ROLES, "unknown-key",
     "did you mean \"bold\"?"},
    {"an unknown key of the file", "families: {A: {" INTER "}}\nrolse: {}\n" ROLES, "unknown-key",
     "did you mean \"roles\"?"},
    {"a role without families", "families: {A: {" INTER "}}\nroles: {display: {families: [A]}}\n",
     "no-families", "body"},
    {"a family without files", "families: {A: {package: x}, B: {" INTER "}}\n" ROLES, "no-file",
     "\"A\""},
    {"no number", "families: {A: {" INTER ", face: two}}\n" ROLES, "bad-number", "0 to 255"},
    {"no OpenType feature", "families: {A: {" INTER ", features: [\"=\"]}}\n" ROLES, "bad-feature",
     "cv11"},
    {"no script", "families: {A: {" INTER ", scripts: [Klingon]}}\n" ROLES, "bad-script",
     "ISO 15924"},
    {"a list for the whole file", "- A\n", "bad-value", "families"},
};

static void mistakes_are_explained(void **state) {
    Fixture *fixture = *state;
    for (size_t i = 0; i < countof(MISTAKES); i++) {
        const MistakeCase *test = &MISTAKES[i];
        Diagnostics diagnostics = none(fixture->arena, str_from(test->source));
        const TextSettings settings = {.config = str_from(test->source),
                                       .config_name = str_from("fonts.yaml")};
        TextEngine *engine = text_engine_create(&settings, &diagnostics);
        bool is_found = false;
        for (size_t k = 0; k < diagnostics.count; k++) {
            const Diagnostic *diagnostic = &diagnostics.items[k];
            is_found = is_found || (strcmp(diagnostic->code, test->code) == 0 &&
                                    (str_find(diagnostic->message, test->message) != SIZE_MAX ||
                                     str_find(diagnostic->hint, test->message) != SIZE_MAX));
        }
        if (!is_found) {
            diagnostics_print(&diagnostics, stderr);
            fail_msg("%s: no \"%s\" with \"%s\"", test->name, test->code, test->message);
        }
        assert_non_null(engine); /* it works with what is there */
        text_engine_free(engine);
    }
}

/* What is missing is taken from the next family of the chain. */
static void the_next_family_takes_over(void **state) {
    Fixture *fixture = *state;
    static const char SOURCE[] = "families:\n"
                                 "  Lost: {regular: Lost.otf}\n"
                                 "  Broken: {regular: test_fonts.c}\n" /* there, but no font */
                                 "  Inter: {" INTER "}\n"
                                 "fallback: [Lost, Broken, Inter]\n"
                                 "roles: {display: {}, body: {}, mono: {}}\n";
    const Str folder = str_from(TEST_SOURCE_DIR "/tests/text");
    Diagnostics diagnostics = none(fixture->arena, str_from(SOURCE));
    const TextSettings settings = {
        .config = str_from(SOURCE), .folders = &folder, .folder_count = 1};
    TextEngine *engine = text_engine_create(&settings, &diagnostics);
    assert_non_null(engine);
    assert_int_equal(diagnostics.count, 1);
    const TextStyle style = {.size = 20};
    assert_true(text_width(engine, str_from("Hello"), &style) > 20);
    uint32_t first = 0;
    assert_int_equal(text_missing(engine, str_from("a开源"), FONT_BODY, &first), 2);
    assert_int_equal(first, 0x5f00);
    text_engine_free(engine);
}

/* A face that has Å but no ring is shown A and ring: they are composed. */
static void letters_are_composed_for_faces_without_marks(void **state) {
    Fixture *fixture = *state;
    static const char SOURCE[] =
        "families: {A: {regular: /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc, face: 2}}\n" ROLES;
    Diagnostics diagnostics = none(fixture->arena, str_from(SOURCE));
    TextEngine *engine =
        text_engine_create(&(TextSettings){.config = str_from(SOURCE)}, &diagnostics);
    assert_non_null(engine);
    uint32_t first = 0;
    assert_int_equal(text_missing(engine, str_from("A\xcc\x8a"), FONT_BODY, &first), 0);
    assert_int_equal(text_missing(engine, str_from("X\xcc\x8a"), FONT_BODY, &first), 1);
    assert_int_equal(first, 0x30a);
    text_engine_free(engine);
}

static void without_any_of_its_fonts_the_built_in_ones_are_used(void **state) {
    Fixture *fixture = *state;
    static const char SOURCE[] = "families: {A: {regular: No.otf}}\n" ROLES;
    Diagnostics diagnostics = none(fixture->arena, str_from(SOURCE));
    const TextSettings settings = {.config = str_from(SOURCE)};
    TextEngine *engine = text_engine_create(&settings, &diagnostics);
    assert_non_null(engine);
    assert_int_equal(diagnostics.count, 2);
    assert_true(text_face_count(engine) > 60);
    text_engine_free(engine);
}

static void an_events_fonts_come_from_its_folder(void **state) {
    Fixture *fixture = *state;
    static const char SOURCE[] = "families: {A: {regular: Inter-Bold.otf}}\n" ROLES;
    const Str folders[] = {str_from("/nonexistent"), str_from("/usr/share/fonts/opentype/inter")};
    Diagnostics diagnostics = none(fixture->arena, str_from(SOURCE));
    const TextSettings settings = {
        .config = str_from(SOURCE), .folders = folders, .folder_count = 2};
    TextEngine *engine = text_engine_create(&settings, &diagnostics);
    assert_non_null(engine);
    assert_int_equal(diagnostics.count, 0);
    assert_int_equal(text_face_count(engine), FONT_OVERLAY_HEADING); /* without its roles */
    TextFace face = text_face(engine, 0);
    assert_true(str_equal_c(face.path, "/usr/share/fonts/opentype/inter/Inter-Bold.otf"));
    assert_true(str_equal_c(face.family, "A"));
    text_engine_free(engine);
}

static void copy_file(const char *from, const char *to) {
    Arena *arena = arena_create();
    Str bytes = canvas_read_file(arena, from);
    FILE *file = fopen(to, "we");
    assert_true(bytes.len > 0 && file);
    assert_int_equal(fwrite(bytes.s, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
    arena_free(arena);
}

/* A package that is taken away under the running program: what is open stays, and the rest is told,
 * once it was needed. */
static void fonts_that_go_are_told(void **state) {
    Fixture *fixture = *state;
    static const char SOURCE[] =
        "families: {A: {regular: Gone-Regular.otf, bold: Gone-Bold.otf}}\n" ROLES;
    const char *regular = TEST_BUILD_DIR "/Gone-Regular.otf",
               *bold = TEST_BUILD_DIR "/Gone-Bold.otf";
    copy_file("/usr/share/fonts/opentype/inter/Inter-Regular.otf", regular);
    copy_file("/usr/share/fonts/opentype/inter/Inter-Bold.otf", bold);
    const Str folder = str_from(TEST_BUILD_DIR);
    Diagnostics diagnostics = none(fixture->arena, str_from(SOURCE));
    const TextSettings settings = {
        .config = str_from(SOURCE), .folders = &folder, .folder_count = 1};
    TextEngine *engine = text_engine_create(&settings, &diagnostics);
    assert_non_null(engine);
    const TextStyle plain = {.role = FONT_BODY, .size = 20},
                    heavy = {.role = FONT_BODY, .weight = WEIGHT_BOLD, .size = 20};
    float width = text_width(engine, str_from("Hello"), &plain);
    assert_true(remove(regular) == 0 && remove(bold) == 0);
    assert_int_equal(text_statistics(engine).fonts_lost, 0); /* nobody has asked for it */
    assert_true(text_width(engine, str_from("Hello there"), &plain) > width);
    assert_int_equal(text_statistics(engine).fonts_lost, 0);
    assert_true(text_width(engine, str_from("Hello"), &heavy) == width); /* in what is left */
    assert_int_equal(text_statistics(engine).fonts_lost, 1);
    assert_true(str_equal_c(text_statistics(engine).font_lost, bold));
    assert_true(text_width(engine, str_from("Hello"), &plain) == width);
    text_engine_free(engine);
}

/* One file of a pair is cut short while it is open; with `mode` it is mapped or read. */
static void cut_short(Fixture *fixture, mode_t mode, bool is_mapped) {
    static const char SOURCE[] =
        "families: {A: {regular: Cut-Regular.otf, bold: Cut-Bold.otf}}\n" ROLES;
    const char *regular = TEST_BUILD_DIR "/Cut-Regular.otf", *bold = TEST_BUILD_DIR "/Cut-Bold.otf";
    copy_file("/usr/share/fonts/opentype/inter/Inter-Regular.otf", regular);
    copy_file("/usr/share/fonts/opentype/inter/Inter-Bold.otf", bold);
    assert_true(chmod(regular, mode) == 0 && chmod(bold, mode) == 0);
    const Str folder = str_from(TEST_BUILD_DIR);
    Diagnostics diagnostics = none(fixture->arena, str_from(SOURCE));
    const TextSettings settings = {
        .config = str_from(SOURCE), .folders = &folder, .folder_count = 1};
    TextEngine *engine = text_engine_create(&settings, &diagnostics);
    assert_non_null(engine);
    const TextStyle plain = {.role = FONT_BODY, .size = 20},
                    heavy = {.role = FONT_BODY, .weight = WEIGHT_BOLD, .size = 20};
    const TextBox box = {.width = 1000};
    float width = text_width(engine, str_from("Hello"), &plain),
          bold_width = text_width(engine, str_from("Hello"), &heavy);
    uint64_t losses = text_look(engine);
    assert_true(bold_width > width);
    text_rest(engine);
    assert_int_equal(truncate(bold, 1000), 0);

    /* What it is asked before anybody has looked: whatever comes, the process goes on. */
    const TextLayout *layout =
        text_layout(engine, fixture->arena, str_from("Quick \xC3\xA9t\xC3\xA9"), &heavy, &box);
    for (size_t i = 0; i < layout->glyph_count; i++)
        text_glyph(engine, layout->glyphs[i].font, layout->glyphs[i].glyph, layout->size, 0);
    assert_true((text_look(engine) != losses) == is_mapped);
    assert_int_equal(text_statistics(engine).fonts_lost, is_mapped);
    assert_false(text_is_lost(engine));
    float after = text_width(engine, str_from("Hello"), &heavy);
    assert_true(after == (is_mapped ? width : bold_width));
    assert_true(text_width(engine, str_from("Hello"), &plain) == width);

    losses = text_look(engine);
    assert_int_equal(truncate(regular, 0), 0);
    text_width(engine, str_from("Yes"), &plain);
    assert_true((text_look(engine) != losses) == is_mapped);
    assert_true(text_is_lost(engine) == is_mapped);
    text_layout(engine, fixture->arena, str_from("None is left"), &plain, &box);
    text_engine_free(engine);
    assert_true(remove(regular) == 0 && remove(bold) == 0);
}

static void a_font_that_is_cut_short_ends_nothing(void **state) {
    cut_short(*state, 0666, false);
    cut_short(*state, 0644, geteuid() == 0); /* as a package's file: root's */
}

static void faces_are_listed_by_role(void **state) {
    Fixture *fixture = *state;
    size_t count = text_face_count(fixture->engine);
    assert_true(count > 60);
    bool has_open = false, has_arabic = false;
    for (size_t i = 0; i < count; i++) {
        TextFace face = text_face(fixture->engine, i);
        assert_true(face.path.len > 0 && face.family.len > 0);
        assert_true(i == 0 || face.role >= text_face(fixture->engine, i - 1).role);
        has_open = has_open || face.is_open;
        if (str_equal_c(face.scripts, "Arab")) {
            has_arabic = true;
            assert_true(text_face_has(fixture->engine, i, 0x627));
            assert_false(text_face_has(fixture->engine, i, 0x5f00));
        }
    }
    assert_true(has_open && has_arabic);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_says_what_is_built_in),
        cmocka_unit_test(mistakes_are_explained),
        cmocka_unit_test(the_next_family_takes_over),
        cmocka_unit_test(letters_are_composed_for_faces_without_marks),
        cmocka_unit_test(without_any_of_its_fonts_the_built_in_ones_are_used),
        cmocka_unit_test(an_events_fonts_come_from_its_folder),
        cmocka_unit_test(fonts_that_go_are_told),
        cmocka_unit_test(a_font_that_is_cut_short_ends_nothing),
        cmocka_unit_test(faces_are_listed_by_role),
    };
    return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
