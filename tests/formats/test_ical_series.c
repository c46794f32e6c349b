/* test_ical_series.c: events that repeat, beside what libical alone counts, and beside rules that
 * are followed day by day in the plainest way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <libical/ical.h>

#include "../splitmix.h"
#include "base/calendar.h"
#include "imported.h"

/* ---- beside libical ---- */

typedef struct {
    Instant *items;
    size_t count, capacity;
    Arena *arena;
} Instants;

static void push(Instants *instants, Instant at) {
    *(Instant *)arena_push(instants->arena, &instants->items, &instants->count, &instants->capacity,
                           sizeof(Instant), _Alignof(Instant)) = at;
}

static int compare_instants(const void *left, const void *right) {
    Instant a = *(const Instant *)left, b = *(const Instant *)right;
    return (a > b) - (a < b);
}

static void sort(Instants *instants) {
    if (instants->count)
        qsort(instants->items, instants->count, sizeof(Instant), compare_instants);
}

/* Libical passes over the TZID of an RDATE here: of such events only the number is right. */
static bool is_by_number(icalcomponent *event) {
    icalproperty *date = icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);
    return date && icalproperty_get_first_parameter(date, ICAL_TZID_PARAMETER);
}

static void on_span(icalcomponent *event, struct icaltime_span *span, void *data) {
    (void)event;
    push(data, (Instant)span->start * MILLIS_SECOND);
}

/* The starts of the event as icalcomponent_foreach_recurrence has them. */
static void count_by_libical(icalcomponent *event, Instants *out) {
    struct icaltimetype from = icaltime_from_string("19700102T000000Z");
    struct icaltimetype to = icaltime_from_string("20370101T000000Z");
    icalcomponent_foreach_recurrence(event, from, to, on_span, out);
}

static Str uid_of(icalcomponent *event) {
    return str_from(icalcomponent_get_uid(event));
}

/* Libical passes over periods here. */
static bool has_period(icalcomponent *event) {
    icalproperty *date = icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);
    return date && icaltime_is_null_time(icalproperty_get_rdate(date).time);
}

/* A rule that no session has, and that the kiosk does not read. */
static bool is_by_minutes(icalcomponent *event) {
    icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    return rule && icalproperty_get_rrule(rule).freq == ICAL_MINUTELY_RECURRENCE;
}

/* False for what libical and the kiosk cannot mean the same by: a zone that libical does not know,
 * whole days, a series that other entries of the file alter, times on no clock. */
static bool is_comparable(icalcomponent *calendar, icalcomponent *event) {
    icalproperty *start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
    struct icaltimetype time = start ? icalcomponent_get_dtstart(event) : icaltime_null_time();
    if (!start || time.is_date || !time.zone || has_period(event) || is_by_minutes(event) ||
        icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY))
        return false;
    Str uid = uid_of(event);
    bool is_alone = true;
    icalcompiter at = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
    for (icalcomponent *other = icalcompiter_deref(&at); other; other = icalcompiter_next(&at))
        if (icalcomponent_get_first_property(other, ICAL_RECURRENCEID_PROPERTY) &&
            str_equal(uid_of(other), uid))
            is_alone = false;
    return is_alone;
}

/* The calendar with that event alone. */
static Str only(Arena *arena, icalcomponent *calendar, icalcomponent *event) {
    icalcomponent *copy = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
    icalcompiter at = icalcomponent_begin_component(calendar, ICAL_VTIMEZONE_COMPONENT);
    for (icalcomponent *zone = icalcompiter_deref(&at); zone; zone = icalcompiter_next(&at))
        icalcomponent_add_component(copy, icalcomponent_new_clone(zone));
    icalcomponent_add_component(copy, icalcomponent_new_clone(event));
    char *text = icalcomponent_as_ical_string_r(copy);
    Str out = str_copy(arena, str_from(text));
    free(text);
    icalcomponent_free(copy);
    return out;
}

