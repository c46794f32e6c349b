/* Two things cost three quarters of SDL's start under X11 and serve nobody here: the input method
 * for typing text, for which Xlib reads a table of 5,000 compositions, and libdbus, which starts
 * processes to look for a session bus where there is none. Both go by the environment. */
#include "output/video.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where libdbus would find one without starting anything. An empty address is none to it, and
 * "autolaunch:" asks it to run dbus-launch, which may wait for ever. */
static bool has_session_bus(void) {
    const char *address = getenv("DBUS_SESSION_BUS_ADDRESS");
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    char path[4096];
    if (address && *address && strncmp(address, "autolaunch:", strlen("autolaunch:")) != 0)
        return true;
    if (!runtime || snprintf(path, sizeof path, "%s/bus", runtime) >= (int)sizeof path)
        return false;
    return access(path, F_OK) == 0;
}

void video_choose(void) {
    setenv("LC_ALL", "C", 1);
    if (!has_session_bus())
        setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/dev/null", 1);
}

bool video_start(void) {
    return SDL_Init(SDL_INIT_VIDEO) == 0;
}
