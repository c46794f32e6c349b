#include "picture/screen.h"

#include <assert.h>
#include <string.h>

#include "base/log.h"
#include "picture/moment.h"
#include "schedule/pictures.h"
#include "schedule/slides.h"
#include "schedule/view_content.h"

#define LOG_MODULE "screen"

#define SEEN_MIN (3 * MILLIS_SECOND) /* what would be shown shorter is not begun */
#define STAY_MAX MILLIS_MINUTE       /* what would stay longer does not: a page that never turned */

enum { COUNTED_DAYS = 3 }; /* page counts kept: today's, and a neighbour's when staff step there */

typedef struct {
    bool is_known;
    Instant day; /* when the conference day begins */
    size_t pages[VIEW_KIND_COUNT];
} PageCounts;

struct Screen {
    Arena *arena;       /* owned: this struct, and what does not change with the schedule */
    Arena *show;        /* owned: theme and words of the present schedule */
    Arena *scene_arena; /* owned: the display list of the last picture */
    TextEngine *text;   /* owned; borrowed from settings.sibling when there is one */
    Renderer *renderer; /* the same */
    ScreenSettings settings;
    const Zone *host_zone;
    const Schedule *told;     /* borrowed: what the screen was given */
    const ViewHello *hello;   /* borrowed: while that is NULL; or NULL */
    const Schedule *schedule; /* that, or in `show` what is left of it without a room; NULL: none */
    size_t room;
    Display display; /* the schedule's or the default */
    const Theme *theme;
    uint64_t fonts_key; /* of the theme's own fonts that `text` has */
    const Strings *strings[VIEW_LANGUAGES_MAX];
    Str languages[VIEW_LANGUAGES_MAX];
    size_t language_count;
    PageCounts counts[COUNTED_DAYS];
    size_t next_count;    /* which of them is replaced next */
    Arena *missing_arena; /* owned: the schedule's pictures that cannot be drawn now */
    Str *missing;
    size_t missing_count, missing_capacity;
    uint64_t slides;          /* see screen_slides */
    uint64_t picture_changes; /* as renderer_picture_changes, when they were looked for */
    uint64_t font_losses;     /* as text_look, when the last picture was laid out */
    Scene scene;
};

/* An engine with the look's own fonts, where they are other ones than before. Who borrowed the
 * former one has the new. */
static void take_fonts(Screen *screen) {
    uint64_t key = resources_fonts_key(screen->theme, screen->settings.pictures.copies);
    if (key == screen->fonts_key)
        return;
    const FontWish wish = {.folder = screen->settings.font_folder,
                           .theme = screen->theme,
                           .copies = screen->settings.pictures.copies};
    TextEngine *engine = resources_text_engine(screen->settings.resources, &wish);
    if (!engine)
        return;
    text_engine_swap(screen->text, engine);
    text_engine_free(engine);
    screen->fonts_key = key;
}

static void load_show(Screen *screen, Str folder) {
    const ScreenSettings *settings = &screen->settings;
    const Screen *sibling = settings->sibling;
    screen->display = screen->schedule ? screen->schedule->display : display_default();
    const Str *languages = settings->languages;
    size_t count = settings->language_count;
    if (count == 0) {
        languages = screen->display.languages;
        count = screen->display.language_count;
    }
    Str welcome;
    if (count == 0 || (!screen->schedule && settings->language_count == 0)) {
        welcome = moment_host_language(screen->show);
        languages = &welcome;
        count = 1;
    }
    screen->language_count = count < VIEW_LANGUAGES_MAX ? count : VIEW_LANGUAGES_MAX;
    if (sibling) {
        screen->language_count = sibling->language_count;
        memcpy(screen->languages, sibling->languages, sizeof screen->languages);
        memcpy(screen->strings, sibling->strings, sizeof screen->strings);
        screen->theme = sibling->theme;
        return;
    }
    for (size_t i = 0; i < screen->language_count; i++) {
        screen->languages[i] = languages[i];
        screen->strings[i] =
            resources_strings(settings->resources, screen->show, screen->languages[i]);
    }
    Str theme = settings->theme.len ? settings->theme : screen->display.theme;
    ThemeName name = {.name = theme,
                      .folder = folder,
                      .copies = settings->pictures.copies,
                      .is_the_schedules = settings->theme.len == 0};
    const Theme *look = resources_theme(settings->resources, screen->show, &name);
    Brand brand = view_brand(screen->schedule);
    screen->theme = resources_branded(settings->resources, screen->show, &name, look, &brand, NULL);
    renderer_set_theme_folder(screen->renderer, screen->theme->folder);
    take_fonts(screen);
}

