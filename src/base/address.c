#include "base/address.h"

#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/files.h"

bool address_is_web(const char *name) {
    return strncasecmp(name, "http://", 7) == 0 || strncasecmp(name, "https://", 8) == 0;
}

/* Of "https:" without the colon; 0: there is none. */
static size_t scheme_length(Str name) {
    size_t len = 0;
    while (len < name.len && (ascii_is_letter(name.s[len]) ||
                              (len > 0 && (ascii_is_digit(name.s[len]) || name.s[len] == '+' ||
                                           name.s[len] == '-' || name.s[len] == '.'))))
        len++;
    return len > 1 && len < name.len && name.s[len] == ':' ? len : 0;
}

bool address_has_scheme(Str name) {
    return scheme_length(name) > 0;
}

/* ---- what people write ---------------------------------------------------------------------- */

static int hex_value(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* "%20" as the byte that it stands for. */
static const char *unescape(Arena *arena, Str text) {
    char *plain = arena_new(arena, char, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        int high = i + 2 < text.len && text.s[i] == '%' ? hex_value(text.s[i + 1]) : -1;
        int low = high >= 0 ? hex_value(text.s[i + 2]) : -1;
        bool is_escaped = low >= 0 && (high || low); /* a NUL would cut the path */
        plain[len++] = is_escaped ? (char)(high * 16 + low) : text.s[i];
        i += is_escaped ? 2 : 0;
    }
    return plain;
}

/* file:/path, file:///path, file://localhost/path */
static bool take_file(Arena *arena, Str rest, const char **out, Str *problem) {
    if (str_starts(rest, "//")) {
        rest = str_slice(rest, 2, rest.len);
        if (str_starts(rest, "localhost/"))
            rest = str_slice(rest, strlen("localhost"), rest.len);
    }
    *problem = str_from("write file:///srv/day.yaml, with the whole path on this computer");
    if (!str_starts(rest, "/"))
        return false;
    *out = unescape(arena, rest);
    return true;
}

/* "//localhost:8080/…", "//127.0.0.1/…", "//[::1]/…": no wire, and hardly ever a certificate. */
static bool is_this_computer(Str rest) {
    static const char *const HOSTS[] = {"//localhost", "//127.0.0.1", "//[::1]"};
    for (size_t i = 0; i < countof(HOSTS); i++) {
        size_t len = strlen(HOSTS[i]);
        if (str_starts(rest, HOSTS[i]) &&
            (rest.len == len || rest.s[len] == ':' || rest.s[len] == '/'))
            return true;
    }
    return false;
}

bool address_of_source(Arena *arena, Str typed, const char **out, Str *problem) {
    size_t scheme = scheme_length(typed);
    Str name = str_slice(typed, 0, scheme), rest = str_slice(typed, scheme + 1, typed.len);
    *out = str_copy(arena, typed).s;
    if (scheme && str_equal_nocase(name, str_from("file")))
        return take_file(arena, rest, out, problem);
    if (!scheme || !str_starts(rest, "//") || address_is_web(*out))
        return true;
    bool is_secure = str_equal_nocase(name, str_from("webcals"));
    if (is_secure || str_equal_nocase(name, str_from("webcal"))) {
        bool is_here = !is_secure && is_this_computer(rest);
        *out = str_printf(arena, "%s:%.*s", is_here ? "http" : "https", str_arg(rest)).s;
        return true;
    }
    *problem = str_from("write an address that begins with https://, or the name of a file");
    return false;
}

/* ---- for people ----------------------------------------------------------------------------- */

Str address_public_name(Arena *arena, const char *url) {
    const char *host = strstr(url, "://");
    if (!host)
        return str_copy(arena, str_from(url));
    host += strlen("://");
    size_t authority = strcspn(host, "/?#");
    const char *after = host;
    for (size_t i = 0; i < authority; i++)
        if (host[i] == '@')
            after = host + i + 1;
    size_t shown = strcspn(after, "?#");
    return str_printf(arena, "%.*s%.*s%s", (int)(host - url), url, (int)shown, after,
                      after[shown] == '?' ? "?…" : "");
}

/* ---- the parts of a URL --------------------------------------------------------------------- */

typedef struct {
    Str scheme, authority, path, query; /* the query with its "?" */
    bool has_authority;
} Parts;

static size_t span_until(Str text, const char *ends) {
    size_t len = 0;
    while (len < text.len && !strchr(ends, text.s[len]))
        len++;
    return len;
}

static Parts split(Str url) {
    Parts parts = {0};
    url = str_slice(url, 0, span_until(url, "#"));
    size_t scheme = scheme_length(url);
    if (scheme) {
        parts.scheme = str_slice(url, 0, scheme);
        url = str_slice(url, scheme + 1, url.len);
    }
    if (str_starts(url, "//")) {
        url = str_slice(url, 2, url.len);
        size_t len = span_until(url, "/?");
        parts.has_authority = true;
        parts.authority = str_slice(url, 0, len);
        url = str_slice(url, len, url.len);
    }
    size_t len = span_until(url, "?");
    parts.path = str_slice(url, 0, len);
    parts.query = str_slice(url, len, url.len);
    return parts;
}

/* Without "." and ".." (RFC 3986, 5.2.4); what climbs out stays at the root. */
static Str without_dots(Arena *arena, Str path) {
    char *out = arena_new(arena, char, path.len + 2);
    size_t len = 0;
    while (path.len) { /* one segment, with the slash before it, at a time */
        size_t slash = path.s[0] == '/';
        size_t end = slash + span_until(str_slice(path, slash, path.len), "/");
        Str segment = str_slice(path, slash, end - slash);
        bool is_last = end == path.len;
        if (str_equal_c(segment, "..")) {
            while (len && out[len - 1] != '/')
                len--;
            len -= len > 0;
        }
        if (!str_equal_c(segment, "..") && !str_equal_c(segment, ".")) {
            memcpy(out + len, path.s, end);
            len += end;
        } else if (is_last) {
            out[len++] = '/';
        }
        path = str_slice(path, end, path.len);
    }
    return (Str){.s = out, .len = len};
}

Str address_resolve(Arena *arena, Str base, Str reference) {
    Parts from = split(base), to = split(reference);
    if (to.scheme.len)
        return str_copy(arena, str_slice(reference, 0, span_until(reference, "#")));
    Str path = to.path, query = to.query;
    Str authority = to.has_authority ? to.authority : from.authority;
    if (!to.has_authority && !path.len) {
        path = from.path;
        query = query.len ? query : from.query;
    } else if (!to.has_authority && path.s[0] != '/') {
        size_t folder = from.path.len;
        while (folder && from.path.s[folder - 1] != '/')
            folder--;
        path =
            str_printf(arena, "%.*s%.*s", str_arg(str_slice(from.path, 0, folder)), str_arg(path));
    }
    if (path.len && path.s[0] != '/')
        path = str_printf(arena, "/%.*s", str_arg(path));
    return str_printf(arena, "%.*s://%.*s%.*s%.*s", str_arg(from.scheme), str_arg(authority),
                      str_arg(without_dots(arena, path)), str_arg(query));
}

/* Host and port, without who asks and without the usual port. */
static Str server_of(const Parts *parts) {
    Str server = parts->authority;
    for (size_t i = server.len; i-- > 0;)
        if (server.s[i] == '@') {
            server = str_slice(server, i + 1, server.len);
            break;
        }
    const char *usual = str_equal_nocase(parts->scheme, str_from("https")) ? ":443" : ":80";
    size_t len = strlen(usual);
    if (server.len > len && str_equal_c(str_slice(server, server.len - len, len), usual))
        server = str_slice(server, 0, server.len - len);
    return server;
}

bool address_is_same_server(Str a, Str b) {
    Parts one = split(a), other = split(b);
    return one.has_authority && other.has_authority && str_equal_nocase(one.scheme, other.scheme) &&
           str_equal_nocase(server_of(&one), server_of(&other));
}

/* ---- on disk -------------------------------------------------------------------------------- */

/* The name, cut to what is safe in a file's, is for people; the hash tells names apart. */
Str address_file_name(Arena *arena, Str of, const char *suffix) {
    char readable[41];
    size_t len = 0, from = of.len;
    /* Of a URL the server's name: keys to private schedules stand in all that follows, and before
     * an "@". */
    size_t scheme = str_find(of, "://");
    Str whole = of;
    if (scheme != SIZE_MAX) {
        of = str_slice(of, scheme + 3, of.len);
        of = str_slice(of, 0, span_until(of, "/?#"));
        for (size_t at; (at = str_find(of, "@")) != SIZE_MAX;)
            of = str_slice(of, at + 1, of.len);
        from = of.len;
    }
    while (from > 0 && of.s[from - 1] != '/')
        from--;
    for (size_t i = from; i < of.len && len < sizeof readable - 1; i++) {
        char c = of.s[i];
        bool is_safe = ascii_is_letter(c) || ascii_is_digit(c) || c == '-' || c == '_' ||
                       (c == '.' && len > 0);
        readable[len++] = is_safe ? c : '_';
    }
    readable[len] = 0;
    uint64_t hash = str_hash(STR_HASH_SEED, whole.s, whole.len);
    return str_printf(arena, "%s-%016llx%s", readable, (unsigned long long)hash, suffix);
}

Str address_copy_name(Arena *arena, Str url) {
    bool is_yaml = path_is_yaml(split(url).path);
    return address_file_name(arena, url, is_yaml ? ".yaml" : "");
}
