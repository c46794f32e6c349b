/* proof.h: when what is shown has stood for a minute it is kept, for a start after crashes
 * (care.h). */
#pragma once

#include "station/proven.h"
#include "station/wake.h"

typedef struct Proof Proof;

#define PROOF_AFTER MILLIS_MINUTE

typedef struct {
    const char *path;            /* borrowed; of proven_path */
    const SourceSettings *asked; /* borrowed */
    Millis after;                /* PROOF_AFTER */
    void *context;
    /* What is shown now, in `arena`. False: nothing that could be gone back to. */
    bool (*shown)(void *context, Arena *arena, Proven *out);
} ProofSettings;

/* NULL, after a line in the log, when the system refuses. */
Proof *proof_open(const ProofSettings *settings, Wake *wake);
void proof_close(Proof *proof); /* waits for the disk; accepts NULL, as does the other one */

/* Something else may be shown now. Costs no wake-up but the one after a minute. */
void proof_look(Proof *proof);
