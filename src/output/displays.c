#include "output/displays.h"

#include <SDL.h>
#include <string.h>

Displays displays_present(void) {
    Displays present = {0};
    int count = SDL_GetNumVideoDisplays();
    for (int i = 0; i < count && present.count < DISPLAYS_MAX; i++) {
        DisplayInfo *display = &present.items[present.count++];
        SDL_Rect bounds = {0};
        const char *name = SDL_GetDisplayName(i);
        SDL_GetDisplayBounds(i, &bounds);
        *display =
            (DisplayInfo){.x = bounds.x, .y = bounds.y, .width = bounds.w, .height = bounds.h};
        SDL_strlcpy(display->name, name ? name : "?", sizeof display->name);
    }
    return present;
}

static Str list_of(Arena *arena, const Displays *present) {
    Str list = {0};
    for (size_t i = 0; i < present->count; i++) {
        const DisplayInfo *display = &present->items[i];
        list = str_printf(arena, "%.*s%s%zu is %s with %dx%d", str_arg(list), i ? ", " : "", i,
                          display->name, display->width, display->height);
    }
    return list;
}

bool displays_choose(const DisplayChoice *choice, const Displays *present, Arena *arena,
                     DisplayChoice *out, Str *problem) {
    *out = *choice;
    if (choice->is_all) {
        *out = (DisplayChoice){.count = present->count};
        for (size_t i = 0; i < present->count; i++)
            out->numbers[i] = (int32_t)i;
    }
    for (size_t i = 0; i < out->count; i++) {
        if ((size_t)out->numbers[i] < present->count)
            continue;
        *problem = str_printf(arena, "there is no display %d: there %s %zu, counted from 0%s%.*s",
                              out->numbers[i], present->count == 1 ? "is" : "are", present->count,
                              present->count ? "; " : "", str_arg(list_of(arena, present)));
        return false;
    }
    return true;
}

typedef bool IsSame(const DisplayInfo *a, const DisplayInfo *b);

static bool is_same_name(const DisplayInfo *a, const DisplayInfo *b) {
    return strcmp(a->name, b->name) == 0;
}

static bool is_same_place(const DisplayInfo *a, const DisplayInfo *b) {
    return a->x == b->x && a->y == b->y;
}

static bool is_same_in_all(const DisplayInfo *a, const DisplayInfo *b) {
    return is_same_name(a, b) && is_same_place(a, b);
}

static bool is_any(const DisplayInfo *a, const DisplayInfo *b) {
    (void)a, (void)b;
    return true;
}

void displays_match(Displays *known, const Displays *present, int32_t places[DISPLAYS_MAX]) {
    static IsSame *const BY[] = {is_same_in_all, is_same_name, is_same_place, is_any};
    bool is_taken[DISPLAYS_MAX] = {false};
    for (size_t i = 0; i < DISPLAYS_MAX; i++)
        places[i] = DISPLAY_NONE;
    for (size_t by = 0; by < countof(BY); by++)
        for (size_t i = 0; i < known->count; i++)
            for (size_t k = 0; k < present->count && places[i] == DISPLAY_NONE; k++)
                if (!is_taken[k] && BY[by](&known->items[i], &present->items[k])) {
                    places[i] = (int32_t)k;
                    is_taken[k] = true;
                }
    for (size_t i = 0; i < known->count; i++)
        if (places[i] != DISPLAY_NONE)
            known->items[i] = present->items[places[i]];
    for (size_t k = 0; k < present->count && known->count < DISPLAYS_MAX; k++) {
        if (is_taken[k])
            continue;
        places[known->count] = (int32_t)k;
        known->items[known->count++] = present->items[k];
    }
}

void displays_tile(const DisplayInfo *area, int32_t width, int32_t height, int32_t edge, size_t i,
                   int32_t *x, int32_t *y) {
    int32_t wide = width + 2 * edge, high = height + 2 * edge;
    int32_t columns = SDL_max(area->width / wide, 1), rows = SDL_max(area->height / high, 1);
    int32_t place = (int32_t)i % (columns * rows), round = (int32_t)i / (columns * rows);
    *x = area->x + edge + place % columns * wide + round * 32;
    *y = area->y + edge + place / columns * high + round * 32;
}
