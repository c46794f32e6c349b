#include "formats/frab_person.h"

#include <string.h>

/* Of several dialects. */
static const struct {
    const char *name;
    PersonText text;
} NAMES[] = {
    {"public_name", PERSON_PUBLIC},
    {"full_public_name", PERSON_FULL_PUBLIC},
    {"display_name", PERSON_DISPLAY},
    {"name", PERSON_NAME},
    {"full_name", PERSON_FULL},
    {"fullname", PERSON_FULL},
    {"first_name", PERSON_FIRST},
    {"firstname", PERSON_FIRST},
    {"given_name", PERSON_FIRST},
    {"forename", PERSON_FIRST},
    {"last_name", PERSON_LAST},
    {"lastname", PERSON_LAST},
    {"family_name", PERSON_LAST},
    {"surname", PERSON_LAST},
    {"nickname", PERSON_NICK},
    {"nick", PERSON_NICK},
    {"biography", PERSON_BIOGRAPHY},
    {"affiliation", PERSON_AFFILIATION},
    {"company", PERSON_AFFILIATION},
    {"organisation", PERSON_AFFILIATION},
    {"organization", PERSON_AFFILIATION},
};

PersonText frab_person_text(const char *name) {
    for (size_t i = 0; i < countof(NAMES); i++)
        if (NAMES[i].name[0] == name[0] && strcmp(name, NAMES[i].name) == 0)
            return NAMES[i].text;
    return PERSON_TEXT_COUNT;
}

bool frab_person_is_mark_up(const char *name) {
    static const char *const TAGS[] = {"b",    "i",   "em",  "strong", "u",
                                       "span", "sup", "sub", "small"};
    for (size_t i = 0; i < countof(TAGS); i++)
        if (strcmp(name, TAGS[i]) == 0)
            return true;
    return false;
}

Str frab_person_name(Arena *arena, const Str texts[PERSON_TEXT_COUNT]) {
    static const PersonText ORDER[] = {PERSON_PUBLIC, PERSON_FULL_PUBLIC, PERSON_DISPLAY,
                                       PERSON_NAME, PERSON_FULL};
    for (size_t i = 0; i < countof(ORDER); i++)
        if (str_trim(texts[ORDER[i]]).len)
            return texts[ORDER[i]];
    Str first = str_trim(texts[PERSON_FIRST]), last = str_trim(texts[PERSON_LAST]);
    if (first.len && last.len)
        return str_printf(arena, "%.*s %.*s", str_arg(first), str_arg(last));
    Str own = str_trim(texts[PERSON_OWN]).len ? texts[PERSON_OWN] : texts[PERSON_NICK];
    return first.len ? first : last.len ? last : own;
}
