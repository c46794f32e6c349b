/* commands.h: one function for each command; each returns the program's exit code. */
#pragma once

#include "cli/options.h"

int cli_main(int argc, char *const *argv);

int command_run(const Options *options);
int command_snapshot(const Options *options);
int command_check(const Options *options);
int command_fonts(const Options *options);
int command_live(const Options *options);
int command_overlay(const Options *options);
int command_rehearse(const Options *options);
int command_import(const Options *options);
int command_operator(const Options *options);
int command_stream_hub(const Options *options);
int command_played(const Options *options);

/* Prints the program's version and the libraries'. */
void version_print(FILE *to);

/* Which schedule the options mean. */
SourceSettings options_source(const Options *options, const Resources *resources, Arena *arena);

/* What the plan of the venue says of this screen (screen_plan.h), where the command line says
 * nothing else. */
typedef struct {
    DisplayOptions displays;
    const char *name, *groups; /* NULL: not said */
} OwnScreen;

/* Makes `source` follow the plan, and tells what has to be known before it is read. Texts are in
 * `arena`. */
OwnScreen options_screen(const Options *options, SourceSettings *source, Arena *arena);

/* The file that remembers which pictures were given up, in `arena`; NULL for a rehearsal, which
 * keeps nothing. */
const char *options_given_up(const Options *options, Arena *arena);

/* How the operator's page is served; false: it is not. Texts are in `arena`. */
bool operator_options(const Options *options, const Resources *resources, Arena *arena,
                      OperatorSettings *out);

/* What the stream gets by the options. False with a line in *problem. Texts are in `arena`. */
bool options_overlay(const Options *options, const Resources *resources, Arena *arena,
                     OverlaySettings *out, Str *problem);

/* --print: what another program has to be told, on standard output. */
int overlay_print_recipe(const Options *options, const OverlaySettings *settings, Arena *arena);
