#include "views/ways.h"

#include "base/arena.h"

static const struct {
    const char *name, *sign;
} ARROWS[] = {
    [ARROW_NONE] = {.name = "none", .sign = ""},
    [ARROW_LEFT] = {.name = "left", .sign = "←"},
    [ARROW_RIGHT] = {.name = "right", .sign = "→"},
    [ARROW_UP] = {.name = "up", .sign = "↑"},
    [ARROW_DOWN] = {.name = "down", .sign = "↓"},
    [ARROW_UP_LEFT] = {.name = "up_left", .sign = "↖"},
    [ARROW_UP_RIGHT] = {.name = "up_right", .sign = "↗"},
    [ARROW_DOWN_LEFT] = {.name = "down_left", .sign = "↙"},
    [ARROW_DOWN_RIGHT] = {.name = "down_right", .sign = "↘"},
};
_Static_assert(countof(ARROWS) == ARROW_COUNT, "a row for each arrow");

const char *arrow_name(Arrow arrow) {
    return arrow < ARROW_COUNT ? ARROWS[arrow].name : "?";
}

Arrow arrow_by_name(Str name) {
    Arrow arrow = 0;
    while (arrow < ARROW_COUNT && !str_is_key(name, ARROWS[arrow].name))
        arrow++;
    return arrow;
}

Str arrow_sign(Arrow arrow) {
    return str_from(arrow < ARROW_COUNT ? ARROWS[arrow].sign : "");
}

Arrow arrow_to(const ScreenWays *ways, Str room, bool is_own) {
    for (size_t i = 0; i < ways->room_count; i++)
        if (str_equal(ways->rooms[i].room, room))
            return ways->rooms[i].arrow;
    return is_own ? ways->own : ARROW_NONE;
}
