/* fuzz_live.c: any bytes as what staff say to a running kiosk, and as what it kept of it. */
#include <assert.h>
#include <stdint.h>

#include "../live/plan.h"
#include "live/command.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const LINES[] = {"opening main 09:00 10:00 keynote",
                                    "talk main 10:00 10:30 talk", "coffee * 10:30 11:00 break",
                                    "late side 23:30 25:00 talk", NULL};

/* Whatever was understood can be applied, and leaves a schedule that holds together. */
static void check_applied(const Schedule *plan, const LiveState *state) {
    Schedule *shown = live_apply(plan, state, NULL, plan_time("09:30"));
    if (!shown)
        return;
    for (size_t i = 0; i < shown->session_count; i++) {
        const Session *session = &shown->sessions[i];
        assert(session->end > session->start);
        assert(i == 0 || session[-1].start <= session->start);
        for (size_t k = 0; k < session->room_count; k++)
            assert(session->rooms[k] < shown->room_count);
    }
    schedule_free(shown);
}

static void say(const Schedule *plan, LiveState *state, Str text) {
    Arena *arena = arena_create();
    while (text.len) {
        size_t end = str_find(text, "\n");
        Str line = str_slice(text, 0, end), problem;
        Command command;
        bool is_read =
            command_parse(arena, line, (Str){0}, plan, plan_time("09:30"), &command, &problem);
        assert(is_read == (problem.len == 0));
        if (is_read) {
            assert(str_is_utf8(command.op.text));
            live_do(state, &command.op);
        }
        text = end == SIZE_MAX ? (Str){0} : str_slice(text, end + 1, text.len);
    }
    check_applied(plan, state);
    arena_free(arena);
}

/* What is read and written again is the same. */
static void check_json(const Schedule *plan, Str json) {
    Arena *arena = arena_create();
    Str problem, none;
    LiveState *state = live_from_json(arena, json, &problem);
    assert(state || problem.len);
    if (state) {
        Str text = live_to_json(arena, state, (Str){0});
        LiveState *again = live_from_json(arena, text, &none);
        assert(again && none.len == 0 && again->count == state->count);
        assert(str_equal(text, live_to_json(arena, again, (Str){0})));
        check_applied(plan, again);
        live_free(again);
    }
    live_free(state);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Schedule *plan = plan_create("main side", LINES);
    LiveState *state = live_create(PLAN_DATE);
    Str text = {.s = (const char *)data, .len = size};
    say(plan, state, text);
    check_json(plan, text);
    live_free(state);
    schedule_free(plan);
    return 0;
}
