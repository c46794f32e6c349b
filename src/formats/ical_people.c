#include "formats/ical_people.h"

#include <string.h>

enum { SPEAKERS_MAX = 200 };

/* The name that stands with an address: no address itself. */
static Str name_of(icalproperty *property) {
    icalparameter *parameter = icalproperty_get_first_parameter(property, ICAL_CN_PARAMETER);
    Str name = str_trim(str_from(parameter ? icalparameter_get_cn(parameter) : NULL));
    bool is_address = str_find(name, "@") != SIZE_MAX && str_find(name, " ") == SIZE_MAX;
    return is_address || !str_is_utf8(name) ? (Str){0} : name;
}

static bool has_word(Str text, const char *word) {
    size_t len = strlen(word);
    for (size_t i = 0; i + len <= text.len; i++)
        if (str_equal_nocase(str_slice(text, i, len), str_from(word)))
            return true;
    return false;
}

static bool is_invited(icalproperty *attendee) {
    return icalproperty_get_first_parameter(attendee, ICAL_PARTSTAT_PARAMETER) ||
           icalproperty_get_first_parameter(attendee, ICAL_RSVP_PARAMETER);
}

/* The chair of an event, whoever has a role of that name, and those whom a program lists by
 * ATTENDEE alone: an invitation would have an organiser, and an answer to wait for. */
static bool is_speaker(icalproperty *attendee, bool has_organizer) {
    icalparameter *role = icalproperty_get_first_parameter(attendee, ICAL_ROLE_PARAMETER);
    if (!role)
        return false;
    icalparameter_role kind = icalparameter_get_role(role);
    const char *word = icalparameter_get_xvalue(role);
    if (kind == ICAL_ROLE_CHAIR)
        return true;
    if (word && (has_word(str_from(word), "speaker") || has_word(str_from(word), "presenter")))
        return true;
    return kind == ICAL_ROLE_REQPARTICIPANT && !has_organizer && !is_invited(attendee);
}

static bool has_organizer(icalcomponent *event) {
    return icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY) != NULL;
}

static icalproperty *first_speaker(icalcomponent *event) {
    bool is_meeting = has_organizer(event);
    icalproperty *p = icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY);
    while (p && !(is_speaker(p, is_meeting) && name_of(p).len))
        p = icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY);
    return p;
}

IcalPeople ical_people(Arena *scratch, icalcomponent *calendar) {
    IcalPeople people = {0};
    size_t events = 0;
    Str first = {0};
    bool are_several = false;
    for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
         event; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        people.has_attendees = people.has_attendees || first_speaker(event);
        icalproperty *organizer = icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY);
        Str name = organizer ? name_of(organizer) : (Str){0};
        if (name.len == 0)
            continue;
        events++;
        are_several = are_several || (first.len && !str_equal(first, name));
        if (first.len == 0)
            first = str_copy(scratch, name);
    }
    people.has_organizers = !people.has_attendees && (are_several || events == 1);
    return people;
}

const Speaker *ical_speakers(const IcalPeople *people, Gather *gather, icalcomponent *event,
                             Position at, size_t *count) {
    *count = 0;
    if (!people->has_attendees && !people->has_organizers)
        return NULL;
    bool is_meeting = has_organizer(event);
    icalproperty_kind kind =
        people->has_attendees ? ICAL_ATTENDEE_PROPERTY : ICAL_ORGANIZER_PROPERTY;
    Speaker *speakers = NULL;
    size_t capacity = 0;
    for (icalproperty *p = icalcomponent_get_first_property(event, kind);
         p && *count < SPEAKERS_MAX; p = icalcomponent_get_next_property(event, kind)) {
        if (people->has_attendees && !is_speaker(p, is_meeting))
            continue;
        Localized name = gather_line(gather, name_of(p), at);
        if (name.count)
            *(Speaker *)arena_push(gather->draft.arena, &speakers, count, &capacity,
                                   sizeof(Speaker), _Alignof(Speaker)) = (Speaker){.name = name};
    }
    return speakers;
}