static void compare_event(const char *name, icalcomponent *calendar, icalcomponent *event) {
    Arena *arena = arena_create();
    Instants expected = {.arena = arena}, got = {.arena = arena};
    count_by_libical(event, &expected);
    Imported imported = import_bytes(only(arena, calendar, event), name, "UTC");
    const Schedule *schedule = imported.loaded.schedule;
    for (size_t i = 0; schedule && i < schedule->session_count; i++)
        push(&got, schedule->sessions[i].start);
    sort(&expected);
    sort(&got);
    bool is_same = expected.count == got.count;
    for (size_t i = 0; is_same && i < got.count && !is_by_number(event); i++)
        is_same = expected.items[i] / MILLIS_MINUTE == got.items[i] / MILLIS_MINUTE;
    if (!is_same)
        fail_msg("%s, %.*s: %zu times, libical has %zu", name, str_arg(uid_of(event)), got.count,
                 expected.count);
    imported_free(&imported);
    arena_free(arena);
}

static size_t compare_calendar(const char *path) {
    Str text = import_slurp(path);
    assert_non_null(text.s);
    ((char *)text.s)[text.len] = 0; /* import_slurp leaves room for it */
    icalcomponent *calendar = icalparser_parse_string(text.s);
    free((void *)text.s);
    size_t compared = 0;
    if (calendar && icalcomponent_isa(calendar) == ICAL_VCALENDAR_COMPONENT) {
        icalcompiter at = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
        for (icalcomponent *event = icalcompiter_deref(&at); event;
             event = icalcompiter_next(&at)) {
            if (!is_comparable(calendar, event))
                continue;
            compare_event(path, calendar, event);
            compared++;
        }
    }
    if (calendar)
        icalcomponent_free(calendar);
    return compared;
}

static size_t compare_folder(const char *folder) {
    DIR *dir = opendir(folder);
    if (!dir) {
        print_message("skipped: %s is not there\n", folder);
        return 0;
    }
    Arena *arena = arena_create();
    size_t compared = 0;
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir))
        if (str_ends(str_from(entry->d_name), ".ics") &&
            /* of which libical cuts lines in two, or which are cut off */
            strcmp(entry->d_name, "folded.ics") != 0 && strcmp(entry->d_name, "cut.ics") != 0 &&
            strcmp(entry->d_name, "end-first.ics") != 0)
            compared += compare_calendar(arena_printf(arena, "%s/%s", folder, entry->d_name));
    closedir(dir);
    arena_free(arena);
    return compared;
}

static void libical_counts_the_same(void **state) {
    (void)state;
    assert_true(compare_folder(TEST_SOURCE_DIR "/tests/formats/import") >= 20);
    compare_folder(KIOSK_REAL_DATA);
}

/* ---- beside a plain walk ---- */

typedef enum { YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, FREQ_COUNT } Freq;

enum { LIST_MAX = 4 };

typedef struct {
    int values[LIST_MAX];
    size_t count;
} List;

typedef struct {
    Freq freq;
    int interval;
    int count;    /* 0: none */
    int64_t last; /* minutes since 1970 on the event's clock; INT64_MAX: none */
    List months, month_days, year_days, hours, minutes;
    struct {
        int weekday; /* 0: Sunday */
        int nth;     /* 0: each */
    } days[LIST_MAX];
    size_t day_count;
    Date date; /* of the first */
    int minute;
} Rule;

static bool list_has(const List *list, int value) {
    for (size_t i = 0; i < list->count; i++)
        if (list->values[i] == value)
            return true;
    return false;
}

/* A value from the front, or from the back as a negative one. */
static bool list_has_either(const List *list, int value, int of) {
    return list_has(list, value) || list_has(list, value - of - 1);
}

static int days_in_month(int32_t year, int32_t month) {
    int32_t next = month == 12 ? 1 : month + 1;
    return (int)(calendar_days((Date){month == 12 ? year + 1 : year, next, 1}) -
                 calendar_days((Date){year, month, 1}));
}

