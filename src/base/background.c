#include "base/background.h"

#include <sys/resource.h>
#include <unistd.h>

/* nice(2): each step is a tenth of the share; three steps halve it. */
enum { NICER = 5 };

void background_begin(void) {
    /* Of the thread alone, which Linux has behind the process's number: sched(7). */
    id_t thread = (id_t)gettid();
    setpriority(PRIO_PROCESS, thread, getpriority(PRIO_PROCESS, thread) + NICER);
}
