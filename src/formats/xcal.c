/* xcal.c: each element becomes a line of iCalendar, which ical.h reads; of each line it is known
 * where its element stands, so that what is found there can be said of the XML. */
#include "formats/xcal.h"

#include <expat.h>
#include <string.h>

#include "base/ascii.h"
#include "base/str_builder.h"
#include "formats/ical.h"
#include "formats/places.h"
#include "formats/xml_limits.h"
#include "formats/xml_place.h"

enum { DEPTH_MAX = 12, NAME_MAX_LEN = 40, TEXT_MAX = 256 * 1024 };

typedef enum {
    PART_WRAPPER, /* <icalendar>, <components>, <properties> */
    PART_COMPONENT,
    PART_PROPERTY,
    PART_PARAMETERS,
    PART_PARAMETER, /* and its value */
    PART_VALUE,
    PART_PIECE, /* of a period or a rule */
    PART_OTHER
} Part;

typedef struct {
    XML_Parser parser; /* borrowed */
    Arena *arena;      /* owned: the lines */
    Arena *scratch;    /* owned: of one property */
    StrBuilder lines;
    size_t *offsets; /* of each line's element in the XML */
    size_t line_count, line_capacity;
    struct {
        Part part;
        char name[NAME_MAX_LEN]; /* small letters, without a prefix */
    } stack[DEPTH_MAX];
    size_t depth, elements, elements_max;
    size_t property_at;
    StrBuilder parameters, value, text;
    char piece[NAME_MAX_LEN]; /* of a rule: the last one */
    bool has_value, wants_text;
    Str zone;                   /* of the event, in the draft */
    bool has_title;             /* so has the event: its summary is that and more */
    const char *code, *message; /* why it stopped */
    size_t limit;
} Xcal;

static bool is_among(const char *name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

#define is_one_of(name, names) is_among(name, names, countof(names))

static bool is_component(const char *name) {
    static const char *const NAMES[] = {"vcalendar", "vevent",    "vtimezone",
                                        "standard",  "daylight",  "vtodo",
                                        "vjournal",  "vfreebusy", "valarm"};
    return is_one_of(name, NAMES);
}

/* ---- lines ---- */

static void end_line(Xcal *xcal, size_t at) {
    str_builder_put_c(&xcal->lines, "\n");
    if (xcal->line_count == xcal->line_capacity) {
        size_t wider = xcal->line_capacity ? xcal->line_capacity * 2 : 256;
        size_t *moved = arena_new(xcal->arena, size_t, wider);
        if (xcal->line_count)
            memcpy(moved, xcal->offsets, xcal->line_count * sizeof *moved);
        xcal->offsets = moved;
        xcal->line_capacity = wider;
    }
    xcal->offsets[xcal->line_count++] = at;
}

static void put_upper(StrBuilder *out, const char *name) {
    char upper[NAME_MAX_LEN];
    size_t len = strlen(name);
    for (size_t i = 0; i <= len; i++)
        upper[i] = ascii_is_lower(name[i]) ? (char)(name[i] - 'a' + 'A') : name[i];
    str_builder_put_c(out, upper);
}

static size_t here(const Xcal *xcal) {
    int64_t index = xml_place_byte(xcal->parser);
    return index > 0 ? (size_t)index : 0;
}

static void put_component(Xcal *xcal, const char *begin, const char *name) {
    str_builder_put_c(&xcal->lines, begin);
    put_upper(&xcal->lines, name);
    end_line(xcal, here(xcal));
}

/* ---- values ---- */

/* A text between two signs of iCalendar (RFC 5545, 3.3.11). */
static void put_escaped(StrBuilder *out, Str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.s[i];
        if (c == '\n')
            str_builder_put_c(out, "\\n");
        else if (c == '\\' || c == ';' || c == ',')
            str_builder_printf(out, "\\%c", c);
        else if (c != '\r')
            str_builder_put(out, str_slice(text, i, 1));
    }
}

/* "2011-05-17T12:00:00" without its marks. */
static void put_bare(StrBuilder *out, Str text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.s[i] != '-' && text.s[i] != ':')
            str_builder_put(out, str_slice(text, i, 1));
}

