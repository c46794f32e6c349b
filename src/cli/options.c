#include "cli/options.h"

#include <string.h>

#include "base/address.h"
#include "cli/help_lines.h"
#include "cli/options_files.h"
#include "cli/options_named.h"
#include "live/command.h"

/* Takes an option's value; `problem` is what a good one looks like when it is not one. */
typedef bool Take(Options *options, Str value, Arena *arena, Str *problem);

#define ON(verb) (1u << (verb))
enum {
    REHEARSE = ON(VERB_REHEARSE),
    RUN = ON(VERB_RUN) | REHEARSE, /* a rehearsal is the screen, faster */
    SNAPSHOT = ON(VERB_SNAPSHOT),
    CHECK = ON(VERB_CHECK),
    FONTS = ON(VERB_FONTS),
    LIVE = ON(VERB_LIVE),
    OVERLAY = ON(VERB_OVERLAY),
    IMPORT = ON(VERB_IMPORT),
    OPERATOR = ON(VERB_OPERATOR),
    EVERY = RUN | SNAPSHOT | CHECK | FONTS | LIVE | OVERLAY | IMPORT | OPERATOR
};

static bool take_fullscreen(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->is_windowed = false;
    return true;
}

static bool take_size(Options *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write a width and a height from 32 to 16384, such as 1920x1080");
    return value_size(value, &options->size);
}

/* One more. */
static bool take_check_size(Options *options, Str value, Arena *arena, Str *problem) {
    if (options->size_count == SURVEY_SIZES_MAX) {
        *problem = str_printf(arena, "at most %d sizes", SURVEY_SIZES_MAX);
        return false;
    }
    if (!take_size(options, value, arena, problem))
        return false;
    options->sizes[options->size_count++] = (ScreenSize){options->size.width, options->size.height};
    return true;
}

static bool take_windowed(Options *options, Str value, Arena *arena, Str *problem) {
    options->is_windowed = true;
    return take_size(options, value, arena, problem);
}

static bool take_display(Options *options, Str value, Arena *arena, Str *problem) {
    return display_take_numbers(&options->displays, value, arena, problem);
}

static bool take_rotate(Options *options, Str value, Arena *arena, Str *problem) {
    return display_take_rotates(&options->displays, value, arena, problem);
}

static bool take_renderer(Options *options, Str value, Arena *arena, Str *problem) {
    static const char *const NAMES[] = {
        [RENDERER_AUTO] = "auto", [RENDERER_GPU] = "gpu", [RENDERER_SOFTWARE] = "software"};
    _Static_assert(countof(NAMES) == RENDERER_KIND_COUNT, "a name for each renderer");
    (void)arena;
    *problem = str_from("write auto, gpu or software");
    for (size_t i = 0; i < countof(NAMES); i++) {
        if (str_equal_c(value, NAMES[i])) {
            options->renderer = (RendererKind)i;
            return true;
        }
    }
    return false;
}

static bool take_state(Options *options, Str value, Arena *arena, Str *problem) {
    *problem = str_from("write a folder");
    options->state_folder = str_copy(arena, value).s;
    return value.len > 0;
}

static bool take_screen(Options *options, Str value, Arena *arena, Str *problem) {
    *problem = str_from("write a name of letters, digits, - and _, at most 40");
    options->screen_name = str_copy(arena, value).s;
    return value_name(value, 40);
}

static bool take_room(Options *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write a room's id or name");
    options->room = value;
    return value.len > 0;
}

