/* ical.c: VEVENTs to sessions.
 *
 * An event's identity is UID, start and location together: several programs give all sessions of a
 * day, or of a series, the same UID. */
#include "formats/ical.h"

#include <stdlib.h>
#include <string.h>

#include "formats/ical_people.h"
#include "formats/ical_series.h"
#include "formats/words.h"

enum { DAYS_MAX = 100 /* of one entry for whole days */ };

/* "From here on the series is like this" (RANGE=THISANDFUTURE). */
typedef struct {
    Str uid;
    Instant from;
    Millis shift; /* its own start is that much later than the one it replaces */
    icalcomponent *event;
} Change;

typedef struct {
    Gather gather;
    icalcomponent *calendar; /* owned by ical_read */
    const size_t *starts;    /* offsets of BEGIN:VEVENT, in order */
    size_t start_count;
    IcalZones zones;
    IcalPeople people;
    IcalBudget budget;
    WordTable uids;  /* how many events have the UID, up to its @ */
    WordTable moved; /* "UID instant" of occurrences that stand in the file by themselves */
    Change *changes; /* by `from` */
    size_t change_count, change_capacity;
} IcalReader;

/* An event, or what one of its occurrences has of it. */
typedef struct {
    icalcomponent *component;
    size_t text_at; /* its offset in the text */
    Position at;
    IcalClock clock;
    struct icaltimetype start;
    Millis length; /* 0: not given */
} Entry;

/* ---- folds ---- */

/* The length of the fold at `at` (CR LF and a space, or LF alone), or 0. */
static size_t fold_at(Str bytes, size_t at) {
    size_t len = bytes.s[at] == '\r' ? 1 : 0;
    if (at + len + 1 >= bytes.len || bytes.s[at + len] != '\n')
        return 0;
    char space = bytes.s[at + len + 1];
    return space == ' ' || space == '\t' ? len + 2 : 0;
}

Str ical_mend_folds(Arena *arena, Str bytes) {
    if (str_is_utf8(bytes))
        return bytes;
    char *out = arena_copy(arena, bytes.s, bytes.len);
    for (size_t i = 1; i < bytes.len; i++) {
        bool is_inside = (unsigned char)bytes.s[i - 1] >= 0x80;
        size_t fold =
            is_inside && (bytes.s[i] == '\r' || bytes.s[i] == '\n') ? fold_at(bytes, i) : 0;
        size_t rest = 0; /* of the character, behind the fold */
        while (fold && i + fold + rest < bytes.len && rest < 3 &&
               ((unsigned char)bytes.s[i + fold + rest] & 0xC0) == 0x80)
            rest++;
        if (rest == 0)
            continue;
        memcpy(out + i, bytes.s + i + fold, rest);
        memcpy(out + i + rest, bytes.s + i, fold);
        i += fold + rest - 1;
    }
    Str mended = {.s = out, .len = bytes.len};
    return str_is_utf8(mended) ? mended : bytes;
}

/* ---- lines and places ---- */

/* The next line from `*at` on, trimmed; `*start` is where it begins. False at the end. */
static bool next_line(Str text, size_t *at, size_t *start, Str *line) {
    if (*at >= text.len)
        return false;
    const char *feed = memchr(text.s + *at, '\n', text.len - *at);
    size_t end = feed ? (size_t)(feed - text.s) : text.len;
    *start = *at;
    *line = str_trim(str_slice(text, *at, end - *at));
    *at = end + 1;
    return true;
}

/* Libical keeps no lines; components keep their order. */
static void find_events(IcalReader *reader, Str text) {
    size_t *starts = NULL, capacity = 0, at = 0, start;
    Str line;
    while (next_line(text, &at, &start, &line))
        if (str_equal_nocase(line, str_from("BEGIN:VEVENT")))
            *(size_t *)arena_push(reader->gather.scratch, &starts, &reader->start_count, &capacity,
                                  sizeof(size_t), _Alignof(size_t)) = start;
    reader->starts = starts;
}

static Position place_of(IcalReader *reader, size_t index) {
    return index < reader->start_count ? gather_at(&reader->gather, reader->starts[index], 12)
                                       : (Position){0};
}

/* For texts that the parser has cut inside of a character. */
static Str valid(Arena *arena, Str text) {
    if (str_is_utf8(text))
        return text;
    char *out = arena_new(arena, char, text.len * 3 + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len;) {
        size_t from = i;
        if (str_next_rune(text, &i) == 0xFFFD && i - from == 1) {
            memcpy(out + len, "\xEF\xBF\xBD", 3);
            len += 3;
        } else {
            memcpy(out + len, text.s + from, i - from);
            len += i - from;
        }
    }
    return (Str){.s = out, .len = len};
}

