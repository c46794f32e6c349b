#include "formats/ical_series.h"

#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"

/* An endless series is read from this long before now. */
#define PAST_WANTED (31 * 24 * MILLIS_HOUR)

enum { YEARS_LOOKED_AT = 12, STEPS_MAX = 25 * 1000, ALL_STEPS_MAX = 200 * 1000, YEAR_MAX = 2099 };

typedef struct {
    IcalZones *zones;
    icalcomponent *event;
    const IcalClock *clock;
    struct icaltimetype start;
    size_t text_at;
    IcalBudget *budget;
    IcalOccurrence *items;
    size_t count, capacity;
    struct icaltimetype *excluded; /* a date alone: the whole day */
    size_t excluded_count, excluded_capacity;
} Series;

IcalBudget ical_budget(void) {
    return (IcalBudget){
        .occurrences = ICAL_OCCURRENCES_MAX, .steps = ALL_STEPS_MAX, .times = arena_create()};
}

void ical_budget_free(IcalBudget *budget) {
    arena_free(budget->times);
    *budget = (IcalBudget){0};
}

static bool has(icalcomponent *event, icalproperty_kind kind) {
    return icalcomponent_get_first_property(event, kind) != NULL;
}

bool ical_repeats(icalcomponent *event) {
    return (has(event, ICAL_RRULE_PROPERTY) || has(event, ICAL_RDATE_PROPERTY)) &&
           !has(event, ICAL_RECURRENCEID_PROPERTY);
}

/* ---- complaints ---- */

Position ical_line(Gather *gather, size_t text_at, const char *name) {
    Str text = gather->places.text;
    size_t len = strlen(name);
    for (size_t at = text_at; at < text.len;) {
        const char *feed = memchr(text.s + at, '\n', text.len - at);
        size_t end = feed ? (size_t)(feed - text.s) : text.len;
        Str line = str_slice(text, at, end - at);
        if (str_equal_nocase(str_slice(line, 0, 10), str_from("END:VEVENT")))
            break;
        bool is_it = line.len > len && (line.s[len] == ':' || line.s[len] == ';') &&
                     str_equal_nocase(str_slice(line, 0, len), str_from(name));
        if (is_it)
            return gather_at(gather, at, (int32_t)len);
        at = end + 1;
    }
    return gather_at(gather, text_at, 12);
}

static void complain(const Series *series, Severity severity, const char *name, const char *hint,
                     const char *why) {
    Gather *gather = series->zones->gather;
    diagnostics_add(gather->diagnostics, severity, "bad-recurrence",
                    ical_line(gather, series->text_at, name), hint, "%s is not read: %s", name,
                    why);
}

/* ---- rules ---- */

static size_t count_of(const short *values, size_t size) {
    size_t count = 0;
    while (count < size && values[count] != ICAL_RECURRENCE_ARRAY_MAX)
        count++;
    return count;
}

/* What a rule has by way of filters: days, and times of day. */
static size_t day_filters(const struct icalrecurrencetype *rule) {
    return count_of(rule->by_day, ICAL_BY_DAY_SIZE) +
           count_of(rule->by_month_day, ICAL_BY_MONTHDAY_SIZE) +
           count_of(rule->by_year_day, ICAL_BY_YEARDAY_SIZE) +
           count_of(rule->by_week_no, ICAL_BY_WEEKNO_SIZE) +
           count_of(rule->by_month, ICAL_BY_MONTH_SIZE);
}

static size_t time_filters(const struct icalrecurrencetype *rule) {
    return count_of(rule->by_hour, ICAL_BY_HOUR_SIZE) +
           count_of(rule->by_minute, ICAL_BY_MINUTE_SIZE) +
           count_of(rule->by_second, ICAL_BY_SECOND_SIZE);
}

/* Why a rule cannot be a session's; NULL when it can. Steps of seconds, and of minutes that are
 * looked for, would be millions. */
static const char *refuse(const struct icalrecurrencetype *rule) {
    bool has_filters = day_filters(rule) + time_filters(rule) > 0;
    size_t times = (count_of(rule->by_hour, ICAL_BY_HOUR_SIZE) + 1) *
                   (count_of(rule->by_minute, ICAL_BY_MINUTE_SIZE) + 1);
    if (rule->freq == ICAL_NO_RECURRENCE)
        return "it has no FREQ";
    if (rule->freq == ICAL_SECONDLY_RECURRENCE)
        return "no session repeats each second";
    if (rule->freq == ICAL_MINUTELY_RECURRENCE && has_filters)
        return "no session repeats each minute of some days";
    if (count_of(rule->by_second, ICAL_BY_SECOND_SIZE) > 1)
        return "BYSECOND has more than one second";
    return times > ICAL_REPEATS_MAX ? "BYHOUR and BYMINUTE name too many times" : NULL;
}

