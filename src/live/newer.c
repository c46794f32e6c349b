#include "live/newer.h"

NewerVerdict newer_judge(const FileVersion *shown, const FileVersion *fresh,
                         const FileVersion *waiting, Millis settles_in) {
    if (fresh->hash == shown->hash)
        return NEWER_IS_TAKEN;
    if (waiting && waiting->hash == fresh->hash && fresh->at - waiting->at >= settles_in)
        return NEWER_IS_TAKEN;
    if (fresh->error_count > 0 && shown->error_count == 0)
        return NEWER_HAS_ERRORS;
    if (fresh->session_count * 3 < shown->session_count * 2)
        return NEWER_HAS_LOST;
    return NEWER_IS_TAKEN;
}

Str newer_words(Arena *arena, NewerVerdict verdict, const FileVersion *shown,
                const FileVersion *fresh) {
    static const char WAITS[] = "it is shown when it is read the same again, or at once with "
                                "\"kiosk live take\"";
    switch (verdict) {
    case NEWER_IS_TAKEN:
        break;
    case NEWER_HAS_ERRORS:
        return str_printf(arena,
                          "the new version has %zu error%s and what is shown has none, as if half "
                          "of it were missing: %s",
                          fresh->error_count, fresh->error_count == 1 ? "" : "s", WAITS);
    case NEWER_HAS_LOST:
        return str_printf(arena,
                          "the new version has %zu of %zu sessions, as if half of it were missing: "
                          "%s",
                          fresh->session_count, shown->session_count, WAITS);
    }
    return (Str){0};
}
