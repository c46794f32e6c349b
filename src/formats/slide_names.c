#include "formats/slide_names.h"

#include <string.h>

#include "base/ascii.h"
#include "formats/times.h"

enum { DAY_MINUTES = 24 * 60, WORDS_MAX = 64 };

static const char *const PICTURES[] = {".png", ".jpg", ".jpeg", ".webp", ".svg",
                                       ".gif", ".mp4", ".webm", ".mov"};

typedef struct {
    Arena *arena;
    const Schedule *schedule;
    SlideContent *slide;
    Str words[WORDS_MAX];
    size_t count, next;
    Date days[WORDS_MAX];
    size_t rooms[WORDS_MAX];
    Str names[WORDS_MAX];
    Str *problem;
} Reading;

static bool fail(Reading *reading, Str word, const char *instead) {
    *reading->problem =
        str_printf(reading->arena, "\"%.*s\" is not understood; %s", str_arg(word), instead);
    return false;
}

/* Without the ending of a picture's file; empty: it has none. */
static Str stem_of(Str name) {
    for (size_t i = 0; i < countof(PICTURES); i++) {
        size_t len = strlen(PICTURES[i]);
        if (name.len > len &&
            str_equal_nocase(str_slice(name, name.len - len, len), str_from(PICTURES[i])))
            return str_slice(name, 0, name.len - len);
    }
    return (Str){0};
}

/* ---- times ---- */

/* 9.30, 9:30, 9h, 9am: a number alone may be anything. */
static bool is_time(Str word, int32_t *minutes) {
    return time_parse(word, minutes, NULL);
}

/* Where the first dash stands, and how long it is. */
static size_t find_dash(Str word, size_t *len) {
    static const char *const DASHES[] = {"-", "–",  "—",  "‐", "‑",  "‒", "―",
                                         "−", "～", "〜", "~", "至", "到"};
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < countof(DASHES); i++) {
        size_t at = str_find(word, DASHES[i]);
        if (at < first) {
            first = at;
            *len = strlen(DASHES[i]);
        }
    }
    return first;
}

static bool is_number(Str word) {
    for (size_t i = 0; i < word.len; i++)
        if (!ascii_is_digit(word.s[i]))
            return false;
    return word.len > 0;
}

static int32_t on_day(const Reading *reading, int32_t minutes) {
    return minutes < reading->schedule->event.day_change ? minutes + DAY_MINUTES : minutes;
}

/* Three numbers with dots, dashes or the like between, of which the first or the last one is a
 * year: a date as somebody's country writes it. */
static bool looks_like_local_date(Str word) {
    size_t lengths[3] = {0}, part = 0;
    char between = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (ascii_is_digit(word.s[i])) {
            lengths[part]++;
            continue;
        }
        if (!strchr(".-_", word.s[i]) || (between && word.s[i] != between) || part == 2)
            return false;
        between = word.s[i];
        part++;
    }
    bool is_first =
        lengths[0] == 4 && lengths[1] && lengths[1] <= 2 && lengths[2] && lengths[2] <= 2;
    bool is_last =
        lengths[2] == 4 && lengths[1] && lengths[1] <= 2 && lengths[0] && lengths[0] <= 2;
    return part == 2 && (is_first || is_last);
}

/* Digits and dashes as a date has them. */
static bool looks_like_date(Str word) {
    size_t digits = 0;
    while (digits < word.len && ascii_is_digit(word.s[digits]))
        digits++;
    return digits == 4 && word.len > 6 && word.s[4] == '-' && ascii_is_digit(word.s[5]) &&
           str_find(str_slice(word, 5, word.len), "-") != SIZE_MAX;
}

static const char INSTEAD_OF_TIME[] =
    "write from when until when it is shown: 11.30-14.00, 18.00- or -14.00";

