#include "output/hotplug.h"

#include <libudev.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/library.h"
#include "base/log.h"

#define LOG_MODULE "kms"

struct Hotplug {
    __typeof__(&udev_new) new;
    __typeof__(&udev_unref) unref;
    __typeof__(&udev_monitor_new_from_netlink) monitor_new;
    __typeof__(&udev_monitor_unref) monitor_unref;
    __typeof__(&udev_monitor_filter_add_match_subsystem_devtype) monitor_filter;
    __typeof__(&udev_monitor_enable_receiving) monitor_enable;
    __typeof__(&udev_monitor_get_fd) monitor_fd;
    __typeof__(&udev_monitor_receive_device) monitor_receive;
    __typeof__(&udev_device_get_action) device_action;
    __typeof__(&udev_device_get_sysname) device_name;
    __typeof__(&udev_device_unref) device_unref;
    struct udev *udev;            /* owned */
    struct udev_monitor *monitor; /* owned */
};

static bool load(Hotplug *hotplug) {
    static const char *const NAMES[] = {"libudev.so.1"};
    const LibraryFunction functions[] = {
        {"udev_new", &hotplug->new},
        {"udev_unref", &hotplug->unref},
        {"udev_monitor_new_from_netlink", &hotplug->monitor_new},
        {"udev_monitor_unref", &hotplug->monitor_unref},
        {"udev_monitor_filter_add_match_subsystem_devtype", &hotplug->monitor_filter},
        {"udev_monitor_enable_receiving", &hotplug->monitor_enable},
        {"udev_monitor_get_fd", &hotplug->monitor_fd},
        {"udev_monitor_receive_device", &hotplug->monitor_receive},
        {"udev_device_get_action", &hotplug->device_action},
        {"udev_device_get_sysname", &hotplug->device_name},
        {"udev_device_unref", &hotplug->device_unref},
    };
    const char *why;
    if (library_load(NAMES, countof(NAMES), functions, countof(functions), &why) == LIBRARY_LOADED)
        return true;
    log_warning("%s; without libudev1 a display that is plugged in later is not seen", why);
    return false;
}

Hotplug *hotplug_open(void) {
    Hotplug *hotplug = calloc(1, sizeof *hotplug);
    if (!hotplug)
        abort();
    if (!load(hotplug)) {
        free(hotplug);
        return NULL;
    }
    hotplug->udev = hotplug->new ();
    if (hotplug->udev)
        hotplug->monitor = hotplug->monitor_new(hotplug->udev, "udev");
    if (hotplug->monitor && hotplug->monitor_filter(hotplug->monitor, "drm", NULL) >= 0 &&
        hotplug->monitor_enable(hotplug->monitor) >= 0)
        return hotplug;
    log_warning("a display that is plugged in later is not seen: udev does not answer");
    hotplug_close(hotplug);
    return NULL;
}

void hotplug_close(Hotplug *hotplug) {
    if (!hotplug)
        return;
    if (hotplug->monitor)
        hotplug->monitor_unref(hotplug->monitor);
    if (hotplug->udev)
        hotplug->unref(hotplug->udev);
    free(hotplug);
}

int hotplug_fd(const Hotplug *hotplug) {
    return hotplug->monitor_fd(hotplug->monitor);
}

bool hotplug_read(Hotplug *hotplug) {
    bool is_any = false;
    for (struct udev_device *device; (device = hotplug->monitor_receive(hotplug->monitor));) {
        const char *action = hotplug->device_action(device), *name = hotplug->device_name(device);
        log_debug("%s: %s", name ? name : "?", action ? action : "?");
        hotplug->device_unref(device);
        is_any = true;
    }
    return is_any;
}
