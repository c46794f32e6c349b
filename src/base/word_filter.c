#include "base/word_filter.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/fold.h"

/* Letters that are written without spaces between words. */
static bool is_unspaced(uint32_t rune) {
    switch (u_getIntPropertyValue((UChar32)rune, UCHAR_LINE_BREAK)) {
    case U_LB_IDEOGRAPHIC:
    case U_LB_COMPLEX_CONTEXT:
    case U_LB_CONDITIONAL_JAPANESE_STARTER:
        return true;
    default:
        return false;
    }
}

static bool is_of_word(uint32_t rune) {
    return u_isalnum((UChar32)rune) && !is_unspaced(rune);
}

static uint32_t rune_before(Str text, size_t at) {
    if (at == 0)
        return ' ';
    size_t begin = at - 1;
    while (begin > 0 && ((unsigned char)text.s[begin] & 0xC0) == 0x80)
        begin--;
    return str_next_rune(text, &begin);
}

static uint32_t rune_behind(Str text, size_t at) {
    return at < text.len ? str_next_rune(text, &at) : ' ';
}

static bool has_one(Str text, Str word) {
    bool begins_anywhere = str_starts(word, "*"), ends_anywhere = str_ends(word, "*");
    if (begins_anywhere)
        word = str_slice(word, 1, word.len);
    if (ends_anywhere && word.len)
        word = str_slice(word, 0, word.len - 1);
    if (word.len == 0)
        return false;
    begins_anywhere |= !is_of_word(rune_behind(word, 0));
    ends_anywhere |= !is_of_word(rune_before(word, word.len));
    for (size_t at = 0; at + word.len <= text.len; at++) {
        if (memcmp(text.s + at, word.s, word.len) != 0)
            continue;
        if ((begins_anywhere || !is_of_word(rune_before(text, at))) &&
            (ends_anywhere || !is_of_word(rune_behind(text, at + word.len))))
            return true;
    }
    return false;
}

/* Where letters stop being folded in one go, so that a long text is looked at whole: the pieces
 * overlap by more than a word. */
enum { PIECE = 300, OVERLAP = 100 };

static size_t letter_begin(Str text, size_t at) {
    while (at > 0 && at < text.len && ((unsigned char)text.s[at] & 0xC0) == 0x80)
        at--;
    return at;
}

bool word_filter_has(Str text, const Str *words, size_t count) {
    for (size_t from = 0; count && from < text.len;) {
        size_t until = from + PIECE < text.len ? letter_begin(text, from + PIECE) : text.len;
        char folded[FOLD_MAX];
        bool is_cut = false;
        Str piece = fold_words(str_slice(text, from, until - from), folded, &is_cut);
        if (is_cut) /* a third longer when it is made plain: nobody writes so who means well */
            return true;
        for (size_t i = 0; i < count; i++) {
            char small[FOLD_MAX];
            if (has_one(piece, fold_words(words[i], small, NULL)))
                return true;
        }
        if (until == text.len)
            break;
        from = letter_begin(text, until - OVERLAP);
    }
    return false;
}
