#include "check/preflight_places.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

enum { SEARCH_AFTER = 8192, SEARCH_BEFORE = 4096 }; /* bytes: an entry is hardly longer */

/* What stands at a place of the file. */
typedef struct {
    Position at;
    const char *what;
    const Localized *text; /* NULL: a session, whose speakers and rooms are meant */
    const Session *session;
    const Project *project; /* its address is meant */
} Entry;

struct TextPlaces {
    Arena *arena; /* borrowed */
    const Schedule *schedule;
    Str source;
    size_t *lines; /* offsets at which they begin */
    size_t line_count, line_capacity;
    Entry *entries; /* by place */
    size_t entry_count, entry_capacity;
};

static void add_line(TextPlaces *places, size_t offset) {
    size_t *line = arena_push(places->arena, &places->lines, &places->line_count,
                              &places->line_capacity, sizeof *line, _Alignof(size_t));
    *line = offset;
}

static void add_entry(TextPlaces *places, Entry entry) {
    if (entry.at.line == 0)
        return;
    Entry *place = arena_push(places->arena, &places->entries, &places->entry_count,
                              &places->entry_capacity, sizeof *place, _Alignof(Entry));
    *place = entry;
}

static void add_text(TextPlaces *places, const Localized *text, const char *what) {
    if (text->count)
        add_entry(places, (Entry){.at = text->at, .what = what, .text = text});
}

static void add_session(TextPlaces *places, const Session *session) {
    add_entry(places, (Entry){.at = session->at, .session = session});
    add_text(places, &session->title, "title");
    add_text(places, &session->subtitle, "subtitle");
    add_text(places, &session->note, "note");
    for (size_t i = 0; i < session->speaker_count; i++) {
        add_text(places, &session->speakers[i].name, "speaker's name");
        add_text(places, &session->speakers[i].affiliation, "affiliation");
    }
    for (size_t i = 0; i < session->segment_count; i++)
        add_text(places, &session->segments[i].title, "segment's title");
}

static void add_project(TextPlaces *places, const Project *project) {
    if (project->url.len)
        add_entry(places, (Entry){.at = project->at, .what = "project's url", .project = project});
    add_text(places, &project->name, "project's name");
    add_text(places, &project->tagline, "tagline");
    add_text(places, &project->description, "description");
    for (size_t i = 0; i < project->highlight_count; i++)
        add_text(places, &project->highlights[i], "highlight");
}

static int compare_positions(Position a, Position b) {
    if (a.line != b.line)
        return a.line < b.line ? -1 : 1;
    return (a.column > b.column) - (a.column < b.column);
}

static int compare_entries(const void *a, const void *b) {
    return compare_positions(((const Entry *)a)->at, ((const Entry *)b)->at);
}

static void index_lines(TextPlaces *places) {
    Str source = places->source;
    add_line(places, 0);
    for (size_t i = 0; i < source.len; i++) {
        bool is_pair = source.s[i] == '\r' && i + 1 < source.len && source.s[i + 1] == '\n';
        if ((source.s[i] == '\n' || source.s[i] == '\r') && !is_pair)
            add_line(places, i + 1);
    }
}

const TextPlaces *text_places_create(Arena *arena, const Schedule *schedule, Str source) {
    TextPlaces *places = arena_new(arena, TextPlaces, 1);
    *places = (TextPlaces){.arena = arena, .schedule = schedule, .source = source};
    index_lines(places);
    add_text(places, &schedule->event.name, "event's name");
    add_text(places, &schedule->event.venue, "venue");
    for (size_t i = 0; i < schedule->room_count; i++) {
        const Room *room = &schedule->rooms[i];
        add_text(places, &room->name, "room's name");
        add_text(places, &room->way, "way to the room");
        add_entry(places, (Entry){.at = room->at, .what = "room's name", .text = &room->name});
    }
    for (size_t i = 0; i < schedule->day_count; i++)
        add_text(places, &schedule->days[i].title, "day's title");
    for (size_t i = 0; i < schedule->session_count; i++)
        add_session(places, &schedule->sessions[i]);
    for (size_t i = 0; i < schedule->project_count; i++)
        add_project(places, &schedule->projects[i]);
    for (size_t i = 0; i < schedule->tier_count; i++)
        add_text(places, &schedule->tiers[i].title, "tier's title");
    for (size_t i = 0; i < schedule->partner_count; i++)
        add_text(places, &schedule->partners[i].name, "partner's name");
    for (size_t i = 0; i < schedule->notice_count; i++)
        add_text(places, &schedule->notices[i].text, "notice");
    if (places->entry_count > 1)
        qsort(places->entries, places->entry_count, sizeof *places->entries, compare_entries);
    return places;
}

