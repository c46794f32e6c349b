#include "output/backdrop.h"

#if __has_include(<xcb/xcb.h>)
#include <SDL.h>
#include <stdlib.h>
#include <string.h>
#include <xcb/xcb.h>

#include "base/arena.h"
#include "base/library.h"
#include "base/log.h"
#include "output/displays.h"
#include "output/window_backend.h"
#include "output/window_manager.h"
#include "output/x11_display.h"

#define LOG_MODULE "window"

/* Under this name programs that look through to the root find its picture, and whoever sets another
 * one frees it. */
static const char PROPERTY[] = "_XROOTPMAP_ID";

/* As in xcb/xproto.h, without the prefix. */
typedef struct {
    __typeof__(&xcb_connect) connect;
    __typeof__(&xcb_disconnect) disconnect;
    __typeof__(&xcb_connection_has_error) has_error;
    __typeof__(&xcb_get_setup) get_setup;
    __typeof__(&xcb_setup_roots_iterator) roots;
    __typeof__(&xcb_screen_next) next_root;
    __typeof__(&xcb_generate_id) generate_id;
    __typeof__(&xcb_create_pixmap) create_pixmap;
    __typeof__(&xcb_free_pixmap) free_pixmap;
    __typeof__(&xcb_create_gc) create_gc;
    __typeof__(&xcb_copy_area) copy_area;
    __typeof__(&xcb_poly_fill_rectangle) fill;
    __typeof__(&xcb_create_cursor) create_cursor;
    __typeof__(&xcb_change_window_attributes) change_window;
    __typeof__(&xcb_clear_area) clear_area;
    __typeof__(&xcb_intern_atom) intern_atom;
    __typeof__(&xcb_intern_atom_reply) intern_atom_reply;
    __typeof__(&xcb_get_property) get_property;
    __typeof__(&xcb_get_property_reply) get_property_reply;
    __typeof__(&xcb_get_property_value) property_value;
    __typeof__(&xcb_get_property_value_length) property_length;
    __typeof__(&xcb_change_property) change_property;
    __typeof__(&xcb_delete_property) delete_property;
    __typeof__(&xcb_set_close_down_mode) set_close_down_mode;
    __typeof__(&xcb_kill_client) kill_client;
    __typeof__(&xcb_poll_for_event) poll_for_event;
    __typeof__(&xcb_flush) flush;
} Calls;

/* What is kept of one display's window. */
typedef struct {
    uint64_t presents;    /* of the window, when it was kept */
    xcb_rectangle_t area; /* of the root; empty: nothing is kept */
} Kept;

struct Backdrop {
    Calls calls;
    xcb_connection_t *connection; /* owned: by its own one, what it has outlasts SDL's */
    xcb_screen_t *screen;         /* borrowed from the connection */
    xcb_atom_t property;
    xcb_pixmap_t pixmap;   /* 0: nothing was kept yet */
    int32_t width, height; /* of it: the root's, or what is beyond its former size */
    xcb_pixmap_t former;   /* of a process that died; 0: there is none */
    xcb_gcontext_t gc;
    bool is_fresh;               /* the root does not have it yet */
    bool has_gone;               /* … and shows what is not in it any more */
    Kept kept[DISPLAYS_MAX + 1]; /* of each display's window */
};

