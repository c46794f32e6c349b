#include "station/staff.h"

static ScreenHold hold_of(const Staff *staff) {
    return staff->hold.is_held ? staff->hold : staff->base;
}

/* `at` moved by `by`, where "never" stays never. */
static Instant moved(Instant at, Millis by) {
    Instant result;
    if (at == INSTANT_NEVER || __builtin_add_overflow(at, by, &result))
        return INSTANT_NEVER;
    return result;
}

/* What is due in the playlist's time. */
static Slide present_slide(const Staff *staff, Screen *screen, Instant at) {
    if (staff->is_pinned)
        return staff->pinned;
    return screen_slide_at(screen, hold_of(staff),
                           moved(at, staff->is_stepped ? staff->offset : 0));
}

Slide staff_slide_at(const Staff *staff, Screen *screen, Instant at) {
    Slide slide = present_slide(staff, screen, at);
    if (staff->is_pinned) {
        slide.until = INSTANT_NEVER;
    } else if (staff->is_stepped) {
        slide.from = moved(slide.from, -staff->offset);
        slide.began = moved(slide.began, -staff->offset);
        slide.until = instant_min(moved(slide.until, -staff->offset), staff->stepped_until);
    }
    return slide;
}

bool staff_step(Staff *staff, Screen *screen, int direction, Instant at, Instant forget_at) {
    Slide present = present_slide(staff, screen, at);
    if (present.until == INSTANT_NEVER) /* a view that is alone is due for ever */
        return false;
    Slide target =
        screen_slide_at(screen, hold_of(staff), direction > 0 ? present.until : present.from - 1);
    staff->is_pinned = false;
    staff->is_stepped = true;
    staff->offset = target.from - at;
    staff->stepped_until = forget_at;
    return true;
}

bool staff_is_free(const Staff *staff) {
    return !staff->is_pinned && !staff->is_stepped && !staff->hold.is_held;
}

void staff_let_go(Staff *staff) {
    staff->is_pinned = staff->is_stepped = staff->hold.is_held = false;
}

void staff_pin(Staff *staff, Screen *screen, Instant at) {
    bool is_free = staff_is_free(staff);
    if (is_free)
        staff->pinned = present_slide(staff, screen, at);
    staff_let_go(staff);
    staff->is_pinned = is_free;
}

void staff_choose_view(Staff *staff, ViewKind view) {
    *staff = (Staff){.base = staff->base, .hold = {.is_held = true, .view = view}};
}

bool staff_expire(Staff *staff, Instant at) {
    if (!staff->is_stepped || at < staff->stepped_until)
        return false;
    staff->is_stepped = false;
    return true;
}

const char *staff_state(const Staff *staff) {
    if (staff->is_pinned)
        return "held (space lets go)";
    if (staff->is_stepped)
        return "stepped (for a minute, or until space)";
    if (staff->hold.is_held)
        return "one view (space lets go)";
    return staff->base.is_held ? "one view (--view)" : "cycle";
}
