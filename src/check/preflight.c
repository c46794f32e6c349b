#include "check/preflight.h"

#include <string.h>

#include "base/language.h"
#include "check/preflight_images.h"
#include "check/preflight_links.h"
#include "check/preflight_overlay.h"
#include "check/preflight_slides.h"
#include "check/preflight_texts.h"
#include "live/state_file.h"
#include "schedule/checks.h"

static const ScreenSize USUAL_SIZES[] = {{1920, 1080}, {1080, 1920}};

typedef struct {
    const PreflightSettings *settings;
    Source *source;
    CheckReport *report;
    Diagnostics *found; /* about the schedule's file */
    const TextPlaces *places;
} Preflight;

/* A line that the loader wrote: without the file's name, which every finding has anyway. */
static Str without_name(Str line, Str name) {
    bool has_name = line.len > name.len + 2 && name.len &&
                    str_equal(str_slice(line, 0, name.len), name) && line.s[name.len] == ':';
    return has_name ? str_trim(str_slice(line, name.len + 1, line.len)) : line;
}

static void add_remarks(const Preflight *check) {
    const Loaded *loaded = check->source->loaded;
    const Schedule *schedule = check->source->schedule;
    Severity severity = schedule ? SEVERITY_WARNING : SEVERITY_ERROR;
    for (size_t i = 0; i < loaded->remark_count; i++)
        diagnostics_add(check->found, severity, schedule ? "folder" : "unreadable", (Position){0},
                        NULL, "%.*s",
                        str_arg(without_name(loaded->remarks[i], check->found->file_name)));
    Str problem = check->source->problem;
    if (check->source->is_room_unknown)
        diagnostics_add(check->found, SEVERITY_ERROR, "unknown-room", (Position){0}, NULL, "%.*s",
                        str_arg(problem));
    else if (!schedule && !diagnostics_has_errors(check->found))
        diagnostics_add(check->found, SEVERITY_ERROR, "unreadable", (Position){0}, NULL, "%.*s",
                        str_arg(without_name(problem, check->found->file_name)));
}

static Diagnostics *keep(const Preflight *check, const Diagnostics *findings) {
    Diagnostics *kept = arena_new(check->report->arena, Diagnostics, 1);
    *kept = *findings;
    return kept;
}

static PreflightFolders folders_of(const Preflight *check) {
    return (PreflightFolders){.schedule = check->source->loaded->folders,
                              .copies = check->settings->copies,
                              .beside = check->settings->beside};
}

/* The theme in use, and whether its own colours have too little contrast. What is wrong with its
 * name is the schedule's fault, the rest is about a file of its own. */
static const Theme *check_theme(const Preflight *check, bool *is_pale) {
    Arena *arena = check->report->arena;
    const Resources *resources = check->settings->resources;
    const Schedule *schedule = check->source->schedule;
    Str given = check->settings->theme, name = given.len ? given : schedule->display.theme;
    const ThemeName wanted = {.name = name,
                              .folder = check->source->loaded->folders,
                              .copies = check->settings->copies,
                              .is_the_schedules = !given.len};
    Diagnostics findings;
    const Theme *theme = resources_theme_checked(resources, arena, &wanted, &findings);
    *is_pale = false;
    for (size_t i = 0; i < findings.count; i++)
        *is_pale |= strcmp(findings.items[i].code, "low-contrast") == 0;
    bool is_unknown = findings.count == 1 && strcmp(findings.items[0].code, "unknown-theme") == 0;
    if (is_unknown && !given.len) {
        const Diagnostic *finding = &findings.items[0];
        Position from = {.line = 1, .column = 1};
        Position at = text_places_find_key(check->places, from, "theme", name);
        diagnostics_add(check->found, finding->severity, finding->code, at,
                        finding->hint.len ? finding->hint.s : NULL, "%.*s",
                        str_arg(finding->message));
    } else if (findings.file_name.len) {
        PreflightFolders folders = folders_of(check);
        preflight_theme_images(theme, resources->assets, &folders, &findings);
        check_report_add_file(check->report, keep(check, &findings));
    }
    Brand brand = view_brand(schedule);
    return resources_branded(resources, arena, &wanted, theme, &brand, check->found);
}

static bool has_words(const Preflight *check, Str language) {
    Arena *scratch = arena_create();
    size_t count;
    const Str *tags = resources_languages(check->settings->resources, scratch, &count);
    Str fallbacks[LANGUAGE_FALLBACKS_MAX];
    size_t fallback_count = language_fallbacks(scratch, language, fallbacks);
    bool is_there = str_equal_c(fallbacks[fallback_count - 1], "en");
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < fallback_count; k++)
            is_there |= str_equal(tags[i], fallbacks[k]);
    arena_free(scratch);
    return is_there;
}

