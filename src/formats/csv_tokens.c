/* csv_tokens.c: the words of nine languages that say when. */
#include "formats/csv_tokens.h"

#include <string.h>

#include "base/ascii.h"

/* ---- words ---- */

static const char *const MONTHS[12][6] = {
    {"january", "januar", "janvier", "enero", "gennaio", "janeiro"},
    {"february", "februar", "fevrier", "febrero", "febbraio", "fevereiro"},
    {"march", "marz", "mars", "marzo", "maerz", "marco"},
    {"april", "avril", "abril", "aprile", "avr", "abr"},
    {"may", "mai", "mayo", "maggio", "maio", "may"},
    {"june", "juni", "juin", "junio", "giugno", "junho"},
    {"july", "juli", "juillet", "julio", "luglio", "julho"},
    {"august", "aout", "agosto", "aug", "ago", "aou"},
    {"september", "septembre", "septiembre", "settembre", "setembro", "sept"},
    {"october", "oktober", "octobre", "octubre", "ottobre", "outubro"},
    {"november", "novembre", "noviembre", "novembro", "nov", "nov"},
    {"december", "dezember", "decembre", "diciembre", "dicembre", "dezembro"},
};

enum { SATURDAY = 5 };

static const char *const WEEKDAYS[7][6] = {
    {"monday", "montag", "lundi", "lunes", "lunedi", "segunda"},
    {"tuesday", "dienstag", "mardi", "martes", "martedi", "terca"},
    {"wednesday", "mittwoch", "mercredi", "miercoles", "mercoledi", "quarta"},
    {"thursday", "donnerstag", "jeudi", "jueves", "giovedi", "quinta"},
    {"friday", "freitag", "vendredi", "viernes", "venerdi", "sexta"},
    {"saturday", "samstag", "samedi", "sabado", "sabato", "sonnabend"},
    {"sunday", "sonntag", "dimanche", "domingo", "domenica", "domingo"},
};

/* Of Dutch, Polish, Czech and Hungarian, as they stand in a date: whole, or four letters at least,
 * since three of them are words of other languages. */
static const char *const MORE_MONTHS[12][4] = {
    {"januari", "stycznia", "ledna", "januar"},
    {"februari", "lutego", "unora", "februar"},
    {"maart", "marca", "brezna", "marcius"},
    {"april", "kwietnia", "dubna", "aprilis"},
    {"mei", "maja", "kvetna", "majus"},
    {"juni", "czerwca", "cervna", "junius"},
    {"juli", "lipca", "cervence", "julius"},
    {"augustus", "sierpnia", "srpna", "augusztus"},
    {"september", "wrzesnia", "zari", "szeptember"},
    {"oktober", "pazdziernika", "rijna", "oktober"},
    {"november", "listopada", "listopadu", "november"},
    {"december", "grudnia", "prosince", "december"},
};

static const char *const MORE_WEEKDAYS[7][5] = {
    {"maandag", "poniedzialek", "pondeli", "hetfo", "maandag"},
    {"dinsdag", "wtorek", "utery", "kedd", "dinsdag"},
    {"woensdag", "sroda", "streda", "szerda", "wo"},
    {"donderdag", "czwartek", "ctvrtek", "csutortok", "donderdag"},
    {"vrijdag", "piatek", "patek", "pentek", "vr"},
    {"zaterdag", "sobota", "sobota", "szombat", "za"},
    {"zondag", "niedziela", "nedele", "vasarnap", "zo"},
};

/* As fold_words writes them, as they stand in a date, whole: of Turkish, Russian, Ukrainian,
 * Swedish, Danish and Norwegian, Finnish, Romanian, Catalan, Indonesian. */
