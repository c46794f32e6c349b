/* background.h: threads whose work can wait. */
#pragma once

/* The calling thread gives way to the others of the process, for good: where there are more threads
 * than processors the system lets it have a third of what one of them gets. For work that nobody
 * looks at while it lasts, such as packing a screenshot; never for a thread that holds a lock which
 * the loop waits for. */
void background_begin(void);
