#include "picture/loader.h"

#include <errno.h>
#include <string.h>

#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"
#include "formats/formats.h"
#include "formats/join.h"
#include "schedule/now_next.h"

#define LOG_MODULE "loader"

enum { FILES_MAX = 500, FINDINGS_LOGGED = 20, NEAR_DAYS = 30 };

/* How good a file of a folder is: the smaller the better. */
typedef enum { MATCH_TODAY, MATCH_ANY_DAY, MATCH_COMING, MATCH_PAST, MATCH_NONE } Match;

typedef struct {
    Str path;
    Schedule *schedule; /* owned until it is chosen */
    Diagnostics diagnostics;
    Match match;
    Millis distance; /* COMING and PAST: how far off */
} Candidate;

static void remark(Loaded *loaded, Str text) {
    Str *lines = (Str *)loaded->remarks;
    Str *line = arena_push(loaded->arena, &lines, &loaded->remark_count, &loaded->remark_capacity,
                           sizeof *lines, _Alignof(Str));
    *line = text;
    loaded->remarks = lines;
}

/* Reads one file. What is wrong with it is in the candidate's diagnostics or, when it cannot be
 * read at all, a remark. */
static Candidate read_candidate(Loaded *loaded, Str path, const LoaderSettings *settings) {
    const Str *content = settings->content;
    Candidate candidate = {.path = path, .match = MATCH_NONE};
    Str source = content ? str_copy(loaded->arena, *content) : (Str){0};
    bool is_read = content || file_read(loaded->arena, path.s, &source);
    candidate.diagnostics = diagnostics_create(loaded->arena, path, source);
    if (content && content->len == 0) {
        remark(loaded,
               str_printf(loaded->arena, "%s: nothing has come yet, and there is no earlier copy",
                          path.s));
        return candidate;
    }
    if (!is_read) {
        remark(loaded, str_printf(loaded->arena, "%s: %s", path.s, file_error_words(errno)));
        return candidate;
    }
    FormatInput input = {.source = source,
                         .source_name = path,
                         .now = settings->now,
                         .zone = settings->zone,
                         .hints = settings->hints,
                         .host_zone = settings->host_zone};
    candidate.schedule = schedule_load(&input, &candidate.diagnostics);
    return candidate;
}

static void match_candidate(Candidate *candidate, Instant now) {
    const Schedule *schedule = candidate->schedule;
    for (size_t i = 0; schedule && i < schedule->day_count; i++) {
        const Day *day = &schedule->days[i];
        bool is_today = day->from <= now && now < day->until;
        Match match = day->is_undated     ? MATCH_ANY_DAY
                      : is_today          ? MATCH_TODAY
                      : day->until <= now ? MATCH_PAST
                                          : MATCH_COMING;
        Millis distance = match == MATCH_COMING ? day->from - now
                          : match == MATCH_PAST ? now - day->until
                                                : 0;
        if (match < candidate->match ||
            (match == candidate->match && distance < candidate->distance)) {
            candidate->match = match;
            candidate->distance = distance;
        }
    }
}

static bool is_schedule_name(Str name) {
    static const char *const ENDINGS[] = {".yaml", ".yml", ".xml", ".json", ".ics", ".csv"};
    if (name.s[0] == '.')
        return false;
    /* What editors leave behind (day.yaml~, #day.yaml#, day.yaml.swp) ends in something else. */
    for (size_t i = 0; i < countof(ENDINGS); i++) {
        size_t len = strlen(ENDINGS[i]);
        if (name.len > len &&
            str_equal_nocase(str_slice(name, name.len - len, len), str_from(ENDINGS[i])))
            return true;
    }
    return false;
}

/* All schedules of the folder, in the order of their names. */
static Candidate *read_folder(Loaded *loaded, const LoaderSettings *settings, size_t *count) {
    const char *path = settings->path;
    const Str *names;
    size_t name_count;
    Candidate *list = NULL;
    size_t capacity = 0;
    *count = 0;
    if (!folder_list(loaded->arena, path, &names, &name_count)) {
        remark(loaded, str_printf(loaded->arena, "%s: %s", path, file_error_words(errno)));
        return NULL;
    }
    for (size_t i = 0; i < name_count; i++) {
        Str full = path_join(loaded->arena, str_from(path), names[i].s);
        if (!is_schedule_name(names[i]) || !file_exists(full.s))
            continue;
        if (*count == FILES_MAX) {
            remark(loaded, str_printf(loaded->arena, "%s: only the first %d schedules are read",
                                      path, FILES_MAX));
            break;
        }
        Candidate *candidate =
            arena_push(loaded->arena, &list, count, &capacity, sizeof *list, _Alignof(Candidate));
        *candidate = read_candidate(loaded, full, settings);
        match_candidate(candidate, settings->now);
        if (!candidate->schedule && candidate->diagnostics.count)
            remark(loaded, diagnostic_format_line(loaded->arena, &candidate->diagnostics,
                                                  &candidate->diagnostics.items[0]));
    }
    return list;
}

