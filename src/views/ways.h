/* ways.h: which way things lie, seen from where a screen hangs. An arrow belongs to a screen: the
 * same room is at the left of one and behind the other. Pure. */
#pragma once

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/str.h"

typedef enum {
    ARROW_NONE, /* nobody said: words alone */
    ARROW_LEFT,
    ARROW_RIGHT,
    ARROW_UP, /* straight on */
    ARROW_DOWN,
    ARROW_UP_LEFT,
    ARROW_UP_RIGHT,
    ARROW_DOWN_LEFT,
    ARROW_DOWN_RIGHT,
    ARROW_COUNT
} Arrow;

/* To one room from here. */
typedef struct {
    Str room;    /* its id, as in the schedule */
    Position at; /* where it is written */
    Arrow arrow;
} RoomWay;

/* What was said of a screen; all zero: nothing. */
typedef struct {
    Arrow own;  /* to the door of the screen's own room */
    Arrow exit; /* out, in an emergency; never taken from another one */
    const RoomWay *rooms;
    size_t room_count;
} ScreenWays;

/* "left", "right", "up", "down", "up_left", …; "none". */
const char *arrow_name(Arrow arrow);

/* The arrow of that name, in a person's hand ("Up left"), or ARROW_COUNT. */
Arrow arrow_by_name(Str name);

/* Its character, "←"; empty for ARROW_NONE. It points the same way on a page that runs from the
 * right. */
Str arrow_sign(Arrow arrow);

/* The way to the room of that id; `is_own`: it is the screen's own. What is said of the room by
 * its id goes before. */
Arrow arrow_to(const ScreenWays *ways, Str room, bool is_own);

/* A notice's words without "{exit}", where staff ask for an arrow to the exit: "Leave the building
 * {exit}." Sets `*is_asked` when it was there, else leaves it. In `arena`, or `text` itself. */
Str ways_take_exit(Arena *arena, Str text, bool *is_asked);
