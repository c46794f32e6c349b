/* test_kms_mode.c: which mode a display gets, and which CRTC. */
#include "check.h"

#include "output/kms_mode.h"

static drmModeModeInfo mode(int width, int height, double hertz, uint32_t type) {
    drmModeModeInfo made = {.hdisplay = (uint16_t)width,
                            .vdisplay = (uint16_t)height,
                            .htotal = (uint16_t)(width + 280),
                            .vtotal = (uint16_t)(height + 45),
                            .type = type};
    made.clock = (uint32_t)(made.htotal * made.vtotal * hertz / 1000 + 0.5);
    return made;
}

static drmModeModeInfo interlaced(int width, int height, double hertz) {
    drmModeModeInfo made = mode(width, height, hertz / 2, 0);
    made.flags |= DRM_MODE_FLAG_INTERLACE;
    return made;
}

enum { P = DRM_MODE_TYPE_PREFERRED };

static void a_wish_is_read_or_explained(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int width, height, hertz; /* width 0: it is refused */
    } CASES[] = {
        {"1920x1080@60", 1920, 1080, 60},
        {"1920x1080", 1920, 1080, 0},
        {"3840x2160@30", 3840, 2160, 30},
        {"1920", 0, 0, 0},
        {"1920x", 0, 0, 0},
        {"1920x1080@", 0, 0, 0},
        {"1920x1080@0", 0, 0, 0},
        {"1920x1080@60Hz", 0, 0, 0},
        {"1920x1080 @60", 0, 0, 0},
        {"-1920x1080", 0, 0, 0},
        {"0x0", 0, 0, 0},
        {"", 0, 0, 0},
        {"1920x1080@6000000000000000000000000000000", 0, 0, 0},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        KmsWish wish;
        Str problem;
        bool is_read = kms_wish_read(str_from(CASES[i].text), &wish, &problem);
        if (is_read != (CASES[i].width > 0))
            fail_msg("\"%s\" was %s", CASES[i].text, is_read ? "taken" : "refused");
        if (!is_read) {
            assert_true(problem.len > 0);
            continue;
        }
        assert_int_equal(wish.width, CASES[i].width);
        assert_int_equal(wish.height, CASES[i].height);
        assert_int_equal(wish.hertz, CASES[i].hertz);
    }
}

