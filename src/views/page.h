/* page.h: what the views share: the frame of a page, labels, times, texts by language.
 *
 * Private to src/views. */
#pragma once

#include "scene/layout.h"
#include "schedule/slides.h"
#include "views/views.h"

typedef struct {
    const ViewContext *context;
    const Schedule *schedule; /* NULL: none */
    const Slide *slide;
    const Theme *theme;
    Scene *scene;
    Arena *arena; /* the scene's */
    Metrics metrics;
    size_t room;      /* the door, or SCHEDULE_NONE */
    DayState state;   /* of the room's day */
    DayBounds day;    /* the conference day of the instant */
    bool is_hello;    /* there is no schedule yet, and context->hello is shown */
    bool is_alone;    /* the first language: the second one has no place on this page */
    Rect body;        /* what header and notice leave to the view */
    bool has_notice;  /* a banner takes a part of it */
    float banner_top; /* of the upper one; without one the picture's height */
    size_t moved;     /* the session that is not at this door any more, which this page is about
                         from edge to edge; or SCHEDULE_NONE */
} Page;

/* Reads the context; draws nothing. A venue with a single room is that room's door. */
Page page_create(const ViewContext *context, const Slide *slide, Scene *scene);

/* ---- texts ---------------------------------------------------------------------------------- */

Str page_language(const Page *page, size_t index); /* 0 primary; empty when there is no such */

/* In the primary language; else in whichever there is. */
Str page_text(const Page *page, const Localized *text);

/* In the secondary language, else what was written without one, when it differs from the primary
 * text; else empty. */
Str page_second_text(const Page *page, const Localized *text);

/* The program's words, primary and secondary; the secondary is empty when it would be the same. */
Str page_word(const Page *page, StringId id);
Str page_second_word(const Page *page, StringId id);

/* "10:25" in the venue's zone. */
Str page_time(const Page *page, Instant at);

/* "02:00", with the weekday before it when it is not on the date of the context's instant. */
Str page_day_time(const Page *page, Instant at);

/* "09:55 – 10:25"; with weekdays where it is nearly a day or more. */
Str page_span(const Page *page, Instant start, Instant end);

/* "韩伟东 / 刘将" */
Str page_speakers(const Page *page, const Session *session);

/* As many of the names as fit in `width` in one line, and how many more there are: "韩伟东 +1". */
Str page_speakers_within(const Page *page, const Session *session, const TextStyle *style,
                         float width);

/* The rooms' names, joined; empty for a session that is everywhere. */
Str page_rooms(const Page *page, const size_t *rooms, size_t count);

/* `text` to be put between others: it keeps its own direction, and they theirs. */
Str page_isolate(const Page *page, Str text);

/* Two texts with " · " between them, each isolated, or the one that is not empty. */
Str page_join(const Page *page, Str a, Str b);

/* "https://github.com/kata" without what nobody types. */
Str page_url_shown(Str url);

/* The path of a picture of the schedule's, or the empty Str when there is none that can be drawn:
 * then the name is. */
Str page_picture(const Page *page, Str path);

/* What stands for the event: its logo, else the theme's mark, else nothing (an empty path). */
ThemePicture page_sign(const Page *page);

/* A tile with the logo of a partner or a project in it; `height` is the tile's. */
Box *page_logo_tile(const Page *page, Layout *layout, Box *parent, Str path, BoxStyle style,
                    float height);

/* The event's logo on the page, by FIT_SIGN, _LEFT or _RIGHT. */
Box *page_logo(const Page *page, Layout *layout, Box *parent, ThemePicture logo, ImageFit fit,
               BoxStyle style);

/* ---- looks ---------------------------------------------------------------------------------- */

float px(const Page *page, float units);
Color page_color(const Page *page, ColorRole role);

/* A look in the primary (index 0) or secondary (1) language. */
TextLook page_look(const Page *page, TypeRole role, FontWeight weight, ColorRole color,
                   size_t language);

