/* hotplug.h: the kernel tells that a card or a display came, went or changed.
 *
 * By libudev, which is loaded when it is needed: it tells after the device's file is there with its
 * rights, and lets through what concerns displays alone, so that nothing else wakes anybody. */
#pragma once

#include <stdbool.h>

typedef struct Hotplug Hotplug;

/* NULL, after a line in the log, when there is no libudev or it does not work. */
Hotplug *hotplug_open(void);
void hotplug_close(Hotplug *hotplug); /* accepts NULL */

/* Readable when something was told. */
int hotplug_fd(const Hotplug *hotplug);

/* Takes all that was told. False when it concerned nothing: there was a false alarm. */
bool hotplug_read(Hotplug *hotplug);
