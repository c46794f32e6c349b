/* hyphens.c: see hyphens.h. Liang's algorithm ("Word Hy-phen-a-tion by Com-put-er", 1983) over the
 * file of patterns, read once for each word: a long word is rare, and its layout is cached. */
#include "text/hyphens.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>
#include <unistd.h>

#include "text/font_file.h"

#define FOLDER "/usr/share/hyphen"

enum {
    TAG_MAX = 16,
    WORD_MAX = 100,           /* characters */
    BYTES_MAX = WORD_MAX * 4, /* of a word in the patterns' character set */
    LEAST = 3,                /* letters before and behind a hyphen */
};

/* ---- patterns --------------------------------------------------------------------------------*/

/* What the patterns say of a word, or of a part of a compound: a hyphen may stand before byte i of
 * `bytes` where points[i] is odd. */
typedef struct {
    char bytes[BYTES_MAX + 2]; /* between two full stops, which stand for its ends */
    size_t size;
    uint8_t points[BYTES_MAX + 3];
} Word;

static Word word_from(const char *bytes, size_t size) {
    Word word = {.size = size + 2};
    word.bytes[0] = word.bytes[size + 1] = '.';
    memcpy(word.bytes + 1, bytes, size);
    return word;
}

/* One line of the file, such as ".ab1so": letters, and digits that say how good (odd) or bad (even)
 * a hyphen is there. Patterns for another spelling at the line's end have a "/". */
static void apply_pattern(Word *word, Str line) {
    char letters[64];
    uint8_t values[sizeof letters + 1] = {0};
    size_t count = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (line.s[i] >= '0' && line.s[i] <= '9')
            values[count] = (uint8_t)(line.s[i] - '0');
        else if (line.s[i] == '/' || count == sizeof letters)
            return;
        else
            letters[count++] = line.s[i];
    }
    const char *at = word->bytes, *end = word->bytes + word->size;
    while (count > 0 && (at = memmem(at, (size_t)(end - at), letters, count)) != NULL) {
        uint8_t *points = word->points + (at - word->bytes);
        for (size_t i = 0; i <= count; i++)
            points[i] = values[i] > points[i] ? values[i] : points[i];
        at++;
    }
}

/* The lines up to the next level's; what is behind them. */
static Str apply_patterns(Word *word, Str file) {
    while (file.len > 0) {
        const char *end = memchr(file.s, '\n', file.len);
        size_t len = end ? (size_t)(end - file.s) : file.len;
        Str line = str_trim(str_slice(file, 0, len));
        file = str_slice(file, len + 1, file.len);
        if (str_equal_c(line, "NEXTLEVEL"))
            break;
        if (line.len > 0 && line.s[0] != '#' && line.s[0] != '%')
            apply_pattern(word, line);
    }
    return file;
}

/* can_break[i]: a hyphen may stand before byte i. A file may have two levels: what joins compounds,
 * and then what is within their parts. */
static void find_hyphens(Str file, const char *bytes, size_t size, bool *can_break) {
    Word whole = word_from(bytes, size);
    Str rest = apply_patterns(&whole, file);
    for (size_t i = 1; i < size; i++)
        can_break[i] = whole.points[i + 1] & 1;
    for (size_t from = 0; rest.len > 0 && from < size;) {
        size_t to = from + 1;
        while (to < size && !can_break[to])
            to++;
        Word part = word_from(bytes + from, to - from);
        apply_patterns(&part, rest);
        for (size_t i = from + 1; i < to; i++)
            can_break[i] = part.points[i - from + 1] & 1;
        from = to;
    }
}

/* ---- files -----------------------------------------------------------------------------------*/

typedef struct {
    char tag[TAG_MAX];
    hb_blob_t *blob;       /* owned: the mapped file */
    UConverter *converter; /* owned */
    Str file;
} Patterns;

/* The file for a tag: of its own region, of the language, of the language's first country. */
static bool find_file(const char *tag, char *path, size_t size) {
    char language[8] = "", region[8] = "", likely[64] = "";
    UErrorCode error = U_ZERO_ERROR;
    uloc_getLanguage(tag, language, sizeof language, &error);
    uloc_getCountry(tag, region, sizeof region, &error);
    if (U_FAILURE(error) || language[0] == '\0')
        return false;
    snprintf(path, size, FOLDER "/hyph_%s_%s.dic", language, region);
    if (region[0] != '\0' && access(path, R_OK) == 0)
        return true;
    snprintf(path, size, FOLDER "/hyph_%s.dic", language);
    if (access(path, R_OK) == 0)
        return true;
    uloc_addLikelySubtags(language, likely, sizeof likely, &error);
    uloc_getCountry(likely, region, sizeof region, &error);
    snprintf(path, size, FOLDER "/hyph_%s_%s.dic", language, region);
    return U_SUCCESS(error) && access(path, R_OK) == 0;
}

/* To the character set that the first line of the patterns names; NULL for none that is known. */
static UConverter *open_converter(Str file) {
    char name[32] = "";
    memcpy(name, file.s, file.len < sizeof name ? file.len : sizeof name - 1);
    name[strcspn(name, "\r\n")] = '\0';
    UErrorCode error = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &error);
    ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    if (U_SUCCESS(error))
        return converter;
    if (converter)
        ucnv_close(converter);
    return NULL;
}

