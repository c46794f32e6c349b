/* csv_span.c: the words that are about when are cut into tokens, in which two days of one month, or
 * of two, are looked for. */
#include "formats/csv_span.h"

#include <string.h>

#include "base/fold.h"
#include "base/zone.h"
#include "formats/csv_tokens.h"

enum { TOKENS_MAX = 32, WORDS_MAX = 40, TEXT_MAX = 200 };

typedef struct {
    const Token *tokens;
    size_t count, at;
} Run;

static const Token *peek(const Run *run, size_t ahead) {
    static const Token NONE = {.kind = TOKEN_FILLER};
    return run->at + ahead < run->count ? &run->tokens[run->at + ahead] : &NONE;
}

static bool is_day(const Run *run, size_t ahead) {
    const Token *token = peek(run, ahead);
    return token->kind == TOKEN_NUMBER && token->digits <= 2 && token->value >= 1 &&
           token->value <= 31;
}

static bool is_year(const Run *run, size_t ahead) {
    const Token *token = peek(run, ahead);
    return token->kind == TOKEN_NUMBER && token->digits == 4 && token->value >= 1970 &&
           token->value <= 2099;
}

static bool is_sign(const Run *run, size_t ahead, const char *any) {
    return peek(run, ahead)->kind == TOKEN_SIGN && strchr(any, peek(run, ahead)->sign);
}

/* Behind points, and words that say nothing. */
static size_t skip(const Run *run, size_t ahead) {
    while (run->at + ahead < run->count &&
           (is_sign(run, ahead, ".,()") || peek(run, ahead)->kind == TOKEN_FILLER ||
            peek(run, ahead)->kind == TOKEN_WEEKDAY || peek(run, ahead)->kind == TOKEN_DAY_SIGN))
        ahead++;
    return ahead;
}

static bool is_to(const Run *run, size_t ahead) {
    return peek(run, ahead)->kind == TOKEN_TO || is_sign(run, ahead, "-,");
}

/* A month in a word, as 5月, or as a number between points; how many tokens, 0: none. */
static size_t read_month(const Run *run, size_t ahead, int32_t *month) {
    const Token *token = peek(run, ahead);
    *month = token->value;
    if (token->kind == TOKEN_MONTH)
        return 1;
    bool is_number = token->kind == TOKEN_NUMBER && token->digits <= 2 && token->value <= 12;
    if (is_number && peek(run, ahead + 1)->kind == TOKEN_MONTH_SIGN)
        return 2;
    return is_number && is_sign(run, ahead - 1, ".") && is_sign(run, ahead + 1, ".") ? 2 : 0;
}

/* "15-17 May 2026", "15., 16. und 17.5.2026": the days stand before their month. */
static bool days_then_month(const Run *run, Date *first, Date *last) {
    int32_t month;
    size_t ahead = 0, days = 0;
    while (is_day(run, ahead)) {
        *(days == 0 ? first : last) = (Date){.day = peek(run, ahead)->value};
        days++;
        bool has_comma = is_sign(run, ahead + 1, ",");
        ahead = skip(run, ahead + 1);
        if (!is_to(run, ahead) && !(has_comma && is_day(run, ahead)))
            break;
        ahead = skip(run, ahead + is_to(run, ahead));
    }
    if (days < 2)
        return false;
    size_t len = read_month(run, ahead, &month);
    if (len == 0)
        return false;
    ahead = skip(run, ahead + len);
    int32_t year = is_year(run, ahead) ? peek(run, ahead)->value : 0;
    first->month = last->month = month;
    first->year = last->year = year;
    return true;
}

/* "May 15-17, 2026", 2026年5月15日～17日. */
static bool month_then_days(const Run *run, Date *first, Date *last) {
    int32_t month, year = 0;
    size_t ahead = 0;
    if (is_year(run, 0) && peek(run, 1)->kind == TOKEN_YEAR_SIGN) {
        year = peek(run, 0)->value;
        ahead = 2;
    }
    size_t len =
        peek(run, ahead)->kind == TOKEN_MONTH || peek(run, ahead + 1)->kind == TOKEN_MONTH_SIGN
            ? read_month(run, ahead, &month)
            : 0;
    if (len == 0)
        return false;
    ahead = skip(run, ahead + len);
    if (!is_day(run, ahead))
        return false;
    *first = (Date){.month = month, .day = peek(run, ahead)->value};
    ahead = skip(run, ahead + 1);
    if (!is_to(run, ahead) || !is_day(run, skip(run, ahead + 1)))
        return false;
    ahead = skip(run, ahead + 1);
    *last = (Date){.month = month, .day = peek(run, ahead)->value};
    ahead = skip(run, ahead + 1);
    if (!year && is_year(run, ahead))
        year = peek(run, ahead)->value;
    first->year = last->year = year;
    return true;
}

