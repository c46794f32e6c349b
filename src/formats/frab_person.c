#include "formats/frab_person.h"

#include <string.h>

PersonText frab_person_text(const char *name) {
    static const char *const NAMES[PERSON_TEXT_COUNT] = {
        [PERSON_PUBLIC] = "public_name",     [PERSON_FULL_PUBLIC] = "full_public_name",
        [PERSON_DISPLAY] = "display_name",   [PERSON_NAME] = "name",
        [PERSON_FULL] = "full_name",         [PERSON_FIRST] = "first_name",
        [PERSON_LAST] = "last_name",         [PERSON_BIOGRAPHY] = "biography",
        [PERSON_AFFILIATION] = "affiliation"};
    for (size_t i = 0; i < countof(NAMES); i++)
        if (NAMES[i] && strcmp(name, NAMES[i]) == 0)
            return (PersonText)i;
    return PERSON_TEXT_COUNT;
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
    return first.len ? first : last.len ? last : texts[PERSON_OWN];
}
