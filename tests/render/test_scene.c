/* The display list: what the building functions note, and what its hash tells apart. */
#include "check.h"

static const Rect BOX = {10, 20, 30, 40};

static void test_an_empty_scene(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Scene scene = scene_create(arena, 1920, 1080);
    assert_int_equal(scene.width, 1920);
    assert_int_equal(scene.height, 1080);
    assert_int_equal(scene.draw_count, 0);
    assert_true(scene.next_change == INSTANT_NEVER);
    arena_free(arena);
}

static void test_the_next_change_is_the_earliest(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Scene scene = scene_create(arena, 10, 10);
    scene_changes_at(&scene, 500);
    scene_changes_at(&scene, 300);
    scene_changes_at(&scene, 400);
    assert_true(scene.next_change == 300);
    arena_free(arena);
}

static void test_a_text_notes_its_box_and_its_source(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Scene scene = scene_create(arena, 100, 100);
    TextLine lines[] = {{.x = 20, .width = 40}, {.x = 10, .width = 60}, {.x = 30, .width = 20}};
    TextLayout layout = {.lines = lines, .line_count = 3, .height = 48, .width = 60};
    char word[] = "hello";
    scene_rect(&scene, BOX, 0, 0);
    scene_text(&scene, 5, 7, &layout, 0xffffffff, str_from(word), (Position){3, 4, 1});
    word[0] = 'j'; /* the scene has its own copy */
    const Draw *draw = &scene.draws[1];
    assert_true(draw->bounds.x == 15 && draw->bounds.width == 60);
    assert_true(draw->bounds.y == 7 && draw->bounds.height == 48);
    assert_int_equal(scene.texts[0].draw, 1);
    assert_true(str_equal_c(scene.texts[0].text, "hello"));
    assert_int_equal(scene.texts[0].at.line, 3);
    arena_free(arena);
}

static void test_fading_a_color(void **state) {
    (void)state;
    static const struct {
        Color color;
        float opacity;
        Color wanted;
    } CASES[] = {
        {0xff123456, 1, 0xff123456},    {0xff123456, 0, 0x00123456}, {0xff123456, 0.5f, 0x80123456},
        {0x80123456, 0.5f, 0x40123456}, {0xff123456, 7, 0xff123456}, {0xff123456, -1, 0x00123456},
        {0xff123456, NAN, 0x00123456},
    };
    for (size_t i = 0; i < countof(CASES); i++)
        assert_int_equal(color_fade(CASES[i].color, CASES[i].opacity), CASES[i].wanted);
}