static bool list_has(const short *values, size_t size, int value, int from_back) {
    size_t count = count_of(values, size);
    for (size_t i = 0; i < count; i++)
        if (values[i] == value || values[i] == from_back)
            return true;
    return count == 0;
}

static bool allows_weekday(const struct icalrecurrencetype *rule, int64_t days) {
    size_t count = count_of(rule->by_day, ICAL_BY_DAY_SIZE);
    for (size_t i = 0; i < count; i++)
        if ((int)icalrecurrencetype_day_day_of_week(rule->by_day[i]) ==
            calendar_weekday(days) + 1) /* libical's Sunday is 1 */
            return true;
    return count == 0;
}

static bool allows_month_day(const struct icalrecurrencetype *rule, Date date, int64_t days) {
    if (count_of(rule->by_month_day, ICAL_BY_MONTHDAY_SIZE) == 0)
        return true;
    bool is_december = date.month == 12;
    Date next = {date.year + is_december, is_december ? 1 : date.month + 1, 1};
    return list_has(rule->by_month_day, ICAL_BY_MONTHDAY_SIZE, date.day,
                    (int)(days - calendar_days(next)));
}

static bool allows_year_day(const struct icalrecurrencetype *rule, Date date, int64_t days) {
    if (count_of(rule->by_year_day, ICAL_BY_YEARDAY_SIZE) == 0)
        return true;
    int from_front = (int)(days - calendar_days((Date){date.year, 1, 1})) + 1;
    int from_back = (int)(days - calendar_days((Date){date.year + 1, 1, 1}));
    return list_has(rule->by_year_day, ICAL_BY_YEARDAY_SIZE, from_front, from_back);
}

/* True when the parts of the rule that choose days allow this one. */
static bool allows_day(const struct icalrecurrencetype *rule, Date date) {
    if (!list_has(rule->by_month, ICAL_BY_MONTH_SIZE, date.month, -1))
        return false;
    int64_t days = calendar_days(date);
    return allows_month_day(rule, date, days) && allows_weekday(rule, days) &&
           allows_year_day(rule, date, days);
}

/* False for 30 February: libical would look for it until the year 20582. */
static bool finds_a_day(const Series *series, const struct icalrecurrencetype *rule) {
    int64_t first = calendar_days((Date){series->start.year, series->start.month, 1});
    for (int64_t day = first; day < first + YEARS_LOOKED_AT * 366; day++)
        if (allows_day(rule, calendar_date(day)))
            return true;
    return false;
}

/* Rules in which libical steps by days or hours, and which of them are meant is seen here: by
 * itself it would step in vain for millennia, knows no days from the month's end, and begins a week
 * that is one of several at a Sunday (all of 3.0.16). */
static bool is_stepwise(const struct icalrecurrencetype *rule) {
    bool has_days = day_filters(rule) > 0;
    bool has_months = count_of(rule->by_month, ICAL_BY_MONTH_SIZE) > 0;
    bool has_hours = count_of(rule->by_hour, ICAL_BY_HOUR_SIZE) > 0;
    if (rule->freq == ICAL_WEEKLY_RECURRENCE)
        return (rule->interval > 1 || has_months) &&
               count_of(rule->by_set_pos, ICAL_BY_SETPOS_SIZE) == 0;
    return (rule->freq == ICAL_DAILY_RECURRENCE && has_days) ||
           (rule->freq == ICAL_HOURLY_RECURRENCE && (has_days || has_hours));
}

/* How many weeks after 1970 the day's is; they begin on the weekday `first` (0: Sunday). */
static int64_t week_of(int64_t days, int first) {
    return floor_div(days + 4 - first, 7); /* 1970-01-01 was a Thursday */
}

static bool allows_time(const Series *series, const struct icalrecurrencetype *rule,
                        struct icaltimetype time) {
    Date date = {.year = time.year, .month = time.month, .day = time.day};
    if (rule->freq == ICAL_HOURLY_RECURRENCE &&
        !list_has(rule->by_hour, ICAL_BY_HOUR_SIZE, time.hour, -1))
        return false;
    if (!allows_day(rule, date))
        return false;
    if (rule->freq != ICAL_WEEKLY_RECURRENCE)
        return true;
    int64_t days = calendar_days(date);
    int64_t start =
        calendar_days((Date){series->start.year, series->start.month, series->start.day});
    int first = rule->week_start == ICAL_NO_WEEKDAY ? 1 : (int)rule->week_start - 1;
    bool has_weekdays = count_of(rule->by_day, ICAL_BY_DAY_SIZE) > 0;
    return (week_of(days, first) - week_of(start, first)) % rule->interval == 0 &&
           (has_weekdays || calendar_weekday(days) == calendar_weekday(start));
}

