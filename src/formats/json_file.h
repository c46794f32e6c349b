/* json_file.h: a JSON file as jansson's tree, or the finding that says where it is broken. */
#pragma once

#include <jansson.h>

#include "base/diagnostics.h"

typedef struct {
    Str text;     /* borrowed */
    json_t *root; /* owned */
} JsonFile;

/* `root` is NULL, with a diagnostic, when the text is no JSON. */
void json_file_open(JsonFile *file, Str text, Diagnostics *diagnostics);

/* Accepts a zeroed one. */
void json_file_close(JsonFile *file);
