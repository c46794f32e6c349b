/* operator.c: `kiosk operator token NAME ROLE`: somebody may steer the day from a page. */
#include <errno.h>
#include <qrencode.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"
#include "cli/commands.h"
#include "live/state_file.h"
#include "operator/tokens.h"

#define LOG_MODULE "operator"

/* Beside staff's changes; NULL: there is no folder for them. */
static const char *tokens_path(Arena *arena, const char *folder) {
    Str state = state_folder(arena, folder);
    return state.len ? str_printf(arena, "%.*s/operator.tokens", str_arg(state)).s : NULL;
}

bool operator_options(const Options *options, const Resources *resources, Arena *arena,
                      OperatorSettings *out) {
    *out = options->operator;
    out->resources = resources;
    out->tokens_path = tokens_path(arena, options->state_folder);
    return out->port != 0;
}

/* Two rows of modules in a line of half blocks; dark on light, with a quiet zone of two. */
static void print_code(Str text) {
    QRcode *code = QRcode_encodeString(text.s, 0, QR_ECLEVEL_L, QR_MODE_8, 1);
    if (!code)
        return;
    const int quiet = 2, side = code->width + 2 * quiet;
    for (int y = 0; y < side; y += 2) {
        printf("\033[30;107m");
        for (int x = 0; x < side; x++) {
            bool is_dark[2];
            for (int i = 0; i < 2; i++) {
                int row = y + i - quiet, column = x - quiet;
                is_dark[i] = row >= 0 && row < code->width && column >= 0 && column < code->width &&
                             (code->data[row * code->width + column] & 1);
            }
            fputs(is_dark[0] ? (is_dark[1] ? "█" : "▀") : (is_dark[1] ? "▄" : " "), stdout);
        }
        puts("\033[0m");
    }
    QRcode_free(code);
}

static bool is_name(Str name) {
    bool is_fine = name.len > 0 && name.len <= TOKEN_NAME_MAX;
    for (size_t i = 0; i < name.len && is_fine; i++)
        is_fine = ascii_is_letter(name.s[i]) || ascii_is_digit(name.s[i]) || name.s[i] == '-' ||
                  name.s[i] == '_' || (unsigned char)name.s[i] >= 0x80;
    return is_fine;
}

static int give(Arena *arena, const Options *options, Str name, OperatorRole role) {
    const char *path = tokens_path(arena, options->state_folder), *why = NULL;
    OperatorTokens *tokens = arena_new(arena, OperatorTokens, 1);
    OperatorToken token = {.name = name, .role = role};
    Str text, secret, problem = {0};
    if (!path) {
        log_error("there is no folder for it; say --state FOLDER");
        return EXIT_OUTPUT;
    }
    if (file_read_within(arena, path, 256 * 1024, &text)) {
        if (!tokens_parse(arena, text, tokens, &problem)) {
            log_error("%s: %.*s", path, str_arg(problem));
            return EXIT_USAGE;
        }
    } else if (errno != ENOENT && errno != ENOTDIR) {
        log_error("%s: %s", path, file_error_words(errno));
        return EXIT_OUTPUT;
    }
    if (!token_make(arena, &secret) || !token_hash(secret, token.hash, &why)) {
        log_error("no token can be made: %s", why ? why : strerror(errno));
        return EXIT_OUTPUT;
    }
    text = tokens_with(arena, tokens, &token);
    if (!file_write(path, &text, 1,
                    &(FileWrite){.is_private = true, .is_durable = true, .makes_folders = true})) {
        log_error("%s: %s", path, file_error_words(errno));
        return EXIT_OUTPUT;
    }
    printf("%.*s\n", str_arg(secret));
    if (!isatty(STDOUT_FILENO))
        return EXIT_FINE;
    char host[256] = "localhost";
    gethostname(host, sizeof host - 1);
    Str url = str_printf(arena, "http%s://%s:8711/#token=%.*s", "", host, str_arg(secret));
    printf(
        "\nThis is shown once. %.*s may %s. A phone opens the page at port 8711 with this code:\n\n",
        str_arg(name), role == OPERATOR_VIEW ? "look" : operator_role_name(role));
    print_code(url);
    printf("\n%.*s\n", str_arg(url));
    return EXIT_FINE;
}

int command_operator(const Options *options) {
    Str words[3] = {0};
    for (int i = 0; i < options->word_count && i < 3; i++)
        words[i] = str_from(options->words[i]);
    OperatorRole role = operator_role_by_name(words[2]);
    if (options->word_count != 3 || !str_equal_c(words[0], "token")) {
        log_error("write: kiosk operator token NAME view|operate|alarm");
        return EXIT_USAGE;
    }
    if (!is_name(words[1]) || role == OPERATOR_NONE) {
        log_error(is_name(words[1]) ? "a role is view, operate or alarm"
                                    : "a name has letters, digits, - and _, at most 40");
        return EXIT_USAGE;
    }
    Arena *arena = arena_create();
    int code = give(arena, options, words[1], role);
    arena_free(arena);
    return code;
}