static bool load(Calls *calls) {
    static const char *const NAMES[] = {"libxcb.so.1"};
    const LibraryFunction functions[] = {
        {"xcb_connect", &calls->connect},
        {"xcb_disconnect", &calls->disconnect},
        {"xcb_connection_has_error", &calls->has_error},
        {"xcb_get_setup", &calls->get_setup},
        {"xcb_setup_roots_iterator", &calls->roots},
        {"xcb_screen_next", &calls->next_root},
        {"xcb_generate_id", &calls->generate_id},
        {"xcb_create_pixmap", &calls->create_pixmap},
        {"xcb_free_pixmap", &calls->free_pixmap},
        {"xcb_create_gc", &calls->create_gc},
        {"xcb_copy_area", &calls->copy_area},
        {"xcb_poly_fill_rectangle", &calls->fill},
        {"xcb_create_cursor", &calls->create_cursor},
        {"xcb_change_window_attributes", &calls->change_window},
        {"xcb_clear_area", &calls->clear_area},
        {"xcb_intern_atom", &calls->intern_atom},
        {"xcb_intern_atom_reply", &calls->intern_atom_reply},
        {"xcb_get_property", &calls->get_property},
        {"xcb_get_property_reply", &calls->get_property_reply},
        {"xcb_get_property_value", &calls->property_value},
        {"xcb_get_property_value_length", &calls->property_length},
        {"xcb_change_property", &calls->change_property},
        {"xcb_delete_property", &calls->delete_property},
        {"xcb_set_close_down_mode", &calls->set_close_down_mode},
        {"xcb_kill_client", &calls->kill_client},
        {"xcb_poll_for_event", &calls->poll_for_event},
        {"xcb_flush", &calls->flush},
    };
    const char *why;
    return library_load(NAMES, countof(NAMES), functions, countof(functions), &why) ==
           LIBRARY_LOADED;
}

/* ---- beginning ------------------------------------------------------------------------------ */

static xcb_screen_t *screen_of(const Backdrop *backdrop, int number) {
    xcb_screen_iterator_t at =
        backdrop->calls.roots(backdrop->calls.get_setup(backdrop->connection));
    while (number-- > 0 && at.rem > 1)
        backdrop->calls.next_root(&at);
    return at.rem ? at.data : NULL;
}

static xcb_atom_t atom_of(const Backdrop *backdrop, const char *name) {
    const Calls *calls = &backdrop->calls;
    xcb_connection_t *to = backdrop->connection;
    xcb_intern_atom_reply_t *reply =
        calls->intern_atom_reply(to, calls->intern_atom(to, 0, (uint16_t)strlen(name), name), NULL);
    xcb_atom_t atom = reply ? reply->atom : XCB_ATOM_NONE;
    free(reply);
    return atom;
}

static xcb_pixmap_t read_former(const Backdrop *backdrop) {
    const Calls *calls = &backdrop->calls;
    xcb_connection_t *to = backdrop->connection;
    xcb_get_property_reply_t *reply =
        calls->get_property_reply(to,
                                  calls->get_property(to, 0, backdrop->screen->root,
                                                      backdrop->property, XCB_ATOM_PIXMAP, 0, 1),
                                  NULL);
    xcb_pixmap_t former = 0;
    if (reply && calls->property_length(reply) == (int)sizeof former)
        memcpy(&former, calls->property_value(reply), sizeof former);
    free(reply);
    return former;
}

/* Of no pixel: where the window is gone there is to be no arrow. */
static void hide_cursor(const Backdrop *backdrop) {
    const Calls *calls = &backdrop->calls;
    xcb_connection_t *to = backdrop->connection;
    xcb_window_t root = backdrop->screen->root;
    xcb_pixmap_t dot = calls->generate_id(to);
    xcb_gcontext_t gc = calls->generate_id(to);
    xcb_cursor_t cursor = calls->generate_id(to);
    const uint32_t nothing = 0;
    calls->create_pixmap(to, 1, dot, root, 1, 1);
    calls->create_gc(to, gc, dot, XCB_GC_FOREGROUND, &nothing);
    calls->fill(to, dot, gc, 1, &(xcb_rectangle_t){0, 0, 1, 1});
    calls->create_cursor(to, cursor, dot, dot, 0, 0, 0, 0, 0, 0, 0, 0);
    calls->change_window(to, root, XCB_CW_CURSOR, &cursor);
}

