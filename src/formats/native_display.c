/* native_display.c: what the screen shows beside the program: notices, and how it is shown. */
#include "formats/languages.h"
#include "formats/native.h"
#include "formats/timer_look.h"
#include "formats/times.h"

enum { TRANSITION_MAX = 5000 };

/* ---- notices ---- */

/* One end of a notice's time. */
typedef struct {
    bool is_given, is_absolute;
    int32_t minutes; /* of a day */
    Instant instant;
    Position at;
} Bound;

static bool read_bound(Native *native, const Node *node, const char *what, Bound *bound) {
    Fields *fields = &native->fields;
    *bound = (Bound){.is_given = node != NULL};
    if (!node)
        return true;
    bound->at = node->at;
    Str word = fields_word(fields, node, what);
    Date date;
    int32_t minutes, offset;
    if (date_time_parse(word, &date, &minutes, &offset)) {
        bound->is_absolute = true;
        bound->instant = offset == INT32_MIN ? native_instant(native, date, minutes, node->at)
                                             : zone_instant(zone_utc(), date, minutes, NULL) -
                                                   offset * MILLIS_MINUTE;
        return true;
    }
    return fields_time(fields, node, what, &bound->minutes);
}

static void add_notice(Native *native, Notice notice) {
    Draft *draft = &native->draft;
    Notice *place = arena_push(draft->arena, &draft->notices, &draft->notice_count,
                               &draft->notice_capacity, sizeof(Notice), _Alignof(Notice));
    *place = notice;
}

/* The notice on one day, where its times are times of day. */
static void add_on_day(Native *native, Notice notice, const Bound *from, const Bound *until,
                       Date date, bool is_daily) {
    const Draft *draft = &native->draft;
    int32_t change = draft->event.day_change;
    Instant day_from = zone_instant(draft->event.zone, date, change, NULL);
    Instant day_until = zone_instant(draft->event.zone, date_add(date, 1), change, NULL);
    notice.from = from->is_absolute ? from->instant
                  : from->is_given
                      ? native_instant(native, date, native_on_day(native, from->minutes), from->at)
                      : day_from;
    notice.until =
        until->is_absolute ? until->instant
        : until->is_given
            ? native_instant(native, date, native_on_day(native, until->minutes), until->at)
        : is_daily ? day_until
                   : INSTANT_NEVER;
    add_notice(native, notice);
}

static const char *level_at(size_t index) {
    return notice_level_name((NoticeLevel)index);
}

static size_t find_level(Str name) {
    return notice_level_by_name(name);
}

/* A notice whose times are times of day and that names no date is shown on each day. */
static void place_notice(Native *native, const Node *node, Notice notice, const Bound *from,
                         const Bound *until) {
    const Draft *draft = &native->draft;
    const Node *date_node = fields_get(node, "date");
    Date date = zone_conference_date(draft->event.zone, native->now, draft->event.day_change);
    if (date_node) {
        if (fields_date(&native->fields, date_node, &date))
            add_on_day(native, notice, from, until, date, true);
    } else if (!from->is_given && (!until->is_given || until->is_absolute)) {
        notice.from = INT64_MIN;
        notice.until = until->is_given ? until->instant : INSTANT_NEVER;
        add_notice(native, notice);
    } else if (from->is_absolute) { /* "until" is a time on the day on which it begins */
        date = zone_conference_date(draft->event.zone, from->instant, draft->event.day_change);
        add_on_day(native, notice, from, until, date, false);
    } else if (until->is_absolute) {
        date = zone_conference_date(draft->event.zone, until->instant - 1, draft->event.day_change);
        add_on_day(native, notice, from, until, date, false);
    } else if (draft->day_count == 0) {
        add_on_day(native, notice, from, until, date, false);
    } else {
        for (size_t i = 0; i < draft->day_count; i++)
            add_on_day(native, notice, from, until, draft->days[i].date, draft->day_count > 1);
    }
}

static void read_notice(Native *native, const Node *node) {
    static const char *const KEYS[] = {"text", "from", "until", "date", "level", "room", "rooms"};
    Fields *fields = &native->fields;
    Notice notice = {.at = node->at};
    if (fields_is_text(node, KEYS, countof(KEYS))) {
        notice.text = fields_text(fields, node, "notice");
        notice.from = INT64_MIN;
        notice.until = INSTANT_NEVER;
        add_notice(native, notice);
        return;
    }
    if (!fields_open(fields, node, "a notice", KEYS, countof(KEYS)))
        return;
    notice.text = fields_text(fields, fields_get(node, "text"), "text");
    notice.level =
        (NoticeLevel)fields_choice(fields, fields_get(node, "level"), "level of a notice", level_at,
                                   NOTICE_LEVEL_COUNT, find_level, NOTICE_INFO);
    notice.rooms = native_read_rooms(native, node, &notice.room_count);
    bool is_nowhere = native->is_room_lost && notice.room_count == 0;
    Bound from, until;
    bool is_from_good = read_bound(native, fields_get(node, "from"), "from", &from);
    bool is_until_good = read_bound(native, fields_get(node, "until"), "until", &until);
    if (notice.text.count == 0)
        diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "missing-text", node->at,
                        "add text:", "the notice has no text; it is left out");
    else if (is_from_good && is_until_good && !is_nowhere)
        place_notice(native, node, notice, &from, &until);
}