/* ---- words in the file ---------------------------------------------------------------------- */

static size_t offset_of(const TextPlaces *places, Position at) {
    if (at.line < 1 || (size_t)at.line > places->line_count)
        return SIZE_MAX;
    size_t offset = places->lines[at.line - 1];
    for (int32_t column = 1; column < at.column && offset < places->source.len; column++)
        str_next_rune(places->source, &offset);
    return offset;
}

static Position position_of(const TextPlaces *places, size_t offset, size_t len) {
    size_t low = 0, high = places->line_count; /* the last line that begins at or before offset */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (places->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    size_t end = low + 1 < places->line_count ? places->lines[low + 1] : places->source.len;
    Position at = {.line = (int32_t)low + 1, .column = 1};
    size_t i = places->lines[low];
    for (; i < offset; at.column++)
        str_next_rune(places->source, &i);
    for (; i < offset + len && i < end; at.span++)
        str_next_rune(places->source, &i);
    return at;
}

static bool is_word_byte(char c) {
    return ascii_is_letter(c) || ascii_is_digit(c);
}

/* "AI" is not in "FAIR". */
static bool is_whole(Str source, size_t from, Str word) {
    size_t until = from + word.len;
    bool runs_on_left =
        from > 0 && is_word_byte(source.s[from - 1]) && is_word_byte(source.s[from]);
    bool runs_on_right =
        until < source.len && is_word_byte(source.s[until]) && is_word_byte(source.s[until - 1]);
    return !runs_on_left && !runs_on_right;
}

/* The first or the last place of the word that begins within [from, until), or SIZE_MAX. */
static size_t search(Str source, size_t from, size_t until, Str word, bool is_last) {
    size_t found = SIZE_MAX;
    for (size_t i = from; i < until && i + word.len <= source.len; i++) {
        const char *hit = memmem(source.s + i, source.len - i, word.s, word.len);
        if (!hit)
            break;
        i = (size_t)(hit - source.s);
        if (i >= until)
            break;
        if (!is_whole(source, i, word))
            continue;
        found = i;
        if (!is_last)
            break;
    }
    return found;
}

Position text_places_find(const TextPlaces *places, Position near, Str word) {
    Str source = places->source;
    size_t start = offset_of(places, near);
    if (start == SIZE_MAX || word.len == 0 || word.len > source.len)
        return near;
    size_t end = source.len - start > SEARCH_AFTER ? start + SEARCH_AFTER : source.len;
    size_t begin = start > SEARCH_BEFORE ? start - SEARCH_BEFORE : 0;
    size_t found = search(str_slice(source, 0, end), start, end, word, false);
    if (found == SIZE_MAX)
        found = search(source, begin, start, word, true);
    return found == SIZE_MAX ? near : position_of(places, found, word.len);
}

Position text_places_find_key(const TextPlaces *places, Position near, const char *key, Str word) {
    Str source = places->source, name = str_from(arena_printf(places->arena, "%s:", key));
    size_t found = search(source, 0, source.len, name, false);
    if (found == SIZE_MAX)
        return near;
    Position at = position_of(places, found, name.len);
    Position value = text_places_find(places, at, word);
    return compare_positions(value, at) > 0 ? value : near;
}

/* ---- texts of the screen -------------------------------------------------------------------- */

static bool contains(Str text, Str part) {
    return part.len > 0 && part.len <= text.len && memmem(text.s, text.len, part.s, part.len);
}

/* The translation that is a part of what is shown, or NULL. */
static const Translation *shown_translation(const Localized *text, Str shown) {
    for (size_t i = 0; i < text->count; i++)
        if (contains(shown, text->items[i].text))
            return &text->items[i];
    return NULL;
}

static bool is_place_of_text(const TextPlaces *places, const Localized *text, Position at,
                             const char *what, Str shown, TextPlace *out) {
    const Translation *translation = shown_translation(text, shown);
    if (!translation)
        return false;
    *out = (TextPlace){.at = text_places_find(places, at, translation->text), .what = what};
    return true;
}

/* Names stand in lists, with the session's place. */
static bool is_place_in_session(const TextPlaces *places, const Session *session, Str shown,
                                TextPlace *out) {
    const Schedule *schedule = places->schedule;
    for (size_t i = 0; i < session->speaker_count; i++) {
        const Localized *name = &session->speakers[i].name;
        const char *what = session->speaker_count > 1 ? "list of speakers" : "speaker's name";
        if (is_place_of_text(places, name, name->at, what, shown, out))
            return true;
    }
    for (size_t i = 0; i < session->room_count; i++) {
        const Room *room = &schedule->rooms[session->rooms[i]];
        if (is_place_of_text(places, &room->name, room->name.at, "room's name", shown, out))
            return true;
    }
    return false;
}

/* An address is shown without its scheme. */
static bool is_place_of_url(const TextPlaces *places, const Project *project, Str shown,
                            TextPlace *out) {
    if (!contains(project->url, shown))
        return false;
    *out = (TextPlace){.at = text_places_find(places, project->at, project->url),
                       .what = "project's url"};
    return true;
}

/* Names are kept together by U+00A0 on the screen. */
static Str with_plain_spaces(Arena *arena, Str text) {
    char *plain = arena_new(arena, char, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool is_hard = i + 1 < text.len && text.s[i] == '\xC2' && text.s[i + 1] == '\xA0';
        plain[len++] = is_hard ? ' ' : text.s[i];
        i += is_hard;
    }
    return (Str){.s = plain, .len = len};
}

/* The first entry at that place or after it. */
static size_t first_entry(const TextPlaces *places, Position at) {
    size_t low = 0, high = places->entry_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_positions(places->entries[middle].at, at) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_place_of_entry(const TextPlaces *places, const Entry *entry, Str shown,
                              TextPlace *out) {
    if (entry->session)
        return is_place_in_session(places, entry->session, shown, out);
    if (entry->project)
        return is_place_of_url(places, entry->project, shown, out);
    return is_place_of_text(places, entry->text, entry->at, entry->what, shown, out);
}

static bool names_all(const Session *session, Str shown) {
    for (size_t i = 0; i < session->speaker_count; i++)
        if (!shown_translation(&session->speakers[i].name, shown))
            return false;
    return session->speaker_count > 0;
}

/* Some texts of the screen do not tell their place: the file is searched for one that is the whole
 * of it, or a session whose speakers it names. */
static TextPlace place_by_words(const TextPlaces *places, Str shown) {
    TextPlace place = {.what = "text"};
    for (size_t i = 0; i < places->entry_count; i++) {
        const Entry *entry = &places->entries[i];
        for (size_t k = 0; entry->text && k < entry->text->count; k++)
            if (str_equal(entry->text->items[k].text, shown) &&
                is_place_of_entry(places, entry, shown, &place))
                return place;
        if (entry->session && names_all(entry->session, shown) &&
            is_place_of_entry(places, entry, shown, &place))
            return place;
    }
    return place;
}

TextPlace text_place_of(const TextPlaces *places, Position at, Str text) {
    TextPlace place = {.at = at, .what = "text"};
    Str shown = with_plain_spaces(places->arena, text);
    if (at.line == 0)
        return place_by_words(places, shown);
    for (size_t i = first_entry(places, at); i < places->entry_count; i++) {
        const Entry *entry = &places->entries[i];
        if (compare_positions(entry->at, at) != 0)
            break;
        if (is_place_of_entry(places, entry, shown, &place))
            return place;
        if (entry->what)
            place.what = entry->what;
    }
    return place;
}
