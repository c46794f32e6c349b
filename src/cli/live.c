/* live.c: `kiosk live`, staff's words to the kiosks that run. */
#include <jansson.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/live_socket.h"
#include "cli/live_status.h"
#include "live/command.h"
#include "live/control.h"

#define LOG_MODULE "live"

typedef struct {
    Arena *arena;
    bool is_json;
    Str screen; /* empty: whoever is concerned */
    Str *words;
    size_t count;
    Str line;
    const Str *running; /* the screens that answer */
    size_t running_count;
    const Str *chosen; /* of them, to whom it goes */
    size_t chosen_count;
} Request;

/* --json and --screen are ours wherever they stand; the rest is the command's. */
static bool read_words(Request *request, const Options *options) {
    request->words = arena_new(request->arena, Str, (size_t)options->word_count);
    request->is_json = options->is_json;
    request->screen = str_from(options->screen_name);
    for (int i = 0; i < options->word_count; i++) {
        Str word = str_from(options->words[i]);
        if (str_equal_c(word, "--json"))
            request->is_json = true;
        else if (str_equal_c(word, "--screen") && i + 1 < options->word_count)
            request->screen = str_from(options->words[++i]);
        else
            request->words[request->count++] = word;
    }
    if (request->count == 0)
        log_error("say what is to be done; \"kiosk live --help\" lists it");
    return request->count > 0;
}

/* The kiosk has another working folder than the person who types. */
static void make_absolute(Request *request) {
    char folder[PATH_MAX];
    if (request->count < 2 || !str_equal_c(request->words[0], "screenshot") ||
        str_starts(request->words[1], "/") || !getcwd(folder, sizeof folder))
        return;
    request->words[1] = str_printf(request->arena, "%s/%.*s", folder, str_arg(request->words[1]));
}

/* ---- to whom -------------------------------------------------------------------------------- */

static Str list_of(Arena *arena, const Str *names, size_t count) {
    Str text = {0};
    for (size_t i = 0; i < count; i++)
        text = str_printf(arena, "%.*s%s%.*s", str_arg(text), i ? ", " : "", str_arg(names[i]));
    return text;
}

/* Something of a screen's status; empty when it has none. */
static Str fact_of(const Request *request, Str screen, const char *key) {
    Str answer;
    if (!live_ask(request->arena, screen, str_from("status"), &answer))
        return (Str){0};
    json_t *root = json_loadb(answer.s, answer.len, 0, NULL);
    const json_t *fact = json_object_get(json_object_get(root, "status"), key);
    const char *text = json_is_object(fact) ? "{}" : json_string_value(fact);
    Str found = str_copy(request->arena, str_from(text));
    json_decref(root);
    return found;
}

/* One screen for each list of changes: those that share one are told by it. A rehearsal has its
 * own. */
static const Str *one_of_each_state(const Request *request, size_t *count) {
    Str *chosen = arena_new(request->arena, Str, request->running_count);
    Str *states = arena_new(request->arena, Str, request->running_count);
    *count = 0;
    for (size_t i = 0; i < request->running_count; i++) {
        Str state = fact_of(request, request->running[i], "state_file");
        size_t k = 0;
        while (k < *count && !(state.len && str_equal(states[k], state)))
            k++;
        if (k < *count)
            continue;
        states[*count] = state;
        chosen[(*count)++] = request->running[i];
    }
    return chosen;
}

static const Str *those_with_overlay(const Request *request, size_t *count) {
    Str *chosen = arena_new(request->arena, Str, request->running_count);
    *count = 0;
    for (size_t i = 0; i < request->running_count; i++)
        if (fact_of(request, request->running[i], "overlay").len)
            chosen[(*count)++] = request->running[i];
    return chosen;
}

/* Several run, and nobody is named: whom it concerns, if that is clear. */
static bool choose_of_several(Request *request) {
    Str verb = request->words[0];
    bool is_for_all = str_equal_c(verb, "notice") || str_equal_c(verb, "lift");
    if (str_equal_c(verb, "status")) {
        request->chosen = request->running;
        request->chosen_count = request->running_count;
        return true;
    }
    if (str_equal_c(verb, "lower-third"))
        request->chosen = those_with_overlay(request, &request->chosen_count);
    else if (live_kind_by_name(verb) != LIVE_KIND_COUNT)
        request->chosen = one_of_each_state(request, &request->chosen_count);
    return request->chosen_count == 1 || (is_for_all && request->chosen_count > 0);
}

/* False after a line that says why not; *code is the exit code then. */
static bool choose(Request *request, int *code) {
    Arena *arena = request->arena;
    request->running = live_running(arena, &request->running_count);
    const Str *running = request->running;
    size_t count = request->running_count;
    Str names = list_of(arena, running, count);
    *code = count ? EXIT_USAGE : EXIT_NO_KIOSK;
    if (count == 0) {
        log_error("no kiosk runs here (there is no socket in %s that answers)",
                  control_folder(arena).s);
        return false;
    }
    if (request->screen.len) {
        for (size_t i = 0; i < count; i++)
            if (str_equal(running[i], request->screen)) {
                request->chosen = &running[i];
                request->chosen_count = 1;
                return true;
            }
        log_error("no screen \"%.*s\" runs here; there %s %.*s", str_arg(request->screen),
                  count == 1 ? "is" : "are", str_arg(names));
        return false;
    }
    if (count == 1) {
        request->chosen = running;
        request->chosen_count = 1;
        return true;
    }
    if (choose_of_several(request))
        return true;
    log_error("several screens run here: say which with --screen: %.*s", str_arg(names));
    return false;
}

/* ---- asking --------------------------------------------------------------------------------- */

static int ask(const Request *request, Str screen) {
    Str answer;
    if (!live_ask(request->arena, screen, request->line, &answer)) {
        log_error("%.*s does not answer", str_arg(screen));
        return EXIT_NO_KIOSK;
    }
    if (request->is_json)
        printf("%.*s\n", str_arg(answer));
    else if (request->chosen_count > 1)
        printf("%.*s\n", str_arg(screen));
    return live_answer_print(request->arena, answer, request->is_json ? NULL : stdout) ? EXIT_FINE
                                                                                       : EXIT_USAGE;
}

int command_live(const Options *options) {
    Request request = {.arena = arena_create()};
    int code = EXIT_USAGE;
    if (read_words(&request, options)) {
        make_absolute(&request);
        request.line = command_join(request.arena, request.words, request.count);
        if (request.line.len >= CONTROL_LINE_MAX) {
            log_error("that is too long: %zu bytes", request.line.len);
        } else if (choose(&request, &code)) {
            code = EXIT_FINE;
            for (size_t i = 0; i < request.chosen_count; i++) {
                int one = ask(&request, request.chosen[i]);
                code = code == EXIT_FINE ? one : code;
            }
        }
    }
    arena_free(request.arena);
    return code;
}
