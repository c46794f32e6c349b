/* heads_open.h: from --display, --room and --rotate to the windows and stages of heads.h, at the
 * start and when a monitor comes or goes. */
#pragma once

#include "base/exits.h"
#include "output/displays.h"
#include "output/osd.h"
#include "output/window.h"
#include "picture/source.h"
#include "station/bare.h"
#include "station/greeting.h"
#include "station/panels.h"
#include "station/staff.h"

typedef struct {
    WindowSettings window; /* of each; display, place, turn and title are chosen below */
    ShownBy output;
    KmsSettings kms;      /* without a desktop */
    const char *play_log; /* borrowed; what was shown is kept there; NULL: nowhere */
    Str play_name;        /* borrowed; the screen's name there */
    DisplayChoice displays;
    int32_t rotates[DISPLAYS_MAX]; /* for each display, or the first one for all */
    size_t rotate_count;
    bool follows_rotates, follows_displays, follows_groups; /* the plan's: nobody said others */
    ScreenSettings screen;            /* of each; size and sibling are chosen here */
    ScreenHold hold;                  /* --view */
    double speed;                     /* of the clock */
    const GreetingSettings *greeting; /* borrowed; NULL: without a schedule too the page is one for
                                         the audience */
} HeadsSettings;

typedef struct {
    Window *window; /* owned */
    Screen *screen; /* owned; NULL: there are no fonts, the fault screen is shown */
    Stage *stage;   /* owned; NULL like the screen */
    Staff staff;
    int32_t number; /* of its display, as --display counts */
    int32_t rotate;
    bool is_away;       /* its display was unplugged, and is waited for */
    char name[32];      /* "display 1"; empty: it is the only one */
    PanelKind panel_up; /* as it is on the window */
    double next_frame;  /* real ms: the next frame of a crossfade is due */
} Head;

typedef struct {
    HeadsSettings settings;
    const Schedule *schedule; /* borrowed: what is shown; NULL: none */
    const Source *source;     /* borrowed: its rooms */
    Displays known;           /* by the numbers that --display has; full screens only */
    Head items[DISPLAYS_MAX]; /* in the order of --display */
    size_t count;
    bool is_staying;          /* none of the displays that the plan of the screens names is there:
                                 those that were before are kept */
    Osd *osd;                 /* borrowed */
    Greeting *greeting;       /* owned; NULL: there was always a schedule */
    const ViewHello *hello;   /* the greeting's, while it is shown; else NULL */
    Instant hello_until;      /* it is looked at again then */
    uint64_t picture_changes; /* as renderer_picture_changes had it last */
    bool has_doubted_videos;  /* something urgent is to be shown, see renderer_doubt_videos */
} Heads;

/* Opens a window for each display that is wanted; SDL's video must be up, and `heads` is empty.
 * `source` has the rooms. Another code than EXIT_FINE, after a line in the log, when that cannot
 * be. Must be closed in any case. */
ExitCode heads_open(Heads *heads, const HeadsSettings *settings, const Source *source);
void heads_close(Heads *heads);

/* Makes the windows ready for their first pictures, which takes as long as drawing one. */
void heads_warm_up(const Heads *heads);

/* Gives the windows their stages with the schedule that was set, and draws their first pictures,
 * which the first update shows. `first` is the first display's screen, of whatever size, and is
 * theirs from now on; NULL: there are no fonts. `osd` is borrowed. */
void heads_start(Heads *heads, Screen *first, Osd *osd, Instant now);

/* ---- for heads.c ---------------------------------------------------------------------------- */

/* Tells the i-th screen of the schedule that was set, and of its room. */
void heads_tell_schedule(const Heads *heads, size_t i);

/* Puts the fault screen on a window that cannot show pages. */
void heads_show_fault(const Heads *heads, const Head *head);

/* The displays that are there now. */
Displays heads_present(const Heads *heads);

/* One more, after the start; `place` is the present number of its display, or DISPLAY_NONE. */
void heads_add(Heads *heads, int32_t number, int32_t place, Instant now);

/* Takes the last one away, which is not the first one. */
void heads_remove_last(Heads *heads);

/* After one was added, taken away or put on another display: their names, and who is alone. */
void heads_name(Heads *heads);
