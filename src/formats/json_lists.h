/* json_lists.h: JSON of programs that have their sessions in lists, each by other names: a row of
 * names is a format. */
#pragma once

#include "formats/json_read.h"

/* Which of them the JSON is, and which way leads to its list; SIZE_MAX: none. */
size_t json_lists_find(const json_t *root);

Schedule *json_lists_read(const JsonFile *file, size_t found, const FormatInput *input,
                          Diagnostics *diagnostics);
