/* The cache of pictures: keys, budget, what was asked for and what became of it. How a picture is
 * made is picture_maker.h's. */
#include "render/images.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/address.h"
#include "base/arena.h"
#include "base/log.h"
#include "render/picture_queue.h"

#define LOG_MODULE "images"

enum {
    DEFAULT_BUDGET = 64 * 1024 * 1024,
    REPORTS_MAX = 512,
    /* A picture that was asked for within so many requests is on a screen, or will be at once: it
     * would only have to be made again. */
    FRESH_REQUESTS = 4096,
    ENTRIES_MAX = 8192 /* with and without a picture */
};

typedef struct {
    ImageOrigin origin;
    Str path; /* owned */
} ImageName;

typedef struct {
    ImageName name;
    Str copy; /* owned; what the file is called that has the copy of an address; else empty */
    ImageFit fit;
    int32_t box_width, box_height;
    float radius;
    FileStamp stamp; /* of the file that it was made of, or that could not be shown */
    bool has_picture;
    bool is_asked;       /* the queue has an order with this id */
    bool is_asked_again; /* and is to have another one when that is done */
    uint64_t id;
    Image picture;    /* owned; when there is one */
    uint64_t version; /* see image_cache_version */
    uint64_t used_at;
} Entry;

/* What was found out about a file. */
typedef struct {
    ImageName name;
    FileStamp stamp;
    bool is_shown;
    char why[DECODE_WHY_MAX]; /* it is not shown */
} Report;

struct ImageCache {
    Str copies;                      /* owned; see PictureSettings */
    Str folders[IMAGE_ORIGIN_COUNT]; /* owned */
    size_t budget, bytes;
    Entry *entries; /* owned */
    size_t count, capacity;
    Report *reports; /* owned */
    size_t report_count;
    size_t screens; /* that show its pictures, at least 1 */
    uint64_t now;   /* counts requests */
    uint64_t last_id, last_version, changes;
    size_t decoded;
    bool waits;          /* pictures are made when they are asked for */
    PictureMaker *maker; /* owned: for what is made at once */
    PictureQueue *queue; /* owned; NULL like !waits */
    PictureQueue *aside; /* owned: makes the half of what image_cache_make is asked for; or NULL */
};

static Str keep(Str text) {
    char *copy = memory_must(malloc(text.len + 1));
    if (text.len)
        memcpy(copy, text.s, text.len);
    copy[text.len] = 0;
    return (Str){copy, text.len};
}

static void drop(Str *text) {
    free((void *)(uintptr_t)text->s);
    *text = (Str){0};
}

ImageCache *image_cache_create(Str asset_folder, size_t budget, const PictureSettings *pictures) {
    ImageCache *cache = memory_must(calloc(1, sizeof *cache));
    cache->budget = budget ? budget : DEFAULT_BUDGET;
    cache->copies = keep(pictures->copies);
    cache->folders[IMAGE_ASSET] = keep(asset_folder);
    cache->folders[IMAGE_SCHEDULE] = keep((Str){0});
    cache->folders[IMAGE_THEME] = keep((Str){0});
    cache->reports = memory_must(calloc(REPORTS_MAX, sizeof *cache->reports));
    cache->screens = 1;
    cache->waits = !pictures->is_live;
    cache->maker = picture_maker_create(pictures->given_up);
    if (pictures->is_live)
        cache->queue = picture_queue_create(
            &(PictureQueueSettings){pictures->given_up, pictures->ready, pictures->context});
    return cache;
}

/* ---- entries and reports --------------------------------------------------------------------- */

static void take_picture_off(ImageCache *cache, Entry *entry) {
    if (entry->has_picture) {
        cache->bytes -= image_bytes(&entry->picture);
        image_free(&entry->picture);
    }
    entry->has_picture = false;
}

