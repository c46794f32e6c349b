/* video.h: SDL's video, started without what a sign has no use for. */
#pragma once

#include <stdbool.h>

/* Sets the environment so that SDL's video starts without input methods, and does not start a
 * session bus. To be called while there is one thread: others may read the environment later. */
void video_choose(void);

/* SDL_Init(SDL_INIT_VIDEO). False with SDL_GetError. */
bool video_start(void);
