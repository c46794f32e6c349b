#include "station/faces.h"

bool faces_turn(const Face *faces, const Face *end, int direction, Str *problem) {
    bool has_pages = false, is_turned = false;
    for (const Face *face = faces; face < end; face++) {
        has_pages |= face->kind->turn != NULL;
        is_turned |= face->kind->turn && face->kind->turn(face->self, direction);
    }
    *problem = str_from(has_pages ? "there is no other page to turn to"
                                  : "this kiosk is a stream's overlay, which has no pages");
    return is_turned;
}

bool faces_lower_third(const Face *faces, const Face *end, const LowerThird *third, Arena *arena,
                       Str *answer) {
    for (const Face *face = faces; face < end; face++)
        if (face->kind->lower_third)
            return face->kind->lower_third(face->self, third, arena, answer);
    *answer = str_from("this kiosk is a screen; the overlay has lower thirds");
    return false;
}

bool faces_have_displays(const Face *faces, const Face *end) {
    for (const Face *face = faces; face < end; face++)
        if (face->kind->has_displays)
            return true;
    return false;
}

bool faces_picture(const Face *faces, const Face *end, int32_t display, Pixmap *out, Arena *arena,
                   Str *problem) {
    /* What the venue sees comes before a stream, which has no number. */
    bool has_displays = faces_have_displays(faces, end);
    for (const Face *face = faces; face < end; face++)
        if (face->kind->has_displays == has_displays)
            return face->kind->picture(face->self, display, out, arena, problem);
    return false;
}

bool faces_are_fading(const Face *faces, const Face *end) {
    for (const Face *face = faces; face < end; face++)
        if (face->kind->is_fading && face->kind->is_fading(face->self))
            return true;
    return false;
}

bool faces_preview(const Face *faces, const Face *end, const Schedule *schedule, int32_t display,
                   Pixmap *out, Arena *arena, Str *problem) {
    for (const Face *face = faces; face < end; face++)
        if (face->kind->preview)
            return face->kind->preview(face->self, schedule, display, out, arena, problem);
    *problem = str_from("this kiosk has no display of its own to draw it for");
    return false;
}
