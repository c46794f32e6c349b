/* Xlib takes a name that is ours. */
#define Pixmap XPixmap
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xrandr.h>
#undef Pixmap

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "monitors.h"

enum { DESKTOP_WIDTH = 3840, DESKTOP_HEIGHT = 1440 };

static const char CONFIG[] = "Section \"ServerFlags\"\n"
                             "  Option \"AutoAddDevices\" \"false\"\n"
                             "  Option \"AutoAddGPU\" \"false\"\n"
                             "  Option \"DontVTSwitch\" \"true\"\n"
                             "EndSection\n"
                             "Section \"Device\"\n"
                             "  Identifier \"device\"\n"
                             "  Driver \"dummy\"\n"
                             "  VideoRam 65536\n"
                             "EndSection\n"
                             "Section \"Monitor\"\n"
                             "  Identifier \"monitor\"\n"
                             "  HorizSync 5-1000\n"
                             "  VertRefresh 5-200\n"
                             "EndSection\n"
                             "Section \"Screen\"\n"
                             "  Identifier \"screen\"\n"
                             "  Device \"device\"\n"
                             "  Monitor \"monitor\"\n"
                             "  DefaultDepth 24\n"
                             "  SubSection \"Display\"\n"
                             "    Depth 24\n"
                             "    Modes \"640x480\"\n"
                             "    Virtual 3840 1440\n"
                             "  EndSubSection\n"
                             "EndSection\n";

static const char *file_in(const Monitors *monitors, const char *name, char *path, size_t size) {
    snprintf(path, size, "%.4000s/%s", monitors->folder, name);
    return path;
}

/* The wrapper in /usr/bin asks for a console; the server itself, with this driver, does not. */
static const char *server_program(void) {
    static const char *const PATHS[] = {"/usr/lib/xorg/Xorg", "/usr/libexec/Xorg", "/usr/bin/Xorg"};
    for (size_t i = 0; i < countof(PATHS); i++)
        if (access(PATHS[i], X_OK) == 0)
            return PATHS[i];
    return NULL;
}

bool monitors_start(Monitors *monitors) {
    char config[4200], log[4200];
    const char *program = server_program();
    *monitors = (Monitors){.connection = NULL};
    if (!program)
        return false;
    snprintf(monitors->folder, sizeof monitors->folder, "%s/xorg-XXXXXX", TEST_BUILD_DIR);
    if (!mkdtemp(monitors->folder))
        return false;
    FILE *file = fopen(file_in(monitors, "xorg.conf", config, sizeof config), "we");
    if (!file || fputs(CONFIG, file) < 0 || fclose(file) != 0)
        return false;
    const char *argv[] = {program,
                          "-displayfd",
                          "1",
                          "-config",
                          config,
                          "-logfile",
                          file_in(monitors, "log", log, sizeof log),
                          "-nolisten",
                          "tcp",
                          "-noreset",
                          "-novtswitch",
                          "-sharevts",
                          NULL};
    monitors->child = child_start(argv, NULL);
    const char *line;
    while ((line = child_line(&monitors->child, 20000)) &&
           (*line < '0' || *line > '9' || line[strspn(line, "0123456789")]))
        ;
    if (line)
        snprintf(monitors->display, sizeof monitors->display, ":%.10s", line);
    monitors->connection = line ? XOpenDisplay(monitors->display) : NULL;
    if (!monitors->connection)
        monitors_end(monitors);
    return monitors->connection;
}

void monitors_end(Monitors *monitors) {
    char path[4200];
    if (monitors->connection)
        XCloseDisplay(monitors->connection);
    monitors->connection = NULL;
    child_end(&monitors->child, SIGTERM);
    remove(file_in(monitors, "xorg.conf", path, sizeof path));
    remove(file_in(monitors, "log", path, sizeof path));
    rmdir(monitors->folder);
}

