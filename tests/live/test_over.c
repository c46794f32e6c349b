/* test_over.c: what lies over the views, and from where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "live/over.h"
#include "plan.h"

static const char *const LINES[] = {"A main 09:00 10:00 talk", "B side 09:00 12:00 talk", NULL};

static void each_has_its_place(void **state) {
    (void)state;
    Schedule *plan = plan_create("main side", LINES);
    Arena *arena = arena_create();
    const size_t side[] = {1};
    Notice notices[] = {
        {.text = plan_text(arena, "Lunch"), .until = plan_time("10:00")},
        {.text = plan_text(arena, "Over"), .until = plan_time("09:00")},
        {.text = plan_text(arena, "Later"), .from = plan_time("10:00"), .until = INSTANT_NEVER},
        {.text = plan_text(arena, "Full"),
         .until = INSTANT_NEVER,
         .level = NOTICE_WARNING,
         .rooms = side,
         .room_count = 1}};
    plan->notices = notices;
    plan->notice_count = countof(notices);
    LiveState *live = live_create(PLAN_DATE);
    LiveOp ops[] = {
        {.kind = LIVE_NOTICE,
         .at = plan_time("09:10"),
         .sender = str_from("anna"),
         .texts = {{str_from("de"), str_from("Schuhe")}, {str_from("en"), str_from("Shoes")}},
         .text_count = 2,
         .until = plan_time("11:00")},
        {.kind = LIVE_CANCEL, .at = plan_time("09:10"), .session = str_from("A")}};
    for (size_t i = 0; i < countof(ops); i++)
        assert_true(live_do(live, &ops[i]));
    LiveEmergency emergency = {.text = str_from("Fire")};
    static const struct {
        NoticeLevel level;
        const char *text, *from, *room;
    } WANTED[] = {{NOTICE_INFO, "Lunch", "the schedule", ""},
                  {NOTICE_WARNING, "Full", "the schedule", "side"},
                  {NOTICE_INFO, "Schuhe", "anna", ""},
                  {NOTICE_EMERGENCY, "Fire", "/srv/emergency.txt", ""}};
    size_t count;
    const LiveOver *over = live_over(arena, plan, live, &emergency, str_from("/srv/emergency.txt"),
                                     plan_time("09:30"), &count);
    assert_int_equal(count, countof(WANTED));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(over[i].level, WANTED[i].level);
        assert_true(str_equal_c(over[i].text, WANTED[i].text));
        assert_true(str_equal_c(over[i].from, WANTED[i].from));
        assert_true(str_equal_c(over[i].room, WANTED[i].room));
    }
    /* What is told is what is shown. */
    for (const char *const *time = (const char *const[]){"08:00", "09:30", "10:30", "30:00", NULL};
         *time; time++) {
        Instant now = plan_time(*time);
        Schedule *shown = live_apply(plan, live, &emergency, now);
        size_t due = 0;
        for (size_t i = 0; i < shown->notice_count; i++)
            due += shown->notices[i].from <= now && now < shown->notices[i].until;
        live_over(arena, plan, live, &emergency, (Str){0}, now, &count);
        assert_int_equal(count, due);
        schedule_free(shown);
    }
    live_over(arena, NULL, NULL, NULL, (Str){0}, 0, &count);
    assert_int_equal(count, 0);
    live_free(live);
    arena_free(arena);
    schedule_free(plan);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_has_its_place)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
