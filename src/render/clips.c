#include "render/clips.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/steady.h"
#include "render/clip_sound.h"
#include "render/image_file.h"

#define LOG_MODULE "video"

enum {
    CLIPS_MAX = 8,
    LEFT_MS = 4000,      /* without a question, once it was shown */
    UNSHOWN_MS = 200000, /* made ready, and never shown */
    AGAIN_MS = 60000,    /* what could not be played is tried again */
    STEADY_MS = 300,     /* a film that is shown is asked for more often than that … */
    STEADY_TIMES = 4     /* … again and again; a picture that is made ready, now and then */
};

typedef struct {
    char *path; /* owned; as it stands in the schedule */
    PictureBox box;
    int64_t showing;
    Clip *clip;   /* owned; NULL: it could not be played */
    Clip *former; /* owned: of the file as it was; its last frame stands until the new one's
                     first is there; usually NULL */
    uint64_t former_id;
    ClipSound *sound; /* owned; NULL: it is not heard */
    uint64_t id;
    bool is_shown; /* a frame of it was handed out */
    bool is_doubted;
    uint32_t times; /* it was asked for without a pause */
    Millis asked_at, failed_at;
    char why[DECODE_WHY_MAX];
} Entry;

struct Clips {
    ClipsSettings settings;
    Entry entries[CLIPS_MAX];
    size_t count;
    uint64_t last_id;
};

Clips *clips_create(const ClipsSettings *settings) {
    Clips *clips = memory_must(calloc(1, sizeof *clips));
    clips->settings = *settings;
    if (settings->unfit == 0)
        clips->settings.unfit = LEFT_MS;
    return clips;
}

static void remove_entry(Clips *clips, size_t index) {
    const Entry *entry = &clips->entries[index];
    ClipStatistics statistics = entry->clip ? clip_statistics(entry->clip) : (ClipStatistics){0};
    if (statistics.asked)
        log_debug("%s: %llu frames were due, %llu came late", entry->path,
                  (unsigned long long)(statistics.asked + statistics.missed),
                  (unsigned long long)(statistics.late + statistics.missed));
    clip_sound_stop(entry->sound);
    clip_close(entry->clip);
    clip_close(entry->former);
    free(clips->entries[index].path);
    clips->entries[index] = clips->entries[--clips->count];
}

void clips_free(Clips *clips) {
    if (!clips)
        return;
    while (clips->count)
        remove_entry(clips, clips->count - 1);
    free(clips);
}

static bool is_of(const Entry *entry, const ClipWish *wish) {
    return str_equal_c(wish->path, entry->path) && entry->box.fit == wish->box.fit &&
           entry->box.width == wish->box.width && entry->box.height == wish->box.height;
}

/* Whichever showing of that video was asked for last; NULL: it is not there. */
static Entry *find_last(Clips *clips, const ClipWish *wish) {
    Entry *last = NULL;
    for (size_t i = 0; i < clips->count; i++)
        if (is_of(&clips->entries[i], wish) &&
            (!last || clips->entries[i].asked_at >= last->asked_at))
            last = &clips->entries[i];
    return last;
}

static Entry *find(Clips *clips, const ClipWish *wish) {
    for (size_t i = 0; i < clips->count; i++)
        if (is_of(&clips->entries[i], wish) && clips->entries[i].showing == wish->showing)
            return &clips->entries[i];
    if (wish->showing == 0)
        return find_last(clips, wish);
    /* What nobody has seen yet, or cannot be played, is not opened twice. */
    for (size_t i = 0; i < clips->count; i++) {
        Entry *entry = &clips->entries[i];
        if (is_of(entry, wish) && (!entry->is_shown || !entry->clip)) {
            entry->showing = wish->showing;
            return entry;
        }
    }
    return NULL;
}

/* It was made ready for another size than it is shown in: a program that starts does not know its
 * window's. */
