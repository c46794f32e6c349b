/* frab_person.h: what frab's XML, and dialects of it, tell about a person: which elements and
 * attributes have the name, and which of several is shown. Inner header of formats/. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

typedef enum {
    PERSON_PUBLIC,      /* public_name; of the names the first that says something … */
    PERSON_FULL_PUBLIC, /* full_public_name */
    PERSON_DISPLAY,     /* display_name */
    PERSON_NAME,        /* name */
    PERSON_FULL,        /* full_name */
    PERSON_FIRST,       /* first_name, with … */
    PERSON_LAST,        /* … last_name */
    PERSON_OWN,         /* … else the element's own text */
    PERSON_NICK,        /* … else how they are called */
    PERSON_BIOGRAPHY,
    PERSON_AFFILIATION,
    PERSON_TEXT_COUNT
} PersonText;

/* Which text the element or attribute of that name has; PERSON_TEXT_COUNT: none that is read. */
PersonText frab_person_text(const char *name);

/* True for "b", "em" and the like, whose text belongs to a name. */
bool frab_person_is_mark_up(const char *name);

/* The name to be shown; made in `arena` where it is of two. */
Str frab_person_name(Arena *arena, const Str texts[PERSON_TEXT_COUNT]);
