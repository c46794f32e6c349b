#include "station/panels.h"

#include "picture/moment.h"
#include "picture/text_faults.h"
#include "station/keys.h"

enum { DEBUG_LINES_MAX = 32, FAULTS_LISTED = 8, FAULT_RUNES = 40 };

typedef struct {
    Arena *arena;
    Str lines[DEBUG_LINES_MAX];
    size_t count;
} Lines;

static void add(Lines *lines, Str line) {
    if (lines->count < DEBUG_LINES_MAX)
        lines->lines[lines->count++] = line;
}

static Str instant_text(Arena *arena, const Zone *zone, Instant at, Instant now) {
    if (at == INSTANT_NEVER)
        return str_from("never");
    return str_printf(arena, "%s (in %.1f s)", moment_format(arena, zone, at).s,
                      (double)(at - now) / 1000.0);
}

/* The texts of the shown picture that do not fit, or have no glyph. It is laid out again: the last
 * one that was drawn may be the one that is due next. */
static void fill_faults(Lines *lines, const PanelFacts *facts, const Picture *shown) {
    Arena *arena = lines->arena;
    int32_t width, height;
    screen_size(facts->screen, &width, &height);
    ViewContext context = screen_context_at(facts->screen, shown->at);
    Scene scene = scene_create(arena, width, height);
    view_build(&context, &shown->slide, &scene);
    size_t count;
    const TextFault *faults = scene_faults(arena, &scene, &count);
    if (count == 0)
        add(lines, str_from("texts\tall fit"));
    for (size_t i = 0; i < count && i < FAULTS_LISTED; i++) {
        const TextFault *fault = &faults[i];
        Str line = fault->at.line ? str_printf(arena, ", line %d", (int)fault->at.line) : (Str){0};
        add(lines, str_printf(arena, "%s\t%.*s%.*s", fault_kind_words(fault->kind),
                              str_arg(text_head(arena, fault->text, FAULT_RUNES)), str_arg(line)));
    }
    if (count > FAULTS_LISTED)
        add(lines, str_printf(arena, "\tand %zu more; see \"kiosk check\"", count - FAULTS_LISTED));
}

static void fill_debug(Lines *lines, const PanelFacts *facts) {
    Arena *arena = lines->arena;
    const Zone *zone = screen_zone(facts->screen);
    const Schedule *schedule = screen_schedule(facts->screen);
    StageStatistics stage = stage_statistics(facts->stage);
    ScreenStatistics cache = screen_statistics(facts->screen);
    const Slide *slide = &stage.shown.slide;
    int32_t width, height;
    window_size(facts->window, &width, &height);

    add(lines, str_from("kiosk " KIOSK_VERSION));
    add(lines, str_printf(arena, "clock\t%s%s", moment_format(arena, zone, facts->at).s,
                          facts->is_simulated ? " (simulated)" : ""));
    add(lines, str_printf(arena, "zone\t%.*s", str_arg(zone_name(zone))));
    if (facts->loaded->path.len)
        add(lines, str_printf(arena, "schedule\t%.*s", str_arg(facts->loaded->path)));
    if (schedule)
        add(lines, str_printf(arena, "hash\t%016llx", (unsigned long long)schedule->hash));
    if (facts->fault)
        add(lines, str_printf(arena, "problem\t%s", facts->fault));
    add(lines, str_printf(arena, "slot\t%zu: %s, page %zu of %zu", slide->turn,
                          view_kind_name(slide->view), slide->page + 1,
                          screen_page_count(facts->screen, slide->view, facts->at)));
    add(lines, str_printf(arena, "staff\t%s", staff_state(facts->staff)));
    add(lines, str_printf(arena, "next change\t%s",
                          instant_text(arena, zone, facts->next_change, facts->at).s));
    if (facts->display)
        add(lines, str_printf(arena, "screen\t%s", facts->display));
    add(lines, str_printf(arena, "renderer\t%s, %dx%d", window_renderer_name(facts->window), width,
                          height));
    add(lines, str_printf(arena, "last picture\t%.1f ms to draw, %.1f ms to show", stage.draw_ms,
                          stage.frame_ms));
    add(lines, str_printf(arena, "crossfade\tslowest frame %.1f ms, %llu late since the start",
                          stage.worst_fade_ms, (unsigned long long)stage.late_frames));
    add(lines, str_printf(arena, "since the start\t%llu pictures drawn, %llu shown",
                          (unsigned long long)stage.pictures,
                          (unsigned long long)window_present_count(facts->window)));
    add(lines, str_printf(arena, "glyphs\t%zu in %zu KiB, %zu drawn", cache.text.glyphs,
                          cache.text.glyph_bytes / 1024, cache.text.rasterised));
    add(lines, str_printf(arena, "paragraphs\t%zu kept, %zu found, %zu laid out",
                          cache.text.layouts, cache.text.layout_hits, cache.text.layout_misses));
    add(lines, str_printf(arena, "images\t%zu in %zu KiB, %zu decoded", cache.render.images,
                          cache.render.image_bytes / 1024, cache.render.decoded));
    if (stage.has_shown)
        fill_faults(lines, facts, &stage.shown);
}

void panels_show(Osd *osd, PanelKind kind, const PanelFacts *facts) {
    static const Str QUIT[] = {{.s = "Q again to quit", .len = 15}};
    Lines lines = {.arena = arena_create()};
    Pixmap panel = {0};
    int32_t width, height, x = 0, y = 0;
    window_size(facts->window, &width, &height);
    pixmap_rotated_size(facts->rotate, &width, &height); /* the window's own size */
    const Str *help;
    size_t count;
    switch (kind) {
    case PANEL_NONE:
        break;
    case PANEL_MARK:
        osd_mark(height, &panel);
        x = width - panel.width - height / 90;
        y = height - panel.height - height / 90;
        break;
    case PANEL_HELP:
        help = key_help(lines.arena, &count);
        osd_panel(osd, help, count, height, &panel);
        x = (width - panel.width) / 2;
        y = (height - panel.height) / 2;
        break;
    case PANEL_QUIT:
        osd_panel(osd, QUIT, countof(QUIT), height, &panel);
        x = (width - panel.width) / 2;
        y = (height - panel.height) / 2;
        break;
    case PANEL_DEBUG:
        fill_debug(&lines, facts);
        osd_panel(osd, lines.lines, lines.count, height, &panel);
        x = y = height / 45;
        break;
    }
    window_set_panel(facts->window, kind == PANEL_NONE ? NULL : &panel, x, y);
    pixmap_free(&panel);
    arena_free(lines.arena);
}
