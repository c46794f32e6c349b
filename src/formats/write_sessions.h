/* write_sessions.h: the days of a Schedule as YAML. Inner header of write_native.c. */
#pragma once

#include "formats/yaml_out.h"

void write_days(YamlOut *out, const Schedule *schedule, bool with_abstracts);

/* In the flow: a name, "Name (Affiliation)", or a map. */
void write_speaker(YamlOut *out, const Speaker *speaker, bool with_biography);

/* "main", or "[main, r2]"; "[]" for none. */
void write_rooms_of(YamlOut *out, const Schedule *schedule, const size_t *rooms, size_t count);