/* The steps of such a rule. */
static struct icalrecurrencetype steps_of(struct icalrecurrencetype rule) {
    rule.by_day[0] = rule.by_month_day[0] = rule.by_year_day[0] = rule.by_week_no[0] =
        rule.by_month[0] = ICAL_RECURRENCE_ARRAY_MAX;
    if (rule.freq == ICAL_HOURLY_RECURRENCE)
        rule.by_hour[0] = ICAL_RECURRENCE_ARRAY_MAX;
    if (rule.freq == ICAL_WEEKLY_RECURRENCE) {
        rule.freq = ICAL_DAILY_RECURRENCE;
        rule.interval = 1;
    }
    rule.count = 0;
    return rule;
}

static int compare_values(const void *left, const void *right) {
    return *(const short *)left - *(const short *)right;
}

/* Libical takes times of day in the order in which they are written, RFC 5545 as they come. */
static void sort_times(struct icalrecurrencetype *rule) {
    qsort(rule->by_hour, count_of(rule->by_hour, ICAL_BY_HOUR_SIZE), sizeof(short), compare_values);
    qsort(rule->by_minute, count_of(rule->by_minute, ICAL_BY_MINUTE_SIZE), sizeof(short),
          compare_values);
    qsort(rule->by_month, count_of(rule->by_month, ICAL_BY_MONTH_SIZE), sizeof(short),
          compare_values);
}

/* The rule with its UNTIL on the event's clock. A date alone means that whole day. Days of no month
 * are those of each (RFC 5545, 3.3.10); libical would take the start's. */
static struct icalrecurrencetype on_clock(const Series *series, struct icalrecurrencetype rule) {
    bool is_any_month = rule.freq == ICAL_YEARLY_RECURRENCE &&
                        count_of(rule.by_month_day, ICAL_BY_MONTHDAY_SIZE) > 0 &&
                        day_filters(&rule) == count_of(rule.by_month_day, ICAL_BY_MONTHDAY_SIZE) +
                                                  count_of(rule.by_day, ICAL_BY_DAY_SIZE);
    for (short month = 1; is_any_month && month <= 12; month++)
        rule.by_month[month - 1] = month;
    if (is_any_month)
        rule.by_month[12] = ICAL_RECURRENCE_ARRAY_MAX;
    sort_times(&rule);
    if (icaltime_is_null_time(rule.until))
        return rule;
    bool is_day = rule.until.is_date;
    IcalClock utc = {.kind = CLOCK_UTC};
    const IcalClock *from = icaltime_is_utc(rule.until) ? &utc : series->clock;
    rule.until = ical_on_clock(series->zones, series->clock, from, rule.until);
    if (series->start.is_date) {
        rule.until.is_date = 1;
        rule.until.hour = rule.until.minute = rule.until.second = 0;
    } else if (is_day) {
        rule.until.is_date = 0;
        rule.until.hour = 23;
        rule.until.minute = rule.until.second = 59;
    }
    return rule;
}

static void tell_budget(const Series *series, const char *what) {
    if (!series->budget->is_told)
        complain(series, SEVERITY_ERROR, "RRULE", "ask for a calendar of the conference alone",
                 what);
    series->budget->is_told = true;
}

/* False when the rule cannot be followed, which has been said then. */
static bool may_follow(const Series *series, const struct icalrecurrencetype *rule,
                       const char *name) {
    const char *why = refuse(rule);
    if (why) {
        complain(series, SEVERITY_WARNING, name, "the event stands once", why);
        return false;
    }
    if (rule->freq != ICAL_MONTHLY_RECURRENCE || finds_a_day(series, rule))
        return true;
    complain(series, SEVERITY_WARNING, name, "the event stands once",
             "within twelve years it names no day");
    return false;
}

typedef void Take(Series *series, struct icaltimetype time);

/* Hands over what the rule gives, `most` of it: all of a bounded one, from about now on of an
 * endless one. False, with a diagnostic, when libical knows nothing to do with it. */
