#include "stream/frame_target.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/unix_listener.h"

Str address_url(Arena *arena, const char *protocol, const char *host, uint16_t port) {
    return str_printf(arena, strchr(host, ':') ? "%s://[%s]:%u" : "%s://%s:%u", protocol, host,
                      port);
}

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

bool frame_tcp_parse(Arena *arena, Str text, FrameTarget *out, Str *problem) {
    Str rest = str_slice(text, strlen("tcp:"), text.len);
    *out = (FrameTarget){.descriptor = -1};
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
    out->host = str_equal_c(host, "localhost") ? "127.0.0.1" : str_copy(arena, host).s;
    return true;
}

bool frame_pipe_parse(Arena *arena, Str text, FrameTarget *out, Str *problem) {
    *out = (FrameTarget){.descriptor = 1};
    if (str_equal_c(text, "-"))
        return true;
    uint16_t number = 0;
    bool is_number = port_parse(str_slice(text, strlen("fd:"), text.len), &number);
    out->descriptor = number;
    if (!is_number || number > 1023)
        *problem = str_printf(arena, "\"%.*s\" is no descriptor; write fd:3", str_arg(text));
    return is_number && number <= 1023;
}

static bool take_path(Arena *arena, Str path, FrameTarget *out, Str *problem) {
    *out = (FrameTarget){.descriptor = -1, .path = str_copy(arena, path).s};
    *problem = str_from("write where the frames go: -, fd:3, the path of a FIFO, unix:PATH or "
                        "tcp:127.0.0.1:9880");
    return path.len > 0 && !memchr(path.s, 0, path.len);
}

bool frame_unix_parse(Arena *arena, Str text, FrameTarget *out, Str *problem) {
    Str path = str_slice(text, strlen("unix:"), text.len);
    if (!take_path(arena, path, out, problem))
        return false;
    if (path.len > UNIX_PATH_MAX)
        *problem = str_printf(arena, "the path of a socket has at most %d bytes, this one has %zu",
                              (int)UNIX_PATH_MAX, path.len);
    return path.len <= UNIX_PATH_MAX;
}

bool frame_fifo_parse(Arena *arena, Str text, FrameTarget *out, Str *problem) {
    if (!take_path(arena, text, out, problem))
        return false;
    size_t colon = str_find(text, ":");
    bool is_kind = colon != SIZE_MAX && str_find(text, "/") == SIZE_MAX;
    if (is_kind)
        *problem =
            str_printf(arena,
                       "\"%.*s:\" is no kind of target; there are -, fd:N, a path, unix:PATH "
                       "and tcp:127.0.0.1:PORT",
                       str_arg(str_slice(text, 0, colon)));
    return !is_kind;
}

bool listen_address_parse(Arena *arena, Str text, const char **host, uint16_t *port) {
    size_t colon = text.len;
    while (colon > 0 && text.s[colon - 1] != ':')
        colon--;
    Str name = colon ? str_slice(text, 0, colon - 1) : str_from("127.0.0.1");
    if (str_starts(name, "[") && str_ends(name, "]"))
        name = str_slice(name, 1, name.len - 2);
    if (name.len == 0 || str_equal_c(name, "localhost"))
        name = str_from("127.0.0.1");
    uint8_t address[16];
    *host = str_copy(arena, name).s;
    bool is_address =
        inet_pton(AF_INET, *host, address) == 1 || inet_pton(AF_INET6, *host, address) == 1;
    return port_parse(str_slice(text, colon, text.len), port) && is_address;
}
