#include "base/zone_windows.h"

#include <unicode/ucal.h>
#include <unicode/ustring.h>

enum { NAME_MAX_UNITS = 80 };

Str zone_from_windows(Arena *arena, Str name) {
    UChar windows[NAME_MAX_UNITS], iana[NAME_MAX_UNITS];
    UErrorCode status = U_ZERO_ERROR;
    int32_t windows_len = 0;
    if (name.len == 0 || name.len >= NAME_MAX_UNITS)
        return (Str){0};
    u_strFromUTF8(windows, NAME_MAX_UNITS, &windows_len, name.s, (int32_t)name.len, &status);
    if (U_FAILURE(status))
        return (Str){0};
    int32_t len =
        ucal_getTimeZoneIDForWindowsID(windows, windows_len, NULL, iana, NAME_MAX_UNITS, &status);
    if (U_FAILURE(status) || len <= 0 || len >= NAME_MAX_UNITS)
        return (Str){0};
    char *copy = arena_new(arena, char, (size_t)len + 1);
    u_UCharsToChars(iana, copy, len); /* the names are ASCII */
    return (Str){.s = copy, .len = (size_t)len};
}
