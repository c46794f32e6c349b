/* check.c: `kiosk check`, what is wrong with schedules. */
#include <string.h>

#include "base/clock.h"
#include "check/preflight.h"
#include "cli/commands.h"

/* As the finding stands in the other list. */
static bool has_finding(const Diagnostics *list, const Diagnostic *finding) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].at.line == finding->at.line &&
            list->items[i].at.column == finding->at.column &&
            str_equal(list->items[i].message, finding->message))
            return true;
    return false;
}

/* What is wrong on that screen and is not said of the schedule anyway, as findings of its own. */
static void add_own(CheckReport *report, const Diagnostics *all, const Diagnostics *own,
                    const ScreenPlan *plan) {
    Diagnostics *found = arena_new(report->arena, Diagnostics, 1);
    Str name = str_printf(report->arena, "%.*s, screen %.*s", str_arg(own->file_name),
                          str_arg(plan->name));
    *found = diagnostics_create(report->arena, name, own->source);
    for (size_t i = 0; i < own->count; i++) {
        const Diagnostic *finding = &own->items[i];
        if (!has_finding(all, finding))
            diagnostics_add(found, finding->severity, finding->code, finding->at,
                            finding->hint.len ? finding->hint.s : NULL, "%.*s",
                            str_arg(finding->message));
    }
    if (found->count)
        check_report_add_file(report, found);
}

/* What was read of the first source that it names, so that no server is asked twice. */
static SourceContent first_content(const Source *source) {
    const LoadedSource *first = &source->loaded->sources[0];
    return (SourceContent){.is_url = first->url.len > 0, .bytes = first->bytes};
}

/* The same of all that it was joined from. */
static const SourceContent *all_contents(Arena *arena, const Source *source, size_t also_count) {
    SourceContent *contents = arena_new(arena, SourceContent, also_count + 1);
    for (size_t i = 0; i <= also_count && i < source->loaded->source_count; i++) {
        const LoadedSource *one = &source->loaded->sources[i];
        contents[i] = (SourceContent){.is_url = one->url.len > 0, .bytes = one->bytes};
    }
    return contents;
}

/* Each screen of the venue's plan, at its size, with what it shows. The sources are kept for the
 * report. */
static void check_screens(const Options *options, const SourceSettings *schedule,
                          const PreflightSettings *usual, const Source *base, CheckReport *report,
                          Source ***kept, size_t *kept_count) {
    SourceSettings wanted = *schedule;
    options_screen(options, &wanted, report->arena);
    const ScreenPlans plans = usual->screens;
    *kept = arena_new(report->arena, Source *, plans.count);
    wanted.contents = all_contents(report->arena, base, wanted.also_count);
    Clock clock = clock_system();
    for (size_t i = 0; i < plans.count && base->schedule; i++) {
        const ScreenPlan *plan = &plans.items[i];
        if (options->screen_name && !str_equal_nocase(plan->name, str_from(options->screen_name)))
            continue;
        wanted.screen.name = plan->name;
        Source *source = (*kept)[(*kept_count)++] = source_open(&wanted, clock_now(&clock), NULL);
        check_report_add_file(report, &source->screens_found);
        if (!source->schedule || source->is_room_unknown)
            continue;
        CheckReport own = check_report_create(report->arena);
        ScreenSize size = {plan->width ? plan->width : 1920, plan->height ? plan->height : 1080};
        if (plan->rotate_count == 1 && !plan->width && plan->rotates[0] % 180 == 90)
            size = (ScreenSize){1080, 1920};
        PreflightSettings settings = *usual;
        if (settings.size_count == 0) {
            settings.sizes = &size;
            settings.size_count = 1;
        }
        preflight_run(&settings, source, &own);
        add_own(report, &base->loaded->diagnostics, &source->loaded->diagnostics, plan);
    }
}

static bool shares_a_day(const Schedule *a, const Schedule *b) {
    for (size_t i = 0; i < a->day_count; i++)
        for (size_t k = 0; k < b->day_count; k++)
            if (date_compare(a->days[i].date, b->days[k].date) == 0)
                return true;
    return false;
}