static bool take_view(Options *options, Str value, Arena *arena, Str *problem) {
    bool is_snapshot = options->verb == VERB_SNAPSHOT;
    if (is_snapshot && (str_equal_c(value, "all") || str_equal_c(value, "auto"))) {
        options->choice = str_equal_c(value, "all") ? SNAPSHOT_ALL : SNAPSHOT_AUTO;
        return true;
    }
    options->choice = SNAPSHOT_VIEW;
    options->view = view_kind_by_name(value);
    if (options->view < VIEW_KIND_COUNT)
        return true;
    Str names[VIEW_KIND_COUNT], list = view_kind_list(arena, ", ");
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
        names[view] = str_from(view_kind_name(view));
    const Str *nearest = str_nearest(value, names, VIEW_KIND_COUNT);
    *problem = str_printf(arena, "there are %.*s%s%s%.*s%s", str_arg(list),
                          is_snapshot ? ", all and auto" : "", nearest ? "; did you mean \"" : "",
                          str_arg(nearest ? *nearest : (Str){0}), nearest ? "\"?" : "");
    return false;
}

static bool take_at(Options *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write \"2019-09-26 09:31\", \"09:31\" or \"2019-09-26T09:31:00+08:00\"");
    options->has_at = true;
    return moment_parse(value, &options->at);
}

static bool take_speed(Options *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write how many times as fast as the world, 0 to 100000");
    return value_decimal(value, 100000, &options->speed);
}

static bool take_demo(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->is_demo = true;
    return true;
}

static bool take_theme(Options *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write a theme's name, or a file that ends in .yaml");
    options->theme = value;
    return value.len > 0;
}

static bool take_lang(Options *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write up to four languages, such as zh,en");
    return value_languages(value, options->languages, VIEW_LANGUAGES_MAX, &options->language_count);
}

/* One more order of languages. */
static bool take_check_lang(Options *options, Str value, Arena *arena, Str *problem) {
    if (options->order_count == SURVEY_ORDERS_MAX) {
        *problem = str_printf(arena, "at most %d orders of languages", SURVEY_ORDERS_MAX);
        return false;
    }
    if (!take_lang(options, value, arena, problem))
        return false;
    LanguageTags *order = &options->orders[options->order_count++];
    memcpy(order->tags, options->languages, sizeof order->tags);
    order->count = options->language_count;
    return true;
}

static bool take_output(Options *options, Str value, Arena *arena, Str *problem) {
    *problem = str_from("write a file that ends in .png, or a folder");
    options->output = str_copy(arena, value).s;
    return value.len > 0;
}

static bool take_every_change(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->is_every_change = true;
    return true;
}

static bool take_page(Options *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write a page's number, counted from 1");
    return value_number(value, 1, 9999, &options->page);
}

static bool take_strict(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->is_strict = true;
    return true;
}

static bool take_json(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->is_json = true;
    return true;
}

static bool take_overlay(Options *options, Str value, Arena *arena, Str *problem) {
    return overlay_take_view(&options->overlay, value, arena, problem);
}

static bool take_overlay_size(Options *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write a width and a height from 32 to 16384, such as 1920x1080");
    return value_size(value, &options->overlay_size);
}

static bool take_fps(Options *options, Str value, Arena *arena, Str *problem) {
    return overlay_take_fps(&options->overlay, value, arena, problem);
}

static bool take_container(Options *options, Str value, Arena *arena, Str *problem) {
    return overlay_take_container(&options->overlay, value, arena, problem);
}

static bool take_pixels(Options *options, Str value, Arena *arena, Str *problem) {
    return overlay_take_pixels(&options->overlay, value, arena, problem);
}

static bool take_alpha(Options *options, Str value, Arena *arena, Str *problem) {
    return overlay_take_alpha(&options->overlay, value, arena, problem);
}

static bool take_background(Options *options, Str value, Arena *arena, Str *problem) {
    return overlay_take_background(&options->overlay, value, arena, problem);
}

static bool take_strip(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->overlay.choice.is_strip = true;
    return true;
}

static bool take_by_hand(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->overlay.is_by_hand = true;
    return true;
}

static bool take_token(Options *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    *problem = str_from("write a word that is hard to guess");
    options->overlay.token = value;
    return value.len > 0;
}

static bool take_print(Options *options, Str value, Arena *arena, Str *problem) {
    return overlay_take_print(&options->overlay, value, arena, problem);
}

static bool take_report(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->is_report = true;
    return true;
}

