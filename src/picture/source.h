/* source.h: which schedule is shown: the one asked for, today's of the installed ones, or the
 * bundled day moved to now for --demo; and in which room.
 *
 * Opened anew for each reload, beside the one that is shown. */
#pragma once

#include "live/signature.h"
#include "picture/loader.h"
#include "picture/moment.h"
#include "picture/resources.h"
#include "picture/screen_plan.h"

typedef struct {
    const Resources *resources; /* borrowed */
    const char *path;           /* borrowed; a file, folder or URL; NULL: the installed schedules */
    Str room;                   /* borrowed; id or name; empty or "all": all rooms */
    const Str *rooms;           /* borrowed; one for each screen, of which `room` is the first */
    size_t room_count;          /* 0: `room` for all screens */
    const char *const *also;    /* borrowed; files and URLs that are joined to it */
    size_t also_count;
    const SourceContent *contents; /* borrowed; of each source, the first included; NULL: URLs are
                                      asked for, and waited for */
    bool is_trusted;               /* of several: what waits is shown */
    Str copies;              /* borrowed; where what the schedule names of servers is kept, see
                                beside_folder; empty: nowhere */
    bool has_feeds;          /* the feeds' copies were asked for just now: no more questions */
    bool no_remote_pictures; /* of other servers than the schedule's nothing is asked for */
    FormatHints hints;
    Str timezone;          /* borrowed; the venue's zone, whatever the file says; may be empty */
    ScreenIdentity screen; /* borrowed; whose plan is followed, when follows_plan */
    bool follows_plan; /* what screens.yaml says of this screen goes over the schedule's display */
    bool is_room_said; /* by the command line: the plan's is not asked for */
    bool is_demo;
    bool has_at; /* --at: `at` is the present */
    Moment at;
} SourceSettings;

typedef struct {
    Loaded *loaded;           /* owned */
    Schedule *moved;          /* owned: the copy that --demo moved; else NULL */
    const Schedule *schedule; /* one of the two above; NULL: none */
    size_t room;              /* of the first screen, or of all; SCHEDULE_NONE: all rooms;
                                 SCHEDULE_NO_ROOM: one that is not there */
    const size_t *rooms;      /* of each screen, as many as in the settings */
    size_t room_count;
    const Str *guids;         /* of each screen's room, also while it is not there; as many as
                                 room_count, at least one; may be empty */
    bool is_room_unknown;     /* the schedule is there, its rooms do not have one that was asked
                                 for */
    ScreenPlans screens;      /* all that the plan of the venue has; in the loaded arena */
    const ScreenPlan *screen; /* of this one; NULL: none, or it is not followed */
    Str screen_groups;        /* its tags with commas between, as --group has them */
    Str screens_path, screens_bytes; /* the file, and what it held when it was good; may be empty */
    Diagnostics screens_found;       /* what is wrong in the file as it is now */
    Str screens_problem;             /* why it is not followed as it is now; empty: it is */
    Str problem;                     /* why there is no schedule or no room; empty: all is well */
    const Str *files;                /* what was read from disk, as source_files has it */
    const Signature *signatures;     /* what was there, looked at before it was read */
    size_t file_count;
    const Str *feed_files; /* the feeds that are files, in the same way */
    const Signature *feed_signatures;
    size_t feed_file_count;
    Instant now;  /* the present that --at means, or that was handed in */
    Millis shift; /* by which --demo moved it */
} Source;

/* The plan of the venue's screens beside the source, or in it, before anything of the source is
 * read; none where there is no such file. What is wrong in it is told by source_open. In `arena`.
 */
ScreenPlans source_screens(Arena *arena, const SourceSettings *settings);

/* `now` is the clock's. `former` (may be NULL) is what is shown: --demo moves the new one as far
 * as that, and a room that has a guid stays the same one whatever it is called now. Never NULL.
 * What is wrong with the file is not logged, see loader_log. */
Source *source_open(const SourceSettings *settings, Instant now, const Source *former);
void source_close(Source *source); /* accepts NULL */

/* The files and folders on disk that the source is read from, the folder of slides too, by the
 * paths that were given: the links on them may be pointed elsewhere. In `arena`. */
const Str *source_files(Arena *arena, const SourceSettings *settings, size_t *count);

/* The room of the screen with that number, counted from 0; or SCHEDULE_NONE, or SCHEDULE_NO_ROOM.
 */
size_t source_room(const Source *source, size_t screen);

/* The shift that puts the middle of the schedule's first day with sessions on `now`, rounded to
 * five minutes, so that times stay round. 0 without sessions. */
Millis source_demo_shift(const Schedule *schedule, Instant now);
