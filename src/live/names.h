/* names.h: which room, session or instant staff mean. Inner header of src/live/. */
#pragma once

#include "live/words.h"

/* `; did you mean "y"?` or nothing. */
Str name_suggestion(Arena *arena, Str word, const Str *names, size_t count);

/* "a, b, c", not too many. */
Str name_list(Arena *arena, const Str *names, size_t count);

bool name_need_schedule(Reading *reading);

/* The id of the room; in reading->arena, like the others. False with a problem. */
bool name_room(Reading *reading, Str word, Str *id);

/* By id; else the one of today whose id or title begins so. NULL with a problem. */
const Session *name_session(Reading *reading, Str word);

/* 14:05 on today's conference day, or +30. */
bool name_time(Reading *reading, Str word, Instant *at);

/* Digits alone, up to `max`. */
bool name_number(Str word, int64_t max, int64_t *out);
