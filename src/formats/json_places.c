#include "formats/json_places.h"

#include <string.h>

#include "base/ascii.h"

enum { STEPS_MAX = 12 };

/* A walk over a text that is JSON: it knows strings and brackets, and judges nothing. */
typedef struct {
    Str text;
    size_t at;
} JsonWalk;

/* Moves to what is no white space, which comes back; 0 at the end. */
static char walk_space(JsonWalk *walk) {
    while (walk->at < walk->text.len && ascii_is_space(walk->text.s[walk->at]))
        walk->at++;
    return walk->at < walk->text.len ? walk->text.s[walk->at] : 0;
}

/* Moves behind the string that begins here; its raw inside comes back. */
static Str skip_string(JsonWalk *walk) {
    const char *s = walk->text.s;
    size_t start = ++walk->at;
    while (walk->at < walk->text.len) {
        const char *quote = memchr(s + walk->at, '"', walk->text.len - walk->at);
        if (!quote) {
            walk->at = walk->text.len;
            break;
        }
        size_t end = (size_t)(quote - s), backslashes = 0;
        while (end - backslashes > start && s[end - backslashes - 1] == '\\')
            backslashes++;
        walk->at = end + 1;
        if (backslashes % 2 == 0)
            return str_slice(walk->text, start, end - start);
    }
    return (Str){0};
}

/* Moves behind the value that begins here, whatever is in it. */
static void walk_value(JsonWalk *walk) {
    size_t depth = 0;
    walk_space(walk);
    while (walk->at < walk->text.len) {
        char c = walk->text.s[walk->at];
        if (c == '"') {
            skip_string(walk);
        } else if (c == '{' || c == '[') {
            depth++;
            walk->at++;
        } else if (c == '}' || c == ']') {
            if (depth == 0)
                return;
            depth--;
            walk->at++;
        } else if (depth == 0 && (c == ',' || ascii_is_space(c))) {
            return;
        } else {
            walk->at++;
            continue;
        }
        if (depth == 0)
            return;
    }
}

/* Moves to the next member or element; false at the end of the container. `*key` is as it is
 * written, and empty in an array. */
static bool walk_item(JsonWalk *walk, bool is_object, Str *key) {
    char c = walk_space(walk);
    if (c == ',') {
        walk->at++;
        c = walk_space(walk);
    }
    *key = (Str){0};
    if (c == 0 || c == '}' || c == ']')
        return false;
    if (!is_object)
        return true;
    if (c != '"')
        return false;
    *key = skip_string(walk);
    if (walk_space(walk) != ':')
        return false;
    walk->at++;
    walk_space(walk);
    return true;
}

typedef struct {
    Arena *arena;
    size_t *offsets;
    size_t count, capacity;
} Found;

/* One step of the pattern; what is left of it has at most STEPS_MAX, so this is no deep recursion.
 */
static void follow(JsonWalk *walk, const char *const *pattern, size_t steps, Found *found) {
    char c = walk_space(walk);
    if (!*pattern || steps == 0) {
        if (c && steps)
            *(size_t *)arena_push(found->arena, &found->offsets, &found->count, &found->capacity,
                                  sizeof(size_t), _Alignof(size_t)) = walk->at;
        walk_value(walk);
        return;
    }
    if (c != '{' && c != '[') {
        walk_value(walk);
        return;
    }
    walk->at++;
    bool is_any = strcmp(*pattern, "*") == 0;
    Str key;
    while (walk_item(walk, c == '{', &key)) {
        size_t before = walk->at;
        if (is_any || (c == '{' && str_equal_c(key, *pattern)))
            follow(walk, pattern + 1, steps - 1, found);
        else
            walk_value(walk);
        if (walk->at == before)
            break; /* no JSON after all */
    }
    if (walk->at < walk->text.len)
        walk->at++;
}

const size_t *json_places(Arena *arena, Str text, const char *const *pattern, size_t *count) {
    JsonWalk walk = {.text = text};
    Found found = {.arena = arena};
    follow(&walk, pattern, STEPS_MAX, &found);
    *count = found.count;
    return found.offsets;
}

size_t json_member_place(Str text, size_t object, const char *key) {
    JsonWalk walk = {.text = text, .at = object};
    if (walk_space(&walk) != '{')
        return object;
    walk.at++;
    Str name;
    while (walk_item(&walk, true, &name)) {
        if (str_equal_c(name, key))
            return walk.at;
        size_t before = walk.at;
        walk_value(&walk);
        if (walk.at == before)
            break;
    }
    return object;
}
