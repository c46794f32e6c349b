#include "check/played.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/str_builder.h"
#include "base/zone.h"
#include "live/json_text.h"

/* ---- lines ---------------------------------------------------------------------------------- */

Str played_line(Arena *arena, const Played *played) {
    json_t *object = json_object(), *partners = json_array();
    json_object_set_new(object, "from", json_integer(played->from));
    json_object_set_new(object, "until", json_integer(played->until));
    json_object_set_new(object, "screen", json_of_text(played->screen));
    json_object_set_new(object, "display", json_integer(played->display));
    json_object_set_new(object, "room", json_of_text(played->room));
    json_object_set_new(object, "view", json_of_text(played->view));
    json_object_set_new(object, "page", json_integer(played->page));
    json_object_set_new(object, "what", json_of_text(played->what));
    for (size_t i = 0; i < played->partner_count; i++)
        json_array_append_new(partners, json_of_text(played->partners[i]));
    json_object_set_new(object, "partners", partners);
    char *text = json_dumps(object, JSON_COMPACT);
    Str copy = str_copy(arena, str_from(text ? text : "{}"));
    free(text);
    json_decref(object);
    return copy;
}

static Str text_of(Arena *arena, const json_t *value) {
    return json_is_string(value) ? str_copy(arena, (Str){.s = json_string_value(value),
                                                         .len = json_string_length(value)})
                                 : (Str){0};
}

static bool read_line(Arena *arena, Str line, Played *out) {
    json_t *object = json_loadb(line.s, line.len, 0, NULL);
    const json_t *from = json_object_get(object, "from"), *until = json_object_get(object, "until");
    bool is_good = json_is_integer(from) && json_is_integer(until) &&
                   json_integer_value(until) >= json_integer_value(from) &&
                   json_is_string(json_object_get(object, "view"));
    if (is_good) {
        *out = (Played){.from = json_integer_value(from),
                        .until = json_integer_value(until),
                        .screen = text_of(arena, json_object_get(object, "screen")),
                        .display = (int32_t)json_integer_value(json_object_get(object, "display")),
                        .room = text_of(arena, json_object_get(object, "room")),
                        .view = text_of(arena, json_object_get(object, "view")),
                        .page = (int32_t)json_integer_value(json_object_get(object, "page")),
                        .what = text_of(arena, json_object_get(object, "what"))};
        const json_t *partners = json_object_get(object, "partners");
        for (size_t i = 0; i < json_array_size(partners) && i < PLAYED_PARTNERS_MAX; i++)
            out->partners[out->partner_count++] = text_of(arena, json_array_get(partners, i));
    }
    json_decref(object);
    return is_good;
}

PlayedLog played_read(Arena *arena, Str bytes) {
    PlayedLog log = {0};
    Played *items = NULL;
    size_t capacity = 0;
    while (bytes.len) {
        size_t end = str_find(bytes, "\n");
        Str line = str_trim(str_slice(bytes, 0, end));
        bytes = end == SIZE_MAX ? (Str){0} : str_slice(bytes, end + 1, bytes.len);
        Played one;
        if (line.len == 0)
            continue;
        if (!read_line(arena, line, &one)) {
            log.torn++;
            continue;
        }
        *(Played *)arena_push(arena, &items, &log.count, &capacity, sizeof *items,
                              _Alignof(Played)) = one;
    }
    log.items = items;
    return log;
}

/* ---- sums ----------------------------------------------------------------------------------- */

typedef struct {
    Str screen, what;
    Millis length;
    size_t times;
} Sum;

typedef struct {
    Arena *arena;
    Sum *items;
    size_t count, capacity;
} Sums;

/* Goes on where the one before of that screen ended: the same showing, told of in pieces. */
static bool goes_on(const PlayedLog *log, size_t index) {
    const Played *now = &log->items[index];
    for (size_t i = index; i-- > 0;) {
        const Played *before = &log->items[i];
        if (!str_equal(before->screen, now->screen) || before->display != now->display)
            continue;
        return before->until == now->from && str_equal(before->view, now->view) &&
               before->page == now->page && str_equal(before->what, now->what);
    }
    return false;
}

static void add(Sums *sums, Str screen, Str what, Millis length, bool is_new) {
    Sum *sum = NULL;
    for (size_t i = 0; i < sums->count && !sum; i++)
        if (str_equal(sums->items[i].screen, screen) && str_equal(sums->items[i].what, what))
            sum = &sums->items[i];
    if (!sum) {
        sum = arena_push(sums->arena, &sums->items, &sums->count, &sums->capacity, sizeof *sum,
                         _Alignof(Sum));
        *sum = (Sum){.screen = screen, .what = what};
    }
    sum->length += length;
    sum->times += is_new;
}

