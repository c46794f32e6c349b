#include "picture/source.h"

#include "base/address.h"
#include "base/files.h"
#include "base/steady.h"
#include "picture/feeds.h"
#include "picture/pieces.h"
#include "picture/remote.h"
#include "picture/rooms.h"
#include "picture/slide_folder.h"
#include "picture/source_screens.h"

/* The day that a first run shows. */
#define BUNDLED_DAY "2019-09-26-apsara.yaml"

Millis source_demo_shift(const Schedule *schedule, Instant now) {
    if (schedule->session_count == 0)
        return 0;
    size_t day = schedule->sessions[0].day;
    Instant from = INSTANT_NEVER, until = INT64_MIN;
    for (size_t i = 0; i < schedule->session_count; i++) {
        const Session *session = &schedule->sessions[i];
        if (session->day != day)
            continue;
        from = instant_min(from, session->start);
        until = instant_max(until, session->end);
    }
    const Millis step = 5 * MILLIS_MINUTE;
    Millis shift = now - (from + (until - from) / 2);
    Millis rest = ((shift % step) + step) % step;
    return shift - rest + (rest * 2 >= step ? step : 0);
}

/* The bytes of what is a URL among the sources. */
static const SourceContent *read_contents(Arena *arena, const SourceSettings *settings) {
    SourceContent *contents = arena_new(arena, SourceContent, settings->also_count + 1);
    for (size_t i = 0; i <= settings->also_count; i++) {
        const char *path = i ? settings->also[i - 1] : settings->path;
        if (address_is_web(path))
            contents[i] = (SourceContent){.is_url = true, .bytes = remote_read(arena, path)};
    }
    return contents;
}

static const char *installed_folder(const SourceSettings *settings) {
    const char *folder = settings->resources->schedules.s;
    return folder ? folder : "schedules";
}

static Loaded *load(const SourceSettings *settings, Arena *arena, Str host, Instant now,
                    const Source *former) {
    /* While a schedule is shown its pictures have the processors first. */
    FormatThreads threads = former ? FORMAT_ONE_THREAD : FORMAT_THREADS_BY_SIZE;
    if (settings->path) {
        LoaderSettings asked = {.path = settings->path,
                                .also = settings->also,
                                .also_count = settings->also_count,
                                .contents = settings->contents ? settings->contents
                                                               : read_contents(arena, settings),
                                .former = former ? former->loaded : NULL,
                                .is_trusted = settings->is_trusted,
                                .steady = steady_now(),
                                .now = now,
                                .zone = settings->timezone,
                                .hints = settings->hints,
                                .threads = threads,
                                .host_zone = host};
        return loader_load(&asked);
    }
    bool is_held = settings->contents && settings->contents->held;
    LoaderSettings installed = {.path = installed_folder(settings),
                                .contents = is_held ? settings->contents : NULL,
                                .now = now,
                                .zone = settings->timezone,
                                .hints = settings->hints,
                                .threads = threads,
                                .host_zone = host,
                                .is_near_only = true};
    Loaded *loaded = loader_load(&installed);
    if (loaded->schedule || !settings->is_demo)
        return loaded;
    loader_free(loaded);
    LoaderSettings bundled = {.path =
                                  path_join(arena, settings->resources->schedules, BUNDLED_DAY).s,
                              .now = now,
                              .zone = settings->timezone,
                              .hints = settings->hints,
                              .threads = threads,
                              .host_zone = host};
    return loader_load(&bundled);
}

/* One line that says why there is no schedule. */
static Str why_none(const SourceSettings *settings, const Loaded *loaded) {
    Arena *arena = loaded->arena;
    const Diagnostics *found = &loaded->diagnostics;
    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].severity == SEVERITY_ERROR)
            return diagnostic_format_line(arena, found, &found->items[i]);
    if (loaded->remark_count)
        return loaded->remarks[0];
    if (!settings->path)
        return str_printf(arena, "no schedule for today in %.*s; name a file, or try --demo",
                          str_arg(settings->resources->schedules));
    return str_printf(arena, "%s: nothing in it that could be shown", settings->path);
}

/* The source's own word for the room that a door showed before, which stays when its name changes.
 */
static Str former_guid(const Source *former, size_t screen) {
    return former && screen < (former->room_count ? former->room_count : 1) ? former->guids[screen]
                                                                            : (Str){0};
}

static size_t find_guid(const Schedule *schedule, Str guid) {
    for (size_t i = 0; guid.len && i < schedule->room_count; i++)
        if (str_equal(schedule->rooms[i].guid, guid))
            return i;
    return SCHEDULE_NONE;
}

/* SCHEDULE_NONE for all rooms, SCHEDULE_NO_ROOM for one that is not there. `*guid` is what it was
 * called before, then what it is called now. */
static size_t find_room(Source *source, Str name, Str *guid) {
    if (name.len == 0 || !source->schedule)
        return SCHEDULE_NONE;
    Str problem;
    size_t room = find_guid(source->schedule, *guid);
    if (room == SCHEDULE_NONE)
        room = room_find(source->schedule, name, source->loaded->arena, &problem);
    if (room != SCHEDULE_NONE)
        *guid = source->schedule->rooms[room].guid;
    if (room != SCHEDULE_NONE || str_equal_c(name, "all"))
        return room;
    source->problem = problem;
    source->is_room_unknown = true;
    return SCHEDULE_NO_ROOM;
}

