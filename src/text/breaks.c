/* breaks.c: see breaks.h. */
#include "text/breaks.h"

#include <string.h>
#include <unicode/utf16.h>

#include "text/unicode.h"
#include "text/utf16.h"
#include "text/words.h"

enum {
    COST_HINT = -60, /* points; a line 30 % short costs 9, 60 % 36 (lines.c) */
    COST_SENTENCE = -24,
    COST_COLON = -18, /* what comes before introduces what follows */
    COST_CLAUSE = -16,
    COST_LAST_WORD = 14, /* of a clause, alone on the next line with what follows it */
    COST_LIST = -4,
    COST_SOFT_HYPHEN = 30,
    COST_PARTICLE = 6, /* a line that begins with 的 or ends with 和, "of", "the" */
    COST_AFTER_PHRASE = -4,
    COST_BEFORE_PHRASE = -6,
    COST_WITHIN_PHRASE = 4,
    COST_DASH = 6,   /* —— at the start of a line */
    COST_INSIDE = 2, /* within brackets or quotes */
};

/* What stands around a possible break. */
typedef struct {
    const UChar *text;
    int32_t length;
    int32_t at;
    int32_t end_before;  /* behind the last character before the break that is no space */
    uint32_t before;     /* that character; 0: none */
    uint32_t before_two; /* the one before it */
    uint32_t after;
    bool has_space;
} Place;

static uint32_t rune_at(const UChar *text, int32_t length, int32_t at) {
    return at < length ? utf16_next(text, length, &at) : 0;
}

/* The character that ends before `at`, past its combining marks. */
static uint32_t base_before(const UChar *text, int32_t *at) {
    uint32_t rune;
    do
        rune = utf16_before(text, at);
    while (rune >= 0x300 && unicode_is_mark(rune));
    return rune;
}

static Place place_at(const UChar *text, int32_t length, int32_t at) {
    Place place = {.text = text, .length = length, .at = at, .end_before = at};
    while (place.end_before > 0 && unicode_is_space(text[place.end_before - 1]))
        place.end_before--;
    place.has_space = place.end_before < at;
    int32_t back = place.end_before;
    place.before = base_before(text, &back);
    place.before_two = base_before(text, &back);
    place.after = rune_at(text, length, at);
    return place;
}

static bool is_digit(uint32_t rune) {
    return (rune >= '0' && rune <= '9') || (rune >= 0xff10 && rune <= 0xff19);
}

static bool is_range_mark(uint32_t rune) {
    return rune == '-' || rune == 0x2013 || rune == 0x2014 || rune == '~' || rune == 0xff5e ||
           rune == ':' || rune == 0xff1a || rune == '.' || rune == '/' || rune == 0x2010;
}

static bool text_has(const Place *place, int32_t from, const UChar *word) {
    int32_t i = 0;
    while (word[i] != 0) {
        if (from + i >= place->length || place->text[from + i] != word[i])
            return false;
        i++;
    }
    return true;
}

/* What is counted: 12 分钟, 2019年, 3 km. */
static bool is_unit_after(const Place *place) {
    static const UChar HAN[] =
        u"年月日号號点點时時分秒周天岁歲元人位名个個層层楼室届屆期次倍度米克吨"
        u"万萬亿億千百台套款项項种種场場家篇页頁行条條轮輪年";
    static const UChar *const WORDS[] = {u"小时", u"小時", u"公里", u"公斤", u"厘米", u"毫秒"};
    static const UChar *const LATIN[] = {
        u"min", u"mins", u"h",  u"s",  u"ms",  u"km",  u"m",   u"cm", u"mm", u"kg", u"g",
        u"GB",  u"MB",   u"TB", u"kB", u"GHz", u"MHz", u"Hz",  u"kW", u"W",  u"V",  u"px",
        u"am",  u"pm",   u"AM", u"PM", u"€",   u"$",   u"Uhr", u"°C", u"%"};
    for (size_t i = 0; place->after != 0 && i + 1 < countof(HAN); i++)
        if (place->after == HAN[i])
            return true;
    for (size_t i = 0; i < countof(WORDS); i++)
        if (text_has(place, place->at, WORDS[i]))
            return true;
    for (size_t i = 0; i < countof(LATIN); i++) {
        int32_t size = 0;
        while (LATIN[i][size] != 0)
            size++;
        if (text_has(place, place->at, LATIN[i]) &&
            !unicode_is_word(rune_at(place->text, place->length, place->at + size)))
            return true;
    }
    return false;
}

