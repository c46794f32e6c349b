/* exits.h: what the program's exit codes mean; doc/kiosk.1.scd tells users. */
#pragma once

typedef enum {
    EXIT_FINE = 0,
    EXIT_USAGE = 1,    /* the command line is wrong; `check --strict`: there are warnings */
    EXIT_SCHEDULE = 2, /* no schedule, or one that cannot be used */
    EXIT_DISPLAY = 3,  /* no display, or no window on it */
    EXIT_OUTPUT = 4,   /* a file could not be written */
    EXIT_FONTS = 5,    /* there is no font to draw with */
    EXIT_HUNG = 7,     /* the loop did not come by: the supervisor is to start it again */
    EXIT_NO_KIOSK = 6, /* `live`: no kiosk runs, or it does not answer */
} ExitCode;
