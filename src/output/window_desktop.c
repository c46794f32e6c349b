/* A window on a desktop, by SDL: its place, and what happens to it there. */
#include "base/log.h"
#include "output/dpms.h"
#include "output/window_backend.h"
#include "output/window_manager.h"
#include "output/x11_display.h"

#define LOG_MODULE "window"

enum { DEFAULT_WIDTH = 1280, DEFAULT_HEIGHT = 720 };

static bool is_fullscreen(const Window *window) {
    return window->is_covering || (SDL_GetWindowFlags(window->sdl) &
                                   SDL_WINDOW_FULLSCREEN_DESKTOP) == SDL_WINDOW_FULLSCREEN_DESKTOP;
}

static int32_t display_or_first(int32_t display) {
    const int count = SDL_GetNumVideoDisplays();
    return display >= 0 && display < count ? display : 0;
}

/* Where the window lies on the settings' display. In full screen it has the display's bounds
 * itself: where no window manager runs nobody else would make it as large. */
static SDL_Rect window_place(const WindowSettings *settings, bool is_full) {
    int32_t display = display_or_first(settings->display);
    SDL_Rect place;
    if (is_full && SDL_GetDisplayBounds(display, &place) == 0)
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
    if (window->is_away)
        flags |= SDL_WINDOW_HIDDEN;
    window->is_covering = settings->is_fullscreen && !window_manager_runs();
    if (window->is_covering)
        flags |= SDL_WINDOW_BORDERLESS;
    else if (settings->is_fullscreen)
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    return SDL_CreateWindow(settings->title ? settings->title : "kiosk", place.x, place.y, place.w,
                            place.h, flags);
}

static bool put_in_place(Window *window, bool is_full) {
    SDL_Rect place = window_place(&window->settings, is_full);
    bool is_covering = is_full && !window_manager_runs();
    bool was_full = (SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0;
    if (was_full && SDL_SetWindowFullscreen(window->sdl, 0) != 0)
        return false;
    if (window->is_covering != is_covering)
        SDL_SetWindowBordered(window->sdl, is_covering ? SDL_FALSE : SDL_TRUE);
    window->is_covering = is_covering;
    SDL_SetWindowPosition(window->sdl, place.x, place.y);
    SDL_SetWindowSize(window->sdl, place.w, place.h);
    return !is_full || is_covering ||
           SDL_SetWindowFullscreen(window->sdl, SDL_WINDOW_FULLSCREEN_DESKTOP) == 0;
}

static bool is_in_place(const Window *window) {
    if (window->is_away || !is_fullscreen(window))
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

static void set_display(Window *window, int32_t display) {
    if (display < 0) {
        window->is_away = true;
        SDL_HideWindow(window->sdl);
        return;
    }
    bool is_other = window->settings.display != display;
    window->settings.display = display;
    if (!window->is_away && is_other && !is_fullscreen(window) && !put_in_place(window, false))
        log_warning("the window stays where it is: %s", SDL_GetError());
    if (!window->is_away)
        return;
    window->is_away = false;
    SDL_ShowWindow(window->sdl);
    if (is_fullscreen(window) && !put_in_place(window, true))
        log_warning("no full screen: %s", SDL_GetError());
}

/* A window takes its picture along. */
static void leave_display(Window *window) {
    (void)window;
}

/* A display came, went or changed, or the window was taken elsewhere: the full screen goes back. */
static void return_to_place(Window *window) {
    if (SDL_GetNumVideoDisplays() < 1 || is_in_place(window))
        return;
    log_info("putting the full screen in its place");
    if (!put_in_place(window, true))
        log_warning("no full screen: %s", SDL_GetError());
}

static bool handle_window_event(Window *window, const SDL_WindowEvent *event) {
    if (event->windowID != SDL_GetWindowID(window->sdl))
        return false;
    switch (event->event) {
    case SDL_WINDOWEVENT_MOVED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_RESIZED:
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        if (window->is_covering) /* with a manager there is nothing to argue about */
            return_to_place(window);
        window_take_size(window);
        window->is_stale = true;
        return window->has_new_size;
    case SDL_WINDOWEVENT_HIDDEN:
    case SDL_WINDOWEVENT_MINIMIZED:
        window->was_hidden = true;
        return false;
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_MAXIMIZED: {
        bool was_hidden = window->was_hidden;
        window->was_hidden = false;
        window_take_size(window);
        window_show_again(window);
        return was_hidden || window->has_new_size;
    }
    case SDL_WINDOWEVENT_EXPOSED:
        window_take_size(window);
        window_show_again(window);
        return window->has_new_size;
    default:
        return false;
    }
}

static bool handle_event(Window *window, const union SDL_Event *event) {
    switch (event->type) {
    case SDL_WINDOWEVENT:
        return handle_window_event(window, &event->window);
    case SDL_DISPLAYEVENT:
        return_to_place(window);
        window_take_size(window);
        window_show_again(window);
        return window->has_new_size;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        window->backend->lost(window, event->type == SDL_RENDER_DEVICE_RESET);
        window_show_again(window);
        return false;
    default:
        return false;
    }
}

static void set_fullscreen(Window *window, bool is_full) {
    if (is_full == is_fullscreen(window))
        return;
    if (!put_in_place(window, is_full)) {
        log_warning("cannot change to %s: %s", is_full ? "full screen" : "a window",
                    SDL_GetError());
        return;
    }
    SDL_ShowCursor(is_full ? SDL_DISABLE : SDL_ENABLE);
    window_take_size(window);
    window->is_stale = true;
}

static bool is_hidden(const Window *window) {
    return (SDL_GetWindowFlags(window->sdl) & (SDL_WINDOW_HIDDEN | SDL_WINDOW_MINIMIZED)) != 0;
}

static double frame_time(const Window *window) {
    SDL_DisplayMode mode;
    int display = SDL_GetWindowDisplayIndex(window->sdl);
    if (display < 0 || SDL_GetCurrentDisplayMode(display, &mode) != 0 || mode.refresh_rate <= 0)
        return 1000.0 / 60;
    return 1000.0 / mode.refresh_rate;
}

/* NULL on all but an X server: power is that desktop's own affair. */
static struct Dpms *open_dpms(const Window *window) {
    void *display = x11_display_of(window->sdl);
    return display ? dpms_open(display, NULL) : NULL;
}

static void set_power(Window *window, bool is_on) {
    if (is_on && !window->dpms)
        return;
    if (!window->has_asked_dpms)
        window->dpms = open_dpms(window);
    window->has_asked_dpms = true;
    dpms_set(window->dpms, is_on);
}

const WindowPlace PLACE_DESKTOP = {
    .is_hidden = is_hidden,
    .frame_time = frame_time,
    .is_fullscreen = is_fullscreen,
    .set_fullscreen = set_fullscreen,
    .set_display = set_display,
    .leave_display = leave_display,
    .set_power = set_power,
    .handle_event = handle_event,
};
