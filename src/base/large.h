/* large.h: memory that is so large that taking it costs more than using it.
 *
 * Each page of 4 KiB is a fault of its own, half a microsecond and more; huge pages are few. */
#pragma once

#include <stddef.h>

/* From how many bytes on it pays: malloc keeps less than that for the next time. */
enum { LARGE_MEMORY = 32 << 20 };

/* As from malloc, for free(); NULL when memory is out. */
void *large_alloc(size_t bytes);
