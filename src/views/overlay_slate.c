/* overlay_slate.c: what covers the cameras: the slate, the countdown to the next session, the stage
 * timer, staff's notices. */
#include <math.h>

#include "views/overlay_page.h"

/* ---- the slate ------------------------------------------------------------------------------ */

static uint64_t slate_key_now(const OverlayPage *overlay, Instant at, Instant *next_change) {
    const Page *page = &overlay->page;
    size_t session;
    SlateKind kind = overlay_slate_at(page->schedule, page->room, at, &session, next_change);
    return kind == SLATE_NONE ? 0 : (uint64_t)kind + (session == SCHEDULE_NONE ? 0 : session * 16);
}

/* What must not be recorded is covered when it begins, not 400 ms later. */
static uint64_t slate_key(const OverlayPage *overlay, Instant at, Instant *next_change) {
    const Page *page = &overlay->page;
    Instant soon = INSTANT_NEVER;
    SlateKind kind = overlay_slate_at(page->schedule, page->room, at + CUE_MOTION, NULL, &soon);
    if (next_change && soon != INSTANT_NEVER)
        *next_change = instant_min(*next_change, soon - CUE_MOTION);
    if (kind == SLATE_NOT_RECORDED)
        return slate_key_now(overlay, at + CUE_MOTION, NULL);
    return slate_key_now(overlay, at, next_change);
}

