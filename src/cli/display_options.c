#include "cli/display_options.h"

#include "cli/values.h"

enum { NUMBER_MAX = 63 };

DisplayOptions display_options_default(void) {
    return (DisplayOptions){.displays = {.count = 1}, .rotate_count = 1};
}

/* Takes the first of several words with commas between them off `list`. */
static Str take_word(Str *list, bool *is_last) {
    size_t comma = str_find(*list, ",");
    Str word = str_trim(str_slice(*list, 0, comma));
    *is_last = comma == SIZE_MAX;
    *list = *is_last ? (Str){0} : str_slice(*list, comma + 1, list->len);
    return word;
}

static bool has_number(const DisplayChoice *choice, int32_t number) {
    for (size_t i = 0; i < choice->count; i++)
        if (choice->numbers[i] == number)
            return true;
    return false;
}

bool display_take_numbers(DisplayOptions *options, Str value, Arena *arena, Str *problem) {
    DisplayChoice *choice = &options->displays;
    options->has_numbers = true;
    *choice = (DisplayChoice){.is_all = str_equal_c(value, "all")};
    if (choice->is_all)
        return true;
    *problem = str_from("write the display's number, counted from 0, several such as 0,2, or all");
    for (bool is_last = false; !is_last;) {
        int32_t number;
        if (!value_number(take_word(&value, &is_last), 0, NUMBER_MAX, &number))
            return false;
        if (has_number(choice, number)) {
            *problem = str_printf(arena, "display %d is there twice", number);
            return false;
        }
        if (choice->count == DISPLAYS_MAX) {
            *problem = str_printf(arena, "at most %d displays", DISPLAYS_MAX);
            return false;
        }
        choice->numbers[choice->count++] = number;
    }
    return true;
}

bool display_take_rotates(DisplayOptions *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write 0, 90, 180 or 270, or one of them for each display: 0,90");
    options->rotate_count = 0;
    options->has_rotates = true;
    for (bool is_last = false; !is_last;) {
        int32_t degrees;
        if (!value_number(take_word(&value, &is_last), 0, 270, &degrees) || degrees % 90 != 0 ||
            options->rotate_count == DISPLAYS_MAX)
            return false;
        options->rotates[options->rotate_count++] = degrees;
    }
    return true;
}

static bool split_rooms(DisplayOptions *options, Str list, Arena *arena, Str *problem) {
    for (bool is_last = false; !is_last;) {
        Str room = take_word(&list, &is_last);
        if (room.len == 0) {
            *problem = str_from("--room has an empty place in its list; write \"all\" for a "
                                "display that shows all rooms");
            return false;
        }
        if (options->room_count == DISPLAYS_MAX) {
            *problem = str_printf(arena, "--room: at most %d rooms", DISPLAYS_MAX);
            return false;
        }
        options->rooms[options->room_count++] = room;
    }
    return true;
}

static bool is_count_right(const DisplayOptions *options, const char *option, const char *what,
                           size_t count, Arena *arena, Str *problem) {
    const DisplayChoice *displays = &options->displays;
    if (count <= 1 || displays->is_all || count == displays->count)
        return true;
    *problem =
        str_printf(arena, "--%s has %zu %s for %zu display%s; write one for all, or one for each",
                   option, count, what, displays->count, displays->count == 1 ? "" : "s");
    return false;
}

bool display_options_settle(DisplayOptions *options, Str room, Arena *arena, Str *problem) {
    /* With one display a comma belongs to the room's name. */
    bool is_one = !options->displays.is_all && options->displays.count == 1;
    if (!is_one && str_find(room, ",") != SIZE_MAX && !split_rooms(options, room, arena, problem))
        return false;
    return is_count_right(options, "room", "rooms", options->room_count, arena, problem) &&
           is_count_right(options, "rotate", "turns", options->rotate_count, arena, problem);
}