/* ---- texts ---- */

static Str text_of(const IcalReader *reader, icalcomponent *component, icalproperty_kind kind) {
    icalproperty *property = icalcomponent_get_first_property(component, kind);
    icalvalue *value = property ? icalproperty_get_value(property) : NULL;
    const char *text = NULL;
    switch (value ? icalvalue_isa(value) : ICAL_NO_VALUE) {
    case ICAL_TEXT_VALUE:
        text = icalvalue_get_text(value);
        break;
    case ICAL_URI_VALUE:
        text = icalvalue_get_uri(value);
        break;
    default: /* libical has a hundred kinds; a text or a link is all that is wanted here */
        break;
    }
    return valid(reader->gather.scratch, str_from(text));
}

/* An extension property such as X-WR-CALNAME, wherever in the calendar it stands. */
static Str extension_of(const IcalReader *reader, const char *name) {
    icalcomponent *calendar = reader->calendar;
    for (icalproperty *p = icalcomponent_get_first_property(calendar, ICAL_X_PROPERTY); p;
         p = icalcomponent_get_next_property(calendar, ICAL_X_PROPERTY))
        if (strcasecmp(icalproperty_get_x_name(p), name) == 0)
            return valid(reader->gather.scratch, str_from(icalproperty_get_x(p)));
    return (Str){0};
}

/* A UID without the machine that made it: staff have to type it. */
static Str local_part(Str uid) {
    size_t at = str_find(uid, "@");
    return at == SIZE_MAX || at == 0 ? uid : str_slice(uid, 0, at);
}

static Str make_id(IcalReader *reader, Str uid, const When *when, Str location) {
    Arena *arena = reader->gather.draft.arena;
    Str local = local_part(uid);
    if (uid.len == 0 || word_table_get(&reader->uids, local, 0) < 2)
        return gather_word(&reader->gather, local);
    Str word = gather_word(&reader->gather, local);
    uint64_t hash = str_hash(STR_HASH_SEED, location.s, location.len);
    if (when->is_all_day)
        return str_printf(arena, "%.*s-%04d%02d%02d-%06x", str_arg(word),
                          (int)when->start.date.year, (int)when->start.date.month,
                          (int)when->start.date.day, (unsigned)(hash & 0xFFFFFF));
    return str_printf(arena, "%.*s-%04d%02d%02d%02d%02d-%06x", str_arg(word),
                      (int)when->start.date.year, (int)when->start.date.month,
                      (int)when->start.date.day, (int)when->start.minutes / 60,
                      (int)when->start.minutes % 60, (unsigned)(hash & 0xFFFFFF));
}

static size_t read_track(IcalReader *reader, icalcomponent *event, Position at) {
    Gather *gather = &reader->gather;
    Str category = str_trim(text_of(reader, event, ICAL_CATEGORIES_PROPERTY));
    if (category.len == 0)
        return SCHEDULE_NONE;
    size_t known = word_table_get(&gather->tracks, category, SCHEDULE_NONE);
    return known != SCHEDULE_NONE
               ? known
               : gather_track(gather, category, (Str){0}, gather_line(gather, category, at), at);
}

static void read_rooms(Gather *gather, Str location, Session *session) {
    location = str_trim(location);
    if (location.len == 0)
        return;
    size_t *rooms = arena_new(gather->draft.arena, size_t, 1);
    rooms[0] = word_table_get(&gather->rooms, location, SCHEDULE_NONE);
    if (rooms[0] == SCHEDULE_NONE)
        rooms[0] = gather_room(
            gather, location,
            &(RoomWords){.name = gather_line(gather, location, session->at), .at = session->at});
    session->rooms = rooms;
    session->room_count = 1;
}

/* ---- events ---- */