static void choose_from_folder(Loaded *loaded, const LoaderSettings *settings) {
    Arena *arena = loaded->arena;
    size_t count;
    Candidate *list = read_folder(loaded, settings, &count), *best = NULL;
    for (size_t i = 0; i < count; i++) {
        Candidate *c = &list[i];
        bool is_near = c->match <= MATCH_ANY_DAY ||
                       (c->match == MATCH_COMING && c->distance <= NEAR_DAYS * 24 * MILLIS_HOUR);
        if (c->match == MATCH_NONE || (settings->is_near_only && !is_near))
            continue;
        if (!best || c->match < best->match ||
            (c->match == best->match && c->distance < best->distance))
            best = c;
    }
    for (size_t i = 0; best && i < count; i++)
        if (&list[i] != best && list[i].match == best->match && best->match <= MATCH_ANY_DAY)
            remark(loaded,
                   str_printf(arena,
                              "%.*s is for the same day as %.*s, which is shown because its "
                              "name comes first; move one of them away",
                              str_arg(list[i].path), str_arg(best->path)));
    if (!best && !settings->is_near_only)
        remark(loaded,
               str_printf(
                   arena,
                   "%s: no schedule (.yaml, .xml, .json, .ics, .csv) that could be shown in this "
                   "folder",
                   settings->path));
    if (best) {
        loaded->path = best->path;
        loaded->schedule = best->schedule;
        loaded->diagnostics = best->diagnostics;
        best->schedule = NULL;
    }
    for (size_t i = 0; i < count; i++)
        schedule_free(list[i].schedule);
}

static bool has_undated_day(const Schedule *schedule) {
    for (size_t i = 0; schedule && i < schedule->day_count; i++)
        if (schedule->days[i].is_undated)
            return true;
    return false;
}

/* ---- several sources ---- */

enum { PARTS_MAX = 16, PART_FINDINGS = 10 };

/* What is wrong with a further source, as remarks: the findings are those of the first. */
static void remark_findings(Loaded *loaded, const Diagnostics *found) {
    size_t told = 0;
    for (size_t i = 0; i < found->count && told < PART_FINDINGS; i++) {
        if (found->items[i].severity == SEVERITY_NOTE)
            continue;
        told++;
        remark(loaded, diagnostic_format_line(loaded->arena, found, &found->items[i]));
    }
}

/* The schedule of all that could be read. NULL when the first could not, or only the whole is
 * wanted. */
static Schedule *join_parts(Loaded *loaded, const LoaderSettings *settings, JoinPart *parts,
                            size_t count, Candidate *first) {
    loaded->parts = arena_new(loaded->arena, Schedule *, count);
    for (size_t i = 0; i < count; i++)
        loaded->parts[i] = (Schedule *)parts[i].schedule;
    loaded->part_count = count;
    bool is_whole = count == settings->also_count + 1;
    if (!first->schedule || (settings->is_whole_only && !is_whole))
        return NULL;
    return count == 1 ? NULL : schedule_join(parts, count, &loaded->diagnostics);
}

