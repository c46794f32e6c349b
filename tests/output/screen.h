/* screen.h: what is really on the screen: under X11 asked from the server, else from SDL's surface.
 * Header only; used by test_window.c. */
#pragma once

#if HAVE_X11
/* Xlib takes these names for itself. */
#define Window XWindow
#define Pixmap XPixmap
#include <SDL_syswm.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#undef Window
#undef Pixmap
#endif

#include <SDL.h>

#include "check.h"
#include "output/window_backend.h"

/* Of a channel, with the pixel format's own bits, as 8 bits. */
static inline uint32_t widen(unsigned long pixel, unsigned long mask) {
    unsigned long value = pixel & mask;
    while (!(mask & 1)) {
        mask >>= 1;
        value >>= 1;
    }
    return (uint32_t)(value * 255 / mask);
}

static inline Pixmap screen_from_surface(SDL_Window *window) {
    SDL_Surface *surface = SDL_GetWindowSurface(window);
    assert_non_null(surface);
    Pixmap screen = pixmap_create(surface->w, surface->h);
    assert_int_equal(SDL_ConvertPixels(surface->w, surface->h, surface->format->format,
                                       surface->pixels, surface->pitch, SDL_PIXELFORMAT_RGB888,
                                       screen.pixels, surface->w * 4),
                     0);
    return screen;
}

static inline Pixmap screen_read(const Window *window) {
#if HAVE_X11
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window->sdl, &info) && info.subsystem == SDL_SYSWM_X11) {
        Display *display = info.info.x11.display;
        XWindowAttributes attributes;
        XSync(display, False);
        XGetWindowAttributes(display, info.info.x11.window, &attributes);
        XImage *image = XGetImage(display, info.info.x11.window, 0, 0, (unsigned)attributes.width,
                                  (unsigned)attributes.height, AllPlanes, ZPixmap);
        assert_non_null(image);
        Pixmap screen = pixmap_create(image->width, image->height);
        for (int y = 0; y < image->height; y++)
            for (int x = 0; x < image->width; x++) {
                unsigned long pixel = XGetPixel(image, x, y);
                screen.pixels[y * image->width + x] = widen(pixel, image->red_mask) << 16 |
                                                      widen(pixel, image->green_mask) << 8 |
                                                      widen(pixel, image->blue_mask);
            }
        XDestroyImage(image);
        return screen;
    }
#endif
    return screen_from_surface(window->sdl);
}

/* Paints the screen over behind the window's back, as a display that was off does. */
static inline void screen_spoil(const Window *window) {
    SDL_Surface *surface = SDL_GetWindowSurface(window->sdl);
    assert_non_null(surface);
    memset(surface->pixels, 0x55, (size_t)surface->pitch * (size_t)surface->h);
    SDL_UpdateWindowSurface(window->sdl);
}
