/* csv_span.h: from which day to which a title says that something lasts: "Bee Days, 15–17 May
 * 2026", "du 15 au 17 mai", 2026年5月15日～17日. A function of the text alone. */
#pragma once

#include "formats/csv_when.h"

/* Finds such words anywhere in the text. A year that stands behind the last day is that of the
 * first, too. False when there are none, or several. */
bool csv_span_find(Str text, WrittenDate *first, WrittenDate *last);

/* True when the words of the text are about when and nothing else, whether there is such a day or
 * not: "31 June". */
bool csv_span_is_about_when(Str text);