/* 14:00 – 15:30: a mark between two numbers, with or without spaces. */
static bool is_inside_range(const Place *place) {
    if (is_range_mark(place->before) && is_digit(place->after)) {
        int32_t at = place->end_before;
        utf16_before(place->text, &at);
        while (at > 0 && place->has_space && unicode_is_space(place->text[at - 1]))
            at--;
        return is_digit(utf16_before(place->text, &at));
    }
    if (!is_digit(place->before) || !is_range_mark(place->after))
        return false;
    int32_t next = place->at + 1;
    while (next < place->length && unicode_is_space(place->text[next]))
        next++;
    return is_digit(rune_at(place->text, place->length, next));
}

/* Myanmar: a consonant without its vowel (U+103A, behind a tone perhaps) or stacked on the next one
 * (U+1039) ends the syllable before it. A dictionary that does not know the word breaks there. */
static bool is_killed_consonant(const Place *place) {
    if (place->after < 0x1000 || place->after > 0x1021)
        return false;
    uint32_t next = rune_at(place->text, place->length, place->at + 1);
    if (next == 0x1037)
        next = rune_at(place->text, place->length, place->at + 2);
    return next == 0x103a || next == 0x1039;
}

static bool is_forbidden(const Place *place) {
    uint32_t before = place->before, after = place->after;
    if (!place->has_space && (after == '+' || after == '#') && /* C++, C# */
        (before == '+' || unicode_is_word(before)))
        return true;
    if (is_inside_range(place))
        return true;
    if (is_digit(before) && is_unit_after(place))
        return true;
    /* 9月26日 */
    if ((before == 0x5e74 || before == 0x6708) && is_digit(place->before_two) && is_digit(after))
        return true;
    if (place->has_space)
        return false;
    if (is_killed_consonant(place))
        return true;
    /* Korean is broken at spaces only, as its readers prefer. */
    bool is_word_before = unicode_is_hangul(before) || unicode_is_word(before);
    bool is_word_after = unicode_is_hangul(after) || unicode_is_word(after);
    return is_word_before && is_word_after &&
           (unicode_is_hangul(before) || unicode_is_hangul(after));
}

/* Unicode forbids breaks around quotes, because it cannot know which way they look. Between Han
 * we know. */
static bool is_allowed_at_quote(const Place *place, const uint8_t *is_wide) {
    if (place->has_space || place->before == 0 || place->after == 0)
        return false;
    bool opens = unicode_is_shared_quote(place->after) && is_wide[place->at] &&
                 unicode_is_opening(place->after);
    if (opens)
        return !unicode_is_opening(place->before) && !unicode_is_shared_dash(place->before);
    int32_t quote = place->at - 1; /* all of them are single units */
    bool closes = unicode_is_shared_quote(place->before) && is_wide[quote] &&
                  unicode_is_closing(place->before);
    return closes && (unicode_is_han(place->after) || unicode_is_word(place->after));
}

/* Whether a line may begin with `after` or end with `before` if need be. */
static bool is_against_kinsoku(const Place *place) {
    static const UChar NEVER_FIRST[] = u",.!?:;%。，、．：；？！）」』》】〉”’…—～·々ー";
    if (unicode_is_opening(place->before) || unicode_is_closing(place->after))
        return true;
    for (size_t i = 0; i + 1 < countof(NEVER_FIRST); i++)
        if (place->after == NEVER_FIRST[i])
            return true;
    return false;
}

static bool is_in(uint32_t rune, const UChar *set) {
    for (; *set != 0; set++)
        if (rune == *set)
            return true;
    return false;
}

