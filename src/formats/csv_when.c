/* csv_when.c: a cell is folded (base/fold.h), cut into numbers, words and signs, and read from left
 * to right by small rules, each of which takes a date or a time where it stands. */
#include "formats/csv_when.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/zone.h"
#include "formats/csv_tokens.h"
#include "formats/iso_time.h"

enum { TOKENS_MAX = 48, HOUR_MAX = 29, DAY = 1440, NOON = 720, TEXT_MAX = 120, ANY_DAY = 0x7F };

enum { REIWA = 2019 /* the first year of the Emperor's reign */ };

typedef struct {
    Token tokens[TOKENS_MAX];
    size_t count, at;
    CellKind kind;
    bool is_end;     /* a word for "to" stood before */
    bool start_bare; /* the start is a number alone */
    bool end_bare;   /* so is the end */
    bool start_half, end_half;
    CellWhen *when;
} Scan;

/* ---- looking ahead ---- */

static const Token *peek(const Scan *scan, size_t ahead) {
    static const Token NONE = {.kind = TOKEN_FILLER};
    return scan->at + ahead < scan->count ? &scan->tokens[scan->at + ahead] : &NONE;
}

static bool is_kind(const Scan *scan, size_t ahead, TokenKind kind) {
    return scan->at + ahead < scan->count && scan->tokens[scan->at + ahead].kind == kind;
}

static bool is_sign(const Scan *scan, size_t ahead, const char *any) {
    const Token *token = peek(scan, ahead);
    return is_kind(scan, ahead, TOKEN_SIGN) && strchr(any, token->sign);
}

static bool is_number(const Scan *scan, size_t ahead, int least, int most) {
    const Token *token = peek(scan, ahead);
    return is_kind(scan, ahead, TOKEN_NUMBER) && token->digits >= least && token->digits <= most;
}

static bool is_to(const Scan *scan, size_t ahead) {
    return is_kind(scan, ahead, TOKEN_TO) || is_sign(scan, ahead, "-");
}

/* ---- dates ---- */

static bool is_good(Date date) {
    Date of_year = date;
    if (!date.year)
        of_year.year = 2000; /* which has a 29th of February */
    return of_year.year >= 1970 && of_year.year <= 2099 && date_is_valid(of_year);
}

/* Takes the date, which `count` tokens are. */
static bool take_date(Scan *scan, WrittenDate written, size_t count) {
    if (written.is_open) {
        Date day_first = {
            .year = written.date.year, .month = written.date.day, .day = written.date.month};
        bool can_month_first = is_good(written.date), can_day_first = is_good(day_first);
        written.is_open = can_month_first && can_day_first && day_first.day != day_first.month;
        if (can_month_first != can_day_first)
            written.shown = can_day_first ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
        if (!can_month_first)
            written.date = day_first;
    }
    if (!is_good(written.date))
        return false;
    CellWhen *when = scan->when;
    if (when->date.is_there && !scan->is_end) /* said twice is fine when it is the same */
        return false;
    written.is_there = true;
    *(scan->is_end ? &when->end_date : &when->date) = written;
    scan->at += count;
    return true;
}

static int32_t long_year(const Token *token) {
    return token->digits == 2 ? 2000 + token->value : token->value;
}

/* Behind a day and a month in words: [,] [de] 2026, -26, '26. How many tokens. */
static size_t read_year(const Scan *scan, size_t ahead, int32_t *year) {
    size_t skip = 0;
    bool is_marked = false;
    for (; skip < 2; skip++) {
        bool is_mark = is_sign(scan, ahead + skip, "-/'");
        if (!is_mark && !is_sign(scan, ahead + skip, ".,") &&
            !is_kind(scan, ahead + skip, TOKEN_FILLER))
            break;
        is_marked = is_marked || is_mark;
    }
    const Token *token = peek(scan, ahead + skip);
    bool is_long = is_number(scan, ahead + skip, 4, 4) && token->value >= 1970 &&
                   token->value <= 2099 && !is_sign(scan, ahead + skip + 1, ":");
    bool is_short = is_marked && is_number(scan, ahead + skip, 2, 2) &&
                    !is_sign(scan, ahead + skip + 1, ":.") &&
                    !is_kind(scan, ahead + skip + 1, TOKEN_MONTH);
    *year = is_long || is_short ? long_year(token) : 0;
    return *year ? skip + 1 : 0;
}