Backdrop *backdrop_open(void) {
    const char *driver = SDL_GetCurrentVideoDriver();
    Calls calls;
    if (!driver || strcmp(driver, "x11") != 0 || window_manager_runs() || !load(&calls))
        return NULL;
    Backdrop *backdrop = memory_must(calloc(1, sizeof *backdrop));
    backdrop->calls = calls;
    int number = 0;
    backdrop->connection = calls.connect(NULL, &number);
    backdrop->screen = calls.has_error(backdrop->connection) ? NULL : screen_of(backdrop, number);
    if (!backdrop->screen) {
        calls.disconnect(backdrop->connection);
        free(backdrop);
        return NULL;
    }
    /* Also when the last client goes: a server whose clients are all gone would start afresh. */
    calls.set_close_down_mode(backdrop->connection, XCB_CLOSE_DOWN_RETAIN_PERMANENT);
    backdrop->property = atom_of(backdrop, PROPERTY);
    backdrop->former = read_former(backdrop);
    hide_cursor(backdrop);
    calls.flush(backdrop->connection);
    return backdrop;
}

void backdrop_close(Backdrop *backdrop) {
    if (!backdrop)
        return;
    const Calls *calls = &backdrop->calls;
    xcb_connection_t *to = backdrop->connection;
    xcb_window_t root = backdrop->screen->root;
    const uint32_t black[] = {backdrop->screen->black_pixel, XCB_CURSOR_NONE};
    calls->change_window(to, root, XCB_CW_BACK_PIXEL | XCB_CW_CURSOR, black);
    calls->delete_property(to, root, backdrop->property);
    calls->clear_area(to, 0, root, 0, 0, 0, 0);
    if (backdrop->former)
        calls->kill_client(to, backdrop->former);
    calls->set_close_down_mode(to, XCB_CLOSE_DOWN_DESTROY_ALL);
    atom_of(backdrop, PROPERTY); /* an answer: the server has read all that stands before it */
    calls->disconnect(to);
    free(backdrop);
}

/* ---- while it runs -------------------------------------------------------------------------- */

/* Black, and at least that large. What the windows showed has to be kept anew. */
static void make_pixmap(Backdrop *backdrop, int32_t width, int32_t height) {
    const Calls *calls = &backdrop->calls;
    const xcb_screen_t *screen = backdrop->screen;
    xcb_connection_t *to = backdrop->connection;
    const uint32_t values[] = {screen->black_pixel, 0};
    backdrop->width = SDL_max(width, screen->width_in_pixels);
    backdrop->height = SDL_max(height, screen->height_in_pixels);
    backdrop->has_gone |= backdrop->pixmap != 0;
    if (backdrop->pixmap)
        calls->free_pixmap(to, backdrop->pixmap);
    backdrop->pixmap = calls->generate_id(to);
    calls->create_pixmap(to, screen->root_depth, backdrop->pixmap, screen->root,
                         (uint16_t)backdrop->width, (uint16_t)backdrop->height);
    if (!backdrop->gc) {
        backdrop->gc = calls->generate_id(to);
        calls->create_gc(to, backdrop->gc, backdrop->pixmap,
                         XCB_GC_FOREGROUND | XCB_GC_GRAPHICS_EXPOSURES, values);
    }
    calls->fill(to, backdrop->pixmap, backdrop->gc, 1,
                &(xcb_rectangle_t){0, 0, (uint16_t)backdrop->width, (uint16_t)backdrop->height});
    memset(backdrop->kept, 0, sizeof backdrop->kept);
}

/* Where its window was there is nothing of it any more. */
static void forget(Backdrop *backdrop, Kept *kept) {
    if (kept->area.width) {
        backdrop->calls.fill(backdrop->connection, backdrop->pixmap, backdrop->gc, 1, &kept->area);
        backdrop->is_fresh = backdrop->has_gone = true;
    }
    *kept = (Kept){0};
}

/* Where a window is that covers its display; false for any other. */
static bool find_window(const Window *window, size_t *place, xcb_rectangle_t *area) {
    if (!window || !window->sdl || !window->is_covering || window_is_hidden(window) ||
        !x11_window_of(window->sdl) || window->settings.display < 0 ||
        window->settings.display > DISPLAYS_MAX)
        return false;
    int x, y, width, height;
    SDL_GetWindowPosition(window->sdl, &x, &y);
    SDL_GetWindowSizeInPixels(window->sdl, &width, &height);
    *area = (xcb_rectangle_t){(int16_t)x, (int16_t)y, (uint16_t)width, (uint16_t)height};
    *place = (size_t)window->settings.display;
    return true;
}