static void add_session(IcalReader *reader, icalcomponent *event, Position at, const When *when) {
    Gather *gather = &reader->gather;
    Session session = {.at = at, .is_all_day = when->is_all_day};
    Str title = str_trim(text_of(reader, event, ICAL_SUMMARY_PROPERTY));
    Str location = text_of(reader, event, ICAL_LOCATION_PROPERTY);
    session.status = words_cut_status(&title);
    icalproperty *status = icalcomponent_get_first_property(event, ICAL_STATUS_PROPERTY);
    if (status && icalproperty_get_status(status) == ICAL_STATUS_CANCELLED)
        session.status = SESSION_CANCELLED;
    session.id = make_id(reader, text_of(reader, event, ICAL_UID_PROPERTY), when, location);
    session.title = gather_line(gather, title, at);
    session.abstract =
        gather_abstract(gather, text_of(reader, event, ICAL_DESCRIPTION_PROPERTY), at);
    session.url = gather_word(gather, text_of(reader, event, ICAL_URL_PROPERTY));
    session.speakers = ical_speakers(&reader->people, gather, event, at, &session.speaker_count);
    session.type =
        words_session_type(SESSION_TYPE_COUNT, title, session.speaker_count > 0, when_length(when));
    session.track = read_track(reader, event, at);
    read_rooms(gather, location, &session);
    gather_session(gather, &session, when);
}

/* One item for each day, from `start` on. */
static void add_days(IcalReader *reader, const Entry *entry, struct icaltimetype start) {
    size_t days = (size_t)(entry->length / (24 * MILLIS_HOUR));
    if (days > DAYS_MAX)
        diagnostics_add(reader->gather.diagnostics, SEVERITY_WARNING, "long-session", entry->at,
                        NULL, "the entry is for %zu days; the first %d are read", days, DAYS_MAX);
    Date date = {.year = start.year, .month = start.month, .day = start.day};
    for (size_t i = 0; i < (days > 1 ? days : 1) && i < DAYS_MAX; i++) {
        When when = {.is_all_day = true,
                     .start = {.date = date_add(date, (int32_t)i), .offset = ISO_NO_OFFSET}};
        add_session(reader, entry->component, entry->at, &when);
    }
}

/* At `start`, which is read from the entry's clock. */
static void add_entry(IcalReader *reader, const Entry *entry, struct icaltimetype start) {
    if (start.is_date) {
        add_days(reader, entry, start);
        return;
    }
    When when = {.zone = entry->clock.zone, .length = entry->length};
    if (ical_iso_time(&entry->clock, start, &when.start))
        add_session(reader, entry->component, entry->at, &when);
}

/* Reads when it is; false, with a diagnostic where one is due, when that is not known. */
static bool open_entry(IcalReader *reader, icalcomponent *event, size_t index, Entry *entry) {
    Gather *gather = &reader->gather;
    *entry = (Entry){.component = event,
                     .text_at = index < reader->start_count ? reader->starts[index] : 0,
                     .at = place_of(reader, index)};
    icalproperty *start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
    if (!start) {
        gather_unscheduled(gather, entry->at);
        return false;
    }
    entry->start = icalproperty_get_dtstart(start);
    entry->clock = ical_clock(&reader->zones, start, entry->start);
    IsoTime time;
    if (!ical_iso_time(&entry->clock, entry->start, &time)) {
        diagnostics_add(gather->diagnostics, SEVERITY_ERROR, "bad-time", entry->at,
                        "the session is left out", "the event's DTSTART is not a time");
        return false;
    }
    icalproperty *end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
    icalproperty *length = icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY);
    if (end) {
        struct icaltimetype until = icalproperty_get_dtend(end);
        IcalClock clock = ical_clock(&reader->zones, end, until);
        if (ical_iso_time(&clock, until, &time))
            entry->length = ical_instant(&reader->zones, &clock, until) -
                            ical_instant(&reader->zones, &entry->clock, entry->start);
        if (entry->length < 0)
            diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "end-before-start",
                            ical_line(gather, entry->text_at, "DTEND"), "correct the end",
                            "the session ends before it starts; its end is not used");
    } else if (length) {
        entry->length = icaldurationtype_as_int(icalproperty_get_duration(length)) * MILLIS_SECOND;
    }
    if (entry->start.is_date) /* days are dates, whatever the clocks do meanwhile */
        entry->length = (entry->length + 12 * MILLIS_HOUR) / (24 * MILLIS_HOUR) * 24 * MILLIS_HOUR;
    entry->length = entry->length < 0 ? 0 : entry->length;
    return true;
}

/* Which occurrence of a series it is: "UID 1776762000000", or "UID 2027-03-05" by its day. */
static Str occurrence_key(IcalReader *reader, Arena *arena, Str uid, const IcalClock *clock,
                          struct icaltimetype time, bool is_day) {
    if (is_day)
        return str_printf(arena, "%.*s %04d-%02d-%02d", str_arg(uid), time.year, time.month,
                          time.day);
    return str_printf(arena, "%.*s %lld", str_arg(uid),
                      (long long)ical_instant(&reader->zones, clock, time));
}

