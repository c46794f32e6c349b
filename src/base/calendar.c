/* calendar.c: civil dates to day numbers and back, and the date functions of zone.h.
 *
 * The year is taken to begin in March, so that the leap day is its last and the months before it
 * have fixed beginnings; 400 such years are one era of 146,097 days. The idea is from Howard
 * Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013). */
#include "base/calendar.h"

#include "base/zone.h"

enum { DAYS_400 = 146097, DAYS_100 = 36524, DAYS_4 = 1461, DAYS_1 = 365 };

/* 1970-01-01 lies that many days after 0000-03-01. */
enum { EPOCH = 719468 };

/* First day of the `month`-th month of a year from March (0: March): 31, 30, 31, 30, 31 repeats. */
static int64_t month_start(int64_t month) {
    return (153 * month + 2) / 5;
}

int64_t calendar_days(Date date) {
    int64_t months = (int64_t)date.month - 3;
    int64_t year = date.year + floor_div(months, 12);
    int64_t month = floor_mod(months, 12);
    int64_t in_era = floor_mod(year, 400);
    int64_t days = floor_div(year, 400) * DAYS_400 + in_era * DAYS_1 + in_era / 4 - in_era / 100;
    return days + month_start(month) + date.day - 1 - EPOCH;
}

Date calendar_date(int64_t days) {
    int64_t day = days + EPOCH;
    int64_t era = floor_div(day, DAYS_400);
    day -= era * DAYS_400; /* of the era: 0 to 146,096 */
    /* The last day of a century, of four years and of the era would begin one year more. */
    int64_t century = day / DAYS_100 - day / (DAYS_400 - 1);
    day -= century * DAYS_100;
    int64_t four = day / DAYS_4;
    day -= four * DAYS_4;
    int64_t one = day / DAYS_1 - day / (DAYS_4 - 1);
    day -= one * DAYS_1;
    int64_t month = (5 * day + 2) / 153;
    int64_t year = era * 400 + century * 100 + four * 4 + one;
    return (Date){
        .year = (int32_t)(month < 10 ? year : year + 1),
        .month = (int32_t)(month < 10 ? month + 3 : month - 9),
        .day = (int32_t)(day - month_start(month) + 1),
    };
}

int32_t calendar_weekday(int64_t days) {
    return (int32_t)floor_mod(days + 4, 7); /* 1970-01-01 was a Thursday */
}

Date date_add(Date date, int32_t days) {
    return calendar_date(calendar_days(date) + days);
}

int32_t date_diff(Date a, Date b) {
    int64_t days = calendar_days(b) - calendar_days(a);
    return (int32_t)(days > INT32_MAX ? INT32_MAX : days < INT32_MIN ? INT32_MIN : days);
}

int date_compare(Date a, Date b) {
    int64_t days = calendar_days(a) - calendar_days(b);
    return (days > 0) - (days < 0);
}

bool date_is_valid(Date date) {
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    static const int32_t LENGTHS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
    return date.day <= LENGTHS[date.month - 1] + (date.month == 2 && is_leap);
}
