/* fetch_request.h: one question to a server, and what became of it.
 *
 * Inner header of fetch.c and collect.c. Runs in their threads; every failure becomes a sentence
 * for staff. */
#pragma once

#include <stdatomic.h>

#include "live/curl_library.h"
#include "live/fetch.h"

enum { FETCH_SIZE_MAX = 16 * 1024 * 1024, FETCH_VALIDATOR_MAX = 512 };

typedef enum { FETCH_ANSWER_BYTES, FETCH_ANSWER_UNCHANGED, FETCH_ANSWER_FAILED } FetchAnswerKind;

typedef struct {
    FetchAnswerKind kind;
    char *bytes; /* owned */
    size_t len, capacity;
    char etag[FETCH_VALIDATOR_MAX];     /* as sent; empty: none */
    char modified[FETCH_VALIDATOR_MAX]; /* Last-Modified */
    long status;
    long retry_after_s;
    bool is_bounded; /* the server said, or shows, where the body ends */
    char error[512];
} FetchAnswer;

typedef struct {
    const CurlLibrary *curl;
    CURLM *multi;                    /* borrowed; waking it makes it look at is_stopping */
    const _Atomic bool *is_stopping; /* gives up at once */
    const FetchSettings *settings;   /* complete: no zeros */
    const char *etag, *modified;     /* what we have; empty: nothing */
    const char *what;                /* is asked for, in a sentence: "schedule" */
    bool stays_at_server;            /* no redirect leads elsewhere */
} FetchRequest;

FetchAnswer fetch_request(const FetchRequest *request);
void fetch_answer_free(FetchAnswer *answer); /* its bytes */

/* Sets what does not fit to nothing: the server is then asked for the whole. */
void fetch_answer_validators(FetchAnswer *answer, Str etag, Str modified);