static bool has_partner(const Played *played, Str partner) {
    for (size_t i = 0; i < played->partner_count; i++)
        if (str_equal_nocase(played->partners[i], partner))
            return true;
    return partner.len == 0;
}

static void sum_up(Arena *arena, const PlayedLog *log, Str partner, Sums *views, Sums *partners) {
    *views = (Sums){.arena = arena};
    *partners = (Sums){.arena = arena};
    for (size_t i = 0; i < log->count; i++) {
        const Played *played = &log->items[i];
        bool is_new = !goes_on(log, i);
        if (!has_partner(played, partner))
            continue;
        add(views, played->screen, played->view, played->until - played->from, is_new);
        for (size_t k = 0; k < played->partner_count; k++)
            if (partner.len == 0 || str_equal_nocase(played->partners[k], partner))
                add(partners, played->screen, played->partners[k], played->until - played->from,
                    is_new);
    }
}

static void write_sums(StrBuilder *out, const char *title, const Sums *sums) {
    if (sums->count)
        str_builder_printf(out, "\n%s\n", title);
    for (size_t i = 0; i < sums->count; i++) {
        const Sum *sum = &sums->items[i];
        long long seconds = (long long)((sum->length + 500) / 1000);
        str_builder_printf(out, "  %4lld:%02lld:%02lld  %5zu  %.*s  %.*s\n", seconds / 3600,
                           seconds / 60 % 60, seconds % 60, sum->times, str_arg(sum->screen),
                           str_arg(sum->what));
    }
}

Str played_text(Arena *arena, const PlayedLog *log, Str partner) {
    StrBuilder out = {.arena = arena};
    Sums views, partners;
    sum_up(arena, log, partner, &views, &partners);
    str_builder_printf(&out, "%zu lines", log->count);
    if (log->torn)
        str_builder_printf(&out, ", %zu torn one%s passed over", log->torn,
                           log->torn == 1 ? "" : "s");
    str_builder_printf(&out, "\n");
    write_sums(&out, "On the screens (time, times, screen, view)", &views);
    write_sums(&out, "Partners (time, times, screen, partner)", &partners);
    return str_builder_text(&out);
}

void played_put_quoted(StrBuilder *out, Str text) {
    str_builder_put_c(out, "\"");
    for (size_t i = 0; i < text.len; i++)
        if (text.s[i] == '"')
            str_builder_put_c(out, "\"\"");
        else
            str_builder_put(out, text.s[i] == '\n' ? str_from(" ") : str_slice(text, i, 1));
    str_builder_put_c(out, "\"");
}

static void write_instant(StrBuilder *out, Instant at) {
    LocalTime t = zone_local(zone_utc(), at);
    str_builder_printf(out, "%04d-%02d-%02dT%02d:%02d:%02dZ,", t.date.year, t.date.month,
                       t.date.day, t.hour, t.minute, t.second);
}

Str played_csv(Arena *arena, const PlayedLog *log, Str partner) {
    StrBuilder out = {.arena = arena};
    Sums views, partners;
    sum_up(arena, log, partner, &views, &partners);
    str_builder_printf(&out, "\xef\xbb\xbf"
                             "record,from,until,seconds,screen,view,page,what,times\r\n");
    for (size_t i = 0; i < log->count; i++) {
        const Played *played = &log->items[i];
        if (!has_partner(played, partner))
            continue;
        str_builder_printf(&out, "played,");
        write_instant(&out, played->from);
        write_instant(&out, played->until);
        str_builder_printf(&out, "%.3f,", (double)(played->until - played->from) / 1000);
        played_put_quoted(&out, played->screen);
        str_builder_printf(&out, ",%.*s,%d,", str_arg(played->view), (int)played->page);
        played_put_quoted(&out, played->what);
        str_builder_printf(&out, ",1\r\n");
    }
    for (size_t i = 0; i < partners.count; i++) {
        const Sum *sum = &partners.items[i];
        str_builder_printf(&out, "partner,,,%.3f,", (double)sum->length / 1000);
        played_put_quoted(&out, sum->screen);
        str_builder_printf(&out, ",,,");
        played_put_quoted(&out, sum->what);
        str_builder_printf(&out, ",%zu\r\n", sum->times);
    }
    return str_builder_text(&out);
}