static bool is_weekday_of(const Rule *rule, Date date) {
    int weekday = calendar_weekday(calendar_days(date));
    bool is_in_month = rule->freq == MONTHLY || rule->months.count > 0;
    int64_t first = calendar_days((Date){date.year, is_in_month ? date.month : 1, 1});
    int64_t length = is_in_month ? days_in_month(date.year, date.month)
                                 : calendar_days((Date){date.year + 1, 1, 1}) - first;
    int64_t place = calendar_days(date) - first;
    int from_front = (int)(place / 7) + 1, from_back = -(int)((length - 1 - place) / 7) - 1;
    for (size_t i = 0; i < rule->day_count; i++)
        if (rule->days[i].weekday == weekday &&
            (rule->days[i].nth == 0 || rule->days[i].nth == from_front ||
             rule->days[i].nth == from_back))
            return true;
    return false;
}

static int64_t floor7(int64_t day) {
    return (day + 3) / 7; /* weeks begin on Mondays; 1970-01-01 was a Thursday */
}

/* True when the day lies in a year, month, week or day that the interval picks. */
static bool is_picked(const Rule *rule, Date date) {
    int64_t months = (date.year - rule->date.year) * 12 + date.month - rule->date.month;
    switch (rule->freq) {
    case YEARLY:
        return (date.year - rule->date.year) % rule->interval == 0;
    case MONTHLY:
        return months % rule->interval == 0;
    case WEEKLY:
        return (floor7(calendar_days(date)) - floor7(calendar_days(rule->date))) % rule->interval ==
               0;
    case DAILY:
        return (calendar_days(date) - calendar_days(rule->date)) % rule->interval == 0;
    case HOURLY:
    case FREQ_COUNT:
        break;
    }
    return true;
}

static bool is_day_of(const Rule *rule, Date date) {
    int year_length =
        (int)(calendar_days((Date){date.year + 1, 1, 1}) - calendar_days((Date){date.year, 1, 1}));
    int year_day = (int)(calendar_days(date) - calendar_days((Date){date.year, 1, 1})) + 1;
    if (!is_picked(rule, date))
        return false;
    if (rule->months.count && !list_has(&rule->months, date.month))
        return false;
    if (rule->year_days.count && !list_has_either(&rule->year_days, year_day, year_length))
        return false;
    if (rule->month_days.count &&
        !list_has_either(&rule->month_days, date.day, days_in_month(date.year, date.month)))
        return false;
    if (rule->day_count)
        return is_weekday_of(rule, date);
    if (rule->month_days.count || rule->year_days.count)
        return true;
    /* What the rule leaves open is as it is at the start. */
    if (rule->freq == WEEKLY)
        return calendar_weekday(calendar_days(date)) == calendar_weekday(calendar_days(rule->date));
    if (rule->freq == MONTHLY || rule->freq == YEARLY)
        return date.day == rule->date.day &&
               (rule->freq == MONTHLY || rule->months.count || date.month == rule->date.month);
    return true;
}

static bool is_minute_of(const Rule *rule, int64_t minute) {
    int of_day = (int)floor_mod(minute, 24 * 60);
    if (rule->hours.count ? !list_has(&rule->hours, of_day / 60)
                          : rule->freq != HOURLY && of_day / 60 != rule->minute / 60)
        return false;
    if (rule->minutes.count ? !list_has(&rule->minutes, of_day % 60)
                            : of_day % 60 != rule->minute % 60)
        return false;
    int64_t first = calendar_days(rule->date) * 24 + rule->minute / 60;
    return rule->freq != HOURLY || (floor_div(minute, 60) - first) % rule->interval == 0;
}

/* Every minute of every day from the start on is asked. */
static void expand(const Rule *rule, int64_t horizon, Instants *out) {
    int64_t first = calendar_days(rule->date) * 24 * 60 + rule->minute;
    for (int64_t day = calendar_days(rule->date); day < horizon; day++) {
        if (!is_day_of(rule, calendar_date(day)))
            continue;
        for (int64_t minute = day * 24 * 60; minute < (day + 1) * 24 * 60; minute++) {
            if (minute < first || !is_minute_of(rule, minute))
                continue;
            if (minute > rule->last || (rule->count && out->count == (size_t)rule->count))
                return;
            push(out, minute);
        }
    }
}