void native_read_notices(Native *native, const Node *notices) {
    size_t count;
    const Node *const *items = fields_list(&notices, &count);
    for (size_t i = 0; i < count; i++)
        if (!node_is_null(items[i]))
            read_notice(native, items[i]);
}

/* ---- display ---- */

static const char *view_at(size_t index) {
    return view_kind_name((ViewKind)index);
}

static size_t find_view(Str name) {
    return view_kind_by_name(name);
}

static const char *transition_at(size_t index) {
    return transition_kind_name((TransitionKind)index);
}

static size_t find_transition(Str name) {
    return transition_kind_by_name(name);
}

static const char *second_at(size_t index) {
    return second_language_name((SecondLanguage)index);
}

static size_t find_second(Str name) {
    return second_language_by_name(name);
}

static void read_views(Native *native, const Node *node) {
    Display *display = &native->draft.display;
    ViewKind views[countof(display->views)];
    size_t view_count = 0, count;
    const Node *const *items = fields_list(&node, &count);
    for (size_t i = 0; i < count; i++) {
        size_t view = fields_choice(&native->fields, items[i], "view", view_at, VIEW_KIND_COUNT,
                                    find_view, VIEW_KIND_COUNT);
        if (view == VIEW_KIND_COUNT)
            continue;
        if (view_count == countof(views)) {
            diagnostics_add(native->fields.diagnostics, SEVERITY_WARNING, "too-many", items[i]->at,
                            "leave some out",
                            "only %zu views fit into the cycle; the rest is not shown",
                            countof(views));
            break;
        }
        views[view_count++] = (ViewKind)view;
    }
    for (size_t i = 0; i < view_count; i++)
        display->views[i] = views[i];
    if (view_count) {
        display->view_count = view_count;
        display->are_views_written = true;
    }
}

static bool read_dwell_time(Native *native, const Node *node, Millis *dwell) {
    return node && fields_dwell(&native->fields, node, dwell);
}

static void read_dwell(Native *native, const Node *node) {
    const char *keys[VIEW_KIND_COUNT + 1] = {"default"};
    Display *display = &native->draft.display;
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
        keys[view + 1] = view_kind_name(view);
    Millis common;
    if (!node)
        return;
    const Node *default_node = node->kind == NODE_MAP ? fields_get(node, "default") : node;
    if (node->kind == NODE_MAP)
        fields_open(&native->fields, node, "dwell", keys, countof(keys));
    if (read_dwell_time(native, default_node, &common))
        for (size_t i = 0; i < VIEW_KIND_COUNT; i++)
            display->dwell[i] = common;
    if (node->kind == NODE_MAP)
        for (size_t i = 0; i < VIEW_KIND_COUNT; i++)
            read_dwell_time(native, fields_get(node, view_at(i)), &display->dwell[i]);
}

/* "5%" or "0.05", up to `most`. */
static bool parse_share(Str text, float most, float *share) {
    bool is_percent = str_ends(text, "%") || str_ends(text, "％");
    size_t i = 0;
    double value = 0, step = 1;
    bool has_digit = false, is_behind_point = false;
    for (; i < text.len && i < 12; i++) {
        char c = text.s[i];
        if (c >= '0' && c <= '9') {
            has_digit = true;
            value = is_behind_point ? value + (step /= 10) * (c - '0') : value * 10 + (c - '0');
        } else if (c == '.' && !is_behind_point) {
            is_behind_point = true;
        } else {
            break;
        }
    }
    Str rest = str_trim(str_slice(text, i, text.len));
    if (!has_digit || (rest.len && !str_equal_c(rest, "%") && !str_equal_c(rest, "％")))
        return false;
    *share = (float)(is_percent ? value / 100 : value);
    return *share <= most * 1.0001F;
}

/* "60%" of the cycle. */
static bool read_share(Native *native, const Node *node, int32_t *share) {
    float part = 0;
    Str word = fields_word(&native->fields, node, "cycle");
    bool is_good = word.len && parse_share(word, CYCLE_SHARE_MAX / 100.0F, &part);
    if (is_good)
        *share = (int32_t)(part * 100 + 0.5F);
    else if (word.len)
        diagnostics_add(native->fields.diagnostics, SEVERITY_WARNING, "bad-value", node->at,
                        "write \"60%\"; 0% leaves it to dwell",
                        "what runs has from 0%% to %d%% of the cycle, not \"%.*s\"",
                        CYCLE_SHARE_MAX, str_arg(word));
    return is_good;
}

/* One share for every screen, or one for doors and one for foyers. */
static void read_cycle(Native *native, const Node *node) {
    static const char *const KEYS[] = {"door", "foyer"};
    Display *display = &native->draft.display;
    if (!node)
        return;
    if (node->kind != NODE_MAP) {
        if (read_share(native, node, &display->door_share))
            display->foyer_share = display->door_share;
        return;
    }
    fields_open(&native->fields, node, "cycle", KEYS, countof(KEYS));
    read_share(native, fields_get(node, "door"), &display->door_share);
    read_share(native, fields_get(node, "foyer"), &display->foyer_share);
}

