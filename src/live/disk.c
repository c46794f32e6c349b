#include "live/disk.h"

#include "base/ascii.h"

/* The name, cut to what is safe in a file's, is for people; the hash tells names apart. */
Str disk_name(Arena *arena, Str of, const char *suffix) {
    char readable[41];
    size_t len = 0, from = of.len;
    while (from > 0 && of.s[from - 1] != '/')
        from--;
    for (size_t i = from; i < of.len && len < sizeof readable - 1; i++) {
        char c = of.s[i];
        bool is_safe = ascii_is_letter(c) || ascii_is_digit(c) || c == '-' || c == '_' ||
                       (c == '.' && len > 0);
        readable[len++] = is_safe ? c : '_';
    }
    readable[len] = 0;
    uint64_t hash = str_hash(STR_HASH_SEED, of.s, of.len);
    return str_printf(arena, "%s-%016llx%s", readable, (unsigned long long)hash, suffix);
}
