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

bool faces_lower_third(const Face *faces, const Face *end, bool is_shown, Str *problem) {
    bool is_done = false;
    for (const Face *face = faces; face < end; face++) {
        if (!face->kind->lower_third)
            continue;
        face->kind->lower_third(face->self, is_shown);
        is_done = true;
    }
    *problem = str_from("this kiosk is a screen; the overlay has lower thirds");
    return is_done;
}
