#include "formats/csv_columns.h"

#include <string.h>

#include "base/ascii.h"
#include "base/fold.h"
#include "formats/csv_words.h"

enum { WORDS_MAX = 90 /* bytes */ };

/* What a word is put before, and means the same: "Session Name", "Talk start". */
static const char *const ABOUT[] = {"session ",      "talk ",     "event ",     "proposal ",
                                    "presentation ", "paper ",    "slot ",      "contribution ",
                                    "scheduled ",    "sitzungs ", "vortrags ",  "conference ",
                                    "lecture ",      "meeting ",  "submission "};

static const struct {
    const char *mark, *tag;
} PREFIXES[] = {{"英文", "en"}, {"中文", "zh"}, {"英語", "en"}, {"日本語", "ja"}},
  SUFFIXES[] = {{"(en)", "en"},      {"(英文)", "en"},    {" en", "en"},      {"(english)", "en"},
                {" english", "en"},  {"(zh)", "zh"},      {"(中文)", "zh"},   {" zh", "zh"},
                {" chinese", "zh"},  {"(chinese)", "zh"}, {"(de)", "de"},     {" de", "de"},
                {"(deutsch)", "de"}, {" deutsch", "de"},  {"(fr)", "fr"},     {" fr", "fr"},
                {"(ja)", "ja"},      {" ja", "ja"},       {"(日本語)", "ja"}, {"(ko)", "ko"},
                {" ko", "ko"},       {"(한국어)", "ko"},  {"(es)", "es"},     {"(it)", "it"},
                {"(pt)", "pt"},      {"(英語)", "en"}};

const char *csv_column_name(Column column) {
    return CSV_WORDS[column].name;
}

const char *csv_column_spellings(Column column) {
    return CSV_WORDS[column].examples;
}

/* Folded, with spaces for _ and -, without what people put around: "*Start_Time:" */
static Str normalise(Str word, char *buffer) {
    Str folded = fold_words(word, buffer, NULL);
    size_t len = 0;
    for (size_t i = 0; i < folded.len; i++) {
        char c = folded.s[i];
        if (c == '_' || c == '-')
            c = ' ';
        if (c == ' ' && len > 0 && buffer[len - 1] == ' ')
            continue;
        buffer[len++] = c;
    }
    Str out = str_trim((Str){.s = buffer, .len = len});
    while (out.len && strchr("*\"':", out.s[0]))
        out = str_trim(str_slice(out, 1, out.len));
    while (out.len && strchr(":*\"'?", out.s[out.len - 1]))
        out = str_trim(str_slice(out, 0, out.len - 1));
    return out;
}

static bool is_among(Str word, const char *words) {
    for (const char *at = words; at;) {
        const char *bar = strchr(at, '|');
        size_t len = bar ? (size_t)(bar - at) : strlen(at);
        if (len == word.len && *at == *word.s && memcmp(at, word.s, len) == 0)
            return true;
        at = bar ? bar + 1 : NULL;
    }
    return false;
}

static Column find(Str word, bool *is_day_first) {
    for (size_t i = 0; i < COLUMN_COUNT && word.len; i++) {
        const CsvWords *words = &CSV_WORDS[i];
        const char *const european[] = {words->german,  words->french,     words->spanish,
                                        words->italian, words->portuguese, words->further};
        bool is_english = is_among(word, words->english), is_european = false;
        for (size_t k = 0; k < countof(european); k++)
            is_european = is_european || is_among(word, european[k]);
        *is_day_first = is_european && !is_english;
        if (is_english || is_european || is_among(word, words->asian))
            return (Column)i;
    }
    return COLUMN_COUNT;
}

/* "Presenter first name", "Speaker's Last Name". */
static Column find_part_of_name(Str word) {
    static const char *const WHOSE[] = {"speaker ",  "presenter ",        "author ",
                                        "speakers ", "speaker's ",        "lecturer ",
                                        "referent ", "presenting author "};
    for (size_t i = 0; i < countof(WHOSE); i++) {
        if (!str_starts(word, WHOSE[i]))
            continue;
        Column column = find(str_slice(word, strlen(WHOSE[i]), word.len), &(bool){false});
        if (column == COLUMN_GIVEN || column == COLUMN_FAMILY)
            return column;
    }
    return COLUMN_COUNT;
}