/* "27 Dec 2026", "27. Dezember", "27 de dezembro de 2026", "27-Dec-26", "1st of May". */
static bool take_day_month(Scan *scan) {
    if (!is_number(scan, 0, 1, 2))
        return false;
    size_t ahead = 1;
    while (ahead < 4 && (is_sign(scan, ahead, ".-/") || is_kind(scan, ahead, TOKEN_FILLER)))
        ahead++;
    if (!is_kind(scan, ahead, TOKEN_MONTH))
        return false;
    WrittenDate written = {
        .date = {.month = peek(scan, ahead)->value, .day = peek(scan, 0)->value}};
    ahead++;
    ahead += read_year(scan, ahead, &written.date.year);
    return take_date(scan, written, ahead);
}

/* "December 27, 2026", "Dec. 27th", "Dec-27". */
static bool take_month_day(Scan *scan) {
    if (!is_kind(scan, 0, TOKEN_MONTH))
        return false;
    size_t ahead = is_sign(scan, 1, ".-/") ? 2 : 1;
    if (!is_number(scan, ahead, 1, 2) || is_sign(scan, ahead + 1, ":"))
        return false;
    WrittenDate written = {
        .date = {.month = peek(scan, 0)->value, .day = peek(scan, ahead)->value}};
    ahead++;
    size_t ordinal = is_kind(scan, ahead, TOKEN_FILLER) && scan->at + ahead < scan->count;
    int32_t year;
    size_t len = read_year(scan, ahead + ordinal, &year);
    written.date.year = year;
    return take_date(scan, written, ahead + (len ? ordinal + len : ordinal));
}

/* "2026年12月27日", "12月27日", "令和8年12月27日". */
static bool take_signed_date(Scan *scan) {
    WrittenDate written = {0};
    size_t ahead = 0;
    if (is_number(scan, 0, 4, 4) && is_kind(scan, 1, TOKEN_YEAR_SIGN)) {
        written.date.year = peek(scan, 0)->value;
        ahead = 2;
    } else if (is_kind(scan, 0, TOKEN_ERA) && is_number(scan, 1, 1, 2) &&
               is_kind(scan, 2, TOKEN_YEAR_SIGN)) {
        written.date.year = REIWA + peek(scan, 1)->value - 1;
        ahead = 3;
    }
    if (!is_number(scan, ahead, 1, 2) || !is_kind(scan, ahead + 1, TOKEN_MONTH_SIGN) ||
        !is_number(scan, ahead + 2, 1, 2))
        return false;
    written.date.month = peek(scan, ahead)->value;
    written.date.day = peek(scan, ahead + 2)->value;
    return take_date(scan, written, ahead + 3 + is_kind(scan, ahead + 3, TOKEN_DAY_SIGN));
}

/* "2026-Dec-27", "2026. december 27.", "2026 Dec 27". */
static bool take_year_month(Scan *scan) {
    size_t month = is_sign(scan, 1, ".-/,") ? 2 : 1;
    size_t day = is_sign(scan, month + 1, ".-/") ? month + 2 : month + 1;
    if (!is_number(scan, 0, 4, 4) || !is_kind(scan, month, TOKEN_MONTH) ||
        !is_number(scan, day, 1, 2) || is_sign(scan, day + 1, ":"))
        return false;
    WrittenDate written = {.date = {.year = peek(scan, 0)->value,
                                    .month = peek(scan, month)->value,
                                    .day = peek(scan, day)->value}};
    return take_date(scan, written, day + 1 + is_sign(scan, day + 1, "."));
}

