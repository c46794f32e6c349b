/* xml_text.h: the text of elements, which expat hands over in pieces. Inner header of formats/. */
#pragma once

#include "base/arena.h"

/* The texts of several elements behind each other, which move while they grow: those of one event,
 * and behind them in the same memory those of the next. */
typedef struct {
    Arena *arena; /* borrowed */
    char *s;
    size_t len, capacity;
} XmlText;

void xml_text_add(XmlText *text, const char *piece, size_t len);

/* What there is stays where it is for as long as the arena; what is added from now on begins
 * anew. */
void xml_text_begin(XmlText *text);