static const char *const WHOLE_MONTHS[12][9] = {
    {"ocak", "января", "січня", "januari", "januar", "tammikuuta", "ianuarie", "gener", "jan"},
    {"subat", "февраля", "лютого", "februari", "februar", "helmikuuta", "februarie", "febrer",
     "feb"},
    {"mart", "марта", "березня", "mars", "marts", "maaliskuuta", "martie", "marc", "maret"},
    {"nisan", "апреля", "квітня", "april", "april", "huhtikuuta", "aprilie", "abril", "apr"},
    {"mayıs", "мая", "травня", "maj", "maj", "toukokuuta", "mai", "maig", "mei"},
    {"haziran", "июня", "червня", "juni", "juni", "kesakuuta", "iunie", "juny", "jun"},
    {"temmuz", "июля", "липня", "juli", "juli", "heinakuuta", "iulie", "juliol", "jul"},
    {"agustos", "августа", "серпня", "augusti", "august", "elokuuta", "august", "agost", "agustus"},
    {"eylul", "сентября", "вересня", "september", "september", "syyskuuta", "septembrie",
     "setembre", "sep"},
    {"ekim", "октября", "жовтня", "oktober", "oktober", "lokakuuta", "octombrie", "octubre", "okt"},
    {"kasım", "ноября", "листопада", "november", "november", "marraskuuta", "noiembrie", "novembre",
     "nov"},
    {"aralık", "декабря", "грудня", "december", "december", "joulukuuta", "decembrie", "desembre",
     "desember"},
};

static const char *const WHOLE_WEEKDAYS[7][11] = {
    {"pazartesi", "понедельник", "понеділок", "пн", "mandag", "maanantai", "luni", "dilluns",
     "senin", "pzt", "lundi"},
    {"salı", "вторник", "вівторок", "вт", "tisdag", "tiistai", "marti", "dimarts", "selasa",
     "tirsdag", "sal"},
    {"carsamba", "среда", "середа", "ср", "onsdag", "keskiviikko", "miercuri", "dimecres", "rabu",
     "car", "onsdag"},
    {"persembe", "четверг", "четвер", "чт", "torsdag", "torstai", "joi", "dijous", "kamis", "per",
     "torsdag"},
    {"cuma", "пятница", "пт", "fredag", "perjantai", "vineri", "divendres", "jumat", "cum",
     "п'ятниця", "cuma"},
    {"cumartesi", "суббота", "субота", "сб", "lordag", "lørdag", "lauantai", "sambata", "dissabte",
     "sabtu", "cmt"},
    {"pazar", "воскресенье", "неділя", "вс", "sondag", "søndag", "sunnuntai", "duminica",
     "diumenge", "minggu", "нд"},
};

static const struct {
    const char *word;
    TokenKind kind;
} WORDS[] = {
    {"am", TOKEN_AM},
    {"pm", TOKEN_PM},
    {"p", TOKEN_PM}, /* "1:00p" */
    {"to", TOKEN_TO},
    {"until", TOKEN_TO},
    {"till", TOKEN_TO},
    {"bis", TOKEN_TO},
    {"a", TOKEN_TO},
    {"alle", TOKEN_TO},
    {"hasta", TOKEN_TO},
    {"ate", TOKEN_TO},
    {"as", TOKEN_TO},
    {"jusqua", TOKEN_TO},
    {"h", TOKEN_HOUR},
    {"hrs", TOKEN_HOUR},
    {"uhr", TOKEN_HOUR},
    {"uur", TOKEN_HOUR},
    {"min", TOKEN_MINUTE},
    {"noon", TOKEN_NOON},
    {"m", TOKEN_NOON}, /* "12:00 m." in Latin America */
    {"midday", TOKEN_NOON},
    {"midi", TOKEN_NOON},
    {"mediodia", TOKEN_NOON},
    {"mezzogiorno", TOKEN_NOON},
    {"midnight", TOKEN_MIDNIGHT},
    {"minuit", TOKEN_MIDNIGHT},
    {"mitternacht", TOKEN_MIDNIGHT},
    {"medianoche", TOKEN_MIDNIGHT},
    {"utc", TOKEN_UTC},
    {"gmt", TOKEN_UTC},
    {"z", TOKEN_UTC},
    {"t", TOKEN_T},
    {"ч", TOKEN_HOUR},
    {"час", TOKEN_HOUR},
    {"мин", TOKEN_MINUTE},
    {"до", TOKEN_TO},
    {"по", TOKEN_TO},
    {"с", TOKEN_FILLER},
    {"з", TOKEN_FILLER},
    {"от", TOKEN_FILLER},
    {"в", TOKEN_FILLER},
    {"г", TOKEN_FILLER},
    {"года", TOKEN_FILLER},
    {"року", TOKEN_FILLER},
    {"saat", TOKEN_FILLER},
    {"kl", TOKEN_FILLER},
    {"klo", TOKEN_FILLER},
    {"d", TOKEN_FILLER},
    {"pukul", TOKEN_FILLER},
    {"wib", TOKEN_FILLER},
    {"at", TOKEN_FILLER},
    {"on", TOKEN_FILLER},
    {"the", TOKEN_FILLER},
    {"of", TOKEN_FILLER},
    {"from", TOKEN_FILLER},
    {"um", TOKEN_FILLER},
    {"von", TOKEN_FILLER},
    {"ab", TOKEN_FILLER},
    {"den", TOKEN_FILLER},
    {"der", TOKEN_FILLER},
    {"de", TOKEN_FILLER},
    {"del", TOKEN_FILLER},
    {"le", TOKEN_FILLER},
    {"el", TOKEN_FILLER},
    {"il", TOKEN_FILLER},
    {"dalle", TOKEN_FILLER},
    {"das", TOKEN_FILLER},
    {"da", TOKEN_FILLER},
    {"las", TOKEN_FILLER},
    {"ore", TOKEN_FILLER},
    {"st", TOKEN_FILLER},
    {"nd", TOKEN_FILLER},
    {"rd", TOKEN_FILLER},
    {"th", TOKEN_FILLER},
    {"er", TOKEN_FILLER},
    {"o", TOKEN_FILLER},
    {"feira", TOKEN_FILLER},
};

