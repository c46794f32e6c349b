#include "base/encoding.h"

#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/ascii.h"

enum { LOOKED_AT = 16 * 1024, NAME_MAX_LEN = 40 };

/* What one script's letters are like in an encoding. */
typedef enum { LOOK_LATIN, LOOK_OTHER_ALPHABET, LOOK_CHINESE, LOOK_JAPANESE, LOOK_KOREAN } Look;

/* The letters of German, French, Spanish, Portuguese, Italian, Danish and Norwegian, Swedish and
 * Finnish, Estonian, Icelandic, Dutch; of each language the most frequent first. */
#define WESTERN "üäöß éèàêçôîâûùëïœ óíáéñúü ãçáéíóâêõúà àèòùìé åøæé äöåé äõüöšž áíóðéæúþöý ëïéèöü"

#define CENTRAL "íáéěšřýžčůúťňóď áíéčýšžľúťňôóäďŕĺ łęąóżśćńź áéóöőíüúű ăîșşâțţ čšžćđ äöüß"

#define BALTIC "ėųšžąūįčę āīēšūņļčžģķ äõüöšž"

/* In the order in which one is taken where two read the same. */
static const struct Candidate {
    const char *name, *what;
    const char *detected; /* a name under which ICU's detector may mean it */
    Look look;
    UScriptCode script; /* of an alphabet */
    double prior;       /* how much more often such files are met than others */
    const char *common; /* what such texts have most of; of Latin letters for each language */
} CANDIDATES[] = {
    {.name = "windows-1252",
     .what = "Western",
     .detected = "ISO-8859-1",
     .look = LOOK_LATIN,
     .prior = 0.2,
     .common = WESTERN},
    {.name = "GB18030",
     .what = "Chinese, simplified",
     .look = LOOK_CHINESE,
     .common =
         "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能"
         "下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实"
         "加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间"
         "样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军"
         "很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边"
         "流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处"
         "议场讲嘉宾标题演讲室间厅楼开幕闭茶歇午餐圆桌坛源码云智能软件安全数据技术专家报告致辞"
         "讨签到注册周期星日上下晚北京海张王李刘陈杨赵黄吴林码谈未来"
         "请立即离紧急疏散火警撤注安静勿入满取消改暂停延迟层左右口门谢参观休息洗手"},
    {.name = "Big5",
     .what = "Chinese, traditional",
     .look = LOOK_CHINESE,
     .common =
         "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能"
         "下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實"
         "加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間"
         "樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍"
         "議場講嘉賓標題演講室廳樓開幕閉茶敘午餐圓桌論壇源碼雲智慧軟體安全資料技術專家報告致詞"
         "討論報到註冊星期早晚台北灣張王李劉陳楊趙黃吳林堂國際會議廳教室者名稱"
         "請立即離緊急疏散火警撤注安靜勿入滿取消改暫停延遲層左右口門謝參觀休息洗手"},
    {.name = "Shift_JIS",
     .what = "Japanese",
     .look = LOOK_JAPANESE,
     .common =
         "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業"
         "内相方四定今回新場金員九入選立開手米力学問高代明実円関決子動京全目表戦経通外最言氏現理"
         "調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加"
         "山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先"
         "共得解名交資予川向際査勝面委告軍文反元重近千考判認画海参売利組知案道信策集在件団別物側"
         "任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挨拶演"
         "室講演者登壇受付休憩昼食閉基調懇親発表祭鈴佐藤木高橋渡辺中村太郎花階ー、。・「」（）："},
    {.name = "EUC-JP", .what = "Japanese", .look = LOOK_JAPANESE, .common = NULL /* Shift_JIS's */},
    {.name = "windows-949",
     .what = "Korean",
     .detected = "EUC-KR",
     .look = LOOK_KOREAN,
     .common =
         "이다는에을의가고하지로를한은도기어사리시아자나있대해서수일인라그전정과부보들게원장구제으"
         "만상연여주성오동유신비조공마스무소세안적관국위교회미방실학간개계내년경선생당면것등까안"
         "된때문내발표제목시작종료장소연사강의실오전오후일자날짜점심식사개회폐회휴식등록김박최정"
         "강윤임한홍층관홀기술소프트웨어데이터보안클라우드인공능미래컨퍼런스세션트랙"},
    {.name = "windows-1251",
     .what = "Cyrillic",
     .detected = "windows-1251",
     .look = LOOK_OTHER_ALPHABET,
     .script = USCRIPT_CYRILLIC,
     .common = "оеаинтсрвлкмдпуяыьгзбчй"},
    {.name = "KOI8-R",
     .what = "Cyrillic",
     .detected = "KOI8-R",
     .look = LOOK_OTHER_ALPHABET,
     .script = USCRIPT_CYRILLIC,
     .common = "оеаинтсрвлкмдпуяыьгзбчй"},
    {.name = "ISO-8859-5",
     .what = "Cyrillic",
     .detected = "ISO-8859-5",
     .look = LOOK_OTHER_ALPHABET,
     .script = USCRIPT_CYRILLIC,
     .common = "оеаинтсрвлкмдпуяыьгзбчй"},
    {.name = "IBM866",
     .what = "Cyrillic, of DOS",
     .look = LOOK_OTHER_ALPHABET,
     .script = USCRIPT_CYRILLIC,
     .common = "оеаинтсрвлкмдпуяыьгзбчй"},
    {.name = "windows-1250",
     .what = "Central European",
     .detected = "ISO-8859-2",
     .look = LOOK_LATIN,
     .common = CENTRAL},
    {.name = "ISO-8859-2", .what = "Central European", .look = LOOK_LATIN, .common = CENTRAL},
    {.name = "windows-1253",
     .what = "Greek",
     .detected = "ISO-8859-7",
     .look = LOOK_OTHER_ALPHABET,
     .script = USCRIPT_GREEK,
     .common = "αοιετσνηυρπκμλςόάίέήώ"},
    {.name = "windows-1254",
     .what = "Turkish",
     .detected = "ISO-8859-9",
     .look = LOOK_LATIN,
     .common = "ıüşğçöİâîû"},
    {.name = "windows-1255",
     .what = "Hebrew",
     .detected = "ISO-8859-8",
     .look = LOOK_OTHER_ALPHABET,
     .script = USCRIPT_HEBREW,
     .common = "יוהלאתרבנמשםד"},
    {.name = "windows-1256",
     .what = "Arabic",
     .detected = "windows-1256",
     .look = LOOK_OTHER_ALPHABET,
     .script = USCRIPT_ARABIC,
     .common = "الينمتورهبدعسفكق"},
    {.name = "ISO-8859-6",
     .what = "Arabic",
     .detected = "ISO-8859-6",
     .look = LOOK_OTHER_ALPHABET,
     .script = USCRIPT_ARABIC,
     .common = "الينمتورهبدعسفكق"},
    {.name = "windows-874",
     .what = "Thai",
     .look = LOOK_OTHER_ALPHABET,
     .script = USCRIPT_THAI,
     .common = "านรอกเงมยลวดทสตะปบคหแจพชขใไโผ"},
    {.name = "windows-1257", .what = "Baltic", .look = LOOK_LATIN, .common = BALTIC},
    {.name = "ISO-8859-4", .what = "Baltic", .look = LOOK_LATIN, .common = BALTIC},
    {.name = "IBM850", .what = "Western, of DOS", .look = LOOK_LATIN, .common = WESTERN},
    {.name = "IBM852", .what = "Central European, of DOS", .look = LOOK_LATIN, .common = CENTRAL},
    {.name = "macintosh", .what = "Western, of old Macs", .look = LOOK_LATIN, .common = WESTERN},
};

