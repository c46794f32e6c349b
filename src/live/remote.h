/* remote.h: a command for a kiosk on another computer, by its operator's interface (doc/api.md). */
#pragma once

#include "base/arena.h"
#include "base/str.h"

enum { REMOTE_PORT = 8711 };

/* Says the line to the kiosk at `host` ("foyer", "foyer:8711", "https://foyer:8711"), with a token
 * (empty: none). Waits for the answer, the same JSON as the socket's, in `arena`. False with a
 * sentence in *problem when there was none. */
bool remote_ask(Arena *arena, Str host, Str token, Str line, Str *answer, Str *problem);
