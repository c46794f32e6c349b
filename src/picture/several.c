#include "picture/several.h"

#include "base/address.h"
#include "base/files.h"
#include "formats/join.h"
#include "picture/candidate.h"
#include "picture/pieces.h"
#include "schedule/now_next.h"
#include "schedule/pictures.h"

enum { PART_FINDINGS = 10 };

typedef struct {
    Loaded *loaded;
    const LoaderSettings *settings;
    Candidate *read; /* of each source: what is there now, then what is shown of it */
    size_t count;
} Several;

static const char *path_of(const LoaderSettings *settings, size_t i) {
    return i ? settings->also[i - 1] : settings->path;
}

static const SourceContent *content_of(const LoaderSettings *settings, size_t i) {
    return settings->contents && settings->contents[i].is_url ? &settings->contents[i] : NULL;
}

static bool is_file(const Several *several, size_t i) {
    return !content_of(several->settings, i);
}

static void read_parts(Several *several) {
    Arena *arena = several->loaded->arena;
    Str *bytes = arena_new(arena, Str, several->count);
    bool *is_piece = arena_new(arena, bool, several->count);
    for (size_t i = 0; i < several->count; i++) {
        const LoaderSettings *settings = several->settings;
        const SourceContent *content = content_of(settings, i);
        const HeldBack *held = candidate_held(settings->contents ? &settings->contents[i] : NULL,
                                              path_of(settings, i));
        Str name = several->loaded->sources[i].name;
        several->read[i] = held ? candidate_held_bytes(arena, name, held)
                                : candidate_bytes(arena, name, content ? &content->bytes : NULL);
        bytes[i] = several->read[i].bytes;
    }
    pieces_join(arena, bytes, is_piece, several->count);
    for (size_t i = 0; i < several->count; i++) {
        Candidate *read = &several->read[i];
        read->is_piece = is_piece[i];
        if (!is_piece[i] && !read->remark.len && is_file(several, i))
            bytes[i] = pieces_of_file(arena, read->path.s, bytes[i], &read->remark);
        if (!is_piece[i] && !read->remark.len)
            *read = candidate_parse(arena, read->path, bytes[i], several->settings);
    }
}

/* What does not say in which zone it is, is where the first is that does, or was. */
static void settle_zones(Several *several) {
    LoaderSettings there = *several->settings;
    const Schedule *former = there.former ? there.former->schedule : NULL;
    for (size_t i = 0; i < several->count && !there.zone.len; i++) {
        const Schedule *schedule = several->read[i].schedule;
        if (schedule && !schedule->event.is_zone_assumed)
            there.zone = str_copy(several->loaded->arena, schedule->event.zone_name);
    }
    if (!there.zone.len && former && !former->event.is_zone_assumed)
        there.zone = former->event.zone_name;
    for (size_t i = 0; there.zone.len && i < several->count; i++) {
        Candidate *read = &several->read[i];
        if (!read->schedule || !read->schedule->event.is_zone_assumed)
            continue;
        schedule_free(read->schedule);
        *read = candidate_parse(several->loaded->arena, read->path, read->bytes, &there);
    }
}

/* ---- what to show of each ------------------------------------------------------------------- */

static FileVersion version_of(const Several *several, const Candidate *read) {
    return (FileVersion){.hash = read->schedule->hash,
                         .error_count = read->diagnostics.counts[SEVERITY_ERROR],
                         .session_count = read->schedule->session_count,
                         .at = several->settings->steady};
}

/* What was shown of it, read again: its schedule is another one's. */
static void go_back(Several *several, size_t i, const LoadedSource *was) {
    Candidate *read = &several->read[i];
    LoadedSource *source = &several->loaded->sources[i];
    schedule_free(read->schedule);
    *read = candidate_parse(several->loaded->arena, source->name,
                            str_copy(several->loaded->arena, was->bytes), several->settings);
    source->shown = was->shown;
    source->since = was->since;
}

