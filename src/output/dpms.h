/* dpms.h: switches the monitors of an X server off and on (VESA's Display Power Management
 * Signaling, X's DPMS extension).
 *
 * Its functions are in libXext, which is loaded by who needs them. All monitors of the server go
 * off and on together. */
#pragma once

#include <stdbool.h>

typedef struct Dpms Dpms;

/* `display` is Xlib's; `library`: NULL is libXext. NULL when monitors of that server cannot be
 * switched off. They are taken to be on. */
Dpms *dpms_open(void *display, const char *library);

/* Nothing when they are so already, as far as this was told: who wakes them by the mouse is not
 * fought. */
void dpms_set(Dpms *dpms, bool is_on); /* accepts NULL */

/* On again. Accepts NULL. */
void dpms_close(Dpms *dpms);
