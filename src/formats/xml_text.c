#include "formats/xml_text.h"

#include <string.h>

enum { CAPACITY_MIN = 8 * 1024 };

void xml_text_add(XmlText *text, const char *piece, size_t len) {
    if (text->len + len > text->capacity) {
        size_t wider = (text->len + len) * 2;
        wider = wider < CAPACITY_MIN ? CAPACITY_MIN : wider;
        char *moved = arena_alloc_bare(text->arena, 1, 1, wider);
        if (text->len)
            memcpy(moved, text->s, text->len);
        text->s = moved;
        text->capacity = wider;
    }
    if (len == 1) /* each character that was written as an entity */
        text->s[text->len] = *piece;
    else
        memcpy(text->s + text->len, piece, len);
    text->len += len;
}

void xml_text_begin(XmlText *text) {
    if (text->s)
        text->s += text->len;
    text->capacity -= text->len;
    text->len = 0;
}
