/* window_parts.c: what window.c, its making and its two ways to the screen ask of a window. Part of
 * window_backend.h. */
#include "output/window_backend.h"

PixelRect window_turn_rect(const Window *window, PixelRect area) {
    return pixel_rect_turned(area, window->width, window->height, window->settings.rotate);
}

void window_take_size(Window *window) {
    int width = 1, height = 1;
    window->backend->screen_size(window, &width, &height);
    pixmap_rotated_size(window->settings.rotate, &width, &height);
    width = SDL_clamp(width, 1, PIXMAP_SIDE_MAX);
    height = SDL_clamp(height, 1, PIXMAP_SIDE_MAX);
    if (width == window->width && height == window->height)
        return;
    window->width = width;
    window->height = height;
    window->has_new_size = true;
    window->is_stale = true;
}

bool window_is_software_driver(const char *name) {
    static const char *const NAMES[] = {"llvmpipe", "softpipe", "swrast", "swiftshader",
                                        "software"};
    for (size_t i = 0; i < countof(NAMES); i++)
        if (SDL_strcasestr(name, NAMES[i]))
            return true;
    return false;
}
