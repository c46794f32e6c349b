/* ical.c: VEVENTs to sessions.
 *
 * An event's identity is UID, start and location together: several programs give all sessions of a
 * day, or of a series, the same UID. Zones are IANA's by their TZID, Windows' by CLDR's table, and
 * otherwise what the file's own VTIMEZONE says. */
#include "formats/ical.h"

#include <libical/ical.h>
#include <string.h>

#include "base/zone_windows.h"
#include "formats/gather.h"
#include "formats/words.h"

enum { REPEATS_MAX = 400 };

typedef struct {
    Gather gather;
    icalcomponent *calendar; /* owned by ical_read */
    const size_t *starts;    /* offsets of BEGIN:VEVENT, in order */
    size_t start_count;
    WordTable zones; /* by TZID: index into `found`, plus one */
    WordTable uids;  /* how many events have the UID, up to its @ */
    WordTable moved; /* "UID instant" of occurrences that stand in the file by themselves */
    const Zone **found;
    size_t found_count, found_capacity;
    size_t days; /* entries for whole days, left out */
    Position days_at;
} Reader;

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
static void find_events(Reader *reader, Str text) {
    size_t *starts = NULL, capacity = 0, at = 0, start;
    Str line;
    while (next_line(text, &at, &start, &line))
        if (str_equal_nocase(line, str_from("BEGIN:VEVENT")))
            *(size_t *)arena_push(reader->gather.scratch, &starts, &reader->start_count, &capacity,
                                  sizeof(size_t), _Alignof(size_t)) = start;
    reader->starts = starts;
}

static Position place_of(Reader *reader, size_t index) {
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

/* ---- zones ---- */

/* "/mozilla.org/20070129_1/Europe/Berlin": the name without what programs put before it. */
static const Zone *zone_by_tail(Arena *arena, Str name, Str *known) {
    for (;;) {
        const Zone *zone = zone_open(arena, name);
        if (zone) {
            *known = name;
            return zone;
        }
        size_t slash = str_find(name, "/");
        if (slash == SIZE_MAX)
            return NULL;
        name = str_slice(name, slash + 1, name.len);
    }
}

/* The zone that a TZID means, or NULL; its IANA name in `*known`. */
static const Zone *open_zone(Reader *reader, Str id, Str *known) {
    Arena *arena = reader->gather.draft.arena;
    const Zone *zone = zone_by_tail(arena, id, known);
    if (zone)
        return zone;
    *known = zone_from_windows(arena, id);
    zone = known->len ? zone_open(arena, *known) : NULL;
    if (zone)
        return zone;
    char *name = arena_copy(reader->gather.scratch, id.s, id.len);
    icaltimezone *own = icalcomponent_get_timezone(reader->calendar, name);
    const char *location = own ? icaltimezone_get_location(own) : NULL;
    return location ? zone_by_tail(arena, str_from(location), known) : NULL;
}

static const Zone *zone_of(Reader *reader, Str id) {
    size_t index = word_table_get(&reader->zones, id, 0);
    if (index)
        return reader->found[index - 1];
    Str known;
    const Zone *zone = open_zone(reader, id, &known);
    *(const Zone **)arena_push(reader->gather.scratch, &reader->found, &reader->found_count,
                               &reader->found_capacity, sizeof(Zone *), _Alignof(Zone *)) = zone;
    word_table_put(&reader->zones, str_copy(reader->gather.scratch, id), reader->found_count);
    if (zone && reader->gather.zone_name.len == 0)
        reader->gather.zone_name = str_copy(reader->gather.draft.arena, known);
    return zone;
}

/* ---- times ---- */

static IsoTime from_ical(struct icaltimetype time) {
    return (IsoTime){.date = {.year = time.year, .month = time.month, .day = time.day},
                     .minutes = time.hour * 60 + time.minute,
                     .offset = icaltime_is_utc(time) ? 0 : ISO_NO_OFFSET};
}

/* A property's time and, unless it is in UTC, what its TZID says: a zone that we know, or the
 * offset of the file's own VTIMEZONE. */
static bool read_time(Reader *reader, icalproperty *property, struct icaltimetype time,
                      IsoTime *out, const Zone **zone) {
    if (icaltime_is_null_time(time) || !icaltime_is_valid_time(time))
        return false;
    *out = from_ical(time);
    if (out->date.year < 1970 || out->date.year > 2099 || !date_is_valid(out->date))
        return false;
    icalparameter *parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    const char *id = parameter ? icalparameter_get_tzid(parameter) : NULL;
    if (out->offset != ISO_NO_OFFSET || !id)
        return true;
    *zone = zone_of(reader, str_from(id));
    icaltimezone *own = *zone ? NULL : icalcomponent_get_timezone(reader->calendar, id);
    int is_daylight;
    if (own)
        out->offset = icaltimezone_get_utc_offset(own, &time, &is_daylight) / 60;
    else if (!*zone && reader->gather.zone_name.len == 0)
        reader->gather.zone_name =
            str_copy(reader->gather.draft.arena, valid(reader->gather.scratch, str_from(id)));
    return true;
}

static bool read_when(Reader *reader, icalcomponent *event, Position at, When *when) {
    Gather *gather = &reader->gather;
    *when = (When){0};
    icalproperty *start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
    if (!start) {
        gather_unscheduled(gather, at);
        return false;
    }
    struct icaltimetype time = icalproperty_get_dtstart(start);
    if (icaltime_is_date(time)) {
        if (reader->days++ == 0)
            reader->days_at = at;
        return false;
    }
    if (!read_time(reader, start, time, &when->start, &when->zone)) {
        diagnostics_add(gather->diagnostics, SEVERITY_ERROR, "bad-time", at,
                        "the session is left out", "the event's DTSTART is not a time");
        return false;
    }
    icalproperty *end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
    icalproperty *length = icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY);
    const Zone *end_zone = when->zone;
    if (end) {
        when->has_end = read_time(reader, end, icalproperty_get_dtend(end), &when->end, &end_zone);
        if (when->has_end && end_zone != when->zone && end_zone) { /* across zones: say it in UTC */
            when->end.minutes =
                (int32_t)(zone_instant(end_zone, when->end.date, when->end.minutes, NULL) /
                              MILLIS_MINUTE -
                          zone_instant(zone_utc(), when->end.date, 0, NULL) / MILLIS_MINUTE);
            when->end.offset = 0;
        }
    } else if (length) {
        when->length = icaldurationtype_as_int(icalproperty_get_duration(length)) * MILLIS_SECOND;
        if (when->length < 0 || when->length > 100 * MILLIS_HOUR)
            when->length = 0;
    }
    return true;
}

