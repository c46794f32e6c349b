/* json_file.c: see json_file.h. */
#include "formats/json_file.h"

#include "formats/places.h"

void json_file_open(JsonFile *file, Str text, Diagnostics *diagnostics) {
    json_error_t error;
    *file = (JsonFile){.text = text};
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
