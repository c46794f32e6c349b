#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

LibraryState library_load(const char *const *names, size_t name_count,
                          const LibraryFunction *functions, size_t count, const char **why) {
    void *handle = NULL;
    for (size_t i = 0; i < name_count && !handle; i++)
        handle = dlopen(names[i], RTLD_NOW | RTLD_NODELETE);
    if (!handle) {
        *why = dlerror();
        return LIBRARY_MISSING;
    }
    for (size_t i = 0; i < count; i++) {
        void *symbol = dlsym(handle, functions[i].name);
        if (!symbol) {
            *why = dlerror();
            return LIBRARY_TOO_OLD;
        }
        memcpy(functions[i].place, &symbol, sizeof symbol); /* POSIX lets a pointer be a function */
    }
    return LIBRARY_LOADED;
}
