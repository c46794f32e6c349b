/* json_file.c: see json_file.h. */
#include "formats/json_file.h"

#include <string.h>

#include "formats/places.h"

/* What no schedule has: jansson's tree takes up to 260 bytes for each value, however short. */
enum { NESTING_MAX = 200, VALUES_MIN = 300 * 1000, BYTES_PER_VALUE = 40 };

/* Moves behind the string whose first quote is before `at`. */
static size_t skip_string(Str text, size_t at) {
    while (at < text.len) {
        const char *quote = memchr(text.s + at, '"', text.len - at);
        size_t end = quote ? (size_t)(quote - text.s) : text.len, backslashes = 0;
        while (end - backslashes > at && text.s[end - backslashes - 1] == '\\')
            backslashes++;
        at = end + 1;
        if (backslashes % 2 == 0)
            break;
    }
    return at;
}

/* False, with an error, when the text has more values, or more within each other, than any
 * schedule. Whether it is JSON is not asked here. */
static bool is_moderate(Str text, Diagnostics *diagnostics) {
    size_t by_size = text.len / BYTES_PER_VALUE, most = by_size > VALUES_MIN ? by_size : VALUES_MIN;
    size_t depth = 0, values = 1, at = 0;
    while (at < text.len && depth <= NESTING_MAX && values <= most) {
        char c = text.s[at++];
        if (c == '"')
            at = skip_string(text, at);
        else if (c == '{' || c == '[')
            depth++, values++;
        else if (c == ',')
            values++;
        else if ((c == '}' || c == ']') && depth > 0)
            depth--;
    }
    if (depth <= NESTING_MAX && values <= most)
        return true;
    Places places = places_create(text);
    Position place = places_at(&places, at - 1, 1);
    if (depth > NESTING_MAX)
        diagnostics_add(diagnostics, SEVERITY_ERROR, "too-deep", place, NULL,
                        "lists and objects are nested more than %d deep", NESTING_MAX);
    else
        diagnostics_add(diagnostics, SEVERITY_ERROR, "too-large", place,
                        "no schedule has so many: is it the right file?",
                        "the file has more than %zu values", most);
    return false;
}

void json_file_open(JsonFile *file, Str text, Diagnostics *diagnostics) {
    json_error_t error;
    *file = (JsonFile){.text = text};
    if (!is_moderate(text, diagnostics))
        return;
    file->root = json_loadb(text.s ? text.s : "", text.len, JSON_ALLOW_NUL, &error);
    if (file->root)
        return;
    Places places = places_create(text);
    size_t offset = error.position > 0 ? (size_t)error.position - 1 : 0;
    enum json_error_code code = json_error_code(&error);
    const char *hint = code == json_error_premature_end_of_input
                           ? "the file is cut off: it may not have been written to its end yet"
                       : code == json_error_end_of_input_expected
                           ? "there is something behind the end of the JSON"
                       : code == json_error_invalid_utf8 ? "save the file as UTF-8"
                                                         : NULL;
    /* Jansson adds "near '…'", which the quoted line shows anyway. */
    Str why = str_from(error.text);
    size_t near = str_find(why, " near ");
    if (near != SIZE_MAX)
        why.len = near;
    diagnostics_add(diagnostics, SEVERITY_ERROR, "bad-json", places_at(&places, offset, 1), hint,
                    "the JSON is broken here: %.*s", str_arg(why));
}

void json_file_close(JsonFile *file) {
    json_decref(file->root);
    *file = (JsonFile){0};
}