/* ---- the design's measures ----------------------------------------------------------------------
 */

/* Pixels of the design's picture (Metrics.canvas) in whole pixels of the screen. */
float dp(const Page *page, float pixels);

/* A look of that size in the design's picture, in one line, that does not shrink. */
TextLook page_type(const Page *page, float size, FontWeight weight, ColorRole color,
                   size_t language);

/* It may, down to this size. */
void look_may_shrink(const Page *page, TextLook *look, float size);

/* Whole, in the look's lines, within `width` pixels? */
bool page_fits(const Page *page, Str text, const TextLook *look, float width);

/* Pixels that it takes in one line. */
float page_width(const Page *page, Str text, const TextLook *look);

/* `text`, or as many of its words as fit in the look's lines, with an ellipsis. */
Str page_first_words(const Page *page, Str text, const TextLook *look, float width);

/* Of the session's track; without one the accent. For areas, never for texts. */
Color page_track_color(const Page *page, const Session *session);
Color page_track_color_or(const Page *page, const Session *session, ColorRole otherwise);

/* A colour of somebody's, for an area: as it is, unless it can hardly be told from the ground. */
Color page_area_color(const Page *page, uint32_t rgb);

/* The second language stands beside the first. */
bool page_has_second(const Page *page);

/* "←": the way to that room from this screen, empty where nobody said. */
Str page_arrow(const Page *page, size_t room);

/* "← 2nd floor": `words` behind it; one of them, where there is no other. */
Str page_way(const Page *page, size_t room, Str words);

/* ---- people -----------------------------------------------------------------------------------
 */

/* What a name is told by in a small space: the first letters of its first and last word in capitals
 * ("IS"), or in scripts that have no such habit its first character. In `arena`. */
Str person_initials(Arena *arena, Str name, Str language);

/* The photo, or a disc with initials. `side` is pixels. */
void page_portrait(const Page *page, Layout *layout, Box *parent, const Speaker *speaker,
                   float side);

/* Those of the session's first `most` speakers, side by side. */
Box *page_portraits(const Page *page, Layout *layout, Box *parent, const Session *session,
                    size_t most, float side, float gap);

/* Name and affiliation, in design sizes, within `width` pixels. */
void page_person(const Page *page, Layout *layout, Box *parent, const Speaker *speaker, float size,
                 float small, float width);

/* ---- pieces --------------------------------------------------------------------------------- */

/* The ground: the glow of the event's colour, its picture under a veil, and the frieze at the foot.
 */
void page_background(Page *page);

/* Whose event it is, at a door which room, and the clock; takes its height off page->body. Not on
 * strips, where the views have the clock at their end. */
void page_header(Page *page);

/* A clock as a box: for strips. */
Box *page_clock(const Page *page, Layout *layout, Box *parent);

/* On strips: the clock at the end, which takes its width off page->body; elsewhere nothing. For
 * views that have nothing of their own there. */
void page_strip_clock(Page *page);

/* A dot, the word, and the word in the second language in small capitals' manner. */
Box *page_chip(const Page *page, Layout *layout, Box *parent, StringId word, ColorRole color);

/* The same for words that are not the program's. */
Box *page_chip_text(const Page *page, Layout *layout, Box *parent, Str word, Str second,
                    ColorRole color);

/* A filled badge: "Cancelled", "Moved to Room 2". NULL (nothing) for a confirmed session that is
 * where it was planned. `room` is the door that is looked at, or SCHEDULE_NONE. */
Box *page_badge(const Page *page, Layout *layout, Box *parent, const Session *session, size_t room);

/* The sign of a session that must not be recorded, in `width` pixels; nothing for others. */
void page_unrecorded(const Page *page, Layout *layout, Box *parent, const Session *session,
                     float width);

/* The same as large as what stands in a list's lines, and the pixels that it wants, 0 for nothing.
 */
