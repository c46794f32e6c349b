#include "live/disk.h"

#include <string.h>

#include "base/ascii.h"

/* The name, cut to what is safe in a file's, is for people; the hash tells names apart. */
Str disk_name(Arena *arena, Str of, const char *suffix) {
    char readable[41];
    size_t len = 0, from = of.len;
    /* Of a URL the server's name: keys to private schedules stand in all that follows, and before
     * an "@". */
    size_t scheme = str_find(of, "://");
    Str whole = of;
    if (scheme != SIZE_MAX) {
        of = str_slice(of, scheme + 3, of.len);
        size_t end = 0;
        while (end < of.len && !strchr("/?#", of.s[end]))
            end++;
        of = str_slice(of, 0, end);
        for (size_t at; (at = str_find(of, "@")) != SIZE_MAX;)
            of = str_slice(of, at + 1, of.len);
        from = of.len;
    }
    while (from > 0 && of.s[from - 1] != '/')
        from--;
    for (size_t i = from; i < of.len && len < sizeof readable - 1; i++) {
        char c = of.s[i];
        bool is_safe = ascii_is_letter(c) || ascii_is_digit(c) || c == '-' || c == '_' ||
                       (c == '.' && len > 0);
        readable[len++] = is_safe ? c : '_';
    }
    readable[len] = 0;
    uint64_t hash = str_hash(STR_HASH_SEED, whole.s, whole.len);
    return str_printf(arena, "%s-%016llx%s", readable, (unsigned long long)hash, suffix);
}
