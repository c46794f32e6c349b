#include "output/dpms.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/library.h"
#include "base/log.h"

#define LOG_MODULE "window"

enum { MODE_ON = 0, MODE_OFF = 3 }; /* DPMSModeOn, DPMSModeOff of X11/extensions/dpmsconst.h */

/* As X11/extensions/dpms.h has them; `display` is a Display *. */
typedef struct {
    int (*query)(void *display, int *event, int *error);
    int (*capable)(void *display);
    int (*info)(void *display, uint16_t *mode, unsigned char *is_enabled);
    int (*enable)(void *display);
    int (*disable)(void *display);
    int (*force)(void *display, uint16_t mode);
} Calls;

struct Dpms {
    void *display; /* borrowed */
    Calls calls;
    bool is_off;
    bool was_disabled; /* the server leaves its monitors alone but for us */
};

static bool load(Calls *calls, const char *library) {
    const LibraryFunction functions[] = {
        {"DPMSQueryExtension", &calls->query},
        {"DPMSCapable", &calls->capable},
        {"DPMSInfo", &calls->info},
        {"DPMSEnable", &calls->enable},
        {"DPMSDisable", &calls->disable},
        {"DPMSForceLevel", &calls->force},
    };
    const char *why = NULL, *names[] = {library ? library : "libXext.so.6"};
    LibraryState state = library_load(names, countof(names), functions, countof(functions), &why);
    if (state != LIBRARY_LOADED)
        log_debug("monitors stay on in dark hours: %s", why ? why : names[0]);
    return state == LIBRARY_LOADED;
}

Dpms *dpms_open(void *display, const char *library) {
    Calls calls;
    int event, error;
    if (!load(&calls, library) || !calls.query(display, &event, &error) || !calls.capable(display))
        return NULL;
    Dpms *dpms = memory_must(calloc(1, sizeof *dpms));
    *dpms = (Dpms){.display = display, .calls = calls};
    return dpms;
}

void dpms_set(Dpms *dpms, bool is_on) {
    if (!dpms || dpms->is_off == !is_on)
        return;
    dpms->is_off = !is_on;
    const Calls *calls = &dpms->calls;
    if (is_on) {
        calls->force(dpms->display, MODE_ON);
        if (dpms->was_disabled) /* else it would switch them off when nobody moves the mouse */
            calls->disable(dpms->display);
        return;
    }
    uint16_t mode = MODE_ON;
    unsigned char is_enabled = 1;
    calls->info(dpms->display, &mode, &is_enabled);
    dpms->was_disabled = !is_enabled;
    if (!is_enabled)
        calls->enable(dpms->display);
    calls->force(dpms->display, MODE_OFF);
}

void dpms_close(Dpms *dpms) {
    dpms_set(dpms, true);
    free(dpms);
}
