/* json_text.h: a text as a value of JSON, whatever bytes it has. */
#pragma once

#include <jansson.h>

#include "base/str.h"

/* What is not UTF-8 in it, such as in a file's name or in a line that is quoted as it stands in its
 * file, is U+FFFD. The caller's; an empty text where memory is short. */
json_t *json_of_text(Str text);
