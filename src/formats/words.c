#include "formats/words.h"

#include <string.h>

#include "base/ascii.h"
#include "formats/bytes16.h"

/* True when `text` begins with `word`, ASCII letters without case. */
static bool starts(Str text, const char *word) {
    size_t len = strlen(word);
    if (text.len < len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (ascii_lower(text.s[i]) != ascii_lower(word[i]))
            return false;
    return true;
}

static bool is_letter(char c) {
    return ascii_is_letter(c) || ascii_is_digit(c);
}

/* True when `word` stands in `text` with no Latin letter before or behind it. */
static bool has_word(Str text, const char *word) {
    size_t len = strlen(word);
    bool is_latin = (unsigned char)word[0] < 0x80;
    for (size_t i = 0; i + len <= text.len; i++) {
        if (!starts(str_slice(text, i, text.len), word))
            continue;
        if (!is_latin || ((i == 0 || !is_letter(text.s[i - 1])) &&
                          (i + len == text.len || !is_letter(text.s[i + len]))))
            return true;
    }
    return false;
}

typedef struct {
    const char *word;
    SessionType type;
} TypeWord;

/* What a file's own field for the kind may hold; whole words anywhere in it. */
static const TypeWord KINDS[] = {
    {"keynote", SESSION_KEYNOTE},    {"plenary", SESSION_KEYNOTE},
    {"主题演讲", SESSION_KEYNOTE},   {"主旨演讲", SESSION_KEYNOTE},
    {"panel", SESSION_PANEL},        {"podium", SESSION_PANEL},
    {"discussion", SESSION_PANEL},   {"roundtable", SESSION_PANEL},
    {"圆桌", SESSION_PANEL},         {"論壇", SESSION_PANEL},
    {"break", SESSION_BREAK},        {"breaks", SESSION_BREAK},
    {"meal", SESSION_BREAK},         {"lunch", SESSION_BREAK},
    {"coffee", SESSION_BREAK},       {"dinner", SESSION_SOCIAL},
    {"休息", SESSION_BREAK},         {"午餐", SESSION_BREAK},
    {"茶歇", SESSION_BREAK},         {"pause", SESSION_BREAK},
    {"party", SESSION_SOCIAL},       {"social", SESSION_SOCIAL},
    {"concert", SESSION_SOCIAL},     {"performance", SESSION_SOCIAL},
    {"djset", SESSION_SOCIAL},       {"lecture", SESSION_TALK},
    {"talk", SESSION_TALK},          {"lightningtalk", SESSION_TALK},
    {"lightning", SESSION_TALK},     {"devroom", SESSION_TALK},
    {"maintrack", SESSION_TALK},     {"presentation", SESSION_TALK},
    {"演讲", SESSION_TALK},          {"workshop", SESSION_OTHER},
    {"training", SESSION_OTHER},     {"tutorial", SESSION_OTHER},
    {"meeting", SESSION_OTHER},      {"other", SESSION_OTHER},
    {"sprint", SESSION_OTHER},       {"工作坊", SESSION_OTHER},
    {"registration", SESSION_OTHER},
};

/* What a title says when nobody speaks: anywhere in it, or as its last word, since "How to break
 * it" is no break. */
static const struct {
    const char *word;
    SessionType type;
    bool is_last;
} TITLES[] = {
    {"lunch", SESSION_BREAK, false},        {"break", SESSION_BREAK, true},
    {"coffee", SESSION_BREAK, true},        {"tea", SESSION_BREAK, true},
    {"breakfast", SESSION_BREAK, false},    {"refreshments", SESSION_BREAK, false},
    {"pause", SESSION_BREAK, true},         {"mittagspause", SESSION_BREAK, false},
    {"kaffeepause", SESSION_BREAK, false},  {"mittagessen", SESSION_BREAK, false},
    {"休息", SESSION_BREAK, true},          {"午餐", SESSION_BREAK, false},
    {"茶歇", SESSION_BREAK, false},         {"午休", SESSION_BREAK, false},
    {"點心", SESSION_BREAK, true},          {"点心", SESSION_BREAK, true},
    {"dinner", SESSION_SOCIAL, true},       {"party", SESSION_SOCIAL, true},
    {"reception", SESSION_SOCIAL, true},    {"social", SESSION_SOCIAL, true},
    {"social event", SESSION_SOCIAL, true}, {"drinks", SESSION_SOCIAL, true},
    {"晚宴", SESSION_SOCIAL, false},        {"派对", SESSION_SOCIAL, true},
    {"registration", SESSION_OTHER, false}, {"check-in", SESSION_OTHER, true},
    {"doors open", SESSION_OTHER, true},    {"admission", SESSION_OTHER, true},
    {"opening", SESSION_OTHER, true},       {"closing", SESSION_OTHER, true},
    {"签到", SESSION_OTHER, false},         {"報到", SESSION_OTHER, false},
    {"入場", SESSION_OTHER, false},         {"开幕", SESSION_OTHER, true},
    {"開幕", SESSION_OTHER, true},          {"闭幕", SESSION_OTHER, true},
    {"閉幕", SESSION_OTHER, true},
};

static SessionType find_by_title(Str title) {
    for (size_t i = 0; i < countof(TITLES); i++) {
        size_t len = strlen(TITLES[i].word);
        Str part = TITLES[i].is_last && title.len > len + 1
                       ? str_slice(title, title.len - len - 1, len + 1)
                       : title;
        if (has_word(part, TITLES[i].word) && (!TITLES[i].is_last || part.len < len + 2))
            return TITLES[i].type;
    }
    return SESSION_TYPE_COUNT;
}

SessionType words_kind(Str kind) {
    for (size_t i = 0; i < countof(KINDS) && kind.len; i++)
        if (has_word(kind, KINDS[i].word))
            return KINDS[i].type;
    return SESSION_TYPE_COUNT;
}

SessionType words_session_type(SessionType kind, Str title, bool has_speakers) {
    if (kind == SESSION_TYPE_COUNT && (starts(title, "keynote") || starts(title, "主题演讲")))
        kind = SESSION_KEYNOTE;
    if ((kind == SESSION_TYPE_COUNT || kind == SESSION_OTHER) && !has_speakers) {
        SessionType by_title = find_by_title(title);
        if (by_title != SESSION_TYPE_COUNT)
            kind = by_title;
    }
    return kind == SESSION_TYPE_COUNT ? SESSION_TALK : kind;
}

static const struct {
    const char *word;
    SessionStatus status;
} STATUSES[] = {
    {"cancelled", SESSION_CANCELLED}, {"canceled", SESSION_CANCELLED},
    {"取消", SESSION_CANCELLED},      {"已取消", SESSION_CANCELLED},
    {"abgesagt", SESSION_CANCELLED},  {"annulé", SESSION_CANCELLED},
    {"confirmed", SESSION_CONFIRMED}, {"accepted", SESSION_CONFIRMED},
    {"moved", SESSION_MOVED},         {"delayed", SESSION_DELAYED},
    {"延期", SESSION_DELAYED},        {"verschoben", SESSION_MOVED},
};

SessionStatus words_status(Str word) {
    word = str_trim(word);
    for (size_t i = 0; i < countof(STATUSES) && word.len; i++)
        if (str_equal_nocase(word, str_from(STATUSES[i].word)))
            return STATUSES[i].status;
    return SESSION_STATUS_COUNT;
}

/* ---- prefixes of titles ---- */

/* What may stand around the word: brackets before, brackets, colon or dash behind. */
static const char *const OPENERS[] = {"[", "(", "*", "【", "（", "［", "~"};
static const char *const CLOSERS[] = {"]", ")", "*", "】", "）", "］", ":", "：",
                                      "-", "–", "—", "!",  "！", "~",  "|", " "};

static bool skip_any(Str *text, const char *const *marks, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (str_starts(*text, marks[i])) {
            *text = str_slice(*text, strlen(marks[i]), text->len);
            return true;
        }
    return false;
}

/* "Cancelled culture" is a talk about something: without a mark behind it, the word has to be in
 * capitals, or be the only one. */
static bool is_prefix(Str title, size_t len, bool was_opened, Str rest) {
    if (was_opened || rest.len == 0 || (unsigned char)title.s[0] >= 0x80)
        return true;
    bool is_upper = true;
    for (size_t i = 0; i < len; i++)
        is_upper = is_upper && !ascii_is_lower(title.s[i]);
    return is_upper ? !is_letter(rest.s[0]) : !is_letter(rest.s[0]) && rest.s[0] != ' ';
}

/* True for all first characters of what words_cut_status looks for: most titles begin otherwise,
 * and a file has a hundred thousand. */
static bool may_have_status(Str title) {
    return title.len && (strchr("[(*~cCaAmM", title.s[0]) || (unsigned char)title.s[0] >= 0x80);
}

SessionStatus words_cut_status(Str *title) {
    static const struct {
        const char *word;
        SessionStatus status;
    } PREFIXES[] = {
        {"cancelled", SESSION_CANCELLED}, {"canceled", SESSION_CANCELLED},
        {"已取消", SESSION_CANCELLED},    {"取消", SESSION_CANCELLED},
        {"abgesagt", SESSION_CANCELLED},  {"annulé", SESSION_CANCELLED},
        {"moved", SESSION_MOVED},
    };
    Str inner = *title;
    bool was_opened = false;
    if (!may_have_status(inner))
        return SESSION_CONFIRMED;
    while (skip_any(&inner, OPENERS, countof(OPENERS)))
        was_opened = true;
    for (size_t i = 0; i < countof(PREFIXES); i++) {
        if (!starts(inner, PREFIXES[i].word))
            continue;
        size_t len = strlen(PREFIXES[i].word);
        Str rest = str_slice(inner, len, inner.len);
        /* Chinese writes no space: 取消了… is a sentence, 取消：… is a mark. */
        bool is_chinese = (unsigned char)inner.s[0] >= 0x80 && rest.len && !was_opened;
        Str behind = rest;
        if (is_chinese && !skip_any(&behind, CLOSERS, countof(CLOSERS)))
            continue;
        if (!is_prefix(inner, len, was_opened, rest))
            continue;
        while (skip_any(&rest, CLOSERS, countof(CLOSERS)))
            ;
        rest = str_trim(rest);
        if (rest.len)
            *title = rest;
        return PREFIXES[i].status;
    }
    return SESSION_CONFIRMED;
}

/* ---- languages ---- */

Str words_language(Str word) {
    static const struct {
        const char *name, *tag;
    } NAMES[] = {
        {"english", "en"}, {"german", "de"},   {"deutsch", "de"}, {"chinese", "zh"},
        {"french", "fr"},  {"français", "fr"}, {"spanish", "es"}, {"japanese", "ja"},
        {"korean", "ko"},  {"italian", "it"},  {"dutch", "nl"},   {"中文", "zh"},
        {"英文", "en"},    {"英语", "en"},     {"汉语", "zh"},    {"日本語", "ja"},
        {"普通话", "zh"},  {"國語", "zh-TW"},  {"漢語", "zh-TW"},
    };
    word = str_trim(word);
    for (size_t i = 0; i < countof(NAMES) && word.len > 2; i++) /* two letters are a tag */
        if (str_equal_nocase(word, str_from(NAMES[i].name)))
            return str_from(NAMES[i].tag);
    return word;
}

bool words_has_han(Str text) {
    for (size_t at = 0; at < text.len;) {
        if (at + BYTES16 <= text.len &&
            !bytes16_any(~bytes16_below(bytes16_load(text.s + at), 0xE3))) {
            at += BYTES16;
            continue;
        }
        if ((unsigned char)text.s[at] < 0xE3) { /* what is below U+3000 begins with less */
            at++;
            continue;
        }
        uint32_t rune = str_next_rune(text, &at);
        if ((rune >= 0x3400 && rune <= 0x9FFF) || (rune >= 0x20000 && rune <= 0x323AF))
            return true;
    }
    return false;
}

bool words_is_yes(Str word) {
    static const char *const YES[] = {"yes",  "true", "1",   "y",    "on",  "是", "x",    "ja",
                                      "wahr", "ein",  "oui", "vrai", "sim", "si", "はい", "예"};
    for (size_t i = 0; i < countof(YES); i++)
        if (str_equal_nocase(str_trim(word), str_from(YES[i])))
            return true;
    return false;
}
