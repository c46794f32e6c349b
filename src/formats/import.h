/* import.h: files of other programs to a Schedule. Inner header of formats/. */
#pragma once

#include "formats/detect.h"
#include "formats/formats.h"

/* Reads a file of that kind, which is not FORMAT_NATIVE. */
Schedule *import_read(FormatKind kind, const FormatInput *input, Diagnostics *diagnostics);