/* The change that holds for the occurrence, or NULL. */
static const Change *change_for(const IcalReader *reader, Str uid, Instant at) {
    const Change *found = NULL;
    for (size_t i = 0; i < reader->change_count && reader->changes[i].from <= at; i++)
        if (str_equal(reader->changes[i].uid, uid))
            found = &reader->changes[i];
    return found;
}

static void add_changed(IcalReader *reader, const Change *change, const Entry *entry,
                        struct icaltimetype start) {
    Entry changed;
    size_t nowhere = reader->start_count;
    if (!open_entry(reader, change->event, nowhere, &changed))
        return;
    changed.at = entry->at;
    if (start.is_date || changed.start.is_date) {
        icaltime_adjust(&start, (int)(change->shift / (24 * MILLIS_HOUR)), 0, 0, 0);
    } else {
        start = ical_on_clock(&reader->zones, &changed.clock, &entry->clock, start);
        icaltime_adjust(&start, 0, 0, 0, (int)(change->shift / MILLIS_SECOND));
    }
    add_entry(reader, &changed, start);
}

/* The event at all of its times but for those that the file has apart. */
static void add_occurrences(IcalReader *reader, const Entry *entry) {
    size_t count;
    const IcalOccurrence *times =
        ical_series(&reader->zones, entry->component, &entry->clock, entry->start, entry->text_at,
                    &reader->budget, &count);
    Str uid = text_of(reader, entry->component, ICAL_UID_PROPERTY);
    Arena *keys = reader->budget.times;
    for (size_t i = 0; i < count; i++) {
        struct icaltimetype start = times[i].start;
        Str key = occurrence_key(reader, keys, uid, &entry->clock, start, false);
        Str day = occurrence_key(reader, keys, uid, &entry->clock, start, true);
        if (word_table_get(&reader->moved, key, 0) || word_table_get(&reader->moved, day, 0))
            continue;
        Entry occurrence = *entry;
        occurrence.length = times[i].length ? times[i].length : entry->length;
        const Change *change =
            change_for(reader, uid, ical_instant(&reader->zones, &entry->clock, start));
        if (change)
            add_changed(reader, change, entry, start);
        else
            add_entry(reader, &occurrence, start);
    }
}

/* What libical could not read, and took out. */
static void report_unread(IcalReader *reader, icalcomponent *event, size_t text_at) {
    static const char *const READ[] = {"DTEND",  "DURATION", "RRULE",         "RDATE",
                                       "EXDATE", "EXRULE",   "RECURRENCE-ID", "STATUS"};
    Gather *gather = &reader->gather;
    for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_XLICERROR_PROPERTY); p;
         p = icalcomponent_get_next_property(event, ICAL_XLICERROR_PROPERTY)) {
        Str words = str_from(icalproperty_get_xlicerror(p));
        for (size_t i = 0; i < countof(READ); i++)
            if (str_find(words, str_printf(gather->scratch, " %s property", READ[i]).s) != SIZE_MAX)
                diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "not-read",
                                ical_line(gather, text_at, READ[i]), NULL,
                                "%s is not read: its value is none that iCalendar has", READ[i]);
    }
}

static void read_events(IcalReader *reader) {
    size_t index = 0;
    for (icalcomponent *event =
             icalcomponent_get_first_component(reader->calendar, ICAL_VEVENT_COMPONENT);
         event && !reader->gather.is_full;
         event = icalcomponent_get_next_component(reader->calendar, ICAL_VEVENT_COMPONENT)) {
        Entry entry;
        bool is_open = open_entry(reader, event, index++, &entry);
        report_unread(reader, event, entry.text_at);
        if (is_open && ical_repeats(event))
            add_occurrences(reader, &entry);
        else if (is_open)
            add_entry(reader, &entry, entry.start);
    }
}

/* ---- what has to be known before the first event is read ---- */

static bool is_for_following(icalproperty *id) {
    icalparameter *range = icalproperty_get_first_parameter(id, ICAL_RANGE_PARAMETER);
    return range && icalparameter_get_range(range) == ICAL_RANGE_THISANDFUTURE;
}

static int compare_changes(const void *left, const void *right) {
    const Change *a = left, *b = right;
    return (a->from > b->from) - (a->from < b->from);
}