/* What stands on one line; a quote cannot stand in a parameter. */
static void put_parameter(StrBuilder *out, Str text) {
    str_builder_put_c(out, "\"");
    for (size_t i = 0; i < text.len; i++)
        if (text.s[i] != '"' && (unsigned char)text.s[i] >= 0x20)
            str_builder_put(out, str_slice(text, i, 1));
    str_builder_put_c(out, "\"");
}

static void put_value(Xcal *xcal, const char *kind, Str text) {
    static const char *const RAW[] = {"uri",     "cal-address", "integer", "duration",
                                      "boolean", "float",       "binary"};
    if (xcal->has_value)
        str_builder_put_c(&xcal->value, ",");
    if (strcmp(kind, "date-time") == 0) {
        put_bare(&xcal->value, text);
    } else if (strcmp(kind, "date") == 0) {
        if (!xcal->has_value)
            str_builder_put_c(&xcal->parameters, ";VALUE=DATE");
        put_bare(&xcal->value, text);
    } else if (strcmp(kind, "utc-offset") == 0) {
        for (size_t i = 0; i < text.len; i++)
            if (text.s[i] != ':')
                str_builder_put(&xcal->value, str_slice(text, i, 1));
    } else if (is_one_of(kind, RAW)) {
        str_builder_put(&xcal->value, text);
    } else if (strcmp(kind, "period") != 0 && strcmp(kind, "recur") != 0) {
        put_escaped(&xcal->value, text);
    }
    xcal->has_value = true;
}

/* A part of a rule or a period. */
static void put_piece(Xcal *xcal, const char *kind, const char *name, Str text) {
    bool is_period = strcmp(kind, "period") == 0;
    if (is_period && strcmp(name, "start") == 0) {
        str_builder_put_c(&xcal->value, xcal->has_value ? "," : "");
        if (!xcal->has_value)
            str_builder_put_c(&xcal->parameters, ";VALUE=PERIOD");
        put_bare(&xcal->value, text);
    } else if (is_period) {
        str_builder_put_c(&xcal->value, "/");
        if (strcmp(name, "end") == 0)
            put_bare(&xcal->value, text);
        else
            str_builder_put(&xcal->value, text);
    } else if (strcmp(xcal->piece, name) == 0) {
        str_builder_put_c(&xcal->value, ",");
        str_builder_put(&xcal->value, text);
    } else {
        str_builder_put_c(&xcal->value, xcal->piece[0] ? ";" : "");
        put_upper(&xcal->value, name);
        str_builder_put_c(&xcal->value, "=");
        if (strcmp(name, "until") == 0)
            put_bare(&xcal->value, text);
        else
            str_builder_put(&xcal->value, text);
    }
    memcpy(xcal->piece, name, strlen(name) + 1);
}

/* ---- properties ---- */

/* The draft writes a property's value as the element's own text. */
static void put_plain_value(Xcal *xcal, const char *name, Str text) {
    static const char *const TIMES[] = {"dtstart", "dtend", "recurrence-id", "exdate", "rdate"};
    static const char *const RAW[] = {"rrule", "duration", "url", "uid", "sequence"};
    if (is_one_of(name, TIMES)) {
        Str zone = xcal->zone;
        bool is_local = text.len > 8 && text.s[text.len - 1] != 'Z';
        if (zone.len && is_local) {
            str_builder_put_c(&xcal->parameters, ";TZID=");
            put_parameter(&xcal->parameters, zone);
        }
        put_value(xcal, text.len <= 10 ? "date" : "date-time", text);
    } else if (strcmp(name, "attendee") == 0 && str_find(text, ":") == SIZE_MAX) {
        str_builder_put_c(&xcal->parameters, ";ROLE=REQ-PARTICIPANT;CN=");
        put_parameter(&xcal->parameters, text);
        put_value(xcal, "uri", str_from("invalid:nomail"));
    } else {
        put_value(xcal, is_one_of(name, RAW) ? "uri" : "text", text);
    }
}

