#include "formats/xml_limits.h"

#include <string.h>

#include "formats/places.h"

enum {
    STRETCH = 512 * 1024,
    ELEMENTS_MIN = 200 * 1000, /* in a file of any size */
    BYTES_PER_ELEMENT = 20,    /* beyond that */
};

size_t xml_limits_elements(Str text) {
    size_t most = text.len / BYTES_PER_ELEMENT;
    return most > ELEMENTS_MIN ? most : ELEMENTS_MIN;
}

/* A tag has no < inside; a text hardly any >, but an attribute may. */
bool xml_limits_has_ends(Str text, size_t skipped, Diagnostics *diagnostics) {
    for (size_t at = skipped; at + STRETCH <= text.len; at += STRETCH) {
        if (memchr(text.s + at, '>', STRETCH) && memchr(text.s + at, '<', STRETCH))
            continue;
        Places places = places_create(text);
        diagnostics_add(diagnostics, SEVERITY_ERROR, "too-large", places_at(&places, at, 1),
                        "no schedule has so much: is it the right file?",
                        "a tag, comment or text is longer than %d KiB", STRETCH / 1024);
        return false;
    }
    return true;
}
