/* video.h: SDL's video, started without what a sign has no use for. */
#pragma once

#include <stdbool.h>

/* SDL_Init(SDL_INIT_VIDEO) without input methods and without starting a session bus. To be called
 * while there is one thread. False with SDL_GetError. */
bool video_start(void);
