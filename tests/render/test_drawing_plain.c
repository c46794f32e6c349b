/* Which SVG files are plain, and that none of them can ask for too much. */
#include "drawn.h"

#include <time.h>

static void test_what_is_not_plain(void **state) {
    (void)state;
    static const struct {
        const char *text, *why;
    } CASES[] = {
        {"", "the file ends too early"},
        {"<?xml version=\"1.0\"", "a tag is broken"},
        {"<!DOCTYPE svg>" OPENING "</svg>", "an element is not one of the plain ones"},
        {OPENING, "the file ends too early"},
        {OPENING "<!-- </svg>", "the file ends too early"},
        {OPENING "<g></svg>", "a tag is broken"},
        {OPENING "</svg></svg>", "a tag is broken"},
        {OPENING "</svg>" OPENING "</svg>", "an element is not one of the plain ones"},
        {OPENING "<g", "a tag is broken"},
        {OPENING "<g fill=\"#fff/></svg>", "a tag is broken"},
        {OPENING "<g fill=#fff/></svg>", "a tag is broken"},
        {OPENING "<g fill></g></svg>", "a tag is broken"},
        {OPENING "<gfill=\"none\"/></svg>", "an element is not one of the plain ones"},
        {OPENING "<g fill=\"none\"stroke=\"none\"/></svg>", "a tag is broken"},
        {OPENING "<g x=\"1\"/></svg>", "an attribute is not one of the plain ones"},
        {OPENING "words</svg>", "there is text"},
        {OPENING "&amp;</svg>", "there is text"},
        {OPENING "<![CDATA[]]></svg>", "an element is not one of the plain ones"},
        {OPENING "<title>a<g/></title></svg>", "an element is not one of the plain ones"},
        {OPENING "<path><g/></path></svg>", "an element is not one of the plain ones"},
        {OPENING "<text/></svg>", "an element is not one of the plain ones"},
        {OPENING "<svg/></svg>", "an element is not one of the plain ones"},
        {OPENING "<style>*{}</style></svg>", "an element is not one of the plain ones"},
        {OPENING "<linearGradient/></svg>", "an element is not one of the plain ones"},
        {OPENING "<use href=\"#a\"/></svg>", "an element is not one of the plain ones"},
        {OPENING "<g transform=\"scale(2)\"/></svg>", "an attribute is not one of the plain ones"},
        {OPENING "<g style=\"fill:red\"/></svg>", "an attribute is not one of the plain ones"},
        {OPENING "<g class=\"a\"/></svg>", "an attribute is not one of the plain ones"},
        {OPENING "<g opacity=\".5\"/></svg>", "an attribute is not one of the plain ones"},
        {OPENING "<rect width=\"9\" height=\"9\" rx=\"2\"/></svg>",
         "an attribute is not one of the plain ones"},
        {OPENING "<g d=\"M0 0h9\"/></svg>", "an attribute is not one of the plain ones"},
        {OPENING "<g fill=\"red\"/></svg>", "an attribute's value is not a plain one"},
        {OPENING "<g fill=\"url(#a)\"/></svg>", "an attribute's value is not a plain one"},
        {OPENING "<g fill=\"#12345g\"/></svg>", "an attribute's value is not a plain one"},
        {OPENING "<g fill=\"#1234\"/></svg>", "an attribute's value is not a plain one"},
        {OPENING "<g fill=\"\"/></svg>", "an attribute's value is not a plain one"},
        {OPENING "<g fill-rule=\"inherit\"/></svg>", "an attribute's value is not a plain one"},
        {OPENING "<g stroke-linejoin=\"arcs\"/></svg>", "an attribute's value is not a plain one"},
        {OPENING "<g stroke-linecap=\"\"/></svg>", "an attribute's value is not a plain one"},
        {OPENING "<g stroke-width=\"-1\"/></svg>", "an attribute's value is not a plain one"},
        {OPENING "<g stroke-width=\"1%\"/></svg>", "an attribute's value is not a plain one"},
        {OPENING "<g stroke-width=\"1em\"/></svg>", "an attribute's value is not a plain one"},
        {OPENING "<g stroke-width=\"1e9999999999\"/></svg>",
         "an attribute's value is not a plain one"},
        {"<svg xmlns=\"other\"/>", "an attribute's value is not a plain one"},
        {"<svg viewBox=\"0 0 100 0\"/>", "an attribute's value is not a plain one"},
        {"<svg viewBox=\"0 0 100\"/>", "an attribute's value is not a plain one"},
        {"<svg viewBox=\"0 0 1e9 1\"/>", "an attribute's value is not a plain one"},
        {"<svg width=\"100%\" height=\"9\"/>", "an attribute's value is not a plain one"},
        {"<svg width=\"1in\" height=\"9\"/>", "an attribute's value is not a plain one"},
        {"<svg width=\"0\" height=\"9\"/>", "an attribute's value is not a plain one"},
        {"<svg width=\"9\" viewBox=\"0 0 1 1\"/>", "the size is only half known"},
        {"<svg/>", "the size is only half known"},
        {"<svg width=\"9\" height=\"9\" viewBox=\"0 0 9 10\"/>",
         "the viewBox has another shape than the picture"},
        {"<svg width=\"1e-60\" height=\"9\"/>", "the size is next to nothing"},
        {"<svg viewBox=\"0 0 9 .001\"/>", "the size is next to nothing"},
        {"<svg width=\"9\" height=\"9\" viewBox=\"0 0 1e-300 1e-300\">"
         "<path d=\"M0 0h1\"/></svg>",
         "too much to draw"},
        {OPENING "<path d=\"h9\"/></svg>", "a shape is wrong, too far out or too much"},
        {OPENING "<path d=\"M0 0h\"/></svg>", "a shape is wrong, too far out or too much"},
        {OPENING "<path d=\"M0 0z9\"/></svg>", "a shape is wrong, too far out or too much"},
        {OPENING "<path d=\"M0 0X9\"/></svg>", "a shape is wrong, too far out or too much"},
        {OPENING "<path d=\"M0 0L9\"/></svg>", "a shape is wrong, too far out or too much"},
        {OPENING "<path d=\"M0,,0L9 9\"/></svg>", "a shape is wrong, too far out or too much"},
        {OPENING "<path d=\"M0 0Lnan 9\"/></svg>", "a shape is wrong, too far out or too much"},
        {OPENING "<path d=\"M0 0L1e7 9\"/></svg>", "a shape is wrong, too far out or too much"},
        {OPENING "<path d=\"M0 0L0 &#57;\"/></svg>", "a shape is wrong, too far out or too much"},
        {OPENING "<path d=\"M0 0l9e5 0l9e5 0\"/></svg>",
         "a shape is wrong, too far out or too much"},
        {OPENING "<path d=\"M0 0a9 9 0 2 0 9 9\"/></svg>",
         "a shape is wrong, too far out or too much"},
        {OPENING "<rect width=\"9\"/></svg>", "a shape is wrong, too far out or too much"},
        {OPENING "<circle r=\"-1\"/></svg>", "a shape is wrong, too far out or too much"},
        {OPENING "<path d=\"M0 0L9e5 9\"/></svg>", "too much to draw"},
        {OPENING "<path stroke=\"#000\" stroke-width=\"5e4\" d=\"M0 0L9 9\"/></svg>",
         "too much to draw"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        const char *why;
        Image image = drawn(str_from(CASES[i].text), 100, 100, &why);
        if (image.width)
            fail_msg("%s: was drawn", CASES[i].text);
        if (strcmp(why, CASES[i].why) != 0)
            fail_msg("%s: %s", CASES[i].text, why);
    }
}

static void test_what_is_plain_all_the_same(void **state) {
    (void)state;
    static const char *const CASES[] = {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- - -->\n" OPENING "</svg>\n<!---->\n",
        "<svg width='9px' height = \"5.5\"\n\t/>",
        OPENING "<title>Caf\xc3\xa9 &amp; > co</title><desc/><g\n><desc></desc ></g ></svg >",
        OPENING "<path d=\"M0 0h9\"><title>A line</title></path></svg>",
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        const char *why;
        Image image = drawn(str_from(CASES[i]), 100, 100, &why);
        if (!image.width)
            fail_msg("%s: %s", CASES[i], why);
        image_free(&image);
    }
}

/* Repeats `part` between the opening and the closing tag. */
static Str many(Arena *arena, const char *before, const char *part, size_t count,
                const char *after) {
    size_t part_len = strlen(part), len = strlen(before) + part_len * count + strlen(after);
    char *text = arena_new(arena, char, len + 1), *to = text + strlen(before);
    memcpy(text, before, strlen(before));
    for (size_t i = 0; i < count; i++, to += part_len)
        memcpy(to, part, part_len);
    memcpy(to, after, strlen(after));
    return (Str){text, len};
}

static double seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void test_nothing_is_too_much(void **state) {
    (void)state;
    static const struct {
        const char *before, *part;
        size_t count;
        const char *after, *why;
    } CASES[] = {
        {OPENING, "<g>", 31, "", "the file ends too early"},
        {OPENING, "<g>", 32, "", "elements lie too deep in each other"},
        {OPENING, "<g>", 100000, "", "elements lie too deep in each other"},
        {OPENING, "<g/>", 100000, "</svg>", ""},
        {OPENING, "<g/>", 200000, "</svg>", "the file is too large"},
        {OPENING, "<path/>", 2048, "</svg>", ""},
        {OPENING, "<path/>", 2049, "</svg>", "there are too many shapes"},
        {OPENING "<path d=\"M0 0", "h.01v.01", 8191, "\"/></svg>", ""},
        {OPENING "<path d=\"M0 0", "h.01v.01", 8192, "\"/></svg>",
         "a shape is wrong, too far out or too much"},
        {OPENING "<path d=\"M", "0", 400000, " 0h1\"/></svg>",
         "a shape is wrong, too far out or too much"},
        {OPENING "<path d=\"M0 0L9 .", "9", 900, "\"/></svg>",
         "a shape is wrong, too far out or too much"},
        /* More points than FreeType's outlines have. */
        {OPENING "<path d=\"M0 0", "c1 2 3 4 5 6", 16000, "\"/></svg>", "too much to draw"},
        /* Back and forth through all bands. */
        {OPENING "<path d=\"M0 0", "L6e3 6e3L0 0", 8000, "\"/></svg>", "too much to draw"},
        {OPENING "<path d=\"M0 0", "L99 99L0 1", 270, "\"/></svg>", ""}, /* but this is not */
        {OPENING "<path stroke=\"#000\" stroke-linejoin=\"round\" stroke-width=\"90\" d=\"M0 0",
         "l9 9l-9 -8", 60, "\"/></svg>", ""},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        const char *why;
        double start = seconds();
        Image image =
            drawn(many(arena, CASES[i].before, CASES[i].part, CASES[i].count, CASES[i].after), 1000,
                  1000, &why);
        if (strcmp(why, CASES[i].why) != 0)
            fail_msg("%s × %zu: %s", CASES[i].part, CASES[i].count, why);
        double took = seconds() - start;
        if (took > 5) /* what is longest takes a fifth of one; sanitizers take more */
            fail_msg("%s × %zu: %g seconds", CASES[i].part, CASES[i].count, took);
        image_free(&image);
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_not_plain),
        cmocka_unit_test(test_what_is_plain_all_the_same),
        cmocka_unit_test(test_nothing_is_too_much),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
