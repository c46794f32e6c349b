#include "cli/options.h"

#include <string.h>

#include "base/address.h"
#include "cli/help_lines.h"
#include "cli/option_table.h"
#include "cli/options_files.h"
#include "cli/options_named.h"
#include "live/command.h"

static const struct {
    const char *name;
    const char *usage;
    const char *purpose;
} VERBS[] = {
    [VERB_RUN] = {"", "kiosk [OPTIONS] [SCHEDULE|FOLDER] [MORE…]",
                  "Shows a conference's schedule on a screen: what runs now, what comes next."},
    [VERB_SNAPSHOT] = {"snapshot", "kiosk snapshot [OPTIONS] -o FILE.png [SCHEDULE|FOLDER] [MORE…]",
                       "Writes what the screen shows as a picture. Needs no display."},
    [VERB_CHECK] = {"check", "kiosk check [OPTIONS] [SCHEDULE|FOLDER]…",
                    "Says what is wrong with a schedule, where, and what to write instead."},
    [VERB_REHEARSE] = {"rehearse", "kiosk rehearse [OPTIONS] [SCHEDULE|FOLDER] [MORE…]",
                       "Runs the day on the screen, 60 times as fast, or tells what it shows."},
    [VERB_IMPORT] = {"import", "kiosk import [OPTIONS] FILE|URL [MORE…]",
                     "Writes a file of frab, pretalx, Sessionize, OPass, iCalendar or CSV as "
                     "kiosk's own YAML."},
    [VERB_LIVE] = {"live", "kiosk live [OPTIONS] COMMAND …",
                   "Tells a running kiosk what has changed today, or asks how it is."},
    [VERB_OVERLAY] =
        {"overlay", "kiosk overlay [OPTIONS] [SCHEDULE|FOLDER] [MORE…]",
         "Gives a livestream lower thirds and more with alpha, from the same schedule."},
    [VERB_OPERATOR] = {"operator", "kiosk operator [OPTIONS] token NAME view|operate|alarm",
                       "Gives somebody a token for the operator's page, and shows it once."},
    [VERB_STREAM_HUB] = {"stream-hub", "kiosk stream-hub [OPTIONS] --frames TARGET",
                         "Keeps a livestream's readers while the kiosk is started again."},
    [VERB_PLAYED] = {"played", "kiosk played [OPTIONS] LOG",
                     "Sums up what was really on the screens, as kiosk --played keeps it"},
    [VERB_FONTS] = {"fonts", "kiosk fonts [OPTIONS] [SCHEDULE|FOLDER]",
                    "Lists the fonts that are used, and the scripts of the schedule they have."},
};
_Static_assert(countof(VERBS) == VERB_COUNT, "a line for each command");

const char *verb_name(Verb verb) {
    return VERBS[verb].name;
}

/* What --help says of it; where that ends in a colon, the views follow. */
static Str help_of(Arena *arena, const OptionRow *row) {
    if (!row->help)
        return output_option_help(arena, row->name);
    Str help = str_from(row->help);
    return str_ends(help, ":")
               ? str_printf(arena, "%.*s %.*s", str_arg(help), str_arg(view_kind_list(arena, ", ")))
               : help;
}

static bool is_of(const OptionRow *row, Verb verb) {
    return row->commands & 1u << verb;
}

/* NULL when the command has none of that name. */
static const OptionRow *find_option(Verb verb, Str name) {
    size_t count;
    const OptionRow *rows = option_rows(&count);
    for (const OptionRow *row = rows; row < rows + count; row++)
        if (is_of(row, verb) &&
            (str_equal_c(name, row->name) || (name.len == 1 && name.s[0] == row->letter)))
            return row;
    return NULL;
}

static Str unknown_option(Arena *arena, Verb verb, Str typed, Str name) {
    Str names[OPTIONS_MAX], list = {0};
    size_t count = 0, row_count;
    const OptionRow *rows = option_rows(&row_count);
    for (const OptionRow *row = rows; row < rows + row_count; row++) {
        if (!is_of(row, verb))
            continue;
        list = str_printf(arena, "%.*s%s--%s", str_arg(list), count ? " " : "", row->name);
        names[count++] = str_from(row->name);
    }
    const Str *nearest = str_nearest(name, names, count);
    if (nearest)
        return str_printf(arena, "no option %.*s; did you mean --%.*s? There are: %.*s",
                          str_arg(typed), str_arg(*nearest), str_arg(list));
    return str_printf(arena, "no option %.*s; there are: %.*s", str_arg(typed), str_arg(list));
}