/* "2026-12-27", "2026/12/27", "20261227". */
static bool take_year_first(Scan *scan) {
    if (is_number(scan, 0, 8, 8)) {
        int32_t value = peek(scan, 0)->value;
        WrittenDate written = {
            .date = {.year = value / 10000, .month = value / 100 % 100, .day = value % 100}};
        return take_date(scan, written, 1);
    }
    if (!is_number(scan, 0, 4, 4) || !is_sign(scan, 1, "-/.") || !is_number(scan, 2, 1, 2) ||
        !is_sign(scan, 3, "-/.") || !is_number(scan, 4, 1, 2) ||
        peek(scan, 1)->sign != peek(scan, 3)->sign)
        return false;
    WrittenDate written = {.date = {.year = peek(scan, 0)->value,
                                    .month = peek(scan, 2)->value,
                                    .day = peek(scan, 4)->value}};
    return take_date(scan, written, 5);
}

/* "27.12.2026", "12/27/26", "27.12.", "12/27". With points the day is first. */
static bool take_numbers(Scan *scan) {
    if (!is_number(scan, 0, 1, 2) || !is_sign(scan, 1, "./-") || !is_number(scan, 2, 1, 2))
        return false;
    char sign = peek(scan, 1)->sign;
    bool is_dotted = sign == '.';
    WrittenDate written = {.is_open = !is_dotted,
                           .date = {.month = peek(scan, is_dotted ? 2 : 0)->value,
                                    .day = peek(scan, is_dotted ? 0 : 2)->value}};
    bool has_sign = is_sign(scan, 3, "./-") && peek(scan, 3)->sign == sign;
    bool has_year = has_sign && (is_number(scan, 4, 4, 4) ||
                                 (is_number(scan, 4, 2, 2) && peek(scan, 4)->value >= 15));
    bool is_clock = is_sign(scan, 5, ":.") && is_number(scan, 6, 2, 2);
    if (has_year && !is_clock) {
        written.date.year = long_year(peek(scan, 4));
        return take_date(scan, written, 5);
    }
    if (is_dotted && has_sign && !is_number(scan, 4, 1, 2))
        return take_date(scan, written, 4);
    if (is_dotted && has_sign && is_clock && (scan->kind != CELL_TIME || is_sign(scan, 5, ":")))
        return take_date(scan, written, 4); /* "27.12. 9:30" */
    bool is_time_next = is_sign(scan, 3, ":.-") || is_kind(scan, 3, TOKEN_HOUR) ||
                        is_kind(scan, 3, TOKEN_AM) || is_kind(scan, 3, TOKEN_PM);
    if (sign == '/' && !is_sign(scan, 3, ":."))
        return take_date(scan, written, 3);
    return scan->kind == CELL_DATE && !is_time_next && take_date(scan, written, 3);
}

static bool take_any_date(Scan *scan) {
    return take_year_first(scan) || take_year_month(scan) || take_signed_date(scan) ||
           take_day_month(scan) || take_month_day(scan) || take_numbers(scan);
}

/* "am 3. Mai" is no early hour. */
static bool is_date_at(const Scan *scan, size_t ahead) {
    CellWhen ignored = {0};
    Scan trial = *scan;
    trial.when = &ignored;
    trial.at += ahead;
    return take_any_date(&trial);
}

/* ---- times ---- */

static bool put_half(TokenKind half, int32_t *hour) {
    if (half == TOKEN_AM && *hour > 12)
        return false;
    if (half == TOKEN_AM || half == TOKEN_PM)
        *hour = *hour > 12 ? *hour : *hour % 12 + (half == TOKEN_PM ? 12 : 0);
    if (half == TOKEN_MIDDAY && *hour < 10)
        *hour += 12;
    return true;
}

static bool is_half(const Scan *scan, size_t ahead) {
    return is_kind(scan, ahead, TOKEN_AM) || is_kind(scan, ahead, TOKEN_PM) ||
           is_kind(scan, ahead, TOKEN_MIDDAY);
}

