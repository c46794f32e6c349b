/* csv_tokens.h: a cell's text as numbers, words about time, and signs. Part of csv_when.h. */
#pragma once

#include "base/str.h"

typedef enum {
    TOKEN_NUMBER,
    TOKEN_SIGN, /* one character of ASCII */
    TOKEN_MONTH,
    TOKEN_WEEKDAY,
    TOKEN_AM,
    TOKEN_PM,
    TOKEN_MIDDAY, /* 中午: noon and what is around it */
    TOKEN_TO,
    TOKEN_HOUR, /* the word between hours and minutes, or behind the hour */
    TOKEN_MINUTE,
    TOKEN_HALF, /* 半 */
    TOKEN_ERA,  /* 令和 */
    TOKEN_YEAR_SIGN,
    TOKEN_MONTH_SIGN,
    TOKEN_DAY_SIGN,
    TOKEN_NOON,
    TOKEN_MIDNIGHT,
    TOKEN_UTC,
    TOKEN_T,     /* between date and time */
    TOKEN_FILLER /* "at", "um", "de": says nothing */
} TokenKind;

typedef struct {
    TokenKind kind;
    int32_t value; /* of a number; of a month from 1 */
    int digits;
    char sign;
    bool is_soft;     /* a month, unless there is another: "mar" is also a Tuesday */
    uint8_t weekdays; /* which the word can mean ("do" is Donnerstag and domingo): bit 0 is Monday;
                         0: none */
} Token;

/* The tokens of a text that fold_words made, as many as `most`. 0 when there is a word in it that
 * is not about when, or more of them. */
size_t csv_tokens_read(Str text, Token *tokens, size_t most);