static void remove_entry(ImageCache *cache, size_t index) {
    Entry *entry = &cache->entries[index];
    take_picture_off(cache, entry);
    drop(&entry->name.path);
    drop(&entry->copy);
    *entry = cache->entries[--cache->count];
}

static void forget_origin(ImageCache *cache, ImageOrigin origin) {
    for (size_t i = cache->count; i-- > 0;)
        if (cache->entries[i].name.origin == origin)
            remove_entry(cache, i);
    size_t kept = 0;
    for (size_t i = 0; i < cache->report_count; i++) {
        if (cache->reports[i].name.origin == origin)
            drop(&cache->reports[i].name.path);
        else
            cache->reports[kept++] = cache->reports[i];
    }
    cache->report_count = kept;
}

void image_cache_free(ImageCache *cache) {
    if (!cache)
        return;
    picture_queue_free(cache->queue);
    picture_queue_free(cache->aside);
    picture_maker_free(cache->maker);
    for (ImageOrigin origin = 0; origin < IMAGE_ORIGIN_COUNT; origin++) {
        forget_origin(cache, origin);
        drop(&cache->folders[origin]);
    }
    drop(&cache->copies);
    free(cache->entries);
    free(cache->reports);
    free(cache);
}

static bool is_name(const ImageName *name, ImageOrigin origin, Str path) {
    return name->origin == origin && str_equal(name->path, path);
}

static Report *find_report(const ImageCache *cache, ImageOrigin origin, Str path) {
    for (size_t i = 0; i < cache->report_count; i++)
        if (is_name(&cache->reports[i].name, origin, path))
            return &cache->reports[i];
    return NULL;
}

/* An address whose copy is not there: whoever fetches it knows why. */
static bool is_on_its_way(const Report *report) {
    const FileStamp nothing = {0};
    return address_is_web(report->name.path.s) && !report->is_shown &&
           file_stamp_equal(&report->stamp, &nothing);
}

/* As people may see it; keys may stand in addresses. */
static const char *public_name(Str path, char *room, size_t size) {
    Arena *arena = arena_create();
    snprintf(room, size, "%.*s", str_arg(address_public_name(arena, str_copy(arena, path).s)));
    arena_free(arena);
    return room;
}

/* The file that has the copy of an address; empty: the path is a file's. */
static Str copy_of(Str path) {
    Arena *arena = arena_create();
    const char *address = str_copy(arena, path).s;
    Str name = address_is_web(address) ? keep(address_copy_name(arena, path)) : (Str){0};
    arena_free(arena);
    return name;
}

/* Keeps what became of the file, and says it once for each of its states. */
static void report(ImageCache *cache, ImageOrigin origin, Str path, const PictureResult *result) {
    bool is_shown = result->outcome == PICTURE_MADE;
    Report *report = find_report(cache, origin, path);
    bool is_same =
        report && file_stamp_equal(&report->stamp, &result->stamp) && report->is_shown == is_shown;
    if (!report) {
        if (cache->report_count == REPORTS_MAX) {
            drop(&cache->reports[0].name.path);
            cache->reports[0] = cache->reports[--cache->report_count];
        }
        report = &cache->reports[cache->report_count++];
        *report = (Report){.name = {.origin = origin, .path = keep(path)}};
    }
    report->stamp = result->stamp;
    report->is_shown = is_shown;
    memcpy(report->why, result->facts.why, sizeof report->why);
    if (!is_same && !is_shown && !is_on_its_way(report))
        log_warning("%s: %s; shown without it", public_name(path, (char[256]){0}, 256),
                    report->why);
}

static Entry *find_entry(const ImageCache *cache, const ImageWish *wish) {
    for (size_t i = 0; i < cache->count; i++) {
        Entry *entry = &cache->entries[i];
        if (is_name(&entry->name, wish->origin, wish->path) && entry->fit == wish->fit &&
            entry->box_width == wish->width && entry->box_height == wish->height &&
            entry->radius == wish->radius)
            return entry;
    }
    return NULL;
}