/* Each builds one scene that differs from all others in a single thing. */
static void build(Scene *scene, int variant) {
    static PlacedGlyph glyphs[] = {{1, 2, 3, 4}};
    static PlacedGlyph moved[] = {{1, 2, 3, 5}};
    static TextLine line = {.width = 10};
    static const TextLayout layout = {
        .glyphs = glyphs, .glyph_count = 1, .lines = &line, .line_count = 1, .size = 20};
    static const TextLayout larger = {
        .glyphs = glyphs, .glyph_count = 1, .lines = &line, .line_count = 1, .size = 21};
    static const TextLayout lower = {
        .glyphs = moved, .glyph_count = 1, .lines = &line, .line_count = 1, .size = 20};
    Rect box = BOX;
    switch (variant) {
    case 0:
        return;
    case 1:
        scene_rect(scene, box, 0xff000000, 0);
        return;
    case 2:
        scene_rect(scene, box, 0xff000001, 0);
        return;
    case 3:
        scene_rect(scene, box, 0xff000000, 1);
        return;
    case 4:
        scene_frame(scene, box, 0xff000000, 1, 0, 0, 0);
        return;
    case 5:
        scene_frame(scene, box, 0xff000000, 0, 1, 0, 0);
        return;
    case 6:
        scene_frame(scene, box, 0xff000000, 0, 0, 5, 0);
        return;
    case 7:
        scene_frame(scene, box, 0xff000000, 0, 0, 0, 5);
        return;
    case 8:
        box.x++;
        scene_rect(scene, box, 0xff000000, 0);
        return;
    case 9:
        box.height++;
        scene_rect(scene, box, 0xff000000, 0);
        return;
    case 10:
        scene_gradient(scene, box, 1, 2, 3, 0.5f);
        return;
    case 11:
        scene_gradient(scene, box, 2, 1, 3, 0.5f);
        return;
    case 12:
        scene_gradient(scene, box, 1, 2, 4, 0.5f);
        return;
    case 13:
        scene_gradient(scene, box, 1, 2, 3, 0.6f);
        return;
    case 14:
        scene_text(scene, 1, 2, &layout, 3, (Str){0}, (Position){0});
        return;
    case 15:
        scene_text(scene, 1, 3, &layout, 3, (Str){0}, (Position){0});
        return;
    case 16:
        scene_text(scene, 1, 2, &layout, 4, (Str){0}, (Position){0});
        return;
    case 17:
        scene_text(scene, 1, 2, &larger, 3, (Str){0}, (Position){0});
        return;
    case 18:
        scene_text(scene, 1, 2, &lower, 3, (Str){0}, (Position){0});
        return;
    case 19:
        scene_image(scene, box, IMAGE_ASSET, str_from("a"), FIT_CONTAIN, 1);
        return;
    case 20:
        scene_image(scene, box, IMAGE_ASSET, str_from("b"), FIT_CONTAIN, 1);
        return;
    case 21:
        scene_image(scene, box, IMAGE_SCHEDULE, str_from("a"), FIT_CONTAIN, 1);
        return;
    case 22:
        scene_image(scene, box, IMAGE_ASSET, str_from("a"), FIT_COVER, 1);
        return;
    case 23:
        scene_image(scene, box, IMAGE_ASSET, str_from("a"), FIT_CONTAIN, 0.5f);
        return;
    case 24:
        scene_qr(scene, box, str_from("a"), 1, 2);
        return;
    case 25:
        scene_qr(scene, box, str_from("b"), 1, 2);
        return;
    case 26:
        scene_qr(scene, box, str_from("a"), 2, 1);
        return;
    case 27:
        scene->width++;
        return;
    case 29:
        scene_glow(scene, box, 1, 2, false, 10, 20);
        return;
    case 30:
        scene_glow(scene, box, 2, 1, false, 10, 20);
        return;
    case 31:
        scene_glow(scene, box, 1, 2, true, 10, 20);
        return;
    case 32:
        scene_glow(scene, box, 1, 2, false, 11, 20);
        return;
    case 33:
        scene_glow(scene, box, 1, 2, false, 10, 21);
        return;
    case 34:
        scene_image(scene, box, IMAGE_THEME, str_from("a"), FIT_REPEAT, 1);
        return;
    default:
        scene->height++;
        return;
    }
}

static void test_the_hash_tells_pictures_apart(void **state) {
    (void)state;
    enum { VARIANTS = 35 };
    Arena *arena = arena_create();
    uint64_t hashes[VARIANTS];
    for (int i = 0; i < VARIANTS; i++) {
        Scene scene = scene_create(arena, 100, 100), again = scene_create(arena, 100, 100);
        build(&scene, i);
        build(&again, i);
        scene_identify(&again, "x", 1);
        scene_changes_at(&again, 5);
        hashes[i] = scene_hash(&scene);
        assert_true(hashes[i] == scene_hash(&again)); /* neither belongs to the picture */
        for (int k = 0; k < i; k++)
            if (hashes[k] == hashes[i])
                fail_msg("variants %d and %d have the same hash", k, i);
    }
    arena_free(arena);
}

static void test_the_identity_is_what_was_mixed_in(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Scene a = scene_create(arena, 10, 10), b = scene_create(arena, 10, 10);
    assert_true(a.identity == b.identity);
    scene_identify(&a, "talk", 4);
    assert_true(a.identity != b.identity);
    scene_identify(&b, "talk", 4);
    scene_rect(&b, BOX, 1, 1);
    assert_true(a.identity == b.identity);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_scene),
        cmocka_unit_test(test_the_next_change_is_the_earliest),
        cmocka_unit_test(test_a_text_notes_its_box_and_its_source),
        cmocka_unit_test(test_fading_a_color),
        cmocka_unit_test(test_the_hash_tells_pictures_apart),
        cmocka_unit_test(test_the_identity_is_what_was_mixed_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
