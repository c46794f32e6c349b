#include "check/preflight_links.h"

#include <string.h>

#include "base/ascii.h"
#include "check/preflight_texts.h"
#include "render/render.h"

enum {
    QUIET_ZONE = 4,  /* modules at each side, ISO/IEC 18004 */
    ROWS_FAR = 180,  /* a module is at least this part of the screen's shorter side: from afar */
    ROWS_NEAR = 360, /* … from nearby; 3 pixels of 1080 */
};

/* ---- addresses ------------------------------------------------------------------------------ */

/* Length of "https" in "https:…"; 0 when it does not begin with a scheme (RFC 3986, 3.1). */
static size_t scheme_length(Str url) {
    size_t i = 0;
    while (i < url.len && (ascii_is_letter(url.s[i]) ||
                           (i > 0 && (ascii_is_digit(url.s[i]) || memchr("+-.", url.s[i], 3)))))
        i++;
    return i > 0 && i < url.len && url.s[i] == ':' ? i : 0;
}

/* "example.org", "example.org:8080", "[::1]", "例え.jp" */
static bool is_host(Str host) {
    bool has_dot = false;
    if (host.len == 0 || host.s[0] == '.' || host.s[0] == '-')
        return false;
    if (host.s[0] == '[')
        return str_find(host, "]") != SIZE_MAX;
    for (size_t i = 0; i < host.len; i++) {
        char c = host.s[i];
        has_dot |= c == '.';
        if (c == '.' && i + 1 < host.len && host.s[i + 1] == '.')
            return false;
        if (!ascii_is_letter(c) && !ascii_is_digit(c) && !((unsigned char)c & 0x80) &&
            !memchr(".-_:", c, 4))
            return false;
    }
    return has_dot || str_starts(host, "localhost");
}

static Str host_of(Str rest) {
    size_t end = 0;
    while (end < rest.len && !memchr("/?#", rest.s[end], 3))
        end++;
    Str host = str_slice(rest, 0, end);
    size_t user = str_find(host, "@");
    return user == SIZE_MAX ? host : str_slice(host, user + 1, host.len);
}

static bool has_space(Str url) {
    for (size_t i = 0; i < url.len; i++)
        if ((unsigned char)url.s[i] <= ' ')
            return true;
    return str_find(url, "\u3000") != SIZE_MAX || str_find(url, "\u00A0") != SIZE_MAX;
}

/* Something with a scheme that is neither http nor https. */
static const char *other_scheme_problem(Arena *arena, Str url, size_t scheme, Str *hint) {
    static const Str WEB[] = {{"https", 5}, {"http", 4}};
    static const char *const KNOWN[] = {"mailto", "tel",  "sms", "geo", "wifi",
                                        "matrix", "xmpp", "irc", "ftp"};
    Str name = str_slice(url, 0, scheme), rest = str_slice(url, scheme + 1, url.len);
    for (size_t i = 0; i < countof(KNOWN); i++)
        if (str_equal_nocase(name, str_from(KNOWN[i])))
            return NULL;
    const Str *nearest = str_nearest(name, WEB, countof(WEB));
    bool is_host_and_port = rest.len > 0 && ascii_is_digit(rest.s[0]); /* "example.org:8080/x" */
    while (rest.len && rest.s[0] == '/')
        rest = str_slice(rest, 1, rest.len);
    if (is_host_and_port)
        *hint = str_printf(arena, "write \"https://%.*s\"", str_arg(url));
    else if (nearest || is_host(host_of(rest)))
        *hint = str_printf(arena, "did you mean \"%.*s://%.*s\"?",
                           str_arg(nearest ? *nearest : WEB[0]), str_arg(rest));
    return is_host_and_port ? "does not begin with https://" : "begins with what no phone knows";
}

const char *link_problem(Arena *arena, Str url, Str *hint) {
    *hint = (Str){0};
    if (has_space(url)) {
        *hint = str_from("an address has no spaces: delete them, or write %20");
        return "has a space in it";
    }
    size_t colon = str_find(url, "：//");
    if (colon != SIZE_MAX) {
        *hint = str_printf(arena, "write \"%.*s://%.*s\"", str_arg(str_slice(url, 0, colon)),
                           str_arg(str_slice(url, colon + strlen("：//"), url.len)));
        return "has a full-width colon";
    }
    size_t scheme = scheme_length(url);
    Str name = str_slice(url, 0, scheme), rest = str_slice(url, scheme ? scheme + 1 : 0, url.len);
    bool is_web =
        str_equal_nocase(name, str_from("http")) || str_equal_nocase(name, str_from("https"));
    if (scheme && !is_web)
        return other_scheme_problem(arena, url, scheme, hint);
    if (scheme == 0) {
        while (rest.len && rest.s[0] == '/')
            rest = str_slice(rest, 1, rest.len);
        if (is_host(host_of(rest)))
            *hint = str_printf(arena, "write \"https://%.*s\"", str_arg(rest));
        else
            *hint = str_from("write a whole address: https://example.org/page");
        return "does not begin with https://";
    }
    if (!str_starts(rest, "//") || !is_host(host_of(str_slice(rest, 2, rest.len)))) {
        while (rest.len && rest.s[0] == '/')
            rest = str_slice(rest, 1, rest.len);
        *hint = is_host(host_of(rest))
                    ? str_printf(arena, "write \"%.*s://%.*s\"", str_arg(name), str_arg(rest))
                    : str_from("write a whole address: https://example.org/page");
        return "names no server";
    }
    return NULL;
}

