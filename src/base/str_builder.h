/* str_builder.h: a text that is put together piece by piece, in an arena. */
#pragma once

#include <stdarg.h>

#include "base/str.h"

typedef struct {
    Arena *arena; /* borrowed: keeps the text, and its smaller forerunners */
    char *s;      /* ends in a NUL; NULL as long as it is empty */
    size_t len, capacity;
} StrBuilder;

void str_builder_put(StrBuilder *out, Str text);
void str_builder_put_c(StrBuilder *out, const char *text);
void str_builder_fill(StrBuilder *out, char c, size_t times);
void str_builder_printf(StrBuilder *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void str_builder_vprintf(StrBuilder *out, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* What there is so far. Good until more is put. */
Str str_builder_text(const StrBuilder *out);
