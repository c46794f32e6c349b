/* options_files.c: what is said about files that do not say it. */
#include "cli/options_files.h"

#include "base/address.h"
#include "base/encoding.h"

bool options_take_timezone(Options *options, Str value, Arena *arena, Str *problem) {
    Str likely = zone_suggest(arena, value);
    *problem = likely.len ? str_printf(arena, "did you mean \"%.*s\"?", str_arg(likely))
                          : str_from("write the zone's IANA name: Asia/Shanghai, Europe/Berlin");
    options->timezone = value;
    return zone_open(arena, value) != NULL;
}

bool options_take_year(Options *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write the year of the dates that say none: 2026");
    return value_number(value, 1970, 2099, &options->hints.year);
}

bool options_join_files(Verb verb) {
    return verb == VERB_RUN || verb == VERB_REHEARSE || verb == VERB_SNAPSHOT ||
           verb == VERB_OVERLAY || verb == VERB_IMPORT;
}

bool options_take_also(Options *options, Str value, Arena *arena, Str *problem) {
    const char *path;
    if (!address_of_source(arena, value, &path, problem))
        return false;
    *problem = str_from("more sources than can be joined");
    if (options->also_count == ALSO_MAX)
        return false;
    options->also[options->also_count++] = path;
    return true;
}

bool options_take_encoding(Options *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write a name such as windows-1250, Shift_JIS, GB18030, Big5, EUC-KR");
    options->hints.encoding = value;
    return encoding_is_known(value);
}

bool options_take_no_remote(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->no_remote_pictures = true;
    return true;
}

bool options_take_sound(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->has_sound = true;
    return true;
}

bool options_take_no_abstracts(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->is_short = true;
    return true;
}