/* ---- conversion ---- */

static Str to_utf8(Arena *arena, const UChar *text, int32_t len) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t out = 0;
    char *utf8 = arena_alloc_bare(arena, (size_t)len * 3 + 1, 1, 1);
    u_strToUTF8WithSub(utf8, len * 3 + 1, &out, text, len, 0xFFFD, NULL, &status);
    return U_SUCCESS(status) ? (Str){.s = utf8, .len = (size_t)out} : (Str){0};
}

/* The bytes in UTF-16; NULL when the encoding is unknown or, unless `takes_broken`, when a byte
 * means nothing in it. */
static UChar *to_utf16(Arena *arena, Str bytes, const char *name, bool takes_broken, int32_t *len) {
    UErrorCode status = U_ZERO_ERROR;
    if (bytes.len > INT32_MAX / 4)
        return NULL;
    UConverter *converter = ucnv_open(name, &status);
    if (U_FAILURE(status))
        return NULL;
    if (!takes_broken)
        ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    int32_t room = (int32_t)bytes.len * 2 + 1;
    UChar *text = arena_alloc_bare(arena, sizeof *text, _Alignof(UChar), (size_t)room);
    *len = ucnv_toUChars(converter, text, room, bytes.s, (int32_t)bytes.len, &status);
    ucnv_close(converter);
    return U_SUCCESS(status) ? text : NULL;
}