static void remove_oldest(ImageCache *cache) {
    size_t oldest = 0;
    for (size_t i = 1; i < cache->count; i++)
        if (cache->entries[i].used_at < cache->entries[oldest].used_at)
            oldest = i;
    remove_entry(cache, oldest);
}

static Entry *add_entry(ImageCache *cache, const ImageWish *wish) {
    if (cache->count == ENTRIES_MAX)
        remove_oldest(cache);
    if (cache->count == cache->capacity) {
        cache->capacity = cache->capacity ? cache->capacity * 2 : 32;
        cache->entries =
            memory_must(realloc(cache->entries, cache->capacity * sizeof *cache->entries));
    }
    Entry *entry = &cache->entries[cache->count++];
    *entry = (Entry){.name = {.origin = wish->origin, .path = keep(wish->path)},
                     .copy = copy_of(wish->path),
                     .fit = wish->fit,
                     .box_width = wish->width,
                     .box_height = wish->height,
                     .radius = wish->radius,
                     .id = ++cache->last_id,
                     .used_at = cache->now};
    return entry;
}

/* Pictures that fill a screen are few and large: of each screen the one that is shown, and the one
 * that comes next, which is what room is made for now. */
static bool is_on_screen(const ImageCache *cache, const Entry *entry) {
    if (cache->waits)
        return false;
    if (!image_fit_is_page(entry->fit))
        return cache->now - entry->used_at < FRESH_REQUESTS;
    size_t newer = 0;
    for (size_t i = 0; i < cache->count; i++) {
        const Entry *other = &cache->entries[i];
        newer +=
            other->has_picture && image_fit_is_page(other->fit) && other->used_at > entry->used_at;
    }
    return newer < 2 * cache->screens - 1;
}

/* Makes room for `bytes`, oldest first. A picture larger than the budget is alone in the cache, and
 * leaves it with the next. What is on a live screen stays. */
static void make_room(ImageCache *cache, size_t bytes, uint64_t but_for) {
    while (cache->bytes + bytes > cache->budget) {
        size_t oldest = SIZE_MAX;
        for (size_t i = 0; i < cache->count; i++) {
            const Entry *entry = &cache->entries[i];
            if (entry->has_picture && entry->id != but_for && !is_on_screen(cache, entry) &&
                (oldest == SIZE_MAX || entry->used_at < cache->entries[oldest].used_at))
                oldest = i;
        }
        if (oldest == SIZE_MAX)
            return;
        remove_entry(cache, oldest);
    }
}

static Entry *entry_of(ImageCache *cache, uint64_t id) {
    for (size_t i = 0; i < cache->count; i++)
        if (cache->entries[i].id == id)
            return &cache->entries[i];
    return NULL;
}

/* ---- what became of them --------------------------------------------------------------------- */

static PictureOrder order_of(const ImageCache *cache, const Entry *entry) {
    const Report *report = find_report(cache, entry->name.origin, entry->name.path);
    bool has_failed = report && !report->is_shown;
    bool is_far = entry->copy.len > 0;
    Str copies = cache->copies.len ? cache->copies : str_from("/dev/null"); /* has no files */
    return (PictureOrder){.folder = is_far ? copies : cache->folders[entry->name.origin],
                          .path = is_far ? entry->copy : entry->name.path,
                          .box = {entry->fit, entry->box_width, entry->box_height},
                          .radius = entry->radius,
                          .known = entry->has_picture ? entry->stamp
                                   : has_failed       ? report->stamp
                                                      : (FileStamp){0}};
}

static void order(ImageCache *cache, Entry *entry) {
    if (entry->is_asked)
        return;
    entry->is_asked = true;
    PictureOrder wanted = order_of(cache, entry);
    picture_queue_order(cache->queue, entry->id, &wanted);
}

