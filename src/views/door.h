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
float door_chip_room(const Page *page); /* of the chip that says "now" */

/* The chip, the times, and what is left of them; or what has changed. */
void door_when(const Page *page, Layout *layout, Box *parent, const Session *session, float width);

TextLook door_title_look(const Page *page, float size);
void door_title(const Page *page, Layout *layout, Box *parent, const Session *session,
                const DoorPlan *plan);

/* The sign for no cameras, track, language, seats, the note. */
void door_facts(const Page *page, Layout *layout, Box *parent, const Session *session,
                const DoorPlan *plan, float width);

/* Two lines of it. */
void door_abstract(const Page *page, Layout *layout, Box *parent, const Localized *abstract,
                   float width);

/* The pages of door_state.c. `now` may be NULL: nothing runs. */
void door_full(Page *page, RoomState state, const Session *now, const NowNext *lists);
bool door_is_late(const Page *page,
                  const NowNext *lists); /* the next session, from half an hour on */
void door_late(Page *page, const NowNext *lists);

void door_segments(const Page *page, Layout *layout, Box *parent, const Session *session,
                   float width);

/* Portraits with the names beside them and the abstract or the parts below those. */
void door_people(const Page *page, Layout *layout, Box *parent, const Session *session,
                 const DoorPlan *plan, float width);

/* Portraits with the names under them. */
void door_gallery(const Page *page, Layout *layout, Box *parent, const Session *session,
                  const DoorPlan *plan, float width);