Str encoding_convert(Arena *arena, Str bytes, const char *name, size_t *broken) {
    int32_t len;
    *broken = 0;
    Arena *scratch = arena_create();
    UChar *wide = to_utf16(scratch, bytes, name, true, &len);
    Str text = {0};
    for (int32_t i = 0; wide && i < len; i++) {
        if (wide[i] == 0x1A) /* what ICU puts for a byte that means nothing */
            wide[i] = 0xFFFD;
        *broken += wide[i] == 0xFFFD;
    }
    if (wide)
        text = to_utf8(arena, wide, len);
    arena_free(scratch);
    return text;
}

bool encoding_is_known(Str name) {
    char text[NAME_MAX_LEN];
    UErrorCode status = U_ZERO_ERROR;
    if (name.len == 0 || name.len >= sizeof text)
        return false;
    memcpy(text, name.s, name.len);
    text[name.len] = 0;
    UConverter *converter = ucnv_open(text, &status);
    if (U_SUCCESS(status))
        ucnv_close(converter);
    return U_SUCCESS(status);
}

/* ---- UTF-8 with a scratch ---- */

bool encoding_is_scratched(Str bytes) {
    size_t doubles = 0, longer = 0, broken = 0;
    for (size_t i = 0; i < bytes.len;) {
        size_t from = i;
        uint32_t rune = str_next_rune(bytes, &i);
        doubles += i - from == 2;
        longer += i - from > 2;
        broken += i - from == 1 && rune == 0xFFFD;
    }
    /* In GB2312 one character in five happens to be a UTF-8 sequence of two bytes, but three in a
     * row hardly ever are one of three. */
    return !(broken > longer * 2 && broken * 2 > doubles);
}

/* ---- how a text looks ---- */

static bool is_among(UChar32 rune, const char *list) {
    char utf8[5] = {0};
    if (rune < 0x80 || rune > 0xFFFF)
        return false;
    if (rune < 0x800) {
        utf8[0] = (char)(0xC0 | rune >> 6);
        utf8[1] = (char)(0x80 | (rune & 0x3F));
    } else {
        utf8[0] = (char)(0xE0 | rune >> 12);
        utf8[1] = (char)(0x80 | (rune >> 6 & 0x3F));
        utf8[2] = (char)(0x80 | (rune & 0x3F));
    }
    return strstr(list, utf8) != NULL;
}

/* How usual a letter is among a language's, which all have two bytes: 1.8 of the first, 0.6 of the
 * last of many; below 0 for one that it does not have. */
static double letter_score(UChar32 rune, const char *letters) {
    char utf8[3] = {(char)(0xC0 | rune >> 6), (char)(0x80 | (rune & 0x3F)), 0};
    const char *at = rune >= 0x80 && rune < 0x800 ? strstr(letters, utf8) : NULL;
    if (!at)
        return rune == 0xF0 || rune == 0xFE ? -2.5
                                            : -1.4; /* ð and þ are Icelandic, or Baltic š, ž */
    double score = 1.8 - 0.09 * (double)((at - letters) / 2);
    return score > 0.6 ? score : 0.6;
}

