#include "output/x11_display.h"

#include <SDL.h>
#if __has_include(<X11/Xlib.h>)
#include <SDL_syswm.h>
#endif

void *x11_display_of(struct SDL_Window *window) {
#if __has_include(<X11/Xlib.h>) && defined(SDL_VIDEO_DRIVER_X11)
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) && info.subsystem == SDL_SYSWM_X11)
        return info.info.x11.display;
#endif
    (void)window;
    return NULL;
}

uint32_t x11_window_of(struct SDL_Window *window) {
#if __has_include(<X11/Xlib.h>) && defined(SDL_VIDEO_DRIVER_X11)
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) && info.subsystem == SDL_SYSWM_X11)
        return (uint32_t)info.info.x11.window;
#endif
    (void)window;
    return 0;
}
