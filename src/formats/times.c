/* times.c: reading times, dates and lengths of time.
 *
 * A text is first folded to ASCII (full-width forms, dashes, the words for hour and minute), then
 * read by small grammars. */
#include "formats/times.h"

#include <string.h>

#include "base/ascii.h"
#include "base/zone.h"

enum { FOLDED_MAX = 64, HOUR_MAX = 29 };

typedef struct {
    char s[FOLDED_MAX + 1];
    size_t len;
    unsigned odd;
} Folded;

static const struct {
    const char *word, *ascii;
} FOLDS[] = {
    {"至", "-"},     {"到", "-"},     {"年", "-"},       {"月", "-"},       {"日", ""},
    {"号", ""},      {"点", "点"},    {"點", "点"},      {"时", "点"},      {"時", "点"},
    {"分", "分"},    {"分钟", "m"},   {"分鐘", "m"},     {"分間", "m"},     {"분", "m"},
    {"時間", "h"},   {"시간", "h"},   {"半小时", "30m"}, {"半小時", "30m"}, {"半時間", "30m"},
    {"上午", "am "}, {"下午", "pm "}, {"秒钟", "s"},     {"秒", "s"},
};

static bool fold_put(Folded *out, const char *bytes, size_t len) {
    if (out->len + len > FOLDED_MAX)
        return false;
    memcpy(out->s + out->len, bytes, len);
    out->len += len;
    return true;
}

/* One code point as ASCII, 0 for "nothing", or 0xFF when it has no such form. */
static unsigned char fold_rune(uint32_t rune, unsigned *odd) {
    if (rune == 0xFF1A || rune == 0xFE55 || rune == 0x2236) {
        *odd |= ODD_COLON;
        return ':';
    }
    if (rune >= 0x2018 && rune <= 0x201F) {
        *odd |= ODD_QUOTES;
        return 0;
    }
    if (rune >= 0xFF01 && rune <= 0xFF5D)
        return (unsigned char)(rune - 0xFF01 + '!');
    if ((rune >= 0x2010 && rune <= 0x2015) || rune == 0x2212 || rune == 0xFF5E || rune == 0x301C ||
        rune == '~')
        return '-';
    if (rune == 0x3000 || rune == 0xA0 || (rune >= 0x2000 && rune <= 0x200A) || rune == 0x202F ||
        rune == '\n')
        return ' ';
    if (rune == 0x200B || rune == 0xFEFF)
        return 0;
    if (rune >= 'A' && rune <= 'Z')
        return (unsigned char)(rune - 'A' + 'a');
    return rune < 0x80 ? (unsigned char)rune : 0xFF;
}

/* False when the text is too long or has a character that no time has. The hour's word becomes
 * \1, the minute's \2. */
static bool fold(Str text, Folded *out) {
    *out = (Folded){0};
    for (size_t i = 0; i < text.len;) {
        Str rest = str_slice(text, i, text.len);
        size_t longest = 0, found = 0;
        for (size_t k = 0; k < countof(FOLDS); k++)
            if (strlen(FOLDS[k].word) > longest && str_starts(rest, FOLDS[k].word)) {
                longest = strlen(FOLDS[k].word);
                found = k;
            }
        bool is_fine;
        if (str_starts(rest, "小时") || str_starts(rest, "小時")) {
            i += strlen("小时");
            is_fine = fold_put(out, "h", 1);
        } else if (longest > 0) {
            i += longest;
            const char *ascii = FOLDS[found].ascii;
            is_fine = strcmp(ascii, "点") == 0   ? fold_put(out, "\1", 1)
                      : strcmp(ascii, "分") == 0 ? fold_put(out, "\2", 1)
                                                 : fold_put(out, ascii, strlen(ascii));
        } else {
            unsigned char c = fold_rune(str_next_rune(text, &i), &out->odd);
            is_fine = c != 0xFF && (c == 0 || fold_put(out, (const char *)&c, 1));
        }
        if (!is_fine)
            return false;
    }
    Str trimmed = str_trim((Str){.s = out->s, .len = out->len});
    memmove(out->s, trimmed.s, trimmed.len);
    out->len = trimmed.len;
    out->s[out->len] = 0;
    return true;
}

/* ---- small pieces ---- */

typedef struct {
    const char *at; /* ends in a NUL */
} Cursor;

static void skip_spaces(Cursor *c) {
    while (*c->at == ' ')
        c->at++;
}

