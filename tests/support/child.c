#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what) {
    perror(what);
    abort();
}

Child child_start(const char *const *argv, const char *const *env) {
    int ends[2];
    if (pipe(ends) != 0)
        fail("pipe");
    pid_t pid = fork();
    if (pid < 0)
        fail("fork");
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        for (; env && *env; env++)
            putenv((char *)*env);
        execvp(argv[0], (char *const *)argv);
        _exit(127);
    }
    close(ends[1]);
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    return (Child){.pid = pid, .out = ends[0]};
}

const char *child_line(Child *child, int timeout_ms) {
    static const char NOTHING[] = "";
    for (;;) {
        /* The last line that was handed out stands before a NUL. */
        char *end = memchr(child->line, '\n', child->len);
        if (end) {
            static char line[sizeof child->line];
            size_t len = (size_t)(end - child->line);
            memcpy(line, child->line, len);
            line[len] = 0;
            child->len -= len + 1;
            memmove(child->line, end + 1, child->len);
            return len ? line : NOTHING;
        }
        if (child->len == sizeof child->line)
            child->len = 0;
        struct pollfd fd = {.fd = child->out, .events = POLLIN};
        int ready = poll(&fd, 1, timeout_ms);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return NULL;
        ssize_t n = read(child->out, child->line + child->len, sizeof child->line - child->len);
        if (n <= 0)
            return NULL;
        child->len += (size_t)n;
    }
}

int child_end(Child *child, int signal_number) {
    int status = 0;
    if (signal_number) {
        kill(child->pid, signal_number);
        kill(child->pid, SIGCONT);
    }
    /* It may wait for somebody to read what it says. */
    const char *line;
    while ((line = child_line(child, -1)))
        if (strstr(line, "ERROR: ") || strstr(line, "runtime error"))
            fprintf(stderr, "%s\n", line);
    close(child->out);
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

void child_stop(const Child *child) {
    int status;
    kill(child->pid, SIGSTOP);
    waitpid(child->pid, &status, WUNTRACED);
}

void child_continue(const Child *child) {
    kill(child->pid, SIGCONT);
}

bool server_start(Server *server, const char *size) {
    snprintf(server->folder, sizeof server->folder, "%s/xvfb-XXXXXX", TEST_BUILD_DIR);
    if (!mkdtemp(server->folder))
        fail(server->folder);
    char screen[64];
    snprintf(screen, sizeof screen, "%sx24", size);
    /* It says the number of its display on descriptor 1 when it takes connections. */
    const char *argv[] = {"Xvfb",   "-displayfd",   "1",         "-screen", "0",        screen,
                          "-fbdir", server->folder, "-nolisten", "tcp",     "-noreset", NULL};
    server->child = child_start(argv, NULL);
    const char *line;
    while ((line = child_line(&server->child, 20000)) && (*line < '0' || *line > '9'))
        ;
    if (!line) {
        child_end(&server->child, SIGKILL);
        rmdir(server->folder);
        return false;
    }
    snprintf(server->display, sizeof server->display, ":%.10s", line);
    snprintf(server->frame_path, sizeof server->frame_path, "%s/Xvfb_screen0", server->folder);
    return true;
}

void server_end(Server *server) {
    child_end(&server->child, SIGTERM);
    remove(server->frame_path);
    rmdir(server->folder);
}

/* The header of an XWD file: big-endian words (X11/XWDFile.h). */
enum { XWD_HEADER_SIZE = 0, XWD_WIDTH = 4, XWD_HEIGHT = 5, XWD_LINE = 12, XWD_COLORS = 19 };

static uint32_t word(const uint8_t *bytes, size_t index) {
    const uint8_t *p = bytes + index * 4;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

Pixmap server_frame(const Server *server) {
    FILE *file = fopen(server->frame_path, "re");
    if (!file)
        fail(server->frame_path);
    uint8_t header[100];
    if (fread(header, sizeof header, 1, file) != 1)
        fail(server->frame_path);
    Pixmap screen =
        pixmap_create((int32_t)word(header, XWD_WIDTH), (int32_t)word(header, XWD_HEIGHT));
    long colors = (long)word(header, XWD_COLORS) * 12;
    long line = (long)word(header, XWD_LINE);
    for (int32_t y = 0; y < screen.height; y++) {
        uint32_t *row = screen.pixels + (size_t)y * (size_t)screen.width;
        if (fseek(file, (long)word(header, XWD_HEADER_SIZE) + colors + y * line, SEEK_SET) != 0 ||
            fread(row, sizeof *row, (size_t)screen.width, file) != (size_t)screen.width)
            fail(server->frame_path);
        for (int32_t x = 0; x < screen.width; x++)
            row[x] |= 0xff000000u;
    }
    fclose(file);
    return screen;
}

Pixmap server_screen(const Server *server) {
    Pixmap last = server_frame(server);
    for (;;) {
        Pixmap screen = server_frame(server);
        size_t size = (size_t)screen.width * (size_t)screen.height * sizeof *screen.pixels;
        bool is_still = memcmp(screen.pixels, last.pixels, size) == 0;
        pixmap_free(&last);
        if (is_still)
            return screen;
        last = screen;
    }
}