static bool follow(Series *series, struct icalrecurrencetype rule, const char *name, size_t most,
                   Take *take, bool *is_cut) {
    Instant wanted = series->zones->gather->input->now - PAST_WANTED;
    bool is_endless = rule.count == 0 && icaltime_is_null_time(rule.until);
    bool is_stepping = is_stepwise(&rule);
    icalrecur_iterator *iterator =
        icalrecur_iterator_new(is_stepping ? steps_of(rule) : rule, series->start);
    if (!iterator) {
        complain(series, SEVERITY_WARNING, name, "the event stands once",
                 "its parts do not go together");
        return false;
    }
    size_t taken = 0, found = 0, steps = 0, *left = &series->budget->steps;
    struct icaltimetype next = icalrecur_iterator_next(iterator);
    for (; !icaltime_is_null_time(next) && next.year <= YEAR_MAX && taken <= most &&
           steps<STEPS_MAX && * left> 0;
         next = icalrecur_iterator_next(iterator), steps++, (*left)--) {
        if (is_stepping && !allows_time(series, &rule, next))
            continue;
        if (rule.count && ++found > (size_t)rule.count)
            break;
        if (is_endless && ical_instant(series->zones, series->clock, next) < wanted)
            continue;
        if (taken++ < most)
            take(series, next);
    }
    icalrecur_iterator_free(iterator);
    if (*left == 0)
        tell_budget(series, "the calendar's rules take too long to follow");
    *is_cut = taken > most;
    if (taken == 0)
        complain(series, SEVERITY_WARNING, name, "the event stands once",
                 "it names no day that is near");
    return taken > 0;
}

/* ---- what is in and what is out ---- */

static void add(Series *series, struct icaltimetype time, Millis length) {
    Arena *arena = series->budget->times;
    *(IcalOccurrence *)arena_push(arena, &series->items, &series->count, &series->capacity,
                                  sizeof(IcalOccurrence), _Alignof(IcalOccurrence)) =
        (IcalOccurrence){.start = time, .length = length};
}

static void take_in(Series *series, struct icaltimetype time) {
    add(series, time, 0);
}

static void take_out(Series *series, struct icaltimetype time) {
    Arena *arena = series->budget->times;
    *(struct icaltimetype *)arena_push(arena, &series->excluded, &series->excluded_count,
                                       &series->excluded_capacity, sizeof(struct icaltimetype),
                                       _Alignof(struct icaltimetype)) = time;
}

