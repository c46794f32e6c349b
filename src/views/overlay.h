/* overlay.h: what the livestream gets: lower third, bug, countdown, slate, notices, captions and
 * more, to be laid over the cameras.
 *
 * Each is a layer of its own, in the order of the enum: a scene on nothing, and an opacity for the
 * whole of it. Pure functions of the instant, animation too. Type stays within the title safe area
 * (90 %), everything but full-width grounds within the action safe area (93 %; both of ITU-R
 * BT.1848 and EBU R 95, 16:9). */
#pragma once

#include "playlist/overlay_plan.h"
#include "views/views.h"

typedef enum {
    OVERLAY_VIEW_LOGO, /* whose event it is */
    OVERLAY_VIEW_BUG,
    OVERLAY_VIEW_QR, /* the session's code for the audience */
    OVERLAY_VIEW_COUNTDOWN,
    OVERLAY_VIEW_LOWER_THIRD,
    OVERLAY_VIEW_TICKER, /* staff's notices one after the other, in one line */
    OVERLAY_VIEW_SLATE,
    OVERLAY_VIEW_TITLE, /* fills the picture when a session begins */
    OVERLAY_VIEW_TIMER, /* for a monitor on stage, never for the audience */
    OVERLAY_VIEW_CAPTIONS,
    OVERLAY_VIEW_NOTICE,
    OVERLAY_VIEW_COUNT
} OverlayView;

#define OVERLAY_TITLE_SAFE  0.05f /* free at each side */
#define OVERLAY_ACTION_SAFE 0.035f

const char *overlay_view_name(OverlayView view); /* "lower-third", … */

/* The view of that name ("lower_third" too), or OVERLAY_VIEW_COUNT. */
OverlayView overlay_view_by_name(Str name);

/* The rows that the view can draw into at that height, for whoever sends a strip alone. Even
 * numbers. The slate needs all of them. */
void overlay_view_rows(OverlayView view, int32_t height, int32_t *from, int32_t *until);

enum { CAPTION_LINES = 3 };

/* What a captioner has written, newest line last. */
typedef struct {
    Str lines[CAPTION_LINES]; /* as they were broken by who writes */
    size_t count;
    Instant at; /* when the newest word came */
} OverlayCaptions;

#define CAPTION_STAYS (10 * MILLIS_SECOND) /* after the newest word */

typedef struct {
    const ViewContext *context; /* borrowed */
    CueHand hand;
    const OverlayCaptions *captions; /* borrowed; NULL: there is no captioner */
    bool is_strip;                   /* nothing may leave the view's rows */
    bool has_foot; /* the overlay has views at the foot: captions stand above them */
} OverlayMoment;

typedef struct {
    float opacity;  /* of the layer as a whole; 0: there is nothing to draw */
    bool is_moving; /* the picture differs at every instant; the scene's next change is the next */
    bool is_cover;  /* opaque, over the whole picture: what lies below it cannot be seen */
} OverlayLayer;

/* True for what stands at the picture's foot, where captions would stand. */
bool overlay_view_is_at_foot(OverlayView view);

/* The title of a session as a page of its own, for whoever puts a recording together: no clock, and
 * nothing that changes. */
void overlay_build_title(const ViewContext *context, size_t session, Scene *scene);

/* Builds the layer into an empty scene, and sets the scene's next change. */
OverlayLayer overlay_build(const OverlayMoment *moment, OverlayView view, Scene *scene);