static RRMode mode_of(const XRRScreenResources *resources, MonitorPlace place) {
    for (int i = 0; i < resources->nmode; i++)
        if ((int)resources->modes[i].width == place.width &&
            (int)resources->modes[i].height == place.height)
            return resources->modes[i].id;
    fprintf(stderr, "the server has no mode of %dx%d\n", place.width, place.height);
    abort();
}

void monitors_place(const Monitors *monitors, int i, MonitorPlace place) {
    Display *display = monitors->connection;
    Window root = DefaultRootWindow(display);
    XRRScreenResources *resources = XRRGetScreenResources(display, root);
    RROutput output = resources->outputs[i];
    RRMode mode = mode_of(resources, place);
    XRRSetScreenSize(display, root, DESKTOP_WIDTH, DESKTOP_HEIGHT, 1016, 381);
    XRRAddOutputMode(display, output, mode);
    XRRFreeScreenResources(resources);
    resources = XRRGetScreenResources(display, root);
    XRROutputInfo *info = XRRGetOutputInfo(display, resources, output);
    if (XRRSetCrtcConfig(display, resources, info->crtcs[0], CurrentTime, place.x, place.y, mode,
                         RR_Rotate_0, &output, 1) != RRSetConfigSuccess)
        abort();
    XRRFreeOutputInfo(info);
    XRRFreeScreenResources(resources);
    /* Connected is what has a mode, and is found out when somebody asks. */
    XRRFreeScreenResources(XRRGetScreenResources(display, root));
    XSync(display, False);
}

/* A window of the program that the event is for. */
static Window any_window(Display *display) {
    Window root, parent, *windows = NULL, found = None;
    unsigned count = 0;
    XQueryTree(display, DefaultRootWindow(display), &root, &parent, &windows, &count);
    for (unsigned i = 0; i < count && found == None; i++) {
        XWindowAttributes attributes;
        if (XGetWindowAttributes(display, windows[i], &attributes) &&
            attributes.map_state == IsViewable)
            found = windows[i];
    }
    XFree(windows);
    return found;
}

/* The dummy driver never unplugs a monitor, so the event comes from here. */
void monitors_plug(const Monitors *monitors, int i, bool is_plugged) {
    Display *display = monitors->connection;
    int base, error;
    XRRQueryExtension(display, &base, &error);
    XRRScreenResources *resources =
        XRRGetScreenResourcesCurrent(display, DefaultRootWindow(display));
    RROutput output = resources->outputs[i];
    XRROutputInfo *info = XRRGetOutputInfo(display, resources, output);
    XRROutputChangeNotifyEvent event = {.type = base + RRNotify,
                                        .display = display,
                                        .window = DefaultRootWindow(display),
                                        .subtype = RRNotify_OutputChange,
                                        .output = output,
                                        .crtc = info->crtc,
                                        .connection = is_plugged ? RR_Connected : RR_Disconnected};
    XSendEvent(display, any_window(display), False, NoEventMask, (XEvent *)&event);
    XRRFreeOutputInfo(info);
    XRRFreeScreenResources(resources);
    XSync(display, False);
}

Pixmap monitors_screen(const Monitors *monitors, MonitorPlace place) {
    Display *display = monitors->connection;
    XImage *image = XGetImage(display, DefaultRootWindow(display), place.x, place.y,
                              (unsigned)place.width, (unsigned)place.height, AllPlanes, ZPixmap);
    if (!image || image->bits_per_pixel != 32)
        abort();
    Pixmap screen = pixmap_create(place.width, place.height);
    for (int y = 0; y < place.height; y++) {
        uint32_t *row = screen.pixels + (size_t)y * (size_t)place.width;
        memcpy(row, image->data + (ptrdiff_t)y * image->bytes_per_line,
               (size_t)place.width * sizeof *row);
        for (int x = 0; x < place.width; x++)
            row[x] |= 0xff000000u;
    }
    XDestroyImage(image);
    return screen;
}
