#include "formats/xml_buffer.h"

#include <stdlib.h>
#include <string.h>

#include "base/large.h"
#include "formats/source_hash.h"

enum { PIECE = 64 * 1024 };

/* Expat has the whole text in memory of its own. In pieces it would not, but it counts lines in
 * each of them: a third more time, for one byte of each byte less. */
static void *allocate(size_t bytes) {
    return bytes < LARGE_MEMORY ? malloc(bytes) : large_alloc(bytes);
}

XML_Parser xml_buffer_create(void) {
    static const XML_Memory_Handling_Suite MEMORY = {allocate, realloc, free};
    return XML_ParserCreate_MM("UTF-8", &MEMORY, NULL);
}

/* Piece by piece, so that each is hashed while the processor still has it at hand: a large file
 * comes from memory once, not twice. */
const char *xml_buffer_fill(XML_Parser parser, Str text, uint64_t *hash) {
    char *buffer = XML_GetBuffer(parser, (int)text.len + 1);
    if (!buffer)
        return NULL;
    SourceHash heard = source_hash_begin();
    Str rest = {0};
    for (size_t at = 0; at < text.len; at += PIECE) {
        Str piece = str_slice(text, at, PIECE);
        memcpy(buffer + at, piece.s, piece.len);
        rest = source_hash_add(&heard, piece); /* nothing but of the last one */
    }
    *hash = source_hash_end(&heard, rest);
    return buffer;
}