static bool is_latin(UChar32 rune) {
    UErrorCode status = U_ZERO_ERROR;
    return u_isalpha(rune) && uscript_getScript(rune, &status) == USCRIPT_LATIN;
}

static bool is_wide_punctuation(UChar32 rune) {
    return (rune >= 0x3000 && rune < 0x3020) || (rune >= 0xFF01 && rune < 0xFF5F) ||
           rune == 0x30FB || rune == 0x30FC || rune == 0xB7 || (rune >= 0x2010 && rune < 0x2040);
}

static bool is_latin_sign(UChar32 rune) {
    return (rune >= 0x2013 && rune < 0x2027) || rune == 0x20AC || is_among(rune, "«»°ºª·¿¡€…");
}

/* Two signs beyond ASCII beside each other are hardly ever meant. */
static bool is_sign(UChar32 rune) {
    return rune >= 0x80 && !u_isalpha(rune) && u_charType(rune) != U_NON_SPACING_MARK;
}

/* A letter beyond ASCII in a text of Latin letters; `letters` are the language's. */
static double latin_score(UChar32 before, UChar32 rune, UChar32 after, const char *letters) {
    bool has_letter_before = is_latin(before), has_letter_after = is_latin(after);
    if (!u_isalpha(rune) || rune == 0xAA || rune == 0xBA) {
        if (has_letter_before && has_letter_after && rune != 0x2019 && rune != 0xB7)
            return -3; /* a sign in the middle of a word */
        if (is_sign(before) || is_sign(after))
            return -1;
        if (rune == 0x201A || rune == 0x201E) /* they open a quotation */
            return has_letter_before ? -2 : 0.8;
        if (is_latin_sign(rune))
            return 0.8;
        return has_letter_before || has_letter_after ? -2 : -0.5;
    }
    if (!is_latin(rune))
        return -3;
    if (!has_letter_before && !has_letter_after && !is_among(u_tolower(rune), "àáéèêóòôåöüíúæø"))
        return -1; /* few letters are a word */
    double as_written = letter_score(rune, letters);
    double score = letter_score(u_tolower(rune), letters);
    score = as_written > score ? as_written : score;
    if (rune == 0xFE && has_letter_before)
        score -= 2; /* þ begins words; elsewhere it is what Turkish ş looks like in Western */
    if (u_isupper(rune) && has_letter_before && u_islower(before))
        score -= 3;
    if (u_islower(rune) && has_letter_before && u_isupper(before) && u_isupper(after))
        score -= 2;
    if ((before >= 0x80 && has_letter_before) || (after >= 0x80 && has_letter_after))
        score -= 1; /* two such letters beside each other are rare */
    return score;
}

static bool is_thai_vowel(UChar32 rune) {
    return (rune >= 0x0E30 && rune <= 0x0E39) || (rune >= 0x0E40 && rune <= 0x0E44);
}

/* Bytes of Chinese are letters of Thai, too, all of them; but not in such an order: a vowel stands
 * beside nearly each consonant, marks stand on one, and two of the four tones are rare. */
static double thai_score(UChar32 before, UChar32 rune, UChar32 after, const char *common) {
    bool is_consonant = rune >= 0x0E01 && rune <= 0x0E2E;
    bool is_on_letter = (before >= 0x0E01 && before <= 0x0E2E) || before == 0x0E31 ||
                        (before >= 0x0E34 && before <= 0x0E39);
    if (rune == 0x0E4A || rune == 0x0E4B || rune >= 0x0E4F)
        return -1.5;
    if (rune >= 0x0E47)
        return is_on_letter ? 1 : -3;
    if (is_thai_vowel(rune) && rune < 0x0E40)
        return is_on_letter || (before >= 0x0E48 && before <= 0x0E4B) ? 1.4 : -3;
    if (is_thai_vowel(rune))
        return after >= 0x0E01 && after <= 0x0E2E ? 1.4 : -3;
    bool has_vowel = is_thai_vowel(before) || is_thai_vowel(after);
    return !is_consonant ? -0.5 : !has_vowel ? -0.6 : is_among(rune, common) ? 1.6 : 0.3;
}

