/* web.c: see web.h. One thread listens, one more for each connection that stalls. */
#include "web.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

enum { REQUEST_MAX = 4096, STALLED_MAX = 32, FILES_MAX = 16 };

typedef struct {
    char path[64];
    unsigned char *bytes; /* owned; a zero behind them */
    size_t len;
    int status, count;
} WebFile;

struct Web {
    int listener, stop[2], port;
    pthread_t thread;
    pthread_mutex_t lock;
    WebManner manner;
    char body[4096];
    int status;
    int count;
    char last[REQUEST_MAX];
    WebFile files[FILES_MAX];
    size_t file_count;
    int stalled[STALLED_MAX]; /* kept open until the end */
    size_t stalled_count;
};

/* 720 bytes "kiosk: 1\n# packed\n…" */
static const unsigned char PACKED[] = {
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0xce, 0xcc, 0x2f, 0xce,
    0xb6, 0x52, 0x30, 0xe4, 0x52, 0x56, 0x28, 0x48, 0x4c, 0xce, 0x4e, 0x4d, 0xe1, 0xca, 0x1e,
    0x15, 0x19, 0x15, 0x19, 0xb2, 0x22, 0x00, 0x7b, 0xd4, 0xa8, 0x1c, 0xd0, 0x02, 0x00, 0x00};

