#include "render/picture_program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U /* since Linux 6.3, which warns of who does not say it */
#endif

/* What CMakeLists.txt builds of src/pictures.c. */
__asm__(".pushsection .rodata\n"
        ".balign 16\n"
        "picture_program:\n"
        ".incbin \"kiosk-pictures\"\n"
        "picture_program_end:\n"
        ".popsection\n");
extern const uint8_t picture_program[] __attribute__((visibility("hidden")));
extern const uint8_t picture_program_end[] __attribute__((visibility("hidden")));

static int make_memory(void) {
    int fd = memfd_create("kiosk-pictures", MFD_CLOEXEC | MFD_EXEC);
    return fd < 0 && errno == EINVAL ? memfd_create("kiosk-pictures", MFD_CLOEXEC) : fd;
}

int picture_program_open(char *path, size_t size) {
    const size_t len = (size_t)(picture_program_end - picture_program);
    int fd = make_memory();
    if (fd < 0)
        return -1;
    size_t at = 0;
    while (at < len) {
        ssize_t written = write(fd, picture_program + at, len - at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            close(fd);
            return -1;
        }
        at += (size_t)written;
    }
    snprintf(path, size, "/proc/self/fd/%d", fd);
    return fd;
}