static void survey_override(IcalReader *reader, icalcomponent *event, Str uid, icalproperty *id) {
    struct icaltimetype time = icalproperty_get_recurrenceid(id);
    IcalClock clock = ical_clock(&reader->zones, id, time);
    word_table_put(&reader->moved,
                   occurrence_key(reader, reader->gather.scratch, uid, &clock, time, time.is_date),
                   1);
    bool is_for_all = is_for_following(id);
    icalproperty *start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
    if (!is_for_all || !start)
        return;
    struct icaltimetype own = icalproperty_get_dtstart(start);
    IcalClock own_clock = ical_clock(&reader->zones, start, own);
    Instant from = ical_instant(&reader->zones, &clock, time);
    *(Change *)arena_push(reader->gather.scratch, &reader->changes, &reader->change_count,
                          &reader->change_capacity, sizeof(Change), _Alignof(Change)) =
        (Change){.uid = uid,
                 .from = from,
                 .shift = ical_instant(&reader->zones, &own_clock, own) - from,
                 .event = event};
}

static void survey(IcalReader *reader) {
    for (icalcomponent *event =
             icalcomponent_get_first_component(reader->calendar, ICAL_VEVENT_COMPONENT);
         event; event = icalcomponent_get_next_component(reader->calendar, ICAL_VEVENT_COMPONENT)) {
        Str uid = text_of(reader, event, ICAL_UID_PROPERTY);
        Str local = local_part(uid);
        icalproperty *start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
        bool is_all_day = start && icaltime_is_date(icalproperty_get_dtstart(start));
        size_t more = ical_repeats(event) || is_all_day ? 2 : 1; /* its occurrences share it */
        word_table_put(&reader->uids, local, word_table_get(&reader->uids, local, 0) + more);
        icalproperty *id = icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY);
        if (id)
            survey_override(reader, event, uid, id);
    }
    if (reader->change_count)
        qsort(reader->changes, reader->change_count, sizeof *reader->changes, compare_changes);
}

static void read_calendar(IcalReader *reader) {
    Gather *gather = &reader->gather;
    gather->zone_name = gather_word(gather, extension_of(reader, "X-WR-TIMEZONE"));
    gather->draft.event.name =
        gather_line(gather, extension_of(reader, "X-WR-CALNAME"), (Position){0});
    survey(reader);
    reader->people = ical_people(gather->scratch, reader->calendar);
    read_events(reader);
}

/* The calendar in what was parsed: itself, or the first of several, to which the events and zones
 * of the others go. */
static icalcomponent *find_calendar(icalcomponent *parsed) {
    if (!parsed || icalcomponent_isa(parsed) == ICAL_VCALENDAR_COMPONENT)
        return parsed;
    icalcomponent *first = icalcomponent_get_first_component(parsed, ICAL_VCALENDAR_COMPONENT);
    icalcomponent *other = icalcomponent_get_next_component(parsed, ICAL_VCALENDAR_COMPONENT);
    for (; first && other;
         other = icalcomponent_get_next_component(parsed, ICAL_VCALENDAR_COMPONENT)) {
        icalcomponent *inner;
        while ((inner = icalcomponent_get_first_component(other, ICAL_ANY_COMPONENT))) {
            icalcomponent_remove_component(other, inner);
            icalcomponent_add_component(first, inner);
        }
    }
    return first;
}

/* What no conference's calendar has: libical takes 250 bytes for each property, however short, and
 * walks over all of a component's to take one out that it cannot read. */
enum {
    NESTING_MAX = 8,
    SIZE_MAX_MIB = 8,
    PROPERTIES_MAX = 5000,      /* of one event */
    PROPERTIES_MIN = 80 * 1000, /* of all, in a file of any size */
    RULES_MAX = 5000,           /* of all: each takes 2,500 bytes */
    BYTES_PER_PROPERTY = 32,    /* beyond that */
};

static bool refuse_large(Diagnostics *diagnostics, Position at, const char *message, size_t most) {
    diagnostics_add(diagnostics, SEVERITY_ERROR, "too-large", at,
                    "ask for a calendar of the conference alone", message, most);
    return false;
}

static bool has_word(Str line, const char *word) {
    return str_equal_nocase(str_slice(line, 0, strlen(word)), str_from(word));
}

/* Each BEGIN has its END, and there are not too many. False, with a diagnostic, when not: libical
 * would go on, and grumble on stderr. */