Screen *screen_create(const ScreenSettings *settings) {
    const Screen *sibling = settings->sibling;
    TextEngine *text = sibling
                           ? sibling->text
                           : resources_text_engine(settings->resources,
                                                   &(FontWish){.folder = settings->font_folder});
    if (!text)
        return NULL;
    Arena *arena = arena_create();
    Screen *screen = arena_new(arena, Screen, 1);
    *screen = (Screen){.arena = arena,
                       .show = arena_create(),
                       .scene_arena = arena_create(),
                       .missing_arena = arena_create(),
                       .text = text,
                       .settings = *settings,
                       .host_zone = moment_host_zone(arena),
                       .fonts_key = resources_fonts_key(NULL, (Str){0}),
                       .room = SCHEDULE_NONE};
    RenderSettings render = {
        .text = text, .asset_folder = settings->resources->assets, .pictures = settings->pictures};
    screen->renderer = sibling ? sibling->renderer : renderer_create(&render);
    return screen;
}

void screen_free(Screen *screen) {
    if (!screen)
        return;
    if (!screen->settings.sibling) {
        renderer_free(screen->renderer);
        text_engine_free(screen->text);
    }
    arena_free(screen->missing_arena);
    arena_free(screen->scene_arena);
    arena_free(screen->show);
    arena_free(screen->arena);
}

static void forget_counts(Screen *screen) {
    memset(screen->counts, 0, sizeof screen->counts);
}

void screen_set_groups(Screen *screen, Str groups) {
    screen->settings.groups = groups;
}

void screen_resize(Screen *screen, int32_t width, int32_t height) {
    assert(width > 0 && height > 0);
    if (width == screen->settings.width && height == screen->settings.height)
        return;
    screen->settings.width = width;
    screen->settings.height = height;
    forget_counts(screen);
}

void screen_size(const Screen *screen, int32_t *width, int32_t *height) {
    *width = screen->settings.width;
    *height = screen->settings.height;
}

void screen_set_schedule(Screen *screen, const Schedule *schedule, size_t room, Str folder) {
    /* The last display list refers to the texts of the schedule that goes. */
    arena_reset(screen->scene_arena);
    screen->scene = (Scene){0};
    arena_reset(screen->show);
    bool is_nowhere = schedule && room == SCHEDULE_NO_ROOM;
    screen->told = schedule;
    screen->schedule = is_nowhere ? schedule_of_no_room(screen->show, schedule) : schedule;
    screen->room = schedule && !is_nowhere ? room : SCHEDULE_NONE;
    if (!screen->settings.sibling)
        renderer_set_schedule_folder(screen->renderer, folder);
    screen->slides = STR_HASH_SEED;
    for (size_t i = 0; screen->schedule && i < screen->schedule->slide_count; i++) {
        uint64_t identity = slide_identity(&screen->schedule->slides[i]);
        screen->slides = str_hash(screen->slides, &identity, sizeof identity);
    }
    load_show(screen, folder);
    forget_counts(screen);
}

uint64_t screen_slides(const Screen *screen) {
    return screen->slides;
}

void screen_set_ways(Screen *screen, const ScreenWays *ways) {
    screen->settings.ways = *ways;
}

void screen_set_hello(Screen *screen, const ViewHello *hello) {
    screen->hello = hello;
}

const Schedule *screen_schedule(const Screen *screen) {
    return screen->told;
}

const Zone *screen_zone(const Screen *screen) {
    return screen->schedule ? screen->schedule->event.zone : screen->host_zone;
}