static void read_also(Loaded *loaded, const LoaderSettings *settings, Candidate *first) {
    JoinPart parts[PARTS_MAX] = {{first->schedule, first->path}};
    size_t count = first->schedule != NULL;
    LoaderSettings others = *settings;
    others.content = NULL;
    bool is_zone_said = first->schedule && !first->schedule->event.is_zone_assumed;
    if (is_zone_said)
        others.host_zone = first->schedule->event.zone_name;
    Str zone = {0};
    for (size_t i = 0; i < settings->also_count && count < PARTS_MAX; i++) {
        Str path = str_copy(loaded->arena, str_from(settings->also[i]));
        Candidate other = read_candidate(loaded, path, &others);
        if (is_zone_said && other.schedule && other.schedule->event.is_zone_assumed) {
            LoaderSettings here = others; /* said by the first: nothing to complain about */
            here.zone = others.host_zone;
            schedule_free(other.schedule);
            other = read_candidate(loaded, path, &here);
        }
        remark_findings(loaded, &other.diagnostics);
        if (!other.schedule)
            continue;
        if (!other.schedule->event.is_zone_assumed && zone.len == 0)
            zone = other.schedule->event.zone_name;
        parts[count++] = (JoinPart){other.schedule, path};
        if (has_undated_day(other.schedule))
            loaded->valid_until = schedule_day_bounds(other.schedule, settings->now).until;
    }
    if (first->schedule && !is_zone_said && zone.len) { /* it is where the others are */
        LoaderSettings again = *settings;
        again.zone = zone;
        schedule_free(first->schedule);
        *first = read_candidate(loaded, first->path, &again);
        parts[0].schedule = first->schedule;
    }
    loaded->diagnostics = first->diagnostics;
    loaded->schedule = join_parts(loaded, settings, parts, count, first);
    if (!loaded->schedule && count == 1 && first->schedule && !settings->is_whole_only) {
        loaded->schedule = first->schedule; /* alone */
        loaded->part_count = 0;
    }
    diagnostics_sort(&loaded->diagnostics);
}

Loaded *loader_load(const LoaderSettings *settings) {
    Arena *arena = arena_create();
    Loaded *loaded = arena_new(arena, Loaded, 1);
    *loaded = (Loaded){.arena = arena, .valid_until = INSTANT_NEVER};
    Str path = str_copy(arena, str_from(settings->path));
    loaded->diagnostics = diagnostics_create(arena, path, (Str){0});
    loaded->is_from_folder = !settings->content && folder_exists(path.s);
    if (loaded->is_from_folder) {
        choose_from_folder(loaded, settings);
        if (settings->also_count)
            remark(loaded, str_printf(arena,
                                      "%s: is a folder; only files and a URL are joined, %s "
                                      "is not read",
                                      path.s, settings->also[0]));
    } else {
        Candidate candidate = read_candidate(loaded, path, settings);
        loaded->path = path;
        loaded->schedule = candidate.schedule;
        loaded->diagnostics = candidate.diagnostics;
        if (settings->also_count)
            read_also(loaded, settings, &candidate);
    }
    loaded->folder = loaded->path.len ? path_folder(arena, loaded->path)
                                      : (loaded->is_from_folder ? path : path_folder(arena, path));
    if (settings->content && settings->also_count) /* a URL has no pictures beside it */
        loaded->folder = path_folder(arena, str_copy(arena, str_from(settings->also[0])));
    if (loaded->is_from_folder || has_undated_day(loaded->schedule))
        loaded->valid_until = schedule_day_bounds(loaded->schedule, settings->now).until;
    return loaded;
}

void loader_free(Loaded *loaded) {
    if (!loaded)
        return;
    schedule_free(loaded->schedule);
    for (size_t i = 0; i < loaded->part_count; i++)
        schedule_free(loaded->parts[i]);
    arena_free(loaded->arena);
}

void loader_log(const Loaded *loaded) {
    for (size_t i = 0; i < loaded->remark_count; i++)
        log_warning("%.*s", str_arg(loaded->remarks[i]));
    const Diagnostics *found = &loaded->diagnostics;
    size_t logged = 0;
    for (size_t i = 0; i < found->count && logged < FINDINGS_LOGGED; i++) {
        const Diagnostic *item = &found->items[i];
        LogLevel level = item->severity == SEVERITY_ERROR     ? LOG_ERROR
                         : item->severity == SEVERITY_WARNING ? LOG_WARNING
                                                              : LOG_INFO;
        if (level > log_level())
            continue;
        logged++;
        log_print(level, LOG_MODULE, "%.*s",
                  str_arg(diagnostic_format_line(loaded->arena, found, item)));
    }
    size_t rest = found->counts[SEVERITY_ERROR] + found->counts[SEVERITY_WARNING];
    if (rest > logged)
        log_warning("%.*s: %zu findings more; \"kiosk check\" shows them all",
                    str_arg(found->file_name), rest - logged);
    if (loaded->schedule)
        log_info("%.*s: %zu sessions on %zu days", str_arg(loaded->path),
                 loaded->schedule->session_count, loaded->schedule->day_count);
}
