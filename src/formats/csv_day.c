/* csv_day.c: a text is cut where its words end; the part before is compared with the ways in which
 * nine languages count days, the part behind it is read as a date. */
#include "formats/csv_day.h"

#include <string.h>

#include "base/ascii.h"
#include "base/fold.h"
#include "formats/csv_span.h"

enum { HEAD_MAX = 60 /* bytes */, TEXT_MAX = 200, WORDS_MAX = 24, NUMBER_MAX = 31 };

/* All as fold_words writes them. */
static const char *const DAYS[] = {"day",     "tag",      "jour",   "journee",      "dia",
                                   "jornada", "giornata", "giorno", "konferenztag", "dag",
                                   "days",    "tage",     "jours"};

static const struct {
    const char *word; /* behind the day, or before it */
    int32_t number;   /* 0: not told */
} NUMBERS[] = {
    {"one", 1},     {"first", 1},     {"eins", 1},     {"erster", 1},   {"un", 1},
    {"premier", 1}, {"premiere", 1},  {"uno", 1},      {"primer", 1},   {"primera", 1},
    {"primo", 1},   {"prima", 1},     {"um", 1},       {"primeiro", 1}, {"primeira", 1},
    {"i", 1},       {"two", 2},       {"second", 2},   {"zwei", 2},     {"zweiter", 2},
    {"deux", 2},    {"deuxieme", 2},  {"seconde", 2},  {"dos", 2},      {"segundo", 2},
    {"segunda", 2}, {"due", 2},       {"secondo", 2},  {"seconda", 2},  {"dois", 2},
    {"ii", 2},      {"three", 3},     {"third", 3},    {"drei", 3},     {"dritter", 3},
    {"trois", 3},   {"troisieme", 3}, {"tres", 3},     {"tercer", 3},   {"tercera", 3},
    {"tre", 3},     {"terzo", 3},     {"terza", 3},    {"terceiro", 3}, {"terceira", 3},
    {"iii", 3},     {"four", 4},      {"fourth", 4},   {"vier", 4},     {"vierter", 4},
    {"quatre", 4},  {"quatrieme", 4}, {"cuatro", 4},   {"cuarto", 4},   {"quattro", 4},
    {"quarto", 4},  {"quatro", 4},    {"quarta", 4},   {"iv", 4},       {"five", 5},
    {"fifth", 5},   {"funf", 5},      {"funfter", 5},  {"cinq", 5},     {"cinquieme", 5},
    {"cinco", 5},   {"quinto", 5},    {"cinque", 5},   {"quinta", 5},   {"v", 5},
    {"last", 0},    {"letzter", 0},   {"dernier", 0},  {"derniere", 0}, {"ultimo", 0},
    {"ultima", 0},  {"next", 0},      {"nachster", 0}, {"final", 0},
};

/* Whole words of scripts without spaces. */
static const struct {
    const char *word;
    int32_t number;
} WHOLE[] = {
    {"初日", 1},     {"首日", 1},     {"首天", 1},   {"첫날", 1},    {"첫째 날", 1},
    {"첫째날", 1},   {"둘째 날", 2},  {"둘째날", 2}, {"셋째 날", 3}, {"셋째날", 3},
    {"넷째 날", 4},  {"넷째날", 4},   {"이틀째", 2}, {"사흘째", 3},  {"最終日", 0},
    {"最后一天", 0}, {"最後一天", 0}, {"翌日", 0},   {"次日", 0},    {"마지막 날", 0},
};

/* ---- numbers ---- */

