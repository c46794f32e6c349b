#include "station/identity.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"

#define LOG_MODULE "kiosk"
#define MAGIC      "kiosk-box 1 "
#define FILE_NAME  "box"

enum { CODE_LENGTH = 6, CODE_BITS = 5, FILE_MAX = 256 };

static const char DIGITS[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
_Static_assert(sizeof DIGITS == (1 << CODE_BITS) + 1, "a character for each value");
_Static_assert(CODE_LENGTH *CODE_BITS == IDENTITY_BITS, "the code is the number");

/* Short, told apart on the telephone, and harmless beside any other. */
static const char *const LIKE[] = {
    "amber",   "ancient", "autumn", "azure",  "bold",    "brave",  "bright", "bronze",
    "calm",    "clear",   "clever", "cobalt", "cool",    "copper", "coral",  "crimson",
    "crystal", "distant", "early",  "fresh",  "gentle",  "golden", "grand",  "green",
    "happy",   "hidden",  "honest", "indigo", "ivory",   "jade",   "jolly",  "kind",
    "lemon",   "light",   "little", "lively", "lucky",   "marble", "mellow", "merry",
    "misty",   "noble",   "olive",  "orange", "patient", "pearl",  "polar",  "proud",
    "purple",  "quick",   "quiet",  "rapid",  "royal",   "ruby",   "rustic", "scarlet",
    "silent",  "silver",  "simple", "spring", "sunny",   "velvet", "winter", "yellow"};
static const char *const MADE[] = {
    "anchor",  "arrow",   "basket",  "beacon",  "bell",    "bottle", "bridge",  "button",
    "candle",  "canvas",  "carpet",  "castle",  "chapter", "clock",  "compass", "cottage",
    "curtain", "drum",    "engine",  "feather", "fiddle",  "flag",   "flute",   "garden",
    "gate",    "hammer",  "harbour", "harp",    "helmet",  "horn",   "kettle",  "ladder",
    "lamp",    "lantern", "letter",  "magnet",  "mirror",  "needle", "oven",    "paddle",
    "paper",   "pencil",  "piano",   "pillow",  "pocket",  "quill",  "ribbon",  "rocket",
    "saddle",  "sail",    "shutter", "spoon",   "statue",  "table",  "tower",   "trumpet",
    "tunnel",  "violin",  "wagon",   "whistle", "window",  "wheel",  "kite",    "lens"};
static const char *const GROWN[] = {
    "acorn",  "alder",  "badger",  "beach",   "beaver", "birch",  "bison",  "breeze",
    "brook",  "canyon", "cedar",   "cherry",  "cliff",  "cloud",  "clover", "comet",
    "condor", "creek",  "desert",  "dolphin", "dune",   "eagle",  "falcon", "fern",
    "field",  "fjord",  "forest",  "glacier", "grove",  "heron",  "hill",   "island",
    "lagoon", "lake",   "lark",    "maple",   "meadow", "moon",   "moss",   "mountain",
    "ocean",  "orchid", "otter",   "pebble",  "pine",   "planet", "pond",   "prairie",
    "rain",   "raven",  "reef",    "river",   "robin",  "shore",  "snow",   "spruce",
    "star",   "summit", "thistle", "tulip",   "valley", "willow", "wolf",   "wren"};
static const char *const NUMBERS[] = {"two",    "three",  "four",  "five",   "six",    "seven",
                                      "eight",  "nine",   "ten",   "eleven", "twelve", "thirteen",
                                      "twenty", "thirty", "fifty", "ninety"};
_Static_assert(countof(LIKE) == 64 && countof(MADE) == 64 && countof(GROWN) == 64 &&
                   countof(NUMBERS) == 16,
               "six bits for each of three words, four for the last one");

/* Neighbouring numbers have quite other words: Steele and others' finalizer, as SplitMix64 has it.
 */
static uint64_t mixed(uint64_t value) {
    value += UINT64_C(0x9E3779B97F4A7C15);
    value = (value ^ (value >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94D049BB133111EB);
    return value ^ (value >> 31);
}

Identity identity_of(Arena *arena, uint32_t number) {
    number &= (1U << IDENTITY_BITS) - 1;
    char code[CODE_LENGTH + 1];
    for (size_t i = 0; i < CODE_LENGTH; i++)
        code[i] = DIGITS[(number >> (CODE_BITS * (CODE_LENGTH - 1 - i))) & ((1U << CODE_BITS) - 1)];
    code[CODE_LENGTH] = 0;
    uint64_t bits = mixed(number);
    return (Identity){.name =
                          str_printf(arena, "%s %s %s %s", LIKE[bits & 63], MADE[bits >> 6 & 63],
                                     GROWN[bits >> 12 & 63], NUMBERS[bits >> 18 & 15]),
                      .code = str_printf(arena, "%.3s %s", code, code + 3)};
}

/* What identity_of made the code from; false when it made none like that. */
static bool number_of(Str code, uint32_t *number) {
    if (code.len != CODE_LENGTH)
        return false;
    *number = 0;
    for (size_t i = 0; i < code.len; i++) {
        const char *digit = code.s[i] ? strchr(DIGITS, code.s[i]) : NULL;
        if (!digit)
            return false;
        *number = *number << CODE_BITS | (uint32_t)(digit - DIGITS);
    }
    return true;
}

static bool read_number(Arena *arena, const char *path, uint32_t *number) {
    Str text;
    if (!file_read_within(arena, path, FILE_MAX, &text) || !str_starts(text, MAGIC))
        return false;
    size_t begin = strlen(MAGIC);
    return number_of((Str){.s = text.s + begin, .len = strcspn(text.s + begin, "\n")}, number);
}

static bool write_number(Arena *arena, const char *path, uint32_t number) {
    Str code = identity_of(arena, number).code;
    Str line = str_printf(arena, MAGIC "%.3s%.3s\n", code.s, code.s + 4);
    return file_write(path, &line, 1,
                      &(FileWrite){.is_private = true, .is_durable = true, .makes_folders = true});
}

static uint32_t by_chance(void) {
    uint32_t number = 0;
    if (getrandom(&number, sizeof number, GRND_NONBLOCK) != (ssize_t)sizeof number)
        log_debug("no chance to be had yet");
    return number;
}

/* Another one than the system's own, which is not for everybody to see. */
static uint32_t of_system(Arena *arena) {
    Str text;
    if (!file_read_within(arena, "/etc/machine-id", FILE_MAX, &text) || text.len < 32)
        return by_chance();
    uint64_t bits = 0;
    for (size_t i = 0; i < 32; i++)
        bits = mixed(bits ^ (unsigned char)text.s[i]);
    return (uint32_t)bits;
}

Identity identity_take(Arena *arena, Str folder) {
    if (folder.len == 0)
        return identity_of(arena, of_system(arena));
    const char *path = path_join(arena, folder, FILE_NAME).s;
    uint32_t number;
    if (read_number(arena, path, &number))
        return identity_of(arena, number);
    number = by_chance();
    if (number && write_number(arena, path, number))
        return identity_of(arena, number);
    log_warning("%s: %s; this box is told by the system's number instead", path,
                file_error_words(errno));
    return identity_of(arena, of_system(arena));
}
