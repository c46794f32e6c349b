/* options.h: the command line as a struct. One table has all options, and makes the help. */
#pragma once

#include <stdio.h>

#include "base/log.h"
#include "check/preflight.h"
#include "cli/display_options.h"
#include "cli/overlay_options.h"
#include "cli/values.h"
#include "formats/formats.h"
#include "operator/server.h"
#include "picture/snapshot.h"
#include "station/heads.h"
#include "views/views.h"

enum { ALSO_MAX = 12 };

typedef enum {
    VERB_RUN,
    VERB_SNAPSHOT,
    VERB_CHECK,
    VERB_FONTS,
    VERB_LIVE,
    VERB_OVERLAY,
    VERB_REHEARSE,
    VERB_IMPORT,
    VERB_OPERATOR,
    VERB_STREAM_HUB,
    VERB_PLAYED,
    VERB_COUNT
} Verb;

enum { CHECK_PATHS_MAX = 64 };

typedef struct {
    Verb verb;
    bool wants_help;
    bool wants_version;
    const char *also[ALSO_MAX]; /* files and URLs that are joined to it */
    size_t also_count;
    const char *path; /* a schedule, a URL of one, or a folder; NULL: not named */
    LogLevel log_level;
    /* what is shown */
    Str room;
    SnapshotChoice choice; /* AUTO: no --view */
    ViewKind view;
    bool has_at;
    Moment at;
    double speed;
    Str timezone;      /* the venue's, whatever the file says; may be empty */
    FormatHints hints; /* what the files do not say */
    bool no_remote_pictures;
    bool has_sound; /* of videos */
    bool is_demo;
    Str theme;
    Str languages[VIEW_LANGUAGES_MAX];
    size_t language_count;
    /* the window */
    bool is_windowed;
    Size size; /* of the window, or of the snapshot */
    DisplayOptions displays;
    RendererKind renderer;
    ShownBy output_kind;      /* --output of a screen … */
    KmsSeat seat;             /* … and where, behind "kms:" */
    KmsWish mode;             /* --mode; zeroed: none */
    const char *state_folder; /* NULL: the usual one */
    const char *screen_name;  /* NULL: "kiosk" */
    const char *play_log;     /* --played: where what was shown is kept; NULL: nowhere */
    const char *plan;         /* played: the schedule whose plan stands beside; NULL: none */
    const char *partner;      /* played: that one alone; NULL: all */
    const char *groups;       /* --group, names with commas; NULL: none */
    /* snapshot */
    const char *output;
    bool is_every_change;
    bool has_titles;
    int32_t page;
    bool is_json;     /* live, check */
    const char *host; /* live: of another computer's kiosk; NULL: this one's */
    /* import: `output` is the file to write */
    bool is_short;
    /* rehearse */
    bool is_report;
    bool is_csv;
    Instant until; /* when it ends by itself; 0: never */
    /* overlay, and run with an overlay beside */
    OverlayOptions overlay;
    Size overlay_size;
    const char *hub_path; /* stream-hub: its socket; NULL: the usual one */
    /* the operator's page; port 0: there is none */
    OperatorSettings operator;
    char *const *argv; /* as it was typed */
    int argc;
    /* live: the command and what stands behind it, unread */
    char *const *words;
    int word_count;
    /* check: `path` is the first of several; --size and --lang may stand more than once */
    bool is_strict;
    const char *paths[CHECK_PATHS_MAX];
    size_t path_count;
    ScreenSize sizes[SURVEY_SIZES_MAX];
    size_t size_count;
    LanguageTags orders[SURVEY_ORDERS_MAX];
    size_t order_count;
} Options;

/* Reads argv[1] and on. False: *problem is a line for the person who typed it. Texts are borrowed
 * from argv or in `arena`. */
bool options_parse(Arena *arena, int argc, char *const *argv, Options *out, Str *problem);

/* The help of the command, as `kiosk COMMAND --help` prints it. */
void options_help(Verb verb, FILE *to);

const char *verb_name(Verb verb); /* "" for VERB_RUN */