static bool is_span(Date first, Date last) {
    Date from = first, until = last;
    from.year = until.year = first.year ? first.year : 2000;
    return date_is_valid(from) && date_is_valid(until) && date_compare(from, until) < 0 &&
           date_diff(from, until) < 31;
}

/* "30 April - 2 May 2026", as csv_when.h reads it. */
static bool whole_dates(Str text, WrittenDate *first, WrittenDate *last) {
    CellWhen when;
    if (!csv_when_parse(text, CELL_DATE, &when) || !when.end_date.is_there || when.has_start)
        return false;
    *first = when.date;
    *last = when.end_date;
    if (!first->date.year)
        first->date.year = last->date.year;
    return true;
}

static bool find_in(Str text, WrittenDate *first, WrittenDate *last) {
    Token tokens[TOKENS_MAX];
    Run run = {.tokens = tokens, .count = csv_tokens_read(text, tokens, TOKENS_MAX)};
    if (whole_dates(text, first, last))
        return true;
    for (; run.at < run.count; run.at++) {
        Date from = {0}, until = {0};
        bool is_one = days_then_month(&run, &from, &until) || month_then_days(&run, &from, &until);
        if (!is_one || !is_span(from, until))
            continue;
        *first = (WrittenDate){.is_there = true, .date = from};
        *last = (WrittenDate){.is_there = true, .date = until};
        return true;
    }
    return false;
}

/* Words that join two days, as the sign that csv_tokens.h knows. */
static Str join_days(Str text, char *buffer) {
    static const char *const JOINTS[] = {" and ", " und ", " et ", " y ", " e ",
                                         " & ",   " au ",  " al ", " to "};
    size_t len = 0;
    for (size_t i = 0; i < text.len;) {
        size_t k = 0;
        while (k < countof(JOINTS) && !str_starts(str_slice(text, i, text.len), JOINTS[k]))
            k++;
        if (k < countof(JOINTS)) {
            memcpy(buffer + len, " - ", 3);
            len += 3;
            i += strlen(JOINTS[k]);
        } else {
            buffer[len++] = text.s[i++];
        }
    }
    return (Str){.s = buffer, .len = len};
}

bool csv_span_is_about_when(Str text) {
    Token tokens[TOKENS_MAX];
    char buffer[FOLD_MAX];
    bool is_cut;
    Str folded = fold_words(text, buffer, &is_cut);
    return !is_cut && csv_tokens_read(folded, tokens, TOKENS_MAX) > 0;
}

/* "Day 1 - 16 May" is no time from the first to the sixteenth. */
static bool is_counting(Str word) {
    static const char *const WORDS[] = {"version", "v",    "session", "track",   "room",  "hall",
                                        "part",    "teil", "nr.",     "no.",     "day",   "tag",
                                        "jour",    "dia",  "giorno",  "edition", "issue", "week",
                                        "kw",      "raum", "saal",    "sala",    "salle", "stand"};
    for (size_t i = 0; i < countof(WORDS); i++)
        if (str_equal_c(word, WORDS[i]))
            return true;
    return false;
}

bool csv_span_find(Str text, WrittenDate *first, WrittenDate *last) {
    char folded_buffer[FOLD_MAX], buffer[FOLD_MAX];
    if (text.len > TEXT_MAX)
        return false;
    Str folded = join_days(fold_words(text, folded_buffer, NULL), buffer);
    size_t found = 0, from = 0;
    Str run = {0}, before = {0};
    /* Runs of words that are about when; " (" and the like belong to no word. */
    for (size_t i = 0; i <= folded.len; i++) {
        if (i < folded.len && folded.s[i] != ' ')
            continue;
        Str word = str_slice(folded, from, i - from);
        bool is_when = word.len && csv_span_is_about_when(word);
        if (is_when)
            run = run.len ? (Str){.s = run.s, .len = (size_t)(word.s + word.len - run.s)} : word;
        if ((!is_when && word.len) || i == folded.len) {
            found += run.len && !is_counting(before) && find_in(run, first, last);
            run = (Str){0};
            before = word;
        }
        from = i + 1;
    }
    return found == 1;
}