void page_unrecorded_small(const Page *page, Layout *layout, Box *parent, const Session *session);
float page_unrecorded_width(const Page *page, const Session *session);

/* Its track, the language that is spoken, the door's seats, as many of them as fit in `width`
 * pixels, in that order: one line that gives way first. Nothing on strips. */
void page_facts(const Page *page, Layout *layout, Box *parent, const Session *session, float width);

/* What the session's code leads to, and its words. Empty: nowhere. */
Str page_code_of(const Session *session, StringId *words);

/* The code that leads to its page, at the foot of the column of what comes next; it gives way
 * first. Nothing where that column stands under another one, and on strips. */
void page_code(const Page *page, Layout *layout, Box *parent, const Session *session);
float page_code_width(const Page *page, const Session *session); /* pixels; 0: it has none */

/* Thin line over the whole width. */
Box *page_line(const Page *page, Layout *layout, Box *parent, float thickness);

/* "2 / 5", with a dash for each of at most `dashes` pages, the running one lit; nothing for a
 * single page. */
Box *page_dots(const Page *page, Layout *layout, Box *parent, size_t index, size_t count,
               size_t dashes, ColorRole color);

/* A bar that is filled to `share` (0 to 1). */
Box *page_bar(const Page *page, Layout *layout, Box *parent, float share, float thickness,
              ColorRole color);

/* What is put into the box from now on is said of `session`: it stands there as `role`, at the door
 * or in the row of `room` (SCHEDULE_NONE: of all). */
void page_tag(const Page *page, Box *box, const Session *session, SceneRole role, size_t room);

/* Draws the tree in `bounds`. */
void page_draw(Page *page, Layout *layout, Rect bounds);

Layout page_layout(const Page *page);

/* True when the primary language is written from right to left: the page runs from the right. */
bool page_is_mirrored(const Page *page);

/* Portrait and square: what stands side by side elsewhere stands one under the other. */
bool page_is_tall(const Page *page);

/* "还剩 12 分钟" until `session` ends, or "至 周日 02:00" when that is more than 90 minutes; in the
 * language of that index. */
Str page_minutes_left(const Page *page, const Session *session, size_t language);

/* The next full minute after the context's instant. */
Instant page_next_minute(const Page *page);

/* Which of `pages` is shown: the slide's; under a notice, which leaves less room and so makes more
 * pages than the cycle has planned, they turn within the slide. */
size_t page_index(Page *page, size_t pages);

/* How long each of them stays then, where the slide is long enough. */
#define NOTICE_STEP (6 * MILLIS_SECOND)

/* The picture can differ from `at` on; nothing when that is past. */
void page_changes_at(const Page *page, Instant at);

/* What a session's badge says; empty for none. `*color` (may be NULL) is its ground. */
Str page_badge_text(const Page *page, const Session *session, size_t room, ColorRole *color);

/* ---- the views ------------------------------------------------------------------------------ */

void view_now_door(Page *page);
void door_dress(Page *page);                       /* page.moved, and the look that it has */
void door_header(Page *page);                      /* in place of page_header, at a room's door */
void door_bar(Page *page, const Session *session); /* its track's, with a mark for the time */
void door_strip(Page *page, const Session *session, const NowNext *lists);
void view_now_foyer(Page *page);
void view_state(Page *page); /* every moment at which nothing runs */
void view_hello(Page *page); /* no schedule yet: context->hello */
void view_grid(Page *page);  /* of all rooms, at a door too */
void view_agenda(Page *page);
void view_spotlight(Page *page);
void view_partners(Page *page);
void view_speakers(Page *page); /* who speaks next */
void view_timer(Page *page);    /* for whoever is on stage */

/* The same over a picture: is there anything to show, and its panel. `*next_change` is lowered. */
bool timer_is_shown(const Page *page, Instant *next_change);
Box *timer_panel(Page *page, Layout *layout, Box *parent, Color ground);
void view_slides(Page *page);                          /* the house's own pages */
void view_feed(Page *page, const SlideContent *slide); /* one of them that is of a feed */
void slides_header(Page *page);                        /* a picture fills the screen and has none */
void view_emergency(Page *page, const Notice *notice);

