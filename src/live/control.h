/* control.h: a UNIX socket by which staff speak to a running kiosk.
 *
 * One line in, one line of JSON out, for as long as the client likes. Never waits: poll control_fd,
 * then call control_take until it has nothing more: each client has its turn once, and the socket
 * is ready again when more waits, so that whoever floods it holds up nobody. When all places are
 * taken one of the process that has most of them is let go, never one alone that waits for its
 * answer. */
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include "live/command.h"
#include "live/over.h"

enum { CONTROL_CLIENTS_MAX = 32, CONTROL_LINE_MAX = 8192 };

typedef struct Control Control;

/* $XDG_RUNTIME_DIR/kiosk, else /run/user/UID/kiosk, for root /run/kiosk, else
 * ~/.local/state/kiosk/run: never below a folder in which others may write. Empty: there is none of
 * these. In `arena`. */
Str control_folder(Arena *arena);

/* Makes it, with mode 0700, unless it is there and ours; false after a line in the log. */
bool control_folder_make(const char *folder);

/* Opens FOLDER/NAME.sock (mode 0600 in a folder 0700 of our own). When another kiosk answers there
 * the name becomes NAME-2, NAME-3, …, which is logged; `folder` may be empty: there is none. A
 * socket that nobody listens on is taken over. NULL, after a line in the log, when no socket
 * can be opened: the kiosk runs without. */
Control *control_open(const char *folder, const char *name);
void control_close(Control *control); /* removes the socket; accepts NULL */

int control_fd(const Control *control);
const char *control_path(const Control *control);

/* The name by which this kiosk is asked for: NAME or NAME-2, … In `arena`. */
Str control_name(const Control *control, Arena *arena);

typedef struct {
    uint64_t client;
    Str line; /* without its end; in the arena that was given */
} ControlRequest;

/* The next line of a round, in which each client has one turn; false at its end. */
bool control_take(Control *control, Arena *arena, ControlRequest *out);

/* Answers it; `json` must be one line. A client that has gone is no error. */
void control_answer(Control *control, uint64_t client, Str json);

/* ---- answers -------------------------------------------------------------------------------- */

/* {"ok":true,"message":…}, {"ok":true,"status":{…}} or {"ok":false,"error":…,"exit":1}: the code is
 * what a program that asked exits with; a status with problems has one too. */
Str control_answer_json(Arena *arena, const Answer *answer);

/* One of the displays that the kiosk drives. */
typedef struct {
    int32_t display; /* its number, as --display counts; negative: it is none */
    Str name;        /* the monitor's; or empty */
    bool is_there;   /* false: it was unplugged */
    Str room;        /* id; empty: all */
    Str state;       /* "break", … */
    Str view;        /* of the slide */
    size_t slot;     /* the slide's number; screens that agree have the same */
    size_t page;
    Instant slide_from, slide_until;
    Instant next_change;
    bool is_held;
    uint64_t pictures, frames, late_frames;
    double draw_ms;
    Str renderer;
    int32_t width, height;
} ControlScreen;

/* One of the files and URLs that the schedule was made of. */
typedef struct {
    Str name;
    bool is_there; /* something of it is shown */
    size_t session_count;
    Millis age;      /* since what is shown of it was read first */
    bool is_waiting; /* its new version waits until it is read the same again */
    Str problem;     /* why it is not shown as it is now; empty: it is */
} ControlSource;

typedef struct {
    const char *version;
    const Schedule *schedule; /* what is shown; NULL: none */
    Str schedule_name;
    const ControlSource *sources;
    size_t source_count;
    Instant now;            /* the kiosk's clock */
    Millis schedule_age;    /* since it was loaded, or fetched; negative: not known */
    ControlScreen *screens; /* the first is the one that is asked for when nobody says which */
    size_t screen_count;    /* at least 1 */
    const Str *problems;    /* sentences: with the file, the network, … */
    size_t problem_count;
    const Str *picture_problems; /* sentences: which pictures are not shown, and why */
    size_t picture_problem_count;
    Str font_problem;    /* a sentence: fonts are gone; empty: they are there */
    Str play_problem;    /* a sentence: what is shown is not kept; empty: it is, or need not be */
    Str display_problem; /* a sentence: why nothing can be seen on a display; empty: it can */
    uint32_t restarts;   /* after a crash, a hang or a loss of power */
    Str last_end;        /* why, and when, the last of them; empty: never */
    Str care_problem;    /* a sentence: what is held back after crashes; empty: nothing */
    Str box_name, box_code; /* what the machine is called before anybody gave it a name; or empty */
    Str source_error;       /* why the newest version of the file or URL is not shown; or empty */
    const LiveState *live;  /* may be NULL */
    const LiveOver *over;   /* what lies over the views */
    size_t over_count;
    Str state_file; /* where it is kept; empty: it is not */
    bool is_simulated;
    double speed;
    Str watch;   /* how the file is watched */
    Str overlay; /* the overlay's own state, as JSON; empty: there is none */
} ControlStatus;

/* What "status" answers, an object, with the clock and what the system says of it. */
Str control_status_json(Arena *arena, const ControlStatus *status);

/* Whether the system's clock is kept by NTP, from adjtimex(2): true when it is; `error_ms` (may be
 * NULL) is the estimated error, negative when it is not known. */
bool control_clock_is_synchronised(double *error_ms);