static bool put(int fd, const void *bytes, size_t len) {
    const char *at = bytes;
    while (len > 0) {
        ssize_t sent = send(fd, at, len, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        at += sent;
        len -= (size_t)sent;
    }
    return true;
}

static void put_text(int fd, const char *text) {
    put(fd, text, strlen(text));
}

static void put_answer(int fd, const char *status, const char *headers, const char *body) {
    char text[8192];
    snprintf(text, sizeof text,
             "HTTP/1.1 %s\r\nContent-Length: %zu\r\nConnection: close\r\n%s\r\n%s", status,
             strlen(body), headers, body);
    put_text(fd, text);
}

static void put_packed(int fd) {
    char text[256];
    snprintf(text, sizeof text,
             "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %zu\r\n"
             "Connection: close\r\n\r\n",
             sizeof PACKED);
    put_text(fd, text);
    put(fd, PACKED, sizeof PACKED);
}

static void put_bomb(int fd) {
    enum { UNPACKED = 8 * 1024 * 1024, PACKED_MAX = 64 * 1024 };
    unsigned char *from = calloc(1, UNPACKED), *to = malloc(PACKED_MAX);
    z_stream stream = {
        .next_in = from, .avail_in = UNPACKED, .next_out = to, .avail_out = PACKED_MAX};
    if (!from || !to || deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, 0) != Z_OK ||
        deflate(&stream, Z_FINISH) != Z_STREAM_END)
        abort();
    put_text(fd, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n");
    put(fd, to, PACKED_MAX - stream.avail_out);
    deflateEnd(&stream);
    free(from);
    free(to);
}

/* Until the other side, or the test, has had enough. */
static void put_endless(int fd) {
    static char chunk[16384];
    memset(chunk, '#', sizeof chunk);
    put_text(fd, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    for (int i = 0; i < 100000 && put(fd, chunk, sizeof chunk); i++)
        ;
}

static bool has_header(const Web *server, const char *header) {
    return strstr(server->last, header) != NULL;
}

static void put_good(Web *server, int fd) {
    char tag[64], line[128];
    unsigned hash = 5381;
    for (const char *at = server->body; *at; at++)
        hash = hash * 33 + (unsigned char)*at;
    snprintf(tag, sizeof tag, "\"%x\"", hash);
    snprintf(line, sizeof line, "If-None-Match: %s\r\n", tag);
    bool is_known = has_header(server, line);
    snprintf(line, sizeof line, "ETag: %s\r\n", tag);
    put_answer(fd, is_known ? "304 Not Modified" : "200 OK", line, is_known ? "" : server->body);
}

static void put_dated(Web *server, int fd) {
    static const char DATE[] = "Sat, 16 May 2026 08:00:00 GMT";
    char line[128];
    snprintf(line, sizeof line, "If-Modified-Since: %s\r\n", DATE);
    bool is_known = has_header(server, line);
    snprintf(line, sizeof line, "last-modified:  %s \r\n", DATE);
    put_answer(fd, is_known ? "304 Not Modified" : "200 OK", line, is_known ? "" : server->body);
}

/* True when the connection is to stay open, and silent. */
static bool answer(Web *server, int fd) {
    char line[128];
    switch (server->manner) {
    case WEB_GOOD:
        put_good(server, fd);
        break;
    case WEB_NO_VALIDATORS:
        put_answer(fd, "200 OK", "", server->body);
        break;
    case WEB_DATED:
        put_dated(server, fd);
        break;
    case WEB_PACKED:
        put_packed(fd);
        break;
    case WEB_BOMB:
        put_bomb(fd);
        break;
    case WEB_STATUS:
        snprintf(line, sizeof line, "%d Sorry", server->status);
        put_answer(fd, line, "Content-Type: text/html\r\n", "<html>sorry</html>");
        break;
    case WEB_LATER:
        put_answer(fd, "503 Busy", "Retry-After: 7\r\n", "later");
        break;
    case WEB_EMPTY:
        put_answer(fd, "200 OK", "", "");
        break;
    case WEB_HTML:
        put_answer(fd, "200 OK", "", "\xef\xbb\xbf\n <!DOCTYPE HTML><title>Log in</title>");
        break;
    case WEB_SILENT:
        return true;
    case WEB_STALLED:
        put_text(fd, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nkiosk: 1\n");
        return true;
    case WEB_CUT:
        put_text(fd, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nkiosk: 1\n");
        break;
    case WEB_CUT_CHUNK:
        put_text(fd, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nkiosk: 1\n");
        break;
    case WEB_NO_LENGTH:
        put_text(fd, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        put_text(fd, server->body);
        break;
    case WEB_GONE:
        break;
    case WEB_ENDLESS:
        put_endless(fd);
        break;
    case WEB_CIRCLE:
        put_answer(fd, "302 Found", "Location: /day.yaml\r\nETag: \"wrong\"\r\n", "over there");
        break;
    case WEB_MOVED:
        if (has_header(server, "GET /good"))
            put_answer(fd, "200 OK", "", server->body);
        else
            put_answer(fd, "301 Moved", "Location: /good\r\nETag: \"wrong\"\r\n", "over there");
        break;
    case WEB_TO_FILE:
        put_answer(fd, "302 Found", "Location: file:///etc/passwd\r\n", "");
        break;
    case WEB_GARBAGE:
        put_text(fd, "SSH-2.0-OpenSSH_9.2\r\n");
        break;
    }
    return false;
}

static WebFile *find_file(Web *server, const char *path, size_t len) {
    for (size_t i = 0; i < server->file_count; i++)
        if (strlen(server->files[i].path) == len && memcmp(server->files[i].path, path, len) == 0)
            return &server->files[i];
    return NULL;
}

static WebFile *asked_file(Web *server) {
    const char *path = strchr(server->last, ' ');
    return path ? find_file(server, path + 1, strcspn(path + 1, " ?")) : NULL;
}

static void put_file(Web *server, int fd, const WebFile *file) {
    char tag[64], line[256];
    unsigned hash = 5381;
    for (size_t i = 0; i < file->len; i++)
        hash = hash * 33 + file->bytes[i];
    if (file->status >= 300) {
        snprintf(line, sizeof line, "Location: %.200s\r\n", (const char *)file->bytes);
        snprintf(tag, sizeof tag, "%d Sorry", file->status);
        put_answer(fd, tag, file->status < 400 ? line : "", "sorry");
        return;
    }
    snprintf(tag, sizeof tag, "\"%x\"", hash);
    snprintf(line, sizeof line, "If-None-Match: %s\r\n", tag);
    bool is_known = has_header(server, line);
    snprintf(line, sizeof line,
             "HTTP/1.1 %s\r\nETag: %s\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
             is_known ? "304 Not Modified" : "200 OK", tag, is_known ? 0 : file->len);
    put_text(fd, line);
    put(fd, file->bytes, is_known ? 0 : file->len);
}

static bool read_request(int fd, char *text) {
    size_t len = 0;
    while (len < REQUEST_MAX - 1) {
        ssize_t got = recv(fd, text + len, REQUEST_MAX - 1 - len, 0);
        if (got <= 0)
            return false;
        len += (size_t)got;
        text[len] = 0;
        if (strstr(text, "\r\n\r\n"))
            return true;
    }
    return false;
}

static void serve(Web *server, int fd) {
    char request[REQUEST_MAX];
    bool is_kept = false;
    if (recv(fd, request, 1, MSG_PEEK) == 1 && request[0] == 0x16) /* TLS, which we are not */
        put_text(fd, "HTTP/1.1 400 Bad Request\r\n\r\n");
    else if (read_request(fd, request)) {
        pthread_mutex_lock(&server->lock);
        server->count++;
        strcpy(server->last, request);
        WebFile *file = asked_file(server);
        if (file)
            file->count++;
        Web *copy = malloc(sizeof *copy); /* what it says now is what this question gets */
        memcpy(copy, server, sizeof *copy);
        file = asked_file(copy);
        if (file) /* its bytes too: the test may put another in their place while these are sent */
            file->bytes = memcpy(malloc(file->len + 1), file->bytes, file->len + 1);
        pthread_mutex_unlock(&server->lock);
        if (file) {
            put_file(copy, fd, file);
            free(file->bytes);
        } else
            is_kept = answer(copy, fd) && server->stalled_count < STALLED_MAX;
        free(copy);
    }
    if (is_kept)
        server->stalled[server->stalled_count++] = fd;
    else
        close(fd);
}

static void *run(void *context) {
    Web *server = context;
    for (;;) {
        struct pollfd fds[] = {{.fd = server->listener, .events = POLLIN},
                               {.fd = server->stop[0], .events = POLLIN}};
        if (poll(fds, 2, -1) < 0 || fds[1].revents)
            return NULL;
        int fd = accept(server->listener, NULL, NULL);
        if (fd >= 0)
            serve(server, fd);
    }
}

Web *web_start(void) {
    Web *server = calloc(1, sizeof *server);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    pthread_mutex_init(&server->lock, NULL);
    if (bind(server->listener, (struct sockaddr *)&address, len) != 0 ||
        listen(server->listener, 16) != 0 || pipe(server->stop) != 0 ||
        getsockname(server->listener, (struct sockaddr *)&address, &len) != 0 ||
        pthread_create(&server->thread, NULL, run, server) != 0)
        abort();
    server->port = ntohs(address.sin_port);
    return server;
}

void web_stop(Web *server) {
    if (write(server->stop[1], "x", 1) != 1)
        abort();
    pthread_join(server->thread, NULL);
    for (size_t i = 0; i < server->stalled_count; i++)
        close(server->stalled[i]);
    for (size_t i = 0; i < server->file_count; i++)
        free(server->files[i].bytes);
    close(server->listener);
    close(server->stop[0]);
    close(server->stop[1]);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

int web_port(const Web *server) {
    return server->port;
}

void web_set(Web *server, WebManner manner, const char *body, int status) {
    pthread_mutex_lock(&server->lock);
    server->manner = manner;
    server->status = status;
    snprintf(server->body, sizeof server->body, "%s", body);
    pthread_mutex_unlock(&server->lock);
}

void web_put(Web *server, const char *path, const void *bytes, size_t len, int status) {
    pthread_mutex_lock(&server->lock);
    WebFile *file = find_file(server, path, strlen(path));
    if (!file)
        file = &server->files[server->file_count++];
    free(file->bytes);
    file->bytes = malloc(len + 1);
    if (!file->bytes || server->file_count > FILES_MAX)
        abort();
    snprintf(file->path, sizeof file->path, "%s", path);
    memcpy(file->bytes, bytes, len);
    file->bytes[len] = 0;
    file->len = len;
    file->status = status;
    pthread_mutex_unlock(&server->lock);
}

int web_count_of(Web *server, const char *path) {
    pthread_mutex_lock(&server->lock);
    const WebFile *file = find_file(server, path, strlen(path));
    int count = file ? file->count : 0;
    pthread_mutex_unlock(&server->lock);
    return count;
}

int web_count(Web *server) {
    pthread_mutex_lock(&server->lock);
    int count = server->count;
    pthread_mutex_unlock(&server->lock);
    return count;
}

void web_last(Web *server, char *text, size_t size) {
    pthread_mutex_lock(&server->lock);
    snprintf(text, size, "%s", server->last);
    pthread_mutex_unlock(&server->lock);
}
