/* emergency_file.h: emergency.txt beside the schedule: an emergency without a command or a network.
 *
 * As long as the file is there and says something, it is one. */
#pragma once

#include "live/changes.h"

#define EMERGENCY_FILE_NAME "emergency.txt"

/* What is longer is cut behind a whole character; it is pages of text already. */
enum { EMERGENCY_FILE_MAX = 16 * 1024 };

typedef struct {
    Arena *arena; /* owned: the texts; NULL: was never read */
    LiveEmergency emergency;
    Str problem; /* for staff: in what the file is written, or why it cannot be read; or empty */
} EmergencyFile;

/* Reads the file at `path` (NULL: there is none) into `file`, which may be zeroed. What is not
 * UTF-8 is read as decode.h does; what is not text at all is the emergency "!". True when the text
 * is another one than before; that is logged. */
bool emergency_file_read(EmergencyFile *file, const char *path);

void emergency_file_close(EmergencyFile *file);