/* Of a URL whose newest bytes were judged before: the answer is the same. */
static bool is_known(const Several *several, size_t i, const LoadedSource *was) {
    const SourceContent *content = content_of(several->settings, i);
    const Candidate *read = &several->read[i];
    bool is_as_shown = read->schedule ? was->shown.hash == read->schedule->hash
                                      : content && !content->bytes.len && !was->bytes.len;
    return content && !content->is_settled && is_as_shown && was->problem.len > 0 &&
           !several->settings->is_trusted;
}

/* Whether it can be shown at all. */
static void judge_reading(Several *several, size_t i, const LoadedSource *was) {
    Arena *arena = several->loaded->arena;
    const Candidate *read = &several->read[i];
    LoadedSource *source = &several->loaded->sources[i];
    bool was_shown = was && was->bytes.len > 0;
    if (read->is_piece) {
        source->state = SOURCE_TAKEN;
        source->bytes = read->bytes;
        source->since =
            was_shown && str_equal(was->bytes, read->bytes) ? was->since : several->settings->now;
    } else if (was && is_known(several, i, was)) {
        source->state = was->state;
        source->problem = str_copy(arena, was->problem);
        source->waiting = was->waiting;
    } else if (!read->schedule) {
        source->state = was_shown ? SOURCE_BROKEN : SOURCE_MISSING;
        source->problem =
            str_printf(arena, "%.*s (%s)", str_arg(candidate_problem(arena, read)),
                       was_shown ? "the last good version of it stays" : "shown without it");
        if (was_shown)
            go_back(several, i, was);
    }
}

/* Whether it looks like half of what it was. */
static void judge_version(Several *several, size_t i, const LoadedSource *was) {
    const Candidate *read = &several->read[i];
    LoadedSource *source = &several->loaded->sources[i];
    if (!read->schedule)
        return;
    bool was_shown = was && was->bytes.len > 0;
    source->shown = version_of(several, read);
    bool is_same = was_shown && was->shown.hash == source->shown.hash;
    source->since = is_same ? was->since : several->settings->now;
    if (is_same || !was_shown || several->settings->is_trusted)
        return;
    FileVersion fresh = source->shown;
    bool waited = was->state == SOURCE_WAITS;
    if (waited && was->waiting.hash == fresh.hash)
        fresh.at = was->waiting.at;
    NewerVerdict verdict = newer_judge(&was->shown, &source->shown, waited ? &was->waiting : NULL,
                                       content_of(several->settings, i) ? 0 : NEWER_SETTLES_IN);
    if (verdict == NEWER_IS_TAKEN)
        return;
    source->state = SOURCE_WAITS;
    source->waiting = fresh;
    source->problem = str_printf(
        several->loaded->arena, "%.*s: %.*s", str_arg(source->name),
        str_arg(newer_words(several->loaded->arena, verdict, &was->shown, &source->waiting)));
    go_back(several, i, was);
}

/* ---- all of them ---------------------------------------------------------------------------- */

/* What is wrong with a further source, as remarks: the findings are those of the first. */
static void remark_findings(Loaded *loaded, const Diagnostics *found) {
    size_t told = 0;
    for (size_t i = 0; i < found->count && told < PART_FINDINGS; i++) {
        if (found->items[i].severity == SEVERITY_NOTE)
            continue;
        told++;
        candidate_remark(loaded, diagnostic_format_line(loaded->arena, found, &found->items[i]));
    }
}

static const LoadedSource *former_source(const Several *several, size_t i) {
    const Loaded *former = several->settings->former;
    return former && i < former->source_count ? &former->sources[i] : NULL;
}

/* The folders of all that are files, each once. */
static Str folders_of(const Several *several) {
    Arena *arena = several->loaded->arena;
    Str list = {0};
    for (size_t i = 0; i < several->count; i++) {
        Str folder = path_folder(arena, str_from(path_of(several->settings, i))), rest = list;
        bool is_known = !is_file(several, i);
        while (!is_known && rest.len) {
            Str one = str_slice(rest, 0, str_find(rest, "\n"));
            is_known = str_equal(one, folder);
            rest = str_slice(rest, one.len + 1, rest.len);
        }
        if (!is_known)
            list =
                list.len ? str_printf(arena, "%.*s\n%.*s", str_arg(list), str_arg(folder)) : folder;
    }
    return list;
}

