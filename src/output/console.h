/* console.h: the virtual terminal that the program was started on: its text is hidden while
 * pictures are shown, its keys are read by nobody else, and who switches to another one gets the
 * display.
 *
 * The keyboard is the kernel's: what is typed comes as from a terminal, whatever is plugged in and
 * when, by the layout that the console has; no device of input needs to be opened. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct Console Console;

/* The signals that the kernel sends when somebody switches: to be blocked before any other thread
 * starts. */
void console_block_signals(void);

/* Takes the terminal that standard input is, if it is a virtual one. NULL: it is none (after a line
 * in the log when it is one and cannot be had), and nothing is hidden or read. */
Console *console_open(void);

/* Gives it back as it was. Where the picture on the display is kept for another process its text
 * stays hidden: the kernel would have it drawn over the picture, whoever has the display. A login
 * that starts there (agetty) shows it. Accepts NULL. */
void console_close(Console *console, bool is_picture_kept);

/* True when it is the one that is switched to. */
bool console_is_front(const Console *console);

typedef enum { CONSOLE_NOTHING, CONSOLE_LEAVE, CONSOLE_RETURN } ConsoleSwitch;

/* Readable when somebody switches; console_switched reads what. */
int console_switch_fd(const Console *console);
ConsoleSwitch console_switched(Console *console);

/* The answer to CONSOLE_LEAVE: nothing of ours is on the display any more. */
void console_leave(Console *console);

/* Readable when keys were struck; what came, as a terminal sends it: its length. */
int console_key_fd(const Console *console);
size_t console_keys(Console *console, char *to, size_t size);