enum { MON = 1, TUE = 2, WED = 4, THU = 8, FRI = 16, SAT = 32, SUN = 64 };

/* Of scripts that write no spaces; longer ones first where one begins like another. */
static const struct {
    const char *word;
    TokenKind kind;
    uint8_t weekdays;
} SIGNS[] = {
    {"令和", TOKEN_ERA, 0},        {"→", TOKEN_TO, 0},          {"⇒", TOKEN_TO, 0},
    {"星期", TOKEN_WEEKDAY, 0},    {"周", TOKEN_WEEKDAY, 0},    {"週", TOKEN_WEEKDAY, 0},
    {"曜日", TOKEN_FILLER, 0},     {"曜", TOKEN_FILLER, 0},     {"요일", TOKEN_FILLER, 0},
    {"午前", TOKEN_AM, 0},         {"上午", TOKEN_AM, 0},       {"早上", TOKEN_AM, 0},
    {"凌晨", TOKEN_AM, 0},         {"오전", TOKEN_AM, 0},       {"午後", TOKEN_PM, 0},
    {"下午", TOKEN_PM, 0},         {"晚上", TOKEN_PM, 0},       {"傍晚", TOKEN_PM, 0},
    {"오후", TOKEN_PM, 0},         {"中午", TOKEN_MIDDAY, 0},   {"正午", TOKEN_NOON, 0},
    {"정오", TOKEN_NOON, 0},       {"自", TOKEN_FILLER, 0},     {"至", TOKEN_TO, 0},
    {"到", TOKEN_TO, 0},           {"から", TOKEN_TO, 0},       {"부터", TOKEN_TO, 0},
    {"まで", TOKEN_FILLER, 0},     {"까지", TOKEN_FILLER, 0},   {"時間", TOKEN_HOUR, 0},
    {"時", TOKEN_HOUR, 0},         {"时", TOKEN_HOUR, 0},       {"点", TOKEN_HOUR, 0},
    {"點", TOKEN_HOUR, 0},         {"시", TOKEN_HOUR, 0},       {"分", TOKEN_MINUTE, 0},
    {"분", TOKEN_MINUTE, 0},       {"半", TOKEN_HALF, 0},       {"반", TOKEN_HALF, 0},
    {"年", TOKEN_YEAR_SIGN, 0},    {"년", TOKEN_YEAR_SIGN, 0},  {"月", TOKEN_MONTH_SIGN, MON},
    {"월", TOKEN_MONTH_SIGN, MON}, {"日", TOKEN_DAY_SIGN, SUN}, {"号", TOKEN_DAY_SIGN, 0},
    {"號", TOKEN_DAY_SIGN, 0},     {"일", TOKEN_DAY_SIGN, SUN}, {"一", TOKEN_WEEKDAY, MON},
    {"二", TOKEN_WEEKDAY, TUE},    {"三", TOKEN_WEEKDAY, WED},  {"四", TOKEN_WEEKDAY, THU},
    {"五", TOKEN_WEEKDAY, FRI},    {"六", TOKEN_WEEKDAY, SAT},  {"火", TOKEN_WEEKDAY, TUE},
    {"水", TOKEN_WEEKDAY, WED},    {"木", TOKEN_WEEKDAY, THU},  {"金", TOKEN_WEEKDAY, FRI},
    {"土", TOKEN_WEEKDAY, SAT},    {"화", TOKEN_WEEKDAY, TUE},  {"수", TOKEN_WEEKDAY, WED},
    {"목", TOKEN_WEEKDAY, THU},    {"금", TOKEN_WEEKDAY, FRI},  {"토", TOKEN_WEEKDAY, SAT},
    {"天", TOKEN_WEEKDAY, SUN},
};