static List some(uint64_t *seed, int least, int most, bool with_back) {
    List list = {.count = 1 + splitmix_below(seed, LIST_MAX)};
    for (size_t i = 0; i < list.count; i++) {
        int value = least + (int)splitmix_below(seed, (size_t)(most - least + 1));
        while (list_has(
            &(List){.count = i, .values = {list.values[0], list.values[1], list.values[2]}}, value))
            value = value == most ? least : value + 1;
        list.values[i] = value;
    }
    for (size_t i = 0; with_back && i < list.count; i++)
        if (splitmix_below(seed, 4) == 0)
            list.values[i] = -list.values[i];
    return list;
}

static bool chance(uint64_t *seed, size_t percent) {
    return splitmix_below(seed, 100) < percent;
}

static Rule random_rule(uint64_t *seed) {
    Rule rule = {.freq = (Freq)splitmix_below(seed, FREQ_COUNT),
                 .interval = 1 + (int)splitmix_below(seed, 3),
                 .date = {.year = 2026, .month = 1 + (int32_t)splitmix_below(seed, 12)},
                 .minute = (int)splitmix_below(seed, 24 * 4) * 15,
                 .last = INT64_MAX};
    rule.date.day = 1 + (int32_t)splitmix_below(seed, 28);
    if (chance(seed, 30))
        rule.months = some(seed, 1, 12, false);
    if (rule.freq != WEEKLY && chance(seed, 25))
        rule.month_days = some(seed, 1, 31, true);
    if (rule.freq == YEARLY && !rule.months.count && !rule.month_days.count && chance(seed, 25))
        rule.year_days = some(seed, 1, 366, true);
    bool may_count = (rule.freq == YEARLY || rule.freq == MONTHLY) && !rule.month_days.count &&
                     !rule.year_days.count;
    if (chance(seed, 40)) {
        List days = some(seed, 0, 6, false);
        rule.day_count = days.count;
        bool is_counted = may_count && chance(seed, 50);
        for (size_t i = 0; i < days.count; i++) {
            rule.days[i].weekday = days.values[i];
            int nth = 1 + (int)splitmix_below(seed, 4);
            rule.days[i].nth = !is_counted ? 0 : chance(seed, 30) ? -nth : nth;
        }
    }
    if (chance(seed, 25))
        rule.hours = some(seed, 0, 23, false);
    if (chance(seed, 25))
        rule.minutes = some(seed, 0, 59, false);
    if (chance(seed, 60))
        rule.count = 1 + (int)splitmix_below(seed, 40);
    else
        rule.last = (calendar_days(rule.date) + (int64_t)splitmix_below(seed, 120)) * 24 * 60 +
                    (int64_t)splitmix_below(seed, 24 * 60);
    return rule;
}

static const char *put_list(Arena *arena, const char *name, const List *list) {
    const char *text = list->count ? arena_printf(arena, ";%s=", name) : "";
    for (size_t i = 0; i < list->count; i++)
        text = arena_printf(arena, "%s%s%d", text, i ? "," : "", list->values[i]);
    return text;
}

