/* x11_display.h: the connection to the X server that SDL has. Apart from all that has our own
 * names, of which X's headers have some, too. */
#pragma once

#include <stdint.h>

struct SDL_Window;

/* Xlib's Display *, borrowed from SDL; NULL: the window is on no X server. */
void *x11_display_of(struct SDL_Window *window);

/* The number that the X server knows the window by; 0 on another one. */
uint32_t x11_window_of(struct SDL_Window *window);
