#include "formats/gather_zone.h"

#include "base/calendar.h"
#include "base/zone_windows.h"

enum { OFFSETS_MAX = 16, ZONES_MAX = 16 };

Instant gather_iso_instant(const IsoTime *time) {
    return calendar_days(time->date) * MILLIS_DAY + time->minutes * MILLIS_MINUTE -
           time->offset * MILLIS_MINUTE;
}

/* True when the start says what the clocks show there and then. */
static bool is_evidence(const When *when) {
    return when->start.date.year && when->start.offset != ISO_NO_OFFSET &&
           (when->start.offset != 0 || when->is_clock_written);
}

bool gather_disagrees(const When *when, int32_t offset_minutes) {
    return is_evidence(when) && offset_minutes != when->start.offset;
}

/* ---- what the times say ---- */

/* Offsets that the file writes, each with how many sessions do. */
typedef struct {
    int32_t offsets[OFFSETS_MAX];
    size_t counts[OFFSETS_MAX];
    size_t count;
    size_t total;   /* sessions that are evidence */
    size_t in_zone; /* sessions that name a zone of their own */
    size_t in_utc;  /* instants in UTC and whole days, which say nothing */
} Clocks;

static Clocks read_clocks(const Gather *gather) {
    Clocks clocks = {0};
    for (size_t i = 0; i < gather->draft.session_count; i++) {
        const When *when = &gather->whens[i];
        clocks.in_zone += when->zone != NULL;
        if (!is_evidence(when)) {
            clocks.in_utc += when->start.offset == 0 || when->is_all_day;
            continue;
        }
        clocks.total++;
        size_t k = 0;
        while (k < clocks.count && clocks.offsets[k] != when->start.offset)
            k++;
        if (k == OFFSETS_MAX)
            continue;
        if (k == clocks.count)
            clocks.offsets[clocks.count++] = when->start.offset;
        clocks.counts[k]++;
    }
    return clocks;
}

/* How many sessions' clock times are other ones than the zone's. */
static size_t count_disagreeing(const Gather *gather, const Zone *zone, size_t *first) {
    size_t count = 0;
    for (size_t i = 0; i < gather->draft.session_count; i++) {
        const When *when = &gather->whens[i];
        if (!is_evidence(when) ||
            !gather_disagrees(when, zone_offset_minutes(zone, gather_iso_instant(&when->start))))
            continue;
        if (count++ == 0)
            *first = i;
    }
    return count;
}

static bool agrees_with_all(const Gather *gather, const Zone *zone) {
    size_t first;
    return count_disagreeing(gather, zone, &first) == 0;
}

static void use_zone(Gather *gather, const Zone *zone, Str name) {
    gather->draft.event.zone = zone;
    gather->draft.event.zone_name = str_copy(gather->draft.arena, name);
}

/* ---- what the person says ---- */

void gather_zone_ahead(Gather *gather, Str name) {
    if (gather->input->zone.len)
        name = gather->input->zone;
    name = str_trim(name);
    gather->zone_ahead = name.len ? zone_open(gather->draft.arena, name) : NULL;
}

static const Zone *open_zone(Gather *gather, Str name) {
    const Zone *ahead = gather->zone_ahead;
    return ahead && str_equal(zone_name(ahead), name) ? ahead
                                                      : zone_open(gather->draft.arena, name);
}

static bool settle_by_person(Gather *gather) {
    Str name = gather->input->zone;
    const Zone *zone = name.len ? open_zone(gather, name) : NULL;
    if (zone)
        use_zone(gather, zone, name);
    return zone != NULL;
}

/* ---- what the file says ---- */

/* The zone that most of its events are in. */
static bool settle_by_events(Gather *gather, const Clocks *clocks) {
    const Zone *zones[ZONES_MAX];
    size_t counts[ZONES_MAX] = {0}, count = 0, best = 0, sessions = gather->draft.session_count;
    if (clocks->in_zone * 2 <= sessions)
        return false;
    for (size_t i = 0; i < sessions; i++) {
        const Zone *zone = gather->whens[i].zone;
        size_t k = 0;
        while (zone && k < count && zones[k] != zone)
            k++;
        if (!zone || k == ZONES_MAX)
            continue;
        zones[k] = zone;
        count += k == count;
        counts[k]++;
        best = counts[k] > counts[best] ? k : best;
    }
    use_zone(gather, zones[best], zone_name(zones[best]));
    return true;
}