static const char *put_days(Arena *arena, const Rule *rule) {
    static const char *const NAMES[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
    const char *text = rule->day_count ? ";BYDAY=" : "";
    for (size_t i = 0; i < rule->day_count; i++) {
        text = arena_printf(arena, "%s%s", text, i ? "," : "");
        if (rule->days[i].nth)
            text = arena_printf(arena, "%s%d", text, rule->days[i].nth);
        text = arena_printf(arena, "%s%s", text, NAMES[rule->days[i].weekday]);
    }
    return text;
}

static const char *put_time(Arena *arena, LocalTime time, const char *end) {
    return arena_printf(arena, "%04d%02d%02dT%02d%02d00%s", (int)time.date.year,
                        (int)time.date.month, (int)time.date.day, (int)time.hour, (int)time.minute,
                        end);
}

static Instant on_clock(const Zone *zone, int64_t minute) {
    return zone_instant(zone, calendar_date(floor_div(minute, 24 * 60)),
                        (int32_t)floor_mod(minute, 24 * 60), NULL);
}

static const char *put_rule(Arena *arena, const Rule *rule, const Zone *zone) {
    static const char *const NAMES[] = {"YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"};
    const char *text = arena_printf(
        arena, "FREQ=%s;INTERVAL=%d%s%s%s%s%s%s", NAMES[rule->freq], rule->interval,
        put_list(arena, "BYMONTH", &rule->months), put_list(arena, "BYMONTHDAY", &rule->month_days),
        put_list(arena, "BYYEARDAY", &rule->year_days), put_list(arena, "BYHOUR", &rule->hours),
        put_list(arena, "BYMINUTE", &rule->minutes), put_days(arena, rule));
    if (rule->count)
        return arena_printf(arena, "%s;COUNT=%d", text, rule->count);
    Instant last = on_clock(zone, rule->last); /* in UTC, as RFC 5545 wants it */
    return arena_printf(arena, "%s;UNTIL=%s", text,
                        put_time(arena, zone_local(zone_utc(), last), "Z"));
}

/* True when the rule's times are the same in both. */
static void check_rule(uint64_t *seed, size_t number) {
    static const char *const ZONES[] = {"Europe/Berlin", "America/New_York", "Asia/Shanghai",
                                        "UTC"};
    Arena *arena = arena_create();
    const char *place = ZONES[splitmix_below(seed, countof(ZONES))];
    const Zone *zone = zone_open(arena, str_from(place));
    Rule rule = random_rule(seed);
    Instants minutes = {.arena = arena}, expected = {.arena = arena}, got = {.arena = arena};
    expand(&rule, calendar_days((Date){2031, 1, 1}), &minutes);
    if (minutes.count > 300)
        minutes.count = 0; /* the limit is another test's */
    bool is_empty = minutes.count == 0;
    Instant out = is_empty ? 0 : minutes.items[splitmix_below(seed, minutes.count)];
    bool has_out = chance(seed, 50);
    for (size_t i = 0; i < minutes.count; i++)
        if (!has_out || minutes.items[i] != out)
            push(&expected, on_clock(zone, minutes.items[i]));
    const char *rule_text = put_rule(arena, &rule, zone);
    int64_t first = calendar_days(rule.date) * 24 * 60 + rule.minute;
    LocalTime start = {.date = rule.date, .hour = rule.minute / 60, .minute = rule.minute % 60};
    (void)first;
    const char *text = arena_printf(
        arena,
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nSUMMARY:Bees\nDTSTART;TZID=%s:%s\n"
        "DURATION:PT10M\nRRULE:%s\n%s%s%sEND:VEVENT\nEND:VCALENDAR\n",
        place, put_time(arena, start, ""), rule_text, has_out && !is_empty ? "EXDATE:" : "",
        has_out && !is_empty ? put_time(arena, zone_local(zone_utc(), on_clock(zone, out)), "Z")
                             : "",
        has_out && !is_empty ? "\n" : "");
    if (!is_empty) {
        Imported imported = import_bytes(str_from(text), "rule.ics", NULL);
        const Schedule *schedule = imported.loaded.schedule;
        for (size_t i = 0; schedule && i < schedule->session_count; i++)
            /* within five years, as in the walk */
            if (schedule->sessions[i].start <
                on_clock(zone, calendar_days((Date){2031, 1, 1}) * 24 * 60))
                push(&got, schedule->sessions[i].start);
        sort(&expected);
        sort(&got);
        bool is_same = expected.count == got.count;
        for (size_t i = 0; is_same && i < got.count; i++)
            is_same = expected.items[i] == got.items[i];
        if (!is_same)
            fail_msg("rule %zu: %zu times, not %zu\n%s", number, got.count, expected.count, text);
        imported_free(&imported);
    }
    arena_free(arena);
}

static void random_rules_are_followed(void **state) {
    (void)state;
    uint64_t seed = 20261128;
    for (size_t i = 0; i < 2000; i++)
        check_rule(&seed, i);
}

/* ---- limits ---- */

static Imported import_rule(Arena *arena, const char *start, const char *rule, size_t events) {
    const char *event = arena_printf(arena,
                                     "BEGIN:VEVENT\nSUMMARY:Bees\nDTSTART:%s\nDURATION:PT10M\n"
                                     "RRULE:%s\nEND:VEVENT\n",
                                     start, rule);
    size_t len = strlen(event);
    char *text = arena_new(arena, char, len *events + 100);
    strcpy(text, "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-TIMEZONE:Europe/Berlin\n");
    size_t at = strlen(text);
    for (size_t i = 0; i < events; i++, at += len)
        memcpy(text + at, event, len);
    strcpy(text + at, "END:VCALENDAR\n");
    return import_bytes(str_from(text), "rules.ics", NULL);
}

static void endless_rules_are_cut(void **state) {
    (void)state;
    Arena *arena = arena_create();
    /* A weekly meeting since 2001: from about today on, which is what a screen can show. */
    Imported weekly = import_rule(arena, "20010103T090000Z", "FREQ=WEEKLY", 1);
    assert_string_equal(loaded_findings(&weekly.loaded), "warning endless 8:1");
    assert_int_equal(weekly.loaded.schedule->session_count, 400);
    Instant first = weekly.loaded.schedule->sessions[0].start;
    assert_true(first < LOADED_NOW && first > LOADED_NOW - 40 * 24 * MILLIS_HOUR);
    imported_free(&weekly);
    /* Many of them: 20,000 in all, and one word about it. */
    Imported many = import_rule(arena, "20270305T090000Z", "FREQ=DAILY;COUNT=300", 100);
    assert_int_equal(many.loaded.schedule->session_count, 20000);
    assert_int_equal(many.loaded.diagnostics.counts[SEVERITY_ERROR], 1);
    imported_free(&many);
    /* What no calendar has is not looked for until the year 20582; nor what is rare, each time. */
    static const char *const NEVER[] = {
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO"};
    for (size_t i = 0; i < countof(NEVER); i++) {
        Imported never = import_rule(arena, "20270305T090000Z", NEVER[i], 1);
        assert_string_equal(loaded_findings(&never.loaded), "warning bad-recurrence 8:1");
        assert_string_equal(loaded_sessions(&never.loaded), "10:00-10:10 Bees");
        imported_free(&never);
    }
    /* Nor is what takes long followed for each of a thousand events. */
    Imported slow =
        import_rule(arena, "20270305T090000Z", "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=29", 1000);
    assert_int_equal(slow.loaded.diagnostics.counts[SEVERITY_ERROR], 1);
    imported_free(&slow);
    arena_free(arena);
}

/* ---- nothing is left ---- */

static void what_takes_all_out_is_told(void **state) {
    (void)state;
    static const struct {
        const char *lines, *findings, *sessions;
    } CASES[] = {
        {"RRULE:FREQ=DAILY;COUNT=3\nEXRULE:FREQ=DAILY\n", "warning all-excluded 7:1",
         "12:00-12:10 Ants"},
        {"RRULE:FREQ=DAILY;COUNT=2\nEXDATE:20270305T090000Z,20270306T090000Z\n",
         "warning all-excluded 7:1", "12:00-12:10 Ants"},
        {"RRULE:FREQ=DAILY;COUNT=2\nEXDATE:20270306T090000Z\n", "",
         "10:00-10:10 Bees; 12:00-12:10 Ants"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        const char *text =
            arena_printf(arena,
                         "BEGIN:VCALENDAR\nX-WR-TIMEZONE:Europe/Berlin\nBEGIN:VEVENT\n"
                         "SUMMARY:Bees\nDTSTART:20270305T090000Z\n%sDURATION:PT10M\nEND:VEVENT\n"
                         "BEGIN:VEVENT\nSUMMARY:Ants\nDTSTART:20270305T110000Z\n"
                         "DURATION:PT10M\nEND:VEVENT\nEND:VCALENDAR\n",
                         CASES[i].lines);
        Imported imported = import_bytes(str_from(text), "excluded.ics", NULL);
        assert_string_equal(loaded_findings(&imported.loaded), CASES[i].findings);
        assert_string_equal(loaded_sessions(&imported.loaded), CASES[i].sessions);
        imported_free(&imported);
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libical_counts_the_same),
        cmocka_unit_test(random_rules_are_followed),
        cmocka_unit_test(endless_rules_are_cut),
        cmocka_unit_test(what_takes_all_out_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
