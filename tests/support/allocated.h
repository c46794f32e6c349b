/* allocated.h: how much memory a test program has from the allocator, its libraries' included.
 * Unlike the process's own size that is the same on every machine, under emulation too: what an
 * emulator keeps of the program is not counted, nor what the allocator keeps for later. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* False where it is not known: sanitizers bring an allocator of their own. */
bool allocated_is_known(void);

/* Bytes that are taken now. */
size_t allocated_now(void);

/* The most that were taken at once since the last call of allocated_forget, or the start. */
size_t allocated_most(void);
void allocated_forget(void);
