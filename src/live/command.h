/* command.h: what staff may say to a running kiosk: a line of words, or the same as JSON.
 *
 * Pure: the text, who says it, the schedule and the time go in; what is wrong comes back in plain
 * words. The socket, the keyboard and a test all speak this. What each command is, is one row of
 * the table in kinds.c. */
#pragma once

#include "base/exits.h"
#include "live/changes.h"
#include "live/lower_third.h"

typedef struct {
    LiveOp op;        /* op.kind says which command it is */
    Str path;         /* screenshot: an absolute path */
    int32_t display;  /* screenshot: of which, negative: the first */
    int32_t width;    /* screenshot: at most so wide; 0: as it is */
    LowerThird third; /* lower-third */
} Command;

/* The answer to a command. */
typedef struct {
    ExitCode code; /* EXIT_FINE: it is done */
    Str text;      /* what it did, or why not */
    Str status;    /* status: an object of JSON; else empty */
} Answer;

/* Reads a line such as
 *
 *   delay main +10
 *   notice "text" --until 15:00 --room main
 *
 * or the same as an object: {"do": "delay", "room": "main", "minutes": 10}, and {"line": "…"}.
 * command_help lists the commands; the keys of the object are those of the row's words.
 *
 * Words are split at spaces; "…" and '…' keep them, \ takes the next character as it is. A room
 * is named by its id or its name, a session by its id, the start of it, or its title; TIME is
 * HH:MM on the conference day of `now`, or +MINUTES from now. `sender` is who says it (an object
 * may name another one: "sender"); `schedule` (NULL: none) is what is shown now. False with a
 * sentence or two in *problem, which says what there is instead. Texts are in `arena`. */
bool command_parse(Arena *arena, Str text, Str sender, const Schedule *schedule, Instant now,
                   Command *out, Str *problem);

/* It names a file of the computer that the kiosk runs on. */
bool command_names_file(LiveKind kind);

/* It changes what is shown today, and how that looks can be drawn before it is done. */
bool command_has_preview(LiveKind kind);

/* It raises or lifts an emergency, or its rehearsal, among the changes of `state`. */
bool command_is_alarm(const LiveOp *op, const LiveState *state);

/* Before a line goes to another process: finds the command of words[0], and gives the names of
 * files among the words their whole path (`folder`: where whoever types is). False with a sentence
 * in *problem when there is no such command. */
bool command_prepare(Arena *arena, Str *words, size_t count, Str folder, LiveKind *kind,
                     Str *problem);

/* Whether "--key WORD" may stand behind the command. */
bool command_has_option(LiveKind kind, const char *key);

/* `words` as a line that is split into the same words. */
Str command_join(Arena *arena, const Str *words, size_t count);

/* Splits; false with *problem when a quote is not closed. */
bool command_split(Arena *arena, Str line, const Str **words, size_t *count, Str *problem);

/* A line or two for each command, for help. In `arena`. */
Str command_help(Arena *arena);

/* "delay ROOM|all +10 [force]": how a command is written. */
const char *command_usage(LiveKind kind);