static bool is_nested(Str text, Diagnostics *diagnostics) {
    static const char CUT[] = "the file is cut off: it may not have been written to its end yet";
    Str open[NESTING_MAX], line;
    size_t starts[NESTING_MAX], depth = 0, at = 0, start, in_event = 0, in_all = 0, rules = 0;
    size_t by_size = text.len / BYTES_PER_PROPERTY;
    size_t most = by_size > PROPERTIES_MIN ? by_size : PROPERTIES_MIN;
    Places places = places_create(text);
    if (text.len > (size_t)SIZE_MAX_MIB << 20)
        return refuse_large(diagnostics, (Position){0}, "more than %zu MiB are not read",
                            SIZE_MAX_MIB);
    while (next_line(text, &at, &start, &line)) {
        bool is_folded = text.s[start] == ' ' || text.s[start] == '\t';
        in_event += !is_folded;
        in_all += !is_folded;
        rules += has_word(line, "RRULE") || has_word(line, "EXRULE");
        if (rules > RULES_MAX)
            return refuse_large(diagnostics, places_at(&places, start, 5),
                                "the calendar has more than %zu RRULEs", RULES_MAX);
        if (in_event > PROPERTIES_MAX)
            return refuse_large(diagnostics, places_at(&places, start, 1),
                                "the entry has more than %zu properties", PROPERTIES_MAX);
        if (in_all > most)
            return refuse_large(diagnostics, places_at(&places, start, 1),
                                "the calendar has more than %zu properties", most);
        bool is_begin = has_word(line, "BEGIN:"), is_end = has_word(line, "END:");
        Str name = str_slice(line, is_begin ? 6 : 4, line.len);
        if (is_begin || is_end)
            in_event = 0;
        if (is_begin && depth < NESTING_MAX) {
            starts[depth] = start;
            open[depth++] = name;
        } else if (is_end && depth > 0 && str_equal_nocase(open[depth - 1], name)) {
            depth--;
        } else if (is_begin || is_end) {
            diagnostics_add(diagnostics, SEVERITY_ERROR, "bad-icalendar",
                            places_at(&places, start, 6), NULL,
                            is_end ? "the calendar is broken here: an END without its BEGIN"
                                   : "the calendar is broken here: it is nested too deeply");
            return false;
        }
    }
    if (depth > 0)
        diagnostics_add(diagnostics, SEVERITY_ERROR, "bad-icalendar",
                        places_at(&places, starts[depth - 1], 6), CUT,
                        "the calendar is broken here: a BEGIN without its END");
    return depth == 0;
}

/* The text for libical, ending in a NUL: a backslash that escapes nothing (in a path, say) is
 * doubled, since libical would take it out together with the byte behind it. */
static const char *for_parser(Arena *arena, Str text) {
    size_t strays = 0;
    for (size_t i = 0; i < text.len; i++)
        strays += text.s[i] == '\\';
    char *out = arena_new(arena, char, text.len + strays + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        out[len++] = text.s[i];
        if (text.s[i] != '\\')
            continue;
        /* A fold may stand between the two. */
        bool is_escape =
            i + 1 < text.len && text.s[i + 1] && strchr("\\,;:nN\"\r\n", text.s[i + 1]);
        out[len++] = is_escape ? text.s[++i] : '\\';
    }
    return out;
}

Schedule *ical_read(const FormatInput *input, Str text, Diagnostics *diagnostics) {
    if (!is_nested(text, diagnostics))
        return NULL;
    Arena *copies = arena_create();
    icalcomponent *parsed = icalparser_parse_string(for_parser(copies, text));
    arena_free(copies);
    icalcomponent *calendar = find_calendar(parsed);
    Schedule *schedule = NULL;
    if (calendar) {
        IcalReader reader = {.gather = gather_create(input, text, diagnostics),
                             .calendar = calendar};
        Arena *scratch = reader.gather.scratch;
        reader.uids.arena = reader.moved.arena = scratch;
        reader.zones = ical_zones_create(&reader.gather, calendar);
        reader.budget = ical_budget();
        find_events(&reader, text);
        read_calendar(&reader);
        ical_budget_free(&reader.budget);
        schedule = gather_finish(&reader.gather, "iCalendar");
    } else {
        diagnostics_add(diagnostics, SEVERITY_ERROR, "bad-icalendar",
                        (Position){.line = 1, .column = 1, .span = 1}, NULL,
                        "the file begins like a calendar, but libical cannot read it");
    }
    if (parsed)
        icalcomponent_free(parsed);
    return schedule;
}