static void close_patterns(Patterns *patterns) {
    if (patterns->converter)
        ucnv_close(patterns->converter);
    hb_blob_destroy(patterns->blob);
}

/* False when there are none for the language. */
static bool open_patterns(Patterns *patterns, Str tag) {
    char path[256];
    *patterns = (Patterns){0};
    if (tag.len == 0 || tag.len >= TAG_MAX)
        return false;
    memcpy(patterns->tag, tag.s, tag.len);
    if (!find_file(patterns->tag, path, sizeof path))
        return false;
    patterns->blob = font_file_open(path);
    unsigned size;
    const char *bytes = hb_blob_get_data(patterns->blob, &size);
    patterns->file = (Str){.s = bytes, .len = size};
    if (size > 0)
        patterns->converter = open_converter(patterns->file);
    if (!patterns->converter)
        close_patterns(patterns);
    return patterns->converter != NULL;
}

/* ---- words -----------------------------------------------------------------------------------*/

/* The word in small letters, in the patterns' character set; its bytes, or 0. */
static int32_t encode(const Patterns *patterns, const uint32_t *runes, int32_t count, char *bytes) {
    UChar units[WORD_MAX * 2], lower[WORD_MAX * 4];
    int32_t length;
    UErrorCode error = U_ZERO_ERROR;
    u_strFromUTF32(units, WORD_MAX * 2, &length, (const UChar32 *)(const void *)runes, count,
                   &error);
    int32_t lower_length = u_strToLower(lower, WORD_MAX * 4, units, length, patterns->tag, &error);
    /* A letter for a letter, so that places are the same. */
    if (U_FAILURE(error) || u_countChar32(lower, lower_length) != count)
        return 0;
    int32_t size =
        ucnv_fromUChars(patterns->converter, bytes, BYTES_MAX, lower, lower_length, &error);
    return U_SUCCESS(error) && size <= BYTES_MAX ? size : 0;
}

/* can_end[i]: a hyphen may stand behind character i. False without any. */
static bool hyphenate(const Patterns *patterns, const uint32_t *runes, int32_t count,
                      bool *can_end) {
    char bytes[BYTES_MAX];
    bool can_break[BYTES_MAX] = {false};
    int32_t size = encode(patterns, runes, count, bytes);
    bool is_utf8 = size > count;
    if (size == 0)
        return false;
    find_hyphens(patterns->file, bytes, (size_t)size, can_break);
    bool has_any = false;
    for (int32_t i = 0, at = 0; i < count; i++) {
        at++; /* behind character i */
        while (is_utf8 && at < size && ((unsigned char)bytes[at] & 0xc0) == 0x80)
            at++;
        can_end[i] = at < size && can_break[at] && i + 1 >= LEAST && i + LEAST < count;
        has_any = has_any || can_end[i];
    }
    return has_any;
}

/* Allows hyphens in clusters from..to, one word. */
static bool allow_in_word(const Patterns *patterns, Cluster *clusters, uint32_t from, uint32_t to,
                          Str text) {
    uint32_t runes[WORD_MAX];
    uint32_t ends[WORD_MAX]; /* the cluster that ends with that character; 0: none does */
    int32_t count = 0;
    for (uint32_t i = from; i < to; i++) {
        for (size_t offset = clusters[i].from; offset < clusters[i].to;) {
            if (count == WORD_MAX)
                return false;
            ends[count] = 0;
            runes[count++] = str_next_rune(text, &offset);
        }
        if (count > 0)
            ends[count - 1] = i + 1;
    }
    bool can_end[WORD_MAX] = {false};
    if (!hyphenate(patterns, runes, count, can_end))
        return false;
    for (int32_t i = 0; i < count; i++)
        if (can_end[i] && ends[i] > 0)
            clusters[ends[i] - 1].after = (Break){.kind = BREAK_HYPHEN, .cost = BREAK_HYPHEN_COST};
    return true;
}

const Shaped *hyphens_allow(Arena *arena, const Shaped *shaped, Str text, Str language,
                            float width) {
    Cluster *clusters = NULL;
    Patterns patterns;
    bool has_any = false;
    for (uint32_t from = 0; from < shaped->cluster_count;) {
        uint32_t to = from;
        while (to < shaped->cluster_count && (shaped->clusters[to].flags & CLUSTER_WORD) &&
               (to == from || shaped->clusters[to - 1].after.kind <= BREAK_EMERGENCY))
            to++;
        if (to > from && shaped_width(shaped, from, to) > width) {
            if (!clusters && !open_patterns(&patterns, language))
                return NULL;
            if (!clusters) {
                size_t count = shaped->cluster_count + EXTRA_COUNT;
                clusters = arena_new(arena, Cluster, count);
                memcpy(clusters, shaped->clusters, count * sizeof *clusters);
            }
            has_any |= allow_in_word(&patterns, clusters, from, to, text);
        }
        from = to > from ? to : from + 1;
    }
    if (clusters)
        close_patterns(&patterns);
    if (!has_any)
        return NULL;
    Shaped *allowed = arena_new(arena, Shaped, 1);
    *allowed = *shaped;
    allowed->clusters = clusters;
    allowed->loosest = BREAK_HYPHEN;
    return allowed;
}