static void draw_not_recorded(OverlayPage *overlay, const Session *session) {
    Page *page = &overlay->page;
    Layout layout = page_layout(page);
    Box *column = box_column(&layout, NULL, (BoxStyle){.main = PLACE_CENTER, .is_fitted = true});
    bool is_on =
        overlay->at >= session->start; /* or is about to, and its place is covered already */
    page_tag(page, column, session, is_on ? ROLE_NOW : ROLE_NEXT, page->room);
    page_chip_text(page, &layout, column, page_span(page, session->start, session->end), (Str){0},
                   COLOR_ACCENT);
    TextLook words = page_look(page, TYPE_HERO, WEIGHT_BOLD, COLOR_TEXT, 0);
    words.max_lines = 2;
    words.is_balanced = true;
    box_space_above(box_text(&layout, column, page_word(page, STRING_NOT_RECORDED), (Position){0},
                             words, (BoxStyle){0}),
                    px(page, 30));
    TextLook second = page_look(page, TYPE_SUBTITLE, WEIGHT_MEDIUM, COLOR_MUTED, 1);
    second.max_lines = 2;
    box_space_above(box_text(&layout, column, page_second_word(page, STRING_NOT_RECORDED),
                             (Position){0}, second, (BoxStyle){.drop = 2}),
                    px(page, 16));
    TextLook title = page_look(page, TYPE_SUBTITLE, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    title.max_lines = 2;
    title.is_balanced = true;
    box_space_above(box_part(box_text(&layout, column, page_text(page, &session->title),
                                      session->title.at, title, (BoxStyle){.drop = 1}),
                             PART_TITLE),
                    px(page, 60));
    TextLook people = page_look(page, TYPE_BODY, WEIGHT_REGULAR, COLOR_MUTED, 0);
    people.max_lines = 1;
    box_space_above(box_text(&layout, column, page_speakers(page, session), session->at, people,
                             (BoxStyle){.drop = 2}),
                    px(page, 14));
    page_draw(page, &layout, page->body);
}

OverlayLayer overlay_draw_slate(OverlayPage *overlay) {
    Instant shown_at;
    Motion motion = overlay_fade(overlay, slate_key, &shown_at);
    if (motion.share <= 0)
        return (OverlayLayer){.is_moving = motion.is_moving};
    /* What comes in early is drawn as at its start. */
    size_t session;
    const Page *page = &overlay->page;
    Instant of = shown_at;
    SlateKind kind = overlay_slate_at(page->schedule, page->room, of, &session, NULL);
    if (kind != SLATE_NOT_RECORDED && overlay_slate_at(page->schedule, page->room, of + CUE_MOTION,
                                                       &session, NULL) == SLATE_NOT_RECORDED) {
        kind = SLATE_NOT_RECORDED;
        of = page->schedule->sessions[session].start;
    }
    overlay_page_turn(overlay, of);
    page_background(&overlay->page);
    page_header(&overlay->page);
    if (kind == SLATE_NOT_RECORDED)
        draw_not_recorded(overlay, &overlay->page.schedule->sessions[session]);
    else
        view_state(&overlay->page);
    return (OverlayLayer){
        .opacity = motion.share, .is_moving = motion.is_moving, .is_cover = motion.share >= 1};
}

/* ---- the countdown -------------------------------------------------------------------------- */

#define COUNTDOWN_MAX MILLIS_HOUR

/* The start that is counted down to: of the next session here, within the hour; 0 for none. */
static uint64_t countdown_key(const OverlayPage *overlay, Instant at, Instant *next_change) {
    const Page *page = &overlay->page;
    DayState state = day_state_at(page->schedule, page->room, at);
    if (next_change)
        *next_change = instant_min(*next_change, state.next_change);
    bool is_waiting = state.kind == DAY_BEFORE || state.kind == DAY_BREAK || state.kind == DAY_GAP;
    if (!is_waiting || state.first == SCHEDULE_NONE)
        return 0;
    Instant start = page->schedule->sessions[state.first].start;
    if (start - at > COUNTDOWN_MAX) {
        if (next_change)
            *next_change = instant_min(*next_change, start - COUNTDOWN_MAX);
        return 0;
    }
    return state.first + 1;
}

OverlayLayer overlay_draw_countdown(OverlayPage *overlay) {
    Instant shown_at;
    Motion motion = overlay_fade(overlay, countdown_key, &shown_at);
    if (motion.share <= 0)
        return (OverlayLayer){.is_moving = motion.is_moving};
    size_t index = (size_t)countdown_key(overlay, shown_at, NULL) - 1;
    const Session *session = &overlay->page.schedule->sessions[index];
    overlay_page_turn(overlay, shown_at);
    Page *page = &overlay->page;
    Millis left = session->start - shown_at;
    int64_t seconds = (left + MILLIS_SECOND - 1) / MILLIS_SECOND;
    scene_changes_at(page->scene, session->start - (seconds - 1) * MILLIS_SECOND);
    const Metrics *m = &page->metrics;
    Layout layout = page_layout(page);
    Box *root = box_column(&layout, NULL, (BoxStyle){.main = PLACE_END});
    Box *panel = box_column(&layout, root,
                            (BoxStyle){.max_width = fminf(m->content.width, px(page, 1300)),
                                       .left = px(page, 48),
                                       .right = px(page, 60),
                                       .top = px(page, 26),
                                       .bottom = px(page, 28),
                                       .fill = overlay_ground(overlay, 0.9f),
                                       .radius_right = px(page, 14),
                                       .bar = page_color(page, COLOR_NEXT),
                                       .bar_width = px(page, 12)});
    page_tag(page, panel, session, ROLE_NEXT, page->room);
    page_chip(page, &layout, panel, STRING_STARTS_IN, COLOR_NEXT);
    TextLook count = page_look(page, TYPE_HERO, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    count.is_live = true;
    count.style.role = FONT_OVERLAY_DIGITS;
    count.max_lines = 1;
    count.style.line_height = 1.15f;
    box_text(&layout, panel,
             str_printf(page->arena, "%lld:%02lld", (long long)(seconds / 60),
                        (long long)(seconds % 60)),
             (Position){0}, count, (BoxStyle){0});
    TextLook title = page_look(page, TYPE_SUBTITLE, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.max_lines = 2;
    title.is_balanced = true;
    box_part(box_text(&layout, panel, page_text(page, &session->title), session->title.at, title,
                      (BoxStyle){0}),
             PART_TITLE);
    TextLook people = page_look(page, TYPE_SMALL, WEIGHT_MEDIUM, COLOR_MUTED, 0);
    people.max_lines = 1;
    box_space_above(
        box_text(&layout, panel, page_speakers(page, session), session->at, people, (BoxStyle){0}),
        px(page, 6));
    float height = layout_height(&layout, m->content.width);
    float foot = m->height - fmaxf(px(page, 86), ceilf(m->height * OVERLAY_TITLE_SAFE));
    page_draw(page, &layout, (Rect){m->content.x, foot - height, m->content.width, height});
    return (OverlayLayer){.opacity = motion.share, .is_moving = motion.is_moving};
}

/* ---- the stage timer ------------------------------------------------------------------------ */

OverlayLayer overlay_draw_timer(OverlayPage *overlay) {
    Page *page = &overlay->page;
    Instant next = INSTANT_NEVER;
    bool is_shown = timer_is_shown(page, &next);
    scene_changes_at(page->scene, next);
    if (!is_shown)
        return (OverlayLayer){0};
    const Metrics *m = &page->metrics;
    Layout layout = page_layout(page);
    Box *root = box_row(&layout, NULL, (BoxStyle){.main = PLACE_END});
    timer_panel(page, &layout, root, overlay_ground(overlay, 0.9f));
    float height = layout_height(&layout, m->content.width);
    float foot = m->height - fmaxf(px(page, 56), ceilf(m->height * OVERLAY_TITLE_SAFE));
    page_draw(
        page, &layout,
        (Rect){m->content.x, fmaxf((float)overlay->top, foot - height), m->content.width, height});
    return (OverlayLayer){.opacity = 1};
}

/* ---- notices -------------------------------------------------------------------------------- */

static size_t notices_of(const OverlayPage *overlay, Instant at, size_t shown[NOTICES_SHOWN],
                         Instant *next_change) {
    const Page *page = &overlay->page;
    size_t most = page->metrics.shape == SHAPE_STRIP ? 1 : NOTICES_SHOWN;
    return notices_at(page->schedule, page->room, at, most, shown, next_change);
}

/* Whether there are any: those that take turns, or follow each other, are exchanged at once. */
static uint64_t notice_key(const OverlayPage *overlay, Instant at, Instant *next_change) {
    size_t shown[NOTICES_SHOWN];
    return notices_of(overlay, at, shown, next_change) > 0;
}

OverlayLayer overlay_draw_notice(OverlayPage *overlay) {
    Instant shown_at;
    Motion motion = overlay_fade(overlay, notice_key, &shown_at);
    if (motion.share <= 0)
        return (OverlayLayer){.is_moving = motion.is_moving};
    size_t shown[NOTICES_SHOWN];
    size_t count = notices_of(overlay, shown_at, shown, NULL);
    overlay_page_turn(overlay, shown_at);
    Page *page = &overlay->page;
    const Notice *notices = page->schedule->notices;
    NoticeLevel level = notices[shown[0]].level;
    bool is_full = level == NOTICE_EMERGENCY || level == NOTICE_TEST;
    if (is_full) {
        view_emergency(page, &notices[shown[0]]);
    } else {
        /* The bands lie on the safe area's edge, not on the picture's. */
        page->metrics.height -= ceilf(page->metrics.height * OVERLAY_TITLE_SAFE);
        page->banner_top = page->metrics.height;
        for (size_t i = count; i-- > 0;) /* the first stands on top */
            notice_banner(page, &notices[shown[i]]);
    }
    return (OverlayLayer){.opacity = motion.share,
                          .is_moving = motion.is_moving,
                          .is_cover = is_full && motion.share >= 1};
}