static bool put_time(Scan *scan, int32_t minutes, bool is_bare, bool has_half) {
    CellWhen *when = scan->when;
    if (when->has_start && (!scan->is_end || when->has_end))
        return false;
    when->has_half = when->has_half || has_half;
    if (when->has_start) {
        when->has_end = true;
        when->end = minutes;
        scan->end_bare = is_bare;
        scan->end_half = has_half;
    } else {
        when->has_start = true;
        when->start = minutes;
        scan->start_bare = is_bare;
        scan->start_half = has_half;
        scan->is_end = false;
    }
    return true;
}

/* The minutes behind an hour, and how many tokens they are. */
static size_t read_minutes(const Scan *scan, size_t ahead, int32_t *minute) {
    *minute = 0;
    if (is_sign(scan, ahead, ":.") && is_number(scan, ahead + 1, 2, 2)) {
        *minute = peek(scan, ahead + 1)->value;
        size_t count = 2;
        if (is_sign(scan, ahead + 2, ":") && is_number(scan, ahead + 3, 2, 2)) {
            count = 4;
            if (is_sign(scan, ahead + 4, ".") && is_number(scan, ahead + 5, 1, 8))
                count = 6;
        }
        return count;
    }
    if (!is_kind(scan, ahead, TOKEN_HOUR))
        return 0;
    if (is_kind(scan, ahead + 1, TOKEN_HALF)) {
        *minute = 30;
        return 2;
    }
    bool is_signed = is_number(scan, ahead + 1, 1, 2) && is_kind(scan, ahead + 2, TOKEN_MINUTE);
    if (!is_signed && (!is_number(scan, ahead + 1, 2, 2) || is_sign(scan, ahead + 2, ":./")))
        return 1;
    *minute = peek(scan, ahead + 1)->value;
    return 2 + is_kind(scan, ahead + 2, TOKEN_MINUTE);
}

/* "9:30", "9.30 Uhr", "9h30", "午後1時半", "9 am", "pm 1:00"; a number alone where a range begins
 * or ends. */
static bool take_clock(Scan *scan) {
    size_t first = is_half(scan, 0) ? 1 : 0;
    TokenKind half = first ? peek(scan, 0)->kind : TOKEN_FILLER;
    if (!is_number(scan, first, 1, 2) || (first && is_date_at(scan, first)))
        return false;
    int32_t hour = peek(scan, first)->value, minute;
    size_t minutes = read_minutes(scan, first + 1, &minute), ahead = first + 1 + minutes;
    if (!first && is_half(scan, ahead)) {
        half = peek(scan, ahead)->kind;
        ahead++;
    }
    if (hour == 12 && is_kind(scan, ahead, TOKEN_NOON))
        ahead++;
    if (is_kind(scan, ahead, TOKEN_HOUR)) /* 9.30 Uhr */
        ahead++;
    bool has_half = half != TOKEN_FILLER, is_bare = !minutes && !has_half && ahead == first + 1;
    bool is_range = is_to(scan, ahead) || (scan->is_end && scan->when->has_start);
    if ((is_bare && !is_range) || minute > 59 || hour > HOUR_MAX || !put_half(half, &hour))
        return false;
    if (!put_time(scan, hour * 60 + minute, is_bare, has_half))
        return false;
    scan->at += ahead;
    return true;
}

/* "0930", where nothing else can be meant; "093000" behind a T. */
static bool take_packed(Scan *scan) {
    bool is_iso = scan->at > 0 && scan->tokens[scan->at - 1].kind == TOKEN_T;
    bool is_short = is_number(scan, 0, 4, 4) && (is_iso || scan->kind == CELL_TIME);
    if (!is_short && !(is_iso && is_number(scan, 0, 6, 6)))
        return false;
    int32_t value = peek(scan, 0)->value / (is_short ? 1 : 100);
    if (value / 100 > HOUR_MAX || value % 100 > 59 ||
        !put_time(scan, value / 100 * 60 + value % 100, false, false))
        return false;
    scan->at++;
    return true;
}

