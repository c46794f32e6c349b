/* live.c: `kiosk live`, staff's words to a kiosk that runs. */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/live_status.h"
#include "live/command.h"
#include "live/control.h"

#define LOG_MODULE "live"

enum { ANSWER_SECONDS = 60 };

typedef struct {
    Arena *arena;
    bool is_json;
    Str screen; /* empty: the one that runs */
    Str *words;
    size_t count;
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

/* ---- which kiosk ---------------------------------------------------------------------------- */

/* A connection, or -1 with errno set. */
static int connect_to(Arena *arena, Str folder, Str name) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    Str path = str_printf(arena, "%.*s/%.*s.sock", str_arg(folder), str_arg(name));
    if (path.len >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(address.sun_path, path.s, path.len + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval limit = {.tv_sec = ANSWER_SECONDS};
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (connect(fd, (const struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

/* The names of the screens that answer; *fd is a connection to the first. */
static const Str *running(Arena *arena, Str folder, size_t *count, int *fd) {
    Str *names = NULL;
    size_t capacity = 0;
    *count = 0;
    *fd = -1;
    DIR *entries = opendir(folder.s);
    const struct dirent *entry;
    while (entries && (entry = readdir(entries))) {
        Str name = str_from(entry->d_name);
        if (!str_ends(name, ".sock"))
            continue;
        name = str_copy(arena, str_slice(name, 0, name.len - strlen(".sock")));
        int found = connect_to(arena, folder, name);
        if (found < 0)
            continue;
        if (*fd < 0)
            *fd = found;
        else
            close(found);
        Str *place = arena_push(arena, &names, count, &capacity, sizeof *place, _Alignof(Str));
        *place = name;
    }
    if (entries)
        closedir(entries);
    return names;
}

static Str list_of(Arena *arena, const Str *names, size_t count) {
    Str text = {0};
    for (size_t i = 0; i < count; i++)
        text = str_printf(arena, "%.*s%s%.*s", str_arg(text), i ? ", " : "", str_arg(names[i]));
    return text;
}

/* A connection to the kiosk that is meant; -1 after a line that says why not, *code being the exit
 * code then. */
static int find_kiosk(const Request *request, int *code) {
    Arena *arena = request->arena;
    Str folder = control_folder(arena);
    int fd = request->screen.len ? connect_to(arena, folder, request->screen) : -1;
    if (fd >= 0)
        return fd;
    size_t count;
    const Str *names = running(arena, folder, &count, &fd);
    *code = count ? EXIT_USAGE : EXIT_NO_KIOSK;
    if (count == 0)
        log_error("no kiosk runs here (there is no socket in %s that answers)", folder.s);
    else if (request->screen.len)
        log_error("no screen \"%.*s\" runs here; there %s %.*s", str_arg(request->screen),
                  count == 1 ? "is" : "are", str_arg(list_of(arena, names, count)));
    else if (count > 1)
        log_error("several screens run here: say which with --screen: %.*s",
                  str_arg(list_of(arena, names, count)));
    else
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

/* ---- asking --------------------------------------------------------------------------------- */

static bool send_line(int fd, Str line) {
    for (size_t at = 0; at < line.len;) {
        ssize_t put = send(fd, line.s + at, line.len - at, MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        at += (size_t)put;
    }
    return true;
}

static bool receive_line(Arena *arena, int fd, Str *line) {
    char *bytes = NULL;
    size_t count = 0, capacity = 0;
    for (;;) {
        char chunk[4096];
        ssize_t got = recv(fd, chunk, sizeof chunk, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        for (ssize_t i = 0; i < got; i++) {
            if (chunk[i] == '\n') {
                *line = (Str){.s = bytes, .len = count};
                return true;
            }
            char *place = arena_push(arena, &bytes, &count, &capacity, 1, 1);
            *place = chunk[i];
        }
    }
}

static int ask(const Request *request, int fd) {
    Arena *arena = request->arena;
    Str line = command_join(arena, request->words, request->count), answer;
    if (line.len >= CONTROL_LINE_MAX) {
        log_error("that is too long: %zu bytes", line.len);
        return EXIT_USAGE;
    }
    if (!send_line(fd, str_printf(arena, "%.*s\n", str_arg(line))) ||
        !receive_line(arena, fd, &answer)) {
        log_error("the kiosk does not answer (%s)", errno ? strerror(errno) : "it went away");
        return EXIT_NO_KIOSK;
    }
    if (request->is_json)
        printf("%.*s\n", str_arg(answer));
    return live_answer_print(arena, answer, request->is_json ? NULL : stdout) ? EXIT_FINE
                                                                              : EXIT_USAGE;
}

int command_live(const Options *options) {
    Request request = {.arena = arena_create()};
    int code = EXIT_USAGE;
    if (read_words(&request, options)) {
        make_absolute(&request);
        int fd = find_kiosk(&request, &code);
        if (fd >= 0) {
            code = ask(&request, fd);
            close(fd);
        }
    }
    arena_free(request.arena);
    return code;
}
