#include "picture/resources.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/address.h"
#include "base/file_write.h"
#include "base/files.h"
#include "base/language.h"
#include "base/log.h"
#include "render/image_file.h"

#define LOG_MODULE "resources"

enum { FINDINGS_LOGGED = 10 }; /* of one file: who wrote it runs `kiosk check` for the rest */

static void log_findings(Diagnostics *findings) {
    diagnostics_sort(findings);
    for (size_t i = 0; i < findings->count && i < FINDINGS_LOGGED; i++) {
        const Diagnostic *finding = &findings->items[i];
        Str line = diagnostic_format_line(findings->arena, findings, finding);
        log_print(finding->severity == SEVERITY_NOTE ? LOG_INFO : LOG_WARNING, LOG_MODULE, "%.*s",
                  str_arg(line));
    }
    if (findings->count > FINDINGS_LOGGED)
        log_warning("%.*s: %zu more", str_arg(findings->file_name),
                    findings->count - FINDINGS_LOGGED);
}

static bool is_data_folder(Arena *arena, const char *path) {
    return folder_exists(path_join(arena, str_from(path), "assets").s);
}

Resources resources_find(Arena *arena) {
    const char *candidates[4] = {getenv("KIOSK_DATA"), NULL, KIOSK_SOURCE_DIR, KIOSK_DATA_DIR};
    char program[4096];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program);
    if (len > 0) {
        Str folder = path_folder(arena, (Str){.s = program, .len = (size_t)len});
        candidates[1] = path_join(arena, folder, "../share/kiosk").s;
    }
    if (candidates[0] && !is_data_folder(arena, candidates[0]))
        log_warning("KIOSK_DATA is %s, but there is no folder \"assets\" in it; looking elsewhere",
                    candidates[0]);
    for (size_t i = 0; i < countof(candidates); i++) {
        if (!candidates[i] || !is_data_folder(arena, candidates[i]))
            continue;
        Str data = str_copy(arena, str_from(candidates[i]));
        log_debug("data in %.*s", str_arg(data));
        return (Resources){.data = data,
                           .assets = path_join(arena, data, "assets"),
                           .fonts = path_join(arena, data, "fonts"),
                           .schedules = path_join(arena, data, "schedules")};
    }
    log_warning("no folder with the program's pictures and words in %s or %s; set KIOSK_DATA",
                KIOSK_SOURCE_DIR, KIOSK_DATA_DIR);
    return (Resources){0};
}

/* Names of the *.yaml in a folder of assets, without the ending. */
static const Str *list_yaml(Arena *arena, Str assets, const char *folder, size_t *count) {
    const Str *names;
    size_t n = 0, kept = 0;
    if (!assets.len || !folder_list(arena, path_join(arena, assets, folder).s, &names, &n))
        n = 0;
    Str *list = arena_new(arena, Str, n);
    for (size_t i = 0; i < n; i++)
        if (str_ends(names[i], ".yaml") && names[i].s[0] != '.')
            list[kept++] = str_slice(names[i], 0, names[i].len - strlen(".yaml"));
    *count = kept;
    return list;
}

const Str *resources_themes(const Resources *resources, Arena *arena, size_t *count) {
    return list_yaml(arena, resources->assets, "themes", count);
}

const Str *resources_languages(const Resources *resources, Arena *arena, size_t *count) {
    return list_yaml(arena, resources->assets, "strings", count);
}

static bool is_theme_file(Str name) {
    return str_find(name, "/") != SIZE_MAX || path_is_yaml(name);
}

static bool is_web(Arena *arena, Str name) {
    return name.len && address_is_web(str_copy(arena, name).s);
}

/* Where the theme's file is; NULL when nothing has that name. */
static const char *theme_path(const Resources *resources, Arena *arena, const ThemeName *wanted) {
    Str name = wanted->name, folder = wanted->folder;
    if (is_web(arena, name)) {
        const char *path = path_join(arena, wanted->copies, address_copy_name(arena, name).s).s;
        return wanted->copies.len && file_exists(path) ? path : NULL;
    }
    if (!is_theme_file(name)) {
        Str themes = path_join(arena, resources->assets, "themes");
        const char *path =
            path_join(arena, themes, arena_printf(arena, "%.*s.yaml", str_arg(name))).s;
        return file_exists(path) ? path : NULL;
    }
    if (wanted->is_the_schedules) {
        FileStamp stamp;
        const char *why;
        char *real = image_path_find(folder, name, &stamp, &why);
        const char *path = real ? str_copy(arena, str_from(real)).s : NULL;
        free(real);
        return path;
    }
    const char *plain = str_copy(arena, name).s;
    if (folder.len && name.s[0] != '/') {
        const char *path = path_join(arena, folder_with(arena, folder, name), plain).s;
        if (file_exists(path))
            return path;
    }
    return file_exists(plain) ? plain : NULL;
}

