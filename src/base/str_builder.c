/* str_builder.c: see str_builder.h. */
#include "base/str_builder.h"

#include <stdio.h>
#include <string.h>

/* Room for `len` more bytes and a NUL. */
static char *reserve(StrBuilder *out, size_t len) {
    if (out->len + len + 1 > out->capacity) {
        size_t capacity = (out->len + len + 1) * 2;
        char *wider = arena_alloc_bare(out->arena, 1, 1, capacity);
        if (out->len)
            memcpy(wider, out->s, out->len);
        out->s = wider;
        out->capacity = capacity;
    }
    return out->s + out->len;
}

void str_builder_put(StrBuilder *out, Str text) {
    char *to = reserve(out, text.len);
    if (text.len)
        memcpy(to, text.s, text.len);
    out->len += text.len;
    out->s[out->len] = 0;
}

void str_builder_put_c(StrBuilder *out, const char *text) {
    str_builder_put(out, str_from(text));
}

void str_builder_fill(StrBuilder *out, char c, size_t times) {
    memset(reserve(out, times), c, times);
    out->len += times;
    out->s[out->len] = 0;
}

void str_builder_vprintf(StrBuilder *out, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    if (len > 0) {
        vsnprintf(reserve(out, (size_t)len), (size_t)len + 1, format, again);
        out->len += (size_t)len;
    }
    va_end(again);
}

void str_builder_printf(StrBuilder *out, const char *format, ...) {
    va_list args;
    va_start(args, format);
    str_builder_vprintf(out, format, args);
    va_end(args);
}

Str str_builder_text(const StrBuilder *out) {
    return (Str){.s = out->s, .len = out->len};
}
