#include "views/ways.h"

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

#define EXIT_MARK "{exit}"

Str ways_take_exit(Arena *arena, Str text, bool *is_asked) {
    for (size_t at; (at = str_find(text, EXIT_MARK)) != SIZE_MAX;) {
        *is_asked = true;
        Str before = str_slice(text, 0, at);
        Str behind = str_slice(text, at + sizeof EXIT_MARK - 1, text.len);
        if (str_ends(before, " ") || behind.len == 0) /* the space belongs to the mark */
            before = str_trim(before);
        text = str_printf(arena, "%.*s%.*s", str_arg(before), str_arg(behind));
    }
    return str_trim(text);
}