/* Whether they may be meant for one screen: files of other days are other events. */
static bool may_be_together(Source *const *sources, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++)
            if (sources[i]->schedule && sources[k]->schedule &&
                shares_a_day(sources[i]->schedule, sources[k]->schedule))
                return true;
    return false;
}

/* What several files contradict each other in, which each of them alone does not show: so would a
 * kiosk say that is given all of them. NULL when they have nothing to do with each other. */
static Source *check_together(const Options *options, const SourceSettings *usual,
                              Source *const *sources, CheckReport *report) {
    size_t count = options->path_count;
    if (count < 2 || !may_be_together(sources, count))
        return NULL;
    SourceSettings wanted = *usual;
    const char **also = arena_new(report->arena, const char *, count - 1 + options->also_count);
    for (size_t i = 1; i < count; i++)
        also[i - 1] = options->paths[i];
    for (size_t i = 0; i < options->also_count; i++)
        also[count - 1 + i] = options->also[i];
    wanted.path = options->paths[0];
    wanted.also = also;
    wanted.also_count = count - 1 + options->also_count;
    wanted.has_feeds = true;
    SourceContent *contents = arena_new(report->arena, SourceContent, wanted.also_count + 1);
    for (size_t i = 0; i < count; i++)
        contents[i] = first_content(sources[i]);
    const SourceContent *further = all_contents(report->arena, sources[0], options->also_count);
    for (size_t i = 0; i < options->also_count; i++)
        contents[count + i] = further[1 + i];
    wanted.contents = contents;
    Clock clock = clock_system();
    Source *all = source_open(&wanted, clock_now(&clock), NULL);
    const Diagnostics *own = &all->loaded->diagnostics;
    Diagnostics *found = arena_new(report->arena, Diagnostics, 1);
    *found = diagnostics_create(report->arena, str_from("shown together"), (Str){0});
    for (size_t i = 0; i < own->count; i++) {
        const Diagnostic *finding = &own->items[i];
        if (strcmp(finding->code, "conflict") == 0 &&
            !has_finding(&sources[0]->loaded->diagnostics, finding))
            diagnostics_add(found, finding->severity, finding->code, finding->at, finding->hint.s,
                            "%.*s", str_arg(finding->message));
    }
    if (found->count)
        check_report_add_file(report, found);
    return all;
}

int command_check(const Options *options) {
    Arena *arena = arena_create();
    Resources resources = resources_find(arena);
    PreflightSettings settings = {.resources = &resources,
                                  .sizes = options->sizes,
                                  .size_count = options->size_count,
                                  .orders = options->orders,
                                  .order_count = options->order_count,
                                  .theme = options->theme,
                                  .state_folder = options->state_folder};
    Clock clock = clock_system();
    CheckReport report = check_report_create(arena);
    size_t count = options->path_count ? options->path_count : 1; /* none: the installed one */
    Source **sources = arena_new(arena, Source *, count);
    Source ***screens = arena_new(arena, Source **, count); /* of each, those of its plan */
    size_t *screen_counts = arena_new(arena, size_t, count);
    memset(screen_counts, 0, count * sizeof *screen_counts);
    for (size_t i = 0; i < count; i++) {
        SourceSettings wanted = options_source(options, &resources, arena);
        wanted.path = options->paths[i];
        wanted.copies = beside_folder(arena, &wanted, NULL); /* of this one */
        sources[i] = source_open(&wanted, clock_now(&clock), NULL);
        wanted.has_feeds = true;
        settings.path = wanted.path;
        settings.copies = wanted.copies;
        settings.beside = beside_fetch(&wanted, sources[i]);
        settings.screens = source_screens(arena, &wanted);
        preflight_run(&settings, sources[i], &report);
        if (!options->room.len)
            check_screens(options, &wanted, &settings, sources[i], &report, &screens[i],
                          &screen_counts[i]);
        collect_stop(settings.beside);
    }
    SourceSettings usual = options_source(options, &resources, arena);
    Source *together = check_together(options, &usual, sources, &report);
    if (options->is_json)
        check_report_print_json(&report, options->is_strict, stdout);
    else
        check_report_print(&report, stdout);
    int code = (int)check_report_exit(&report, options->is_strict);
    source_close(together);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < screen_counts[i]; k++)
            source_close(screens[i][k]);
        source_close(sources[i]);
    }
    arena_free(arena);
    return code;
}
