/* gather_zone.h: whose clocks the times of another program's file are read from. Inner header of
 * formats/.
 *
 * What the person says wins over everything (FormatInput.zone). Else the file's own words, by how
 * near they are to its times: the zone that most events name; the clock times that it writes beside
 * its instants; the name of the whole calendar, unless those contradict it; the city. A file that
 * says nothing of all that is read by this computer's clock, with a warning. */
#pragma once

#include "formats/gather.h"

/* Reads the table of the zone that the file or the person names, which most probably will be the
 * one: where somebody has the time before the file is read to its end. The name may be empty. */
void gather_zone_ahead(Gather *gather, Str name);

/* Finds the zone, and says what was odd about it. Before any time becomes an instant. */
void gather_settle_zone(Gather *gather);

/* The instant of a time that says its offset. */
Instant gather_iso_instant(const IsoTime *time);

/* True when the start says another offset than the zone has then, which is given. An instant in UTC
 * does not count unless the file writes the clock time beside it: that is how some programs write
 * any zone's time. */
bool gather_disagrees(const When *when, int32_t offset_minutes);
