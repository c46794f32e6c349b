#include "output/display_loss.h"

#include <SDL.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/exits.h"

bool display_loss_is_event(void) {
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver && strcmp(driver, "wayland") == 0;
}

#if __has_include(<X11/Xlib.h>)
#include <X11/Xlib.h>

/* Xlib hands its handler nothing to find these by. Written once, before it can be called. */
static struct {
    DisplayLost *call;
    void *context;
    pthread_t thread;
} loss;

/* XIOErrorHandler */
static int lose(Display *display) {
    (void)display;
    if (pthread_equal(pthread_self(), loss.thread)) {
        loss.call(loss.context);
        _exit(EXIT_DISPLAY);
    }
    /* The bell's, which was about to wake the other one: that one sees it, too. */
    for (;;)
        pause();
}

void display_loss_watch(DisplayLost *call, void *context) {
    const char *driver = SDL_GetCurrentVideoDriver();
    if (!driver || strcmp(driver, "x11") != 0)
        return;
    void *library = SDL_LoadObject("libX11.so.6"); /* SDL has it already: for ever */
    void *address = library ? SDL_LoadFunction(library, "XSetIOErrorHandler") : NULL;
    __typeof__(XSetIOErrorHandler) *set_handler;
    if (!address)
        return;
    memcpy(&set_handler, &address, sizeof set_handler);
    loss.call = call;
    loss.context = context;
    loss.thread = pthread_self();
    set_handler(lose);
}
#else
void display_loss_watch(DisplayLost *call, void *context) {
    (void)call, (void)context;
}
#endif
