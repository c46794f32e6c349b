/* window_manager.h: whether somebody else decides about windows' places. */
#pragma once

#include <stdbool.h>

/* False under an X server without a window manager; true wherever that is not so or not known.
 * SDL's video must be up. */
bool window_manager_runs(void);
