/* The staff's panels: sizes, columns, contrast, and life without a font. */
#include "check.h"

#include "output/osd.h"

static const char *const FONTS[] = {"/usr/share/fonts/opentype/inter/Inter-Regular.otf",
                                    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"};

static Osd *osd_with_fonts(void) {
    Str paths[] = {str_from("/no/such/font.ttf"), str_from(FONTS[0]), str_from(FONTS[1])};
    return osd_create(paths, countof(paths));
}

static Pixmap panel_of(Osd *osd, const char *const *texts, size_t count, int32_t height) {
    Str lines[8];
    for (size_t i = 0; i < count; i++)
        lines[i] = str_from(texts[i]);
    Pixmap panel;
    osd_panel(osd, lines, count, height, &panel);
    return panel;
}

static bool is_ink(uint32_t pixel) {
    return channel_of(pixel, 1) > 0x60;
}

/* The columns of pixels, from left to right, in which rows [top, bottom) have ink. */
static bool has_ink(const Pixmap *panel, int32_t x, int32_t top, int32_t bottom) {
    for (int32_t y = top; y < bottom; y++)
        if (is_ink(panel->pixels[y * panel->width + x]))
            return true;
    return false;
}

static int32_t first_ink(const Pixmap *panel, int32_t from, int32_t top, int32_t bottom) {
    while (from < panel->width && !has_ink(panel, from, top, bottom))
        from++;
    return from;
}

static void test_a_panel_grows_with_the_screen(void **state) {
    (void)state;
    static const char *const LINES[] = {"kiosk", "Frame\t2.1 ms", "Next change\t10:25:00"};
    Osd *osd = osd_with_fonts();
    int32_t before = 0;
    static const int32_t HEIGHTS[] = {720, 1080, 2160};
    for (size_t i = 0; i < countof(HEIGHTS); i++) {
        Pixmap panel = panel_of(osd, LINES, countof(LINES), HEIGHTS[i]);
        assert_true(panel.height > before && panel.height < HEIGHTS[i] / 4);
        assert_true(panel.width > panel.height && panel.width < HEIGHTS[i]);
        before = panel.height;
        /* Dark, translucent, round: the middle of the padding, and the corner. */
        uint32_t ground = panel.pixels[panel.height / 2 * panel.width + panel.height / 20];
        assert_int_equal(ground >> 24, 0xe6);
        assert_true(channel_of(ground, 1) < 0x20);
        assert_int_equal(panel.pixels[0] >> 24, 0);
        for (int k = 0; k < panel.width * panel.height; k++)
            for (int c = 0; c < 3; c++)
                assert_true(channel_of(panel.pixels[k], c) <= channel_of(panel.pixels[k], 3));
        pixmap_free(&panel);
    }
    osd_free(osd);
}

static void test_values_stand_below_each_other(void **state) {
    (void)state;
    static const char *const LINES[] = {"HH\tH", "HHHHHHHH\tH", "H\tH"};
    Osd *osd = osd_with_fonts();
    Pixmap panel = panel_of(osd, LINES, 3, 1080);
    int32_t size = 1080 / 50, padding = size * 5 / 4, row = size * 3 / 2, inside = padding / 2;
    int32_t labels[3], values[3];
    for (int i = 0; i < 3; i++) {
        int32_t top = padding + i * row, bottom = top + size;
        labels[i] = first_ink(&panel, inside, top, bottom);
        int32_t x = labels[i];
        for (int32_t gap = 0; gap < size; gap++, x++) /* over the label: to a gap of a letter */
            if (has_ink(&panel, x, top, bottom))
                gap = -1;
        values[i] = first_ink(&panel, x, top, bottom);
        assert_true(values[i] < panel.width - inside);
    }
    assert_true(labels[0] == labels[1] && labels[1] == labels[2]);
    assert_true(values[0] == values[1] && values[1] == values[2]);
    assert_true(labels[0] >= padding && labels[0] <= padding + size / 4);
    pixmap_free(&panel);
    osd_free(osd);
}

static void test_a_panel_is_as_wide_as_its_values(void **state) {
    (void)state;
    static const char *const SHORT[] = {"a\tW"}, *const LONG[] = {"a\tWWWWWWWWWWW"};
    Osd *osd = osd_with_fonts();
    Pixmap a = panel_of(osd, SHORT, 1, 1080), b = panel_of(osd, LONG, 1, 1080);
    assert_true(b.width - a.width > 10 * (1080 / 50) / 2);
    assert_true(has_ink(&b, b.width - 1080 / 50 * 5 / 4 - 4, 2, b.height - 2)); /* to the padding */
    pixmap_free(&a);
    pixmap_free(&b);
    osd_free(osd);
}

static void test_long_values_stay_inside(void **state) {
    (void)state;
    static char line[2000] = "Path\t";
    memset(line + 5, 'W', sizeof line - 6);
    const char *const lines[] = {line};
    Osd *osd = osd_with_fonts();
    Pixmap panel = panel_of(osd, lines, 1, 720);
    assert_true(panel.width < 1280);
    for (int32_t x = panel.width - 720 / 50; x < panel.width - 2; x++)
        assert_false(has_ink(&panel, x, 2, panel.height - 2));
    pixmap_free(&panel);
    osd_free(osd);
}

static void test_chinese_takes_the_second_font(void **state) {
    (void)state;
    static const char *const CHINESE[] = {"a\t龙"}, *const OTHER[] = {"a\t蜥"};
    Osd *osd = osd_with_fonts();
    Pixmap a = panel_of(osd, CHINESE, 1, 1080), b = panel_of(osd, OTHER, 1, 1080);
    assert_int_equal(a.width, b.width); /* both an em; as boxes they would be the same picture */
    assert_true(pixmap_difference(&a, &b).width > 8);
    pixmap_free(&a);
    pixmap_free(&b);
    osd_free(osd);
}

/* Which dots of a letter of that size are there, as text. */
static Str dots_of(Osd *osd, Arena *arena, char letter, int32_t height) {
    int32_t size = height / 50, dot = size / 10, padding = size * 5 / 4;
    const char text[] = {letter, '\0'};
    const char *const lines[] = {text};
    Pixmap panel = panel_of(osd, lines, 1, height);
    char *dots = arena_new(arena, char, 64);
    int32_t top = padding + size - 7 * dot, count = 0;
    for (int32_t row = 0; row < 9; row++)
        for (int32_t column = 0; column < 5; column++) {
            int32_t x = padding + column * dot + dot / 2, y = top + row * dot + dot / 2;
            dots[count++] = is_ink(panel.pixels[y * panel.width + x]) ? '#' : '.';
        }
    pixmap_free(&panel);
    return str_from(dots);
}

/* Somebody who asks what is wrong can read it when the fonts are what is wrong: each letter is
 * there, is another than all others, and has the same place at every size. */
static void test_without_a_font(void **state) {
    (void)state;
    Str missing = str_from("/no/such/font.ttf");
    for (size_t count = 0; count < 2; count++) {
        Arena *arena = arena_create();
        Osd *osd = osd_create(&missing, count);
        Str letters[128] = {{0}};
        for (char c = '!'; c <= '~'; c++) {
            letters[(size_t)c] = dots_of(osd, arena, c, 1080);
            assert_true(str_find(letters[(size_t)c], "#") != SIZE_MAX);
            assert_true(str_equal(letters[(size_t)c], dots_of(osd, arena, c, 2160)));
            for (char other = '!'; other < c; other++)
                if (str_equal(letters[(size_t)c], letters[(size_t)other]))
                    fail_msg("%c looks like %c", c, other);
        }
        assert_true(str_equal_c(letters['g'], "....."
                                              "....."
                                              ".####"
                                              "#...#"
                                              "#...#"
                                              "#...#"
                                              ".####"
                                              "....#"
                                              ".###."));
        osd_free(osd);
        arena_free(arena);
    }
    osd_free(NULL);
}

/* Long values stay in the panel, other scripts are boxes, and the fault screen says its words. */
static void test_words_without_a_font(void **state) {
    (void)state;
    static const char *const SHORT[] = {"a\t\xE9\xBE\x99"};
    static char line[2000] = "Path\t";
    memset(line + 5, 'W', sizeof line - 6);
    const char *const lines[] = {line};
    Osd *osd = osd_create(NULL, 0);
    Pixmap box = panel_of(osd, SHORT, 1, 1080), panel = panel_of(osd, lines, 1, 720);
    assert_true(has_ink(&box, box.width - 1080 / 50 * 5 / 4 - 12, 2, box.height - 2));
    assert_true(panel.width < 1280);
    for (int32_t x = panel.width - 720 / 50; x < panel.width - 2; x++)
        assert_false(has_ink(&panel, x, 2, panel.height - 2));
    Pixmap screen = pixmap_create(1280, 720);
    osd_fault_screen(osd, str_from("Soon"), str_from("kiosk: no fonts"), &screen);
    int32_t middle = 0, corner = 0;
    for (int32_t i = 0; i < screen.width * screen.height; i++) {
        int32_t x = i % screen.width, y = i / screen.width;
        assert_int_equal(screen.pixels[i] >> 24, 255);
        middle += y < 400 && is_ink(screen.pixels[i]);
        corner += y > 600 && x > 640 && channel_of(screen.pixels[i], 1) > 0x40;
    }
    assert_true(middle > 100 && corner > 100);
    pixmap_free(&box);
    pixmap_free(&panel);
    pixmap_free(&screen);
    osd_free(osd);
}

static void test_the_fault_screen_at_every_size(void **state) {
    (void)state;
    static const int32_t SIZES[][2] = {{1920, 1080}, {1080, 1920}, {1920, 360}, {3840, 2160}};
    Osd *osd = osd_with_fonts();
    for (size_t i = 0; i < countof(SIZES); i++) {
        int32_t width = SIZES[i][0], height = SIZES[i][1];
        Pixmap screen = pixmap_create(width, height);
        osd_fault_screen(osd, str_from("We will be right back, and here is a long title\nSoon"),
                         str_from("K-12"), &screen);
        int32_t left = width, right = 0, corner = 0;
        for (int32_t y = 0; y < height; y++)
            for (int32_t x = 0; x < width; x++) {
                uint32_t pixel = screen.pixels[y * width + x];
                assert_int_equal(pixel >> 24, 255);
                if (!is_ink(pixel))
                    continue;
                bool is_corner = y > height * 9 / 10 && x > width / 2;
                corner += is_corner;
                left = !is_corner && x < left ? x : left;
                right = !is_corner && x > right ? x : right;
            }
        assert_true(left > width / 40 && right < width - width / 40); /* within the screen */
        assert_in_range(left + right, width - width / 50, width + width / 50); /* in its middle */
        assert_true(corner > 0);
        pixmap_free(&screen);
    }
    osd_free(osd);
}

static void test_the_mark_is_a_dot(void **state) {
    (void)state;
    static const int32_t CASES[][2] = {{1080, 12}, {2160, 24}, {720, 8}, {100, 4}};
    for (size_t i = 0; i < countof(CASES); i++) {
        Pixmap mark;
        osd_mark(CASES[i][0], &mark);
        assert_int_equal(mark.width, CASES[i][1]);
        assert_int_equal(mark.height, CASES[i][1]);
        assert_int_equal(mark.pixels[mark.height / 2 * mark.width + mark.width / 2] >> 24, 255);
        assert_true(mark.pixels[0] >> 24 < 160);
        pixmap_free(&mark);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_panel_grows_with_the_screen),
        cmocka_unit_test(test_values_stand_below_each_other),
        cmocka_unit_test(test_a_panel_is_as_wide_as_its_values),
        cmocka_unit_test(test_long_values_stay_inside),
        cmocka_unit_test(test_chinese_takes_the_second_font),
        cmocka_unit_test(test_without_a_font),
        cmocka_unit_test(test_words_without_a_font),
        cmocka_unit_test(test_the_fault_screen_at_every_size),
        cmocka_unit_test(test_the_mark_is_a_dot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