/* All displays together, on the root. A smaller pixmap would be seen again beside itself. */
static void find_root(int32_t *width, int32_t *height) {
    for (int i = 0; i < SDL_GetNumVideoDisplays(); i++) {
        SDL_Rect bounds;
        if (SDL_GetDisplayBounds(i, &bounds) != 0)
            continue;
        *width = SDL_max(*width, bounds.x + bounds.w);
        *height = SDL_max(*height, bounds.y + bounds.h);
    }
}

/* Forgets what was kept of windows that are elsewhere now, or nowhere, and has a pixmap that is
 * large enough for all. */
static void follow(Backdrop *backdrop, const Window *const *windows, size_t count) {
    bool is_there[countof(backdrop->kept)] = {false};
    int32_t width = 0, height = 0;
    find_root(&width, &height);
    for (size_t i = 0; i < count; i++) {
        size_t place;
        xcb_rectangle_t area;
        if (!find_window(windows[i], &place, &area))
            continue;
        Kept *kept = &backdrop->kept[place];
        is_there[place] = memcmp(&area, &kept->area, sizeof area) == 0;
        width = SDL_max(width, area.x + area.width);
        height = SDL_max(height, area.y + area.height);
    }
    for (size_t i = 0; i < countof(is_there); i++)
        if (!is_there[i])
            forget(backdrop, &backdrop->kept[i]);
    if (count && (!backdrop->pixmap || width > backdrop->width || height > backdrop->height))
        make_pixmap(backdrop, width, height);
}

static void copy_window(Backdrop *backdrop, const Window *window) {
    size_t place;
    xcb_rectangle_t area;
    if (!find_window(window, &place, &area))
        return;
    Kept *kept = &backdrop->kept[place];
    if (kept->area.width && kept->presents == window->presents)
        return;
    *kept = (Kept){.presents = window->presents, .area = area};
    backdrop->calls.copy_area(backdrop->connection, x11_window_of(window->sdl), backdrop->pixmap,
                              backdrop->gc, 0, 0, area.x, area.y, area.width, area.height);
    backdrop->is_fresh = true;
}

static void show(Backdrop *backdrop) {
    const Calls *calls = &backdrop->calls;
    xcb_connection_t *to = backdrop->connection;
    xcb_window_t root = backdrop->screen->root;
    calls->change_window(to, root, XCB_CW_BACK_PIXMAP, &backdrop->pixmap);
    if (backdrop->has_gone) /* nothing is drawn where windows are */
        calls->clear_area(to, 0, root, 0, 0, 0, 0);
    backdrop->is_fresh = backdrop->has_gone = false;
    if (backdrop->property != XCB_ATOM_NONE)
        calls->change_property(to, XCB_PROP_MODE_REPLACE, root, backdrop->property, XCB_ATOM_PIXMAP,
                               32, 1, &backdrop->pixmap);
    if (backdrop->former) /* all that the dead process had */
        calls->kill_client(to, backdrop->former);
    backdrop->former = 0;
    calls->flush(to);
    /* Errors come as events: a window that has just gone is none of ours. */
    for (xcb_generic_event_t *event; (event = calls->poll_for_event(to));)
        free(event);
    log_debug("the root window has the picture");
}

void backdrop_keep(Backdrop *backdrop, const Window *const *windows, size_t count) {
    if (!backdrop)
        return;
    follow(backdrop, windows, count);
    for (size_t i = 0; i < count; i++)
        copy_window(backdrop, windows[i]);
    if (backdrop->is_fresh)
        show(backdrop);
}
#else
Backdrop *backdrop_open(void) {
    return NULL;
}

void backdrop_close(Backdrop *backdrop) {
    (void)backdrop;
}

void backdrop_keep(Backdrop *backdrop, const Window *const *windows, size_t count) {
    (void)backdrop, (void)windows, (void)count;
}
#endif
