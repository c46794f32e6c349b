/* native_slides.c: the slides that a file names: pictures and words of the house. Part of
 * native.h. */
#include <string.h>

#include "formats/native.h"
#include "formats/times.h"

static const char *fit_at(size_t index) {
    return slide_fit_name((SlideFit)index);
}

static size_t find_fit(Str name) {
    return slide_fit_by_name(name);
}

/* ---- when ---- */

/* One end of its time: a time of each of its days, or a moment. False, with a diagnostic, for what
 * is neither. */
static bool read_end(Native *native, const Node *node, const char *what, int32_t *minutes,
                     Instant *moment) {
    if (!node)
        return true;
    Date date;
    int32_t offset, time;
    Str word = fields_word(&native->fields, node, what);
    if (date_time_parse(word, &date, &time, &offset)) {
        *moment = offset == INT32_MIN
                      ? native_instant(native, date, time, node->at)
                      : zone_instant(zone_utc(), date, time, NULL) - offset * MILLIS_MINUTE;
        return true;
    }
    if (!fields_time(&native->fields, node, what, &time))
        return false;
    *minutes = native_on_day(native, time);
    return true;
}

/* False when one of them is no date. */
static bool read_days(Native *native, const Node *node, SlideContent *slide) {
    size_t count;
    const Node *const *items = fields_list(&node, &count);
    Date *days = arena_new(native->draft.arena, Date, count);
    for (size_t i = 0; i < count; i++) {
        if (node_is_null(items[i]))
            continue;
        if (!fields_date(&native->fields, items[i], &days[slide->day_count]))
            return false;
        slide->day_count++;
    }
    slide->days = days;
    return true;
}

static bool read_when(Native *native, const Node *node, SlideContent *slide) {
    slide->from = slide->until = -1;
    slide->begins = INT64_MIN;
    slide->ends = INSTANT_NEVER;
    const Node *days = fields_get(node, "days");
    bool is_good = read_days(native, days ? days : fields_get(node, "date"), slide);
    const Node *from = fields_get(node, "from"), *until = fields_get(node, "until");
    is_good &= read_end(native, from, "from", &slide->from, &slide->begins);
    is_good &= read_end(native, until, "until", &slide->until, &slide->ends);
    bool is_backwards = (slide->from >= 0 && slide->until >= 0 && slide->until <= slide->from) ||
                        slide->ends <= slide->begins;
    if (is_good && is_backwards)
        diagnostics_add(native->fields.diagnostics, SEVERITY_ERROR, "bad-range",
                        until ? until->at : node->at, "write a later until:, or an earlier from:",
                        "the slide ends before it begins; it is not shown");
    return is_good && !is_backwards;
}

/* ---- where ---- */

static const Str *read_names(Native *native, const Node *node, const char *key, const Str *before,
                             size_t *count) {
    const Node *value = fields_get(node, key);
    size_t item_count;
    const Node *const *items = fields_list(&value, &item_count);
    Str *names = arena_new(native->draft.arena, Str, *count + item_count);
    if (*count)
        memcpy(names, before, *count * sizeof *names);
    for (size_t i = 0; i < item_count; i++) {
        Str name = fields_word(&native->fields, items[i], key);
        if (name.len)
            names[(*count)++] = name;
    }
    return names;
}

static void read_where(Native *native, const Node *node, SlideContent *slide) {
    slide->rooms = native_read_rooms(native, node, &slide->room_count);
    slide->is_for_foyer = fields_bool(&native->fields, fields_get(node, "foyer"), "foyer", false);
    slide->names = read_names(native, node, "screens", slide->names, &slide->name_count);
    slide->names = read_names(native, node, "tags", slide->names, &slide->name_count);
}

/* ---- news ---- */

/* What the limits are where nobody says: a day and a half, so that what was written at a day's end
 * is there the next morning; and an hour without a word from the server. */
#define FEED_AGE     (36 * MILLIS_HOUR)
#define FEED_SILENCE MILLIS_HOUR
enum { FEED_SHOWN = 9 };