/* ---- texts ---- */

static Str text_of(const Reader *reader, icalcomponent *component, icalproperty_kind kind) {
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
static Str extension_of(const Reader *reader, const char *name) {
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

static Str make_id(Reader *reader, Str uid, const When *when, Str location) {
    Arena *arena = reader->gather.draft.arena;
    Str local = local_part(uid);
    if (uid.len == 0 || word_table_get(&reader->uids, local, 0) < 2)
        return gather_word(&reader->gather, local);
    uint64_t hash = str_hash(STR_HASH_SEED, location.s, location.len);
    return str_printf(arena, "%.*s-%04d%02d%02d%02d%02d-%06x", str_arg(local),
                      (int)when->start.date.year, (int)when->start.date.month,
                      (int)when->start.date.day, (int)when->start.minutes / 60,
                      (int)when->start.minutes % 60, (unsigned)(hash & 0xFFFFFF));
}

static size_t read_track(Reader *reader, icalcomponent *event, Position at) {
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

static void add_session(Reader *reader, icalcomponent *event, Position at, const When *when) {
    Gather *gather = &reader->gather;
    Session session = {.at = at};
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
    session.type = words_session_type(SESSION_TYPE_COUNT, title, false);
    session.track = read_track(reader, event, at);
    read_rooms(gather, location, &session);
    gather_session(gather, &session, when);
}

/* "UID 2015…": which occurrence of a series it is. */
static Str occurrence_key(Arena *arena, Str uid, struct icaltimetype time) {
    return str_printf(arena, "%.*s %04d%02d%02d%02d%02d", str_arg(uid), time.year, time.month,
                      time.day, time.hour, time.minute);
}

/* The event and, when it repeats, its further occurrences but for those that the file has apart or
 * takes out by EXDATE. */
static void add_occurrences(Reader *reader, icalcomponent *event, Position at, When *when) {
    icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    bool is_override = icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY) != NULL;
    if (!rule || is_override) {
        add_session(reader, event, at, when);
        return;
    }
    Gather *gather = &reader->gather;
    struct icalrecurrencetype repeat = icalproperty_get_rrule(rule);
    struct icaltimetype start =
        icalproperty_get_dtstart(icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY));
    Date first = when->start.date, last = when->end.date;
    Str uid = text_of(reader, event, ICAL_UID_PROPERTY);
    icalrecur_iterator *iterator = icalrecur_iterator_new(repeat, start);
    size_t count = 0;
    for (struct icaltimetype next = iterator ? icalrecur_iterator_next(iterator) : start;
         iterator && !icaltime_is_null_time(next) && count < REPEATS_MAX;
         next = icalrecur_iterator_next(iterator), count++) {
        bool is_out =
            word_table_get(&reader->moved, occurrence_key(gather->scratch, uid, next), 0) > 0;
        for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY); p;
             p = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY))
            is_out = is_out || icaltime_compare_date_only(icalproperty_get_exdate(p), next) == 0;
        Date date = {.year = next.year, .month = next.month, .day = next.day};
        if (date.year > 2099)
            break;
        if (is_out)
            continue;
        when->start.date = date;
        when->start.minutes = next.hour * 60 + next.minute;
        if (when->has_end)
            when->end.date = date_add(last, date_diff(first, date));
        add_session(reader, event, at, when);
    }
    if (iterator)
        icalrecur_iterator_free(iterator);
    if (count == REPEATS_MAX)
        diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "endless", at,
                        "say in RRULE how often (COUNT) or until when (UNTIL)",
                        "the event repeats without end; the first %d times are read", REPEATS_MAX);
}