/* The Latin word before the break is one that leans on what follows. */
static bool is_leaning_word(const Place *place) {
    static const char *const WORDS[] = {"a",   "an",   "the", "of",  "to",   "in", "on", "for",
                                        "and", "or",   "by",  "at",  "from", "as", "is", "vs",
                                        "&",   "with", "der", "die", "das",  "de", "la", "le"};
    int32_t from = place->end_before;
    while (from > 0 && place->text[from - 1] > ' ' && place->text[from - 1] < 0x7f)
        from--;
    char word[8] = {0};
    int32_t size = place->end_before - from;
    if (size < 1 || size >= (int32_t)sizeof word)
        return false;
    for (int32_t i = 0; i < size; i++) {
        char letter = (char)place->text[from + i];
        word[i] = (char)(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
    }
    for (size_t i = 0; i < countof(WORDS); i++)
        if (strcmp(word, WORDS[i]) == 0)
            return true;
    return false;
}

static bool ends_sentence(uint32_t rune) {
    return is_in(rune, u".?!…。？！؟।။");
}

/* A Latin mark ends something only with a space behind it: not in 6.12 or kernel.org; and not after
 * one letter: "J. S. Bach". */
static bool is_sentence_end(const Place *place) {
    if (place->before >= 0x3000)
        return ends_sentence(place->before);
    if (!place->has_space || !ends_sentence(place->before))
        return false;
    int32_t at = place->end_before;
    utf16_before(place->text, &at);
    uint32_t last = utf16_before(place->text, &at);
    return place->before != '.' ||
           (unicode_is_word(last) && unicode_is_word(utf16_before(place->text, &at)));
}

/* "Is this the end of Moore's | law? What comes next": the line would begin with the last word of
 * a clause that is followed by another one. */
static bool is_before_last_word(const Place *place) {
    if (!place->has_space)
        return false;
    int32_t at = place->at;
    while (at < place->length && !unicode_is_space(place->text[at]))
        at++;
    return at > place->at && at < place->length && is_in(place->text[at - 1], u".?!:;؟");
}

/* Between Chinese words: phrases begin with 在, 和 and end with 的, 中; a break within one, between
 * two nouns, is worth less. */
static int32_t phrase_cost(const Place *place, const uint8_t *is_word) {
    int32_t at = place->at, cost = 0;
    if (place->has_space || !unicode_is_han(place->after))
        return 0;
    bool is_one_before = is_word[at] && is_word[at - 1];
    bool is_one_after = at + 1 <= place->length && is_word[at] && is_word[at + 1];
    if (is_one_before && words_leans_forward(place->before))
        cost += COST_PARTICLE;
    else if (is_one_before && words_leans_back(place->before))
        cost += COST_AFTER_PHRASE;
    else if (unicode_is_han(place->before))
        cost += COST_WITHIN_PHRASE;
    if (is_one_after && words_leans_back(place->after))
        cost += COST_PARTICLE;
    else if (is_one_after && words_leans_forward(place->after))
        cost += COST_BEFORE_PHRASE;
    return cost;
}

/* Points for and against an allowed break. `is_word` marks the bounds of words. */
static int8_t cost_of(const Place *place, const uint8_t *is_word, int32_t depth) {
    int32_t cost = depth > 0 ? COST_INSIDE : 0;
    if (place->before == 0x200b) /* the author's */
        cost += COST_HINT;
    else if (!place->has_space && place->before == 0xad)
        return COST_SOFT_HYPHEN;
    else if (is_sentence_end(place))
        cost += COST_SENTENCE;
    else if (place->before == 0xff1a || (place->has_space && place->before == ':'))
        cost += COST_COLON;
    else if (is_in(place->before, u"，；;"))
        cost += COST_CLAUSE;
    else if (is_in(place->before, u"、,·|/—"))
        cost += COST_LIST;
    if (is_before_last_word(place))
        cost += COST_LAST_WORD;
    if (place->after == 0x2014)
        cost += COST_DASH;
    if (place->has_space && is_leaning_word(place))
        cost += COST_PARTICLE;
    return (int8_t)(cost + phrase_cost(place, is_word));
}

static BreakKind kind_of(const Place *place, bool is_in_word, int32_t cost) {
    if (is_in_word)
        return BREAK_IN_WORD;
    if (place->before == 0xad && !place->has_space)
        return BREAK_SOFT_HYPHEN;
    if (cost <= COST_CLAUSE)
        return BREAK_CLAUSE;
    return cost <= COST_LIST / 2 ? BREAK_GOOD : BREAK_PLAIN;
}

void breaks_find(Iterators *iterators, Arena *arena, Str language, const UChar *text,
                 int32_t length, const uint8_t *is_wide, Break *breaks) {
    memset(breaks, 0, sizeof *breaks * ((size_t)length + 1));
    uint8_t *is_allowed = arena_new(arena, uint8_t, (size_t)length + 1);
    UBreakIterator *lines = iterators_get(iterators, ITERATE_LINES, language);
    if (lines) {
        UErrorCode error = U_ZERO_ERROR;
        ubrk_setText(lines, text, length, &error);
        for (int32_t at = ubrk_first(lines); at != UBRK_DONE; at = ubrk_next(lines))
            is_allowed[at] = 1;
    }
    const uint8_t *is_word = words_find(iterators, arena, language, text, length);

    int32_t depth = 0;
    for (int32_t at = 1; at < length; at++) {
        if (unicode_is_opening(text[at - 1]))
            depth++;
        else if (depth > 0 && unicode_is_closing(text[at - 1]))
            depth--;
        if (U16_IS_TRAIL(text[at]) && U16_IS_LEAD(text[at - 1]))
            continue;
        Place place = place_at(text, length, at);
        bool is_break =
            is_allowed[at] ? !is_forbidden(&place) : is_allowed_at_quote(&place, is_wide);
        if (!is_break) {
            breaks[at].kind = is_against_kinsoku(&place) ? BREAK_ANYWHERE : BREAK_EMERGENCY;
            continue;
        }
        bool is_in_word = !place.has_space && !is_word[at] && unicode_is_han(place.before) &&
                          unicode_is_han(place.after);
        breaks[at].cost = cost_of(&place, is_word, depth);
        breaks[at].kind = (uint8_t)kind_of(&place, is_in_word, breaks[at].cost);
    }
    breaks[length].kind = BREAK_CLAUSE;
}
