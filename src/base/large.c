#include "base/large.h"

#include <stdlib.h>
#include <sys/mman.h>

enum { HUGE_PAGE = 2 << 20 };

void *large_alloc(size_t bytes) {
    void *memory;
    if (posix_memalign(&memory, HUGE_PAGE, bytes) != 0)
        return NULL;
    /* Whole huge pages only, so that no byte is taken that was not asked for. It is a wish: without
     * them all works the same. */
    madvise(memory, bytes - bytes % HUGE_PAGE, MADV_HUGEPAGE);
    return memory;
}