/* 十二, 二: never more than a handful of days. */
static int32_t wide_number(Str text, size_t *len) {
    static const char *const FIGURES[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    int32_t number = 0;
    bool has_ten = false, has_unit = false;
    for (*len = 0; *len + 3 <= text.len && !has_unit; *len += 3) {
        Str rest = str_slice(text, *len, text.len);
        size_t i = 0;
        while (i < countof(FIGURES) && !str_starts(rest, FIGURES[i]))
            i++;
        bool is_ten = str_starts(rest, "十") && !has_ten;
        if (i == countof(FIGURES) && !is_ten)
            break;
        has_unit = !is_ten && number > 0;
        if (has_unit && !has_ten)
            break;
        number = !is_ten ? number + (int32_t)i + 1 : number ? number * 10 : 10;
        has_ten = has_ten || is_ten;
    }
    return number;
}

static int32_t small_number(Str text, size_t *len) {
    int32_t number = 0;
    for (*len = 0; *len < text.len && *len < 3 && ascii_is_digit(text.s[*len]); ++*len)
        number = number * 10 + (text.s[*len] - '0');
    if (*len == 0)
        number = wide_number(text, len);
    return number >= 1 && number <= NUMBER_MAX ? number : 0;
}

static bool number_word(Str word, int32_t *number) {
    size_t len = 0;
    *number = small_number(word, &len);
    if (*number && len == word.len)
        return true;
    for (size_t i = 0; i < countof(NUMBERS); i++)
        if (str_equal_c(word, NUMBERS[i].word)) {
            *number = NUMBERS[i].number;
            return true;
        }
    return false;
}

/* "2nd", "2.", "2e", "1er", "2o". */
static bool ordinal(Str word, int32_t *number) {
    static const char *const ENDS[] = {"st", "nd", "rd",  "th", ".", "e",
                                       "er", "re", "eme", "o",  "a", "ere"};
    if (number_word(word, number))
        return true;
    size_t len = 0;
    *number = small_number(word, &len);
    for (size_t i = 0; i < countof(ENDS) && *number; i++)
        if (str_equal_c(str_slice(word, len, word.len), ENDS[i]))
            return true;
    return false;
}

static bool is_day_word(Str word) {
    for (size_t i = 0; i < countof(DAYS); i++)
        if (str_equal_c(word, DAYS[i]))
            return true;
    return false;
}

/* ---- the mark ---- */

/* "day 2", "day2", "day #2", "tag nr. 2". */
static bool is_counted(Str text, int32_t *number) {
    static const char *const BETWEEN[] = {"#", "nr.", "no.", "nr", "no", "-", ":"};
    size_t letters = 0;
    while (letters < text.len && ascii_is_letter(text.s[letters]))
        letters++;
    if (!is_day_word(str_slice(text, 0, letters)) || letters == text.len)
        return false;
    Str rest = str_trim(str_slice(text, letters, text.len));
    for (size_t i = 0; i < countof(BETWEEN); i++)
        if (str_starts(rest, BETWEEN[i]) && rest.len > strlen(BETWEEN[i])) {
            rest = str_trim(str_slice(rest, strlen(BETWEEN[i]), rest.len));
            break;
        }
    return number_word(rest, number) && (*number || text.s[letters] == ' ');
}

/* "second day", "2. tag". */
static bool is_ordered(Str text, int32_t *number) {
    size_t space = text.len;
    while (space > 0 && text.s[space - 1] != ' ')
        space--;
    return space > 1 && is_day_word(str_slice(text, space, text.len)) &&
           ordinal(str_trim(str_slice(text, 0, space)), number);
}

/* 第二天, 第2日目, 2日目, 2일차, 제2일. */
static bool is_signed(Str text, int32_t *number) {
    static const char *const ENDS[] = {"天", "日", "日目", "일", "일차", "일째"};
    for (size_t i = 0; i < countof(WHOLE); i++)
        if (str_equal_c(text, WHOLE[i].word)) {
            *number = WHOLE[i].number;
            return true;
        }
    bool is_marked = str_starts(text, "第") || str_starts(text, "제");
    Str rest = is_marked ? str_trim(str_slice(text, 3, text.len)) : text;
    size_t len = 0;
    *number = small_number(rest, &len);
    rest = str_trim(str_slice(rest, len, rest.len));
    for (size_t i = 0; i < countof(ENDS) && *number; i++)
        if (str_equal_c(rest, ENDS[i]))
            return is_marked || strlen(ENDS[i]) > 3; /* 2日 is a day of the month */
    return false;
}

static bool is_mark(Str text, int32_t *number) {
    char buffer[FOLD_MAX];
    bool is_cut;
    Str folded = fold_words(text, buffer, &is_cut);
    static const char ABOUT[] = "conference ";
    if (str_starts(folded, ABOUT))
        folded = str_slice(folded, sizeof ABOUT - 1, folded.len);
    return !is_cut &&
           (is_counted(folded, number) || is_ordered(folded, number) || is_signed(folded, number));
}

/* Most cells need no further look. */
static bool may_be_mark(Str text) {
    static const char *const PARTS[] = {"day", "tag", "jour", "dia", "jorn", "giorn",
                                        "dag", "天",  "日",   "일",  "날",   "째"};
    char buffer[FOLD_MAX];
    Str folded = fold_words(text, buffer, NULL);
    for (size_t i = 0; i < countof(PARTS); i++)
        if (str_find(folded, PARTS[i]) != SIZE_MAX)
            return true;
    return false;
}

static bool is_word_byte(char c) {
    return ascii_is_letter(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

/* True where a word can end: not between two letters of one. */
static bool is_cut_at(Str text, size_t at) {
    if (at == text.len)
        return true;
    unsigned char before = (unsigned char)text.s[at - 1], behind = (unsigned char)text.s[at];
    if ((behind & 0xC0) == 0x80)
        return false;
    bool is_wide = before >= 0x80 && (behind >= 0xE2 || behind < 0x80);
    return is_wide || !is_word_byte((char)before) || !is_word_byte((char)behind);
}

/* ---- what stands behind ---- */

static Str skip_marks(Str text) {
    static const char *const MARKS[] = {"–",  "—", "：", "，", "、", "（",
                                        "）", "·", "|",  "】", "【"};
    for (size_t i = 0; text.len && i < countof(MARKS);) {
        if (strchr(" -:,.;()[]/|", text.s[0])) {
            text = str_slice(text, 1, text.len);
            i = 0;
        } else if (str_starts(text, MARKS[i])) {
            text = str_slice(text, strlen(MARKS[i]), text.len);
            i = 0;
        } else {
            i++;
        }
    }
    return str_trim(text);
}

static bool is_pure_date(Str text, CellWhen *when) {
    return csv_when_parse(text, CELL_DATE, when) && !when->has_start && !when->end_date.is_there &&
           (when->date.is_there || when->weekdays);
}

static size_t split_words(Str text, Str *words) {
    size_t count = 0;
    for (size_t i = 0; i < text.len && count < WORDS_MAX;) {
        size_t from = i;
        while (i < text.len && text.s[i] != ' ')
            i++;
        if (i > from)
            words[count++] = str_slice(text, from, i - from);
        i++;
    }
    return count;
}

/* Words from the first to the last, without marks around them. */
static Str span_of(const Str *words, size_t first, size_t last) {
    Str span = {.s = words[first].s,
                .len = (size_t)(words[last].s + words[last].len - words[first].s)};
    span = skip_marks(span);
    while (span.len && strchr(":,;)]-", span.s[span.len - 1]))
        span.len--;
    return span;
}

/* The longest run of words that is a date; else a weekday that begins or ends the text. */
static bool find_date(Str text, CsvDay *day) {
    Str words[WORDS_MAX];
    bool is_when[WORDS_MAX];
    CellWhen when;
    if (text.len > TEXT_MAX)
        return false;
    size_t count = split_words(text, words);
    for (size_t i = 0; i < count; i++)
        is_when[i] = csv_span_is_about_when(words[i]);
    for (size_t len = count; len > 0; len--)
        for (size_t i = 0; i + len <= count; i++) {
            bool is_run = true;
            for (size_t k = i; k < i + len; k++)
                is_run = is_run && is_when[k];
            if (!is_run || len > 8 || !is_pure_date(span_of(words, i, i + len - 1), &when))
                continue;
            bool is_edge = i == 0 || i + len == count;
            if (!when.date.is_there && !is_edge)
                continue;
            day->date = when.date;
            day->weekdays = when.date.is_there ? 0 : when.weekdays;
            return true;
        }
    return false;
}

static void read_rest(Str text, CsvDay *day) {
    CellWhen when;
    text = skip_marks(text);
    if (text.len == 0)
        return;
    Str trimmed = span_of(&text, 0, 0);
    if (is_pure_date(trimmed, &when)) {
        day->date = when.date;
        day->weekdays = when.date.is_there ? 0 : when.weekdays;
    } else if (!find_date(text, day)) {
        day->rest = text;
    }
}

/* "Day 1-2", "Days 1 and 2", but "Day 1/3" is the first of three, and 2 May may follow. */
static bool is_several(Str rest) {
    char buffer[FOLD_MAX];
    Str folded = fold_words(rest, buffer, NULL);
    static const char *const SIGNS[] = {"-", "&", "+", "and ", "und ", "et ", "y ", "e ", ","};
    for (size_t i = 0; i < countof(SIGNS); i++) {
        if (!str_starts(folded, SIGNS[i]))
            continue;
        Str number = str_trim(str_slice(folded, strlen(SIGNS[i]), folded.len));
        size_t digits = 0;
        while (digits < number.len && ascii_is_digit(number.s[digits]))
            digits++;
        return digits > 0 && digits == number.len;
    }
    return false;
}

/* A mark that begins at `from`. */
static bool parse_at(Str text, size_t from, CsvDay *day) {
    for (size_t at = from + 1; at <= text.len && at - from <= HEAD_MAX; at++) {
        int32_t number;
        if (!is_cut_at(text, at) || !is_mark(str_slice(text, from, at - from), &number))
            continue;
        /* 第二日 may go on as 第二日目. */
        while (str_starts(str_slice(text, at, text.len), "目"))
            at += 3;
        Str rest = str_slice(text, at, text.len);
        day->is_unclear = number == 0 || is_several(rest);
        day->number = day->is_unclear ? 0 : number;
        read_rest(rest, day);
        return true;
    }
    return false;
}

bool csv_day_parse(Str text, CsvDay *day) {
    *day = (CsvDay){0};
    text = skip_marks(str_trim(text));
    return text.len && text.len <= TEXT_MAX && may_be_mark(text) && parse_at(text, 0, day);
}

bool csv_day_heading(Str text, CsvDay *day) {
    if (csv_day_parse(text, day))
        return true;
    text = str_trim(text);
    if (text.len > TEXT_MAX)
        return false;
    if (may_be_mark(text))
        for (size_t i = 1; i < text.len; i++) {
            bool is_start = text.s[i - 1] == ' ' && is_word_byte(text.s[i]);
            if (!is_start || !parse_at(text, i, day))
                continue;
            day->is_unclear = !day->date.is_there;
            day->number = 0;
            return true;
        }
    return find_date(text, day);
}

bool csv_day_title(Str text, CsvDay *day) {
    Str words[WORDS_MAX];
    CellWhen when;
    *day = (CsvDay){0};
    text = str_trim(text);
    if (text.len > TEXT_MAX)
        return false;
    size_t count = split_words(text, words), first = 0, last = count;
    while (first < count && !csv_span_is_about_when(words[first]))
        first++;
    while (last > first && !csv_span_is_about_when(words[last - 1]))
        last--;
    if (first == last || !is_pure_date(span_of(words, first, last - 1), &when) ||
        !when.date.is_there || !when.date.date.year || !when.date.weekdays)
        return false;
    day->date = when.date;
    return true;
}

bool csv_day_below(Str text, Str header, CsvDay *day) {
    char buffer[FOLD_MAX];
    Str word = fold_words(header, buffer, NULL);
    size_t len = 0;
    bool is_day = is_day_word(word) || str_equal_c(word, "天") || str_equal_c(word, "日");
    *day = (CsvDay){.number = is_day ? small_number(text, &len) : 0};
    return day->number && len == text.len;
}
