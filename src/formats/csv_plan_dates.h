/* csv_plan_dates.h: in which order a table writes dates, and of which year and days it is. Part of
 * csv_plan.h. */
#pragma once

#include "formats/csv_plan.h"

/* Fills in what the plan says of dates; its columns are known already. `year` is what the person
 * says (0: nothing). */
void csv_plan_settle_dates(CsvPlan *plan, int32_t year);