static void the_right_mode_is_chosen(void **state) {
    (void)state;
    const KmsWish none = {0};
    const struct {
        const char *name;
        drmModeModeInfo modes[4];
        size_t count;
        KmsWish wish;
        bool has_no_edid;
        KmsModeFound found;
        int width, height;
        double hertz;
    } cases[] = {
        {.name = "what the display prefers, wherever it stands",
         .modes = {mode(3840, 2160, 60, 0), mode(1920, 1080, 75, P), mode(1920, 1080, 60, 0)},
         .count = 3,
         .wish = none,
         .width = 1920,
         .height = 1080,
         .hertz = 75},
        {.name = "none preferred: the largest",
         .modes = {mode(1024, 768, 60, 0), mode(1920, 1080, 50, 0), mode(1280, 720, 60, 0)},
         .count = 3,
         .wish = none,
         .width = 1920,
         .height = 1080,
         .hertz = 50},
        {.name = "not more than 60 a second, where it can be had",
         .modes = {mode(1920, 1080, 144, 0), mode(1920, 1080, 59.94, 0), mode(1920, 1080, 30, 0)},
         .count = 3,
         .wish = none,
         .width = 1920,
         .height = 1080,
         .hertz = 59.94},
        {.name = "interlaced only when there is nothing else",
         .modes = {interlaced(1920, 1080, 60), mode(1280, 720, 60, 0)},
         .count = 2,
         .wish = none,
         .width = 1280,
         .height = 720,
         .hertz = 60},
        {.name = "a wish",
         .modes = {mode(3840, 2160, 60, P), mode(1920, 1080, 50, 0), mode(1920, 1080, 60, 0)},
         .count = 3,
         .wish = {1920, 1080, 50},
         .width = 1920,
         .height = 1080,
         .hertz = 50},
        {.name = "a wish without a rate: the best up to 60",
         .modes = {mode(3840, 2160, 60, P), mode(1920, 1080, 120, 0), mode(1920, 1080, 60, 0)},
         .count = 3,
         .wish = {1920, 1080, 0},
         .width = 1920,
         .height = 1080,
         .hertz = 60},
        {.name = "59.94 is 60",
         .modes = {mode(3840, 2160, 60, P), mode(1920, 1080, 59.94, 0)},
         .count = 2,
         .wish = {1920, 1080, 60},
         .width = 1920,
         .height = 1080,
         .hertz = 59.94},
        {.name = "a wish that a display with EDID does not list",
         .modes = {mode(1280, 720, 60, P)},
         .count = 1,
         .wish = {1920, 1080, 60},
         .found = KMS_MODE_OTHER,
         .width = 1280,
         .height = 720,
         .hertz = 60},
        {.name = "a switch box without EDID gets the standard's timing",
         .modes = {mode(1024, 768, 60, 0)},
         .count = 1,
         .wish = {1920, 1080, 60},
         .has_no_edid = true,
         .found = KMS_MODE_STANDARD,
         .width = 1920,
         .height = 1080,
         .hertz = 60},
        {.name = "even with an empty list",
         .count = 0,
         .wish = {1280, 720, 50},
         .has_no_edid = true,
         .found = KMS_MODE_STANDARD,
         .width = 1280,
         .height = 720,
         .hertz = 50},
        {.name = "an empty list", .count = 0, .wish = none, .found = KMS_MODE_NONE},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        drmModeModeInfo chosen = {0};
        KmsModeFound found = kms_mode_choose(cases[i].modes, cases[i].count, NULL, 0, cases[i].wish,
                                             !cases[i].has_no_edid, &chosen);
        KmsModeFound wanted =
            cases[i].width && !cases[i].found ? KMS_MODE_AS_WISHED : cases[i].found;
        if (found != wanted)
            fail_msg("%s: found %d", cases[i].name, (int)found);
        if (chosen.hdisplay != cases[i].width || chosen.vdisplay != cases[i].height ||
            (cases[i].width && fabs(kms_mode_hertz(&chosen) - cases[i].hertz) > 0.1))
            fail_msg("%s: %dx%d at %.2f", cases[i].name, chosen.hdisplay, chosen.vdisplay,
                     kms_mode_hertz(&chosen));
    }
}

static void what_was_tried_in_vain_is_not_tried_again(void **state) {
    (void)state;
    const drmModeModeInfo modes[] = {mode(3840, 2160, 60, P), mode(1920, 1080, 60, 0)};
    drmModeModeInfo chosen;
    kms_mode_choose(modes, 2, modes, 1, (KmsWish){0}, true, &chosen);
    assert_int_equal(chosen.hdisplay, 1920);
    assert_int_equal(kms_mode_choose(modes, 2, modes, 2, (KmsWish){0}, true, &chosen),
                     KMS_MODE_NONE);
}

static void routes_leave_nobody_out_that_could_be_driven(void **state) {
    (void)state;
    static const struct {
        const char *name;
        uint32_t possible[3];
        int before[3], after[3];
        size_t count;
    } CASES[] = {
        {"one each", {3, 3}, {-1, -1}, {0, 1}, 2},
        {"those that run stay", {3, 3}, {1, -1}, {1, 0}, 2},
        {"one moves for another that has no choice", {3, 1}, {0, -1}, {1, 0}, 2},
        {"more displays than CRTCs: the first ones", {1, 1, 2}, {-1, -1, -1}, {0, -1, 1}, 3},
        {"a chain", {3, 6, 1}, {0, 1, -1}, {1, 2, 0}, 3},
        {"what cannot be any more is left", {2, 1}, {0, -1}, {1, 0}, 2},
        {"nothing can", {0}, {-1}, {-1}, 1},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        int routes[3];
        memcpy(routes, CASES[i].before, sizeof routes);
        kms_route(CASES[i].possible, CASES[i].count, routes);
        for (size_t k = 0; k < CASES[i].count; k++)
            if (routes[k] != CASES[i].after[k])
                fail_msg("%s: display %zu has %d", CASES[i].name, k, routes[k]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wish_is_read_or_explained),
        cmocka_unit_test(the_right_mode_is_chosen),
        cmocka_unit_test(what_was_tried_in_vain_is_not_tried_again),
        cmocka_unit_test(routes_leave_nobody_out_that_could_be_driven),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