static bool skip_char(Cursor *c, const char *any) {
    if (*c->at == 0 || !strchr(any, *c->at))
        return false;
    c->at++;
    return true;
}

static bool skip_word(Cursor *c, const char *word) {
    size_t len = strlen(word);
    if (strncmp(c->at, word, len) != 0)
        return false;
    c->at += len;
    return true;
}

/* A number of `least` to `most` digits (at most 8). */
static bool read_digits(Cursor *c, int least, int most, int32_t *value) {
    int count = 0;
    *value = 0;
    while (count < most && ascii_is_digit(c->at[count]))
        *value = *value * 10 + (c->at[count++] - '0');
    if (count < least || ascii_is_digit(c->at[count]))
        return false;
    c->at += count;
    return true;
}

/* ---- times ---- */

typedef enum { HALF_NONE, HALF_AM, HALF_PM } Half;

static Half read_half(Cursor *c) {
    if (skip_word(c, "am") || skip_word(c, "a.m."))
        return HALF_AM;
    return skip_word(c, "pm") || skip_word(c, "p.m.") ? HALF_PM : HALF_NONE;
}

static bool read_time(Cursor *c, int32_t *minutes) {
    int32_t hour, minute = 0, second;
    Half half = read_half(c);
    skip_spaces(c);
    if (!read_digits(c, 1, 2, &hour))
        return false;
    bool has_minute = false;
    if (skip_char(c, "\1h")) {
        has_minute = true; /* "9h", "9点" are whole hours */
        if (ascii_is_digit(*c->at) && !read_digits(c, 2, 2, &minute))
            return false;
        skip_char(c, "\2");
    } else if (skip_char(c, ":.")) {
        has_minute = true;
        if (!read_digits(c, 2, 2, &minute))
            return false;
        if ((c->at[0] == ':' || c->at[0] == '.') && ascii_is_digit(c->at[1])) {
            c->at++;
            if (!read_digits(c, 2, 2, &second) || second > 59)
                return false;
        }
    }
    const char *end = c->at;
    skip_spaces(c);
    if (half == HALF_NONE)
        half = read_half(c);
    if (half == HALF_NONE)
        c->at = end;
    if ((!has_minute && half == HALF_NONE) || minute > 59 || hour > HOUR_MAX)
        return false;
    if (half != HALF_NONE) {
        if (hour < 1 || hour > 12)
            return false;
        hour = hour % 12 + (half == HALF_PM ? 12 : 0);
    }
    *minutes = hour * 60 + minute;
    return true;
}

bool time_parse(Str text, int32_t *minutes, unsigned *odd) {
    Folded folded;
    if (!fold(text, &folded))
        return false;
    Cursor c = {folded.s};
    if (!read_time(&c, minutes) || *c.at)
        return false;
    if (odd)
        *odd |= folded.odd;
    return true;
}

bool time_is_range(Str text) {
    Folded folded;
    return fold(text, &folded) && strchr(folded.s, '-') != NULL;
}

bool time_range_parse(Str text, int32_t *start, int32_t *end, unsigned *odd) {
    Folded folded;
    if (!fold(text, &folded))
        return false;
    Cursor c = {folded.s};
    if (!read_time(&c, start))
        return false;
    skip_spaces(&c);
    if (!skip_char(&c, "-"))
        return false;
    skip_char(&c, "-"); /* an em dash typed as "--" */
    skip_spaces(&c);
    if (!read_time(&c, end) || *c.at)
        return false;
    if (odd)
        *odd |= folded.odd;
    return true;
}

Str time_guess(Arena *arena, Str text) {
    Folded folded;
    if (!fold(text, &folded))
        return (Str){0};
    Cursor c = {folded.s};
    int32_t number, minute;
    if (read_digits(&c, 1, 2, &number) && number < 24) {
        if (*c.at == 0)
            return str_printf(arena, "%d:00", (int)number);
        if (skip_char(&c, ":.,;-/ ") && read_digits(&c, 2, 2, &minute) && *c.at == 0 && minute < 60)
            return str_printf(arena, "%d:%02d", (int)number, (int)minute);
        return (Str){0};
    }
    c.at = folded.s;
    if (!read_digits(&c, 3, 4, &number) || *c.at)
        return (Str){0};
    /* Four digits are most likely a time without its colon; three are what a YAML library makes
     * of 9:05, reading it to the base of 60. */
    if (folded.len == 4 && number / 100 < 24 && number % 100 < 60)
        return str_printf(arena, "%02d:%02d", (int)(number / 100), (int)(number % 100));
    if (number < 24 * 60)
        return str_printf(arena, "%d:%02d", (int)(number / 60), (int)(number % 60));
    return (Str){0};
}

