#include "picture/beside.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/address.h"
#include "base/files.h"
#include "base/log.h"
#include "live/fetch_cache.h"
#include "render/image_header.h"
#include "schedule/pictures.h"

#define LOG_MODULE "fetch"

enum { PATIENCE_MS = 30000 };

/* The same from wherever it is named. Without a look at the disk, which may hang. */
static Str key_of(Arena *arena, const char *path) {
    char here[PATH_MAX];
    if (*path == '/' || address_is_web(path) || !getcwd(here, sizeof here))
        return str_copy(arena, str_from(path));
    return str_printf(arena, "%s/%s", here, path);
}

Str beside_folder(Arena *arena, const SourceSettings *settings, const char *cache_folder) {
    const char *path = settings->path ? settings->path : settings->resources->schedules.s;
    Str key = key_of(arena, path ? path : "schedules");
    /* Who has other sources names other files, and must not remove these. */
    for (size_t i = 0; i < settings->also_count; i++)
        key = str_printf(arena, "%.*s\n%.*s", str_arg(key),
                         str_arg(key_of(arena, settings->also[i])));
    Str copy = fetch_cache_path(arena, cache_folder, key.s);
    return copy.len ? str_printf(arena, "%.*s-files", str_arg(copy)) : copy;
}

/* ---- which ---------------------------------------------------------------------------------- */

typedef struct {
    Arena *arena;
    const SourceSettings *settings;
    const Loaded *loaded;
    const Schedule *schedule;
    Str *addresses, *refused;
    Beside found;
} Finding;

static bool is_own_server(const Finding *finding, Str address) {
    for (size_t i = 0; i < finding->loaded->source_count; i++)
        if (address_is_same_server(finding->loaded->sources[i].url, address))
            return true;
    /* A feed's server shows its pictures, where feeds of other servers are shown. */
    for (size_t i = 0; finding->schedule && !finding->settings->no_remote_pictures &&
                       i < finding->schedule->slide_count;
         i++) {
        const NewsFeed *feed = finding->schedule->slides[i].feed;
        if (feed && address_is_same_server(feed->address, address))
            return true;
    }
    return false;
}

static bool is_secure(Str address) {
    return str_equal_nocase(str_slice(address, 0, strlen("https:")), str_from("https:"));
}

static void add(Finding *finding, Str path) {
    Str address = str_copy(finding->arena, path);
    if (!address_is_web(address.s))
        return;
    bool is_own = is_own_server(finding, address);
    if (is_own || (is_secure(address) && !finding->settings->no_remote_pictures))
        finding->addresses[finding->found.count++] = address;
    else if (!is_secure(address))
        finding->refused[finding->found.refused_count++] = str_printf(
            finding->arena, "%.*s: is not asked for: of other servers only https: is; write https:",
            str_arg(address_public_name(finding->arena, address.s)));
}

Beside beside_find(Arena *arena, const SourceSettings *settings, const Source *source) {
    enum { THEME_FILES = 6 + THEME_FONTS_MAX * WEIGHT_COUNT };
    const Schedule *schedule = source->schedule;
    size_t count;
    const Str *pictures = schedule_pictures(arena, schedule, &count);
    Finding finding = {.arena = arena,
                       .settings = settings,
                       .loaded = source->loaded,
                       .schedule = schedule,
                       .addresses = arena_new(arena, Str, count + THEME_FILES),
                       .refused = arena_new(arena, Str, count + THEME_FILES)};
    Str theme = schedule ? schedule->display.theme : (Str){0};
    if (theme.len && address_is_web(str_copy(arena, theme).s)) {
        add(&finding, theme);
        finding.found.has_theme = finding.found.count > 0;
        Diagnostics ignored;
        ThemeName name = {.name = theme,
                          .folder = source->loaded->folders,
                          .is_the_schedules = true,
                          .copies = settings->copies};
        const Theme *look = resources_theme_checked(settings->resources, arena, &name, &ignored);
        const ThemePicture *own[] = {&look->mark, &look->logo, &look->pattern, &look->picture,
                                     &look->plate};
        for (size_t i = 0; i < countof(own); i++)
            add(&finding, own[i]->path);
        for (size_t i = 0; i < look->font_count; i++)
            for (size_t weight = 0; weight < WEIGHT_COUNT; weight++)
                add(&finding, look->fonts[i].files[weight]);
    }
    for (size_t i = 0; i < count; i++)
        add(&finding, pictures[i]);
    finding.found.addresses = finding.addresses;
    finding.found.refused = finding.refused;
    return finding.found;
}

/* ---- what may come -------------------------------------------------------------------------- */

/* CollectSettings.refuse: the same that a file is refused for before it is decoded. */
static const char *refuse(Str address, Str bytes) {
    ImageHeader header;
    const char *why = NULL;
    Arena *arena = arena_create();
    bool is_theme = path_is_yaml(address_copy_name(arena, address));
    arena_free(arena);
    if (resources_is_font(bytes))
        return NULL;
    if (is_theme)
        return memchr(bytes.s, 0, bytes.len) ? "this is no theme: it has zero bytes" : NULL;
    return image_header_read((const uint8_t *)bytes.s, bytes.len, &header, &why) ? NULL : why;
}

Collect *beside_start(Str folder, bool is_watching) {
    return collect_start(
        &(CollectSettings){.folder = folder.s, .keeps_all = !is_watching, .refuse = refuse});
}

Collect *beside_fetch(const SourceSettings *settings, const Source *source) {
    Arena *arena = arena_create();
    Beside found = beside_find(arena, settings, source);
    Collect *collect =
        found.count && settings->copies.len ? beside_start(settings->copies, false) : NULL;
    if (collect) {
        collect_want(collect, found.addresses, found.count);
        collect_wait(collect, PATIENCE_MS);
    }
    if (collect && found.has_theme) { /* and what it names */
        found = beside_find(arena, settings, source);
        collect_want(collect, found.addresses, found.count);
        collect_wait(collect, PATIENCE_MS);
    }
    for (size_t i = 0; i < found.refused_count; i++)
        log_warning("%.*s", str_arg(found.refused[i]));
    arena_free(arena);
    return collect;
}