void screen_look_at_fonts(Screen *screen) {
    uint64_t losses = text_look(screen->text);
    if (losses == screen->font_losses)
        return;
    forget_counts(screen);
    screen->font_losses = losses;
    log_error("%.*s was cut short or written over while it was open: %s",
              str_arg(text_statistics(screen->text).font_lost),
              text_is_lost(screen->text)
                  ? "no font is left, and the last picture stays; put them back and start again"
                  : "text is set in the fonts that are left");
}

bool screen_has_lost_fonts(const Screen *screen) {
    return text_look(screen->text) != screen->font_losses;
}

Str screen_font_problem(const Screen *screen, Arena *arena) {
    TextStatistics text = text_statistics(screen->text);
    return text.fonts_lost
               ? str_printf(arena,
                            "%zu font files that were there at the start are gone or damaged, such "
                            "as %.*s: what is shown stays, and %s; put them back and start the "
                            "program again",
                            text.fonts_lost, str_arg(text.font_lost),
                            text_is_lost(screen->text)
                                ? "nothing new is drawn, since none is left"
                                : "new text is set in the fonts that are left")
               : (Str){0};
}

void screen_try_pictures(Screen *screen) {
    screen_look_at_fonts(screen);
    uint64_t changes = renderer_picture_changes(screen->renderer);
    if (changes == screen->picture_changes)
        return;
    screen->picture_changes = changes;
    arena_reset(screen->missing_arena);
    screen->missing = NULL;
    screen->missing_count = screen->missing_capacity = 0;
}

static bool is_missing(const Screen *screen, Str path) {
    for (size_t i = 0; i < screen->missing_count; i++)
        if (str_equal(screen->missing[i], path))
            return true;
    return false;
}

bool screen_misses_pictures(Screen *screen, const Scene *scene) {
    size_t before = screen->missing_count;
    renderer_make_pictures(screen->renderer, scene);
    for (size_t i = 0; i < scene->draw_count; i++) {
        const Draw *draw = &scene->draws[i];
        if (draw->kind != DRAW_IMAGE || draw->image.origin != IMAGE_SCHEDULE ||
            is_missing(screen, draw->image.path) || renderer_picture(screen->renderer, draw))
            continue;
        *(Str *)arena_push(screen->missing_arena, &screen->missing, &screen->missing_count,
                           &screen->missing_capacity, sizeof(Str), _Alignof(Str)) =
            str_copy(screen->missing_arena, draw->image.path);
    }
    return screen->missing_count > before;
}

uint64_t screen_hash(const Screen *screen, const Scene *scene) {
    uint64_t hash = scene_hash(scene);
    for (size_t i = 0; i < scene->draw_count; i++) {
        const Draw *draw = &scene->draws[i];
        if (draw->kind != DRAW_IMAGE || draw->image.origin == IMAGE_ASSET)
            continue;
        uint64_t version = renderer_picture(screen->renderer, draw);
        hash = str_hash(hash, &version, sizeof version);
    }
    return hash;
}

ViewContext screen_context_at(const Screen *screen, Instant at) {
    assert(screen->theme); /* it was told of the schedule */
    ViewContext context = {.schedule = screen->schedule,
                           .room = screen->room,
                           .at = at,
                           .width = screen->settings.width,
                           .height = screen->settings.height,
                           .theme = screen->theme,
                           .language_count = screen->language_count,
                           .zone = screen->host_zone,
                           .text = screen->text,
                           .missing_pictures = screen->missing,
                           .missing_picture_count = screen->missing_count,
                           .ways = screen->settings.ways,
                           .hello = screen->hello};
    memcpy(context.strings, screen->strings, sizeof context.strings);
    memcpy(context.languages, screen->languages, sizeof context.languages);
    return context;
}

static const PageCounts *counts_at(Screen *screen, Instant at) {
    Instant day = schedule_day_bounds(screen->schedule, at).from;
    for (size_t i = 0; i < COUNTED_DAYS; i++)
        if (screen->counts[i].is_known && screen->counts[i].day == day)
            return &screen->counts[i];
    PageCounts *counts = &screen->counts[screen->next_count];
    screen->next_count = (screen->next_count + 1) % COUNTED_DAYS;
    ViewContext context = screen_context_at(screen, at);
    *counts = (PageCounts){.is_known = true, .day = day};
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
        counts->pages[view] = view_page_count(&context, view);
    return counts;
}

