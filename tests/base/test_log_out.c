/* test_log_out.c: a log that nobody reads, reads late, or has stopped reading holds nobody up, and
 * says what is missing. A test that would wait is ended by its alarm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log_out.h"

enum { LINES = 6000, LINE = 100, HANGS_AFTER_S = 60 };

static int set_up(void **state) {
    (void)state;
    alarm(HANGS_AFTER_S);
    return 0;
}

/* Its thread lives as long as the process. */
static LogOut *log_to(int fd) {
    LogOut *out = malloc(sizeof *out);
    assert_non_null(out);
    *out = (LogOut)LOG_OUT_TO(fd);
    log_out_never_wait(out);
    return out;
}

static void say(LogOut *out, int number) {
    char line[LINE + 1];
    snprintf(line, sizeof line, "%-*d\n", LINE - 1, number);
    log_out_write(out, line, LINE);
}

/* Lines from `from` are read until the one that counts what is missing; numbers must go up by one,
 * and what is missing must be as many as it says. Returns the number that comes next. */
static int read_lines(FILE *from, int next, int end) {
    char line[256];
    unsigned long long missing;
    while (next < end && fgets(line, sizeof line, from)) {
        if (sscanf(line, "kiosk: warning: log: %llu lines are missing here", &missing) == 1)
            next += (int)missing;
        else if (strlen(line) != LINE || atoi(line) != next)
            fail_msg("line %d is \"%s\"", next, line);
        else
            next++;
    }
    return next;
}

static void try_over(int reading, int writing) {
    LogOut *out = log_to(writing);
    for (int i = 0; i < LINES; i++)
        say(out, i);
    assert_true(log_out_lost(out) > 0);
    assert_true(log_out_lost(out) < LINES);
    FILE *from = fdopen(reading, "r");
    assert_int_equal(read_lines(from, 0, LINES), LINES);
    /* It is as ever afterwards. */
    for (int i = LINES; i < LINES + 10; i++) {
        say(out, i);
        assert_int_equal(read_lines(from, i, i + 1), i + 1);
    }
    assert_int_equal(log_out_lost(out), 0);
    /* Nobody reads any more: SIGPIPE would end this. */
    fclose(from);
    for (int i = 0; i < LINES; i++)
        say(out, i);
    log_out_flush(out, MILLIS_MINUTE);
}

static void a_full_pipe_is_not_waited_for(void **state) {
    (void)state;
    int ends[2];
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    int flags = fcntl(ends[1], F_GETFL);
    try_over(ends[0], ends[1]);
    assert_int_equal(fcntl(ends[1], F_GETFL), flags); /* others write there, too */
}

static void a_full_socket_is_not_waited_for(void **state) {
    (void)state;
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    try_over(ends[0], ends[1]);
}

static void a_stopped_terminal_is_not_waited_for(void **state) {
    (void)state;
    int ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (ours < 0 || grantpt(ours) != 0 || unlockpt(ours) != 0)
        skip();
    int terminal = open(ptsname(ours), O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0)
        skip();
    LogOut *out = log_to(terminal);
    /* How much it takes before it is full is the system's matter. */
    for (int i = 0; i < 100 * LINES && log_out_lost(out) == 0; i++)
        say(out, i);
    assert_true(log_out_lost(out) > 0);
}

static void a_file_has_everything(void **state) {
    (void)state;
    FILE *file = tmpfile();
    LogOut *out = log_to(fileno(file));
    for (int i = 0; i < 300; i++)
        say(out, i);
    log_out_flush(out, MILLIS_MINUTE);
    rewind(file);
    assert_int_equal(read_lines(file, 0, 300), 300);
}

/* kiosk check | less */
static void a_command_waits_for_its_reader(void **state) {
    (void)state;
    int ends[2];
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    LogOut out = LOG_OUT_TO(ends[1]);
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < LINES; i++)
            say(&out, i);
        _exit(0);
    }
    close(ends[1]);
    FILE *from = fdopen(ends[0], "r");
    assert_int_equal(read_lines(from, 0, LINES), LINES);
    fclose(from);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_full_pipe_is_not_waited_for, set_up),
        cmocka_unit_test_setup(a_full_socket_is_not_waited_for, set_up),
        cmocka_unit_test_setup(a_stopped_terminal_is_not_waited_for, set_up),
        cmocka_unit_test_setup(a_file_has_everything, set_up),
        cmocka_unit_test_setup(a_command_waits_for_its_reader, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
