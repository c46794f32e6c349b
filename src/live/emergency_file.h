/* emergency_file.h: emergency.txt beside the schedule: an emergency without a command or a network.
 *
 * As long as the file is there and says something, it is one. It ends when the file is gone from a
 * folder that is there, or says nothing: what cannot be read has not ended. */
#pragma once

#include "live/changes.h"

#define EMERGENCY_FILE_NAME "emergency.txt"

/* What is longer is cut behind a whole character; it is pages of text already. */
enum { EMERGENCY_FILE_MAX = 16 * 1024 };

typedef struct {
    Arena *arena; /* owned: the texts; NULL: was never read */
    Str path;     /* whose text it is; empty: there is no such file for this schedule */
    LiveEmergency emergency;
    Str problem;    /* for staff: in what the file is written, or why it cannot be read; or empty */
    bool is_unread; /* it could not be read, and is to be tried again */
} EmergencyFile;

/* Reads the file at `path` (NULL: there is none) into `file`, which may be zeroed. What is not
 * UTF-8 is read as decode.h does; what is not text at all is the emergency "!". While the file is
 * something that cannot be read, or its folder is away, the text stays that was read last from the
 * same path, and `problem` says so. True when the text is another one than before; that is logged.
 */
bool emergency_file_read(EmergencyFile *file, const char *path);

void emergency_file_close(EmergencyFile *file);
