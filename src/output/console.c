#include "output/console.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kd.h>
#include <linux/vt.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include "base/log.h"

#define LOG_MODULE "console"

enum { LEAVE_SIGNAL = SIGUSR1, RETURN_SIGNAL = SIGUSR2 };

struct Console {
    int fd;      /* borrowed: standard input */
    int signals; /* owned: signalfd */
    struct termios before;
    int mode_before; /* KD_TEXT, as a rule */
    bool is_front;
};

static sigset_t own_signals(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, LEAVE_SIGNAL);
    sigaddset(&set, RETURN_SIGNAL);
    return set;
}

void console_block_signals(void) {
    sigset_t set = own_signals();
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

/* No echo, no lines, no signals: each key as it comes. */
static bool read_keys_raw(Console *console) {
    if (tcgetattr(console->fd, &console->before) != 0)
        return false;
    struct termios raw = console->before;
    cfmakeraw(&raw);
    raw.c_cc[VMIN] = 0; /* a read never waits */
    raw.c_cc[VTIME] = 0;
    return tcsetattr(console->fd, TCSAFLUSH, &raw) == 0;
}

/* Which terminal standard input is is told by its number; the active one is VT_GETSTATE's. */
static bool is_active(const Console *console) {
    struct vt_stat state;
    char name[32] = "";
    if (ioctl(console->fd, VT_GETSTATE, &state) != 0 || ttyname_r(console->fd, name, sizeof name))
        return true;
    const char *number = strncmp(name, "/dev/tty", 8) == 0 ? name + 8 : "";
    return !*number || atoi(number) == 0 || atoi(number) == state.v_active;
}

Console *console_open(void) {
    int mode;
    if (ioctl(STDIN_FILENO, KDGETMODE, &mode) != 0)
        return NULL;
    Console *console = calloc(1, sizeof *console);
    if (!console)
        abort();
    sigset_t set = own_signals();
    *console = (Console){.fd = STDIN_FILENO, .signals = -1, .mode_before = KD_TEXT};
    console->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    struct vt_mode ours = {.mode = VT_PROCESS, .relsig = LEAVE_SIGNAL, .acqsig = RETURN_SIGNAL};
    bool is_raw = read_keys_raw(console);
    if (is_raw && console->signals >= 0 && ioctl(console->fd, KDSETMODE, KD_GRAPHICS) == 0 &&
        ioctl(console->fd, VT_SETMODE, &ours) == 0) {
        console->is_front = is_active(console);
        return console;
    }
    log_warning("the console is not ours (%s): its text may come through, and switching to another "
                "one does not work",
                strerror(errno));
    console_close(console, false);
    return NULL;
}

void console_close(Console *console, bool is_picture_kept) {
    if (!console)
        return;
    struct vt_mode automatic = {.mode = VT_AUTO};
    ioctl(console->fd, VT_SETMODE, &automatic);
    if (!is_picture_kept)
        ioctl(console->fd, KDSETMODE, console->mode_before);
    tcsetattr(console->fd, TCSAFLUSH, &console->before);
    if (console->signals >= 0)
        close(console->signals);
    free(console);
}

bool console_is_front(const Console *console) {
    return console->is_front;
}

int console_switch_fd(const Console *console) {
    return console->signals;
}

ConsoleSwitch console_switched(Console *console) {
    struct signalfd_siginfo info;
    if (read(console->signals, &info, sizeof info) != (ssize_t)sizeof info)
        return CONSOLE_NOTHING;
    if (info.ssi_signo == LEAVE_SIGNAL)
        return CONSOLE_LEAVE;
    ioctl(console->fd, VT_RELDISP, VT_ACKACQ);
    console->is_front = true;
    return CONSOLE_RETURN;
}

void console_leave(Console *console) {
    console->is_front = false;
    ioctl(console->fd, VT_RELDISP, 1);
}

int console_key_fd(const Console *console) {
    return console->fd;
}

size_t console_keys(Console *console, char *to, size_t size) {
    ssize_t length = read(console->fd, to, size);
    return length > 0 ? (size_t)length : 0;
}
