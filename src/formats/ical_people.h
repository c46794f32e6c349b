/* ical_people.h: who speaks, in a calendar. Inner header of formats/.
 *
 * iCalendar has no speakers. Programs write them as attendees or as the organiser; people invite
 * guests by the same properties, and nobody wants those on a screen. */
#pragma once

#include <libical/ical.h>

#include "formats/gather.h"

typedef struct {
    bool has_attendees;  /* some event's attendees are speakers */
    bool has_organizers; /* the organisers are: there are none of the former, and not one for all */
} IcalPeople;

/* What the calendar's people are. */
IcalPeople ical_people(Arena *scratch, icalcomponent *calendar);

/* The event's speakers, in the gather's arena. */
const Speaker *ical_speakers(const IcalPeople *people, Gather *gather, icalcomponent *event,
                             Position at, size_t *count);
