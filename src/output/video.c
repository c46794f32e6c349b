/* Two things cost three quarters of SDL's start under X11 and serve nobody here: the input method
 * for typing text, for which Xlib reads a table of 5,000 compositions, and libdbus, which starts
 * processes to look for a session bus where there is none. Both go by the environment. */
#include "output/video.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct {
    const char *name;
    char *before; /* owned; NULL: it was not set */
} Variable;

static Variable variable_set(const char *name, const char *value) {
    const char *before = getenv(name);
    Variable variable = {name, before ? SDL_strdup(before) : NULL};
    setenv(name, value, 1);
    return variable;
}

static void variable_restore(Variable *variable) {
    if (variable->before)
        setenv(variable->name, variable->before, 1);
    else
        unsetenv(variable->name);
    SDL_free(variable->before);
}

/* Where libdbus would find one without starting anything. */
static bool has_session_bus(void) {
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    char path[4096];
    if (getenv("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    if (!runtime || snprintf(path, sizeof path, "%s/bus", runtime) >= (int)sizeof path)
        return false;
    return access(path, F_OK) == 0;
}

bool video_start(void) {
    bool is_without_bus = !has_session_bus();
    Variable locale = variable_set("LC_ALL", "C"), bus = {0};
    if (is_without_bus)
        bus = variable_set("DBUS_SESSION_BUS_ADDRESS", "unix:path=/dev/null");
    bool is_started = SDL_Init(SDL_INIT_VIDEO) == 0;
    if (is_without_bus)
        variable_restore(&bus);
    variable_restore(&locale);
    return is_started;
}