static void read_words(Native *native, const Node *node, NewsFeed *feed) {
    size_t count;
    const Node *const *items = fields_list(&node, &count);
    Str *words = arena_new(native->draft.arena, Str, count);
    for (size_t i = 0; i < count; i++) {
        Str word = str_trim(fields_word(&native->fields, items[i], "leave_out"));
        if (word.len)
            words[feed->word_count++] = word;
    }
    feed->words = words;
}

/* A length of time, or "no" for none. */
static void read_limit(Native *native, const Node *node, const char *what, Millis *limit) {
    static const char *const NONE[] = {"no", "none", "never", "off", "false"};
    if (!node)
        return;
    Str word = node->kind == NODE_SCALAR ? node->scalar : (Str){0};
    for (size_t i = 0; i < countof(NONE); i++)
        if (str_equal_nocase(word, str_from(NONE[i]))) {
            *limit = 0;
            return;
        }
    fields_duration(&native->fields, node, what, MILLIS_MINUTE, MILLIS_MINUTE, limit);
}

static const NewsFeed *read_feed(Native *native, const Node *node) {
    Fields *fields = &native->fields;
    Str address = fields_word(fields, fields_get(node, "feed"), "feed");
    if (address.len == 0)
        return NULL;
    NewsFeed *feed = arena_new(native->draft.arena, NewsFeed, 1);
    *feed = (NewsFeed){.address = address,
                       .shown_max = FEED_SHOWN,
                       .fetched = INT64_MIN,
                       .age_max = FEED_AGE,
                       .silence_max = FEED_SILENCE};
    fields_number(fields, fields_get(node, "items"), "items", 1, FEED_ITEMS_MAX, &feed->shown_max);
    read_limit(native, fields_get(node, "max_age"), "max_age", &feed->age_max);
    read_limit(native, fields_get(node, "max_silence"), "max_silence", &feed->silence_max);
    read_words(native, fields_get(node, "leave_out"), feed);
    return feed;
}

/* ---- what ---- */

static SlideLine read_line(Native *native, const Node *node) {
    static const char *const KEYS[] = {"label", "value"};
    Fields *fields = &native->fields;
    if (fields_is_text(node, KEYS, countof(KEYS)))
        return (SlideLine){.value = fields_text(fields, node, "a line")};
    if (!fields_open(fields, node, "a line", KEYS, countof(KEYS)))
        return (SlideLine){0};
    return (SlideLine){.label = fields_text(fields, fields_get(node, "label"), "label"),
                       .value = fields_text(fields, fields_get(node, "value"), "value")};
}

static void read_lines(Native *native, const Node *node, SlideContent *slide) {
    size_t count;
    const Node *const *items = fields_list(&node, &count);
    SlideLine *lines = arena_new(native->draft.arena, SlideLine, SLIDE_LINES_MAX);
    for (size_t i = 0; i < count; i++) {
        if (node_is_null(items[i]))
            continue;
        if (slide->line_count == SLIDE_LINES_MAX) {
            diagnostics_add(native->fields.diagnostics, SEVERITY_WARNING, "too-many", items[i]->at,
                            "make two slides of it",
                            "a slide has %d lines at most; the rest is not shown", SLIDE_LINES_MAX);
            break;
        }
        SlideLine line = read_line(native, items[i]);
        if (line.value.count)
            lines[slide->line_count++] = line;
    }
    slide->lines = lines;
}

static void read_wifi(Native *native, const Node *node, SlideContent *slide) {
    static const char *const KEYS[] = {"ssid", "password"};
    Fields *fields = &native->fields;
    if (!node || !fields_open(fields, node, "wifi", KEYS, countof(KEYS)))
        return;
    slide->ssid = fields_word(fields, fields_get(node, "ssid"), "ssid");
    slide->password = fields_word(fields, fields_get(node, "password"), "password");
    if (slide->ssid.len == 0)
        diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "missing-name", node->at,
                        "add ssid: and the network's name", "the network has no name");
}