/* The option at argv[*at], and its value. */
static bool take_option(Arena *arena, int argc, char *const *argv, int *at, Options *out,
                        Str *problem) {
    Str typed = str_from(argv[*at]);
    bool is_long = str_starts(typed, "--");
    Str name = str_slice(typed, is_long ? 2 : 1, typed.len), value = {0};
    size_t equals = is_long ? str_find(name, "=") : SIZE_MAX;
    bool has_value = equals != SIZE_MAX;
    if (has_value) {
        value = str_slice(name, equals + 1, name.len);
        name = str_slice(name, 0, equals);
    } else if (!is_long && name.len > 1) { /* -oFILE */
        has_value = true;
        value = str_slice(name, 1, name.len);
        name.len = 1;
    }
    bool is_letter = !is_long && name.len == 1;
    const OptionRow *row = is_long && name.len < 2 ? NULL : find_option(out->verb, name);
    if (!row || (!is_long && !is_letter)) {
        *problem = unknown_option(arena, out->verb, typed, name);
        return false;
    }
    if (!row->argument && has_value) {
        *problem = str_printf(arena, "--%s takes no value", row->name);
        return false;
    }
    if (row->argument && !has_value) {
        if (*at + 1 >= argc) {
            *problem = str_printf(arena, "--%s wants %s: %.*s", row->name, row->argument,
                                  str_arg(help_of(arena, row)));
            return false;
        }
        value = str_from(argv[++*at]);
    }
    Str reason = {0};
    if (row->take ? row->take(out, value, arena, &reason)
                  : options_take_named(out, row->name, value, arena, &reason))
        return true;
    *problem = str_printf(arena, "--%s \"%.*s\": %.*s", row->name, str_arg(value), str_arg(reason));
    return false;
}

bool options_parse(Arena *arena, int argc, char *const *argv, Options *out, Str *problem) {
    *out = (Options){.speed = 1,
                     .log_level = LOG_WARNING,
                     .size = {.width = 1920, .height = 1080},
                     .displays = display_options_default(),
                     .overlay = overlay_options_default(),
                     .overlay_size = {.width = 1920, .height = 1080},
                     .argv = argv,
                     .argc = argc};
    int first = 1;
    for (Verb verb = VERB_RUN + 1; argc > 1 && verb < VERB_COUNT; verb++) {
        if (strcmp(argv[1], VERBS[verb].name) == 0) {
            out->verb = verb;
            first = 2;
        }
    }
    if (out->verb == VERB_REHEARSE)
        out->speed = 60;
    bool has_options = true;
    for (int i = first; i < argc; i++) {
        if (has_options && strcmp(argv[i], "--") == 0) {
            has_options = false;
        } else if (has_options && argv[i][0] == '-' && argv[i][1]) {
            if (!take_option(arena, argc, argv, &i, out, problem))
                return false;
        } else if (out->verb == VERB_LIVE ||
                   out->verb == VERB_OPERATOR) { /* what follows is the command's own */
            out->words = argv + i;
            out->word_count = argc - i;
            break;
        } else if (out->path && options_join_files(out->verb) && out->also_count < ALSO_MAX) {
            if (!options_take_also(out, str_from(argv[i]), arena, problem))
                return false;
        } else if (out->path && !(out->verb == VERB_CHECK && out->path_count < CHECK_PATHS_MAX)) {
            *problem = str_printf(arena, "\"%s\" is one argument too many", argv[i]);
            return false;
        } else {
            const char *source;
            Str reason;
            if (!address_of_source(arena, str_from(argv[i]), &source, &reason)) {
                *problem = str_printf(arena, "\"%s\": %.*s", argv[i], str_arg(reason));
                return false;
            }
            out->path = out->path ? out->path : source;
            if (out->verb == VERB_CHECK)
                out->paths[out->path_count++] = source;
        }
    }
    if (out->verb == VERB_SNAPSHOT && !out->output && !out->wants_help && !out->wants_version) {
        *problem = str_from("snapshot wants -o FILE.png, the picture to write");
        return false;
    }
    if (out->verb == VERB_IMPORT && !out->path && !out->wants_help && !out->wants_version) {
        *problem = str_from("import wants the file to read");
        return false;
    }
    return display_options_settle(&out->displays, out->room, arena, problem);
}

void options_help(Verb verb, FILE *to) {
    fprintf(to, "usage: %s\n", VERBS[verb].usage);
    for (Verb v = 0; verb == VERB_RUN && v < VERB_COUNT; v++)
        if (v != VERB_RUN)
            fprintf(to, "       %s\n", VERBS[v].usage);
    fprintf(to, "\n%s\n\n", VERBS[verb].purpose);
    Arena *arena = arena_create();
    size_t count;
    const OptionRow *rows = option_rows(&count);
    for (const OptionRow *row = rows; row < rows + count; row++) {
        if (!is_of(row, verb))
            continue;
        char left[64];
        snprintf(left, sizeof left, "%s--%s%s%s", row->letter ? "" : "    ", row->name,
                 row->argument ? " " : "", row->argument ? row->argument : "");
        if (row->letter)
            fprintf(to, "  -%c, %-20s  ", row->letter, left);
        else
            fprintf(to, "  %-24s  ", left);
        help_print_wrapped(to, help_of(arena, row));
    }
    if (verb == VERB_LIVE)
        fprintf(to,
                "\nCommands:\n%s\nSESSION is its id, or how its id or title begins; ROOM its id "
                "or name. Changes hold for the\nday, over restarts too, on all screens of this "
                "machine that show the schedule.\n",
                command_help(arena).s);
    arena_free(arena);
    if (verb == VERB_RUN)
        fputs("\nKeys: ? help, arrows a slide on or back, space holds, digits a view, F full "
              "screen,\nR reads the schedule again, D debug panel, Q twice quits. They act on all "
              "displays.\n",
              to);
}
