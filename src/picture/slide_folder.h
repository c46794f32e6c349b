/* slide_folder.h: the folder of slides beside the schedule: a picture that is put there is in the
 * cycle, by its name (formats/slide_names.h). */
#pragma once

#include "picture/loader.h"

#define SLIDE_FOLDER_NAME "slides"

/* Where it is, there or not, for the schedule at `path`, a file or a folder. In `arena`. */
Str slide_folder_path(Arena *arena, const char *path);

/* Puts what is in the folder into the loaded schedule, which is still being made, behind the slides
 * that the file names, by name. A picture that the file names is left to it. What cannot be
 * understood is a diagnostic, and one of loaded->slide_problems. */
void slide_folder_join(Loaded *loaded, const char *path);