static bool take_csv(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->is_report = options->is_csv = true;
    return true;
}

static bool take_import_output(Options *options, Str value, Arena *arena, Str *problem) {
    *problem = str_from("write a file's name, such as day.yaml");
    options->output = str_copy(arena, value).s;
    return value.len > 0;
}

static bool take_log_level(Options *options, Str value, Arena *arena, Str *problem) {
    *problem = str_from("write error, warning, info or debug");
    options->log_level = log_level_by_name(str_copy(arena, value).s);
    return options->log_level < LOG_LEVEL_COUNT;
}

static bool take_version(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->wants_version = true;
    return true;
}

static bool take_help(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->wants_help = true;
    return true;
}

static const struct {
    const char *name;
    char letter;          /* 0: none */
    unsigned commands;    /* that know it */
    const char *argument; /* NULL: takes none */
    const char *help;     /* NULL: an output of the stream's, whose row says it */
    Take *take;           /* NULL like the help */
} OPTIONS[] = {
    {"fullscreen", 0, RUN, NULL, "fill the display (the default)", take_fullscreen},
    {"windowed", 0, RUN, "WxH", "a window of this size instead", take_windowed},
    {"display", 0, RUN, "N", "the display to use, counted from 0; 0,2 for several, or all",
     take_display},
    {"rotate", 0, RUN, "DEGREES", "turn the picture clockwise: 90, 180 or 270; 0,90 for several",
     take_rotate},
    {"renderer", 0, RUN, "KIND", "auto (default), gpu or software", take_renderer},
    {"room", 0, OVERLAY, "ID", "the room that is streamed", take_room},
    {"room", 0, RUN, "ID", "one room's door; a,b for several displays; all rooms without it",
     take_room},
    {"room", 0, SNAPSHOT | CHECK, "ID", "one room's door; all rooms without it", take_room},
    {"view", 0, RUN, "NAME", "hold one view:", take_view},
    {"view", 0, SNAPSHOT, "NAME", "a view, all of them, or auto (what is due then; the default)",
     take_view},
    {"view", 0, OVERLAY, "NAMES",
     "lower-third (default), bug, countdown, slate, notice, with commas", take_overlay},
    {"page", 0, SNAPSHOT, "N", "page of the view, counted from 1", take_page},
    {"size", 0, SNAPSHOT, "WxH", "of the picture (1920x1080)", take_size},
    {"size", 0, OVERLAY, "WxH", "of the stream (1920x1080)", take_overlay_size},
    {"size", 0, CHECK, "WxH", "of a screen; again for more (1920x1080 and 1080x1920)",
     take_check_size},
    {"output", 'o', SNAPSHOT, "FILE",
     "the .png to write; with --view all or --every-change a folder", take_output},
    {"output", 'o', IMPORT, "FILE", "the file to write; without it the standard output",
     take_import_output},
    {"timezone", 0, RUN | SNAPSHOT | CHECK | FONTS | OVERLAY | IMPORT, "ZONE",
     "the venue's zone, whatever the file says: Europe/Berlin", options_take_timezone},
    {"year", 0, RUN | SNAPSHOT | CHECK | FONTS | OVERLAY | IMPORT, "YEAR",
     "of a table's dates that say none", options_take_year},
    {"also", 0, CHECK, "FILE", "join this file's or URL's schedule to each, as kiosk A B does",
     options_take_also},
    {"encoding", 0, RUN | SNAPSHOT | CHECK | FONTS | OVERLAY | IMPORT, "NAME",
     "of a file that is not UTF-8: Shift_JIS", options_take_encoding},
    {"no-remote-pictures", 0, RUN | SNAPSHOT | CHECK | OVERLAY, NULL,
     "ask no other server than the schedule's for pictures", options_take_no_remote},
    {"no-abstracts", 0, IMPORT, NULL, "leave out abstracts and biographies",
     options_take_no_abstracts},
    {"every-change", 0, SNAPSHOT, NULL, "a picture of each moment when something starts or ends",
     take_every_change},
    {"screen", 0, RUN, "NAME", "this screen's name for \"kiosk live\" (kiosk)", take_screen},
    {"group", 0, RUN, "NAMES", "groups of screens that this one is in, for \"kiosk live\"", NULL},
    {"operator", 0, RUN | OVERLAY, "[ADDR:]PORT", "serve the operator's page", NULL},
    {"tls-cert", 0, RUN | OVERLAY, "FILE", "the page's certificate, and …", NULL},
    {"tls-key", 0, RUN | OVERLAY, "FILE", "… its key", NULL},
    {"overlay", 0, RUN, "NAMES", "serve the stream's overlay too: see kiosk overlay --help",
     take_overlay},
    {"overlay-size", 0, RUN, "WxH", "of the overlay (1920x1080)", take_overlay_size},
    {"frames", 0, RUN | OVERLAY, "TARGET", NULL, NULL},
    {"container", 0, RUN | OVERLAY, "KIND", "raw, or mkv (the default for sockets)",
     take_container},
    {"pixels", 0, RUN | OVERLAY, "ORDER", "rgba (the default for raw frames) or bgra", take_pixels},
    {"fps", 0, RUN | OVERLAY, "N", "frames a second (30)", take_fps},
    {"alpha", 0, RUN | OVERLAY, "KIND", "straight (default) or premultiplied", take_alpha},
    {"background", 0, RUN | OVERLAY, "COLOUR", "no alpha: lay it on \"#00ff00\", for keying",
     take_background},
    {"strip", 0, RUN | OVERLAY, NULL, "send only the rows that the views need", take_strip},
    {"png", 0, RUN | OVERLAY, "FILE", NULL, NULL},
    {"http", 0, RUN | OVERLAY, "PORT", NULL, NULL},
    {"token", 0, RUN | OVERLAY, "WORD", "the page is to be opened with: /overlay?token=WORD",
     take_token},
    {"voctocore", 0, RUN | OVERLAY, "HOST", NULL, NULL},
    {"by-hand", 0, RUN | OVERLAY, NULL, "no lower third but by \"kiosk live lower-third show\"",
     take_by_hand},
    {"print", 0, OVERLAY, "PROGRAM",
     "what obs, ffmpeg, gstreamer or voctomix is to be told, and end", take_print},
    {"screen", 0, OVERLAY, "NAME", "this overlay's name for \"kiosk live\" (overlay)", take_screen},
    {"screen", 0, LIVE, "NAME", "the screen to speak to, when several run here", take_screen},
    {"host", 0, LIVE, "HOST", "another computer's kiosk, by its operator's page", NULL},
    {"json", 0, LIVE, NULL, "print the answer as it came", take_json},
    {"json", 0, CHECK, NULL, "print one JSON document", take_json},
    {"state", 0, RUN | OVERLAY | CHECK | OPERATOR, "FOLDER", "where staff's changes are kept",
     take_state},
    {"report", 0, REHEARSE, NULL, "print what is shown when, and who is seen for how long",
     take_report},
    {"csv", 0, REHEARSE, NULL, "the same for a spreadsheet", take_csv},
    {"strict", 0, CHECK, NULL, "warnings count too", take_strict},
    {"at", 0, RUN | SNAPSHOT | CHECK | OVERLAY, "TIME",
     "pretend that it is \"2019-09-26 09:31\", or \"09:31\"", take_at},
    {"speed", 0, RUN | OVERLAY, "N", "run the clock N times as fast; 0 stops it", take_speed},
    {"demo", 0, RUN | SNAPSHOT | OVERLAY, NULL, "move the schedule's day so that its middle is now",
     take_demo},
    {"theme", 0, RUN | SNAPSHOT | CHECK | OVERLAY, "NAME",
     "dark, light, contrast, warm, or a file that ends in .yaml", take_theme},
    {"lang", 0, RUN | SNAPSHOT | OVERLAY, "LIST", "languages, the first one largest: zh,en",
     take_lang},
    {"lang", 0, CHECK, "LIST", "languages of a screen, the first one largest; again for more",
     take_check_lang},
    {"log-level", 0, EVERY, "LEVEL", "error, warning (default), info or debug", take_log_level},
    {"version", 0, EVERY, NULL, "print the version, and those of the libraries", take_version},
    {"help", 'h', EVERY, NULL, "print this", take_help},
};

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
    [VERB_FONTS] = {"fonts", "kiosk fonts [OPTIONS] [SCHEDULE|FOLDER]",
                    "Lists the fonts that are used, and the scripts of the schedule they have."},
};
_Static_assert(countof(VERBS) == VERB_COUNT, "a line for each command");

