/* window.h: a window or a full screen that shows finished pictures.
 *
 * The software path puts the picture into the window's surface (shared memory under X11) and loads
 * no OpenGL library; the GPU path keeps two textures and lets the GPU fade between them. */
#pragma once

#include "base/arena.h"
#include "render/pixmap.h"

union SDL_Event;

typedef struct Window Window;
typedef struct Kms Kms; /* kms.h */

typedef enum { RENDERER_AUTO, RENDERER_GPU, RENDERER_SOFTWARE, RENDERER_KIND_COUNT } RendererKind;

typedef struct {
    bool is_fullscreen;
    int32_t width, height; /* when not full screen */
    bool is_placed;        /* when not full screen, at (x, y) of the desktop; else in the middle */
    int32_t x, y;
    int32_t display; /* from 0; DISPLAY_NONE: it is not there yet, the window is hidden */
    int32_t rotate;  /* 0, 90, 180, 270: the picture is turned clockwise */
    RendererKind renderer;
    bool is_one_of_several; /* it does not wait for its display: the others would wait with it */
    const char *title;
    Kms *kms; /* borrowed: it is a full screen on one of these displays; NULL: a window, by SDL */
} WindowSettings;

/* Opens it (SDL's video must be up, but for one of `kms`), hides the cursor in full screen, keeps
 * the screensaver away. NULL with SDL_GetError on failure. Chooses the renderer by what is there,
 * and logs why. */
Window *window_open(const WindowSettings *settings);
void window_close(Window *window); /* accepts NULL */

/* Has the memory that goes to the display laid out, which takes longer than a frame: while somebody
 * prepares the first picture. Puts nothing on the window. */
void window_warm_up(Window *window);

/* The memory that goes to the display, to draw the first picture into: one copy less, and no memory
 * of its own. *canvas is of window_size, borrowed, and good until the next event is handled. False
 * when there is none to lend: the window has a picture or is turned, a graphics card draws it. */
bool window_lend(Window *window, Pixmap *canvas);

/* Shows what was drawn there, and keeps a copy. False when the memory is another one by now. */
bool window_show_lent(Window *window, const Pixmap *canvas);

/* Size of the picture to hand in: the window's in pixels, turned. Changes with events. */
void window_size(const Window *window, int32_t *width, int32_t *height);

/* Shows `picture` (of window_size; another size is scaled). */
void window_show(Window *window, const Pixmap *picture);

/* Shows *picture without copying it: the window keeps its pixels, and hands back those of the
 * picture before (of whatever size; zeroed for the first one). */
void window_show_swap(Window *window, Pixmap *picture);

/* What the window shows, whole, once more. */
void window_show_again(Window *window);

/* Shows a + (b − a) × share/256. What differs is found once for each pair: call
 * window_begin_fade first, keep a and b unchanged until window_end_fade. */
void window_begin_fade(Window *window, const Pixmap *a, const Pixmap *b);
void window_show_fade(Window *window, int32_t share);
int32_t window_fade_share(const Window *window); /* of the frame that is shown; 0 at the start */
/* The same from what is shown now; only `to` is to be kept. window_show_swap of `to` ends it. */
void window_begin_fade_to(Window *window, const Pixmap *to);
/* What is faded from, to draw into it while it goes on: its pixels are borrowed until the fade
 * ends, and window_renew_fade_from is called behind. For a fade of window_begin_fade_to. False when
 * it has another size than the window by now. */
bool window_lend_fade_from(Window *window, Pixmap *canvas);
/* What is faded from, or to, has other pixels by now: seen with the next frame, of whatever share.
 */
void window_renew_fade_from(Window *window);
void window_renew_fade_to(Window *window);
void window_end_fade(Window *window);

/* A small picture drawn over everything at (x, y) of the unturned window until taken away with
 * NULL: the staff's panels. Copied. */
void window_set_panel(Window *window, const Pixmap *panel, int32_t x, int32_t y);

/* To be called for SDL's window, display and render events: takes up a new size, lost textures, a
 * display that went and came. True when the picture must be made or shown again. */
bool window_handle_event(Window *window, const union SDL_Event *event);

/* The number that its display has now, or -1 when it is not there: then the window is hidden until
 * it has one again. To be called before the event that says so is handed on. */
void window_set_display(Window *window, int32_t display);

/* Its picture is to be seen on another display, or nowhere, from now on: the one where it was is
 * not left with it. Followed by window_set_display or window_close. */
void window_leave_display(Window *window);

/* Another title, and whether there are others, see WindowSettings. */
void window_set_company(Window *window, const char *title, bool is_one_of_several);

bool window_is_fullscreen(const Window *window);
void window_set_fullscreen(Window *window, bool is_fullscreen);

/* True while nobody can see it (minimised, display off): nothing needs to be drawn. */
bool window_is_hidden(const Window *window);

/* Turns the picture from now on, by degrees as in the settings. Its size may be another one then;
 * it is to be shown again in any case. No fade may run. */
void window_set_rotate(Window *window, int32_t rotate);

/* Switches its display off, or on again, where that can be done: a full screen without a desktop.
 */
void window_set_power(Window *window, bool is_on);

/* Milliseconds between two frames of the display, 1000/60 when unknown. */
double window_frame_time(const Window *window);

/* "software (no render node under /dev/dri)", "gpu (opengl)": for the debug panel. */
const char *window_renderer_name(const Window *window);

/* Presents counted since the start, for the tests of "quiet at rest". */
uint64_t window_present_count(const Window *window);

/* What the window shows now (without panels), turned back; into a pixmap of window_size. */
void window_read(const Window *window, Pixmap *to);
