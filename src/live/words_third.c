/* words_third.c: whom the stream's lower third shows, as staff say it. Part of words.h. */
#include <string.h>

#include "live/names.h"
#include "live/words.h"

static const char *const CALLS[] = {
    [THIRD_SHOW] = "show", [THIRD_HIDE] = "hide", [THIRD_NEXT] = "next", [THIRD_LIST] = "list"};
_Static_assert(countof(CALLS) == THIRD_CALL_COUNT, "a word for each call");

static bool read_show(Reading *reading, Str word) {
    LowerThird *third = &reading->out->third;
    for (third->call = 0; third->call < THIRD_CALL_COUNT; third->call++)
        if (str_equal_c(word, CALLS[third->call]))
            return true;
    return reading_fail(reading, "write: lower-third show|hide|next|list");
}

const Word WORD_SHOW = {.key = "show", .read = read_show};

/* One that the schedule has prepared: "@left". */
static bool read_prepared(Reading *reading, Str id) {
    const Schedule *schedule = reading->schedule;
    Str ids = {0};
    for (size_t i = 0; schedule && i < schedule->person_count; i++) {
        const KnownPerson *person = &schedule->people[i];
        if (str_equal_nocase(person->id, id)) {
            reading->out->third.person = person->who;
            return true;
        }
        ids = str_printf(reading->arena, "%.*s%s@%.*s", str_arg(ids), i ? ", " : "",
                         str_arg(person->id));
    }
    if (ids.len)
        return reading_fail(reading, "nobody is @%.*s; there are %.*s", str_arg(id), str_arg(ids));
    return reading_fail(
        reading, "nobody is @%.*s: the schedule has no people; write a name instead", str_arg(id));
}

static Localized one_text(Reading *reading, Str word) {
    Translation *item = arena_new(reading->arena, Translation, 1);
    *item = (Translation){.text = word};
    return (Localized){.items = item, .count = 1};
}

static bool read_who(Reading *reading, Str word) {
    LowerThird *third = &reading->out->third;
    int64_t number = 0;
    if (third->call != THIRD_SHOW)
        return reading_fail(reading, "lower-third %s stands alone", CALLS[third->call]);
    if (str_equal_c(word, "all")) {
        third->who = THIRD_STRIP;
        return true;
    }
    if (name_number(word, 999, &number)) {
        third->who = THIRD_ONE;
        third->speaker = number > 0 ? (size_t)number - 1 : 0;
        return number > 0 ? true : reading_fail(reading, "names are counted from 1");
    }
    third->who = THIRD_PERSON;
    if (str_starts(word, "@"))
        return read_prepared(reading, str_slice(word, 1, word.len));
    if (str_trim(word).len == 0)
        return reading_fail(reading, "whom? write a name, a number, @ and a word of the schedule's "
                                     "people, or all");
    third->person = (Speaker){.name = one_text(reading, str_trim(word))};
    return true;
}

const Word WORD_WHO = {.key = "who", .read = read_who};

static bool read_line(Reading *reading, Str word) {
    LowerThird *third = &reading->out->third;
    if (third->who != THIRD_PERSON)
        return reading_fail(reading, "a second line is for a name that you write");
    third->person.affiliation = one_text(reading, str_trim(word));
    return true;
}

const Word WORD_LINE = {.key = "below", .read = read_line};
