/* diagnostics.h: what is wrong with a person's input, collected, never printed by the core.
 *
 * A message says what is wrong and where; the hint says what to write instead. */
#pragma once

#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/str.h"

typedef enum { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_COUNT } Severity;

/* A place in a source file. Line and column start at 1; line 0: the file as a whole. Columns
 * count code points. */
typedef struct {
    int32_t line;
    int32_t column;
    int32_t span; /* code points to underline, at least 1 */
} Position;

typedef struct {
    Severity severity;
    const char *code; /* a short fixed word for tools: "unknown-key", "bad-time"; a literal */
    Position at;
    Str message;
    Str hint; /* may be empty */
} Diagnostic;

enum { DIAGNOSTICS_MAX = 200 }; /* what follows is counted, not kept */

typedef struct {
    Arena *arena;  /* borrowed: holds the messages */
    Str file_name; /* as the person named it */
    Str source;    /* the text that lines are quoted from; may be empty */
    Diagnostic *items;
    size_t count, capacity;
    size_t counts[SEVERITY_COUNT]; /* with those that were not kept */
} Diagnostics;

/* An empty collection for a file. Everything is borrowed and must live as long. */
Diagnostics diagnostics_create(Arena *arena, Str file_name, Str source);

/* Adds one. The message is printf's; hint is NULL or a text that is copied. */
void diagnostics_add(Diagnostics *diagnostics, Severity severity, const char *code, Position at,
                     const char *hint, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* So many more are there, and nobody has worded them. */
void diagnostics_count(Diagnostics *diagnostics, Severity severity, size_t count);

/* Sorts by line, column, then severity (errors first), keeping the order of equals. */
void diagnostics_sort(Diagnostics *diagnostics);

bool diagnostics_has_errors(const Diagnostics *diagnostics);

/* The line with that number (from 1) of the source, without its end; empty when there is none. */
Str diagnostics_line(const Diagnostics *diagnostics, int32_t line);

const char *severity_name(Severity severity); /* "note", "warning", "error" */

/* One finding as a person reads it, ending in a line feed:
 *
 *   day1.yaml:14:12: error: room "mian" is not in rooms
 *      14 |     room: mian
 *         |           ^~~~
 *         = did you mean "main"?
 *
 * The caret stands under the right column in a terminal, where Han is two cells wide. */
Str diagnostic_format(Arena *arena, const Diagnostics *diagnostics, const Diagnostic *diagnostic);

/* "file:line:column: severity: message; hint" in one line, for logs. */
Str diagnostic_format_line(Arena *arena, const Diagnostics *diagnostics,
                           const Diagnostic *diagnostic);

/* All of them, sorted, then a line that counts them. Writes nothing when there are none. */
void diagnostics_print(const Diagnostics *diagnostics, FILE *to);
