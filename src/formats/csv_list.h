/* csv_list.h: several things in one cell of a table. */
#pragma once

#include "base/str.h"

enum { CSV_PARTS_MAX = 60 };

/* The rooms, or affiliations, that stand between semicolons and lines; the parts point into the
 * text. Returns how many; further ones are left out. */
size_t csv_list_split(Str text, Str parts[CSV_PARTS_MAX]);

/* The people: commas and "and" separate them, too. What may be part of a name ("Ortega y Gasset",
 * "Nuno e Silva", 李和平) only does where two whole names are seen. */
size_t csv_list_people(Str text, Str parts[CSV_PARTS_MAX]);
