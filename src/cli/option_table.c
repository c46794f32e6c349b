#include "cli/option_table.h"

#include <string.h>

#include "cli/options_files.h"

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
    STREAM_HUB = ON(VERB_STREAM_HUB),
    PLAYED = ON(VERB_PLAYED),
    STREAM = RUN | OVERLAY | STREAM_HUB, /* what sends frames */
    EVERY =
        RUN | SNAPSHOT | CHECK | FONTS | LIVE | OVERLAY | IMPORT | OPERATOR | STREAM_HUB | PLAYED
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
    *problem = str_from("write a theme's name, or a file that ends in .yaml or .yml");
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

static bool take_titles(Options *options, Str value, Arena *arena, Str *problem) {
    (void)value, (void)arena, (void)problem;
    options->has_titles = true;
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

static bool take_captions(Options *options, Str value, Arena *arena, Str *problem) {
    return overlay_take_captions(&options->overlay, value, arena, problem);
}

static bool take_canvas(Options *options, Str value, Arena *arena, Str *problem) {
    return overlay_take_canvas(&options->overlay, value, arena, problem);
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

static bool take_output_kind(Options *options, Str value, Arena *arena, Str *problem) {
    static const char *const NAMES[] = {
        [SHOWN_BY_WHAT_THERE_IS] = "auto", [SHOWN_BY_KMS] = "kms", [SHOWN_BY_WINDOW] = "window"};
    _Static_assert(countof(NAMES) == SHOWN_BY_COUNT, "a name for each");
    (void)arena;
    if (str_starts(value, "kms:")) {
        options->output_kind = SHOWN_BY_KMS;
        return kms_seat_read(str_slice(value, strlen("kms:"), value.len), &options->seat, problem);
    }
    *problem = str_from("write auto, kms, kms:CONNECTOR or window");
    for (size_t i = 0; i < countof(NAMES); i++) {
        if (str_equal_c(value, NAMES[i])) {
            options->output_kind = (ShownBy)i;
            return true;
        }
    }
    return false;
}

static bool take_mode(Options *options, Str value, Arena *arena, Str *problem) {
    (void)arena;
    return kms_wish_read(value, &options->mode, problem);
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

static const OptionRow OPTIONS[] = {
    {"fullscreen", 0, RUN, NULL, "fill the display (the default)", take_fullscreen},
    {"windowed", 0, RUN, "WxH", "a window of this size instead", take_windowed},
    {"display", 0, RUN, "N", "the display to use, counted from 0; 0,2 for several, or all",
     take_display},
    {"rotate", 0, RUN, "DEGREES", "turn the picture clockwise: 90, 180 or 270; 0,90 for several",
     take_rotate},
    {"output", 0, RUN, "KIND",
     "auto (default), kms (no desktop; kms:HDMI-A-1: that one alone) or window", take_output_kind},
    {"mode", 0, RUN, "WxH@HZ",
     "without a desktop, instead of what the display prefers: 1920x1080@60", take_mode},
    {"renderer", 0, RUN, "KIND", "auto (default), gpu or software", take_renderer},
    {"room", 0, OVERLAY, "ID", "the room that is streamed", take_room},
    {"room", 0, RUN, "ID", "one room's door; a,b for several displays; all rooms without it",
     take_room},
    {"room", 0, SNAPSHOT | CHECK, "ID", "one room's door; all rooms without it", take_room},
    {"view", 0, RUN, "NAME", "hold one view:", take_view},
    {"view", 0, SNAPSHOT, "NAME", "a view, all of them, or auto (what is due then; the default)",
     take_view},
    {"view", 0, OVERLAY | STREAM_HUB, "NAMES",
     "lower-third (default), bug, countdown, slate, notice, ticker, logo, qr, title, captions, "
     "timer, with commas",
     take_overlay},
    {"page", 0, SNAPSHOT, "N", "page of the view, counted from 1", take_page},
    {"size", 0, SNAPSHOT, "WxH", "of the picture (1920x1080)", take_size},
    {"size", 0, OVERLAY | STREAM_HUB, "WxH", "of the stream (1920x1080)", take_overlay_size},
    {"size", 0, CHECK, "WxH", "of a screen; again for more (1920x1080 and 1080x1920)",
     take_check_size},
    {"output", 'o', SNAPSHOT, "FILE",
     "the .png to write; with --view all, --every-change or --titles a folder", take_output},
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
    {"sound", 0, RUN, NULL, "let videos be heard", options_take_sound},
    {"no-abstracts", 0, IMPORT, NULL, "leave out abstracts and biographies",
     options_take_no_abstracts},
    {"every-change", 0, SNAPSHOT, NULL, "a picture of each moment when something starts or ends",
     take_every_change},
    {"titles", 0, SNAPSHOT, NULL, "a title of each session for its recording, and all in a PDF",
     take_titles},
    {"screen", 0, RUN, "NAME", "this screen's name: in screens.yaml, for \"kiosk live\" (kiosk)",
     take_screen},
    {"group", 0, RUN, "NAMES", "groups of screens that this one is in, for \"kiosk live\"", NULL},
    {"played", 0, ON(VERB_RUN), "FILE", "keep there what was shown from when to when: kiosk played",
     NULL},
    {"plan", 0, PLAYED, "SCHEDULE", "what was planned beside it", NULL},
    {"partner", 0, PLAYED, "ID", "of that partner alone", NULL},
    {"operator", 0, RUN | OVERLAY, "[ADDR:]PORT", "serve the operator's page", NULL},
    {"tls-cert", 0, RUN | OVERLAY, "FILE", "the page's certificate, and …", NULL},
    {"tls-key", 0, RUN | OVERLAY, "FILE", "… its key", NULL},
    {"overlay", 0, RUN, "NAMES", "serve the stream's overlay too: see kiosk overlay --help",
     take_overlay},
    {"overlay-size", 0, RUN, "WxH", "of the overlay (1920x1080)", take_overlay_size},
    {"frames", 0, STREAM, "TARGET", NULL, NULL},
    {"container", 0, STREAM, "KIND", "raw, or mkv (the default for sockets)", take_container},
    {"pixels", 0, STREAM, "ORDER", "rgba (the default for raw frames) or bgra", take_pixels},
    {"fps", 0, STREAM, "N", "frames a second (30)", take_fps},
    {"alpha", 0, STREAM, "KIND", "straight (default) or premultiplied", take_alpha},
    {"background", 0, STREAM, "COLOUR", "no alpha: lay it on \"#00ff00\", for keying",
     take_background},
    {"strip", 0, STREAM, NULL, "send only the rows that the views need", take_strip},
    {"png", 0, RUN | OVERLAY, "FILE", NULL, NULL},
    {"http", 0, RUN | OVERLAY, "PORT", NULL, NULL},
    {"token", 0, RUN | OVERLAY, "WORD", "the page is to be opened with: /overlay?token=WORD",
     take_token},
    {"voctocore", 0, RUN | OVERLAY, "HOST", NULL, NULL},
    {"by-hand", 0, RUN | OVERLAY, NULL, "no lower third but by \"kiosk live lower-third show\"",
     take_by_hand},
    {"captions", 0, RUN | OVERLAY, "PLACE", "what a captioner writes: unix:PATH or fifo:PATH",
     take_captions},
    {"print", 0, OVERLAY | STREAM_HUB, "PROGRAM",
     "what obs, ffmpeg, gstreamer, voctomix, vmix, casparcg or v4l2 is to be told, and end",
     take_print},
    {"canvas", 0, OVERLAY | STREAM_HUB, "WxH", "the size of the canvas that --print obs is for",
     take_canvas},
    {"screen", 0, SNAPSHOT | CHECK, "NAME",
     "one of screens.yaml; without it all, for --every-change", take_screen},
    {"screen", 0, OVERLAY, "NAME",
     "this overlay's name: in screens.yaml, for \"kiosk live\" (overlay)", take_screen},
    {"screen", 0, LIVE, "NAME", "the screen to speak to, when several run here", take_screen},
    {"host", 0, LIVE, "HOST", "another computer's kiosk, by its operator's page", NULL},
    {"socket", 0, STREAM_HUB, "PATH", "where kiosks bring their pictures: --frames hub:PATH", NULL},
    {"json", 0, LIVE, NULL, "print the answer as it came", take_json},
    {"json", 0, CHECK, NULL, "print one JSON document", take_json},
    {"state", 0, RUN | OVERLAY | CHECK | OPERATOR, "FOLDER", "where staff's changes are kept",
     take_state},
    {"report", 0, REHEARSE, NULL, "print what is shown when, and who is seen for how long",
     take_report},
    {"csv", 0, REHEARSE | PLAYED, NULL, "the same for a spreadsheet", take_csv},
    {"strict", 0, CHECK, NULL, "warnings count too", take_strict},
    {"at", 0, RUN | SNAPSHOT | CHECK | OVERLAY, "TIME",
     "pretend that it is \"2019-09-26 09:31\", or \"09:31\"", take_at},
    {"speed", 0, RUN | OVERLAY, "N", "run the clock N times as fast; 0 stops it", take_speed},
    {"demo", 0, RUN | SNAPSHOT | OVERLAY, NULL, "move the schedule's day so that its middle is now",
     take_demo},
    {"theme", 0, RUN | SNAPSHOT | CHECK | OVERLAY, "NAME",
     "dark, light, contrast, warm, or a file (.yaml, .yml)", take_theme},
    {"lang", 0, RUN | SNAPSHOT | OVERLAY, "LIST", "languages, the first one largest: zh,en",
     take_lang},
    {"lang", 0, CHECK, "LIST", "languages of a screen, the first one largest; again for more",
     take_check_lang},
    {"log-level", 0, EVERY, "LEVEL", "error, warning (default), info or debug", take_log_level},
    {"version", 0, EVERY, NULL, "print the version, and those of the libraries", take_version},
    {"help", 'h', EVERY, NULL, "print this", take_help},
};
_Static_assert(countof(OPTIONS) <= OPTIONS_MAX, "whoever lists them has room");

const OptionRow *option_rows(size_t *count) {
    *count = countof(OPTIONS);
    return OPTIONS;
}