/* What is wrong with a name that no theme has. */
static void unknown_theme(const Resources *resources, Arena *arena, const ThemeName *wanted,
                          Diagnostics *findings) {
    Str name = wanted->name;
    if (is_web(arena, name)) {
        diagnostics_add(findings, SEVERITY_WARNING, "unknown-theme", (Position){0}, NULL,
                        "the theme %.*s has not come from its server; the built-in one is used",
                        str_arg(address_public_name(arena, str_copy(arena, name).s)));
        return;
    }
    if (wanted->is_the_schedules && is_theme_file(name)) {
        diagnostics_add(findings, SEVERITY_WARNING, "unknown-theme", (Position){0},
                        "put it beside the schedule, or name it with --theme",
                        "no theme \"%.*s\" in the schedule's folder, and only there is one of a "
                        "schedule opened; the built-in one is used",
                        str_arg(name));
        return;
    }
    size_t count;
    const Str *names = resources_themes(resources, arena, &count);
    Str list = {0};
    for (size_t i = 0; i < count; i++)
        list = str_printf(arena, "%.*s%s%.*s", str_arg(list), i ? ", " : "", str_arg(names[i]));
    const Str *nearest = str_nearest(name, names, count);
    const char *hint =
        nearest ? arena_printf(arena, "did you mean \"%.*s\"?", str_arg(*nearest)) : NULL;
    diagnostics_add(findings, SEVERITY_WARNING, "unknown-theme", (Position){0}, hint,
                    "no theme \"%.*s\"; there are: %.*s; the built-in one is used", str_arg(name),
                    str_arg(list));
}

/* A theme's picture is beside the theme, or else the schedule's, or else the program's own. One
 * that is nowhere stays the theme's, so that whoever draws or checks it says so. */
static void locate_picture(const Resources *resources, Arena *arena, const ThemeName *wanted,
                           const Theme *theme, ThemePicture *picture) {
    const struct {
        ImageOrigin origin;
        Str folder;
    } places[] = {{IMAGE_THEME, theme->folder},
                  {IMAGE_SCHEDULE, wanted->folder},
                  {IMAGE_ASSET, resources->assets}};
    picture->origin = IMAGE_THEME;
    if (picture->path.len && is_web(arena, wanted->name) && !address_has_scheme(picture->path))
        picture->path = address_resolve(arena, wanted->name, picture->path);
    if (is_web(arena, picture->path))
        return;
    for (size_t i = 0; i < countof(places) && picture->path.len; i++) {
        Str folder = places[i].folder.len ? folder_with(arena, places[i].folder, picture->path)
                                          : str_from(".");
        if (!file_exists(path_join(arena, folder, str_copy(arena, picture->path).s).s))
            continue;
        picture->origin = places[i].origin;
        return;
    }
}

/* The first bytes of what FreeType and HarfBuzz both read. */
bool resources_is_font(Str bytes) {
    static const char *const BEGINNINGS[] = {"OTTO", "true", "ttcf"};
    bool is_font = bytes.len >= 4 && memcmp(bytes.s, "\0\1\0\0", 4) == 0;
    for (size_t i = 0; i < countof(BEGINNINGS); i++)
        is_font |= str_starts(bytes, BEGINNINGS[i]);
    return is_font;
}

static bool is_font(const char *path) {
    char bytes[4];
    FILE *file = fopen(path, "rbe");
    size_t len = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file)
        fclose(file);
    return resources_is_font((Str){bytes, len});
}

/* Where a font's file is, looked for beside the theme, then the schedule (in its folder fonts,
 * too), then among the program's fonts; or of a theme from a server the file's copy. Empty:
 * nowhere. */
static Str find_font(const Resources *resources, Arena *arena, const ThemeName *wanted,
                     Str theme_folder, Str path) {
    if (is_web(arena, path)) {
        Str copy = path_join(arena, wanted->copies, address_copy_name(arena, path).s);
        return wanted->copies.len && file_exists(copy.s) ? copy : (Str){0};
    }
    Str beside = wanted->folder.len ? wanted->folder : str_from(".");
    const Str folders[] = {theme_folder, beside, path_join(arena, beside, "fonts"),
                           resources->fonts};
    for (size_t i = 0; i < countof(folders); i++) {
        FileStamp stamp;
        const char *why;
        char *real = folders[i].len ? image_path_find(folders[i], path, &stamp, &why) : NULL;
        Str found = real ? str_copy(arena, str_from(real)) : (Str){0};
        free(real);
        if (found.len)
            return found;
    }
    return (Str){0};
}

