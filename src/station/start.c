#include "station/start.h"

#include <SDL.h>
#include <stdlib.h>

/* Of most displays. Until it is known, texts are laid out for this one: with another size, too,
 * that opens the fonts and dictionaries that are needed. */
enum { USUAL_WIDTH = 1920, USUAL_HEIGHT = 1080 };

struct Start {
    const SourceSettings *source_settings; /* borrowed */
    const HeadsSettings *heads;            /* borrowed */
    Instant now;
    SDL_Thread *thread; /* owned; NULL: everything is done when it is asked for */
    SDL_sem *is_read;   /* owned: posted when the source is there */
    SDL_sem *is_made;   /* owned: posted when the screen is there, or cannot be */
    SDL_sem *is_sized;  /* owned: posted when the size is there, or will not be */
    Source *source;
    Screen *screen;
    int32_t width, height; /* 0: there will be no window */
};

static void open_screen(Start *start) {
    const HeadsSettings *heads = start->heads;
    ScreenSettings settings = heads->screen;
    settings.font_folder = start->source->loaded->folder;
    settings.width = USUAL_WIDTH;
    settings.height = USUAL_HEIGHT;
    if (!heads->window.is_fullscreen) {
        settings.width = heads->window.width;
        settings.height = heads->window.height;
    }
    pixmap_rotated_size(heads->rotates[0], &settings.width, &settings.height);
    start->screen = screen_create(&settings);
}

static void set_schedule(const Start *start) {
    if (start->screen)
        screen_set_schedule(start->screen, start->source->schedule, source_room(start->source, 0),
                            start->source->loaded->folders);
}

static int prepare(void *context) {
    Start *start = context;
    start->source = source_open(start->source_settings, start->now, NULL);
    SDL_SemPost(start->is_read);
    open_screen(start);
    SDL_SemPost(start->is_made);
    set_schedule(start);
    if (start->screen)
        screen_slide_at(start->screen, start->heads->hold, start->source->now);
    SDL_SemWait(start->is_sized);
    if (!start->screen || start->width <= 0)
        return 0;
    screen_resize(start->screen, start->width, start->height);
    Slide slide = screen_slide_at(start->screen, start->heads->hold, start->source->now);
    screen_compose(start->screen, &slide, start->source->now);
    renderer_prepare(screen_renderer(start->screen), screen_scene(start->screen));
    return 0;
}

Start *start_begin(const SourceSettings *source, const HeadsSettings *heads, Instant now) {
    Start *start = calloc(1, sizeof *start);
    if (!start)
        abort();
    *start = (Start){.source_settings = source, .heads = heads, .now = now};
    start->is_read = SDL_CreateSemaphore(0);
    start->is_sized = SDL_CreateSemaphore(0);
    start->is_made = SDL_CreateSemaphore(0);
    if (start->is_read && start->is_made && start->is_sized)
        start->thread = SDL_CreateThread(prepare, "start", start);
    return start;
}

Source *start_source(Start *start) {
    if (start->thread)
        SDL_SemWait(start->is_read);
    else
        start->source = source_open(start->source_settings, start->now, NULL);
    return start->source;
}

bool start_has_fonts(Start *start) {
    if (start->thread) {
        SDL_SemWait(start->is_made);
        SDL_SemPost(start->is_made); /* it may be asked again */
    } else if (!start->screen) {
        open_screen(start);
    }
    return start->screen != NULL;
}

void start_set_size(Start *start, int32_t width, int32_t height) {
    start->width = width;
    start->height = height;
    if (start->thread)
        SDL_SemPost(start->is_sized);
}

Screen *start_finish(Start *start) {
    if (start->thread) {
        SDL_SemPost(start->is_sized); /* if nobody has: there is no window */
        SDL_WaitThread(start->thread, NULL);
    } else {
        start_has_fonts(start);
        set_schedule(start);
    }
    Screen *screen = start->screen;
    SDL_DestroySemaphore(start->is_read);
    SDL_DestroySemaphore(start->is_made);
    SDL_DestroySemaphore(start->is_sized);
    free(start);
    return screen;
}