size_t screen_page_count(Screen *screen, ViewKind view, Instant at) {
    return counts_at(screen, at)->pages[view];
}

static SlidePlace place_of(const Screen *screen) {
    return (SlidePlace){.room = schedule_door(screen->schedule, screen->room),
                        .is_foyer = screen->room == SCHEDULE_NONE,
                        .name = screen->settings.name,
                        .groups = screen->settings.groups};
}

typedef enum { SLIDE_IS_READY, SLIDE_IS_COMING, SLIDE_IS_BROKEN } SlideReadiness;

/* `showing` of a video: as views/slides.c has it; 0: any. */
static SlideReadiness slide_readiness(Screen *screen, const SlideContent *slide, Instant showing) {
    if (slide->picture.len == 0)
        return SLIDE_IS_READY;
    int32_t width = screen->settings.width, height = screen->settings.height;
    for (int is_poster = 0; is_poster <= (slide->poster.len > 0); is_poster++) {
        Draw draw = view_slide_picture(slide, is_poster, width, height);
        draw.image.showing = showing;
        if (renderer_picture(screen->renderer, &draw))
            return SLIDE_IS_READY;
        if (renderer_is_coming(screen->renderer, &draw))
            return SLIDE_IS_COMING;
        if (renderer_picture(screen->renderer, &draw)) /* it has come between the two questions */
            return SLIDE_IS_READY;
    }
    return SLIDE_IS_BROKEN;
}

/* The slide's turn stays what it is, so that all screens go on together whatever one of them cannot
 * draw. */
static void choose_slide(Screen *screen, Slide *slide, Instant at) {
    SlidePlace place = place_of(screen);
    const Schedule *schedule = screen->schedule;
    for (size_t i = 0; i < schedule->slide_count; i++) {
        size_t index = (slide->item + i) % schedule->slide_count;
        if (!slide_is_due(schedule, &schedule->slides[index], &place, at))
            continue;
        SlideReadiness readiness = slide_readiness(screen, &schedule->slides[index], slide->began);
        if (readiness == SLIDE_IS_READY) {
            slide->item = index;
            return;
        }
        if (readiness == SLIDE_IS_COMING)
            break;
    }
    slide->view = VIEW_NOW_NEXT;
    slide->item = 0;
    slide->pages = screen_page_count(screen, VIEW_NOW_NEXT, at);
    slide->page = slide->visit % slide->pages;
}

Slide screen_slide_at(Screen *screen, ScreenHold hold, Instant at) {
    PlaylistSettings settings = {.room = screen->room,
                                 .screen_name = screen->settings.name,
                                 .screen_groups = screen->settings.groups,
                                 .is_held = hold.is_held,
                                 .held = hold.view};
    memcpy(settings.pages, counts_at(screen, at)->pages, sizeof settings.pages);
    Slide slide = playlist_slide_at(screen->schedule, &settings, at);
    if (slide.view == VIEW_SLIDES)
        choose_slide(screen, &slide, at);
    return slide;
}

/* The slide that is shown, as the present schedule has it; SCHEDULE_NONE: it has gone, or is not
 * due any more. */
static size_t find_shown(Screen *screen, uint64_t content, Instant at) {
    const Schedule *schedule = screen->schedule;
    SlidePlace place = place_of(screen);
    for (size_t i = 0; i < schedule->slide_count; i++)
        if (slide_identity(&schedule->slides[i]) == content &&
            slide_is_due(schedule, &schedule->slides[i], &place, at) &&
            slide_readiness(screen, &schedule->slides[i], 0) == SLIDE_IS_READY)
            return i;
    return SCHEDULE_NONE;
}

