/* xml_buffer.h: a parser that has a whole file in its memory. */
#pragma once

#include <expat.h>

#include "base/str.h"

/* A parser of UTF-8, whatever the text says that it is; XML_ParserFree ends it. NULL when memory is
 * out. */
XML_Parser xml_buffer_create(void);

/* Puts the text into the parser's memory, for XML_ParseBuffer with its length; `hash` gets its
 * source_hash. What comes back is where it stands now, until the parser is freed; NULL when memory
 * is out. */
const char *xml_buffer_fill(XML_Parser parser, Str text, uint64_t *hash);
