#include "formats/iso_time.h"

#include "base/ascii.h"
#include "base/zone.h"
#include "formats/times.h"

enum { HOUR_MAX = 29, LENGTH_HOURS_MAX = 100 }; /* native YAML has no longer ones */

/* Reads `text` from `at`, which moves. */
typedef struct {
    Str text;
    size_t at;
} IsoTimeReader;

static bool take(IsoTimeReader *reader, char c) {
    if (reader->at >= reader->text.len || reader->text.s[reader->at] != c)
        return false;
    reader->at++;
    return true;
}

/* A number of `least` to `most` digits that no further digit follows. */
static bool take_number(IsoTimeReader *reader, size_t least, size_t most, int32_t *number) {
    size_t count = 0, left = reader->text.len - reader->at;
    const char *digits = reader->text.s + reader->at;
    int32_t value = 0;
    for (; count < left && count <= most && ascii_is_digit(digits[count]); count++)
        if (count < most)
            value = value * 10 + (digits[count] - '0');
    if (count < least || count > most)
        return false;
    reader->at += count;
    *number = value;
    return true;
}

static bool is_at_end(const IsoTimeReader *reader) {
    return reader->at == reader->text.len;
}

static bool take_date(IsoTimeReader *reader, Date *date) {
    IsoTimeReader start = *reader;
    int32_t number;
    Date found = {0};
    if (take_number(reader, 4, 4, &found.year)) {
        if (!take(reader, '-') || !take_number(reader, 2, 2, &found.month) || !take(reader, '-') ||
            !take_number(reader, 2, 2, &found.day))
            return false;
    } else {
        *reader = start;
        if (!take_number(reader, 8, 8, &number))
            return false;
        found = (Date){.year = number / 10000, .month = number / 100 % 100, .day = number % 100};
    }
    if (found.year < 1970 || found.year > 2099 || !date_is_valid(found))
        return false;
    *date = found;
    return true;
}

static bool take_clock(IsoTimeReader *reader, int32_t *minutes) {
    IsoTimeReader start = *reader;
    int32_t hour, minute, second, whole;
    if (take_number(reader, 1, 2, &hour)) {
        if (!take(reader, ':') || !take_number(reader, 2, 2, &minute))
            return false;
        if (take(reader, ':') && (!take_number(reader, 2, 2, &second) || second > 60))
            return false;
        if (take(reader, '.') && !take_number(reader, 1, 9, &second))
            return false;
    } else {
        *reader = start;
        if (!take_number(reader, 6, 6, &whole))
            return false;
        hour = whole / 10000;
        minute = whole / 100 % 100;
    }
    if (hour > HOUR_MAX || minute > 59)
        return false;
    *minutes = hour * 60 + minute;
    return true;
}

static bool take_offset(IsoTimeReader *reader, int32_t *offset) {
    int32_t sign = take(reader, '-') ? -1 : take(reader, '+') ? 1 : 0, hours, minutes = 0;
    if (sign == 0) {
        *offset = take(reader, 'Z') ? 0 : ISO_NO_OFFSET;
        return true;
    }
    IsoTimeReader start = *reader;
    if (take_number(reader, 2, 2, &hours)) {
        if (take(reader, ':') && !take_number(reader, 2, 2, &minutes))
            return false;
    } else {
        *reader = start;
        if (!take_number(reader, 4, 4, &hours))
            return false;
        minutes = hours % 100;
        hours /= 100;
    }
    if (hours > 14 || minutes > 59)
        return false;
    *offset = sign * (hours * 60 + minutes);
    return true;
}

bool iso_time_parse(Str text, IsoTime *time) {
    IsoTimeReader reader = {.text = str_trim(text)};
    *time = (IsoTime){.offset = ISO_NO_OFFSET};
    if (take_date(&reader, &time->date)) {
        if (is_at_end(&reader))
            return true;
        if ((take(&reader, 'T') || take(&reader, ' ')) && take_clock(&reader, &time->minutes) &&
            take_offset(&reader, &time->offset) && is_at_end(&reader))
            return true;
    }
    return date_time_parse(text, &time->date, &time->minutes, &time->offset);
}

bool iso_date_parse(Str text, Date *date) {
    IsoTimeReader reader = {.text = str_trim(text)};
    return (take_date(&reader, date) && is_at_end(&reader)) || date_parse(text, date, NULL);
}

bool iso_clock_parse(Str text, int32_t *minutes) {
    IsoTimeReader reader = {.text = str_trim(text)};
    return (take_clock(&reader, minutes) && is_at_end(&reader)) || time_parse(text, minutes, NULL);
}

/* "P1DT2H30M". */
static bool take_period(IsoTimeReader *reader, Millis *length) {
    bool is_time = false, is_any = false;
    *length = 0;
    if (!take(reader, 'P'))
        return false;
    while (!is_at_end(reader)) {
        int32_t number;
        if (!is_time && take(reader, 'T')) {
            is_time = true;
            continue;
        }
        if (!take_number(reader, 1, 6, &number))
            return false;
        Millis unit = take(reader, 'W')              ? 7 * 24 * MILLIS_HOUR
                      : take(reader, 'D')            ? 24 * MILLIS_HOUR
                      : is_time && take(reader, 'H') ? MILLIS_HOUR
                      : is_time && take(reader, 'M') ? MILLIS_MINUTE
                      : is_time && take(reader, 'S') ? MILLIS_SECOND
                                                     : 0;
        if (!unit)
            return false;
        *length += number * unit;
        is_any = true;
    }
    return is_any;
}

/* "1:30", "00:30:00", "1:02:00". */
static bool take_colons(IsoTimeReader *reader, Millis *length) {
    int32_t first, second, third;
    size_t start = reader->at;
    if (!take_number(reader, 1, 3, &first))
        return false;
    size_t digits = reader->at - start;
    if (!take(reader, ':') || !take_number(reader, 2, 2, &second))
        return false;
    if (is_at_end(reader)) {
        *length = first * MILLIS_HOUR + second * MILLIS_MINUTE;
        return second < 60;
    }
    if (!take(reader, ':') || !take_number(reader, 2, 2, &third) || !is_at_end(reader) ||
        second > 59 || third > 59)
        return false;
    if (digits == 1 && second < 24)
        *length = first * 24 * MILLIS_HOUR + second * MILLIS_HOUR + third * MILLIS_MINUTE;
    else
        *length = first * MILLIS_HOUR + second * MILLIS_MINUTE + third * MILLIS_SECOND;
    return true;
}

bool iso_length_parse(Str text, Millis *length) {
    IsoTimeReader reader = {.text = str_trim(text)};
    IsoTimeReader start = reader;
    bool is_read = take_colons(&reader, length);
    if (!is_read) {
        reader = start;
        is_read = take_period(&reader, length);
    }
    if (!is_read)
        is_read = duration_parse(text, MILLIS_MINUTE, length);
    return is_read && *length > 0 && *length <= LENGTH_HOURS_MAX * MILLIS_HOUR;
}