static bool take_any_time(Scan *scan) {
    if (is_kind(scan, 0, TOKEN_NOON) || is_kind(scan, 0, TOKEN_MIDNIGHT)) {
        int32_t minutes = is_kind(scan, 0, TOKEN_NOON) ? NOON : DAY;
        if (!put_time(scan, minutes, false, true))
            return false;
        scan->at++;
        return true;
    }
    return take_clock(scan) || take_packed(scan);
}

/* "+01:00", "UTC+8", "Z". */
static bool take_offset(Scan *scan) {
    size_t ahead = is_kind(scan, 0, TOKEN_UTC) ? 1 : 0;
    if ((!ahead && !is_sign(scan, 0, "+")) || !scan->when->has_start)
        return false;
    bool is_east = is_sign(scan, ahead, "+");
    if (!is_east && !(ahead && is_sign(scan, ahead, "-"))) {
        scan->when->offset = 0;
        scan->at += ahead;
        return true;
    }
    if (!is_number(scan, ahead + 1, 1, 4))
        return false;
    int32_t value = peek(scan, ahead + 1)->value, minutes = 0;
    bool is_packed = peek(scan, ahead + 1)->digits > 2;
    size_t count = ahead + 2;
    if (is_packed) {
        minutes = value % 100;
        value /= 100;
    } else if (is_sign(scan, count, ":") && is_number(scan, count + 1, 2, 2)) {
        minutes = peek(scan, count + 1)->value;
        count += 2;
    }
    if (value > 14 || minutes > 59)
        return false;
    scan->when->offset = (is_east ? 1 : -1) * (value * 60 + minutes);
    scan->at += count;
    return true;
}

/* ---- the whole ---- */

/* What says nothing by itself. */
static bool take_filler(Scan *scan) {
    const Token *token = peek(scan, 0);
    CellWhen *when = scan->when;
    if (is_to(scan, 0) && (when->has_start || when->date.is_there)) {
        scan->is_end = true;
        scan->at++;
        return true;
    }
    bool is_weekday = token->kind == TOKEN_WEEKDAY || token->kind == TOKEN_DAY_SIGN;
    when->has_weekday = when->has_weekday || is_weekday;
    if (token->weekdays) {
        bool is_first = when->weekdays == 0;
        uint8_t both = when->weekdays & token->weekdays;
        when->weekdays = is_first ? token->weekdays : both ? both : ANY_DAY;
    }
    bool is_filler = is_weekday || token->kind == TOKEN_FILLER || token->kind == TOKEN_T ||
                     token->kind == TOKEN_MONTH_SIGN || token->kind == TOKEN_AM ||
                     token->kind == TOKEN_TO || is_sign(scan, 0, ",;()|@.[]-");
    scan->at += is_filler;
    return is_filler;
}

/* "1-2pm" is in the afternoon as a whole, "11-1pm" begins before noon; "9 am-5:30" ends at the
 * first half past five behind its start. */
static void settle_halves(Scan *scan) {
    CellWhen *when = scan->when;
    if (!when->has_end || scan->start_half == scan->end_half)
        return;
    if (scan->end_half && when->start < 13 * 60) {
        int32_t early = when->start % NOON, late = early + NOON;
        int32_t end = when->end == 0 ? DAY : when->end;
        when->start = end >= NOON && late < end ? late : early;
    } else if (scan->start_half && when->end < 13 * 60) {
        int32_t early = when->end % NOON, late = early + NOON;
        when->end = early > when->start ? early : late;
    }
}

