#include "picture/feeds.h"

#include <string.h>
#include <sys/stat.h>

#include "base/address.h"
#include "base/files.h"
#include "formats/feed.h"
#include "formats/feed_settle.h"
#include "live/signature.h"
#include "schedule/feeds.h"

enum { PATIENCE_MS = 20000, INTERVAL_MS = 180000 };

/* Beside that of the pictures: who removes what is not named any more knows one of the two. */
static Str folder_of_copies(Arena *arena, const SourceSettings *settings) {
    return settings->copies.len ? str_printf(arena, "%.*s.feeds", str_arg(settings->copies))
                                : (Str){0};
}

/* ---- asking --------------------------------------------------------------------------------- */

/* CollectSettings.refuse */
static const char *refuse(Str address, Str bytes) {
    (void)address;
    return feed_refuse(bytes);
}

Collect *feeds_start(const SourceSettings *settings, bool is_watching) {
    Arena *arena = arena_create();
    Str folder = folder_of_copies(arena, settings);
    Collect *collect = folder.len ? collect_start(&(CollectSettings){.folder = folder.s,
                                                                     .what = "feed",
                                                                     .interval = INTERVAL_MS,
                                                                     .size_max = FEED_BYTES_MAX,
                                                                     .count_max = SLIDES_MAX,
                                                                     .keeps_times = true,
                                                                     .keeps_all = !is_watching,
                                                                     .refuse = refuse})
                                  : NULL;
    arena_free(arena);
    return collect;
}

static bool is_own_server(const Loaded *loaded, Str address) {
    for (size_t i = 0; i < loaded->source_count; i++)
        if (address_is_same_server(loaded->sources[i].url, address))
            return true;
    return false;
}

typedef struct {
    Str *addresses, *refused;
    size_t count, refused_count;
} Asking;

static Asking find_addresses(Arena *arena, const SourceSettings *settings, const Loaded *loaded,
                             const Schedule *schedule) {
    size_t most = schedule ? schedule->slide_count : 0;
    Asking asking = {.addresses = arena_new(arena, Str, most),
                     .refused = arena_new(arena, Str, most)};
    for (size_t i = 0; i < most; i++) {
        const SlideContent *slide = &schedule->slides[i];
        if (!slide->feed || slide->feed_page)
            continue;
        Str address = str_copy(arena, slide->feed->address);
        if (!address_is_web(address.s))
            continue;
        if (!settings->no_remote_pictures || is_own_server(loaded, address))
            asking.addresses[asking.count++] = address;
        else
            asking.refused[asking.refused_count++] =
                str_printf(arena, "the feed %.*s is not asked for: --no-remote-pictures forbids it",
                           str_arg(address_public_name(arena, address.s)));
    }
    return asking;
}

const Str *feeds_addresses(Arena *arena, const SourceSettings *settings, const Source *source,
                           size_t *count, const Str **refused, size_t *refused_count) {
    Asking asking = find_addresses(arena, settings, source->loaded, source->schedule);
    *count = asking.count;
    *refused = asking.refused;
    *refused_count = asking.refused_count;
    return asking.addresses;
}

/* For commands that end. Why one did not come is in its feed then. */
static Collect *ask_all(const Loaded *loaded, const SourceSettings *settings) {
    Arena *arena = arena_create();
    Asking asking = find_addresses(arena, settings, loaded, loaded->schedule);
    Collect *collect = asking.count ? feeds_start(settings, false) : NULL;
    if (collect) {
        collect_want(collect, asking.addresses, asking.count);
        collect_wait(collect, PATIENCE_MS);
    }
    arena_free(arena);
    return collect;
}

/* ---- reading -------------------------------------------------------------------------------- */

typedef struct {
    Loaded *loaded;
    const SourceSettings *settings;
    const Schedule *former;
    Instant now;
    Arena *scratch;
    Collect *collect; /* commands alone */
    Str *files;
    Signature *signatures;
    FeedsRead read;
} Joining;

static Instant written_at(const char *path) {
    struct stat info;
    if (stat(path, &info) != 0)
        return INT64_MIN;
    return (Instant)info.st_mtim.tv_sec * MILLIS_SECOND + info.st_mtim.tv_nsec / 1000000;
}

/* The one that is shown now under that address, with something in it; NULL: there is none. */
static const NewsFeed *former_feed(const Schedule *former, Str address) {
    for (size_t i = 0; former && i < former->slide_count; i++) {
        const NewsFeed *feed = former->slides[i].feed;
        if (feed && feed->item_count && str_equal(feed->address, address))
            return feed;
    }
    return NULL;
}

/* What the feed had before; its texts are copied. */
static void keep_former(Arena *arena, NewsFeed *feed, const NewsFeed *former) {
    NewsItem *items = arena_new(arena, NewsItem, former->item_count);
    for (size_t i = 0; i < former->item_count; i++) {
        items[i] = former->items[i];
        items[i].id = str_copy(arena, items[i].id);
        items[i].author = str_copy(arena, items[i].author);
        items[i].title = str_copy(arena, items[i].title);
        items[i].text = str_copy(arena, items[i].text);
        items[i].picture = str_copy(arena, items[i].picture);
    }
    Str problem = feed->problem;
    feed->title = str_copy(arena, former->title);
    feed->fetched = former->fetched;
    feed_settle(arena, feed, items, former->item_count);
    feed->problem = problem;
}