/* The look of a page that says that something was moved: all of it the colour of changes. */
const Theme *gone_theme(Arena *arena, const Theme *theme);

/* What was to be at this door and is not, with what `lists` has to come. */
void view_gone(Page *page, const Session *session, const NowNext *lists);

/* True when it was moved to a room that is not this one. */
bool page_is_elsewhere(const Session *session, size_t room);

/* How many sessions take place in the room at once on the conference day at most, and how many of
 * those that do not are told of at once; or both together. */
size_t page_most_at_once(const Page *page, size_t room, bool counts_now, bool counts_gone);

size_t foyer_page_count(Page *page);

/* Which rooms stand on a page of the foyer's now and next (from 0) while no notice takes from its
 * height; `rooms` has a place for each of the schedule's. 0: at that instant it shows no rooms.
 * `*turn`: of what is at once in a room it shows the one of that number, or begins again. */
size_t foyer_rooms(Page *page, size_t index, size_t *rooms, size_t *turn);
size_t door_page_count(Page *page);
size_t grid_page_count(Page *page);
size_t agenda_page_count(Page *page);
size_t partners_page_count(Page *page);

/* Which partners stand on that page of the wall: they follow each other. */
void partners_on_page(Page *page, size_t index, size_t *first, size_t *count);

/* What the views' rows say beside drawing and counting (views.c): see view_sights, view_wishes and
 * view_label. `arena` is for what is thrown away. */
typedef struct {
    size_t *rooms;
    size_t count, turn;
} RoomsOfPage;

struct ViewDay {
    Arena *arena;                  /* borrowed */
    size_t pages[VIEW_KIND_COUNT]; /* 0: not asked for yet */
    RoomsOfPage *foyer;            /* by page of now and next; NULL: not asked for yet */
};

uint64_t now_next_look(Arena *arena, ViewDay *day, const ViewContext *context, const Slide *slide);
Str now_next_label(Arena *arena, const Schedule *schedule, const ViewShown *shown);
size_t spotlight_wishes(const Page *page, const Localized **wishes);
Str spotlight_label(Arena *arena, const Schedule *schedule, const ViewShown *shown);
Str slides_label(Arena *arena, const Schedule *schedule, const ViewShown *shown);
Str partners_label(Arena *arena, const Schedule *schedule, const ViewShown *shown);

/* The sessions to come, as a column in `width` pixels: time, title; the first in the colour of
 * "next", and told of as `role`. As many of `count` as fit are shown. */
void next_list(const Page *page, Layout *layout, Box *parent, const size_t *sessions, size_t count,
               SceneRole role, float width);

/* The same of one session, whose time stands in `head`, the line that is there already. */
void next_line(const Page *page, Layout *layout, Box *parent, Box *head, const Session *session,
               float width);

/* The day as a ribbon of blocks with the hours under it, at the foot of the body, whose height it
 * takes off; nothing on screens and days that have none. */
void page_ribbon(Page *page);
float page_ribbon_height(const Page *page); /* of the body, with the room above it; 0: none */

/* One session to come at the foot of a page, large, under a rule over the whole width: its time,
 * its title, and who. */
void next_large(const Page *page, Layout *layout, Box *parent, const Session *session);

/* Of a notice's ground, and of the text on it. */
void notice_colors(NoticeLevel level, ColorRole *fill, ColorRole *text);

/* A banner over the page's foot, or over the one that is there; takes its height off page->body. */
void notice_banner(Page *page, const Notice *notice);

/* A code that leads to `url`, on a white card of `side` pixels that leaves `pad` free around it. */
void page_code_card(Layout *layout, Box *parent, Str url, float side, float radius, float pad);
