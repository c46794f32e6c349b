/* web.h: a web server on the loopback for the tests, which behaves as badly as it is told. */
#pragma once

#include <stddef.h>

typedef enum {
    WEB_GOOD,          /* the body, with its ETag; 304 when it is asked with that */
    WEB_NO_VALIDATORS, /* the body, whatever it is asked with */
    WEB_DATED,         /* the body, with Last-Modified; 304 when it is asked with that */
    WEB_PACKED,        /* gzip */
    WEB_BOMB,          /* gzip that becomes far more than it is */
    WEB_STATUS,        /* that status, and a page about it */
    WEB_LATER,         /* 503 with Retry-After: 7 */
    WEB_EMPTY,
    WEB_HTML,      /* 200 with a page for people */
    WEB_SILENT,    /* takes the question and says nothing */
    WEB_STALLED,   /* stops in the middle of the body */
    WEB_CUT,       /* goes away in the middle of the body */
    WEB_CUT_CHUNK, /* in the middle of a chunk */
    WEB_NO_LENGTH, /* the body, without a word about its end */
    WEB_GONE,      /* goes away without a word */
    WEB_ENDLESS,   /* a body that does not end */
    WEB_CIRCLE,    /* redirects to itself */
    WEB_MOVED,     /* redirects once, to the body */
    WEB_TO_FILE,   /* redirects to file:///etc/passwd */
    WEB_GARBAGE,   /* is no web server */
} WebManner;

typedef struct Web Web;

Web *web_start(void);
void web_stop(Web *server);
int web_port(const Web *server);

void web_set(Web *server, WebManner manner, const char *body, int status);

/* What is at that path ("/logos/a.png") from now on, whatever the manner is, with an ETag of its
 * own; or with a status of 300 and more only that, and where it leads (`bytes`) if it is a
 * redirect. */
void web_put(Web *server, const char *path, const void *bytes, size_t len, int status);

/* Questions for that path so far. */
int web_count_of(Web *server, const char *path);

/* Questions so far, and the headers of the last one. */
int web_count(Web *server);
void web_last(Web *server, char *text, size_t size);
