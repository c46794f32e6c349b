#include "stream/voctocore.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/steady.h"

enum { CONNECT_MS = 1500, ANSWER_MS = 1500, LINE_MAX_BYTES = 1024 };

bool voctocore_parse(Arena *arena, Str text, Voctocore *out, Str *problem) {
    Str host = text, port = str_from("9999");
    size_t bracket = str_find(text, "]"), colon = text.len;
    while (colon > 0 && text.s[colon - 1] != ':')
        colon--;
    bool is_bare_v6 = bracket == SIZE_MAX && str_find(text, ":") + 1 < colon;
    if (colon > 0 && !is_bare_v6 && (bracket == SIZE_MAX || colon > bracket)) {
        port = str_slice(text, colon, text.len);
        host = str_slice(text, 0, colon - 1);
    }
    if (str_starts(host, "[") && str_ends(host, "]"))
        host = str_slice(host, 1, host.len - 2);
    uint16_t number;
    if (host.len == 0 || !port_parse(port, &number)) {
        *problem =
            str_printf(arena, "\"%.*s\" is no host and port; write localhost:9999", str_arg(text));
        return false;
    }
    out->host = str_copy(arena, host).s;
    out->port = str_copy(arena, port).s;
    return true;
}

static bool is_ready(int descriptor, short events, int millis) {
    struct pollfd wait = {.fd = descriptor, .events = events};
    int count;
    do
        count = poll(&wait, 1, millis);
    while (count < 0 && errno == EINTR);
    return count > 0;
}

static int connect_to(const struct addrinfo *address) {
    int descriptor = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0)
        return -1;
    int error = 0;
    socklen_t len = sizeof error;
    if (connect(descriptor, address->ai_addr, address->ai_addrlen) == 0)
        return descriptor;
    if (errno != EINPROGRESS)
        error = errno;
    else if (!is_ready(descriptor, POLLOUT, CONNECT_MS))
        error = ETIMEDOUT;
    else
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &len);
    if (error == 0)
        return descriptor;
    close(descriptor);
    errno = error;
    return -1;
}

static int open_connection(const Voctocore *core, char *why, size_t why_size) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list = NULL;
    int error = getaddrinfo(core->host, core->port, &hints, &list);
    if (error) {
        snprintf(why, why_size, "%s", gai_strerror(error));
        return -1;
    }
    int descriptor = -1;
    for (const struct addrinfo *at = list; at && descriptor < 0; at = at->ai_next)
        descriptor = connect_to(at);
    if (descriptor < 0)
        snprintf(why, why_size, "%s", strerror(errno));
    freeaddrinfo(list);
    return descriptor;
}

static bool send_line(int descriptor, const char *line) {
    size_t len = strlen(line);
    while (len > 0) {
        if (!is_ready(descriptor, POLLOUT, ANSWER_MS))
            return false;
        ssize_t sent = send(descriptor, line, len, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        if (sent > 0) {
            line += sent;
            len -= (size_t)sent;
        }
    }
    return true;
}

/* What came of the answers so far. */
typedef struct {
    const char *wanted; /* how the answer to ours begins */
    char line[LINE_MAX_BYTES];
    size_t len;
    bool is_there;
    bool has_error;
} Answers;

/* voctocore also tells everybody of other people's changes: only the answer to ours counts. */
static void take_line(Answers *answers, char *why, size_t why_size) {
    answers->line[answers->len] = 0;
    answers->len = 0;
    if (strncmp(answers->line, "error", 5) == 0) {
        snprintf(why, why_size, "it answers \"%s\"", answers->line);
        answers->has_error = true;
    }
    answers->is_there |= strncmp(answers->line, answers->wanted, strlen(answers->wanted)) == 0 ||
                         strncmp(answers->line, "ok", 2) == 0;
}

static bool read_answer(int descriptor, const char *wanted, char *why, size_t why_size) {
    Answers answers = {.wanted = wanted};
    int64_t until = steady_now() + ANSWER_MS;
    snprintf(why, why_size, "no answer");
    while (!answers.is_there && !answers.has_error) {
        int64_t left = until - steady_now();
        if (left <= 0 || !is_ready(descriptor, POLLIN, (int)left))
            return false;
        char bytes[256];
        ssize_t got = recv(descriptor, bytes, sizeof bytes, 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            continue;
        if (got <= 0)
            return false;
        for (ssize_t i = 0; i < got && !answers.has_error; i++) {
            if (bytes[i] == '\n')
                take_line(&answers, why, why_size);
            else if (answers.len + 1 < sizeof answers.line)
                answers.line[answers.len++] = bytes[i];
        }
    }
    return !answers.has_error;
}

/* One after the other: a voctocore may take one line of what comes at once. */
static bool say(int descriptor, const char *line, const char *wanted, char *why, size_t why_size) {
    if (!send_line(descriptor, line)) {
        snprintf(why, why_size, "the connection was cut");
        return false;
    }
    return read_answer(descriptor, wanted, why, why_size);
}

bool voctocore_show(const Voctocore *core, bool is_visible, char *why, size_t why_size) {
    int descriptor = open_connection(core, why, why_size);
    if (descriptor < 0)
        return false;
    char line[LINE_MAX_BYTES];
    snprintf(line, sizeof line, "set_overlay %s\n", core->name);
    bool is_understood =
        say(descriptor, line, "overlay ", why, why_size) &&
        say(descriptor, is_visible ? "show_overlay true\n" : "show_overlay false\n",
            "overlay_visible", why, why_size);
    close(descriptor);
    return is_understood;
}
