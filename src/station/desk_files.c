/* desk_files.c: what comes from servers: the bytes of URLs, and the files that the plan names. Part
 * of desk.h. */
#include "base/address.h"
#include "picture/feeds.h"
#include "picture/pieces.h"
#include "station/desk_inner.h"

/* Their problems that no server has a part in. */
static void keep_refused(Desk *desk, const Str *refused, size_t count) {
    for (size_t i = 0; i < count; i++)
        desk->refused[desk->refused_count++] = str_copy(desk->refused_arena, refused[i]);
}

void desk_collect(Desk *desk, WakeCall *call, WakeCall *feeds) {
    const SourceSettings *settings = desk->settings->source;
    Arena *scratch = arena_create();
    Beside found = beside_find(scratch, settings, desk->source);
    size_t feed_count, refused_count;
    const Str *refused;
    const Str *addresses =
        feeds_addresses(scratch, settings, desk->source, &feed_count, &refused, &refused_count);
    if (!desk->feeds && feed_count) {
        desk->feeds = feeds_start(settings, true);
        if (desk->feeds)
            wake_add(desk->wake, collect_fd(desk->feeds), feeds, desk);
    }
    if (desk->feeds)
        collect_want(desk->feeds, addresses, feed_count);
    if (!desk->collect && found.count && settings->copies.len) {
        desk->collect = beside_start(settings->copies, true);
        if (desk->collect)
            wake_add(desk->wake, collect_fd(desk->collect), call, desk);
    }
    if (desk->collect)
        collect_want(desk->collect, found.addresses, found.count);
    arena_free(desk->refused_arena);
    desk->refused_arena = arena_create();
    desk->refused = arena_new(desk->refused_arena, Str, found.refused_count + refused_count);
    desk->refused_count = 0;
    keep_refused(desk, found.refused, found.refused_count);
    keep_refused(desk, refused, refused_count);
    arena_free(scratch);
}

/* ---- the sources ---- */

FetchSettings desk_fetch_settings(const DeskSettings *settings, size_t source) {
    const SourceSettings *sources = settings->source;
    return (FetchSettings){.url = source ? sources->also[source - 1] : sources->path,
                           .cache_folder = settings->cache_folder,
                           .pieces = &PIECES_OF_URL};
}

const SourceContent *desk_first_contents(Arena *arena, const DeskSettings *settings) {
    size_t count = settings->source->also_count + 1;
    SourceContent *contents = arena_new(arena, SourceContent, count);
    for (size_t i = 0; i < count; i++) {
        FetchSettings fetch = desk_fetch_settings(settings, i);
        contents[i].is_url = fetch.url && address_is_web(fetch.url);
        if (contents[i].is_url)
            fetch_cached(&fetch, arena, &contents[i].bytes, NULL);
    }
    return contents;
}

const SourceContent *desk_contents(const Desk *desk, Arena *arena) {
    SourceContent *contents = arena_new(arena, SourceContent, desk->source_count);
    for (size_t i = 0; i < desk->source_count; i++)
        if (desk->copies[i])
            contents[i] = (SourceContent){.is_url = true,
                                          .is_settled = copies_is_settled(desk->copies[i]),
                                          .bytes = copies_read(desk->copies[i])};
    return contents;
}

/* What the URLs' bytes were worth. Of several they may have been judged before. */
void desk_judge_copies(Desk *desk) {
    const Loaded *loaded = desk->source->loaded;
    for (size_t i = 0; i < desk->source_count && i < loaded->source_count; i++) {
        Copies *copies = desk->copies[i];
        const LoadedSource *read = &loaded->sources[i];
        if (!copies || (desk->source_count > 1 && !copies_is_pending(copies)))
            continue;
        if (desk->source_count == 1 || read->state == SOURCE_TAKEN)
            copies_show(copies, read->state == SOURCE_TAKEN, read->shown.error_count > 0);
        else if (read->state == SOURCE_WAITS)
            copies_doubt(copies);
        else
            copies_refuse(copies);
    }
}
