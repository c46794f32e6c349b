#include "cli/live_status.h"

#include <jansson.h>
#include <string.h>

static const char *text(const json_t *object, const char *key) {
    const char *found = json_string_value(json_object_get(object, key));
    return found ? found : "";
}

/* "09:31" of "2019-09-26T09:31:05+08:00". */
static Str clock_time(Arena *arena, const json_t *object, const char *key, bool has_seconds) {
    Str whole = str_from(text(object, key));
    return whole.len >= 19 ? str_copy(arena, str_slice(whole, 11, has_seconds ? 8 : 5))
                           : str_from("never");
}

static void print_clock(const json_t *clock, FILE *to) {
    fprintf(to, "clock     %s", text(clock, "now"));
    if (json_is_true(json_object_get(clock, "simulated")))
        fprintf(to, ", simulated, %g times as fast",
                json_number_value(json_object_get(clock, "speed")));
    else if (json_is_true(json_object_get(clock, "synchronised")))
        fprintf(to, ", kept by NTP (off by %.1f ms at most)",
                json_number_value(json_object_get(clock, "error_ms")));
    else
        fputs(", NOT kept by NTP: screens drift apart", to);
    fputc('\n', to);
}

static void print_schedule(const json_t *schedule, FILE *to) {
    fprintf(to, "schedule  %s\n", text(schedule, "name"));
    const json_t *age = json_object_get(schedule, "age_s");
    if (json_is_integer(age))
        fprintf(to, "          read %lld min ago, hash %s, watched by %s\n",
                (long long)json_integer_value(age) / 60, text(schedule, "hash"),
                text(schedule, "watch"));
}

/* A line for each, when there are several. */
static void print_sources(const json_t *schedule, FILE *to) {
    const json_t *sources = json_object_get(schedule, "sources"), *source;
    for (size_t i = 0; json_array_size(sources) > 1 && (source = json_array_get(sources, i)); i++) {
        const char *problem = text(source, "problem");
        long long count = json_integer_value(json_object_get(source, "sessions"));
        fprintf(to, "%-9s %s: ", i ? "" : "sources", text(source, "name"));
        if (json_is_true(json_object_get(source, "there")))
            fprintf(to, "%lld session%s, read %lld min ago", count, count == 1 ? "" : "s",
                    (long long)json_integer_value(json_object_get(source, "age_s")) / 60);
        else
            fputs("nothing of it is shown", to);
        fprintf(to, "%s\n",
                json_is_true(json_object_get(source, "waiting")) ? "; its new version waits"
                : *problem                                       ? "; see PROBLEM"
                                                                 : "");
    }
}

static void print_slot(Arena *arena, const json_t *slot, FILE *to) {
    fprintf(to, "shows     %s, page %lld, until %.*s%s; the picture changes next at %.*s\n",
            text(slot, "view"), (long long)json_integer_value(json_object_get(slot, "page")),
            str_arg(clock_time(arena, slot, "until", true)),
            json_is_true(json_object_get(slot, "held")) ? " (held)" : "",
            str_arg(clock_time(arena, slot, "next_change", true)));
    if (*text(slot, "room"))
        fprintf(to, "room      %s\n", text(slot, "room"));
    fprintf(to, "the day   %s\n", text(slot, "state"));
}

static void print_sessions(Arena *arena, const char *label, const json_t *sessions, FILE *to) {
    size_t index;
    json_t *session;
    json_array_foreach(sessions, index, session) {
        const json_t *rooms = json_object_get(session, "rooms");
        const char *room = json_string_value(json_array_get(rooms, 0));
        const char *status = text(session, "status");
        fprintf(to, "%-9s %.*s–%.*s  %-10s %s%s%s%s  [%s]\n", index ? "" : label,
                str_arg(clock_time(arena, session, "start", false)),
                str_arg(clock_time(arena, session, "end", false)), room ? room : "everywhere",
                text(session, "title"), strcmp(status, "confirmed") != 0 ? " (" : "",
                strcmp(status, "confirmed") != 0 ? status : "",
                strcmp(status, "confirmed") != 0 ? ")" : "", text(session, "id"));
    }
}

static long long count_of(const json_t *object, const char *key) {
    return (long long)json_integer_value(json_object_get(object, key));
}

static void print_changes(Arena *arena, const json_t *changes, FILE *to) {
    size_t index;
    json_t *op;
    json_array_foreach(changes, index, op)
        fprintf(to, "%-9s %lld  %.*s %s%s%s\n", index ? "" : "changes", count_of(op, "number"),
                str_arg(clock_time(arena, op, "at", false)), text(op, "name"),
                *text(op, "sender") ? ", by " : "", text(op, "sender"));
}