bool screen_stays(Screen *screen, ScreenHold hold, const Picture *shown, Instant at, Slide *slide) {
    const Schedule *schedule = screen->schedule;
    *slide = shown->slide;
    if (!schedule || slide->until <= at || slide->until - at > STAY_MAX ||
        (hold.is_held && hold.view != slide->view))
        return false;
    size_t room = schedule_door(schedule, screen->room);
    DayBounds day = schedule_day_bounds(schedule, at);
    if (slide->view != VIEW_SLIDES &&
        (!(hold.is_held || view_is_wanted(schedule, room, slide->view)) ||
         !content_on_day(schedule, room, day, view_row(slide->view)->content) ||
         slide->page >= screen_page_count(screen, slide->view, at)))
        return false;
    if (slide->view == VIEW_SLIDES)
        slide->item = find_shown(screen, shown->content, at);
    if (slide->item == SCHEDULE_NONE)
        return false;
    Slide after = screen_slide_at(screen, hold, slide->until);
    if (after.from < slide->until && after.until - slide->until < SEEN_MIN)
        slide->until = after.until;
    return true;
}

static void build(Screen *screen, const Slide *slide, Instant at) {
    ViewContext context = screen_context_at(screen, at);
    arena_reset(screen->scene_arena);
    screen->scene =
        scene_create(screen->scene_arena, screen->settings.width, screen->settings.height);
    view_build(&context, slide, &screen->scene);
}

Picture screen_compose(Screen *screen, const Slide *slide, Instant at) {
    Slide shown = *slide;
    screen_look_at_fonts(screen);
    /* Whoever holds a page keeps it when the screen or the schedule changes under it. */
    size_t pages = screen_page_count(screen, shown.view, at);
    if (shown.page >= pages)
        shown.page = pages - 1;
    ViewContent content = view_row(shown.view)->content;
    if (!screen->schedule || shown.item >= content_item_count(screen->schedule, content))
        shown.item = 0;

    /* A page is laid out with all pictures, since only that says how large they are, and again with
     * the names of those that cannot be drawn. What that makes room for may be another picture. */
    enum { BUILDS_MAX = 4 };
    screen_try_pictures(screen);
    build(screen, &shown, at);
    for (int i = 1; i < BUILDS_MAX && screen_misses_pictures(screen, &screen->scene); i++)
        build(screen, &shown, at);

    Instant until = instant_min(slide->until, screen->scene.next_change);
    if (until <= at) {
        /* A mistake of a view must not keep the processor busy all day. */
        log_debug("%s asks for an instant that has passed", view_kind_name(slide->view));
        until = at + MILLIS_SECOND;
    }
    uint64_t identity = screen->scene.identity;
    bool is_slide =
        shown.view == VIEW_SLIDES && screen->schedule && shown.item < screen->schedule->slide_count;
    return (Picture){.slide = *slide,
                     .at = at,
                     .until = until,
                     .identity = str_hash(identity, &slide->turn, sizeof slide->turn),
                     .is_dark = screen->scene.is_dark,
                     .is_playing = screen->scene.is_playing,
                     .hash = screen_hash(screen, &screen->scene),
                     .source = screen->schedule ? screen->schedule->hash : 0,
                     .content =
                         is_slide ? slide_identity(&screen->schedule->slides[shown.item]) : 0};
}

void screen_paint(Screen *screen, Pixmap *to) {
    assert(to->width == screen->scene.width && to->height == screen->scene.height);
    renderer_draw(screen->renderer, &screen->scene, to);
}

Picture screen_draw(Screen *screen, const Slide *slide, Instant at, Pixmap *to) {
    Picture picture = screen_compose(screen, slide, at);
    screen_paint(screen, to);
    return picture;
}

const Scene *screen_scene(const Screen *screen) {
    return &screen->scene;
}

Millis screen_transition(const Screen *screen) {
    return screen->display.transition == TRANSITION_NONE ? 0 : screen->display.transition_time;
}

ScreenStatistics screen_statistics(const Screen *screen) {
    return (ScreenStatistics){.text = text_statistics(screen->text),
                              .render = renderer_statistics(screen->renderer)};
}

TextEngine *screen_text(const Screen *screen) {
    return screen->text;
}

Renderer *screen_renderer(const Screen *screen) {
    return screen->renderer;
}

const Str *screen_picture_problems(const Screen *screen, Arena *arena, size_t *count) {
    PictureNames named = {0};
    named.items = schedule_pictures(arena, screen->told, &named.count);
    return renderer_picture_problems(screen->renderer, &named, arena, count);
}
