/* media.h: what a file is by its name. */
#pragma once

#include "base/str.h"

/* .mp4, .webm, .mov, in any case. */
bool media_is_video(Str path);
