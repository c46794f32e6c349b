/* address.h: what a source, a picture or a theme is called: a file's name or a URL.
 *
 * Pure text: nothing is opened. Of URLs only as much as is needed to ask for them (RFC 3986). */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* True for http: and https:, what can be fetched. */
bool address_is_web(const char *name);

/* True for whatever has a scheme ("https:", "ftp:", "data:"), and so is no file's name. One letter
 * is none: it is a drive. */
bool address_has_scheme(Str name);

/* A source as a person writes or copies it, as the program takes it: webcal: and webcals: are
 * https: (webcal: of this computer http:), file: is the path of a file on this computer. In
 * `arena`. False: *problem says what to write instead. */
bool address_of_source(Arena *arena, Str typed, const char **out, Str *problem);

/* The URL for logs and screens: without a password, and with "…" for what is behind a "?", where
 * keys to private schedules stand. What is no URL stays as it is. In `arena`. */
Str address_public_name(Arena *arena, const char *address);

/* What `reference` means in a file that was fetched from `base`, a URL (RFC 3986, 5.2), without
 * the part behind a "#". In `arena`. */
Str address_resolve(Arena *arena, Str base, Str reference);

/* True when both URLs are asked for at the same server: scheme, host and port. */
bool address_is_same_server(Str a, Str b);

/* The name of the file that holds a copy of what is at that URL: address_file_name, with ".yaml"
 * behind it when the URL's path ends so. In `arena`. */
Str address_copy_name(Arena *arena, Str url);

/* A file name for a path or a URL: readable in its first part (of a URL: the server's name), told
 * apart by its hash in the second. Nothing secret of a URL is in it. In `arena`. */
Str address_file_name(Arena *arena, Str of, const char *suffix);
