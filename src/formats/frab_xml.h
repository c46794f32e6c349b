/* frab_xml.h: schedule.xml of frab, Pentabarf, pretalx, FOSDEM, wafer and the CCC. */
#pragma once

#include "formats/formats.h"

/* `text` is what the source became (see charset.h). */
Schedule *frab_xml_read(const FormatInput *input, Str text, Diagnostics *diagnostics);
