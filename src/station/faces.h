/* faces.h: what staff say to all faces of a station, and what they hear when none of them has it.
 *
 * The faces are those from `faces` to before `end`. */
#pragma once

#include "station/face.h"

/* Turns a page on all that have pages. False with a line in *problem when none was turned. */
bool faces_turn(const Face *faces, const Face *end, int direction, Str *problem);

/* FaceKind.lower_third of the first that has one; false also when none has. */
bool faces_lower_third(const Face *faces, const Face *end, const LowerThird *third, Arena *arena,
                       Str *answer);

bool faces_have_displays(const Face *faces, const Face *end);

/* What is on that display, or on the stream when there is none; see FaceKind.picture. */
bool faces_picture(const Face *faces, const Face *end, int32_t display, Pixmap *out, Arena *arena,
                   Str *problem);

/* A crossfade runs on one of them. */
bool faces_are_fading(const Face *faces, const Face *end);

/* What that schedule would look like now; see FaceKind.preview. */
bool faces_preview(const Face *faces, const Face *end, const Schedule *schedule, int32_t display,
                   Pixmap *out, Arena *arena, Str *problem);
