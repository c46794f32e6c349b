/* csv_list.c: cut at signs outside of brackets; then, of people, at words that stand between two
 * whole names. */
#include "formats/csv_list.h"

#include <string.h>

/* How long the mark is that separates two things at `at`; 0: none is there. A comma or an
 * ampersand only counts for names. */
static size_t separator_at(Str text, size_t at, bool are_names) {
    static const char *const ALWAYS[] = {";", "；", "、", "|", "\n", "/ "};
    static const char *const IN_NAMES[] = {",",     "，",   " & ", "＆", " and ",
                                           " und ", " et ", " / ", "/"};
    Str rest = str_slice(text, at, text.len);
    for (size_t i = 0; i < countof(ALWAYS); i++)
        if (str_starts(rest, ALWAYS[i]) && (are_names || i < 5))
            return strlen(ALWAYS[i]);
    for (size_t i = 0; are_names && i < countof(IN_NAMES); i++)
        if (str_starts(rest, IN_NAMES[i]))
            return strlen(IN_NAMES[i]);
    return 0;
}

/* What stands in quotes from `at` on, if a part begins there and ends with them: "Example, Ann". */
static Str quoted_at(Str text, size_t at, size_t from) {
    Str before = str_trim(str_slice(text, from, at - from));
    if (at >= text.len || !strchr("\"'", text.s[at]) || text.s[at] == 0 || before.len)
        return (Str){0};
    const char *close = memchr(text.s + at + 1, text.s[at], text.len - at - 1);
    if (!close)
        return (Str){0};
    size_t end = (size_t)(close - text.s);
    Str rest = str_trim(str_slice(text, end + 1, text.len));
    bool is_part = rest.len == 0 || rest.s[0] == ',' || rest.s[0] == ';';
    return is_part ? str_slice(text, at + 1, end - at - 1) : (Str){0};
}

static size_t split(Str text, bool are_names, Str *parts) {
    size_t count = 0, from = 0, depth = 0;
    for (size_t i = 0; i <= text.len && count < CSV_PARTS_MAX;) {
        char c = i < text.len ? text.s[i] : 0;
        Str quoted = are_names ? quoted_at(text, i, from) : (Str){0};
        if (quoted.len) { /* its commas are its own */
            parts[count++] = quoted;
            from = i = (size_t)(quoted.s + quoted.len - text.s) + 1;
            continue;
        }
        Str rest = str_slice(text, i, text.len);
        if (c == '(' || str_starts(rest, "（"))
            depth++;
        else if (depth > 0 && (c == ')' || str_starts(rest, "）")))
            depth--;
        size_t len = i < text.len && depth == 0 ? separator_at(text, i, are_names) : 0;
        if (i < text.len && len == 0) {
            i++;
            continue;
        }
        Str part = str_trim(str_slice(text, from, i - from));
        if (part.len)
            parts[count++] = part;
        i += len ? len : 1;
        from = i;
    }
    return count;
}

size_t csv_list_split(Str text, Str parts[CSV_PARTS_MAX]) {
    return split(text, false, parts);
}

/* ---- words that join names, and are in names ---- */

static size_t count_words(Str name) {
    size_t words = 0;
    for (size_t i = 0; i < name.len; i++)
        words += name.s[i] != ' ' && (i == 0 || name.s[i - 1] == ' ');
    return words;
}

/* True when all characters are Han; how many. */
static bool is_han(Str text, size_t *count) {
    *count = 0;
    for (size_t at = 0; at < text.len; ++*count) {
        uint32_t rune = str_next_rune(text, &at);
        if (!(rune >= 0x3400 && rune <= 0x9FFF) && !(rune >= 0x20000 && rune <= 0x323AF))
            return false;
    }
    return *count > 0;
}

/* The surnames of nearly all Chinese. */
static bool has_surname(Str name) {
    static const char SURNAMES[] =
        "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮"
        "邓鄧曹彭曾肖蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖"
        "贾賈夏韦韋傅方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃"
        "武戴莫孔向汤湯温康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟申欧歐耿关關";
    Str all = str_from(SURNAMES);
    for (size_t at = 0; at + 3 <= all.len && name.len >= 3; at += 3)
        if (memcmp(all.s + at, name.s, 3) == 0)
            return true;
    return false;
}

/* True when both sides are names for themselves: two words each, or as many as all others of the
 * list have. */
static bool are_whole(Str before, Str behind, const Str *others, size_t count) {
    size_t left = count_words(before), right = count_words(behind);
    if (left >= 2 && right >= 2)
        return true;
    for (size_t i = 0; i < count; i++)
        if (count_words(others[i]) != left)
            return false;
    return count > 0 && left == right;
}

