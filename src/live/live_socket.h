/* live_socket.h: the kiosks that run on this machine, and what they answer. */
#pragma once

#include "base/str.h"

/* The names of the screens that answer, sorted, in `arena`. */
const Str *live_running(Arena *arena, size_t *count);

/* Sends a line and waits for the answer, in `arena`. False when there is no such screen, or it does
 * not answer. */
bool live_ask(Arena *arena, Str screen, Str line, Str *answer);

/* The same, for somebody with other things to do than to wait longer for a part of the answer. */
bool live_ask_within(Arena *arena, Str screen, Str line, int seconds, Str *answer);
