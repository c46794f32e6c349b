/* button.h: a key's picture for a Stream Deck: a room, the minutes that are left, its state. Drawn
 * by the program's own engine, in the thread that asks. */
#pragma once

#include "picture/resources.h"
#include "render/pixmap.h"
#include "schedule/schedule.h"

/* What stands on it. */
typedef struct {
    Str room;  /* its name */
    Str large; /* "35": minutes, or the next start */
    Str small; /* "min", "next"; may be empty */
    Str title; /* what runs, or follows; may be empty */
    RoomState state;
    bool is_running;
    bool is_alarm; /* an emergency or its test is seen there */
} Button;

/* What is to stand on the key of that room ("all" for a schedule without rooms). False: there is no
 * such room. Pure; texts are in `arena`. */
bool button_of(Arena *arena, const Schedule *schedule, Str room, Instant now, Button *out);

typedef struct Easel Easel;

/* Fonts are loaded with the first picture. `resources` is borrowed. */
Easel *easel_create(const Resources *resources);
void easel_free(Easel *easel); /* accepts NULL */

enum { BUTTON_SIZE_MIN = 48, BUTTON_SIZE_MAX = 512 };

/* `size` × `size` pixels, to be freed by pixmap_free. False, after a line in the log, when there
 * are no fonts. */
bool easel_draw(Easel *easel, const Button *button, int32_t size, Pixmap *out);
