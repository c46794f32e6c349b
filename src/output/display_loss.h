/* display_loss.h: the display's server ends under the program: an X server that is killed, a
 * session that is shut down. */
#pragma once

#include <stdbool.h>

/* It must not return: below it is a library in the middle of a call, which can neither go on nor
 * fail. */
typedef void DisplayLost(void *context);

/* From now on `call` is called in the middle of whatever this thread asks of an X server that is
 * not there any more; Xlib itself would end the process without another word. Once for the process'
 * life. Under Wayland nothing is called: SDL sends SDL_QUIT, see display_loss_is_event. */
void display_loss_watch(DisplayLost *call, void *context);

/* SDL_QUIT came: it is the compositor that has gone, nobody has closed a window. */
bool display_loss_is_event(void);
