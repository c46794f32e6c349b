#include "formats/json_places.h"

#include <string.h>

enum { STEPS_MAX = 12 };

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

char json_scan_space(JsonScanner *scanner) {
    while (scanner->at < scanner->text.len && is_space(scanner->text.s[scanner->at]))
        scanner->at++;
    return scanner->at < scanner->text.len ? scanner->text.s[scanner->at] : 0;
}

/* Moves behind the string that begins here; its raw inside comes back. */
static Str skip_string(JsonScanner *scanner) {
    const char *s = scanner->text.s;
    size_t start = ++scanner->at;
    while (scanner->at < scanner->text.len) {
        const char *quote = memchr(s + scanner->at, '"', scanner->text.len - scanner->at);
        if (!quote) {
            scanner->at = scanner->text.len;
            break;
        }
        size_t end = (size_t)(quote - s), backslashes = 0;
        while (end - backslashes > start && s[end - backslashes - 1] == '\\')
            backslashes++;
        scanner->at = end + 1;
        if (backslashes % 2 == 0)
            return str_slice(scanner->text, start, end - start);
    }
    return (Str){0};
}

char json_scan_value(JsonScanner *scanner, size_t depth_max) {
    size_t depth = 0;
    char first = json_scan_space(scanner);
    while (scanner->at < scanner->text.len) {
        char c = scanner->text.s[scanner->at];
        if (c == '"') {
            skip_string(scanner);
        } else if (c == '{' || c == '[') {
            depth++;
            scanner->is_too_deep = scanner->is_too_deep || depth > depth_max;
            scanner->at++;
        } else if (c == '}' || c == ']') {
            if (depth == 0)
                return first;
            depth--;
            scanner->at++;
        } else if (depth == 0 && (c == ',' || is_space(c))) {
            return first;
        } else {
            scanner->at++;
            continue;
        }
        if (depth == 0)
            return first;
    }
    return first;
}

bool json_scan_item(JsonScanner *scanner, bool is_object, Str *key) {
    char c = json_scan_space(scanner);
    if (c == ',') {
        scanner->at++;
        c = json_scan_space(scanner);
    }
    *key = (Str){0};
    if (c == 0 || c == '}' || c == ']')
        return false;
    if (!is_object)
        return true;
    if (c != '"')
        return false;
    *key = skip_string(scanner);
    if (json_scan_space(scanner) != ':')
        return false;
    scanner->at++;
    json_scan_space(scanner);
    return true;
}

typedef struct {
    Arena *arena;
    size_t *offsets;
    size_t count, capacity;
} Found;

/* One step of the pattern; what is left of it has at most STEPS_MAX, so this is no deep recursion.
 */
static void follow(JsonScanner *scanner, const char *const *pattern, size_t steps, Found *found) {
    char c = json_scan_space(scanner);
    if (!*pattern || steps == 0) {
        if (c && steps)
            *(size_t *)arena_push(found->arena, &found->offsets, &found->count, &found->capacity,
                                  sizeof(size_t), _Alignof(size_t)) = scanner->at;
        json_scan_value(scanner, SIZE_MAX);
        return;
    }
    if (c != '{' && c != '[') {
        json_scan_value(scanner, SIZE_MAX);
        return;
    }
    scanner->at++;
    bool is_any = strcmp(*pattern, "*") == 0;
    Str key;
    while (json_scan_item(scanner, c == '{', &key)) {
        size_t before = scanner->at;
        if (is_any || (c == '{' && str_equal_c(key, *pattern)))
            follow(scanner, pattern + 1, steps - 1, found);
        else
            json_scan_value(scanner, SIZE_MAX);
        if (scanner->at == before)
            break; /* no JSON after all */
    }
    if (scanner->at < scanner->text.len)
        scanner->at++;
}

const size_t *json_places(Arena *arena, Str text, const char *const *pattern, size_t *count) {
    JsonScanner scanner = {.text = text};
    Found found = {.arena = arena};
    follow(&scanner, pattern, STEPS_MAX, &found);
    *count = found.count;
    return found.offsets;
}

size_t json_member_place(Str text, size_t object, const char *key) {
    JsonScanner scanner = {.text = text, .at = object};
    if (json_scan_space(&scanner) != '{')
        return object;
    scanner.at++;
    Str name;
    while (json_scan_item(&scanner, true, &name)) {
        if (str_equal_c(name, key))
            return scanner.at;
        size_t before = scanner.at;
        json_scan_value(&scanner, SIZE_MAX);
        if (scanner.at == before)
            break;
    }
    return object;
}