/* The same without a word before it that says what all columns are about, in one piece too:
 * "starttime", "sessiontitle". */
static Column find_about(Str word, bool *is_day_first) {
    Column column = find(word, is_day_first);
    for (size_t i = 0; i < countof(ABOUT) && column == COLUMN_COUNT; i++)
        if (str_starts(word, ABOUT[i]))
            column = find(str_slice(word, strlen(ABOUT[i]), word.len), is_day_first);
    return column == COLUMN_COUNT ? find_part_of_name(word) : column;
}

/* What "(MM/DD/YYYY)", "(TT.MM.JJJJ)" or "(jj/mm/aaaa)" in a header says. */
static DateOrder written_order(Str word) {
    static const char *const DAY_FIRST[] = {"dd/mm", "dd.mm", "dd-mm", "d/m/y", "tt.mm",
                                            "tt/mm", "jj/mm", "jj.mm", "gg/mm", "gg.mm"};
    static const char *const MONTH_FIRST[] = {"mm/dd", "mm-dd", "m/d/y", "mm.dd"};
    for (size_t i = 0; i < countof(MONTH_FIRST); i++)
        if (str_find(word, MONTH_FIRST[i]) != SIZE_MAX)
            return ORDER_MONTH_FIRST;
    for (size_t i = 0; i < countof(DAY_FIRST); i++)
        if (str_find(word, DAY_FIRST[i]) != SIZE_MAX)
            return ORDER_DAY_FIRST;
    return ORDER_UNKNOWN;
}

/* "referent*innen", "intervenant·e·s", "ponente/as": by its first form. */
static Column find_gendered(Str word, bool *is_day_first) {
    static const char *const ENDS[] = {
        "*innen", ":innen", " innen", "/innen", "(innen)", "*in",  ":in",  " in",    "/in", "(in)",
        "·innen", "·in",    "·e·s",   "·e",     "·es",     "·s",   "(e)s", "(e)",    "/as", "/a",
        "(as)",   "(a)",    "@s",     ".e.s",   " e s",    "(es)", "/e",   "/trice", "/i",  "(i)",
        "(r)",    ":r",     "*r",     "(n)",    "(s)",     "/es",  "(is)"};
    Column column = COLUMN_COUNT;
    for (size_t i = 0; i < countof(ENDS) && column == COLUMN_COUNT; i++)
        if (str_ends(word, ENDS[i]))
            column = find_about(str_slice(word, 0, word.len - strlen(ENDS[i])), is_day_first);
    return column == COLUMN_SPEAKERS ? column : COLUMN_COUNT;
}

/* Two languages beside each other: "Beginn / Start", "标题 Title". */
static Column find_parts(Str word, bool *is_day_first) {
    Column first = COLUMN_COUNT;
    for (size_t i = 0; i < word.len; i++) {
        bool is_sign = word.s[i] == '/' || word.s[i] == '|';
        bool is_script =
            word.s[i] == ' ' && i > 0 && i + 1 < word.len &&
            ((unsigned char)word.s[i - 1] >= 0x80) != ((unsigned char)word.s[i + 1] >= 0x80);
        if (!is_sign && !is_script)
            continue;
        first = find_about(str_trim(str_slice(word, 0, i)), is_day_first);
        Column second = find_about(str_trim(str_slice(word, i + 1, word.len)), &(bool){false});
        if (first == COLUMN_GROUP || first == COLUMN_COUNT)
            first = second;
        return first == second || second == COLUMN_COUNT || second == COLUMN_GROUP ? first
                                                                                   : COLUMN_COUNT;
    }
    return COLUMN_COUNT;
}

/* True for what can only be a title: "name" or "talk" may be other things beside one. */
static bool names_title(Str word) {
    static const char *const PLAIN[] = {"title", "titel", "titre", "titulo",   "titolo",
                                        "标题",  "题",    "題",    "タイトル", "제목"};
    for (size_t i = 0; i < countof(PLAIN); i++)
        if (str_find(word, PLAIN[i]) != SIZE_MAX)
            return true;
    return false;
}