/* ---- dates ---- */

static bool is_good(Date date) {
    return date.year >= 1970 && date.year <= 2099 && date_is_valid(date);
}

static bool skip_date_sign(Cursor *c) {
    skip_spaces(c); /* 2026 年 5 月 16 日 */
    if (!skip_char(c, "-/."))
        return false;
    skip_spaces(c);
    return true;
}

/* Reads as far as the date goes. */
static bool read_date(Cursor *c, Date *date) {
    *date = (Date){0};
    const char *start = c->at;
    if (read_digits(c, 4, 4, &date->year) && skip_date_sign(c))
        return read_digits(c, 1, 2, &date->month) && skip_date_sign(c) &&
               read_digits(c, 1, 2, &date->day);
    c->at = start;
    int32_t number;
    if (!read_digits(c, 8, 8, &number))
        return false;
    *date = (Date){.year = number / 10000, .month = number / 100 % 100, .day = number % 100};
    return true;
}

/* "16.05.2026", "5/16/2026": with the year last, when only one reading is a date. */
static Date guess_date(const char *folded) {
    Cursor c = {folded};
    int32_t a, b, year;
    if (!read_digits(&c, 1, 2, &a) || !skip_char(&c, "-/.") || !read_digits(&c, 1, 2, &b) ||
        !skip_char(&c, "-/.") || !read_digits(&c, 4, 4, &year) || *c.at)
        return (Date){0};
    Date day_first = {.year = year, .month = b, .day = a};
    Date month_first = {.year = year, .month = a, .day = b};
    if (is_good(day_first) && !is_good(month_first))
        return day_first;
    if (is_good(month_first) && !is_good(day_first))
        return month_first;
    return (Date){0};
}

bool date_parse(Str text, Date *date, Date *guess) {
    Folded folded;
    if (guess)
        *guess = (Date){0};
    if (!fold(text, &folded))
        return false;
    Cursor c = {folded.s};
    if (read_date(&c, date) && *c.at == 0)
        return is_good(*date);
    if (guess)
        *guess = guess_date(folded.s);
    return false;
}

bool date_time_parse(Str text, Date *date, int32_t *minutes, int32_t *offset) {
    Folded folded;
    *offset = INT32_MIN;
    *minutes = 0;
    if (!fold(text, &folded))
        return false;
    Cursor c = {folded.s};
    if (!read_date(&c, date) || !is_good(*date))
        return false;
    if (*c.at == 0)
        return true;
    if (!skip_char(&c, "t "))
        return false;
    skip_spaces(&c);
    if (!read_time(&c, minutes))
        return false;
    skip_spaces(&c);
    if (skip_char(&c, "z")) {
        *offset = 0;
    } else if (*c.at == '+' || *c.at == '-') {
        int32_t sign = *c.at++ == '-' ? -1 : 1, hours, rest = 0;
        if (!read_digits(&c, 2, 2, &hours) && !read_digits(&c, 4, 4, &hours))
            return false;
        if (hours > 99) {
            rest = hours % 100;
            hours /= 100;
        } else if (skip_char(&c, ":") && !read_digits(&c, 2, 2, &rest)) {
            return false;
        }
        if (hours > 14 || rest > 59)
            return false;
        *offset = sign * (hours * 60 + rest);
    }
    return *c.at == 0;
}

/* ---- lengths of time ---- */

static const struct {
    const char *word;
    Millis unit;
} UNITS[] = {
    /* longer ones first */
    {"minutes", MILLIS_MINUTE}, {"minute", MILLIS_MINUTE}, {"mins", MILLIS_MINUTE},
    {"min", MILLIS_MINUTE},     {"\2", MILLIS_MINUTE},     {"ms", 1},
    {"m", MILLIS_MINUTE},       {"'", MILLIS_MINUTE},      {"seconds", MILLIS_SECOND},
    {"second", MILLIS_SECOND},  {"secs", MILLIS_SECOND},   {"sec", MILLIS_SECOND},
    {"s", MILLIS_SECOND},       {"hours", MILLIS_HOUR},    {"hour", MILLIS_HOUR},
    {"hrs", MILLIS_HOUR},       {"hr", MILLIS_HOUR},       {"h", MILLIS_HOUR},
};

