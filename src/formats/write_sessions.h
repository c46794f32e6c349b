/* write_sessions.h: the days of a Schedule as YAML. Inner header of write_native.c. */
#pragma once

#include "formats/yaml_out.h"

void write_days(YamlOut *out, const Schedule *schedule, bool with_abstracts);

/* "main", or "[main, r2]"; "[]" for none. */
void write_rooms_of(YamlOut *out, const Schedule *schedule, const size_t *rooms, size_t count);
