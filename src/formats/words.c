#include "formats/words.h"

#include <string.h>

#include "base/ascii.h"
#include "formats/bytes16.h"

/* True when `text` begins with `word`, ASCII letters without case. */
static bool starts(Str text, const char *word) {
    for (size_t i = 0; word[i]; i++)
        if (i >= text.len || ascii_lower(text.s[i]) != ascii_lower(word[i]))
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

/* What a title may consist of when it names a break, a party or the doors, and no talk: one of
 * these words at least. Where there are several the first of this table says what it is. */
static const TypeWord TITLES[] = {
    {"lunch", SESSION_BREAK},         {"break", SESSION_BREAK},
    {"coffee", SESSION_BREAK},        {"tea", SESSION_BREAK},
    {"breakfast", SESSION_BREAK},     {"refreshments", SESSION_BREAK},
    {"pause", SESSION_BREAK},         {"mittagspause", SESSION_BREAK},
    {"kaffeepause", SESSION_BREAK},   {"mittagessen", SESSION_BREAK},
    {"déjeuner", SESSION_BREAK},      {"pausa", SESSION_BREAK},
    {"almuerzo", SESSION_BREAK},      {"descanso", SESSION_BREAK},
    {"almoço", SESSION_BREAK},        {"pranzo", SESSION_BREAK},
    {"休息", SESSION_BREAK},          {"午餐", SESSION_BREAK},
    {"茶歇", SESSION_BREAK},          {"午休", SESSION_BREAK},
    {"點心", SESSION_BREAK},          {"点心", SESSION_BREAK},
    {"休憩", SESSION_BREAK},          {"昼休み", SESSION_BREAK},
    {"昼食", SESSION_BREAK},          {"ランチ", SESSION_BREAK},
    {"점심", SESSION_BREAK},          {"휴식", SESSION_BREAK},
    {"social event", SESSION_SOCIAL}, {"after party", SESSION_SOCIAL},
    {"afterparty", SESSION_SOCIAL},   {"dinner", SESSION_SOCIAL},
    {"party", SESSION_SOCIAL},        {"reception", SESSION_SOCIAL},
    {"social", SESSION_SOCIAL},       {"drinks", SESSION_SOCIAL},
    {"晚宴", SESSION_SOCIAL},         {"派对", SESSION_SOCIAL},
    {"懇親会", SESSION_SOCIAL},       {"registration", SESSION_OTHER},
    {"check-in", SESSION_OTHER},      {"doors open", SESSION_OTHER},
    {"admission", SESSION_OTHER},     {"opening", SESSION_OTHER},
    {"closing", SESSION_OTHER},       {"签到", SESSION_OTHER},
    {"報到", SESSION_OTHER},          {"入場", SESSION_OTHER},
    {"开幕", SESSION_OTHER},          {"開幕", SESSION_OTHER},
    {"闭幕", SESSION_OTHER},          {"閉幕", SESSION_OTHER},
};

/* What may stand beside them. */
static const char *const BESIDE[] = {
    "and",     "the",      "a",       "time",      "hour",      "event",       "buffet",
    "box",     "packed",   "morning", "afternoon", "evening",   "mid-morning", "noon",
    "midday",  "short",    "long",    "quick",     "light",     "welcome",     "farewell",
    "final",   "official", "gala",    "group",     "community", "conference",  "networking",
    "speaker", "speakers", "sponsor", "sponsors",  "snack",     "snacks",      "cake",
    "cookies", "first",    "second",  "third",     "day",       "ceremony",    "session",
    "remarks", "und",      "café",    "et",        "de",        "y",           "e",
    "时间",    "時間",     "上午",    "下午",      "与",        "和",          "仪式",
    "儀式",    "式",       "交流",    "시간",
};

/* What begins a place, a sponsor or a time behind them: "Lunch in Hall 3", "Coffee by ACME". */
static const char *const BEHIND[] = {"in",       "at",     "@",  "by",    "sponsored",
                                     "provided", "served", "on", "until", "till",
                                     "from",     "im",     "auf"};

enum { WORDS_BEHIND = 5, BREAK_LONGEST_MINUTES = 180 };

static bool is_latin_word(const char *word) {
    return (unsigned char)word[0] < 0x80 || (unsigned char)word[0] == 0xC3;
}

/* The length of `word` when `text` begins with it, as a whole word where words are written apart;
 * else 0. A plural's and a possessive's end belongs to it. */
static size_t begins_with(Str text, const char *word) {
    size_t len = strlen(word);
    if (!starts(text, word))
        return 0;
    if (!is_latin_word(word))
        return len;
    Str rest = str_slice(text, len, text.len);
    static const char *const ENDS[] = {"'s", "’s", "s", "es"};
    for (size_t i = 0; i < countof(ENDS); i++)
        if (starts(rest, ENDS[i])) {
            size_t end = strlen(ENDS[i]);
            if (end == rest.len || (!is_letter(rest.s[end]) && (unsigned char)rest.s[end] < 0x80))
                return len + end;
        }
    bool is_whole = rest.len == 0 || (!is_letter(rest.s[0]) && (unsigned char)rest.s[0] < 0xC3);
    return is_whole ? len : 0;
}

static size_t begins_with_any(Str text, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t len = begins_with(text, words[i]);
        if (len)
            return len;
    }
    return 0;
}

