/* test_slide_names.c: what the name of a file in the folder of slides says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../schedule/fixture.h"
#include "formats/slide_names.h"

typedef struct {
    const char *name;
    const char *says;    /* as `told` writes it; NULL: it is wrong */
    const char *problem; /* what is told of a wrong one has this in it */
} Case;

static const Case CASES[] = {
    {.name = "sunset.jpg", .says = "always, everywhere"},
    {.name = "lunch 11.30-14.00.png", .says = "11:30-14:00, everywhere"},
    {.name = "lunch 11:30-14:00.png", .says = "11:30-14:00, everywhere"},
    {.name = "lunch 11.30–14.00.PNG", .says = "11:30-14:00, everywhere"},
    {.name = "2026-05-16 party 18.00-.jpg", .says = "2026-05-16 18:00-, everywhere"},
    {.name = "2026-05-16 2026-05-17 desk.webp", .says = "2026-05-16 2026-05-17, everywhere"},
    {.name = "breakfast -9.30.svg", .says = "-09:30, everywhere"},
    {.name = "party 22.00-2.00.jpg", .says = "22:00-26:00, everywhere"},
    {.name = "wifi @foyer.png", .says = "always, foyer"},
    {.name = "menu @r2 dwell 20.png", .says = "always, room 1, 20 s"},
    {.name = "menu @R2 @r1 dwell 1m.png", .says = "always, room 1, room 0, 60 s"},
    {.name = "menu @Main_Hall.png", .says = "always, room 0"},
    {.name = "map @left-wall.png", .says = "always, name left-wall"},
    {.name = "ad weight 3 fit contain clock no.png",
     .says = "always, everywhere, x3, contain, bare"},
    {.name = "opening 9.00-9.30.MP4", .says = "09:00-09:30, everywhere"},
    {.name = "market 9am-5pm.png", .says = "09:00-17:00, everywhere"},
    {.name = "market 9am-.png", .says = "09:00-, everywhere"},
    {.name = "lunch 11.30～14.00.png", .says = "11:30-14:00, everywhere"},
    {.name = "午餐 11.30至14.00.png", .says = "11:30-14:00, everywhere"},
    {.name = "film dwell 1h.png", .says = "always, everywhere, 3600 s"},
    {.name = "loop.webm", .says = "always, everywhere"},
    {.name = "loop @foyer.mov", .says = "always, foyer"},
    /* Words that happen to look like something. */
    {.name = "keep fit.png", .says = "always, everywhere"},
    {.name = "weight loss.png", .says = "always, everywhere"},
    {.name = "T-shirts.jpeg", .says = "always, everywhere"},
    {.name = "Ubuntu 24.04.png", .says = "always, everywhere"},
    {.name = "covid-19.png", .says = "always, everywhere"},
    {.name = "Hall 3.png", .says = "always, everywhere"},
    {.name = "a - b.png", .says = "always, everywhere"},
    {.name = "version 1.2.3.png", .says = "always, everywhere"},
    {.name = "IMG_2026_0516.png", .says = "always, everywhere"},
    {.name = "DSC 12.2026.png", .says = "always, everywhere"},
    {.name = "photo_2026-05-16_10-30-00.jpg", .says = "always, everywhere"},
    {.name = "ask info@example.org.png", .says = "always, everywhere"},
    {.name = "a_b-c_d.png", .says = "always, everywhere"},
    /* Never guessed. */
    {.name = "lunch 11.3o-14.00.png", .problem = "11.3o-14.00"},
    {.name = "lunch 11.30-1400.png", .problem = "11.30-14.00"},
    {.name = "lunch 11-14.png", .problem = "\"11-14\""},
    {.name = "lunch 11.30-14.75.png", .problem = "11.30-14.75"},
    {.name = "party 18.00.png", .problem = "18.00-"},
    {.name = "lunch 14.00-11.30.png", .problem = "ends before"},
    {.name = "lunch 11.30-12.00 13.00-14.00.png", .problem = "one time"},
    {.name = "2026-02-30 party.png", .problem = "no such day"},
    {.name = "16.05.2026 party.png", .problem = "write a day as 2026-05-16"},
    {.name = "party 5-16-2026.png", .problem = "write a day as 2026-05-16"},
    {.name = "2026_5_16 party.png", .problem = "write a day as 2026-05-16"},
    {.name = "menu dwell.png", .problem = "dwell 20"},
    {.name = "menu dwell long.png", .problem = "dwell 20"},
    {.name = "menu dwell 99999.png", .problem = "\"dwell 99999\""},
    {.name = "menu dwell 61m.png", .problem = "an hour at most"},
    {.name = "menu dwell 0.png", .problem = "dwell 20"},
    {.name = "market 9am.png", .problem = "18.00-"},
    {.name = "lunch_11.30-14.00.png", .problem = "11.30-14.00"},
    {.name = "party_18.00-.png", .problem = "write spaces"},
    {.name = "2026-05-16_party_18.00-.png", .problem = "2026-05-16"},
    {.name = "menu@r2.png", .problem = "a space before the @"},
    {.name = "wifi_@Foyer.png", .problem = "a space before the @"},
    {.name = "ad weight 11.png", .problem = "1 to 10"},
    {.name = "ad @.png", .problem = "@foyer"},
};