static bool is_prefix(Str word, const char *whole, size_t least) {
    return word.len >= least && strncmp(word.s, whole, word.len) == 0;
}

static bool is_whole_or_long(Str word, const char *whole) {
    return str_equal_c(word, whole) || is_prefix(word, whole, 4);
}

/* False for a word that is not about when. */
static bool read_word(Str word, Token *token) {
    for (size_t i = 0; i < countof(WORDS); i++)
        if (str_equal_c(word, WORDS[i].word)) {
            token->kind = WORDS[i].kind;
            return true;
        }
    for (size_t day = 0; day < 7; day++)
        for (size_t i = 0; i < countof(WEEKDAYS[0]); i++)
            if (is_prefix(word, WEEKDAYS[day][i], i == 5 && day == SATURDAY ? 5 : 2))
                token->weekdays |= (uint8_t)(1U << day); /* "So" is no Sonnabend */
    for (size_t day = 0; day < 7; day++)
        for (size_t i = 0; i < countof(MORE_WEEKDAYS[0]); i++)
            if (is_whole_or_long(word, MORE_WEEKDAYS[day][i]))
                token->weekdays |= (uint8_t)(1U << day);
    bool is_weekday = token->weekdays != 0;
    for (int32_t month = 0; month < 12; month++)
        for (size_t i = 0; i < countof(MONTHS[0]); i++)
            if (is_prefix(word, MONTHS[month][i], 3)) {
                if (token->kind == TOKEN_MONTH && token->value != month + 1)
                    return false; /* "jui" is two */
                token->kind = TOKEN_MONTH;
                token->value = month + 1;
                token->is_soft = is_weekday;
            }
    for (int32_t month = 0; month < 12 && token->kind != TOKEN_MONTH; month++)
        for (size_t i = 0; i < countof(MORE_MONTHS[0]); i++)
            if (is_whole_or_long(word, MORE_MONTHS[month][i])) {
                token->kind = TOKEN_MONTH;
                token->value = month + 1;
            }
    if (token->kind == TOKEN_MONTH)
        return true;
    token->kind = TOKEN_WEEKDAY;
    return is_weekday;
}

static bool is_one_of(Str word, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (str_equal_c(word, words[i]))
            return true;
    return false;
}

/* The same of the languages whose words are read whole, where no other knows the word, or all it
 * knows is a day of the week: "mart" is March, "martes" a Tuesday. */
static bool read_whole_word(Str word, Token *token) {
    for (int32_t month = 0; month < 12; month++)
        if (is_one_of(word, WHOLE_MONTHS[month], countof(WHOLE_MONTHS[0]))) {
            token->kind = TOKEN_MONTH;
            token->value = month + 1;
            return true;
        }
    for (size_t day = 0; day < 7; day++)
        if (is_one_of(word, WHOLE_WEEKDAYS[day], countof(WHOLE_WEEKDAYS[0])))
            token->weekdays |= (uint8_t)(1U << day);
    token->kind = TOKEN_WEEKDAY;
    return token->weekdays != 0;
}