/* As people of other languages write them; behind a space, and with a point or without. */
static const struct {
    const char *word;
    Millis unit;
} OTHER_UNITS[] = {
    {"minuten", MILLIS_MINUTE}, {"minutos", MILLIS_MINUTE}, {"minuto", MILLIS_MINUTE},
    {"minuti", MILLIS_MINUTE},  {"stunden", MILLIS_HOUR},   {"stunde", MILLIS_HOUR},
    {"std.", MILLIS_HOUR},      {"std", MILLIS_HOUR},       {"heures", MILLIS_HOUR},
    {"heure", MILLIS_HOUR},     {"horas", MILLIS_HOUR},     {"hora", MILLIS_HOUR},
    {"ore", MILLIS_HOUR},       {"ora", MILLIS_HOUR},
};

static Millis read_unit(Cursor *c) {
    for (size_t i = 0; i < countof(OTHER_UNITS); i++)
        if (skip_word(c, OTHER_UNITS[i].word))
            return OTHER_UNITS[i].unit;
    for (size_t i = 0; i < countof(UNITS); i++)
        if (skip_word(c, UNITS[i].word))
            return UNITS[i].unit;
    return 0;
}

/* The one to three digits behind a decimal point. */
static bool read_thousandths(Cursor *c, Millis *thousandths) {
    Millis worth = 100;
    *thousandths = 0;
    if (!ascii_is_digit(*c->at))
        return false;
    for (; ascii_is_digit(*c->at) && worth; worth /= 10)
        *thousandths += (*c->at++ - '0') * worth;
    return !ascii_is_digit(*c->at);
}

/* Lengths without a figure. */
static const struct {
    const char *words;
    int minutes;
} IN_WORDS[] = {
    {"half an hour", 30},   {"half hour", 30},         {"an hour", 60},     {"one hour", 60},
    {"halbe stunde", 30},   {"eine halbe stunde", 30}, {"eine stunde", 60}, {"une heure", 60},
    {"une demi-heure", 30}, {"demi-heure", 30},        {"media hora", 30},  {"una hora", 60},
    {"mezz'ora", 30},       {"mezz ora", 30},          {"un'ora", 60},      {"un ora", 60},
    {"uma hora", 60},       {"meia hora", 30},
};

bool duration_parse(Str text, Millis unit, Millis *length) {
    Folded folded;
    if (!fold(text, &folded))
        return false;
    for (size_t i = 0; i < countof(IN_WORDS); i++)
        if (strcmp(folded.s, IN_WORDS[i].words) == 0) {
            *length = IN_WORDS[i].minutes * MILLIS_MINUTE;
            return true;
        }
    Cursor c = {folded.s};
    int32_t whole, small;
    if (read_digits(&c, 1, 3, &whole) && skip_char(&c, ":")) {
        if (!read_digits(&c, 2, 2, &small) || small > 59 || whole > 100)
            return false;
        skip_spaces(&c);
        if (unit == MILLIS_MINUTE && skip_char(&c, "h")) /* "0:45 h" */
            skip_char(&c, ".");
        if (*c.at)
            return false;
        Millis smaller = unit == MILLIS_MINUTE ? MILLIS_MINUTE : MILLIS_SECOND;
        *length = (whole * 60 + small) * smaller;
        return true;
    }
    c.at = folded.s;
    Millis total = 0, next_unit = unit;
    while (*c.at) {
        Millis thousandths = 0;
        if (!read_digits(&c, 1, 6, &whole))
            return false;
        bool is_comma = *c.at == ',' && ascii_is_digit(c.at[1]); /* "1,5 h" */
        if ((is_comma || *c.at == '.') && skip_char(&c, ".,") &&
            !read_thousandths(&c, &thousandths))
            return false;
        skip_spaces(&c);
        Millis found = read_unit(&c);
        if (!found && *c.at)
            return false;
        if (found)
            skip_char(&c, "."); /* "45 min." */
        /* "1h30": minutes follow hours, seconds follow minutes */
        Millis counted = found ? found : next_unit;
        total += whole * counted + thousandths * counted / 1000;
        next_unit = counted == MILLIS_HOUR ? MILLIS_MINUTE : MILLIS_SECOND;
        if (total > 100 * MILLIS_HOUR)
            return false;
        skip_spaces(&c);
    }
    *length = total;
    return folded.len > 0;
}
