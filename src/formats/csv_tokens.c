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

static const char *const WEEKDAYS[] = {
    "monday",   "tuesday",  "wednesday", "thursday",   "friday",  "saturday", "sunday",
    "montag",   "dienstag", "mittwoch",  "donnerstag", "freitag", "samstag",  "sonnabend",
    "sonntag",  "lundi",    "mardi",     "mercredi",   "jeudi",   "vendredi", "samedi",
    "dimanche", "lunes",    "martes",    "miercoles",  "jueves",  "viernes",  "sabado",
    "domingo",  "lunedi",   "martedi",   "mercoledi",  "giovedi", "venerdi",  "sabato",
    "domenica", "segunda",  "terca",     "quarta",     "quinta",  "sexta"};

static const struct {
    const char *word;
    TokenKind kind;
} WORDS[] = {
    {"am", TOKEN_AM},
    {"pm", TOKEN_PM},
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
    {"min", TOKEN_MINUTE},
    {"noon", TOKEN_NOON},
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

/* Of scripts that write no spaces; longer ones first where one begins like another. */
static const struct {
    const char *word;
    TokenKind kind;
} SIGNS[] = {
    {"星期", TOKEN_WEEKDAY},  {"周", TOKEN_WEEKDAY},   {"週", TOKEN_WEEKDAY},
    {"曜日", TOKEN_FILLER},   {"曜", TOKEN_FILLER},    {"요일", TOKEN_FILLER},
    {"午前", TOKEN_AM},       {"上午", TOKEN_AM},      {"早上", TOKEN_AM},
    {"凌晨", TOKEN_AM},       {"오전", TOKEN_AM},      {"午後", TOKEN_PM},
    {"下午", TOKEN_PM},       {"晚上", TOKEN_PM},      {"傍晚", TOKEN_PM},
    {"오후", TOKEN_PM},       {"中午", TOKEN_MIDDAY},  {"正午", TOKEN_NOON},
    {"정오", TOKEN_NOON},     {"自", TOKEN_FILLER},    {"至", TOKEN_TO},
    {"到", TOKEN_TO},         {"から", TOKEN_TO},      {"부터", TOKEN_TO},
    {"まで", TOKEN_FILLER},   {"까지", TOKEN_FILLER},  {"時間", TOKEN_HOUR},
    {"時", TOKEN_HOUR},       {"时", TOKEN_HOUR},      {"点", TOKEN_HOUR},
    {"點", TOKEN_HOUR},       {"시", TOKEN_HOUR},      {"分", TOKEN_MINUTE},
    {"분", TOKEN_MINUTE},     {"半", TOKEN_HALF},      {"반", TOKEN_HALF},
    {"年", TOKEN_YEAR_SIGN},  {"년", TOKEN_YEAR_SIGN}, {"月", TOKEN_MONTH_SIGN},
    {"월", TOKEN_MONTH_SIGN}, {"日", TOKEN_DAY_SIGN},  {"号", TOKEN_DAY_SIGN},
    {"號", TOKEN_DAY_SIGN},   {"일", TOKEN_DAY_SIGN},  {"一", TOKEN_WEEKDAY},
    {"二", TOKEN_WEEKDAY},    {"三", TOKEN_WEEKDAY},   {"四", TOKEN_WEEKDAY},
    {"五", TOKEN_WEEKDAY},    {"六", TOKEN_WEEKDAY},   {"火", TOKEN_WEEKDAY},
    {"水", TOKEN_WEEKDAY},    {"木", TOKEN_WEEKDAY},   {"金", TOKEN_WEEKDAY},
    {"土", TOKEN_WEEKDAY},    {"화", TOKEN_WEEKDAY},   {"수", TOKEN_WEEKDAY},
    {"목", TOKEN_WEEKDAY},    {"금", TOKEN_WEEKDAY},   {"토", TOKEN_WEEKDAY},
    {"天", TOKEN_WEEKDAY},
};

static bool is_prefix(Str word, const char *whole, size_t least) {
    return word.len >= least && strncmp(word.s, whole, word.len) == 0;
}

/* False for a word that is not about when. */
static bool read_word(Str word, Token *token) {
    for (size_t i = 0; i < countof(WORDS); i++)
        if (str_equal_c(word, WORDS[i].word)) {
            token->kind = WORDS[i].kind;
            return true;
        }
    bool is_weekday = false;
    for (size_t i = 0; i < countof(WEEKDAYS); i++)
        is_weekday = is_weekday || is_prefix(word, WEEKDAYS[i], 2);
    for (int32_t month = 0; month < 12; month++)
        for (size_t i = 0; i < countof(MONTHS[0]); i++)
            if (is_prefix(word, MONTHS[month][i], 3)) {
                if (token->kind == TOKEN_MONTH && token->value != month + 1)
                    return false; /* "jui" is two */
                token->kind = TOKEN_MONTH;
                token->value = month + 1;
                token->is_soft = is_weekday;
            }
    if (token->kind == TOKEN_MONTH)
        return true;
    token->kind = TOKEN_WEEKDAY;
    return is_weekday;
}

static bool read_sign(Str text, size_t *at, Token *token) {
    Str rest = str_slice(text, *at, text.len);
    for (size_t i = 0; i < countof(SIGNS); i++)
        if (str_starts(rest, SIGNS[i].word)) {
            token->kind = SIGNS[i].kind;
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
        size_t from = *at;
        Str rest = str_slice(text, from, text.len);
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
        while (*at < text.len && ascii_is_letter(text.s[*at]))
            ++*at;
        return read_word(str_slice(text, from, *at - from), token);
    }
    if ((unsigned char)c >= 0x80)
        return read_sign(text, at, token);
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
    for (size_t i = 0; i < count; i++)
        if (has_month && tokens[i].is_soft)
            tokens[i].kind = TOKEN_WEEKDAY;
    return count;
}