/* The file that is there, by its absolute path; an address stays one. `folder`: the theme's. */
static void locate_font(const Resources *resources, Arena *arena, const ThemeName *wanted,
                        Str folder, Position at, Str *path, Diagnostics *findings) {
    if (path->len == 0)
        return;
    Str found = find_font(resources, arena, wanted, folder, *path);
    Str shown = address_public_name(arena, str_copy(arena, *path).s);
    if (!found.len)
        diagnostics_add(
            findings, SEVERITY_WARNING, "missing-font", at,
            "put it beside the theme, the schedule, or into the schedule's folder fonts",
            "the font's file \"%.*s\" is not there; the usual font takes its place",
            str_arg(shown));
    else if (!is_font(found.s))
        diagnostics_add(findings, SEVERITY_WARNING, "bad-font", at,
                        "save it as .otf or .ttf; packed fonts (.woff, .woff2) are not read",
                        "the file \"%.*s\" is no font; the usual font takes its place",
                        str_arg(shown));
    if (!is_web(arena, *path))
        *path = found.len && is_font(found.s) ? found : (Str){0};
}

static void locate_theme_font(const Resources *resources, Arena *arena, const ThemeName *wanted,
                              Theme *theme, size_t font, size_t weight, Diagnostics *findings) {
    Str *path = &theme->fonts[font].files[weight];
    if (path->len && is_web(arena, wanted->name) && !address_has_scheme(*path))
        *path = address_resolve(arena, wanted->name, *path);
    locate_font(resources, arena, wanted, theme->folder, theme->font_at[font][weight], path,
                findings);
}

static const Theme *read_theme(const Resources *resources, Arena *arena, const ThemeName *wanted,
                               const char *path, Diagnostics *findings) {
    Theme *theme = arena_new(arena, Theme, 1);
    *theme = *theme_load(arena, findings->source, findings);
    theme_check_third(theme, &theme->overlay, findings);
    theme->folder = path_folder(arena, str_from(path));
    ThemePicture *pictures[] = {&theme->mark, &theme->logo, &theme->pattern, &theme->picture,
                                &theme->plate};
    for (size_t i = 0; i < countof(pictures); i++)
        locate_picture(resources, arena, wanted, theme, pictures[i]);
    for (size_t i = 0; i < theme->font_count; i++)
        for (size_t weight = 0; weight < WEIGHT_COUNT; weight++)
            locate_theme_font(resources, arena, wanted, theme, i, weight, findings);
    return theme;
}

const Theme *resources_theme_checked(const Resources *resources, Arena *arena,
                                     const ThemeName *wanted, Diagnostics *findings) {
    Str name = wanted->name;
    *findings = diagnostics_create(arena, (Str){0}, (Str){0});
    if (name.len == 0)
        return theme_builtin();
    const char *path = theme_path(resources, arena, wanted);
    if (!path) {
        findings->file_name = str_copy(arena, name);
        unknown_theme(resources, arena, wanted, findings);
        return theme_builtin();
    }
    Str source = {0};
    bool is_read = file_read(arena, path, &source);
    Str called =
        is_web(arena, name) ? address_public_name(arena, str_copy(arena, name).s) : str_from(path);
    *findings = diagnostics_create(arena, called, source);
    if (is_read)
        return read_theme(resources, arena, wanted, path, findings);
    diagnostics_add(findings, SEVERITY_WARNING, "unreadable", (Position){0}, NULL,
                    "%s; the built-in theme is used", file_error_words(errno));
    return theme_builtin();
}

const Theme *resources_branded(const Resources *resources, Arena *arena, const ThemeName *wanted,
                               const Theme *theme, const Brand *brand, Diagnostics *findings) {
    Theme *own = arena_new(arena, Theme, 1);
    *own = *theme_branded(arena, theme, brand);
    Diagnostics logged = diagnostics_create(arena, str_from("overlay"), (Str){0});
    for (FontFilesUse use = 0; brand->overlay && use < FONT_FILES_COUNT; use++) {
        FontFiles font = brand->overlay->fonts[use];
        if (!font.is_said)
            continue;
        for (size_t weight = 0; weight < FONT_FILES_WEIGHTS; weight++)
            locate_font(resources, arena, wanted, (Str){0}, font.at[weight], &font.files[weight],
                        findings ? findings : &logged);
        theme_set_font(own, theme_overlay_font(use), &font);
    }
    log_findings(&logged);
    return own;
}

const Theme *resources_theme(const Resources *resources, Arena *arena, const ThemeName *name) {
    Diagnostics findings;
    const Theme *theme = resources_theme_checked(resources, arena, name, &findings);
    log_findings(&findings);
    return theme;
}