/* A letter of an alphabet: no sign of East Asia is in such a word. */
static bool is_alphabetic(uint32_t rune) {
    return rune < 0x80 ? ascii_is_letter((char)rune)
                       : (rune >= 0xC0 && rune < 0x250) || (rune >= 0x370 && rune < 0x530);
}

/* The word from `at` on; `at` is behind it. */
static Str cut_word(Str text, size_t *at) {
    size_t from = *at;
    for (size_t next = from; next < text.len; *at = next)
        if (!is_alphabetic(str_next_rune(text, &next)))
            break;
    return str_slice(text, from, *at - from);
}

/* What all that know a word know of it. */
static bool read_any_word(Str word, Token *token) {
    Token first = *token;
    if (read_word(word, &first) && first.kind != TOKEN_WEEKDAY) {
        *token = first;
        return true;
    }
    if (read_whole_word(word, token)) {
        token->is_soft = token->kind == TOKEN_MONTH && first.weekdays != 0;
        token->weekdays |= first.kind == TOKEN_WEEKDAY ? first.weekdays : 0;
        return true;
    }
    *token = first;
    return first.kind == TOKEN_WEEKDAY && first.weekdays;
}

static bool read_sign(Str text, size_t *at, Token *token) {
    Str rest = str_slice(text, *at, text.len);
    for (size_t i = 0; i < countof(SIGNS); i++)
        if (str_starts(rest, SIGNS[i].word)) {
            token->kind = SIGNS[i].kind;
            token->weekdays = SIGNS[i].weekdays;
            *at += strlen(SIGNS[i].word);
            return true;
        }
    return false;
}

static bool read_token(Str text, size_t *at, Token *token) {
    char c = text.s[*at];
    *token = (Token){.kind = TOKEN_SIGN, .sign = c};
    if (ascii_is_digit(c)) {
        token->kind = TOKEN_NUMBER;
        for (; *at < text.len && ascii_is_digit(text.s[*at]); ++*at) {
            if (++token->digits > 8)
                return false;
            token->value = token->value * 10 + (text.s[*at] - '0');
        }
        return true;
    }
    if (ascii_is_letter(c)) {
        Str rest = str_slice(text, *at, text.len);
        for (size_t k = 0; k < 2; k++) {
            static const char *const DOTTED[2][3] = {{"a.m.", "a. m.", "a.m"},
                                                     {"p.m.", "p. m.", "p.m"}};
            for (size_t i = 0; i < 3; i++)
                if (str_starts(rest, DOTTED[k][i])) {
                    token->kind = k ? TOKEN_PM : TOKEN_AM;
                    *at += strlen(DOTTED[k][i]);
                    return true;
                }
        }
        return read_any_word(cut_word(text, at), token);
    }
    if ((unsigned char)c >= 0x80 && read_sign(text, at, token))
        return true;
    if ((unsigned char)c >= 0x80) {
        Str word = cut_word(text, at);
        return word.len && read_any_word(word, token);
    }
    ++*at;
    return strchr("-./:,;()|@'+[]", c) != NULL;
}

size_t csv_tokens_read(Str text, Token *tokens, size_t most) {
    bool has_month = false;
    size_t count = 0;
    for (size_t at = 0; at < text.len;) {
        if (text.s[at] == ' ') {
            at++;
            continue;
        }
        if (count == most || !read_token(text, &at, &tokens[count]))
            return 0;
        has_month = has_month || (tokens[count].kind == TOKEN_MONTH && !tokens[count].is_soft);
        count++;
    }
    for (size_t i = 0; i < count; i++) {
        if (has_month && tokens[i].is_soft)
            tokens[i].kind = TOKEN_WEEKDAY;
        /* "9 a 10" is from nine to ten, "9a-10a" and "12:30a" are in the morning. */
        bool is_before_time =
            i + 1 < count && !(tokens[i + 1].kind == TOKEN_SIGN && tokens[i + 1].sign == '-');
        if (i > 0 && tokens[i].kind == TOKEN_TO && tokens[i].sign == 'a' && !is_before_time &&
            tokens[i - 1].kind == TOKEN_NUMBER)
            tokens[i].kind = TOKEN_AM;
    }
    return count;
}
