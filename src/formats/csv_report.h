/* csv_report.h: what is said about a table as a whole, before its rows are read. */
#pragma once

#include "formats/csv_plan.h"
#include "formats/gather.h"

/* The table lacks what every session needs: what was found, what is missing, and what it may be
 * called. */
void csv_report_missing(Gather *gather, const CsvPlan *plan);

/* It lies on its side. */
void csv_report_turned(Gather *gather, const CsvPlan *plan);

/* What was found out by more than the header's words, and what is not read. */
void csv_report_plan(Gather *gather, const CsvPlan *plan);
