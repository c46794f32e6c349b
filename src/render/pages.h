/* pages.h: zeroed memory for pictures. What is large comes from the system in huge pages where it
 * has them, so that a new picture of 8 MB costs 4 page faults and not 2,000, and goes back to it at
 * once. */
#pragma once

#include <stddef.h>

/* Aligned to 64 bytes. NULL when memory is out. */
void *pages_create(size_t bytes);
void pages_free(void *pages, size_t bytes); /* `bytes` as they were asked for; accepts NULL */

/* Has the system lay out memory that somebody is going to write to: in one call instead of a fault
 * for each page, which takes a third less. What is in it stays. */
void pages_touch(void *memory, size_t bytes);