static double alphabet_score(const struct Candidate *candidate, UChar32 before, UChar32 rune,
                             UChar32 after) {
    UErrorCode status = U_ZERO_ERROR;
    bool is_of_word = is_latin(before) || is_latin(after);
    if (is_sign(rune) && (is_sign(before) || is_sign(after)))
        return -1.5;
    if (is_sign(rune))
        return is_wide_punctuation(rune) || rune == 0xAB || rune == 0xBB || rune == 0x2116 ||
                       rune == 0x60C || rune == 0x61F
                   ? 0.3
                   : -1.5;
    UScriptCode script = uscript_getScript(rune, &status);
    if (script != candidate->script && script != USCRIPT_INHERITED)
        return -2;
    if (is_of_word)
        return -3;
    if (script == USCRIPT_THAI)
        return thai_score(before, rune, after, candidate->common);
    bool is_alone = !u_isalpha(before) && !u_isalpha(after);
    if (is_alone)
        return is_among(u_tolower(rune), "ивскоаяуєіжοηή") ? 0.3 : -1; /* few letters are a word */
    bool is_odd_case = u_isupper(rune) && u_islower(before) && before >= 0x80;
    bool is_initial = u_isupper(rune) && !u_isalpha(before) && u_islower(after) && after >= 0x80;
    bool is_capitals = u_isupper(rune) && u_isupper(before) && before >= 0x80;
    return (is_among(u_tolower(rune), candidate->common) ? 1.6 : 0.5) - (is_odd_case ? 5 : 0) +
           (is_initial ? 1.5 : 0) - (is_capitals ? 1 : 0);
}

/* Whether a letter of ASCII stands on both sides, as in no text of East Asia. */
static bool is_inside_word(UChar32 before, UChar32 after) {
    return before < 0x80 && after < 0x80 && u_isalpha(before) && u_isalpha(after) &&
           u_islower(after);
}

static double asian_score(const struct Candidate *candidate, UChar32 before, UChar32 rune,
                          UChar32 after) {
    const char *common = candidate->common ? candidate->common : CANDIDATES[3].common;
    double inside = is_inside_word(before, after) ? -2.5 : 0;
    if (rune >= 0xFF61 && rune < 0xFFA0) /* half-width katakana */
        return -1.2 + inside;
    if (is_wide_punctuation(rune))
        return 0.6 + inside;
    bool is_kana = rune >= 0x3041 && rune < 0x3100, is_hangul = rune >= 0xAC00 && rune < 0xD7A4;
    bool is_han = (rune >= 0x4E00 && rune < 0x9FB0) || (rune >= 0x3400 && rune < 0x4DC0);
    bool is_common = is_among(rune, common);
    if (is_kana)
        return (candidate->look == LOOK_JAPANESE ? 1.8 : -0.6) + inside;
    if (is_hangul)
        return (candidate->look == LOOK_KOREAN ? is_common ? 1.8 : 0.4 : -2) + inside;
    if (is_han && candidate->look == LOOK_KOREAN)
        return -0.6 + inside; /* seldom written today */
    if (is_han)
        return (is_common ? 1.9 : rune < 0x4E00 ? -2 : -0.35) + inside;
    return (u_isalpha(rune) ? -1.5 : -0.8) + inside;
}

static bool is_impossible(UChar32 rune) {
    int8_t type = u_charType(rune);
    return type == U_UNASSIGNED || type == U_PRIVATE_USE_CHAR || type == U_SURROGATE ||
           (type == U_CONTROL_CHAR && rune >= 0x7F);
}