/* By the calendar and the clock alone; a date stands before its times. */
static int compare(struct icaltimetype a, struct icaltimetype b) {
    const int left[] = {a.year, a.month, a.day, !a.is_date, a.hour, a.minute, a.second};
    const int right[] = {b.year, b.month, b.day, !b.is_date, b.hour, b.minute, b.second};
    for (size_t i = 0; i < countof(left); i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

static int compare_times(const void *left, const void *right) {
    return compare(*(const struct icaltimetype *)left, *(const struct icaltimetype *)right);
}

static int compare_occurrences(const void *left, const void *right) {
    return compare(((const IcalOccurrence *)left)->start, ((const IcalOccurrence *)right)->start);
}

static bool is_excluded(const Series *series, struct icaltimetype time) {
    struct icaltimetype day = time;
    day.is_date = 1;
    day.hour = day.minute = day.second = 0;
    return series->excluded_count &&
           (bsearch(&time, series->excluded, series->excluded_count, sizeof time, compare_times) ||
            bsearch(&day, series->excluded, series->excluded_count, sizeof day, compare_times));
}

/* ---- the properties ---- */

static bool is_usable(struct icaltimetype time) {
    return !icaltime_is_null_time(time) && icaltime_is_valid_time(time) && time.year >= 1970 &&
           time.year <= YEAR_MAX;
}

static void read_rules(Series *series) {
    Gather *gather = series->zones->gather;
    size_t rules = 0, most = ICAL_REPEATS_MAX;
    for (icalproperty *p = icalcomponent_get_first_property(series->event, ICAL_RRULE_PROPERTY); p;
         p = icalcomponent_get_next_property(series->event, ICAL_RRULE_PROPERTY)) {
        struct icalrecurrencetype rule = icalproperty_get_rrule(p);
        if (!may_follow(series, &rule, "RRULE"))
            continue;
        bool is_cut = false;
        rules += follow(series, on_clock(series, rule), "RRULE", most, take_in, &is_cut);
        if (is_cut)
            diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "endless",
                            ical_line(gather, series->text_at, "RRULE"),
                            "say in RRULE how often (COUNT) or until when (UNTIL)",
                            "the event repeats without end, or too often; %zu times are read",
                            most);
        most -= series->count < most ? series->count : most;
    }
    if (rules == 0)
        take_in(series, series->start);
}

/* A moment, or a period with its own length; a date alone is at the event's time of day. */
static void read_more_dates(Series *series) {
    for (icalproperty *p = icalcomponent_get_first_property(series->event, ICAL_RDATE_PROPERTY); p;
         p = icalcomponent_get_next_property(series->event, ICAL_RDATE_PROPERTY)) {
        struct icaldatetimeperiodtype date = icalproperty_get_rdate(p);
        bool is_period = icaltime_is_null_time(date.time);
        struct icaltimetype time = is_period ? date.period.start : date.time;
        if (!is_usable(time)) {
            complain(series, SEVERITY_WARNING, "RDATE", NULL, "it is no time");
            continue;
        }
        IcalClock clock = ical_clock(series->zones, p, time);
        Millis length = 0;
        if (is_period && is_usable(date.period.end))
            length = ical_instant(series->zones, &clock, date.period.end) -
                     ical_instant(series->zones, &clock, time);
        else if (is_period)
            length = icaldurationtype_as_int(date.period.duration) * MILLIS_SECOND;
        time = ical_on_clock(series->zones, series->clock, &clock, time);
        if (time.is_date && !series->start.is_date) {
            time.is_date = 0;
            time.hour = series->start.hour;
            time.minute = series->start.minute;
            time.second = series->start.second;
        } else if (series->start.is_date) {
            time.is_date = 1;
            time.hour = time.minute = time.second = 0;
        }
        add(series, time, length > 0 ? length : 0);
    }
}

static void read_exclusions(Series *series) {
    for (icalproperty *p = icalcomponent_get_first_property(series->event, ICAL_EXDATE_PROPERTY); p;
         p = icalcomponent_get_next_property(series->event, ICAL_EXDATE_PROPERTY)) {
        struct icaltimetype time = icalproperty_get_exdate(p);
        if (!is_usable(time)) {
            complain(series, SEVERITY_WARNING, "EXDATE", NULL, "it is no time");
            continue;
        }
        IcalClock clock = ical_clock(series->zones, p, time);
        time = ical_on_clock(series->zones, series->clock, &clock, time);
        if (series->start.is_date) {
            time.is_date = 1;
            time.hour = time.minute = time.second = 0;
        }
        take_out(series, time);
    }
    for (icalproperty *p = icalcomponent_get_first_property(series->event, ICAL_EXRULE_PROPERTY); p;
         p = icalcomponent_get_next_property(series->event, ICAL_EXRULE_PROPERTY)) {
        struct icalrecurrencetype rule = icalproperty_get_exrule(p);
        if (may_follow(series, &rule, "EXRULE"))
            follow(series, on_clock(series, rule), "EXRULE", 10 * ICAL_REPEATS_MAX, take_out,
                   &(bool){false});
    }
    if (series->excluded_count)
        qsort(series->excluded, series->excluded_count, sizeof *series->excluded, compare_times);
}

/* Nobody writes an event in order to take all of it out. */
static void tell_excluded(const Series *series) {
    const char *name = has(series->event, ICAL_EXRULE_PROPERTY) ? "EXRULE" : "EXDATE";
    diagnostics_add(series->zones->gather->diagnostics, SEVERITY_WARNING, "all-excluded",
                    ical_line(series->zones->gather, series->text_at, name),
                    "take it out, or the whole event",
                    "%s takes out every time of the event; it is left out", name);
}

const IcalOccurrence *ical_series(IcalZones *zones, icalcomponent *event, const IcalClock *clock,
                                  struct icaltimetype start, size_t text_at, IcalBudget *budget,
                                  size_t *count) {
    Series series = {.zones = zones,
                     .event = event,
                     .clock = clock,
                     .start = start,
                     .text_at = text_at,
                     .budget = budget};
    series.start.zone = NULL;
    arena_reset(budget->times);
    read_rules(&series);
    read_more_dates(&series);
    read_exclusions(&series);
    if (series.count)
        qsort(series.items, series.count, sizeof *series.items, compare_occurrences);
    *count = 0;
    for (size_t i = 0; i < series.count; i++) {
        struct icaltimetype time = series.items[i].start;
        bool is_again = *count && compare(series.items[*count - 1].start, time) == 0;
        if (is_again || is_excluded(&series, time))
            continue;
        if (budget->occurrences == 0) {
            tell_budget(&series, "the calendar's events repeat more than 20,000 times in all");
            break;
        }
        budget->occurrences--;
        series.items[(*count)++] = series.items[i];
    }
    if (*count == 0 && series.count && !budget->is_told)
        tell_excluded(&series);
    return series.items;
}