const char *verb_name(Verb verb) {
    return VERBS[verb].name;
}

/* What --help says of it; where that ends in a colon, the views follow. */
static Str help_of(Arena *arena, size_t option) {
    if (!OPTIONS[option].help)
        return output_option_help(arena, OPTIONS[option].name);
    Str help = str_from(OPTIONS[option].help);
    return str_ends(help, ":")
               ? str_printf(arena, "%.*s %.*s", str_arg(help), str_arg(view_kind_list(arena, ", ")))
               : help;
}

/* Index of the option in the table; countof(OPTIONS) when the command has none of that name. */
static size_t find_option(Verb verb, Str name) {
    size_t i = 0;
    while (i < countof(OPTIONS) && !((OPTIONS[i].commands & ON(verb)) &&
                                     (str_equal_c(name, OPTIONS[i].name) ||
                                      (name.len == 1 && name.s[0] == OPTIONS[i].letter))))
        i++;
    return i;
}

static Str unknown_option(Arena *arena, Verb verb, Str typed, Str name) {
    Str names[countof(OPTIONS)], list = {0};
    size_t count = 0;
    for (size_t i = 0; i < countof(OPTIONS); i++) {
        if (!(OPTIONS[i].commands & ON(verb)))
            continue;
        names[count] = str_from(OPTIONS[i].name);
        list = str_printf(arena, "%.*s%s--%s", str_arg(list), count ? " " : "", OPTIONS[i].name);
        count++;
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
    size_t i = is_long && name.len < 2 ? countof(OPTIONS) : find_option(out->verb, name);
    if (i == countof(OPTIONS) || (!is_long && !is_letter)) {
        *problem = unknown_option(arena, out->verb, typed, name);
        return false;
    }
    if (!OPTIONS[i].argument && has_value) {
        *problem = str_printf(arena, "--%s takes no value", OPTIONS[i].name);
        return false;
    }
    if (OPTIONS[i].argument && !has_value) {
        if (*at + 1 >= argc) {
            *problem = str_printf(arena, "--%s wants %s: %.*s", OPTIONS[i].name,
                                  OPTIONS[i].argument, str_arg(help_of(arena, i)));
            return false;
        }
        value = str_from(argv[++*at]);
    }
    Str reason = {0};
    if (OPTIONS[i].take ? OPTIONS[i].take(out, value, arena, &reason)
                        : options_take_named(out, OPTIONS[i].name, value, arena, &reason))
        return true;
    *problem =
        str_printf(arena, "--%s \"%.*s\": %.*s", OPTIONS[i].name, str_arg(value), str_arg(reason));
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
    for (size_t i = 0; i < countof(OPTIONS); i++) {
        if (!(OPTIONS[i].commands & ON(verb)))
            continue;
        char left[64];
        snprintf(left, sizeof left, "%s--%s%s%s", OPTIONS[i].letter ? "" : "    ", OPTIONS[i].name,
                 OPTIONS[i].argument ? " " : "", OPTIONS[i].argument ? OPTIONS[i].argument : "");
        if (OPTIONS[i].letter)
            fprintf(to, "  -%c, %-20s  ", OPTIONS[i].letter, left);
        else
            fprintf(to, "  %-24s  ", left);
        help_print_wrapped(to, help_of(arena, i));
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
