/* color.c: see color.h. */
#include "base/color.h"

#include "base/ascii.h"

bool color_parse_bare(Str text, uint32_t *rgb) {
    if (str_starts(text, "#"))
        text = str_slice(text, 1, text.len);
    if (text.len != 6 && text.len != 3)
        return false;
    uint32_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        int digit = ascii_hex(text.s[i]);
        if (digit < 0)
            return false;
        value = text.len == 3 ? value << 8 | (uint32_t)digit * 0x11 : value << 4 | (uint32_t)digit;
    }
    *rgb = value;
    return true;
}

bool color_parse(Str text, uint32_t *rgb) {
    return str_starts(text, "#") && color_parse_bare(text, rgb);
}