/* Other sizes of a file that is another one now. */
static void refresh_others(ImageCache *cache, const Entry *entry) {
    const ImageName name = entry->name;
    const FileStamp stamp = entry->stamp;
    const uint64_t id = entry->id;
    for (size_t i = cache->count; i-- > 0;) {
        Entry *other = &cache->entries[i];
        if (other->id == id || !is_name(&other->name, name.origin, name.path) ||
            file_stamp_equal(&other->stamp, &stamp))
            continue;
        if (cache->queue && !other->is_asked)
            order(cache, other);
        else if (!cache->queue && other->has_picture)
            remove_entry(cache, i);
    }
}

/* Takes the result's image. */
static void keep_result(ImageCache *cache, uint64_t id, PictureResult *result) {
    Entry *entry = entry_of(cache, id);
    if (!entry) { /* of a folder that is not shown any more */
        image_free(&result->image);
        return;
    }
    entry->is_asked = false;
    if (result->outcome == PICTURE_UNCHANGED)
        return;
    report(cache, entry->name.origin, entry->name.path, result);
    take_picture_off(cache, entry);
    entry->stamp = result->outcome == PICTURE_PUT_OFF ? (FileStamp){0} : result->stamp;
    if (result->outcome == PICTURE_MADE) {
        make_room(cache, image_bytes(&result->image), id);
        entry = entry_of(cache, id); /* it may lie elsewhere now */
        entry->picture = result->image;
        entry->has_picture = true;
        entry->version = ++cache->last_version;
        cache->bytes += image_bytes(&entry->picture);
        cache->decoded++;
        log_debug("%.*s is decoded: %zu of %zu KiB kept", str_arg(entry->name.path),
                  cache->bytes / 1024, cache->budget / 1024);
    }
    refresh_others(cache, entry);
}

/* The same. */
static void take_result(ImageCache *cache, uint64_t id, PictureResult *result) {
    keep_result(cache, id, result);
    Entry *entry = entry_of(cache, id);
    if (!entry || !entry->is_asked_again)
        return;
    entry->is_asked_again = false;
    order(cache, entry);
}

static void take_results(ImageCache *cache) {
    uint64_t id;
    PictureResult result;
    while (cache->queue && picture_queue_take(cache->queue, &id, &result)) {
        cache->changes += result.outcome != PICTURE_UNCHANGED;
        take_result(cache, id, &result);
    }
}

/* At once, if that is possible. */
static void make(ImageCache *cache, Entry *entry) {
    PictureOrder wanted = order_of(cache, entry);
    uint64_t id = entry->id;
    wanted.is_plain_only = !cache->waits;
    PictureResult result = picture_maker_make(cache->maker, &wanted);
    if (result.outcome == PICTURE_NOT_PLAIN)
        order(cache, entry);
    else
        take_result(cache, id, &result);
}

static Entry *get(ImageCache *cache, const ImageWish *wish) {
    cache->now++;
    take_results(cache);
    Entry *entry = find_entry(cache, wish);
    bool is_new = !entry;
    if (is_new)
        entry = add_entry(cache, wish);
    entry->used_at = cache->now;
    uint64_t id = entry->id;
    if (cache->waits || (is_new && wish->origin != IMAGE_SCHEDULE))
        make(cache, entry);
    else if (is_new)
        order(cache, entry);
    return entry_of(cache, id);
}

/* Entries for those of the wishes that have none, in `ids`, which has room for all. */
static size_t add_new(ImageCache *cache, const ImageWish *wishes, size_t count, uint64_t *ids) {
    size_t added = 0;
    for (size_t i = 0; i < count; i++) {
        if (find_entry(cache, &wishes[i]))
            continue;
        cache->now++;
        ids[added++] = add_entry(cache, &wishes[i])->id;
    }
    return added;
}