static bool is_of_no_size(const Clips *clips, const Entry *entry) {
    for (size_t i = 0; i < clips->count; i++) {
        const Entry *other = &clips->entries[i];
        if (other != entry && other->is_shown && other->showing == entry->showing &&
            strcmp(other->path, entry->path) == 0 &&
            other->asked_at - entry->asked_at > clips->settings.unfit)
            return true;
    }
    return false;
}

void clips_sweep(Clips *clips) {
    Millis now = steady_now();
    for (size_t i = clips->count; i-- > 0;) {
        const Entry *entry = &clips->entries[i];
        Millis patience = !entry->clip                  ? AGAIN_MS
                          : entry->is_shown             ? LEFT_MS
                          : is_of_no_size(clips, entry) ? 0
                                                        : UNSHOWN_MS;
        if (now - entry->asked_at > patience)
            remove_entry(clips, i);
    }
}

void clips_doubt(Clips *clips) {
    for (size_t i = 0; i < clips->count; i++)
        clips->entries[i].is_doubted = true;
}

void clips_close_doubted(Clips *clips) {
    for (size_t i = clips->count; i-- > 0;)
        if (clips->entries[i].is_doubted)
            remove_entry(clips, i);
}

size_t clips_count(const Clips *clips) {
    return clips->count;
}

/* The one that was not asked for longest makes room. */
static Entry *add_entry(Clips *clips, const ClipWish *wish) {
    if (clips->count == CLIPS_MAX) {
        size_t oldest = 0;
        for (size_t i = 1; i < clips->count; i++)
            if (clips->entries[i].asked_at < clips->entries[oldest].asked_at)
                oldest = i;
        remove_entry(clips, oldest);
    }
    Entry *entry = &clips->entries[clips->count++];
    *entry = (Entry){.path = memory_must(strndup(wish->path.s, wish->path.len)),
                     .box = wish->box,
                     .showing = wish->showing};
    return entry;
}

/* It is shown, and heard: on several displays of other sizes once. */
static void let_hear(Clips *clips, Entry *entry, const ClipWish *wish) {
    Millis now = steady_now();
    for (size_t i = 0; i < clips->count; i++) {
        Entry *other = &clips->entries[i];
        if (!other->sound || other == entry || strcmp(other->path, entry->path) != 0)
            continue;
        if (now - other->asked_at < STEADY_MS)
            return;
        clip_sound_stop(other->sound); /* of a showing that is over */
        other->sound = NULL;
    }
    if (entry->sound && clip_sound_go_on(entry->sound))
        return;
    clip_sound_stop(entry->sound);
    entry->sound = NULL;
    FileStamp stamp;
    const char *why;
    char *file = image_path_find(wish->folder, wish->path, &stamp, &why);
    if (file)
        entry->sound = clip_sound_start(clips->settings.sound_program, file);
    free(file);
}

static void let_former_go(Entry *entry) {
    clip_close(entry->former);
    entry->former = NULL;
}

static void fail(Entry *entry, const char *why) {
    clip_sound_stop(entry->sound);
    entry->sound = NULL;
    let_former_go(entry);
    clip_close(entry->clip);
    entry->clip = NULL;
    entry->failed_at = steady_now();
    if (strcmp(entry->why, why) != 0)
        log_warning("%s: %s; shown without it", entry->path, why);
    snprintf(entry->why, sizeof entry->why, "%s", why);
}

static void open_entry(Clips *clips, Entry *entry, const ClipWish *wish) {
    entry->id = ++clips->last_id;
    entry->clip = clip_open(&(ClipOrder){.folder = wish->folder,
                                         .path = wish->path,
                                         .box = wish->box,
                                         .ready = clips->settings.ready,
                                         .context = clips->settings.context});
    entry->is_shown = false;
    if (clips->settings.waits)
        clip_wait(entry->clip);
}

/* It had ended: nobody had asked for long, or the file is another one. Then what was seen of the
 * former one stands until there is something of the new one. */
