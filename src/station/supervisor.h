/* supervisor.h: what the program tells whoever started it: that it shows something, what, and that
 * its loop still comes by.
 *
 * The protocol is sd_notify(3): datagrams of NAME=VALUE lines to the UNIX socket that NOTIFY_SOCKET
 * names. Without that variable there is nobody to tell, and nothing here costs anything. */
#pragma once

#include "live/control.h"

typedef struct Supervisor Supervisor;

/* Takes NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID out of the environment, so that programs that
 * this one starts do not speak for it; no other thread may read the environment meanwhile. NULL
 * when nobody wants to be told; all functions below accept that. */
Supervisor *supervisor_open(void);

/* Whether there is one, while nobody has opened it. */
bool supervisor_is_there(void);

/* Waits for a second, and says why. The supervisor of a box starts the program again at once, so
 * that nobody sees a crash (RestartSec=0 in box/); what cannot begin waits by itself, or it would
 * be started hundreds of times a second. */
void supervisor_hold_off(const char *why);

/* Says that the program ends (STOPPING=1). */
void supervisor_close(Supervisor *supervisor);

/* What was due is on the screen: READY=1 the first time, then WATCHDOG=1 when the last one is long
 * enough ago. `now` by steady_now(). */
void supervisor_alive(Supervisor *supervisor, Millis now);

/* When supervisor_alive wants to be called again at the latest, in milliseconds from `now`;
 * INT64_MAX: there is no watchdog. A third of the time that the supervisor waits, so that one
 * beat may be late. */
Millis supervisor_patience(const Supervisor *supervisor, Millis now);

/* True when somebody is told what is shown: it need not be made up otherwise. */
bool supervisor_wants_status(const Supervisor *supervisor);

/* One line for people (STATUS=); said again only when it is another one. */
void supervisor_status(Supervisor *supervisor, Str line);

/* That line, in `arena`: the problem, else the first screen's slide and until when, on the venue's
 * clocks: "agenda, page 2, until 14:05:10". */
Str supervisor_line(Arena *arena, const ControlStatus *status, Str problem);

/* Has it keep a descriptor (of that name) beyond this process, for the next one: FDSTORE=1, and
 * inherited.h. What it keeps under a name it lets go with that name. False when it was not told. */
bool supervisor_keep(const Supervisor *supervisor, int fd, const char *name);
void supervisor_let_go(const Supervisor *supervisor, const char *name);
