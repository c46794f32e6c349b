#include "picture/moment.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "schedule/now_next.h"

/* Reads `digits` digits at *at; false when there are fewer. */
static bool read_number(Str text, size_t *at, size_t digits, int32_t *out) {
    int32_t value = 0;
    for (size_t i = 0; i < digits; i++, ++*at) {
        if (*at >= text.len || text.s[*at] < '0' || text.s[*at] > '9')
            return false;
        value = value * 10 + (text.s[*at] - '0');
    }
    *out = value;
    return true;
}

static bool read_char(Str text, size_t *at, char c) {
    if (*at >= text.len || text.s[*at] != c)
        return false;
    ++*at;
    return true;
}

/* "9:31", "09:31", "09:31:05", "09:31:05.25" */
static bool read_time(Str text, size_t *at, int32_t *millis) {
    int32_t hour, minute, second = 0, fraction = 0;
    bool is_short = *at + 1 < text.len && text.s[*at + 1] == ':';
    if (!read_number(text, at, is_short ? 1 : 2, &hour) || !read_char(text, at, ':') ||
        !read_number(text, at, 2, &minute))
        return false;
    if (read_char(text, at, ':')) {
        if (!read_number(text, at, 2, &second))
            return false;
        if (read_char(text, at, '.')) {
            int32_t digit, unit = 100;
            if (!read_number(text, at, 1, &digit))
                return false;
            do {
                fraction += digit * unit;
                unit /= 10;
            } while (read_number(text, at, 1, &digit));
        }
    }
    *millis = ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
    return hour < 24 && minute < 60 && second < 60;
}

/* "Z", "+08:00", "+0800", "-03" */
static bool read_offset(Str text, size_t *at, int32_t *minutes) {
    if (read_char(text, at, 'Z')) {
        *minutes = 0;
        return true;
    }
    int32_t sign = read_char(text, at, '-') ? -1 : 1;
    int32_t hour, minute = 0;
    if (sign > 0 && !read_char(text, at, '+'))
        return false;
    if (!read_number(text, at, 2, &hour))
        return false;
    bool has_colon = read_char(text, at, ':');
    if ((has_colon || *at < text.len) && !read_number(text, at, 2, &minute))
        return false;
    *minutes = sign * (hour * 60 + minute);
    return hour < 24 && minute < 60;
}

bool moment_parse(Str text, Moment *out) {
    Moment moment = {0};
    text = str_trim(text);
    size_t at = 0;
    if (text.len >= 10 && text.s[4] == '-') {
        if (!read_number(text, &at, 4, &moment.date.year) || !read_char(text, &at, '-') ||
            !read_number(text, &at, 2, &moment.date.month) || !read_char(text, &at, '-') ||
            !read_number(text, &at, 2, &moment.date.day) || !date_is_valid(moment.date))
            return false;
        moment.has_date = true;
        if (!read_char(text, &at, 'T') && !read_char(text, &at, ' '))
            return false;
    }
    if (!read_time(text, &at, &moment.millis))
        return false;
    if (at < text.len && moment.has_date) {
        moment.has_offset = true;
        if (!read_offset(text, &at, &moment.offset_minutes))
            return false;
    }
    *out = moment;
    return at == text.len;
}

Instant moment_resolve(const Moment *moment, const Schedule *schedule, const Zone *host,
                       Instant now) {
    int32_t minutes = (int32_t)(moment->millis / MILLIS_MINUTE);
    Millis rest = moment->millis % MILLIS_MINUTE;
    if (moment->has_offset)
        return zone_instant(zone_utc(), moment->date, minutes - moment->offset_minutes, NULL) +
               rest;
    const Zone *zone = schedule ? schedule->event.zone : host;
    if (moment->has_date)
        return zone_instant(zone, moment->date, minutes, NULL) + rest;
    Date date = zone_local(zone, now).date;
    if (schedule && schedule->day_count) {
        size_t today = schedule_day_at(schedule, now);
        date = schedule->days[today == SCHEDULE_NONE ? 0 : today].date;
        if (minutes < schedule->event.day_change)
            date = date_add(date, 1);
    }
    return zone_instant(zone, date, minutes, NULL) + rest;
}

Str moment_format(Arena *arena, const Zone *zone, Instant at) {
    LocalTime local = zone_local(zone, at);
    int32_t offset = local.offset_minutes < 0 ? -local.offset_minutes : local.offset_minutes;
    Millis rest = at % MILLIS_SECOND;
    return str_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02d.%03d%c%02d:%02d", local.date.year,
                      local.date.month, local.date.day, local.hour, local.minute, local.second,
                      (int)(rest < 0 ? rest + MILLIS_SECOND : rest),
                      local.offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
}

/* The part of a path below …/zoneinfo/, or the text itself. */
static Str zone_from_path(Str path) {
    size_t at = str_find(path, "zoneinfo/");
    return at == SIZE_MAX ? path : str_slice(path, at + strlen("zoneinfo/"), path.len);
}

const Zone *moment_host_zone(Arena *arena) {
    const Zone *zone = NULL;
    const char *tz = getenv("TZ");
    if (tz && *tz)
        zone = zone_open(arena, zone_from_path(str_from(*tz == ':' ? tz + 1 : tz)));
    char link[512];
    ssize_t len = zone ? -1 : readlink("/etc/localtime", link, sizeof link);
    if (len > 0)
        zone = zone_open(arena, zone_from_path((Str){.s = link, .len = (size_t)len}));
    Str name;
    if (!zone && file_read(arena, "/etc/timezone", &name))
        zone = zone_open(arena, str_trim(name));
    return zone ? zone : zone_utc();
}

Str moment_host_language(Arena *arena) {
    static const char *const NAMES[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *value = NULL;
    for (size_t i = 0; i < countof(NAMES) && (!value || !*value); i++)
        value = getenv(NAMES[i]);
    Str name = str_from(value);
    size_t end = 0, letters = 0; /* "de_DE.UTF-8@euro": behind the dot is no language */
    while (end < name.len && name.s[end] != '.' && name.s[end] != '@')
        end++;
    name = str_slice(name, 0, end);
    while (letters < name.len && name.s[letters] != '_' && name.s[letters] != '-')
        letters++;
    if (letters < 2 || letters > 3) /* "C", "POSIX" */
        return str_from("en");
    char *tag = arena_copy(arena, name.s, name.len);
    for (size_t i = 0; i < name.len; i++)
        tag[i] = (char)(tag[i] == '_' ? '-' : tag[i]);
    return (Str){.s = tag, .len = name.len};
}
