/* tls.h: a server that encrypts, for tests: the files of a folder, with a certificate of its own
 * making, key.pem and certificate.pem in that folder. */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

/* Makes the certificate, for 127.0.0.1; false when there is no openssl. */
bool tls_make_certificate(const char *folder);

/* Another certificate for the same key, good between two dates (YYYYMMDDHHMMSSZ). */
bool tls_date_certificate(const char *folder, const char *from, const char *until);

/* A server on 127.0.0.1 that sends the files as they are, their HTTP headers too. `*port` is 0 when
 * it did not start. */
pid_t tls_start(const char *folder, int *port);
void tls_stop(const char *folder, pid_t server);
