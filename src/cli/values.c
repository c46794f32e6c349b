#include "cli/values.h"

#include "base/ascii.h"

bool value_number(Str text, int32_t min, int32_t max, int32_t *out) {
    int64_t value = 0;
    if (text.len == 0 || text.len > 9)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (!ascii_is_digit(text.s[i]))
            return false;
        value = value * 10 + (text.s[i] - '0');
    }
    if (value < min || value > max)
        return false;
    *out = (int32_t)value;
    return true;
}

bool value_decimal(Str text, double max, double *out) {
    double value = 0, unit = 0;
    if (text.len == 0 || text.len > 15 || !ascii_is_digit(text.s[0]))
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.s[i];
        if (c == '.' && unit <= 0) {
            unit = 1;
        } else if (!ascii_is_digit(c)) {
            return false;
        } else if (unit > 0) {
            unit /= 10;
            value += (c - '0') * unit;
        } else {
            value = value * 10 + (c - '0');
        }
    }
    *out = value;
    return value <= max && ascii_is_digit(text.s[text.len - 1]);
}

bool value_size(Str text, Size *out) {
    static const char *const TIMES[] = {"x", "X", "\u00d7"};
    for (size_t i = 0; i < countof(TIMES); i++) {
        size_t at = str_find(text, TIMES[i]);
        if (at == SIZE_MAX)
            continue;
        size_t after = at + str_from(TIMES[i]).len;
        return value_number(str_slice(text, 0, at), SIZE_SIDE_MIN, SIZE_SIDE_MAX, &out->width) &&
               value_number(str_slice(text, after, text.len), SIZE_SIDE_MIN, SIZE_SIDE_MAX,
                            &out->height);
    }
    return false;
}

static bool is_tag(Str tag) {
    for (size_t i = 0; i < tag.len; i++) {
        char c = tag.s[i];
        if (!ascii_is_letter(c) && !ascii_is_digit(c) && c != '-')
            return false;
    }
    return tag.len >= 2 && tag.s[0] != '-';
}

bool value_languages(Str text, Str *tags, size_t max, size_t *count) {
    *count = 0;
    for (;;) {
        size_t comma = str_find(text, ",");
        Str tag = str_trim(str_slice(text, 0, comma));
        if (!is_tag(tag) || *count == max)
            return false;
        tags[(*count)++] = tag;
        if (comma == SIZE_MAX)
            return true;
        text = str_slice(text, comma + 1, text.len);
    }
}

bool value_name(Str text, size_t max) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.s[i];
        if (!ascii_is_letter(c) && !ascii_is_digit(c) && c != '-' && c != '_')
            return false;
    }
    return text.len > 0 && text.len <= max;
}
