#include "base/media.h"

#include <string.h>

bool media_is_video(Str path) {
    static const char *const ENDS[] = {".mp4", ".webm", ".mov"};
    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++) {
        size_t len = strlen(ENDS[i]);
        if (path.len > len &&
            str_equal_nocase(str_slice(path, path.len - len, len), str_from(ENDS[i])))
            return true;
    }
    return false;
}