/* The zone that the file names as a whole, or NULL; its IANA name in `*name`. */
static const Zone *named_zone(Gather *gather, Str *name) {
    Arena *arena = gather->draft.arena;
    *name = gather->zone_name;
    if (name->len == 0)
        return NULL;
    const Zone *zone = open_zone(gather, *name);
    if (zone)
        return zone;
    *name = zone_from_windows(arena, gather->zone_name);
    zone = name->len ? zone_open(arena, *name) : NULL;
    if (zone)
        return zone;
    *name = zone_suggest(arena, gather->zone_name);
    zone = name->len ? zone_open(arena, *name) : NULL;
    if (zone)
        diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "unknown-timezone", gather->zone_at,
                        NULL, "timezone \"%.*s\" is unknown; %.*s is used",
                        str_arg(gather->zone_name), str_arg(*name));
    else
        diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "unknown-timezone", gather->zone_at,
                        "write the zone's IANA name: Asia/Shanghai", "timezone \"%.*s\" is unknown",
                        str_arg(gather->zone_name));
    return zone;
}

/* "UTC" over instants in UTC alone is what a program writes that does not know where the venue
 * is. */
static bool is_utc_by_habit(const Gather *gather, const Zone *zone, const Clocks *clocks) {
    return clocks->in_utc == gather->draft.session_count && zone_offset_minutes(zone, 0) == 0 &&
           zone_offset_minutes(zone, INT64_C(1783000000000)) == 0;
}

static bool settle_by_name(Gather *gather, const Clocks *clocks) {
    Str name;
    const Zone *zone = named_zone(gather, &name);
    if (!zone || is_utc_by_habit(gather, zone, clocks))
        return false;
    size_t first = 0, disagreeing = count_disagreeing(gather, zone, &first);
    if (disagreeing * 2 <= clocks->total) {
        use_zone(gather, zone, name);
        return true;
    }
    diagnostics_add(
        gather->diagnostics, SEVERITY_WARNING, "wrong-timezone",
        gather->draft.sessions[first].session.at,
        "correct the zone's name where the schedule is made, or say --timezone",
        "the file says it is in %.*s, but its clock times are other ones (%zu session%s); "
        "the clock times count",
        str_arg(name), disagreeing, disagreeing == 1 ? "" : "s");
    return false;
}

/* Brussels -> Europe/Brussels, when the sessions' clock times, if they have any, are that zone's.
 */
static bool settle_by_city(Gather *gather) {
    if (gather->city.len == 0)
        return false;
    Str name = zone_suggest(gather->scratch, gather->city);
    size_t slash = name.len;
    while (slash > 0 && name.s[slash - 1] != '/')
        slash--;
    Str last = str_slice(name, slash, name.len);
    const Zone *zone =
        str_equal_nocase(last, gather->city) ? zone_open(gather->draft.arena, name) : NULL;
    if (!zone || !agrees_with_all(gather, zone))
        return false;
    use_zone(gather, zone, name);
    diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "missing-timezone", (Position){0}, NULL,
                    "the file names no time zone; %.*s is used, because it is in %.*s",
                    str_arg(name), str_arg(gather->city));
    return true;
}

static const char ZONE_HINT[] =
    "name the zone: --timezone Asia/Shanghai, or event: timezone: in what kiosk import writes";

/* A zone that always has that offset. Etc/GMT-8 is eight hours east (POSIX counts so); half hours
 * exist as places only. */
static Str fixed_zone(Arena *arena, int32_t offset) {
    static const struct {
        int32_t offset;
        const char *name;
    } HALVES[] = {
        {330, "Asia/Kolkata"},      {345, "Asia/Kathmandu"},     {390, "Asia/Yangon"},
        {570, "Australia/Darwin"},  {270, "Asia/Kabul"},         {210, "Asia/Tehran"},
        {-210, "America/St_Johns"}, {-570, "Pacific/Marquesas"}, {525, "Australia/Eucla"}};
    for (size_t i = 0; i < countof(HALVES); i++)
        if (HALVES[i].offset == offset)
            return str_from(HALVES[i].name);
    if (offset == 0)
        return str_from("UTC");
    return offset % 60 ? (Str){0} : str_printf(arena, "Etc/GMT%+d", (int)(-offset / 60));
}

/* Where clocks are changed: one place for each rule in use. */
static const char *const CHANGING[] = {
    "Europe/Berlin",     "Europe/London",      "Europe/Helsinki",     "America/New_York",
    "America/Chicago",   "America/Denver",     "America/Los_Angeles", "America/Halifax",
    "America/St_Johns",  "America/Anchorage",  "Atlantic/Azores",     "Europe/Chisinau",
    "Australia/Sydney",  "Australia/Adelaide", "Pacific/Auckland",    "America/Santiago",
    "America/Asuncion",  "Asia/Jerusalem",     "Asia/Beirut",         "Africa/Cairo",
    "Africa/Casablanca", "America/Havana",     "America/Nuuk",        "Australia/Lord_Howe",
    "Pacific/Chatham",   "Pacific/Easter"};