/* The words of the languages that a screen shows in that order. */
static LanguageOrder load_order(const Preflight *check, const Str *tags, size_t count) {
    LanguageOrder order = {.count = count < VIEW_LANGUAGES_MAX ? count : VIEW_LANGUAGES_MAX};
    for (size_t i = 0; i < order.count; i++) {
        order.tags[i] = tags[i];
        order.strings[i] =
            resources_strings(check->settings->resources, check->report->arena, tags[i]);
        if (has_words(check, tags[i]))
            continue;
        Position from = {.line = 1, .column = 1};
        diagnostics_add(check->found, SEVERITY_NOTE, "no-words",
                        text_places_find_key(check->places, from, "languages", tags[i]), NULL,
                        "there are no words of the program's own in \"%.*s\": they are English",
                        str_arg(tags[i]));
    }
    return order;
}

static size_t load_orders(const Preflight *check, LanguageOrder *orders) {
    const PreflightSettings *settings = check->settings;
    const Display *display = &check->source->schedule->display;
    if (display->is_language_guessed && !str_equal_c(display->languages[0], "en"))
        diagnostics_add(check->found, SEVERITY_NOTE, "language", (Position){0},
                        "say which: event: {language: …}",
                        "the texts do not say their language; they are taken for \"%.*s\"",
                        str_arg(display->languages[0]));
    if (settings->order_count == 0) {
        orders[0] = load_order(check, display->languages, display->language_count);
        return 1;
    }
    size_t count = 0;
    for (; count < settings->order_count && count < SURVEY_ORDERS_MAX; count++)
        orders[count] =
            load_order(check, settings->orders[count].tags, settings->orders[count].count);
    return count;
}

static TextEngine *check_fonts(const Preflight *check, const Theme *theme) {
    Diagnostics findings;
    const FontWish wish = {
        .folder = check->source->loaded->folder, .theme = theme, .copies = check->settings->copies};
    TextEngine *engine = resources_text_engine_checked(check->settings->resources, &wish,
                                                       check->report->arena, &findings);
    if (!engine)
        diagnostics_add(&findings, SEVERITY_ERROR, "no-font", (Position){0},
                        "apt install fonts-inter fonts-noto-cjk", "there is no font to draw with");
    check_report_add_file(check->report, keep(check, &findings));
    return engine;
}

/* Returns how many pages were looked at. */
static size_t check_pages(const Preflight *check) {
    const PreflightSettings *settings = check->settings;
    bool is_pale;
    const Theme *theme = check_theme(check, &is_pale);
    LanguageOrder orders[SURVEY_ORDERS_MAX];
    SurveyPlan plan = {.schedule = check->source->schedule,
                       .room = check->source->is_room_unknown ? SCHEDULE_NONE : check->source->room,
                       .sizes = settings->size_count ? settings->sizes : USUAL_SIZES,
                       .size_count =
                           settings->size_count ? settings->size_count : countof(USUAL_SIZES),
                       .orders = orders,
                       .order_count = load_orders(check, orders),
                       .theme = theme,
                       .is_theme_pale = is_pale,
                       .text = check_fonts(check, theme)};
    if (!plan.text)
        return 0;
    Arena *arena = arena_create();
    const Survey *survey = survey_create(arena, &plan);
    preflight_texts(survey, &plan, check->places, check->found);
    PreflightFolders folders = folders_of(check);
    preflight_images(survey, &plan, check->places, &folders, check->found);
    preflight_links(survey, &plan, check->places, check->found);
    preflight_slides(plan.schedule, &settings->screens, check->found);
    preflight_overlay(&plan, settings->sizes, settings->size_count, settings->resources->assets,
                      &folders, check->found);
    size_t pages = survey->page_count;
    arena_free(arena);
    text_engine_free(plan.text);
    return pages;
}

/* Staff's changes that the file has left without their session or room. */
static void check_changes(const Preflight *check) {
    Arena *arena = arena_create();
    const PreflightSettings *settings = check->settings;
    Str name = state_schedule_name(arena, settings->path ? settings->path
                                                         : settings->resources->schedules.s);
    Str path = state_path(arena, str_from(settings->state_folder), name);
    LiveState *state = state_read_any(path.s);
    for (size_t i = 0; state && i < state->count; i++) {
        Str lost = live_lost(arena, check->source->schedule, state, &state->ops[i]);
        if (lost.len)
            diagnostics_add(check->found, SEVERITY_WARNING, "lost-change", (Position){0},
                            "kiosk live undo, or give the change again", "live change: %.*s",
                            str_arg(lost));
    }
    live_free(state);
    arena_free(arena);
}

void preflight_run(const PreflightSettings *settings, Source *source, CheckReport *report) {
    Preflight check = {.settings = settings,
                       .source = source,
                       .report = report,
                       .found = &source->loaded->diagnostics};
    CheckedSchedule entry = {.path = source->loaded->path.len ? source->loaded->path
                                                              : check.found->file_name,
                             .schedule = source->schedule};
    check_report_add_file(report, check.found);
    add_remarks(&check);
    if (source->schedule) {
        check.places =
            text_places_create(source->loaded->arena, source->schedule, check.found->source);
        schedule_check(source->schedule, source->now, check.found);
        if (settings->state_folder)
            check_changes(&check);
        entry.pages = check_pages(&check);
    }
    check_report_add_schedule(report, entry);
}
