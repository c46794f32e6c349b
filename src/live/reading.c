/* reading.c: what to say of a command that is not understood. Part of words.h. */
#include <stdarg.h>

#include "live/words.h"

bool reading_fail(Reading *reading, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    char *text = arena_new(reading->arena, char, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    va_end(args);
    *reading->problem = (Str){.s = text, .len = (size_t)len};
    return false;
}
