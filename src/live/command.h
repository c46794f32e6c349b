/* command.h: what staff may say to a running kiosk, as one line of words.
 *
 * Pure: the line, the schedule and the time go in; what is wrong comes back in plain words. The
 * keyboard, the socket and a test all speak this. */
#pragma once

#include "live/changes.h"

typedef enum {
    COMMAND_LIVE, /* `op` */
    COMMAND_NEXT,
    COMMAND_STATUS,
    COMMAND_SCREENSHOT, /* `text`: an absolute path; `display`: of which, negative: the first */
    COMMAND_RELOAD,
    COMMAND_LOWER_THIRD, /* `is_on` */
    COMMAND_HELP,
    COMMAND_KIND_COUNT
} CommandKind;

typedef struct {
    CommandKind kind;
    LiveOp op;
    Str text;
    int32_t display;
    bool is_on;
} Command;

/* Reads a line such as
 *
 *   delay main +10 | delay all 5 | delay main -5 [force]
 *   cancel ID | restore ID | move ID ROOM [TIME] | note ID "…" | undo
 *   notice "text" [--until TIME] [--level info|warning|emergency|test] [--room ROOM]
 *   lift [LEVEL] | hold VIEW | release | next | status | screenshot FILE [DISPLAY] | reload
 *   lower-third show|hide
 *
 * Words are split at spaces; "…" and '…' keep them, \ takes the next character as it is. A room
 * is named by its id or its name, a session by its id, the start of it, or its title; TIME is
 * HH:MM on the conference day of `now`, or +MINUTES from now. `schedule` (NULL: none) is what is
 * shown now. False with a sentence or two in *problem, which says what there is instead. Texts are
 * in `arena`. */
bool command_parse(Arena *arena, Str line, const Schedule *schedule, Instant now, Command *out,
                   Str *problem);

/* `words` as a line that is split into the same words. */
Str command_join(Arena *arena, const Str *words, size_t count);

/* Splits; false with *problem when a quote is not closed. */
bool command_split(Arena *arena, Str line, const Str **words, size_t *count, Str *problem);

/* A line for each command, for help. */
const char *command_help(void);