static void read_copy(const Joining *joining, NewsFeed *feed) {
    Arena *arena = joining->loaded->schedule->arena, *scratch = joining->scratch;
    Str folder = folder_of_copies(scratch, joining->settings), bytes;
    feed->problem =
        joining->collect ? collect_problem(joining->collect, arena, feed->address) : (Str){0};
    if (!folder.len ||
        !file_read_within(scratch,
                          path_join(scratch, folder, address_copy_name(scratch, feed->address).s).s,
                          FEED_BYTES_MAX, &bytes))
        return; /* nothing has come yet */
    Str problem = feed->problem;
    feed->fetched = collect_when(folder.s, feed->address);
    feed_read(arena, bytes, feed->address, feed);
    feed->problem = problem.len ? problem : feed->problem;
}

/* Pictures lie beside the feed's file. */
static void place_pictures(Arena *arena, NewsFeed *feed) {
    Str folder = path_folder(arena, feed->address);
    for (size_t i = 0; i < feed->item_count; i++) {
        Str *picture = (Str *)(uintptr_t)&feed->items[i].picture; /* still being made */
        if (picture->len && str_find(*picture, "..") != SIZE_MAX)
            *picture = (Str){0};
        else if (picture->len && folder.len && !address_has_scheme(*picture))
            *picture = path_join(arena, folder, str_copy(arena, *picture).s);
    }
}

static void read_file(Joining *joining, NewsFeed *feed) {
    Loaded *loaded = joining->loaded;
    Arena *arena = loaded->schedule->arena, *scratch = joining->scratch;
    const char *name = str_copy(scratch, feed->address).s;
    Str path = {0}, bytes;
    for (Str rest = loaded->folders, one; !path.len || !file_exists(path.s);
         rest = str_slice(rest, one.len + 1, rest.len)) { /* the first folder that has it */
        one = str_slice(rest, 0, str_find(rest, "\n"));
        if (!path.len || one.len)
            path = *name == '/' ? str_from(name)
                                : path_join(scratch, one.len ? one : str_from("."), name);
        if (one.len == rest.len)
            break;
    }
    joining->files[joining->read.count] = str_copy(loaded->arena, path);
    joining->signatures[joining->read.count++] = signature_of(path.s);
    if (!file_read_within(scratch, path.s, FEED_BYTES_MAX, &bytes)) {
        feed->problem = str_from("there is no such file, or it cannot be read");
        return;
    }
    feed->fetched = written_at(path.s);
    if (feed_read(arena, bytes, (Str){0}, feed)) {
        place_pictures(arena, feed);
        return;
    }
    const NewsFeed *former = former_feed(joining->former, feed->address);
    feed->fetched = INT64_MIN;
    if (former)
        keep_former(arena, feed, former);
}

/* Once more in half the time that a silent server is given: it may have said that nothing is new,
 * which changes no file's bytes. */
static void want_again(Joining *joining, const NewsFeed *feed) {
    if (!feed->silence_max || feed->fetched == INT64_MIN)
        return;
    Instant until = feed->fetched + feed->silence_max / 2;
    if (until > joining->now)
        joining->read.until = instant_min(joining->read.until, until);
}

static void read_one(Joining *joining, NewsFeed *feed) {
    if (address_is_web(str_copy(joining->scratch, feed->address).s)) {
        read_copy(joining, feed);
        want_again(joining, feed);
    } else {
        read_file(joining, feed);
    }
}

/* ---- pages ---------------------------------------------------------------------------------- */

/* Each page is a slide of its own; the first one is what the file has. */
static void add_pages(Arena *arena, Schedule *schedule) {
    SlideContent *slides = arena_new(arena, SlideContent, SLIDES_MAX);
    size_t count = 0;
    for (size_t i = 0; i < schedule->slide_count && count < SLIDES_MAX; i++) {
        SlideContent slide = schedule->slides[i];
        size_t pages = slide.feed ? feed_pages(slide.feed) : 1;
        size_t left = schedule->slide_count - i - 1; /* which have a place anyway */
        for (size_t page = 0; page < pages && (page == 0 || count + left < SLIDES_MAX); page++) {
            slide.feed_page = page;
            slide.is_found |= page > 0; /* the file has one of them */
            slides[count++] = slide;
        }
    }
    schedule->slides = slides;
    schedule->slide_count = count;
}

FeedsRead feeds_join(Loaded *loaded, const SourceSettings *settings, Instant now,
                     const Schedule *former) {
    Schedule *schedule = loaded->schedule;
    Joining joining = {.loaded = loaded,
                       .settings = settings,
                       .former = former,
                       .now = now,
                       .read.until = INSTANT_NEVER};
    size_t feeds = 0;
    for (size_t i = 0; schedule && i < schedule->slide_count; i++)
        feeds += schedule->slides[i].feed != NULL;
    if (feeds == 0)
        return joining.read;
    joining.scratch = arena_create();
    joining.files = arena_new(loaded->arena, Str, feeds);
    joining.signatures = arena_new(loaded->arena, Signature, feeds);
    joining.collect =
        !settings->contents && !settings->has_feeds ? ask_all(loaded, settings) : NULL;
    for (size_t i = 0; i < schedule->slide_count; i++) {
        NewsFeed *feed = (NewsFeed *)(uintptr_t)schedule->slides[i].feed; /* still being made */
        if (!feed)
            continue;
        read_one(&joining, feed);
        for (size_t k = 0; k < feed->item_count; k++)
            schedule->hash = str_hash(schedule->hash, feed->items[k].id.s, feed->items[k].id.len);
    }
    add_pages(schedule->arena, schedule);
    collect_stop(joining.collect);
    arena_free(joining.scratch);
    joining.read.files = joining.files;
    joining.read.signatures = joining.signatures;
    return joining.read;
}
