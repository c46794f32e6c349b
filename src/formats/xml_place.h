/* xml_place.h: where expat is in a file, by the calls of its version: expat 2.9 has names of their
 * own for the 64-bit numbers, and warns of the old ones. */
#pragma once

#include <expat.h>
#include <stdint.h>

#if XML_MAJOR_VERSION > 2 || XML_MINOR_VERSION >= 9
#define XML_PLACE_64(call) call##64
#else
#define XML_PLACE_64(call) call
#endif

/* Bytes before the current event; below zero: there is none. */
static inline int64_t xml_place_byte(XML_Parser parser) {
    return XML_PLACE_64(XML_GetCurrentByteIndex)(parser);
}

/* From 1. */
static inline uint64_t xml_place_line(XML_Parser parser) {
    return XML_PLACE_64(XML_GetCurrentLineNumber)(parser);
}