static void read_events(Reader *reader) {
    size_t index = 0;
    for (icalcomponent *event =
             icalcomponent_get_first_component(reader->calendar, ICAL_VEVENT_COMPONENT);
         event; event = icalcomponent_get_next_component(reader->calendar, ICAL_VEVENT_COMPONENT)) {
        When when;
        Position at = place_of(reader, index++);
        if (read_when(reader, event, at, &when))
            add_occurrences(reader, event, at, &when);
    }
}

/* What has to be known before the first event is read. */
static void survey(Reader *reader) {
    Arena *scratch = reader->gather.scratch;
    for (icalcomponent *event =
             icalcomponent_get_first_component(reader->calendar, ICAL_VEVENT_COMPONENT);
         event; event = icalcomponent_get_next_component(reader->calendar, ICAL_VEVENT_COMPONENT)) {
        Str uid = text_of(reader, event, ICAL_UID_PROPERTY);
        Str local = local_part(uid);
        word_table_put(&reader->uids, local, word_table_get(&reader->uids, local, 0) + 1);
        icalproperty *id = icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY);
        if (id)
            word_table_put(&reader->moved,
                           occurrence_key(scratch, uid, icalproperty_get_recurrenceid(id)), 1);
        else if (icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY))
            word_table_put(&reader->uids, local, 2); /* its occurrences share it */
    }
}

static void read_calendar(Reader *reader) {
    Gather *gather = &reader->gather;
    gather->zone_name = gather_word(gather, extension_of(reader, "X-WR-TIMEZONE"));
    gather->draft.event.name =
        gather_line(gather, extension_of(reader, "X-WR-CALNAME"), (Position){0});
    survey(reader);
    read_events(reader);
    if (reader->days)
        diagnostics_add(gather->diagnostics, SEVERITY_NOTE, "whole-day", reader->days_at, NULL,
                        "%zu entr%s for whole days, which no room can show, left out", reader->days,
                        reader->days == 1 ? "y was" : "ies were");
}

/* The calendar in what was parsed: itself, or the first of several. */
static icalcomponent *find_calendar(icalcomponent *parsed) {
    if (!parsed || icalcomponent_isa(parsed) == ICAL_VCALENDAR_COMPONENT)
        return parsed;
    return icalcomponent_get_first_component(parsed, ICAL_VCALENDAR_COMPONENT);
}

enum { NESTING_MAX = 8 };

static bool has_word(Str line, const char *word) {
    return str_equal_nocase(str_slice(line, 0, strlen(word)), str_from(word));
}

/* Each BEGIN has its END. False, with a diagnostic, when not: libical would go on, and grumble on
 * stderr. */
static bool is_nested(Str text, Diagnostics *diagnostics) {
    static const char CUT[] = "the file is cut off: it may not have been written to its end yet";
    Str open[NESTING_MAX], line;
    size_t starts[NESTING_MAX], depth = 0, at = 0, start;
    Places places = places_create(text);
    while (next_line(text, &at, &start, &line)) {
        bool is_begin = has_word(line, "BEGIN:"), is_end = has_word(line, "END:");
        Str name = str_slice(line, is_begin ? 6 : 4, line.len);
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
        Reader reader = {.gather = gather_create(input, text, diagnostics), .calendar = calendar};
        Arena *scratch = reader.gather.scratch;
        reader.zones.arena = reader.uids.arena = reader.moved.arena = scratch;
        find_events(&reader, text);
        read_calendar(&reader);
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
