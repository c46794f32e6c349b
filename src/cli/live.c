/* live.c: `kiosk live`, staff's words to the kiosks that run. What a command is, to whom it goes
 * and what its answer means is decided by the table in src/live/. */
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/live_status.h"
#include "live/audience.h"
#include "live/control.h"
#include "live/live_socket.h"
#include "live/remote.h"

#define LOG_MODULE "live"

enum { WATCH_SECONDS = 2 };

typedef struct {
    Arena *arena;
    bool is_json;
    bool is_watched; /* status: again and again */
    Str screen;      /* empty: whoever is concerned */
    Str host;        /* of another computer's kiosk; empty: this one's */
    Str *words;
    size_t count;
    LiveKind kind;
    Str line;
    const Peer **chosen; /* to whom it goes */
    size_t chosen_count;
} Request;

/* --json and --screen are ours wherever they stand; the rest is the command's. */
static void read_words(Request *request, const Options *options) {
    request->words = arena_new(request->arena, Str, (size_t)options->word_count + 2);
    request->is_json = options->is_json;
    request->screen = str_from(options->screen_name);
    request->host = str_from(options->host);
    for (int i = 0; i < options->word_count; i++) {
        Str word = str_from(options->words[i]);
        if (str_equal_c(word, "--json"))
            request->is_json = true;
        else if (str_equal_c(word, "--watch"))
            request->is_watched = true;
        else if (str_equal_c(word, "--host") && i + 1 < options->word_count)
            request->host = str_from(options->words[++i]);
        else if (str_equal_c(word, "--screen") && i + 1 < options->word_count)
            request->screen = str_from(options->words[++i]);
        else
            request->words[request->count++] = word;
    }
}

/* The kiosk has another working folder than the person who types. */
static bool make_line(Request *request) {
    char folder[PATH_MAX] = "";
    Str problem;
    if (!getcwd(folder, sizeof folder))
        folder[0] = 0;
    if (!command_prepare(request->arena, request->words, request->count, str_from(folder),
                         &request->kind, &problem)) {
        log_error("%.*s", str_arg(problem));
        return false;
    }
    /* Where it alone is to be shown, beside whom it is said to. */
    if (request->screen.len && command_has_option(request->kind, "screen")) {
        request->words[request->count++] = str_from("--screen");
        request->words[request->count++] = request->screen;
    }
    request->line = command_join(request->arena, request->words, request->count);
    if (request->is_watched && request->kind != LIVE_STATUS) {
        log_error("--watch goes with status");
        return false;
    }
    if (request->line.len < CONTROL_LINE_MAX)
        return true;
    log_error("that is too long: %zu bytes", request->line.len);
    return false;
}

/* What its status says of the kiosk. */
static void ask_facts(const Request *request, Peer *peer) {
    Str answer;
    if (!live_ask(request->arena, peer->name, str_from("status"), &answer))
        return;
    json_t *root = json_loadb(answer.s, answer.len, 0, NULL);
    const json_t *status = json_object_get(root, "status");
    const char *file = json_string_value(json_object_get(status, "state_file"));
    peer->state_file = str_copy(request->arena, str_from(file));
    peer->has_overlay = json_is_object(json_object_get(status, "overlay"));
    json_decref(root);
}

/* False after a line that says why not; *code is the exit code then. */
static bool choose(Request *request, int *code) {
    Arena *arena = request->arena;
    size_t count;
    const Str *names = live_running(arena, &count);
    Peer *peers = arena_new(arena, Peer, count);
    if (request->host.len) { /* the one that answers there */
        static const Peer THERE;
        request->chosen = arena_new(arena, const Peer *, 1);
        request->chosen[request->chosen_count++] = &THERE;
        return true;
    }
    *code = count ? EXIT_USAGE : EXIT_NO_KIOSK;
    if (count == 0) {
        Str folder = control_folder(arena);
        log_error("no kiosk runs here (there is no socket in %.*s that answers)",
                  str_arg(folder.len ? folder : str_from("$XDG_RUNTIME_DIR/kiosk")));
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        peers[i].name = names[i];
        if (audience_needs_facts(request->kind, count, request->screen))
            ask_facts(request, &peers[i]);
    }
    Str problem;
    if (audience_choose(arena, request->kind, peers, count, request->screen, &request->chosen,
                        &request->chosen_count, &problem))
        return true;
    log_error("%.*s", str_arg(problem));
    return false;
}

static int ask(const Request *request, Str screen) {
    Str answer, problem = {0};
    if (request->host.len &&
        !remote_ask(request->arena, request->host, str_from(getenv("KIOSK_TOKEN")), request->line,
                    &answer, &problem)) {
        log_error("%.*s", str_arg(problem));
        return EXIT_NO_KIOSK;
    }
    if (!request->host.len && !live_ask(request->arena, screen, request->line, &answer)) {
        log_error("%.*s does not answer", str_arg(screen));
        return EXIT_NO_KIOSK;
    }
    if (request->is_json)
        printf("%.*s\n", str_arg(answer));
    else if (request->chosen_count > 1)
        printf("%.*s\n", str_arg(screen));
    return (int)live_answer_print(request->arena, answer, request->is_json ? NULL : stdout);
}

int command_live(const Options *options) {
    Request request = {.arena = arena_create()};
    int code = EXIT_USAGE;
    read_words(&request, options);
    if (make_line(&request) && choose(&request, &code)) {
        do {
            code = EXIT_FINE;
            if (request.is_watched && isatty(STDOUT_FILENO))
                printf("\033[H\033[2J"); /* on top of what was there */
            for (size_t i = 0; i < request.chosen_count; i++) {
                int one = ask(&request, request.chosen[i]->name);
                code = code == EXIT_FINE ? one : code;
            }
            fflush(stdout);
        } while (request.is_watched && code != EXIT_NO_KIOSK && sleep(WATCH_SECONDS) == 0);
    }
    arena_free(request.arena);
    return code;
}
