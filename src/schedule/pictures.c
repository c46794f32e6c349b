#include "schedule/pictures.h"

#include "base/address.h"
#include "base/files.h"
#include "base/word_table.h"

typedef void PictureCall(void *context, Str *path);

/* The texts are the schedule's own, which is still being made when they are changed. */
static void each_picture(const Schedule *schedule, PictureCall *call, void *context) {
    Event *event = (Event *)(uintptr_t)&schedule->event;
    call(context, &event->logo);
    call(context, &event->logo_on_light);
    call(context, &event->background);
    OverlayLook *overlay = (OverlayLook *)(uintptr_t)&schedule->overlay;
    call(context, &overlay->picture);
    for (size_t use = 0; use < FONT_FILES_COUNT; use++)
        for (size_t weight = 0; weight < FONT_FILES_WEIGHTS; weight++)
            call(context, &overlay->fonts[use].files[weight]);
    for (size_t i = 0; i < schedule->partner_count; i++)
        call(context, (Str *)(uintptr_t)&schedule->partners[i].logo);
    for (size_t i = 0; i < schedule->project_count; i++)
        call(context, (Str *)(uintptr_t)&schedule->projects[i].logo);
    for (size_t i = 0; i < schedule->slide_count; i++) {
        call(context, (Str *)(uintptr_t)&schedule->slides[i].picture);
        call(context, (Str *)(uintptr_t)&schedule->slides[i].poster);
        const NewsFeed *feed = schedule->slides[i].feed_page ? NULL : schedule->slides[i].feed;
        for (size_t k = 0; feed && k < feed->item_count; k++)
            call(context, (Str *)(uintptr_t)&feed->items[k].picture);
    }
    for (size_t i = 0; i < schedule->session_count; i++)
        for (size_t k = 0; k < schedule->sessions[i].speaker_count; k++)
            call(context, (Str *)(uintptr_t)&schedule->sessions[i].speakers[k].photo);
}

typedef struct {
    Arena *arena;
    WordTable known;
    Str *items;
    size_t count, capacity;
} Pictures;

static void add(void *context, Str *path) {
    Pictures *pictures = context;
    if (!path->len || word_table_add(&pictures->known, *path, pictures->count) != pictures->count)
        return;
    Str *item = arena_push(pictures->arena, &pictures->items, &pictures->count, &pictures->capacity,
                           sizeof(Str), _Alignof(Str));
    *item = *path;
}

const Str *schedule_pictures(Arena *arena, const Schedule *schedule, size_t *count) {
    Pictures pictures = {.arena = arena, .known.arena = arena};
    if (schedule)
        each_picture(schedule, add, &pictures);
    *count = pictures.count;
    return pictures.items;
}

typedef struct {
    Arena *arena;
    Str url;
} Resolving;

static void resolve(void *context, Str *path) {
    const Resolving *resolving = context;
    if (path->len && !address_has_scheme(*path))
        *path = address_resolve(resolving->arena, resolving->url, *path);
}

void schedule_resolve_files(Schedule *schedule, Str url) {
    Resolving resolving = {schedule->arena, url};
    each_picture(schedule, resolve, &resolving);
    for (size_t i = 0; i < schedule->slide_count; i++) {
        NewsFeed *feed = (NewsFeed *)(uintptr_t)schedule->slides[i].feed; /* not read yet */
        if (feed)
            resolve(&resolving, &feed->address);
    }
    Str *theme = &schedule->display.theme;
    if (str_find(*theme, "/") != SIZE_MAX || path_is_yaml(*theme))
        resolve(&resolving, theme);
}