/* Properties of iCalendar that are worth a line; other programs add their own. */
static bool is_known(const char *name) {
    static const char *const NAMES[] = {
        "attendee", "calscale", "categories",    "class",        "comment",    "contact",
        "dtend",    "dtstart",  "description",   "duration",     "exdate",     "exrule",
        "location", "prodid",   "organizer",     "rdate",        "rrule",      "recurrence-id",
        "sequence", "status",   "summary",       "transp",       "tzid",       "tzname",
        "uid",      "url",      "last-modified", "tzoffsetfrom", "tzoffsetto", "version"};
    return is_one_of(name, NAMES) || strncmp(name, "x-", 2) == 0;
}

/* What Pentabarf adds, and writes otherwise. */
static const char *usual_name(Xcal *xcal, const char *name) {
    if (strcmp(name, "category") == 0)
        return "categories";
    if (strcmp(name, "title") == 0) {
        xcal->has_title = true;
        return "summary";
    }
    return xcal->has_title && strcmp(name, "summary") == 0 ? "comment" : name;
}

/* Pentabarf's "Europe-Berlin". */
static void take_zone(Xcal *xcal, Str text) {
    char *zone = arena_copy(xcal->arena, text.s, text.len);
    char *dash = memchr(zone, '-', text.len);
    if (dash && !memchr(zone, '/', text.len))
        *dash = '/';
    xcal->zone = (Str){.s = zone, .len = text.len};
}

static void end_property(Xcal *xcal, const char *name) {
    name = usual_name(xcal, name);
    Str text = str_trim(str_builder_text(&xcal->text));
    const char *owner = xcal->depth > 1 ? xcal->stack[xcal->depth - 2].name : "";
    bool is_bad_length = strcmp(name, "duration") == 0 && !xcal->has_value &&
                         !str_starts(text, "P") && !str_starts(text, "-P");
    if (strcmp(name, "tzid") == 0 && strcmp(owner, "vevent") == 0)
        take_zone(xcal, text);
    if (!is_known(name) || is_bad_length)
        return;
    if (!xcal->has_value && text.len)
        put_plain_value(xcal, name, text);
    if (!xcal->has_value && !xcal->piece[0])
        return;
    put_upper(&xcal->lines, name);
    str_builder_put(&xcal->lines, str_builder_text(&xcal->parameters));
    str_builder_put_c(&xcal->lines, ":");
    str_builder_put(&xcal->lines, str_builder_text(&xcal->value));
    end_line(xcal, xcal->property_at);
}

/* ---- expat's calls ---- */

