/* Making the window and choosing how it is drawn. */
#include <dirent.h>
#include <string.h>

#include "base/log.h"
#include "output/dpms.h"
#include "output/window_backend.h"

#define LOG_MODULE "window"

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

static bool open_on_desktop(Window *window) {
    const WindowSettings *settings = &window->settings;
    window->place = &PLACE_DESKTOP;
    window->is_away = settings->display < 0;
    if (settings->display >= SDL_GetNumVideoDisplays())
        log_warning("there is no display %d; taking the first", settings->display);
    window->sdl = window_create_sdl(window);
    if (window->sdl && open_backend(window)) {
        SDL_DisableScreenSaver();
        SDL_ShowCursor(settings->is_fullscreen ? SDL_DISABLE : SDL_ENABLE);
        return true;
    }
    if (window->sdl)
        SDL_DestroyWindow(window->sdl);
    return false;
}

static bool open_on_display(Window *window) {
    window->place = &PLACE_KMS;
    window->is_away = window->settings.display < 0;
    SDL_strlcpy(window->name, "kms", sizeof window->name);
    return try_backend(window, &WINDOW_KMS);
}

Window *window_open(const WindowSettings *settings) {
    Window *window = SDL_calloc(1, sizeof *window);
    if (!window) {
        SDL_OutOfMemory();
        return NULL;
    }
    window->settings = *settings;
    if (!(settings->kms ? open_on_display(window) : open_on_desktop(window))) {
        SDL_free(window);
        return NULL;
    }
    window->settings.title = NULL; /* was borrowed for this call */
    window_take_size(window);
    window->has_new_size = false;
    log_debug("%s, %dx%d", window->name, window->width, window->height);
    return window;
}

void window_close(Window *window) {
    if (!window)
        return;
    window->backend->close(window);
    dpms_close(window->dpms);
    if (window->sdl && !window->settings.is_one_of_several) { /* else the others are there */
        SDL_ShowCursor(SDL_ENABLE);
        SDL_EnableScreenSaver();
    }
    if (window->sdl)
        SDL_DestroyWindow(window->sdl);
    pixmap_free(&window->shown);
    pixmap_free(&window->fitted[0]);
    pixmap_free(&window->fitted[1]);
    pixmap_free(&window->panel);
    SDL_free(window);
}
