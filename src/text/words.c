/* words.c: see words.h. */
#include "text/words.h"

#include <string.h>
#include <unicode/utf16.h>

#include "text/unicode.h"

enum { UNKNOWN_WORD_MAX = 4 }; /* characters: a name, a coinage */

static bool is_in(uint32_t rune, const UChar *set) {
    for (; *set != 0; set++)
        if (rune == *set)
            return true;
    return false;
}

bool words_leans_forward(uint32_t rune) {
    return is_in(rune, u"和与與及或在从從把被对對向于於为為以将將让讓给給由跟到");
}

bool words_leans_back(uint32_t rune) {
    return is_in(rune, u"的了着著过過们們呢吗嗎吧等中上下里裡内內之地得");
}

/* Words of one character that stand alone: no part of an unknown word. */
static bool is_alone(uint32_t rune) {
    return words_leans_forward(rune) || words_leans_back(rune) ||
           is_in(rune,
                 u"是有不也都就还還很又再会會能可要想说說看去来來我你他她它这這那哪谁誰其并並"
                 u"但而则則却卻若如因所每各某第前后後外间間大小多少新老一二三四五六七八九十百千"
                 u"万萬亿億两兩零年月日时時分秒点點个個位名场場届屆次");
}

/* Endings that make one word of it with what stands before: 编译|器, 开发|者, 商业|化. */
static bool is_ending(uint32_t rune) {
    return is_in(rune,
                 u"器者性化率度型级級库庫机機学學界家员員部室馆館厅廳云雲式类類时時端层層侧側网網"
                 u"链鏈池群队隊站区區版场場桶");
}

/* Beginnings: 大|模型, 微|服务, 云|原生. */
static bool is_beginning(uint32_t rune) {
    return is_in(rune, u"大微云雲超非反副总總新老多全零");
}

/* Words of conferences that neither the dictionary nor the rules below get right. */
static const UChar *const GLOSSARY[] = {
    u"内核",     u"內核",     u"理事长", u"秘书长", u"董事长",   u"负责人",   u"主持人",
    u"发起人",   u"创始人",   u"架构师", u"工程师", u"程序员",   u"数据库",   u"操作系统",
    u"云原生",   u"阿里云",   u"腾讯云", u"华为云", u"人工智能", u"机器学习", u"深度学习",
    u"中间件",   u"互联网",   u"物联网", u"区块链", u"可观测性", u"可持续",   u"全家桶",
    u"主题演讲", u"圆桌论坛", u"开幕式", u"闭幕式", u"分论坛",   u"主会场",   u"分会场",
    u"工作坊",   u"供应链",   u"发行版", u"源代码", u"软件包",   u"命令行",   u"用户态",
    u"内核态",   u"虚拟机",   u"运行时", u"标准库", u"工具链",   u"路线图",   u"白皮书",
    u"专场",     u"开源",     u"大会",   u"大模型", u"智能体",   u"知识库",   u"编译器",
};

static int32_t match(const UChar *text, int32_t length, int32_t at, const UChar *word) {
    int32_t size = 0;
    for (; word[size] != 0; size++)
        if (at + size >= length || text[at + size] != word[size])
            return 0;
    return size;
}

static void join_glossary(const UChar *text, int32_t length, uint8_t *is_bound) {
    for (int32_t at = 0; at < length;) {
        int32_t longest = 0;
        if (unicode_is_han(text[at])) {
            for (size_t i = 0; i < countof(GLOSSARY); i++) {
                int32_t size = match(text, length, at, GLOSSARY[i]);
                longest = size > longest ? size : longest;
            }
        }
        /* Only where a word begins for ICU, too: 大会 is not in 强大会议. */
        if (longest == 0 || !is_bound[at]) {
            at++;
            continue;
        }
        for (int32_t inside = at + 1; inside < at + longest; inside++)
            is_bound[inside] = 0;
        at += longest;
        is_bound[at] = 1;
    }
}

static bool is_single(const UChar *text, const uint8_t *is_bound, int32_t length, int32_t at) {
    return at < length && is_bound[at] && is_bound[at + 1] && unicode_is_han(text[at]);
}

/* Neighbours of one character each that are no common words: one word that ICU does not know. */
static void join_unknown(const UChar *text, int32_t length, uint8_t *is_bound) {
    for (int32_t from = 0; from < length;) {
        int32_t to = from;
        while (to < length && to - from < UNKNOWN_WORD_MAX &&
               is_single(text, is_bound, length, to) && !is_alone(text[to]))
            to++;
        for (int32_t at = from + 1; at < to; at++)
            is_bound[at] = 0;
        from = to > from ? to : from + 1;
    }
}

static bool is_han_word_before(const UChar *text, const uint8_t *is_bound, int32_t at) {
    return at >= 2 && unicode_is_han(text[at - 1]) && !is_bound[at - 1];
}

static void join_endings(const UChar *text, int32_t length, uint8_t *is_bound) {
    for (int32_t at = 0; at < length; at++) {
        if (!is_single(text, is_bound, length, at))
            continue;
        bool is_word_after = at + 2 < length && unicode_is_han(text[at + 1]) && !is_bound[at + 2];
        if (is_ending(text[at]) && is_han_word_before(text, is_bound, at))
            is_bound[at] = 0;
        else if (is_beginning(text[at]) && is_word_after)
            is_bound[at + 1] = 0;
    }
}

static bool has_han_in(const UChar *text, int32_t length) {
    for (int32_t i = 0; i < length; i++)
        if (unicode_is_han(text[i]) || U16_IS_LEAD(text[i]))
            return true;
    return false;
}

static bool has_kana_in(const UChar *text, int32_t length) {
    for (int32_t i = 0; i < length; i++)
        if (text[i] >= 0x3041 && text[i] <= 0x30fa)
            return true;
    return false;
}

uint8_t *words_find(Iterators *iterators, Arena *arena, Str language, const UChar *text,
                    int32_t length) {
    uint8_t *is_bound = arena_new(arena, uint8_t, (size_t)length + 1);
    UBreakIterator *words =
        has_han_in(text, length) ? iterators_get(iterators, ITERATE_WORDS, language) : NULL;
    if (!words) {
        memset(is_bound, 1, (size_t)length + 1);
        return is_bound;
    }
    UErrorCode error = U_ZERO_ERROR;
    ubrk_setText(words, text, length, &error);
    for (int32_t at = ubrk_first(words); at != UBRK_DONE; at = ubrk_next(words))
        is_bound[at] = 1;
    is_bound[length] = 1;
    if (!has_kana_in(text, length)) {
        join_glossary(text, length, is_bound);
        join_unknown(text, length, is_bound);
        join_endings(text, length, is_bound);
    }
    return is_bound;
}
