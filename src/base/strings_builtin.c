/* strings_builtin.c: the English words that are there when no file is. The same as
 * assets/strings/en.yaml, which tests/base/test_strings.c checks. */
#include "base/strings_table.h"

#define STR(text)                                                                                  \
    { .s = (text), .len = sizeof(text) - 1 }
#define WORD(text)                                                                                 \
    { [PLURAL_OTHER] = STR(text) }
#define COUNTED(one, other)                                                                        \
    { [PLURAL_ONE] = STR(one), [PLURAL_OTHER] = STR(other) }

static const Strings ENGLISH = {
    .language = STR("en"),
    .texts =
        {
            [STRING_NOW] = WORD("Now"),
            [STRING_NEXT] = WORD("Next"),
            [STRING_THEN] = WORD("Then"),
            [STRING_BREAK] = WORD("Break"),
            [STRING_SPOTLIGHT] = WORD("Spotlight"),
            [STRING_PARTNERS] = WORD("Partners"),
            [STRING_AGENDA] = WORD("Agenda"),
            [STRING_STARTS_SOON] = WORD("Starts soon"),
            [STRING_FINISHING] = WORD("Finishing"),
            [STRING_STARTS_IN] = WORD("Starts in"),
            [STRING_DOORS] = WORD("Starts at {time}"),
            [STRING_NEXT_AT] = WORD("Next at {time}"),
            [STRING_BACK_AT] = WORD("Back at {time}"),
            [STRING_STARTING_NOW] = WORD("Starting now"),
            [STRING_MINUTES_LEFT] = COUNTED("{n} min left", "{n} min left"),
            [STRING_IN_MINUTES] = COUNTED("in {n} min", "in {n} min"),
            [STRING_CANCELLED] = WORD("Cancelled"),
            [STRING_MOVED] = WORD("Moved"),
            [STRING_MOVED_TO] = WORD("Moved to {room}"),
            [STRING_MOVED_FROM] = WORD("Moved here from {room}"),
            [STRING_NEW_TIME] = WORD("New time: {time}"),
            [STRING_DELAYED] = WORD("Delayed"),
            [STRING_NOT_RECORDED] = WORD("Not recorded"),
            [STRING_THANKS] = WORD("Thank you"),
            [STRING_SEE_YOU] = WORD("See you on {date}"),
            [STRING_GOODBYE] = WORD("See you next time"),
            [STRING_NO_SESSIONS] = WORD("No sessions today"),
            [STRING_NEXT_DAY] = WORD("Next: {date}"),
            [STRING_NO_SCHEDULE] = WORD("Welcome"),
            [STRING_HELLO] = WORD("This screen has no schedule yet"),
            [STRING_HELLO_NAME] = WORD("Name of this screen"),
            [STRING_HELLO_CODE] = WORD("Short code"),
            [STRING_HELLO_SCAN] = WORD("Scan to set it up"),
            [STRING_HELLO_CLOCK] = WORD("Clock in step, {ms} ms"),
            [STRING_HELLO_CLOCK_ALONE] = WORD("Nothing sets the clock"),
            [STRING_HELLO_NO_NETWORK] = WORD("No network"),
            [STRING_IN_THIS_TALK] = WORD("Today’s talk"),
            [STRING_ALL_ROOMS] = WORD("All rooms"),
            [STRING_FREE] = WORD("Free"),
            [STRING_FREE_UNTIL] = WORD("Free until {time}"),
            [STRING_UNTIL] = WORD("until {time}"),
            [STRING_ALL_DAY] = WORD("All day"),
            [STRING_SEATS] = COUNTED("{n} seat", "{n} seats"),
            [STRING_SEATS_FREE] = COUNTED("{n} seat free", "{n} seats free"),
            [STRING_WATCH_IN] = WORD("Watch it in {room}"),
            [STRING_MORE] = WORD("More about this session"),
            [STRING_FEEDBACK] = WORD("Say how it was"),
            [STRING_NETWORK] = WORD("Network"),
            [STRING_PASSWORD] = WORD("Password"),
            [STRING_JOIN] = WORD("Scan to join"),
            [STRING_FULL] = WORD("Full"),
            [STRING_CLOSED] = WORD("Closed"),
            [STRING_LATE] = COUNTED("{n} min late", "{n} min late"),
            [STRING_STARTS_AT] = WORD("Starts {time}"),
            [STRING_OVER_TIME] = WORD("Over time"),
            [STRING_ON_STAGE] = WORD("With"),
            [STRING_NOTICE] = WORD("Notice"),
            [STRING_EMERGENCY] = WORD("Emergency"),
            [STRING_ANNOUNCED] = WORD("Announced {time}"),
            [STRING_TEST] = WORD("This is a test"),
            [STRING_PAGE] = WORD("{n} / {total}"),
            [STRING_TIER_PLATINUM] = WORD("Platinum"),
            [STRING_TIER_GOLD] = WORD("Gold"),
            [STRING_TIER_SILVER] = WORD("Silver"),
            [STRING_TIER_BRONZE] = WORD("Bronze"),
            [STRING_TIER_FOUNDING] = WORD("Founding"),
            [STRING_TIER_COMMUNITY] = WORD("Community"),
            [STRING_TIER_MEDIA] = WORD("Media"),
        },
    .formats =
        {
            [FORMAT_DATE] = STR("{weekday} {day} {month_name}"),
            [FORMAT_TIME_12] = STR("{hour}:{minute} {half}"),
        },
    .plural_of = {[1] = PLURAL_ONE},
    .weekdays = {STR("Sunday"), STR("Monday"), STR("Tuesday"), STR("Wednesday"), STR("Thursday"),
                 STR("Friday"), STR("Saturday")},
    .weekdays_short = {STR("Sun"), STR("Mon"), STR("Tue"), STR("Wed"), STR("Thu"), STR("Fri"),
                       STR("Sat")},
    .months = {STR("January"), STR("February"), STR("March"), STR("April"), STR("May"), STR("June"),
               STR("July"), STR("August"), STR("September"), STR("October"), STR("November"),
               STR("December")},
    .half_days = {STR("AM"), STR("PM")},
};

const Strings *strings_builtin(void) {
    return &ENGLISH;
}
