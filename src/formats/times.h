/* times.h: times, dates and lengths of time as people write them.
 *
 * Functions of a text alone: what a time means on a day is the caller's affair. */
#pragma once

#include "base/arena.h"
#include "base/instant.h"
#include "base/str.h"

/* What a text had that is read all the same, but is worth a word. */
enum { ODD_COLON = 1 /* a full-width colon */, ODD_QUOTES = 2 /* curly quotes, from Word */ };

/* "9:05", "09:05", "09：05", "09.05", "9h05", "9:05 pm", "24:30", "9点05分" to minutes after
 * midnight, up to 29:59. `*odd` (may be NULL) gets ODD_ flags added. */
bool time_parse(Str text, int32_t *minutes, unsigned *odd);

/* What was probably meant by a text that is no time: "545" gives "9:05" (minutes, as a YAML
 * library writes 9:05), "0930" gives "09:30"; the empty Str when there is no telling. */
Str time_guess(Arena *arena, Str text);

/* "9:25–10:00" with any of - – — ~ ～ 〜 至 到, with or without spaces. False when there is no
 * separator or one of the two is no time. */
bool time_range_parse(Str text, int32_t *start, int32_t *end, unsigned *odd);

/* True when the text has one of the separators: it is meant as a range. */
bool time_is_range(Str text);

/* "2026-05-16", "2026/5/16", "2026.5.16", "2026年5月16日", "20260516". False for other texts and
 * for days that the calendar does not have; then `*guess` (may be NULL) is a date that was
 * probably meant ("16.05.2026"), or all zero. Years 1970 to 2099. */
bool date_parse(Str text, Date *date, Date *guess);

/* "2026-05-16 11:45", "2026-05-16T11:45:00+08:00": `*offset` is minutes east of UTC, or INT32_MIN
 * when the text gives none. A date alone is 00:00. */
bool date_time_parse(Str text, Date *date, int32_t *minutes, int32_t *offset);

/* "30", "30m", "30 min", "30 分钟", "1h30", "1h", "1:30", "90s", "1.5h". A bare number counts
 * `unit` (MILLIS_MINUTE or MILLIS_SECOND); "1:30" is h:mm or m:ss accordingly. Up to 100 h. */
bool duration_parse(Str text, Millis unit, Millis *length);