static void open_again(Clips *clips, Entry *entry, const ClipWish *wish, bool is_replaced) {
    if (!is_replaced || entry->is_shown)
        let_former_go(entry);
    if (is_replaced && entry->is_shown) {
        entry->former = entry->clip;
        entry->former_id = entry->id;
    } else {
        clip_close(entry->clip);
    }
    open_entry(clips, entry, wish);
}

static const Image *former_frame(Entry *entry, uint64_t frame, uint64_t *version) {
    uint64_t number = 0;
    const Image *image = clip_frame(entry->former, frame, &number);
    *version = image ? entry->former_id << 40 | number : 0;
    return image;
}

const Image *clips_frame(Clips *clips, const ClipWish *wish, uint64_t frame, uint64_t *version) {
    Entry *entry = find(clips, wish);
    *version = 0;
    if (!entry) {
        entry = add_entry(clips, wish);
        open_entry(clips, entry, wish);
    }
    Millis now = steady_now();
    entry->times = now - entry->asked_at < STEADY_MS ? entry->times + 1 : 0;
    entry->asked_at = now;
    if (frame > 0) /* it is drawn; the first one is asked for to know whether there is any */
        entry->is_doubted = false;
    if (!entry->clip)
        return NULL;
    char why[DECODE_WHY_MAX];
    ClipState state = clip_state(entry->clip);
    clip_why(entry->clip, why);
    bool is_replaced = clip_is_replaced(entry->clip);
    if (!why[0] && (state == CLIP_STILL || (state == CLIP_BROKEN && is_replaced))) {
        open_again(clips, entry, wish, is_replaced);
        state = clip_state(entry->clip);
    }
    if (entry->former && state == CLIP_STARTING)
        return former_frame(entry, frame, version);
    let_former_go(entry);
    if (state == CLIP_BROKEN) {
        clip_why(entry->clip, why);
        fail(entry, why);
        return NULL;
    }
    uint64_t number = 0;
    const Image *image = clip_frame(entry->clip, frame, &number);
    entry->is_shown |= image && frame > 0;
    if (state == CLIP_STILL && !entry->why[0]) {
        clip_why(entry->clip, why);
        if (why[0])
            log_warning("%s: %s", entry->path, why);
        snprintf(entry->why, sizeof entry->why, "%s", why);
    }
    if (clips->settings.has_sound && state == CLIP_PLAYING && number > 1 &&
        entry->times >= STEADY_TIMES)
        let_hear(clips, entry, wish);
    *version = image ? entry->id << 40 | number : 0;
    return image;
}

bool clips_is_coming(const Clips *clips, const ClipWish *wish) {
    for (size_t i = 0; i < clips->count; i++)
        if (is_of(&clips->entries[i], wish) &&
            (wish->showing == 0 || clips->entries[i].showing == wish->showing))
            return clips->entries[i].clip && clip_state(clips->entries[i].clip) == CLIP_STARTING;
    return false;
}

uint64_t clips_changes(const Clips *clips) {
    uint64_t sum = 0;
    for (size_t i = 0; i < clips->count; i++) {
        const Entry *entry = &clips->entries[i];
        if (entry->clip && clip_state(entry->clip) != CLIP_STARTING)
            sum += entry->id * 1000003;
    }
    return sum;
}

void clips_look_again(Clips *clips) {
    for (size_t i = clips->count; i-- > 0;)
        if (!clips->entries[i].clip || clips->entries[i].why[0])
            remove_entry(clips, i);
        else
            clip_look_again(clips->entries[i].clip);
}

const Str *clips_problems(const Clips *clips, const PictureNames *named, Arena *arena,
                          size_t *count) {
    Str *list = arena_new(arena, Str, clips->count);
    *count = 0;
    for (size_t i = 0; i < clips->count; i++)
        if (clips->entries[i].why[0] && picture_is_named(named, str_from(clips->entries[i].path)))
            list[(*count)++] = str_printf(arena, "the video %s does not play: %s",
                                          clips->entries[i].path, clips->entries[i].why);
    return list;
}