static const Translation MAIN_HALL[] = {
    {.language = {.s = "en", .len = 2}, .text = {.s = "Main Hall", .len = 9}}};

static Schedule *venue(Arena *arena) {
    Date day = {2026, 5, 16};
    Schedule *schedule = fixture_schedule(arena, "Europe/Berlin", &day, 1, NULL, 0);
    Room *rooms = arena_new(arena, Room, 2);
    rooms[0] = (Room){.id = str_from("r1"), .name = {.items = MAIN_HALL, .count = 1}};
    rooms[1] = (Room){.id = str_from("r2")};
    schedule->rooms = rooms;
    schedule->room_count = 2;
    return schedule;
}

static Str clock_of(Arena *arena, int32_t minutes) {
    return minutes < 0 ? (Str){0} : str_printf(arena, "%02d:%02d", minutes / 60, minutes % 60);
}

/* What a slide says, in words. */
static Str told(Arena *arena, const SlideContent *slide) {
    Str text = {0};
    for (size_t i = 0; i < slide->day_count; i++)
        text = str_printf(arena, "%.*s%s%04d-%02d-%02d", str_arg(text), i ? " " : "",
                          slide->days[i].year, slide->days[i].month, slide->days[i].day);
    if (slide->from >= 0 || slide->until >= 0)
        text = str_printf(arena, "%.*s%s%.*s-%.*s", str_arg(text), text.len ? " " : "",
                          str_arg(clock_of(arena, slide->from)),
                          str_arg(clock_of(arena, slide->until)));
    if (text.len == 0)
        text = str_from("always");
    if (!slide->room_count && !slide->name_count && !slide->is_for_foyer)
        text = str_printf(arena, "%.*s, everywhere", str_arg(text));
    if (slide->is_for_foyer)
        text = str_printf(arena, "%.*s, foyer", str_arg(text));
    for (size_t i = 0; i < slide->room_count; i++)
        text = str_printf(arena, "%.*s, room %zu", str_arg(text), slide->rooms[i]);
    for (size_t i = 0; i < slide->name_count; i++)
        text = str_printf(arena, "%.*s, name %.*s", str_arg(text), str_arg(slide->names[i]));
    if (slide->dwell)
        text = str_printf(arena, "%.*s, %lld s", str_arg(text),
                          (long long)(slide->dwell / MILLIS_SECOND));
    if (slide->weight != 1)
        text = str_printf(arena, "%.*s, x%d", str_arg(text), slide->weight);
    if (slide->fit != SLIDE_FIT_AUTO)
        text = str_printf(arena, "%.*s, %s", str_arg(text), slide_fit_name(slide->fit));
    return slide->has_no_clock ? str_printf(arena, "%.*s, bare", str_arg(text)) : text;
}

static void names_say_when_and_where(void **state) {
    (void)state;
    Arena *arena = arena_create();
    const Schedule *schedule = venue(arena);
    for (size_t i = 0; i < countof(CASES); i++) {
        const Case *c = &CASES[i];
        SlideContent slide;
        Str problem = {0};
        SlideNameResult result =
            slide_name_read(arena, schedule, str_from(c->name), &slide, &problem);
        if (!c->says && (result != SLIDE_NAME_WRONG || str_find(problem, c->problem) == SIZE_MAX))
            fail_msg("%s: \"%.*s\"", c->name, str_arg(problem));
        if (!c->says)
            continue;
        if (result != SLIDE_NAME_READ)
            fail_msg("%s: %.*s", c->name, str_arg(problem));
        Str says = told(arena, &slide);
        if (!str_equal_c(says, c->says))
            fail_msg("%s: it is %.*s, not %s", c->name, str_arg(says), c->says);
        assert_true(str_equal_c(slide.name, c->name));
        assert_true(slide.is_found);
    }
    arena_free(arena);
}

static void other_files_are_no_slides(void **state) {
    (void)state;
    static const char *const NAMES[] = {"notes.txt", "png", ".png", "lunch", "lunch.pdf", ""};
    Arena *arena = arena_create();
    const Schedule *schedule = venue(arena);
    for (size_t i = 0; i < countof(NAMES); i++) {
        SlideContent slide;
        Str problem;
        if (slide_name_read(arena, schedule, str_from(NAMES[i]), &slide, &problem) !=
            SLIDE_NAME_OTHER)
            fail_msg("\"%s\" is taken for a picture", NAMES[i]);
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_say_when_and_where),
        cmocka_unit_test(other_files_are_no_slides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