static void read_transition(Native *native, const Node *node) {
    static const char *const KEYS[] = {"kind", "duration"};
    Fields *fields = &native->fields;
    Display *display = &native->draft.display;
    if (!node)
        return;
    const Node *kind = node;
    if (node->kind == NODE_MAP) {
        fields_open(fields, node, "transition", KEYS, countof(KEYS));
        kind = fields_get(node, "kind");
        const Node *duration = fields_get(node, "duration");
        Millis length;
        if (duration && fields_duration(fields, duration, "duration", MILLIS_SECOND, 0, &length)) {
            if (length > TRANSITION_MAX)
                diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "bad-value", duration->at,
                                "write \"600ms\", or seconds: 0.6",
                                "a transition lasts %d s at most", TRANSITION_MAX / 1000);
            display->transition_time = length < TRANSITION_MAX ? length : TRANSITION_MAX;
        }
    }
    display->transition =
        (TransitionKind)fields_choice(fields, kind, "transition", transition_at,
                                      TRANSITION_KIND_COUNT, find_transition, display->transition);
}

/* Reads [zh, en], "zh, en" and zh; without any, the event's language counts, or that in which most
 * of the texts are, and those that texts say, in the order in which they appear. */
static void read_languages(Native *native, const Node *node) {
    Fields *fields = &native->fields;
    Draft *draft = &native->draft;
    Str *languages = arena_new(draft->arena, Str, FIELDS_LANGUAGES_MAX);
    size_t language_count = 0, count;
    const Node *const *items = fields_list(&node, &count);
    for (size_t i = 0; i < count; i++) {
        Str rest = fields_word(fields, items[i], "languages");
        while (rest.len && language_count < FIELDS_LANGUAGES_MAX) {
            size_t comma = str_find(rest, ",");
            Str tag = str_trim(str_slice(rest, 0, comma == SIZE_MAX ? rest.len : comma));
            rest = comma == SIZE_MAX ? (Str){0} : str_slice(rest, comma + 1, rest.len);
            if (fields_is_language(tag))
                languages[language_count++] = tag;
            else if (tag.len)
                diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "unknown-value",
                                items[i]->at, "write tags such as zh, en, ja, de",
                                "\"%.*s\" is not a language", str_arg(tag));
        }
    }
    if (language_count) {
        draft->display.languages = languages;
        draft->display.language_count = language_count;
        return;
    }
    fields_sort_languages(fields);
    for (; language_count < fields->language_count; language_count++)
        languages[language_count] = fields->languages[language_count].tag;
    draft_settle_languages(draft, languages, language_count, (Str){0}, fields->diagnostics);
}

static void read_screen(Native *native, const Node *node) {
    Fields *fields = &native->fields;
    Display *display = &native->draft.display;
    const Node *safe_area = fields_get(node, "safe_area"), *clock = fields_get(node, "clock");
    Str word = fields_word(fields, safe_area, "safe_area");
    if (word.len && !parse_share(word, 0.1F, &display->safe_area)) {
        display->safe_area = 0;
        diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "bad-value", safe_area->at,
                        "write \"5%\"", "safe_area must be from 0%% to 10%%, not \"%.*s\"",
                        str_arg(word));
    }
    word = fields_word(fields, clock, "clock");
    display->twelve_hour = str_equal_nocase(word, str_from("12h")) || str_equal_c(word, "12");
    if (word.len && !display->twelve_hour && !str_equal_nocase(word, str_from("24h")) &&
        !str_equal_c(word, "24"))
        diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "unknown-value", clock->at,
                        "write 12h or 24h", "\"%.*s\" is not a kind of clock", str_arg(word));
}

void native_read_display(Native *native, const Node *node) {
    static const char *const KEYS[] = {
        "views", "dwell",           "transition",     "languages", "theme", "safe_area",
        "clock", "second_language", "partners_title", "timer",     "cycle"};
    bool is_map = node && fields_open(&native->fields, node, "display", KEYS, countof(KEYS));
    read_languages(native, is_map ? fields_get(node, "languages") : NULL);
    if (!is_map)
        return;
    read_views(native, fields_get(node, "views"));
    read_dwell(native, fields_get(node, "dwell"));
    read_cycle(native, fields_get(node, "cycle"));
    read_transition(native, fields_get(node, "transition"));
    native->draft.display.second_language = (SecondLanguage)fields_choice(
        &native->fields, fields_get(node, "second_language"), "place of the second language",
        second_at, SECOND_LANGUAGE_COUNT, find_second, SECOND_AUTO);
    native->draft.display.partners_title =
        fields_text(&native->fields, fields_get(node, "partners_title"), "partners_title");
    native->draft.display.theme = fields_word(&native->fields, fields_get(node, "theme"), "theme");
    timer_look_read(&native->fields, fields_get(node, "timer"), &native->draft.display.timer);
    read_screen(native, node);
}