static void find_rooms(Source *source, const SourceSettings *settings, const Source *former) {
    Arena *arena = source->loaded->arena;
    const Str *names = settings->room_count ? settings->rooms : &settings->room;
    size_t said = settings->room_count, count = said ? said : 1;
    if (source->screen && source->screen->room_count && !settings->is_room_said) {
        names = source->screen->rooms;
        said = source->screen->room_count > 1 ? source->screen->room_count : 0;
        count = source->screen->room_count;
    }
    size_t *rooms = arena_new(arena, size_t, count);
    Str *guids = arena_new(arena, Str, count);
    for (size_t i = count; i-- > 0;) { /* the first that is wrong is told of */
        guids[i] = str_copy(arena, former_guid(former, i));
        rooms[i] = find_room(source, names[i], &guids[i]);
    }
    source->rooms = rooms;
    source->room_count = said;
    source->room = rooms[0];
    source->guids = guids;
}

size_t source_room(const Source *source, size_t screen) {
    if (source->room_count == 0)
        return source->room;
    return screen < source->room_count ? source->rooms[screen] : SCHEDULE_NONE;
}

/* What the folder of slides is beside; NULL: there is no such place. */
static const char *slides_beside(const SourceSettings *settings) {
    const char *path = settings->path ? settings->path : installed_folder(settings);
    return address_is_web(path) ? NULL : path;
}

const Str *source_files(Arena *arena, const SourceSettings *settings, size_t *count) {
    Str *files = arena_new(arena, Str, (settings->also_count + 1) * (1 + PIECES_BESIDE) + 3);
    *count = 0;
    if (!settings->path)
        files[(*count)++] = str_copy(arena, str_from(installed_folder(settings)));
    for (size_t i = 0; settings->path && i <= settings->also_count; i++) {
        const char *path = i ? settings->also[i - 1] : settings->path;
        if (address_is_web(path))
            continue;
        Str file = str_copy(arena, str_from(path)), beside[PIECES_BESIDE];
        size_t beside_count = pieces_beside(arena, file, beside);
        files[(*count)++] = file;
        for (size_t k = 0; k < beside_count; k++)
            files[(*count)++] = beside[k];
    }
    if (slides_beside(settings))
        files[(*count)++] = slide_folder_path(arena, slides_beside(settings));
    Str screens = settings->follows_plan ? screens_path_of(arena, settings) : (Str){0};
    if (screens.len)
        files[(*count)++] = screens;
    return files;
}

static void keep_files(Source *source, const Str *files, const Signature *signatures,
                       size_t count) {
    Arena *arena = source->loaded->arena;
    Str *kept = arena_new(arena, Str, count);
    Signature *same = arena_new(arena, Signature, count);
    for (size_t i = 0; i < count; i++) {
        kept[i] = str_copy(arena, files[i]);
        same[i] = signatures[i];
    }
    source->files = kept;
    source->signatures = same;
    source->file_count = count;
}

Source *source_open(const SourceSettings *settings, Instant now, const Source *former) {
    Arena *scratch = arena_create();
    const Zone *host = moment_host_zone(scratch);
    const Zone *said = settings->timezone.len ? zone_open(scratch, settings->timezone) : NULL;
    /* The date of --at decides which file of a folder is today's, so it is needed before any
     * schedule, and its zone, is known. */
    bool is_dated = settings->has_at && settings->at.has_date;
    Instant today =
        is_dated && !former ? moment_resolve(&settings->at, NULL, said ? said : host, now) : now;
    size_t file_count;
    const Str *files = source_files(scratch, settings, &file_count);
    Signature *signatures = arena_new(scratch, Signature, file_count);
    for (size_t i = 0; i < file_count; i++) /* before: what is written meanwhile is a change */
        signatures[i] = signature_of(files[i].s);
    Loaded *loaded = load(settings, scratch, zone_name(host), today, former);
    if (slides_beside(settings))
        slide_folder_join(loaded, slides_beside(settings));
    FeedsRead feeds = feeds_join(loaded, settings, now, former ? former->schedule : NULL);
    Source *source = arena_new(loaded->arena, Source, 1);
    *source = (Source){.loaded = loaded,
                       .schedule = loaded->schedule,
                       .room = SCHEDULE_NONE,
                       .feed_files = feeds.files,
                       .feed_signatures = feeds.signatures,
                       .feed_file_count = feeds.count,
                       .now = now};
    if (settings->has_at && !former)
        source->now = moment_resolve(&settings->at, loaded->schedule, said ? said : host, now);
    keep_files(source, files, signatures, file_count);
    arena_free(scratch);
    if (!source->schedule) {
        source->problem = why_none(settings, loaded);
        find_rooms(source, settings, former);
        return source;
    }
    source_take_screens(source, settings, former);
    if (settings->is_demo && !settings->has_at) {
        source->shift =
            former && former->schedule ? former->shift : source_demo_shift(source->schedule, now);
        source->moved = schedule_shifted(source->schedule, source->shift);
        source->schedule = source->moved;
        loaded->valid_until = INSTANT_NEVER;
    }
    loaded->valid_until = instant_min(loaded->valid_until, feeds.until);
    find_rooms(source, settings, former);
    return source;
}

void source_close(Source *source) {
    if (!source)
        return;
    schedule_free(source->moved);
    loader_free(source->loaded);
}
