#include "stream/frame_target.h"

#include <string.h>

#include "base/unix_listener.h"

bool port_parse(Str text, uint16_t *out) {
    uint32_t port = 0;
    if (text.len == 0 || text.len > 5)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.s[i] < '0' || text.s[i] > '9')
            return false;
        port = port * 10 + (uint32_t)(text.s[i] - '0');
    }
    *out = (uint16_t)port;
    return port >= 1 && port <= UINT16_MAX;
}

/* Four numbers up to 255 of which the first is 127. */
static bool is_loopback_quad(Str host) {
    uint32_t parts = 0, value = 0, digits = 0;
    if (!str_starts(host, "127."))
        return false;
    for (size_t i = 0; i <= host.len; i++) {
        if (i == host.len || host.s[i] == '.') {
            if (digits == 0 || value > 255)
                return false;
            parts++;
            value = digits = 0;
        } else if (host.s[i] >= '0' && host.s[i] <= '9' && digits < 3) {
            value = value * 10 + (uint32_t)(host.s[i] - '0');
            digits++;
        } else {
            return false;
        }
    }
    return parts == 4;
}

bool host_is_loopback(Str host) {
    return str_equal_c(host, "localhost") || str_equal_c(host, "::1") || is_loopback_quad(host);
}

static bool parse_tcp(Arena *arena, Str rest, FrameTarget *out, Str *problem) {
    size_t colon = rest.len;
    while (colon > 0 && rest.s[colon - 1] != ':')
        colon--;
    Str port = str_slice(rest, colon, rest.len), host = str_slice(rest, 0, colon ? colon - 1 : 0);
    if (str_starts(host, "//")) /* as receivers write it */
        host = str_slice(host, 2, host.len);
    if (str_starts(host, "[") && str_ends(host, "]"))
        host = str_slice(host, 1, host.len - 2);
    if (!port_parse(port, &out->port)) {
        *problem =
            str_printf(arena, "\"tcp:%.*s\" has no port; write tcp:127.0.0.1:9880", str_arg(rest));
        return false;
    }
    if (host.len == 0)
        host = str_from("127.0.0.1");
    if (!host_is_loopback(host)) {
        *problem = str_printf(arena,
                              "frames are not sent over the network, where anybody could read "
                              "them: write tcp:127.0.0.1:%u instead of tcp:%.*s, or pipe them "
                              "into ffmpeg",
                              out->port, str_arg(rest));
        return false;
    }
    out->kind = TARGET_TCP;
    out->host = str_equal_c(host, "localhost") ? "127.0.0.1" : str_copy(arena, host).s;
    return true;
}

bool frame_target_parse(Arena *arena, Str text, FrameTarget *out, Str *problem) {
    *out = (FrameTarget){.descriptor = -1};
    if (str_equal_c(text, "-")) {
        out->descriptor = 1;
        return true;
    }
    if (str_starts(text, "fd:")) {
        uint16_t number = 0;
        bool is_number = port_parse(str_slice(text, 3, text.len), &number);
        out->descriptor = number;
        if (!is_number || number > 1023)
            *problem = str_printf(arena, "\"%.*s\" is no descriptor; write fd:3", str_arg(text));
        return is_number && number <= 1023;
    }
    if (str_starts(text, "tcp:"))
        return parse_tcp(arena, str_slice(text, 4, text.len), out, problem);
    bool is_unix = str_starts(text, "unix:");
    Str path = is_unix ? str_slice(text, 5, text.len) : text;
    if (path.len == 0 || memchr(path.s, 0, path.len)) {
        *problem = str_from("write where the frames go: -, fd:3, the path of a FIFO, unix:PATH or "
                            "tcp:127.0.0.1:9880");
        return false;
    }
    if (is_unix && path.len > UNIX_PATH_MAX) {
        *problem = str_printf(arena, "the path of a socket has at most %d bytes, this one has %zu",
                              (int)UNIX_PATH_MAX, path.len);
        return false;
    }
    size_t colon = str_find(path, ":");
    if (!is_unix && colon != SIZE_MAX && str_find(path, "/") == SIZE_MAX) {
        *problem =
            str_printf(arena,
                       "\"%.*s:\" is no kind of target; there are -, fd:N, a path, unix:PATH "
                       "and tcp:127.0.0.1:PORT",
                       str_arg(str_slice(path, 0, colon)));
        return false;
    }
    out->kind = is_unix ? TARGET_UNIX : TARGET_FIFO;
    out->path = str_copy(arena, path).s;
    return true;
}

Str frame_target_url(Arena *arena, const FrameTarget *target) {
    switch (target->kind) {
    case TARGET_DESCRIPTOR:
        return str_from("-");
    case TARGET_FIFO:
        return str_from(target->path);
    case TARGET_UNIX:
        return str_printf(arena, "unix:%s", target->path);
    case TARGET_TCP:
        return str_printf(arena, strchr(target->host, ':') ? "tcp://[%s]:%u" : "tcp://%s:%u",
                          target->host, target->port);
    }
    return (Str){0};
}
