/* tokens.h: who may steer the day from a page: names, what each may do, and how each is known.
 *
 * A token is a long random word that its owner keeps. The file has its hash alone: "NAME ROLE
 * SHA-256", a line each, and is its owner's (0600). */
#pragma once

#include "base/arena.h"
#include "base/str.h"

enum { TOKENS_MAX = 200, TOKEN_HASH_BYTES = 32, TOKEN_NAME_MAX = 40 };

/* Each may do what those before it may. */
typedef enum {
    OPERATOR_NONE,
    OPERATOR_VIEW,    /* look */
    OPERATOR_OPERATE, /* change the day */
    OPERATOR_ALARM,   /* raise and lift an emergency, and show another schedule */
    OPERATOR_ROLE_COUNT
} OperatorRole;

typedef struct {
    Str name;
    OperatorRole role;
    uint8_t hash[TOKEN_HASH_BYTES];
} OperatorToken;

typedef struct {
    OperatorToken items[TOKENS_MAX];
    size_t count;
} OperatorTokens;

const char *operator_role_name(OperatorRole role); /* "view", "operate", "alarm" */
OperatorRole operator_role_by_name(Str name);      /* or OPERATOR_NONE */

/* What the file says; texts are in `arena`. False with a sentence with the line in *problem: then
 * nobody is let in by it. */
bool tokens_parse(Arena *arena, Str text, OperatorTokens *out, Str *problem);

/* Whose it is; NULL: nobody's. Looks at all of them, whatever it finds. */
const OperatorToken *tokens_find(const OperatorTokens *tokens,
                                 const uint8_t hash[TOKEN_HASH_BYTES]);

/* The text of the file with that one more, in place of one of that name. */
Str tokens_with(Arena *arena, const OperatorTokens *tokens, const OperatorToken *added);

/* "kiosk-" and 26 letters and digits of which 128 bits are by chance. False when the system has no
 * chance to give. In `arena`. */
bool token_make(Arena *arena, Str *token);

/* False, with what to install in *why, when the library that hashes is not there. */
bool token_hash(Str token, uint8_t hash[TOKEN_HASH_BYTES], const char **why);