/* Says of the pictures of a file that lie beside it, and beside one before it under the same name:
 * that one is shown. */
static void remark_same_names(Several *several, size_t i) {
    Loaded *loaded = several->loaded;
    Arena *arena = loaded->arena;
    Str own = path_folder(arena, str_from(path_of(several->settings, i)));
    size_t count;
    const Str *names = schedule_pictures(arena, several->read[i].schedule, &count);
    for (size_t k = 0; k < count; k++) {
        if (address_has_scheme(names[k]) || names[k].s[0] == '/')
            continue;
        Str folder = folder_with(arena, loaded->folders, names[k]);
        if (str_equal(folder, own) ||
            !file_exists(path_join(arena, own, str_copy(arena, names[k]).s).s))
            continue;
        candidate_remark(loaded, str_printf(arena,
                                            "%.*s: \"%.*s\" is in %.*s too, and that one is "
                                            "shown; call it otherwise",
                                            str_arg(loaded->sources[i].name), str_arg(names[k]),
                                            str_arg(folder)));
    }
}

static void join_parts(Several *several) {
    Loaded *loaded = several->loaded;
    Arena *arena = loaded->arena;
    JoinPart *parts = arena_new(arena, JoinPart, several->count);
    size_t count = 0;
    loaded->parts = arena_new(arena, Schedule *, several->count);
    for (size_t i = 0; i < several->count; i++) {
        Candidate *read = &several->read[i];
        if (!read->schedule)
            continue;
        loaded->sources[i].bytes = read->bytes;
        if (loaded->sources[i].url.len)
            schedule_resolve_files(read->schedule, loaded->sources[i].url);
        if (is_file(several, i))
            remark_same_names(several, i);
        parts[count] = (JoinPart){read->schedule, read->path};
        loaded->parts[count++] = read->schedule;
        if (candidate_is_undated(read->schedule))
            loaded->valid_until =
                instant_min(loaded->valid_until,
                            schedule_day_bounds(read->schedule, several->settings->now).until);
    }
    loaded->part_count = count;
    if (count > 1) {
        loaded->schedule = schedule_join(parts, count, &loaded->diagnostics);
    } else if (count == 1) { /* alone */
        loaded->schedule = loaded->parts[0];
        loaded->part_count = 0;
    }
    diagnostics_sort(&loaded->diagnostics);
}

void several_read(Loaded *loaded, const LoaderSettings *settings) {
    Arena *arena = loaded->arena;
    Several several = {.loaded = loaded, .settings = settings, .count = settings->also_count + 1};
    loaded->source_count = several.count;
    loaded->sources = arena_new(arena, LoadedSource, several.count);
    several.read = arena_new(arena, Candidate, several.count);
    for (size_t i = 0; i < several.count; i++) {
        const char *path = path_of(settings, i);
        loaded->sources[i].name = address_public_name(arena, path);
        loaded->sources[i].url =
            content_of(settings, i) ? str_copy(arena, str_from(path)) : (Str){0};
    }
    read_parts(&several);
    for (size_t i = 0; i < several.count; i++)
        judge_reading(&several, i, former_source(&several, i));
    settle_zones(&several);
    for (size_t i = 0; i < several.count; i++)
        judge_version(&several, i, former_source(&several, i));
    settle_zones(&several); /* of what stays as it was */
    for (size_t i = 0; i < several.count; i++) {
        const Candidate *read = &several.read[i];
        if (loaded->sources[i].problem.len)
            candidate_remark(loaded, loaded->sources[i].problem);
        if (i == 0)
            loaded->diagnostics = read->diagnostics;
        else
            remark_findings(loaded, &read->diagnostics);
    }
    loaded->folders = folders_of(&several);
    join_parts(&several);
}