static void copy_name(char *to, const XML_Char *name) {
    const char *colon = strrchr(name, ':');
    const char *local = colon ? colon + 1 : name;
    size_t len = 0;
    for (; local[len] && len + 1 < NAME_MAX_LEN; len++) {
        char c = local[len];
        bool is_good = ascii_is_letter(c) || ascii_is_digit(c) || c == '-';
        to[len] = !is_good ? '-' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    to[len] = 0;
}

static Part part_of(const Xcal *xcal, const char *name) {
    Part parent = xcal->depth ? xcal->stack[xcal->depth - 1].part : PART_WRAPPER;
    switch (parent) {
    case PART_WRAPPER:
    case PART_COMPONENT:
        if (is_component(name))
            return PART_COMPONENT;
        return xcal->depth < 1 || !strcmp(name, "components") || !strcmp(name, "properties") ||
                       (parent == PART_WRAPPER && xcal->depth < 2)
                   ? PART_WRAPPER
                   : PART_PROPERTY;
    case PART_PROPERTY:
        return strcmp(name, "parameters") == 0 ? PART_PARAMETERS : PART_VALUE;
    case PART_PARAMETERS:
        return PART_PARAMETER;
    case PART_PARAMETER:
        return PART_PARAMETER;
    case PART_VALUE:
        return PART_PIECE;
    case PART_PIECE:
    case PART_OTHER:
        break;
    }
    return PART_OTHER;
}

static void stop(Xcal *xcal, const char *code, const char *message, size_t limit) {
    xcal->code = code;
    xcal->message = message;
    xcal->limit = limit;
    XML_StopParser(xcal->parser, XML_FALSE);
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes) {
    Xcal *xcal = data;
    (void)attributes;
    xcal->elements += 1 + (size_t)XML_GetSpecifiedAttributeCount(xcal->parser) / 2;
    if (xcal->elements > xcal->elements_max) {
        stop(xcal, "too-large", "the file has more than %zu elements and attributes",
             xcal->elements_max);
        return;
    }
    if (xcal->depth == DEPTH_MAX) {
        stop(xcal, "too-deep", "a calendar's elements are nested at most %zu deep", DEPTH_MAX);
        return;
    }
    char small[NAME_MAX_LEN];
    copy_name(small, name);
    Part part = part_of(xcal, small);
    if (part == PART_PROPERTY) {
        arena_reset(xcal->scratch);
        xcal->parameters = xcal->value = xcal->text = (StrBuilder){.arena = xcal->scratch};
        xcal->property_at = here(xcal);
        xcal->has_value = false;
        xcal->piece[0] = 0;
    } else if (part != PART_WRAPPER && part != PART_COMPONENT) {
        xcal->text = (StrBuilder){.arena = xcal->scratch};
    } else if (part == PART_COMPONENT) {
        put_component(xcal, "BEGIN:", small);
        xcal->zone = (Str){0};
        xcal->has_title = false;
    }
    xcal->wants_text = part >= PART_PROPERTY;
    xcal->stack[xcal->depth].part = part;
    memcpy(xcal->stack[xcal->depth++].name, small, sizeof small);
}

static void XMLCALL on_text(void *data, const XML_Char *text, int len) {
    Xcal *xcal = data;
    Str so_far = str_builder_text(&xcal->text);
    if (xcal->wants_text && so_far.len + (size_t)len <= TEXT_MAX)
        str_builder_put(&xcal->text, (Str){.s = text, .len = (size_t)len});
}

static void XMLCALL on_end(void *data, const XML_Char *ignored) {
    Xcal *xcal = data;
    (void)ignored;
    if (xcal->message || xcal->depth == 0)
        return;
    const char *name = xcal->stack[xcal->depth - 1].name;
    const char *parent = xcal->depth > 1 ? xcal->stack[xcal->depth - 2].name : "";
    Part above = xcal->depth > 1 ? xcal->stack[xcal->depth - 2].part : PART_WRAPPER;
    Str text = str_trim(str_builder_text(&xcal->text));
    switch (xcal->stack[xcal->depth - 1].part) {
    case PART_COMPONENT:
        put_component(xcal, "END:", name);
        break;
    case PART_PROPERTY:
        end_property(xcal, name);
        break;
    case PART_PARAMETER:
        if (above == PART_PARAMETER || text.len) {
            str_builder_put_c(&xcal->parameters, ";");
            put_upper(&xcal->parameters, above == PART_PARAMETER ? parent : name);
            str_builder_put_c(&xcal->parameters, "=");
            put_parameter(&xcal->parameters, text);
        }
        break;
    case PART_VALUE:
        put_value(xcal, name, text);
        break;
    case PART_PIECE:
        put_piece(xcal, parent, name, text);
        break;
    case PART_WRAPPER:
    case PART_PARAMETERS:
    case PART_OTHER:
        break;
    }
    if (xcal->stack[xcal->depth - 1].part == PART_PROPERTY)
        xcal->wants_text = false;
    else
        xcal->text = (StrBuilder){.arena = xcal->scratch};
    xcal->depth--;
}

static void XMLCALL on_entity(void *data, const XML_Char *name, int is_parameter,
                              const XML_Char *value, int value_len, const XML_Char *base,
                              const XML_Char *system, const XML_Char *public,
                              const XML_Char *notation) {
    (void)name, (void)is_parameter, (void)value, (void)value_len, (void)base, (void)system;
    (void)public, (void)notation;
    stop(data, "entity",
         "the file declares an entity, which no calendar needs; it is not read%.0zu", 0);
}

/* ---- the whole ---- */

bool xcal_is(Str text) {
    Str rest = str_trim(str_slice(text, 0, 4096));
    while (str_starts(rest, "<?") || str_starts(rest, "<!")) {
        size_t end = str_find(rest, str_starts(rest, "<!--") ? "-->" : ">");
        if (end == SIZE_MAX)
            return false;
        rest = str_trim(str_slice(rest, end + (str_starts(rest, "<!--") ? 3 : 1), rest.len));
    }
    size_t len = 1;
    while (len < rest.len && !strchr(" \t\r\n/>", rest.s[len]))
        len++;
    Str name = str_slice(rest, 1, len - 1);
    size_t colon = str_find(name, ":");
    if (colon != SIZE_MAX)
        name = str_slice(name, colon + 1, name.len);
    return str_starts(rest, "<") && (str_equal_nocase(name, str_from("icalendar")) ||
                                     str_equal_nocase(name, str_from("vcalendar")));
}

/* Says of the XML what was found in the lines. */
static void move_place(const Xcal *xcal, Places *places, Position *at) {
    if (at->line > 0 && (size_t)at->line <= xcal->line_count)
        *at = places_at(places, xcal->offsets[at->line - 1], 1);
}

static void report_stop(const Xcal *xcal, Str text, Diagnostics *diagnostics) {
    Places places = places_create(text);
    Position at = places_at(&places, here(xcal), 1);
    if (xcal->message)
        diagnostics_add(diagnostics, SEVERITY_ERROR, xcal->code, at, NULL, xcal->message,
                        xcal->limit);
    else
        diagnostics_add(diagnostics, SEVERITY_ERROR, "bad-xml", at,
                        "the file may be cut off: is it written to its end?",
                        "the XML is broken here: %s",
                        XML_ErrorString(XML_GetErrorCode(xcal->parser)));
}

static Schedule *read_lines(const Xcal *xcal, const FormatInput *input, Str text,
                            Diagnostics *diagnostics) {
    size_t before = diagnostics->count;
    Schedule *schedule = ical_read(input, str_builder_text(&xcal->lines), diagnostics);
    Places places = places_create(text);
    for (size_t i = before; i < diagnostics->count; i++)
        move_place(xcal, &places, &diagnostics->items[i].at);
    if (!schedule)
        return NULL;
    /* Nobody else has seen it yet. */
    Session *sessions = (Session *)schedule->sessions;
    Room *rooms = (Room *)schedule->rooms;
    Track *tracks = (Track *)schedule->tracks;
    for (size_t i = 0; i < schedule->session_count; i++)
        move_place(xcal, &places, &sessions[i].at);
    for (size_t i = 0; i < schedule->room_count; i++)
        move_place(xcal, &places, &rooms[i].at);
    for (size_t i = 0; i < schedule->track_count; i++)
        move_place(xcal, &places, &tracks[i].at);
    return schedule;
}

Schedule *xcal_read(const FormatInput *input, Str text, Diagnostics *diagnostics) {
    Xcal xcal = {.parser = XML_ParserCreate("UTF-8"),
                 .arena = arena_create(),
                 .scratch = arena_create(),
                 .elements_max = xml_limits_elements(text)};
    xcal.lines = (StrBuilder){.arena = xcal.arena};
    xcal.text = (StrBuilder){.arena = xcal.scratch};
    XML_SetUserData(xcal.parser, &xcal);
    XML_SetElementHandler(xcal.parser, on_start, on_end);
    XML_SetCharacterDataHandler(xcal.parser, on_text);
    XML_SetEntityDeclHandler(xcal.parser, on_entity);
    Schedule *schedule = NULL;
    if (!xml_limits_has_ends(text, 0, diagnostics))
        ; /* said */
    else if (XML_Parse(xcal.parser, text.s, (int)text.len, 1) == XML_STATUS_OK && !xcal.message)
        schedule = read_lines(&xcal, input, text, diagnostics);
    else
        report_stop(&xcal, text, diagnostics);
    XML_ParserFree(xcal.parser);
    arena_free(xcal.arena);
    arena_free(xcal.scratch);
    return schedule;
}