/* One of two is made by the other thread, with a decoders' process of its own. */
static void make_by_two(ImageCache *cache, const uint64_t *ids, size_t count) {
    if (!cache->aside)
        cache->aside = picture_queue_create(&(PictureQueueSettings){0});
    for (size_t i = 1; i < count; i += 2) {
        PictureOrder wanted = order_of(cache, entry_of(cache, ids[i]));
        picture_queue_order(cache->aside, ids[i], &wanted);
    }
    for (size_t i = 0; i < count; i += 2) {
        Entry *entry = entry_of(cache, ids[i]);
        if (entry)
            make(cache, entry);
    }
    while (picture_queue_wait(cache->aside)) {
        uint64_t id;
        PictureResult result;
        if (picture_queue_take(cache->aside, &id, &result))
            take_result(cache, id, &result);
    }
}

void image_cache_make(ImageCache *cache, const ImageWish *wishes, size_t count) {
    if (!cache->waits || count < 2 || count > ENTRIES_MAX / 2 || sysconf(_SC_NPROCESSORS_ONLN) < 2)
        return;
    uint64_t *ids = memory_must(calloc(count, sizeof *ids));
    size_t added = add_new(cache, wishes, count, ids);
    if (added > 1)
        make_by_two(cache, ids, added);
    free(ids);
}

bool image_cache_is_coming(const ImageCache *cache, const ImageWish *wish) {
    const Entry *entry = find_entry(cache, wish);
    return entry && entry->is_asked && !entry->has_picture;
}

void image_cache_set_screens(ImageCache *cache, size_t screens) {
    cache->screens = screens;
}

const Image *image_cache_get(ImageCache *cache, const ImageWish *wish) {
    const Entry *entry = get(cache, wish);
    return entry->has_picture ? &entry->picture : NULL;
}

uint64_t image_cache_version(ImageCache *cache, const ImageWish *wish) {
    const Entry *entry = get(cache, wish);
    return entry->has_picture ? entry->version : 0;
}

/* Whoever waits for pictures has each looked at when it is asked for: anything may have changed. */
uint64_t image_cache_changes(ImageCache *cache) {
    take_results(cache);
    return cache->waits ? ++cache->changes : cache->changes;
}

void image_cache_look_again(ImageCache *cache) {
    if (!cache->queue)
        return; /* it looks each time */
    take_results(cache);
    for (size_t i = 0; i < cache->count; i++) {
        Entry *entry = &cache->entries[i];
        if (entry->name.origin == IMAGE_ASSET)
            continue;
        entry->is_asked_again = entry->is_asked; /* it may have been looked at too early */
        order(cache, entry);
    }
}

void image_cache_set_folder(ImageCache *cache, ImageOrigin origin, Str folder) {
    if (str_equal(folder, cache->folders[origin])) {
        image_cache_look_again(cache);
        return;
    }
    Str fresh = keep(folder); /* `folder` may be the one that is dropped */
    drop(&cache->folders[origin]);
    cache->folders[origin] = fresh;
    forget_origin(cache, origin);
    cache->changes++;
}

/* ---- what is asked of it --------------------------------------------------------------------- */

const Str *image_cache_problems(const ImageCache *cache, const PictureNames *named, Arena *arena,
                                size_t *count) {
    Str *list = arena_new(arena, Str, cache->report_count);
    *count = 0;
    for (size_t i = 0; i < cache->report_count; i++) {
        const Report *report = &cache->reports[i];
        bool is_known = !named || report->name.origin != IMAGE_SCHEDULE ||
                        picture_is_named(named, report->name.path);
        if (!report->is_shown && is_known && !is_on_its_way(report))
            list[(*count)++] =
                str_printf(arena, "the picture %.*s is not shown: %s",
                           str_arg(address_public_name(arena, report->name.path.s)), report->why);
    }
    return list;
}

void image_cache_count(const ImageCache *cache, RenderStatistics *statistics) {
    statistics->images = 0;
    for (size_t i = 0; i < cache->count; i++)
        statistics->images += cache->entries[i].has_picture;
    statistics->image_bytes = cache->bytes;
    statistics->decoded = cache->decoded;
}