static bool parse_serial(Str text, CellWhen *when) {
    char buffer[32];
    text = str_trim(text);
    if (text.len == 0 || text.len >= sizeof buffer)
        return false;
    bool has_point = false;
    for (size_t i = 0; i < text.len; i++) {
        bool is_point = text.s[i] == '.' || text.s[i] == ',';
        if (!ascii_is_digit(text.s[i]) && (!is_point || has_point))
            return false;
        has_point = has_point || is_point;
        buffer[i] = text.s[i];
    }
    buffer[text.len] = 0;
    char *point = strpbrk(buffer, ".,");
    int64_t days = 0, part = 0, unit = 1;
    for (char *p = buffer; *p && p != point; p++)
        days = days < 1000000 ? days * 10 + (*p - '0') : days;
    for (char *p = point ? point + 1 : ""; *p && unit < INT64_C(1000000000000); p++, unit *= 10)
        part = part * 10 + (*p - '0');
    int32_t minutes = (int32_t)((part * DAY + unit / 2) / unit);
    if (days > 0) {
        Date date = date_add((Date){.year = 1899, .month = 12, .day = 30}, (int32_t)days);
        when->date = (WrittenDate){.is_there = true, .date = date};
        if (date.year < 1970 || date.year > 2099)
            return false;
    }
    when->has_start = days == 0 || part > 0;
    when->start = minutes;
    return true;
}

/* Seconds or milliseconds since 1970, of this century: "1805011200". */
static bool parse_epoch(Str text, CellWhen *when) {
    enum { SECONDS_LEN = 10, MILLIS_LEN = 13 };
    if (text.len != SECONDS_LEN && text.len != MILLIS_LEN)
        return false;
    int64_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!ascii_is_digit(text.s[i]))
            return false;
        value = i < SECONDS_LEN ? value * 10 + (text.s[i] - '0') : value;
    }
    LocalTime local = zone_local(zone_utc(), value * MILLIS_SECOND);
    if (local.date.year < 2000 || local.date.year > 2099)
        return false;
    when->date = (WrittenDate){.is_there = true, .date = local.date};
    when->has_start = true;
    when->start = local.hour * 60 + local.minute;
    when->offset = 0;
    return true;
}

bool csv_when_parse(Str text, CellKind kind, CellWhen *when) {
    *when = (CellWhen){.offset = ISO_NO_OFFSET};
    char buffer[FOLD_MAX];
    bool is_cut;
    if (text.len == 0 || text.len > TEXT_MAX)
        return false;
    if (kind == CELL_SERIAL && parse_serial(text, when))
        return true;
    *when = (CellWhen){.offset = ISO_NO_OFFSET};
    IsoTime iso;
    if (text.len >= 16 && text.s[4] == '-' && iso_time_parse(text, &iso)) {
        when->date = (WrittenDate){.is_there = true, .date = iso.date};
        when->has_start = true;
        when->start = iso.minutes;
        when->offset = iso.offset;
        return true;
    }
    if (parse_epoch(str_trim(text), when))
        return true;
    Scan scan = {.kind = kind, .when = when};
    Str folded = fold_words(text, buffer, &is_cut);
    scan.count = is_cut ? 0 : csv_tokens_read(folded, scan.tokens, TOKENS_MAX);
    if (scan.count == 0)
        return false;
    while (scan.at < scan.count)
        if (!take_any_date(&scan) && !take_any_time(&scan) && !take_offset(&scan) &&
            !take_filler(&scan))
            return false;
    if (scan.start_bare && (!when->has_end || (scan.end_bare && kind != CELL_TIME)))
        return false;
    settle_halves(&scan);
    if (when->date.is_there && !when->end_date.is_there && when->weekdays != ANY_DAY)
        when->date.weekdays = when->weekdays;
    return when->date.is_there || when->has_start || when->has_weekday;
}

bool csv_when_date(const WrittenDate *written, DateOrder order, int32_t year, Date *date) {
    Date found = written->date;
    if (!written->is_there || (written->is_open && order == ORDER_UNKNOWN))
        return false;
    if (written->is_open && order == ORDER_DAY_FIRST)
        found = (Date){.year = found.year, .month = found.day, .day = found.month};
    if (!found.year)
        found.year = year;
    if (!found.year || !date_is_valid(found))
        return false;
    *date = found;
    return true;
}