const Strings *resources_strings(const Resources *resources, Arena *arena, Str language) {
    Str tags[LANGUAGE_FALLBACKS_MAX];
    size_t count = language_fallbacks(arena, language, tags);
    for (size_t i = 0; i < count; i++) {
        Str folder = path_join(arena, resources->assets, "strings");
        const char *path =
            path_join(arena, folder, arena_printf(arena, "%.*s.yaml", str_arg(tags[i]))).s;
        Str source;
        if (!resources->assets.len || !file_read(arena, path, &source))
            continue;
        Diagnostics findings = diagnostics_create(arena, str_from(path), source);
        const Strings *strings = strings_load(arena, tags[i], source, &findings);
        log_findings(&findings);
        if (strings)
            return strings;
    }
    if (!str_equal_c(tags[count - 1], "en"))
        log_info("no words in the language \"%.*s\": the program's own are English",
                 str_arg(language));
    return strings_builtin();
}

/* The look's own fonts, as far as they are there. */
static const OwnFont *own_fonts(Arena *arena, const Theme *theme, Str copies, size_t *count) {
    OwnFont *own = arena_new(arena, OwnFont, THEME_FONTS_MAX);
    *count = 0;
    for (size_t i = 0; theme && i < theme->font_count; i++) {
        OwnFont font = theme->fonts[i];
        bool has_file = false;
        for (size_t weight = 0; weight < WEIGHT_COUNT; weight++) {
            Str *path = &font.files[weight];
            if (is_web(arena, *path))
                *path = path_join(arena, copies, address_copy_name(arena, *path).s);
            if (path->len && !is_font(str_copy(arena, *path).s))
                *path = (Str){0};
            has_file |= path->len > 0;
        }
        if (has_file)
            own[(*count)++] = font;
    }
    return own;
}

uint64_t resources_fonts_key(const Theme *theme, Str copies) {
    Arena *arena = arena_create();
    size_t count;
    const OwnFont *own = own_fonts(arena, theme, copies, &count);
    uint64_t key = STR_HASH_SEED;
    for (size_t i = 0; i < count; i++)
        for (size_t weight = 0; weight < WEIGHT_COUNT; weight++) {
            Str path = own[i].files[weight];
            struct stat info = {0};
            if (path.len && stat(str_copy(arena, path).s, &info) != 0)
                info = (struct stat){0};
            const uint64_t parts[] = {own[i].role,
                                      weight,
                                      path.len,
                                      (uint64_t)info.st_ino,
                                      (uint64_t)info.st_mtim.tv_sec,
                                      (uint64_t)info.st_mtim.tv_nsec};
            key = str_hash(key, parts, sizeof parts);
            key = str_hash(key, path.s, path.len);
        }
    arena_free(arena);
    return key;
}

TextEngine *resources_text_engine_checked(const Resources *resources, const FontWish *wish,
                                          Arena *arena, Diagnostics *findings) {
    Str folder = wish->folder;
    Str folders[2];
    size_t count = 0;
    if (folder.len && folder_exists(path_join(arena, folder, "fonts").s))
        folders[count++] = path_join(arena, folder, "fonts");
    if (resources->fonts.len)
        folders[count++] = resources->fonts;
    Str path = path_join(arena, resources->fonts, "fonts.yaml"), config = {0};
    if (resources->fonts.len && !file_read(arena, path.s, &config))
        log_info("%s: %s; using the built-in list of fonts", path.s, file_error_words(errno));
    *findings = diagnostics_create(arena, path, config);
    TextSettings settings = {
        .config = config, .config_name = path, .folders = folders, .folder_count = count};
    settings.own = own_fonts(arena, wish->theme, wish->copies, &settings.own_count);
    return text_engine_create(&settings, findings);
}

TextEngine *resources_text_engine(const Resources *resources, const FontWish *wish) {
    Arena *arena = arena_create();
    Diagnostics findings;
    TextEngine *engine = resources_text_engine_checked(resources, wish, arena, &findings);
    log_findings(&findings);
    if (!engine)
        log_error("there is no font; install the Debian packages fonts-inter and fonts-noto-cjk");
    arena_free(arena);
    return engine;
}

const Str *resources_osd_fonts(Arena *arena, size_t *count) {
    static const char *const PATHS[] = {
        "/usr/share/fonts/opentype/inter/Inter-Medium.otf",
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
        "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    };
    Str *list = arena_new(arena, Str, countof(PATHS));
    *count = 0;
    for (size_t i = 0; i < countof(PATHS); i++)
        if (file_exists(PATHS[i]))
            list[(*count)++] = str_from(PATHS[i]);
    return list;
}