static double score_with(const struct Candidate *candidate, const char *common, const UChar32 *text,
                         int32_t len) {
    double sum = 0;
    size_t wide = 0;
    for (int32_t i = 0; i < len; i++) {
        UChar32 rune = text[i], before = i ? text[i - 1] : ' ';
        UChar32 after = i + 1 < len ? text[i + 1] : ' ';
        if (rune < 0x80)
            continue;
        wide++;
        if (is_impossible(rune))
            sum -= 6;
        else if (candidate->look == LOOK_LATIN)
            sum += latin_score(before, rune, after, common);
        else if (candidate->look == LOOK_OTHER_ALPHABET)
            sum += alphabet_score(candidate, before, rune, after);
        else
            sum += asian_score(candidate, before, rune, after);
    }
    return wide ? sum / ((double)wide + 0.5) : 0;
}

/* From about -3, a salad, to 2, as expected; what few characters tell is taken for less. A text of
 * Latin letters is in one language, that which it looks most like. */
static double score_text(const struct Candidate *candidate, const UChar32 *text, int32_t len) {
    if (candidate->look != LOOK_LATIN)
        return score_with(candidate, NULL, text, len);
    double best = -100;
    for (const char *at = candidate->common; *at;) {
        char letters[80] = {0};
        size_t count = strcspn(at, " ");
        memcpy(letters, at, count < sizeof letters ? count : sizeof letters - 1);
        double score = score_with(candidate, letters, text, len);
        best = score > best ? score : best;
        at += count + (at[count] == ' ');
    }
    return best;
}

/* ---- the guess ---- */

typedef struct {
    const struct Candidate *candidate;
    Str text;
    double score;
    size_t wide; /* characters beyond ASCII */
} Reading;

/* What ICU's detector thinks of each candidate, from 0 to 1. */
static void ask_detector(Str bytes, double *says) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t count = 0;
    UCharsetDetector *detector = ucsdet_open(&status);
    ucsdet_setText(detector, bytes.s, (int32_t)bytes.len, &status);
    const UCharsetMatch **matches = ucsdet_detectAll(detector, &count, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < count; i++) {
        const char *name = ucsdet_getName(matches[i], &status);
        double confidence = ucsdet_getConfidence(matches[i], &status) / 100.0;
        for (size_t k = 0; U_SUCCESS(status) && k < countof(CANDIDATES); k++) {
            const char *other = CANDIDATES[k].detected;
            bool is_one = strcasecmp(name, CANDIDATES[k].name) == 0 ||
                          (other && strncasecmp(name, other, strlen(other)) == 0);
            if (is_one && confidence > says[k])
                says[k] = confidence;
        }
    }
    ucsdet_close(detector);
}

/* The lines with more than ASCII in them, whole, so that no character is cut in two; of one that is
 * longer than all that is looked at as much as there is up to a sign of ASCII. */
static Str sample_of(Arena *arena, Str bytes) {
    char *sample = arena_alloc_bare(arena, LOOKED_AT, 1, 1);
    size_t len = 0;
    for (size_t at = 0; at < bytes.len && len < LOOKED_AT;) {
        const char *feed = memchr(bytes.s + at, '\n', bytes.len - at);
        size_t end = feed ? (size_t)(feed - bytes.s) + 1 : bytes.len, i = at;
        while (i < end && (unsigned char)bytes.s[i] < 0x80)
            i++;
        size_t room = LOOKED_AT - len, take = i == end ? 0 : end - at;
        if (take > room && len > 0)
            break;
        while (take > room || (take == room && (unsigned char)bytes.s[at + take - 1] >= 0x30))
            take--;
        memcpy(sample + len, bytes.s + at, take);
        len += take;
        at = end;
    }
    return (Str){.s = sample, .len = len};
}

