/* picture_sandbox.h: what a process may still do that decodes other people's files.
 *
 * Compute, take memory up to a limit, read the system's libraries and fonts, and answer on the
 * descriptors that it has. It cannot write or make a file, open a connection, start or signal a
 * process. Two of the kernel's means: Landlock says which folders are read (where it is there),
 * seccomp which calls are made. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* For the rest of the process. False with errno when the kernel has no seccomp filters. */
bool picture_sandbox_enter(void);

/* From now on at most `bytes` more memory than is taken now. */
void picture_sandbox_limit_memory(size_t bytes);