/* False with a problem when it looks like times and is none. `*is_read`: it was times. */
static bool read_times(Reading *reading, Str word, bool *is_read) {
    SlideContent *slide = reading->slide;
    int32_t from = -1, until = -1;
    size_t dash_len = 0, dash = find_dash(word, &dash_len);
    *is_read = false;
    if (dash == SIZE_MAX) {
        bool is_alone = is_time(word, &from) && from < DAY_MINUTES;
        return !is_alone || fail(reading, word, INSTEAD_OF_TIME);
    }
    Str left = str_slice(word, 0, dash), right = str_slice(word, dash + dash_len, word.len);
    bool has_left = is_time(left, &from), has_right = is_time(right, &until);
    if (!has_left && !has_right) {
        bool are_numbers = (is_number(left) || !left.len) && (is_number(right) || !right.len);
        return !are_numbers || !(left.len + right.len) || fail(reading, word, INSTEAD_OF_TIME);
    }
    if ((left.len && !has_left) || (right.len && !has_right))
        return fail(reading, word, INSTEAD_OF_TIME);
    if (slide->from >= 0 || slide->until >= 0)
        return fail(reading, word, "a slide has one time from when until when");
    slide->from = has_left ? on_day(reading, from) : -1;
    slide->until = has_right ? on_day(reading, until) : -1;
    if (has_left && has_right && slide->until <= slide->from)
        return fail(reading, word, "it ends before it begins");
    *is_read = true;
    return true;
}

/* ---- what stands together ---- */

/* "18.00-" and "11.30-14.00" */
static bool looks_like_times(Str word) {
    int32_t minutes;
    size_t len = 0, dash = find_dash(word, &len);
    if (dash == SIZE_MAX)
        return false;
    Str left = str_slice(word, 0, dash), right = str_slice(word, dash + len, word.len);
    bool has_left = is_time(left, &minutes), has_right = is_time(right, &minutes);
    return (has_left && has_right) || (has_left && !right.len) || (has_right && !left.len);
}

/* A word of the title in which something stands that would mean something by itself: a time
 * between underscores, a room behind an @. */
static bool read_joined(Reading *reading, Str word) {
    for (size_t i = 0, from = 0; i <= word.len; i++) {
        if (i < word.len && word.s[i] != '_')
            continue;
        Str part = str_slice(word, from, i);
        if (part.len < word.len && looks_like_times(part))
            return fail(reading, word, "write spaces around its times, and no _");
        from = i + 1;
    }
    for (size_t i = word.len; i-- > 1;)
        if (word.s[i] == '@') {
            Str name = str_slice(word, i + 1, word.len);
            bool is_place = str_equal_nocase(name, str_from("foyer")) ||
                            schedule_room_named(reading->schedule, name) != SCHEDULE_NONE;
            return !name.len || !is_place || fail(reading, word, "write a space before the @");
        }
    return true;
}

/* ---- places ---- */

static bool read_place(Reading *reading, Str word) {
    SlideContent *slide = reading->slide;
    Str name = str_slice(word, 1, word.len);
    if (name.len == 0)
        return fail(reading, word, "write the room behind it: @main, or @foyer");
    char *spaced = arena_copy(reading->arena, name.s, name.len);
    for (size_t i = 0; i < name.len; i++)
        spaced[i] = spaced[i] == '_' ? ' ' : spaced[i];
    size_t room = schedule_room_named(reading->schedule, name);
    if (room == SCHEDULE_NONE)
        room = schedule_room_named(reading->schedule, (Str){.s = spaced, .len = name.len});
    if (room != SCHEDULE_NONE)
        reading->rooms[slide->room_count++] = room;
    else if (str_equal_nocase(name, str_from("foyer")))
        slide->is_for_foyer = true;
    else
        reading->names[slide->name_count++] = str_copy(reading->arena, name);
    return true;
}

/* ---- the rest ---- */