/* Skips what stands between words, figures, and what is in brackets. */
static Str skip_between(Str text) {
    while (text.len) {
        char c = text.s[0];
        if (c == '(' || c == '[') {
            size_t close = str_find(text, c == '(' ? ")" : "]");
            text = str_slice(text, close == SIZE_MAX ? text.len : close + 1, text.len);
        } else if (strchr(" '&+/,.-|:;!*0123456789", c)) {
            text = str_slice(text, 1, text.len);
        } else if (starts(text, "–") || starts(text, "—") || starts(text, "：") ||
                   starts(text, "、")) {
            text = str_slice(text, 3, text.len);
        } else if (starts(text, "·")) {
            text = str_slice(text, 2, text.len);
        } else {
            break;
        }
    }
    return text;
}

static bool is_place(Str text) {
    size_t words = 1;
    for (size_t i = 0; i < text.len; i++) {
        if (text.s[i] == ':' || text.s[i] == '?')
            return false;
        words += text.s[i] == ' ';
    }
    return words <= WORDS_BEHIND;
}

/* The type that a title names when it consists of nothing else: "Lunch break", "Coffee & tea (main
 * hall)", but not "After lunch" or "Coffee: a history". SESSION_TYPE_COUNT: none. */
static SessionType find_by_title(Str title) {
    size_t best = countof(TITLES);
    Str rest = skip_between(title);
    while (rest.len) {
        size_t len = 0;
        for (size_t i = 0; i < countof(TITLES) && !len; i++) {
            len = begins_with(rest, TITLES[i].word);
            if (len && i < best)
                best = i;
        }
        if (!len)
            len = begins_with_any(rest, BESIDE, countof(BESIDE));
        if (!len) {
            bool is_behind = best < countof(TITLES) &&
                             begins_with_any(rest, BEHIND, countof(BEHIND)) && is_place(rest);
            if (!is_behind)
                return SESSION_TYPE_COUNT;
            break;
        }
        rest = skip_between(str_slice(rest, len, rest.len));
    }
    return best < countof(TITLES) ? TITLES[best].type : SESSION_TYPE_COUNT;
}

SessionType words_kind(Str kind) {
    for (size_t i = 0; i < countof(KINDS) && kind.len; i++)
        if (has_word(kind, KINDS[i].word))
            return KINDS[i].type;
    return SESSION_TYPE_COUNT;
}

SessionType words_session_type(SessionType kind, Str title, bool has_speakers, Millis length) {
    if (kind == SESSION_TYPE_COUNT && (starts(title, "keynote") || starts(title, "主题演讲")))
        kind = SESSION_KEYNOTE;
    if ((kind == SESSION_TYPE_COUNT || kind == SESSION_OTHER) && !has_speakers) {
        SessionType by_title = find_by_title(title);
        bool is_too_long =
            by_title == SESSION_BREAK && length > BREAK_LONGEST_MINUTES * MILLIS_MINUTE;
        if (by_title != SESSION_TYPE_COUNT && !is_too_long)
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

bool words_is_off_programme(Str word) {
    static const char *const WORDS[] = {"withdrawn", "rejected",  "declined",      "draft",
                                        "inactive",  "abgelehnt", "zurückgezogen", "Entwurf",
                                        "refusé",    "rechazado", "respinto",      "rejeitado",
                                        "拒绝",      "撤回",      "草稿"};
    word = str_trim(word);
    for (size_t i = 0; i < countof(WORDS) && word.len; i++)
        if (str_equal_nocase(word, str_from(WORDS[i])))
            return true;
    return false;
}

/* ---- prefixes of titles ---- */

/* What may stand around the word: brackets before, brackets, colon or dash behind. */
static const char *const OPENERS[] = {"[", "(", "*", "【", "（", "［", "~"};
static const char *const CLOSERS[] = {"]", ")", "*", "】", "）", "］", ":", "：",
                                      "-", "–", "—", "!",  "！", "~",  "|", " "};

static bool skip_any(Str *text, const char *const *marks, size_t count) {
    for (size_t i = 0; i < count && text->len; i++)
        if (marks[i][0] == text->s[0] && str_starts(*text, marks[i])) {
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

bool words_is_no(Str word) {
    static const char *const NO[] = {"no",   "false",  "0",      "n",      "off", "否",
                                     "nein", "non",    "falsch", "não",    "nao", "不",
                                     "不要", "いいえ", "不可",   "아니요", "nee", "never"};
    for (size_t i = 0; i < countof(NO); i++)
        if (str_equal_nocase(str_trim(word), str_from(NO[i])))
            return true;
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