/* Where the name at `at` ends because a word joins the next one to it: the word's length, or 0. */
static size_t joint_at(Str name, size_t at, const Str *others, size_t count) {
    static const char *const WORDS[] = {" y ", " e ", " ed ", " i "};
    static const char *const SIGNS[] = {"和", "与", "與", "及", "と"};
    Str rest = str_slice(name, at, name.len), before = str_slice(name, 0, at);
    size_t open = str_find(before, "(");
    if (open != SIZE_MAX && str_find(str_slice(before, open, before.len), ")") == SIZE_MAX)
        return 0;
    for (size_t i = 0; i < countof(WORDS); i++) {
        size_t len = strlen(WORDS[i]);
        if (str_starts(rest, WORDS[i]) &&
            are_whole(before, str_slice(rest, len, rest.len), others, count))
            return len;
    }
    for (size_t i = 0; i < countof(SIGNS); i++) {
        size_t left, right;
        Str behind = str_slice(rest, strlen(SIGNS[i]), rest.len);
        bool is_last = i + 1 == countof(SIGNS); /* と is in no name of Han alone */
        if (!str_starts(rest, SIGNS[i]))
            continue;
        if (str_starts(behind, " ") && str_ends(before, " "))
            return strlen(SIGNS[i]);
        if (is_han(before, &left) && is_han(behind, &right) && left >= 2 && right >= 2 &&
            left <= 5 && right <= 5 &&
            (is_last || (has_surname(before) && has_surname(behind) && left <= 4 && right <= 4)))
            return strlen(SIGNS[i]);
    }
    return 0;
}

/* "Example, Ann; Example, Bob": the comma is part of each name. */
static bool are_reversed(const Str *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const char *comma = memchr(names[i].s, ',', names[i].len);
        size_t behind = comma ? (size_t)(comma - names[i].s) + 1 : names[i].len;
        if (!comma || memchr(comma + 1, ',', names[i].len - behind))
            return false;
    }
    return count > 1;
}

/* What stands behind a comma and is no name: "Ann Example, PhD", "Acme, Inc.". */
static bool is_suffix(Str part) {
    static const char *const WORDS[] = {
        "PhD", "Ph.D.", "Ph.D", "Ph. D.", "DPhil", "MD",  "M.D.", "MSc",  "M.Sc.", "MBA",
        "BSc", "MS",    "M.S.", "MPH",    "JD",    "LLM", "CPA",  "PE",   "RN",    "Jr.",
        "Jr",  "Sr.",   "Sr",   "II",     "III",   "IV",  "Esq.", "OBE",  "FRS",   "Inc.",
        "Inc", "Ltd.",  "Ltd",  "LLC",    "GmbH",  "AG",  "S.A.", "B.V.", "e.V.",  "CISSP"};
    for (size_t i = 0; i < countof(WORDS); i++)
        if (str_equal_c(part, WORDS[i]))
            return true;
    return false;
}

/* "J.", "J. K.", "J.-P." */
static bool are_initials(Str part) {
    size_t points = 0;
    for (size_t at = 0; at < part.len;) {
        size_t from = at;
        uint32_t rune = str_next_rune(part, &at);
        bool is_first = from == 0 || strchr(". -", part.s[from - 1]);
        points += rune == '.';
        if (rune != '.' && rune != ' ' && rune != '-' && !is_first)
            return false;
    }
    return points > 0;
}

/* "Smith, J., Doe, A.": each second part is the initials of the one before. */
static bool are_abbreviated(const Str *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (are_initials(names[i]) != (i % 2 == 1))
            return false;
    return count > 1 && count % 2 == 0;
}

/* Joins what a comma cut from a name to it again. */
static size_t mend(Str *names, size_t count) {
    bool has_initials = are_abbreviated(names, count);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        Str *last = kept ? &names[kept - 1] : NULL;
        bool is_behind =
            last && (has_initials ? i % 2 == 1 : is_suffix(names[i])) && last->s[last->len] == ',';
        if (is_behind)
            last->len = (size_t)(names[i].s + names[i].len - last->s);
        else
            names[kept++] = names[i];
    }
    return kept;
}

enum { JOINED_MAX = 1000 }; /* bytes: what is longer is no list of names, and takes long */

size_t csv_list_people(Str text, Str parts[CSV_PARTS_MAX]) {
    Str names[CSV_PARTS_MAX];
    size_t found = split(text, false, names), count = 0;
    if (!are_reversed(names, found))
        found = mend(names, split(text, true, names));
    /* A joint stands before the last of a list, or between two. */
    for (size_t i = 0; i < found && count < CSV_PARTS_MAX; i++) {
        Str rest = names[i];
        size_t at = 0;
        while (i + 1 == found && rest.len <= JOINED_MAX && at < rest.len &&
               count + 1 < CSV_PARTS_MAX) {
            size_t len = joint_at(rest, at, names, i);
            if (len) {
                parts[count++] = str_trim(str_slice(rest, 0, at));
                rest = str_trim(str_slice(rest, at + len, rest.len));
            }
            at = len ? 0 : at + 1;
        }
        parts[count++] = rest;
    }
    return count;
}
