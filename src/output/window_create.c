/* Making the window and choosing how it is drawn. */
#include <dirent.h>
#include <string.h>

#include "base/log.h"
#include "output/window_backend.h"
#include "output/window_manager.h"

#define LOG_MODULE "window"

enum { DEFAULT_WIDTH = 1280, DEFAULT_HEIGHT = 720 };

/* Without one no graphics card is there that could draw, and asking OpenGL would only load 100 MB
 * of Mesa to be told so. */
static bool has_render_node(void) {
    DIR *folder = opendir("/dev/dri");
    bool is_found = false;
    for (struct dirent *entry; folder && !is_found && (entry = readdir(folder));)
        is_found = strncmp(entry->d_name, "renderD", 7) == 0;
    if (folder)
        closedir(folder);
    return is_found;
}

static int32_t display_or_first(int32_t display) {
    const int count = SDL_GetNumVideoDisplays();
    return display >= 0 && display < count ? display : 0;
}

/* Where the window lies on the settings' display. In full screen it has the display's bounds
 * itself: where no window manager runs nobody else would make it as large. */
static SDL_Rect window_place(const WindowSettings *settings, bool is_fullscreen) {
    int32_t display = display_or_first(settings->display);
    SDL_Rect place;
    if (is_fullscreen && SDL_GetDisplayBounds(display, &place) == 0)
        return place;
    int centre = (int)SDL_WINDOWPOS_CENTERED_DISPLAY((unsigned)display);
    return (SDL_Rect){settings->is_placed ? settings->x : centre,
                      settings->is_placed ? settings->y : centre,
                      settings->width > 0 ? settings->width : DEFAULT_WIDTH,
                      settings->height > 0 ? settings->height : DEFAULT_HEIGHT};
}

SDL_Window *window_create_sdl(Window *window) {
    const WindowSettings *settings = &window->settings;
    /* A notice of another program must not put the programme off the wall. */
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_Rect place = window_place(settings, settings->is_fullscreen);
    Uint32 flags = SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
    window->is_covering = settings->is_fullscreen && !window_manager_runs();
    if (window->is_covering)
        flags |= SDL_WINDOW_BORDERLESS;
    else if (settings->is_fullscreen)
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    return SDL_CreateWindow(settings->title ? settings->title : "kiosk", place.x, place.y, place.w,
                            place.h, flags);
}

bool window_put_in_place(Window *window, bool is_fullscreen) {
    SDL_Rect place = window_place(&window->settings, is_fullscreen);
    bool is_covering = is_fullscreen && !window_manager_runs();
    bool was_full = (SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0;
    if (was_full && SDL_SetWindowFullscreen(window->sdl, 0) != 0)
        return false;
    if (window->is_covering != is_covering)
        SDL_SetWindowBordered(window->sdl, is_covering ? SDL_FALSE : SDL_TRUE);
    window->is_covering = is_covering;
    SDL_SetWindowPosition(window->sdl, place.x, place.y);
    SDL_SetWindowSize(window->sdl, place.w, place.h);
    return !is_fullscreen || is_covering ||
           SDL_SetWindowFullscreen(window->sdl, SDL_WINDOW_FULLSCREEN_DESKTOP) == 0;
}

bool window_is_in_place(const Window *window) {
    if (window->is_away || !window_is_fullscreen(window))
        return true;
    if (!window->is_covering)
        return SDL_GetWindowDisplayIndex(window->sdl) == display_or_first(window->settings.display);
    if (window_manager_runs())
        return false; /* it came after us: it is to make a true full screen */
    SDL_Rect place = window_place(&window->settings, true), is = {0};
    SDL_GetWindowPosition(window->sdl, &is.x, &is.y);
    SDL_GetWindowSize(window->sdl, &is.w, &is.h);
    return SDL_RectEquals(&place, &is);
}

void window_set_display(Window *window, int32_t display) {
    if (display < 0) {
        window->is_away = true;
        SDL_HideWindow(window->sdl);
        return;
    }
    window->settings.display = display;
    if (!window->is_away)
        return;
    window->is_away = false;
    SDL_ShowWindow(window->sdl);
    if (window_is_fullscreen(window) && !window_put_in_place(window, true))
        log_warning("no full screen: %s", SDL_GetError());
}

static bool try_backend(Window *window, const WindowBackend *backend) {
    window->backend = backend;
    return backend->open(window);
}

static bool open_software(Window *window, const char *reason) {
    SDL_snprintf(window->name, sizeof window->name, "software (%s)", reason);
    if (try_backend(window, &WINDOW_SOFTWARE))
        return true;
    /* SDL's KMSDRM driver, for one, has nothing that the processor could draw into. */
    log_warning("no window surface: %s; trying the graphics card", SDL_GetError());
    window->settings.renderer = RENDERER_GPU;
    return try_backend(window, &WINDOW_GPU);
}

static bool open_gpu_or_software(Window *window) {
    if (try_backend(window, &WINDOW_GPU))
        return true;
    char reason[80];
    SDL_strlcpy(reason, SDL_GetError(), sizeof reason);
    log_print(window->settings.renderer == RENDERER_GPU ? LOG_WARNING : LOG_DEBUG, LOG_MODULE,
              "not drawing with the graphics card: %s", reason);
    /* A fresh window, so that the libraries that the attempt has loaded are let go. */
    SDL_DestroyWindow(window->sdl);
    window->sdl = window_create_sdl(window);
    return window->sdl && open_software(window, reason);
}

static bool open_backend(Window *window) {
    switch (window->settings.renderer) {
    case RENDERER_SOFTWARE:
        return open_software(window, "asked for");
    case RENDERER_AUTO:
        if (!has_render_node())
            return open_software(window, "no render node under /dev/dri");
        return open_gpu_or_software(window);
    case RENDERER_GPU:
        return open_gpu_or_software(window);
    case RENDERER_KIND_COUNT:
        break;
    }
    SDL_SetError("no such renderer");
    return false;
}

Window *window_open(const WindowSettings *settings) {
    Window *window = SDL_calloc(1, sizeof *window);
    if (!window) {
        SDL_OutOfMemory();
        return NULL;
    }
    window->settings = *settings;
    if (display_or_first(settings->display) != settings->display)
        log_warning("there is no display %d; taking the first", settings->display);
    window->sdl = window_create_sdl(window);
    if (!window->sdl || !open_backend(window)) {
        if (window->sdl)
            SDL_DestroyWindow(window->sdl);
        SDL_free(window);
        return NULL;
    }
    window->settings.title = NULL; /* was borrowed for this call */
    SDL_DisableScreenSaver();
    SDL_ShowCursor(settings->is_fullscreen ? SDL_DISABLE : SDL_ENABLE);
    window_take_size(window);
    window->has_new_size = false;
    log_debug("%s, %dx%d", window->name, window->width, window->height);
    return window;
}

void window_close(Window *window) {
    if (!window)
        return;
    window->backend->close(window);
    SDL_ShowCursor(SDL_ENABLE);
    SDL_EnableScreenSaver();
    SDL_DestroyWindow(window->sdl);
    pixmap_free(&window->shown);
    pixmap_free(&window->fitted[0]);
    pixmap_free(&window->fitted[1]);
    pixmap_free(&window->panel);
    SDL_free(window);
}
