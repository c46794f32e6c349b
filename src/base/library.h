/* library.h: a shared library that few starts need, loaded by those that do.
 *
 * Being linked with a library costs every start the loading of it and of all that it needs itself
 * (doc/decisions.md has the figures). */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *name;
    void *place; /* of the pointer to the function */
} LibraryFunction;

typedef enum { LIBRARY_LOADED, LIBRARY_MISSING, LIBRARY_TOO_OLD } LibraryState;

/* Loads the first of `names` that is there and looks up all functions. The library stays loaded:
 * some cannot be unloaded while their threads may run. On failure *why has the loader's words, in
 * memory of this thread until the next call. */
LibraryState library_load(const char *const *names, size_t name_count,
                          const LibraryFunction *functions, size_t count, const char **why);