/* Those items that are shown, or were hidden: with the numbers that "hide" takes. */
static void print_feeds(Arena *arena, const json_t *list, FILE *to) {
    size_t index, at;
    json_t *feed, *item;
    json_array_foreach(list, index, feed) {
        bool has_come = *text(feed, "fetched") != 0;
        fprintf(to, "%-9s %s: ", index ? "" : "feeds", text(feed, "address"));
        if (has_come)
            fprintf(to, "last read at %.*s; %lld shown, %lld hidden, %lld too old, %lld left out%s",
                    str_arg(clock_time(arena, feed, "fetched", false)), count_of(feed, "shown"),
                    count_of(feed, "hidden"), count_of(feed, "too_old"), count_of(feed, "left_out"),
                    json_is_true(json_object_get(feed, "silent")) ? "; silent for too long" : "");
        else
            fputs("nothing has come yet", to);
        if (count_of(feed, "undated"))
            fprintf(to, ", %lld without a date", count_of(feed, "undated"));
        fputc('\n', to);
        json_array_foreach(json_object_get(feed, "items"), at, item) {
            bool is_hidden = json_is_true(json_object_get(item, "hidden"));
            if (is_hidden || json_is_true(json_object_get(item, "shown")))
                fprintf(to, "          #%lld %s%s%s%s\n", count_of(item, "number"),
                        text(item, "author"), *text(item, "author") ? ": " : "", text(item, "text"),
                        is_hidden ? " (hidden)" : "");
        }
    }
}

/* What lies over the views, and who put it there. */
static void print_over(Arena *arena, const json_t *list, FILE *to) {
    size_t index;
    json_t *over;
    json_array_foreach(list, index, over) {
        fprintf(to, "%-9s %s \"%s\", from %s", index ? "" : "over all", text(over, "level"),
                text(over, "text"), *text(over, "from") ? text(over, "from") : "?");
        if (*text(over, "room"))
            fprintf(to, ", in %s", text(over, "room"));
        if (*text(over, "until"))
            fprintf(to, ", until %.*s", str_arg(clock_time(arena, over, "until", false)));
        fputc('\n', to);
    }
}

static void print_overlay(const json_t *overlay, FILE *to) {
    static const char *const KEYS[] = {"sent", "dropped", "late", "readers", "browsers"};
    if (!overlay)
        return;
    fputs("overlay  ", to);
    for (size_t i = 0; i < countof(KEYS); i++) {
        const json_t *value = json_object_get(overlay, KEYS[i]);
        if (value)
            fprintf(to, "%s %lld %s", i ? "," : "", (long long)json_integer_value(value), KEYS[i]);
    }
    fputc('\n', to);
}

static void print_screen(const json_t *screen, FILE *to) {
    fprintf(to, "screen    %lldx%lld, %s; %lld pictures, %lld frames, %lld late\n",
            (long long)json_integer_value(json_object_get(screen, "width")),
            (long long)json_integer_value(json_object_get(screen, "height")),
            text(screen, "renderer"),
            (long long)json_integer_value(json_object_get(screen, "pictures")),
            (long long)json_integer_value(json_object_get(screen, "frames")),
            (long long)json_integer_value(json_object_get(screen, "late_frames")));
}

/* Those after the first, which is told of with the schedule and the day. */
static void print_others(Arena *arena, const json_t *screens, FILE *to) {
    for (size_t i = 1; i < json_array_size(screens); i++) {
        const json_t *entry = json_array_get(screens, i);
        fprintf(to, "\ndisplay   %lld%s%s%s\n",
                (long long)json_integer_value(json_object_get(entry, "display")),
                *text(entry, "name") ? ", " : "", text(entry, "name"),
                json_is_true(json_object_get(entry, "there")) ? "" : ", NOT THERE");
        print_slot(arena, json_object_get(entry, "slot"), to);
        print_screen(json_object_get(entry, "screen"), to);
    }
}

static void print_status(Arena *arena, const json_t *status, FILE *to) {
    const json_t *screen = json_object_get(status, "screen"), *problem;
    const json_t *screens = json_object_get(status, "screens");
    const json_t *problems = json_object_get(status, "problems");
    if (*text(status, "host"))
        fprintf(to, "host      %s\n", text(status, "host"));
    if (*text(status, "box"))
        fprintf(to, "box       %s, code %s\n", text(status, "box"), text(status, "code"));
    print_schedule(json_object_get(status, "schedule"), to);
    print_sources(json_object_get(status, "schedule"), to);
    print_clock(json_object_get(status, "clock"), to);
    print_slot(arena, json_object_get(status, "slot"), to);
    print_sessions(arena, "now", json_object_get(status, "now"), to);
    print_sessions(arena, "gone", json_object_get(status, "gone"), to);
    print_sessions(arena, "next", json_object_get(status, "next"), to);
    print_feeds(arena, json_object_get(status, "feeds"), to);
    print_over(arena, json_object_get(status, "over"), to);
    print_changes(arena, json_object_get(status, "changes"), to);
    print_screen(screen, to);
    print_overlay(json_object_get(status, "overlay"), to);
    for (size_t i = 0; (problem = json_array_get(problems, i)); i++)
        fprintf(to, "%-9s %s\n", i ? "" : "PROBLEM", json_string_value(problem));
    print_others(arena, screens, to);
}

ExitCode live_answer_print(Arena *arena, Str answer, FILE *to) {
    json_t *root = json_loadb(answer.s ? answer.s : "", answer.len, 0, NULL);
    bool is_ok = json_is_true(json_object_get(root, "ok"));
    const json_t *status = json_object_get(root, "status");
    const json_t *code = json_object_get(root, "exit");
    if (!is_ok && to)
        fprintf(stderr, "kiosk: %s\n", root ? text(root, "error") : "the answer makes no sense");
    else if (to && status)
        print_status(arena, status, to);
    else if (to)
        fprintf(to, "%s\n", text(root, "message"));
    ExitCode result = is_ok ? EXIT_FINE : EXIT_USAGE;
    if (json_integer_value(code) > 0)
        result = (ExitCode)json_integer_value(code);
    json_decref(root);
    return result;
}