static bool read_word(Reading *reading, Str word, bool *is_title) {
    SlideContent *slide = reading->slide;
    Str next = reading->next < reading->count ? reading->words[reading->next] : (Str){0};
    *is_title = false;
    if (word.s[0] == '@')
        return read_place(reading, word);
    if (date_parse(word, &reading->days[slide->day_count], NULL)) {
        slide->day_count++;
        return true;
    }
    if (looks_like_date(word))
        return fail(reading, word, "there is no such day; write 2026-05-16");
    if (looks_like_local_date(word))
        return fail(reading, word, "write a day as 2026-05-16");
    if (str_equal_nocase(word, str_from("dwell"))) {
        reading->next++;
        return (next.len && duration_parse(next, MILLIS_SECOND, &slide->dwell) &&
                slide->dwell >= DWELL_LEAST && slide->dwell <= DWELL_MOST) ||
               fail(reading,
                    str_printf(reading->arena, "%.*s%s%.*s", str_arg(word), next.len ? " " : "",
                               str_arg(next)),
                    "write the seconds behind it, an hour at most: dwell 20");
    }
    SlideFit fit = slide_fit_by_name(next);
    if (str_equal_nocase(word, str_from("fit")) && fit != SLIDE_FIT_COUNT) {
        slide->fit = fit;
        reading->next++;
        return true;
    }
    if (str_equal_nocase(word, str_from("weight")) && is_number(next)) {
        slide->weight = next.len > 2 ? SLIDE_WEIGHT_MAX + 1 : next.s[0] - '0';
        if (next.len == 2)
            slide->weight = slide->weight * 10 + next.s[1] - '0';
        reading->next++;
        return (slide->weight >= 1 && slide->weight <= SLIDE_WEIGHT_MAX) ||
               fail(reading, next, "a weight is from 1 to 10");
    }
    if (str_equal_nocase(word, str_from("clock")) && str_equal_nocase(next, str_from("no"))) {
        slide->has_no_clock = true;
        reading->next++;
        return true;
    }
    bool are_times;
    if (!read_times(reading, word, &are_times))
        return false;
    *is_title = !are_times;
    return are_times || read_joined(reading, word);
}

static void split(Reading *reading, Str stem) {
    for (size_t i = 0; i < stem.len && reading->count < WORDS_MAX;) {
        size_t from = i;
        while (i < stem.len && stem.s[i] != ' ')
            i++;
        if (i > from)
            reading->words[reading->count++] = str_slice(stem, from, i - from);
        i++;
    }
}

SlideNameResult slide_name_read(Arena *arena, const Schedule *schedule, Str name,
                                SlideContent *slide, Str *problem) {
    Str stem = stem_of(name);
    if (stem.len == 0)
        return SLIDE_NAME_OTHER;
    *slide = (SlideContent){.weight = 1,
                            .from = -1,
                            .until = -1,
                            .begins = INT64_MIN,
                            .ends = INSTANT_NEVER,
                            .is_found = true,
                            .name = str_copy(arena, name)};
    Reading reading = {.arena = arena, .schedule = schedule, .slide = slide, .problem = problem};
    split(&reading, stem);
    bool is_title;
    while (reading.next < reading.count) {
        Str word = reading.words[reading.next++];
        if (!read_word(&reading, word, &is_title))
            return SLIDE_NAME_WRONG;
        if (is_title)
            slide->title = str_printf(arena, "%.*s%s%.*s", str_arg(slide->title),
                                      slide->title.len ? " " : "", str_arg(word));
    }
    Date *days = arena_new(arena, Date, slide->day_count);
    size_t *rooms = arena_new(arena, size_t, slide->room_count);
    Str *names = arena_new(arena, Str, slide->name_count);
    memcpy(days, reading.days, slide->day_count * sizeof *days);
    memcpy(rooms, reading.rooms, slide->room_count * sizeof *rooms);
    memcpy(names, reading.names, slide->name_count * sizeof *names);
    slide->days = days;
    slide->rooms = rooms;
    slide->names = names;
    return SLIDE_NAME_READ;
}
