/* played.h: what was really on the screens: the lines of the log that --played keeps, and what they
 * come to. Pure. */
#pragma once

#include "base/arena.h"
#include "base/instant.h"
#include "base/str_builder.h"

enum { PLAYED_PARTNERS_MAX = 64 };

/* A banner, while it was over the pages; a page that covers all others. */
#define PLAYED_NOTICE    "notice"
#define PLAYED_EMERGENCY "emergency"

/* A picture that was shown. Pictures that follow each other and differ in clocks alone are one, but
 * for a line a minute. */
typedef struct {
    Instant from, until;
    Str screen; /* of --screen */
    int32_t display;
    Str room;     /* id of the one whose door it is; empty: of all */
    Str view;     /* PLAYED_NOTICE and PLAYED_EMERGENCY: not one of the cycle */
    int32_t page; /* from 1 */
    Str what;     /* in words; may be empty */
    Str partners[PLAYED_PARTNERS_MAX]; /* ids of those on it */
    size_t partner_count;
} Played;

/* As a line of the log, without its end. In `arena`. */
Str played_line(Arena *arena, const Played *played);

typedef struct {
    const Played *items; /* in the file's order */
    size_t count;
    size_t torn; /* lines that are none */
} PlayedLog;

/* Torn lines are passed over, and counted. In `arena`. */
PlayedLog played_read(Arena *arena, Str bytes);

/* By screen, view and partner: how long and how often. `partner`: an id; empty: all. For people,
 * and as CSV (record,from,until,seconds,screen,view,page,what,times) with a row for each picture.
 */
Str played_text(Arena *arena, const PlayedLog *log, Str partner);
Str played_csv(Arena *arena, const PlayedLog *log, Str partner);

/* A text as a field of CSV. */
void played_put_quoted(StrBuilder *out, Str text);
