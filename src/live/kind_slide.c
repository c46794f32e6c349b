#include "live/kind_slide.h"

#include "live/describe.h"
#include "live/follow.h"

bool slide_check(Reading *reading) {
    const LiveOp *op = &reading->out->op;
    return op->until > reading->now ||
           reading_fail(reading, "the slide ends before it begins; it would never be seen");
}

/* Behind the others; where there is no place for it the plan's stay, and what is told says so. */
void slide_apply(Work *work, const LiveOp *op) {
    Arena *arena = work->copy->arena;
    if (op->until <= op->at || work->slide_count >= SLIDES_MAX)
        return;
    SlideContent *slide = &work->slides[work->slide_count++];
    SlideLine *lines = arena_new(arena, SlideLine, op->line_count);
    for (size_t i = 0; i < op->line_count; i++)
        lines[i].value = work_one_text(arena, op->lines[i]);
    *slide = (SlideContent){.name = str_copy(arena, op->text),
                            .heading = work_one_text(arena, op->text),
                            .lines = lines,
                            .line_count = op->line_count,
                            .qr = str_copy(arena, op->url),
                            .weight = 1,
                            .from = -1,
                            .until = -1,
                            .begins = op->at,
                            .ends = op->until};
    size_t room = follow_room(work->copy, op);
    if (room != SCHEDULE_NONE) { /* a room that has gone: better everywhere than nowhere */
        slide->rooms = work_one_room(arena, room);
        slide->room_count = 1;
    }
}

Str slide_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    Str until = op->until == INSTANT_NEVER
                    ? str_from("taken back or the day ends")
                    : (after ? describe_time(arena, after, op->until) : str_from("its end"));
    bool has_place = !before || !after || after->slide_count > before->slide_count;
    Str place = describe_place(arena, after, op);
    return str_printf(arena, "a slide%.*s until %.*s%s",
                      str_arg(place.len ? place : str_from(" on all screens")), str_arg(until),
                      has_place ? "" : "; but there are too many slides, and it is not shown");
}
