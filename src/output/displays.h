/* displays.h: the monitors there are, which of them are wanted, and which is which after one of
 * them went or came back.
 *
 * SDL counts those that are there: when one goes, the numbers of those behind it change. Whoever
 * shows something on several therefore keeps a list of those it knows, and asks where they are. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

enum { DISPLAYS_MAX = 16, DISPLAY_NONE = -1 };

typedef struct {
    char name[64]; /* the monitor's own, or its connector's */
    int32_t x, y, width, height;
} DisplayInfo;

typedef struct {
    DisplayInfo items[DISPLAYS_MAX];
    size_t count;
} Displays;

/* Those that are there. SDL's video must be up. */
Displays displays_present(void);

/* What --display says. */
typedef struct {
    bool is_all;
    int32_t numbers[DISPLAYS_MAX]; /* from 0; when it is not all */
    size_t count;
} DisplayChoice;

/* The numbers that are meant when `present` are there: a choice without "all". False with a line in
 * *problem when one of them is not there. */
bool displays_choose(const DisplayChoice *choice, const Displays *present, Arena *arena,
                     DisplayChoice *out, Str *problem);

/* Looks for the displays of `known` among those that are there: places[i] becomes the present
 * number of known->items[i], or DISPLAY_NONE. A display is known again by its name and place, then
 * by its name, then by its place; one that is new takes the place of one that is missing, for it
 * hangs where that one hung. The newest facts are taken into `known`, and what is left over is
 * added to it. */
void displays_match(Displays *known, const Displays *present, int32_t places[DISPLAYS_MAX]);

/* Where the i-th of several windows of that size lies within `area`: side by side from its left
 * upper corner, in rows; when it is full, over the first ones, a little apart. Its frame is `edge`
 * wide on all sides. */
void displays_tile(const DisplayInfo *area, int32_t width, int32_t height, int32_t edge, size_t i,
                   int32_t *x, int32_t *y);