static void read_how(Native *native, const Node *node, SlideContent *slide) {
    Fields *fields = &native->fields;
    const Node *dwell = fields_get(node, "dwell");
    if (dwell)
        fields_dwell(fields, dwell, &slide->dwell);
    slide->fit = (SlideFit)fields_choice(fields, fields_get(node, "fit"), "fit", fit_at,
                                         SLIDE_FIT_COUNT, find_fit, SLIDE_FIT_AUTO);
    slide->weight = 1;
    fields_number(fields, fields_get(node, "weight"), "weight", 1, SLIDE_WEIGHT_MAX,
                  &slide->weight);
    slide->has_no_clock = !fields_bool(fields, fields_get(node, "clock"), "clock", true);
}

/* What it is called in messages; empty when there is nothing to show. */
static Str name_of(const SlideContent *slide) {
    if (slide->feed)
        return slide->feed->address;
    if (slide->picture.len)
        return slide->picture;
    if (slide->heading.count)
        return slide->heading.items[0].text;
    if (slide->ssid.len)
        return slide->ssid;
    return slide->line_count ? slide->lines[0].value.items[0].text : slide->qr;
}

static void read_slide(Native *native, const Node *node) {
    static const char *const KEYS[] = {"picture", "poster", "caption", "heading",     "lines",
                                       "qr",      "wifi",   "from",    "until",       "date",
                                       "days",    "room",   "rooms",   "foyer",       "screens",
                                       "tags",    "dwell",  "fit",     "weight",      "clock",
                                       "feed",    "items",  "max_age", "max_silence", "leave_out"};
    Fields *fields = &native->fields;
    Draft *draft = &native->draft;
    SlideContent slide = {.at = node->at};
    if (node->kind == NODE_SCALAR) {
        slide.picture = fields_word(fields, node, "slide");
        slide.weight = 1;
        slide.from = slide.until = -1;
        slide.begins = INT64_MIN;
        slide.ends = INSTANT_NEVER;
    } else if (fields_open(fields, node, "a slide", KEYS, countof(KEYS))) {
        slide.picture = fields_word(fields, fields_get(node, "picture"), "picture");
        slide.poster = fields_word(fields, fields_get(node, "poster"), "poster");
        slide.caption = fields_text(fields, fields_get(node, "caption"), "caption");
        slide.heading = fields_text(fields, fields_get(node, "heading"), "heading");
        read_lines(native, fields_get(node, "lines"), &slide);
        slide.qr = fields_word(fields, fields_get(node, "qr"), "qr");
        slide.feed = read_feed(native, node);
        read_wifi(native, fields_get(node, "wifi"), &slide);
        read_where(native, node, &slide);
        read_how(native, node, &slide);
        bool is_nowhere = native->is_room_lost && slide.room_count == 0;
        if (!read_when(native, node, &slide) || is_nowhere)
            return;
    } else {
        return;
    }
    slide.name = slide.title = name_of(&slide);
    if (slide.feed)
        slide.title = (Str){0};
    bool has_more = slide.line_count || slide.ssid.len || slide.qr.len;
    bool has_words = slide.heading.count || has_more;
    if (slide.name.len == 0) {
        diagnostics_add(
            fields->diagnostics, SEVERITY_ERROR, "missing-text", node->at,
            "add picture:, heading: or feed:", "the slide shows nothing; it is left out");
        return;
    }
    if (slide.feed && (slide.picture.len || has_more))
        diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "unused", node->at,
                        "make two slides of it",
                        "the slide is of a feed: of its own words only the heading is shown");
    else if (slide.picture.len && has_words)
        diagnostics_add(fields->diagnostics, SEVERITY_WARNING, "unused", node->at,
                        "make two slides of it, or write the words as caption:",
                        "the slide has a picture, so its words are not shown");
    if (draft->slide_count == SLIDES_MAX) {
        diagnostics_add(fields->diagnostics, SEVERITY_ERROR, "too-many", node->at, "leave some out",
                        "more than %d slides; the others are not shown", SLIDES_MAX);
        return;
    }
    *(SlideContent *)arena_push(draft->arena, &draft->slides, &draft->slide_count,
                                &draft->slide_capacity, sizeof slide, _Alignof(SlideContent)) =
        slide;
}

void native_read_slides(Native *native, const Node *slides) {
    size_t count;
    const Node *const *items = fields_list(&slides, &count);
    for (size_t i = 0; i < count; i++)
        if (!node_is_null(items[i]))
            read_slide(native, items[i]);
}
