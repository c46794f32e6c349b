/* bare.c: the least that an SDL program can do: a window of one colour that covers the display, by
 * the window's surface. The floor under every other time of bench/peers. Not "full screen" for SDL,
 * which waits 100 ms for the window manager then. */
#include <SDL.h>

int main(void) {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return 1;
    SDL_Rect all;
    if (SDL_GetDisplayBounds(0, &all) != 0)
        return 1;
    SDL_Window *window = SDL_CreateWindow("bare", 0, 0, all.w, all.h, SDL_WINDOW_BORDERLESS);
    SDL_Surface *surface = window ? SDL_GetWindowSurface(window) : NULL;
    if (!surface)
        return 1;
    SDL_FillRect(surface, NULL, SDL_MapRGB(surface->format, 0xf2, 0x55, 0x3d));
    SDL_UpdateWindowSurface(window);
    SDL_Event event;
    while (SDL_WaitEvent(&event) && event.type != SDL_QUIT)
        ;
    SDL_Quit();
    return 0;
}
