/* server.h: a web server on the loopback for the tests, which behaves as badly as it is told. */
#pragma once

#include <stddef.h>

typedef enum {
    SERVER_GOOD,          /* the body, with its ETag; 304 when it is asked with that */
    SERVER_NO_VALIDATORS, /* the body, whatever it is asked with */
    SERVER_DATED,         /* the body, with Last-Modified; 304 when it is asked with that */
    SERVER_PACKED,        /* gzip */
    SERVER_BOMB,          /* gzip that becomes far more than it is */
    SERVER_STATUS,        /* that status, and a page about it */
    SERVER_LATER,         /* 503 with Retry-After: 7 */
    SERVER_EMPTY,
    SERVER_HTML,      /* 200 with a page for people */
    SERVER_SILENT,    /* takes the question and says nothing */
    SERVER_STALLED,   /* stops in the middle of the body */
    SERVER_CUT,       /* goes away in the middle of the body */
    SERVER_CUT_CHUNK, /* in the middle of a chunk */
    SERVER_GONE,      /* goes away without a word */
    SERVER_ENDLESS,   /* a body that does not end */
    SERVER_CIRCLE,    /* redirects to itself */
    SERVER_MOVED,     /* redirects once, to the good body */
    SERVER_TO_FILE,   /* redirects to file:///etc/passwd */
    SERVER_GARBAGE,   /* is no web server */
} ServerManner;

typedef struct Server Server;

Server *server_start(void);
void server_stop(Server *server);
int server_port(const Server *server);

void server_set(Server *server, ServerManner manner, const char *body, int status);

/* Questions so far, and the headers of the last one. */
int server_count(Server *server);
void server_last(Server *server, char *text, size_t size);
