/* window_backend.h: what window.c shares with its ways to the screen. For these files only.
 *
 * Everything here is in the picture's coordinates (before it is turned) unless it says "screen". */
#pragma once

#include <SDL.h>

#include "output/window.h"

typedef struct WindowBackend WindowBackend;
typedef struct WindowPlace WindowPlace;

struct Window {
    SDL_Window *sdl; /* owned; NULL on a display without a desktop */
    WindowSettings settings;
    const WindowPlace *place;
    const WindowBackend *backend;
    void *state; /* owned by the backend */
    char name[96];
    bool is_covering;  /* full screen without a window manager: as large as the display, that is all
                        */
    struct Dpms *dpms; /* owned; NULL: nobody has asked for it yet, or there is none */
    bool has_asked_dpms;
    bool is_away;          /* its display is not there: hidden */
    int32_t width, height; /* of the picture: the screen's, turned back */
    Pixmap shown;          /* owned: what was shown last; its size lags behind a resize */
    bool is_fading;
    const Pixmap *fade_from, *fade_to; /* borrowed from window_begin_fade on */
    Pixmap fitted[2];                  /* owned: the two at the window's size, when they are not */
    PixelRect fade_area;               /* outside of it `shown` holds good */
    int32_t fade_share;
    Pixmap panel;                  /* owned, turned as the screen is; pixels NULL: none */
    int32_t panel_left, panel_top; /* of the panel before it was turned */
    bool is_stale;                 /* the screen must be made whole */
    bool was_hidden;               /* and time went on meanwhile */
    bool has_new_size;
    uint64_t presents;
};

struct WindowBackend {
    /* The last frame of a fade, of share 256, is the second picture to the bit, and nothing else
     * remains to be done on the screen. */
    bool ends_fades;
    /* `window->sdl` is there. False with SDL_GetError. Fills in window->name. */
    bool (*open)(Window *window);
    void (*close)(Window *window);
    /* Screen pixels. */
    void (*screen_size)(Window *window, int *width, int *height);
    /* Puts `area` onto the screen, from window->shown or, while fading, from the two pictures. The
     * rest of the screen keeps what it has. False when the screen has another size by now. */
    bool (*present)(Window *window, PixelRect area);
    /* The two pictures of a fade are known; returns the area outside of which they are equal. */
    PixelRect (*begin_fade)(Window *window);
    /* One of the two has other pixels, nearly all of them; returns the same. */
    PixelRect (*renew_fade)(Window *window, int which);
    /* The fade is over, and `shown` has its result. */
    void (*end_fade)(Window *window);
    void (*panel_changed)(Window *window);
    void (*warm_up)(Window *window);
    /* settings.is_one_of_several is another one. */
    void (*company_changed)(Window *window);
    /* See window_lend; and puts all of that memory onto the screen. */
    bool (*lend)(Window *window, Pixmap *canvas);
    void (*present_lent)(Window *window);
    /* What the graphics card held is gone. */
    void (*lost)(Window *window, bool is_device_lost);
};

/* Where it is: on a desktop, or alone on a display. See window.h for what each of them does. */
struct WindowPlace {
    bool (*is_hidden)(const Window *window);
    double (*frame_time)(const Window *window);
    bool (*is_fullscreen)(const Window *window);
    void (*set_fullscreen)(Window *window, bool is_fullscreen);
    void (*set_display)(Window *window, int32_t display);
    void (*leave_display)(Window *window);
    void (*set_power)(Window *window, bool is_on);
    /* True when the picture must be made or shown again. */
    bool (*handle_event)(Window *window, const union SDL_Event *event);
};

/* The state of WINDOW_GPU; here for the tests, which spoil the textures. */
typedef struct {
    SDL_Renderer *renderer; /* owned */
    SDL_Texture *base;      /* owned: window->shown, or the picture that is faded from */
    SDL_Texture *above;     /* owned: the picture that is faded to, within the fade's area */
    SDL_Texture *panel;     /* owned */
    int32_t width, height;  /* of base and above */
    bool is_base_empty, is_above_empty;
} WindowGpu;

extern const WindowBackend WINDOW_SOFTWARE;
extern const WindowBackend WINDOW_GPU;
extern const WindowBackend WINDOW_KMS;

extern const WindowPlace PLACE_DESKTOP;
extern const WindowPlace PLACE_KMS;

/* The two pictures of the fade, at the window's size. */
const Pixmap *window_fade_picture(const Window *window, int which);

/* Where an area of the picture lies on the screen. */
PixelRect window_turn_rect(const Window *window, PixelRect area);

/* Where the panel lies on the screen; it may reach beyond. */
PixelRect window_panel_on_screen(const Window *window);

/* Asks the backend for the screen's size; notes in has_new_size and is_stale when it is new. */
void window_take_size(Window *window);

SDL_Window *window_create_sdl(Window *window);

/* True for the names that OpenGL gives to drivers that draw with the processor. */
bool window_is_software_driver(const char *name);
