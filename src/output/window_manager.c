/* A window manager is the one client that redirects the root window's children: the X server knows.
 *
 * SDL's full screen asks the manager and waits 100 ms for an answer, when it is entered and again
 * when it is left; without a manager none ever comes, and the window keeps its size. Xlib is loaded
 * already, by SDL: it is asked for by name, so that nothing is linked that Wayland does not need.
 */
#include "output/window_manager.h"

#if __has_include(<X11/Xlib.h>)
#include <SDL.h>
#include <X11/Xlib.h>
#include <string.h>

typedef struct {
    __typeof__(XOpenDisplay) *open;
    __typeof__(XCloseDisplay) *close;
    __typeof__(XDefaultRootWindow) *root;
    __typeof__(XGetWindowAttributes) *attributes;
} Xlib;

static bool load(void *library, const char *name, void *function) {
    void *address = SDL_LoadFunction(library, name);
    memcpy(function, &address, sizeof address);
    return address != NULL;
}

static bool is_root_redirected(const Xlib *xlib) {
    Display *display = xlib->open(NULL);
    if (!display)
        return true;
    XWindowAttributes attributes = {0};
    bool is_known = xlib->attributes(display, xlib->root(display), &attributes) != 0;
    xlib->close(display);
    return !is_known || (attributes.all_event_masks & SubstructureRedirectMask) != 0;
}

bool window_manager_runs(void) {
    const char *driver = SDL_GetCurrentVideoDriver();
    if (!driver || strcmp(driver, "x11") != 0)
        return true;
    void *library = SDL_LoadObject("libX11.so.6");
    if (!library)
        return true;
    Xlib xlib;
    bool runs = true;
    if (load(library, "XOpenDisplay", &xlib.open) && load(library, "XCloseDisplay", &xlib.close) &&
        load(library, "XDefaultRootWindow", &xlib.root) &&
        load(library, "XGetWindowAttributes", &xlib.attributes))
        runs = is_root_redirected(&xlib);
    SDL_UnloadObject(library);
    return runs;
}
#else
bool window_manager_runs(void) {
    return true;
}
#endif