/* "Speaker 2", of several such columns. */
static Column find_numbered(Str word, ColumnWords *words) {
    size_t len = word.len;
    while (len > 0 && ascii_is_digit(word.s[len - 1]))
        len--;
    if (len == word.len || len == 0)
        return COLUMN_COUNT;
    Column column = find_about(str_trim(str_slice(word, 0, len)), &words->is_day_first);
    words->is_numbered = column == COLUMN_SPEAKERS;
    return words->is_numbered ? column : COLUMN_COUNT;
}

ColumnWords csv_column(Str word) {
    ColumnWords words = {.column = COLUMN_COUNT};
    char buffer[FOLD_MAX];
    if (word.len > WORDS_MAX ||
        (word.len && ascii_is_digit(word.s[0]))) /* no header, most likely */
        return words;
    word = normalise(word, buffer);
    words.order = written_order(word);
    static const char OPTIONAL[] = "(optional)";
    if (str_ends(word, OPTIONAL))
        word = str_trim(str_slice(word, 0, word.len - (sizeof OPTIONAL - 1)));
    words.column = find_about(word, &words.is_day_first);
    const char *tag = "";
    for (size_t i = 0; i < countof(SUFFIXES) && words.column == COLUMN_COUNT; i++) {
        if (!str_ends(word, SUFFIXES[i].mark))
            continue;
        Str rest = str_trim(str_slice(word, 0, word.len - strlen(SUFFIXES[i].mark)));
        words.column = find_about(rest, &words.is_day_first);
        tag = SUFFIXES[i].tag;
    }
    for (size_t i = 0; i < countof(PREFIXES) && words.column == COLUMN_COUNT; i++) {
        if (!str_starts(word, PREFIXES[i].mark))
            continue;
        Str rest = str_trim(str_slice(word, strlen(PREFIXES[i].mark), word.len));
        words.column = find_about(rest, &words.is_day_first);
        tag = PREFIXES[i].tag;
    }
    if (words.column == COLUMN_COUNT)
        words.column = find_gendered(word, &words.is_day_first);
    if (words.column == COLUMN_COUNT)
        words.column = find_numbered(word, &words);
    size_t open = str_find(word, "(");
    if (open == SIZE_MAX)
        open = str_find(word, "[");
    if (words.column == COLUMN_COUNT && open != SIZE_MAX && open > 0) {
        words.column = find_about(str_trim(str_slice(word, 0, open)), &words.is_day_first);
        Str inside = str_trim(str_slice(word, open + 1, word.len - open - 2));
        tag = "";
        bool is_time = words.column == COLUMN_TIME || words.column == COLUMN_DATE;
        Column side = is_time ? find(inside, &words.is_day_first) : COLUMN_COUNT;
        if (side == COLUMN_START || side == COLUMN_END) /* "Time (end)" */
            words.column = words.column == COLUMN_TIME ? side
                           : side == COLUMN_END        ? COLUMN_END_DATE
                                                       : COLUMN_DATE;
        else if (words.column != COLUMN_COUNT && inside.len < sizeof words.zone)
            memcpy(words.zone, inside.s, inside.len);
    }
    if (words.column == COLUMN_COUNT) {
        words.column = find_parts(word, &words.is_day_first);
        tag = "";
    }
    words.is_plain_title =
        (words.column == COLUMN_TITLE || words.column == COLUMN_GROUP) && names_title(word);
    if (words.column != COLUMN_COUNT)
        memcpy(words.language, tag, strlen(tag));
    return words;
}

size_t csv_count_known(const CsvCell *cells, size_t count) {
    bool has[COLUMN_COUNT + 1] = {false};
    size_t known = 0;
    for (size_t i = 0; i < count && i < 64; i++) {
        Column column = csv_column(cells[i].text).column;
        known += column != COLUMN_COUNT && !has[column];
        has[column] = true;
    }
    return known;
}