typedef struct {
    Arena *arena;
    const TextPlaces *places;
    Diagnostics *diagnostics;
} Check;

static void check_link(const Check *check, Str url, Position near, const char *what,
                       Severity severity) {
    if (url.len == 0)
        return;
    Str hint;
    const char *problem = link_problem(check->arena, url, &hint);
    if (problem)
        diagnostics_add(check->diagnostics, severity, "bad-url",
                        text_places_find(check->places, near, url), hint.len ? hint.s : NULL,
                        "the %s \"%.*s\" is no address: it %s", what, str_arg(url), problem);
}

/* ---- codes ---------------------------------------------------------------------------------- */

static int32_t module_pixels(int32_t side, int32_t modules) {
    return side / (modules + 2 * QUIET_ZONE); /* as it is drawn: whole pixels */
}

/* How many of the address's characters would make a code with large enough modules. */
static size_t length_that_fits(Arena *arena, Str payload, int32_t side, int32_t wanted) {
    size_t low = 0, high = payload.len;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        const uint8_t *modules;
        int32_t count;
        bool is_code = qr_encode(arena, str_slice(payload, 0, middle), &modules, &count);
        if (is_code && module_pixels(side, count) >= wanted)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void check_code(const Check *check, const SurveyCode *code, ScreenSize size, Position at) {
    const uint8_t *modules;
    int32_t count;
    if (!qr_encode(check->arena, code->payload, &modules, &count)) {
        diagnostics_add(
            check->diagnostics, SEVERITY_WARNING, "qr-too-long", at, "use a shorter address",
            "no QR code can hold this address of %zu bytes: there will be none", code->payload.len);
        return;
    }
    int32_t pixels = module_pixels(code->side, count), rows = screen_rows(size);
    int32_t wanted = (rows + ROWS_FAR - 1) / ROWS_FAR;
    if (pixels * ROWS_FAR >= rows)
        return;
    size_t good = length_that_fits(check->arena, code->payload, code->side, wanted);
    diagnostics_add(check->diagnostics, SEVERITY_WARNING, "qr-dense", at,
                    arena_printf(check->arena,
                                 "use a shorter address: %zu characters instead of %zu", good,
                                 code->payload.len),
                    "the QR code is too dense to be scanned %s: %d by %d modules of %d pixels at "
                    "%.*s, %d are needed",
                    pixels * ROWS_NEAR < rows ? "at all" : "from afar", (int)count, (int)count,
                    (int)pixels, str_arg(size_words(check->arena, size)), (int)wanted);
}

static const SurveyCode *code_of(const Survey *survey, Str url) {
    for (size_t i = 0; i < survey->code_count; i++)
        if (str_equal(survey->codes[i].payload, url))
            return &survey->codes[i];
    return NULL;
}

void preflight_links(const Survey *survey, const SurveyPlan *plan, const TextPlaces *places,
                     Diagnostics *diagnostics) {
    const Schedule *schedule = plan->schedule;
    Check check = {.arena = arena_create(), .places = places, .diagnostics = diagnostics};
    check_link(&check, schedule->event.url, schedule->event.name.at, "event's url",
               SEVERITY_WARNING);
    for (size_t i = 0; i < schedule->project_count; i++) {
        const Project *project = &schedule->projects[i];
        const SurveyCode *code = code_of(survey, project->url);
        check_link(&check, project->url, project->at, "project's url", SEVERITY_WARNING);
        if (code)
            check_code(&check, code, plan->sizes[code->where.size],
                       text_places_find(places, project->at, project->url));
    }
    for (size_t i = 0; i < schedule->partner_count; i++)
        check_link(&check, schedule->partners[i].url, schedule->partners[i].at, "partner's url",
                   SEVERITY_WARNING);
    /* These are on no screen: exports of other programs have odd ones by the hundred. */
    for (size_t i = 0; i < schedule->session_count; i++)
        check_link(&check, schedule->sessions[i].url, schedule->sessions[i].at, "session's url",
                   SEVERITY_NOTE);
    arena_free(check.arena);
}
