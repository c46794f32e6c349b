#include "live/json_text.h"

#include "base/arena.h"
#include "base/decode.h"

json_t *json_of_text(Str text) {
    json_t *json = json_stringn(text.s ? text.s : "", text.len);
    if (json)
        return json;
    Arena *arena = arena_create();
    Str clean = decode_lossy(arena, text);
    json = json_stringn(clean.s, clean.len);
    arena_free(arena);
    return json ? json : json_string("");
}
