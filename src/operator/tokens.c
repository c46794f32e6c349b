#include "operator/tokens.h"

#include <string.h>
#include <sys/random.h>

#include "base/ascii.h"
#include "base/library.h"

static const char *const ROLES[] = {[OPERATOR_NONE] = "none",
                                    [OPERATOR_VIEW] = "view",
                                    [OPERATOR_OPERATE] = "operate",
                                    [OPERATOR_ALARM] = "alarm"};
_Static_assert(countof(ROLES) == OPERATOR_ROLE_COUNT, "a name for each role");

const char *operator_role_name(OperatorRole role) {
    return role < OPERATOR_ROLE_COUNT ? ROLES[role] : "?";
}

OperatorRole operator_role_by_name(Str name) {
    for (OperatorRole role = OPERATOR_VIEW; role < OPERATOR_ROLE_COUNT; role++)
        if (str_equal_nocase(name, str_from(ROLES[role])))
            return role;
    return OPERATOR_NONE;
}

static Str next_word(Str *rest) {
    *rest = str_trim(*rest);
    size_t len = 0;
    while (len < rest->len && !ascii_is_space(rest->s[len]))
        len++;
    Str word = str_slice(*rest, 0, len);
    *rest = str_slice(*rest, len, rest->len);
    return word;
}

static bool read_hash(Str word, uint8_t hash[TOKEN_HASH_BYTES]) {
    if (word.len != (size_t)2 * TOKEN_HASH_BYTES)
        return false;
    for (size_t i = 0; i < TOKEN_HASH_BYTES; i++) {
        int high = ascii_hex(word.s[2 * i]), low = ascii_hex(word.s[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        hash[i] = (uint8_t)(high * 16 + low);
    }
    return true;
}

bool tokens_parse(Arena *arena, Str text, OperatorTokens *out, Str *problem) {
    *out = (OperatorTokens){0};
    for (int line = 1; text.len; line++) {
        size_t end = str_find(text, "\n");
        Str rest = str_slice(text, 0, end);
        text = end == SIZE_MAX ? (Str){0} : str_slice(text, end + 1, text.len);
        Str name = next_word(&rest), role = next_word(&rest), hash = next_word(&rest);
        if (name.len == 0 || name.s[0] == '#')
            continue;
        if (out->count == TOKENS_MAX) {
            *problem = str_printf(arena, "line %d: more than %d tokens", line, TOKENS_MAX);
            return false;
        }
        OperatorToken *token = &out->items[out->count];
        *token =
            (OperatorToken){.name = str_copy(arena, name), .role = operator_role_by_name(role)};
        if (token->role == OPERATOR_NONE || !read_hash(hash, token->hash) || str_trim(rest).len) {
            *problem = str_printf(arena,
                                  "line %d: a line is NAME view|operate|alarm HASH; \"kiosk "
                                  "operator token NAME ROLE\" writes it",
                                  line);
            out->count = 0;
            return false;
        }
        out->count++;
    }
    return true;
}

const OperatorToken *tokens_find(const OperatorTokens *tokens,
                                 const uint8_t hash[TOKEN_HASH_BYTES]) {
    const OperatorToken *found = NULL;
    for (size_t i = 0; i < tokens->count; i++) {
        uint8_t different = 0;
        for (size_t k = 0; k < TOKEN_HASH_BYTES; k++)
            different |= (uint8_t)(tokens->items[i].hash[k] ^ hash[k]);
        found = different ? found : &tokens->items[i];
    }
    return found;
}

static Str with_line(Arena *arena, Str text, const OperatorToken *token) {
    char hex[2 * TOKEN_HASH_BYTES + 1];
    for (size_t i = 0; i < TOKEN_HASH_BYTES; i++) {
        hex[2 * i] = "0123456789abcdef"[token->hash[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[token->hash[i] & 15];
    }
    hex[sizeof hex - 1] = 0;
    return str_printf(arena, "%.*s%.*s %s %s\n", str_arg(text), str_arg(token->name),
                      operator_role_name(token->role), hex);
}

Str tokens_with(Arena *arena, const OperatorTokens *tokens, const OperatorToken *added) {
    Str text = str_from("# Who may steer the day: kiosk operator token NAME ROLE writes a line.\n");
    for (size_t i = 0; i < tokens->count; i++)
        if (!str_equal(tokens->items[i].name, added->name))
            text = with_line(arena, text, &tokens->items[i]);
    return with_line(arena, text, added);
}

bool token_make(Arena *arena, Str *token) {
    /* Without 0, o, 1 and l, which are read wrongly. 32 letters are five bits each. */
    static const char LETTERS[] = "abcdefghijkmnpqrstuvwxyz23456789";
    enum { LETTER_COUNT = 26 };
    uint8_t bytes[LETTER_COUNT];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    char text[LETTER_COUNT + 1] = "";
    for (size_t i = 0; i < LETTER_COUNT; i++)
        text[i] = LETTERS[bytes[i] % 32];
    *token = str_printf(arena, "kiosk-%s", text);
    return true;
}

bool token_hash(Str token, uint8_t hash[TOKEN_HASH_BYTES], const char **why) {
    enum { SHA256 = 6 }; /* GNUTLS_DIG_SHA256 */
    static const char *const NAMES[] = {"libgnutls.so.30"};
    int (*hash_fast)(int, const void *, size_t, void *) = NULL;
    const LibraryFunction functions[] = {{"gnutls_hash_fast", &hash_fast}};
    const char *reason;
    *why = "the package libgnutls30 is missing";
    return library_load(NAMES, countof(NAMES), functions, countof(functions), &reason) ==
               LIBRARY_LOADED &&
           hash_fast(SHA256, token.s, token.len, hash) == 0;
}
