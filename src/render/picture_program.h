/* picture_program.h: the decoders' program (src/pictures.c), which the kiosk carries in itself.
 *
 * The kiosk can be the decoders' process too, and is where memory may not be run; but it loads
 * seventy libraries before it does anything, and the decoders need four. */
#pragma once

#include <stddef.h>

/* Puts the program into memory that has no name in any folder. Returns its descriptor, the caller's
 * to close when it was started, and the path by which it is started; -1 with errno. */
int picture_program_open(char *path, size_t size);
