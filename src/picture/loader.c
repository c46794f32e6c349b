#include "picture/loader.h"

#include <errno.h>
#include <string.h>

#include "base/address.h"
#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"
#include "picture/candidate.h"
#include "picture/several.h"
#include "schedule/now_next.h"
#include "schedule/pictures.h"

#define LOG_MODULE "loader"

enum { FILES_MAX = 500, FINDINGS_LOGGED = 20, NEAR_DAYS = 30 };

/* How good a file of a folder is: the smaller the better. */
typedef enum { MATCH_TODAY, MATCH_ANY_DAY, MATCH_COMING, MATCH_PAST, MATCH_NONE } Match;

/* A file of a folder. */
typedef struct {
    Candidate read;
    Match match;
    Millis distance; /* COMING and PAST: how far off */
} Entry;

static void match_entry(Entry *entry, Instant now) {
    const Schedule *schedule = entry->read.schedule;
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
        if (match < entry->match || (match == entry->match && distance < entry->distance)) {
            entry->match = match;
            entry->distance = distance;
        }
    }
}

static bool is_schedule_name(Str name) {
    static const char *const ENDINGS[] = {".yaml", ".yml", ".xml", ".json", ".ics", ".csv"};
    if (name.s[0] == '.' || str_equal_c(name, SCREENS_FILE_NAME))
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
static Entry *read_folder(Loaded *loaded, const LoaderSettings *settings, size_t *count) {
    const char *path = settings->path;
    const Str *names;
    size_t name_count;
    Entry *list = NULL;
    size_t capacity = 0;
    *count = 0;
    if (!folder_list(loaded->arena, path, &names, &name_count)) {
        candidate_remark(loaded,
                         str_printf(loaded->arena, "%s: %s", path, file_error_words(errno)));
        return NULL;
    }
    for (size_t i = 0; i < name_count; i++) {
        Str full = path_join(loaded->arena, str_from(path), names[i].s);
        if (!is_schedule_name(names[i]) || !file_exists(full.s))
            continue;
        if (*count == FILES_MAX) {
            candidate_remark(loaded,
                             str_printf(loaded->arena, "%s: only the first %d schedules are read",
                                        path, FILES_MAX));
            break;
        }
        Entry *entry =
            arena_push(loaded->arena, &list, count, &capacity, sizeof *list, _Alignof(Entry));
        *entry = (Entry){.read = candidate_read(loaded->arena, full, NULL, settings),
                         .match = MATCH_NONE};
        match_entry(entry, settings->now);
        const Candidate *read = &entry->read;
        if (read->remark.len)
            candidate_remark(loaded, read->remark);
        else if (!read->schedule && read->diagnostics.count)
            candidate_remark(loaded, diagnostic_format_line(loaded->arena, &read->diagnostics,
                                                            &read->diagnostics.items[0]));
    }
    return list;
}

/* The bytes of what was chosen. */
static Str choose_from_folder(Loaded *loaded, const LoaderSettings *settings) {
    Arena *arena = loaded->arena;
    Str bytes = {0};
    size_t count;
    Entry *list = read_folder(loaded, settings, &count), *best = NULL;
    for (size_t i = 0; i < count; i++) {
        Entry *c = &list[i];
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
            candidate_remark(
                loaded, str_printf(arena,
                                   "%.*s is for the same day as %.*s, which is shown because its "
                                   "name comes first; move one of them away",
                                   str_arg(list[i].read.path), str_arg(best->read.path)));
    if (!best && !settings->is_near_only)
        candidate_remark(
            loaded,
            str_printf(
                arena,
                "%s: no schedule (.yaml, .xml, .json, .ics, .csv) that could be shown in this "
                "folder",
                settings->path));
    if (best) {
        loaded->path = best->read.path;
        loaded->schedule = best->read.schedule;
        loaded->diagnostics = best->read.diagnostics;
        bytes = best->read.bytes;
        best->read.schedule = NULL;
    }
    for (size_t i = 0; i < count; i++)
        schedule_free(list[i].read.schedule);
    return bytes;
}

static Candidate read_held(Arena *arena, Str name, const HeldBack *held,
                           const LoaderSettings *settings) {
    Candidate candidate = candidate_held_bytes(arena, name, held);
    return candidate.remark.len ? candidate
                                : candidate_parse(arena, name, candidate.bytes, settings);
}

/* Its bytes. `held` may be NULL. */
static Str take_one(Loaded *loaded, const LoaderSettings *settings, Str name,
                    const HeldBack *held) {
    const SourceContent *content = settings->contents;
    Candidate candidate =
        held ? read_held(loaded->arena, name, held, settings)
             : candidate_read(loaded->arena, name,
                              content && content->is_url ? &content->bytes : NULL, settings);
    if (candidate.remark.len)
        candidate_remark(loaded, candidate.remark);
    if (content && content->is_url && candidate.schedule)
        schedule_resolve_files(candidate.schedule, str_from(settings->path));
    loaded->path = name;
    loaded->schedule = candidate.schedule;
    loaded->diagnostics = candidate.diagnostics;
    return candidate.bytes;
}

/* How the only source is told of; several are by several_read. */
static void describe_one(Loaded *loaded, const LoaderSettings *settings, Str name, Str bytes) {
    bool is_url = settings->contents && settings->contents->is_url;
    loaded->source_count = 1;
    loaded->sources = arena_new(loaded->arena, LoadedSource, 1);
    *loaded->sources =
        (LoadedSource){.name = loaded->path.len ? loaded->path : name,
                       .url = is_url ? str_copy(loaded->arena, str_from(settings->path)) : (Str){0},
                       .state = loaded->schedule ? SOURCE_TAKEN : SOURCE_MISSING,
                       .bytes = loaded->schedule ? bytes : (Str){0},
                       .since = settings->now};
    if (loaded->schedule)
        loaded->sources->shown =
            (FileVersion){.hash = loaded->schedule->hash,
                          .error_count = loaded->diagnostics.counts[SEVERITY_ERROR],
                          .session_count = loaded->schedule->session_count};
}

/* Where the first file is. A URL has no files beside it. */
static Str folder_of(const Loaded *loaded, const LoaderSettings *settings, Str name) {
    if (!loaded->path.len)
        return loaded->is_from_folder ? name : path_folder(loaded->arena, name);
    for (size_t i = 0; settings->contents && i <= settings->also_count; i++)
        if (!settings->contents[i].is_url)
            return path_folder(
                loaded->arena,
                str_copy(loaded->arena, i ? str_from(settings->also[i - 1]) : loaded->path));
    return path_folder(loaded->arena, loaded->path);
}

Loaded *loader_load(const LoaderSettings *settings) {
    Arena *arena = arena_create();
    Loaded *loaded = arena_new(arena, Loaded, 1);
    *loaded = (Loaded){.arena = arena, .valid_until = INSTANT_NEVER};
    bool is_url = settings->contents && settings->contents->is_url;
    Str path = is_url ? address_public_name(arena, settings->path)
                      : str_copy(arena, str_from(settings->path));
    loaded->diagnostics = diagnostics_create(arena, path, (Str){0});
    loaded->is_from_folder = !is_url && folder_exists(path.s);
    const HeldBack *held = candidate_held(settings->contents, settings->path);
    Str bytes = {0};
    if (loaded->is_from_folder) {
        bytes = held ? take_one(loaded, settings, str_copy(arena, held->path), held)
                     : choose_from_folder(loaded, settings);
        if (settings->also_count)
            candidate_remark(loaded, str_printf(arena,
                                                "%s: is a folder; only files and URLs are joined, "
                                                "%s is not read",
                                                path.s, settings->also[0]));
    } else if (settings->also_count) {
        loaded->path = path;
        several_read(loaded, settings);
    } else {
        bytes = take_one(loaded, settings, path, held);
    }
    if (!loaded->sources)
        describe_one(loaded, settings, path, bytes);
    loaded->folder = folder_of(loaded, settings, path);
    if (!loaded->folders.len)
        loaded->folders = loaded->folder;
    if (loaded->is_from_folder || candidate_is_undated(loaded->schedule))
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