static bool try_candidate(Arena *arena, Str bytes, const struct Candidate *candidate,
                          Reading *reading) {
    Arena *scratch = arena_create();
    int32_t len, count = 0;
    UErrorCode status = U_ZERO_ERROR;
    UChar *wide = to_utf16(scratch, bytes, candidate->name, false, &len);
    bool is_read = wide != NULL;
    if (is_read) {
        UChar32 *runes =
            arena_alloc_bare(scratch, sizeof *runes, _Alignof(UChar32), (size_t)len + 1);
        u_strToUTF32WithSub(runes, len + 1, &count, wide, len, 0xFFFD, NULL, &status);
        *reading = (Reading){.candidate = candidate,
                             .text = to_utf8(arena, wide, len),
                             .score = score_text(candidate, runes, count)};
        for (int32_t i = 0; i < count; i++)
            reading->wide += runes[i] >= 0x80;
    }
    arena_free(scratch);
    return is_read && U_SUCCESS(status);
}

/* The first line with more than ASCII in it, from a little before that. */
static Str sample_line(Arena *arena, Str text) {
    size_t wide = 0, from, to, runes = 0;
    while (wide < text.len && (unsigned char)text.s[wide] < 0x80)
        wide++;
    from = wide;
    while (from > 0 && text.s[from - 1] != '\n' && wide - from < 24)
        from--;
    for (to = from;
         to < text.len && text.s[to] != '\n' && text.s[to] != '\r' && runes < ENCODING_SAMPLE;
         runes++)
        str_next_rune(text, &to);
    return str_copy(arena, str_trim(str_slice(text, from, to - from)));
}

/* Both texts from the first line on in which they differ. */
static void skip_same_lines(Str *a, Str *b) {
    size_t line = 0, same = 0;
    for (; same < a->len && same < b->len && a->s[same] == b->s[same]; same++)
        if (a->s[same] == '\n')
            line = same + 1;
    *a = str_slice(*a, line, a->len);
    *b = str_slice(*b, line, b->len);
}

static Encoding encoding_of(Arena *arena, const Reading *reading) {
    return (Encoding){.name = reading->candidate->name,
                      .what = reading->candidate->what,
                      .sample = sample_line(arena, reading->text)};
}

EncodingGuess encoding_guess(Arena *arena, Str bytes) {
    /* The less there is to look at the clearer it has to be. */
    static const double LEAST = 0.2, APART = 0.2, APART_OF_ONE = 0.5;
    /* In a long text little tells much: two languages share most of their letters. */
    static const double APART_OF_MANY = 0.08, EVIDENCE = 6;
    Reading best = {.score = -100}, second = {.score = -100};
    EncodingGuess guess = {0};
    Arena *scratch = arena_create();
    Str sample = sample_of(scratch, bytes);
    double says[countof(CANDIDATES)] = {0};
    ask_detector(sample, says);
    for (size_t i = 0; i < countof(CANDIDATES); i++) {
        Reading reading;
        if (!try_candidate(scratch, sample, &CANDIDATES[i], &reading))
            continue;
        /* ICU knows no Baltic language: among Latin letters its word counts for less. */
        double weight = CANDIDATES[i].look == LOOK_LATIN ? 0.3 : 0.8;
        reading.score += weight * says[i] + CANDIDATES[i].prior;
        bool is_same = best.candidate && str_equal(best.text, reading.text);
        if (is_same) {
            best.score = reading.score > best.score ? reading.score : best.score;
        } else if (reading.score > best.score) {
            second = best;
            best = reading;
        } else if (reading.score > second.score) {
            second = reading;
        }
    }
    if (best.candidate && second.candidate)
        skip_same_lines(&best.text, &second.text);
    if (best.candidate) {
        guess.best = encoding_of(arena, &best);
        guess.is_likely = best.score >= LEAST;
        double apart = best.score - second.score, wide = (double)best.wide;
        guess.is_clear = guess.is_likely && (apart >= APART + APART_OF_ONE / wide ||
                                             (apart >= APART_OF_MANY && apart * wide >= EVIDENCE));
    }
    if (second.candidate && !guess.is_clear)
        guess.second = encoding_of(arena, &second);
    arena_free(scratch);
    return guess;
}
