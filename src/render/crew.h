/* crew.h: a few threads that share a piece of work and sleep otherwise. */
#pragma once

#include <stddef.h>

typedef struct Crew Crew;

/* One for each processor but the caller's, at most three. NULL when there is but one processor, or
 * no thread can be started: everything below accepts that and works alone. */
Crew *crew_create(void);
void crew_free(Crew *crew);

/* Calls part(context, i) once for each i below `count`, by the crew and the caller, in any order;
 * returns when all are done. Allocates nothing. */
void crew_run(Crew *crew, void (*part)(void *context, size_t i), void *context, size_t count);