/* What the clocks show where they are other ones than the zone's: the session stands at the time
 * that is written, for as long as it lasts. Returns how many. */
static size_t read_by_the_clock(Gather *gather, const Zone *zone) {
    size_t count = 0;
    for (size_t i = 0; i < gather->draft.session_count; i++) {
        When *when = &gather->whens[i];
        Instant start = gather_iso_instant(&when->start);
        if (!gather_disagrees(when, zone_offset_minutes(zone, start)))
            continue;
        if (when->has_end && when->end.date.year && when->end.offset != ISO_NO_OFFSET) {
            when->length = gather_iso_instant(&when->end) - start;
            when->has_end = false;
        }
        when->start.offset = ISO_NO_OFFSET;
        count++;
    }
    return count;
}

static void report_clocks(Gather *gather, size_t count) {
    if (count)
        diagnostics_add(
            gather->diagnostics, SEVERITY_WARNING, "offset", (Position){0}, ZONE_HINT,
            "the file names no time zone, and no clocks show all of its offsets; %zu session%s "
            "shown at the time that is written, by the clocks of %.*s",
            count, count == 1 ? " is" : "s are", str_arg(gather->draft.event.zone_name));
}

/* A zone whose clocks show all that the file writes, or more of it than any fixed offset does
 * (`most` sessions), so that each session stands at its own time before the clocks are changed and
 * after. */
static bool settle_by_change(Gather *gather, const Clocks *clocks, size_t most) {
    size_t best = 0, fewest = SIZE_MAX, first;
    for (size_t i = 0; clocks->count > 1 && i < countof(CHANGING); i++) {
        const Zone *zone = zone_open(gather->draft.arena, str_from(CHANGING[i]));
        size_t count = zone ? count_disagreeing(gather, zone, &first) : SIZE_MAX;
        best = count < fewest ? i : best;
        fewest = count < fewest ? count : fewest;
    }
    if (fewest >= clocks->total - most)
        return false;
    Str name = str_from(CHANGING[best]);
    const Zone *zone = zone_open(gather->draft.arena, name);
    use_zone(gather, zone, name);
    diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "missing-timezone", (Position){0},
                    ZONE_HINT,
                    "the file names no time zone, and its clocks are changed meanwhile; they are "
                    "those of %.*s, which is used",
                    str_arg(name));
    report_clocks(gather, read_by_the_clock(gather, zone));
    return true;
}

static size_t most_common(const Clocks *clocks) {
    size_t best = 0;
    for (size_t i = 1; i < clocks->count; i++)
        if (clocks->counts[i] > clocks->counts[best])
            best = i;
    return best;
}

/* The offset that most of the times have. */
static bool settle_by_offset(Gather *gather, const Clocks *clocks) {
    if (clocks->count == 0)
        return false;
    int32_t offset = clocks->offsets[most_common(clocks)];
    Str name = fixed_zone(gather->scratch, offset);
    const Zone *zone = name.len ? zone_open(gather->draft.arena, name) : NULL;
    if (!zone)
        return false;
    use_zone(gather, zone, name);
    int32_t size = offset < 0 ? -offset : offset;
    if (gather->zone_name.len == 0)
        diagnostics_add(gather->diagnostics, SEVERITY_NOTE, "missing-timezone", (Position){0},
                        ZONE_HINT,
                        "the file names no time zone; its times say %c%02d:%02d, so %.*s is used",
                        offset < 0 ? '-' : '+', (int)size / 60, (int)size % 60, str_arg(name));
    report_clocks(gather, read_by_the_clock(gather, zone));
    return true;
}

/* ---- what this computer says ---- */

static void settle_by_host(Gather *gather) {
    Str name = gather->input->host_zone;
    const Zone *zone = name.len ? zone_open(gather->draft.arena, name) : NULL;
    if (zone)
        use_zone(gather, zone, name);
    gather->draft.event.is_zone_assumed = true;
    diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "missing-timezone", (Position){0},
                    ZONE_HINT,
                    zone ? "the file does not say in which time zone it is; it is taken to be in "
                           "%.*s, where this computer is"
                         : "the file does not say in which time zone it is; its times are taken as "
                           "%.*s",
                    str_arg(gather->draft.event.zone_name));
}

void gather_settle_zone(Gather *gather) {
    if (settle_by_person(gather))
        return;
    Clocks clocks = read_clocks(gather);
    if (!settle_by_events(gather, &clocks) && !settle_by_name(gather, &clocks) &&
        !settle_by_city(gather) &&
        !settle_by_change(gather, &clocks, clocks.counts[most_common(&clocks)]) &&
        !settle_by_offset(gather, &clocks))
        settle_by_host(gather);
}
