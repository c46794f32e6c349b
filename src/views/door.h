/* door.h: the pieces of the page at a room's door, and how they give way. Private to src/views. */
#pragma once

#include "base/case.h"
#include "views/page.h"

/* What of a session is shown, and how large, in pixels of the design. */
typedef struct {
    float title;
    float portrait; /* 0: names alone */
    bool has_abstract, has_tag;
    bool has_second; /* the title in the other language, and the note */
    bool is_last;    /* nothing else is left: texts shrink */
} DoorPlan;

/* A dot, the word and the second language's. Returns its pixels. */
float door_chip(const Page *page, Layout *layout, Box *row, StringId id, ColorRole color);
float door_chip_width(const Page *page, StringId id);

/* The word in both languages, where the screen has two. */
Str door_both_words(const Page *page, StringId id);

/* What has changed, `size` large on a plate of the colour of changes, at most `width` pixels. */
Box *door_plate(const Page *page, Layout *layout, Box *parent, Str words, Position at, float size,
                float width);

/* The chip, the times, and what is left of them; or what has changed. */
void door_when(const Page *page, Layout *layout, Box *parent, const Session *session, float width);

TextLook door_title_look(const Page *page, float size);
void door_title(const Page *page, Layout *layout, Box *parent, const Session *session,
                const DoorPlan *plan, float width);

/* The sign for no cameras, track, language, seats, the note. */
void door_facts(const Page *page, Layout *layout, Box *parent, const Session *session,
                const DoorPlan *plan, float width);

/* Two lines of it. */
void door_abstract(const Page *page, Layout *layout, Box *parent, const Localized *abstract,
                   float width);

/* What comes next in one line where that is `width` pixels, else in two or three; and how wide that
 * line wants to be. */
void next_in_a_line(const Page *page, Layout *layout, Box *parent, const Session *next,
                    float width);
float next_line_width(const Page *page, const Session *next);

/* What a bar has within its margins; and its ends: the room; the clock, with what is `next` (NULL:
 * nothing). */
Rect door_strip_body(const Page *page);
void door_strip_room(const Page *page, Layout *layout, Box *column, float width);
void door_strip_next(const Page *page, Layout *layout, Box *column, const Session *next,
                     float width);

/* The pages of door_state.c. `now` may be NULL: nothing runs. */
void door_full(Page *page, RoomState state, const Session *now, const NowNext *lists);

/* The next session begins later than planned or comes from another room: from half an hour before
 * on. */
bool door_is_changed(const Page *page, const NowNext *lists);
void door_changed(Page *page, const NowNext *lists);

/* Nothing runs here, and nothing begins within half an hour. */
bool door_is_unused(const Page *page, const NowNext *lists);
void door_unused(Page *page, const NowNext *lists);

void door_segments(const Page *page, Layout *layout, Box *parent, const Session *session,
                   float width);

/* Portraits with the names beside them and the abstract or the parts below those. */
void door_people(const Page *page, Layout *layout, Box *parent, const Session *session,
                 const DoorPlan *plan, float width);

/* Portraits with the names under them. */
void door_gallery(const Page *page, Layout *layout, Box *parent, const Session *session,
                  const DoorPlan *plan, float width);
