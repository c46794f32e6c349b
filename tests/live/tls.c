/* tls.c: openssl's server, from its own program. */
#include "tls.h"

#include <signal.h>
#include <sys/wait.h>

#include "folder.h"

static void run_openssl(const char *folder, const char *out, char *const *args) {
    if (chdir(folder) != 0 || !freopen("/dev/null", "r", stdin) || !freopen(out, "w", stdout) ||
        dup2(1, 2) < 0)
        _exit(126);
    execvp("openssl", args);
    _exit(127);
}

static bool openssl(const char *folder, char *const *args) {
    pid_t child = fork();
    if (child == 0)
        run_openssl(folder, "openssl.log", args);
    int status;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool tls_make_certificate(const char *folder) {
    char *const args[] = {(char *)"openssl",
                          (char *)"req",
                          (char *)"-x509",
                          (char *)"-newkey",
                          (char *)"ec",
                          (char *)"-pkeyopt",
                          (char *)"ec_paramgen_curve:prime256v1",
                          (char *)"-nodes",
                          (char *)"-keyout",
                          (char *)"key.pem",
                          (char *)"-out",
                          (char *)"certificate.pem",
                          (char *)"-subj",
                          (char *)"/CN=kiosk",
                          (char *)"-addext",
                          (char *)"subjectAltName=IP:127.0.0.1",
                          NULL};
    return openssl(folder, args);
}

/* Another certificate for the same key, good between two dates (YYYYMMDDHHMMSSZ): OpenSSL 3.0 does
 * that in a house of certificates alone. */
bool tls_date_certificate(const char *folder, const char *from, const char *until) {
    char *const request[] = {(char *)"openssl",     (char *)"req",
                             (char *)"-new",        (char *)"-key",
                             (char *)"key.pem",     (char *)"-subj",
                             (char *)"/CN=kiosk",   (char *)"-out",
                             (char *)"request.pem", NULL};
    char *const sign[] = {(char *)"openssl",
                          (char *)"ca",
                          (char *)"-batch",
                          (char *)"-selfsign",
                          (char *)"-notext",
                          (char *)"-config",
                          (char *)"house.conf",
                          (char *)"-extensions",
                          (char *)"names",
                          (char *)"-keyfile",
                          (char *)"key.pem",
                          (char *)"-in",
                          (char *)"request.pem",
                          (char *)"-startdate",
                          (char *)from,
                          (char *)"-enddate",
                          (char *)until,
                          (char *)"-out",
                          (char *)"certificate.pem",
                          NULL};
    file_put(
        folder_file(folder, "house.conf"),
        "[ca]\ndefault_ca = house\n"
        "[house]\ndatabase = index.txt\nserial = serial\nnew_certs_dir = .\ndefault_md = sha256\n"
        "policy = any\n"
        "[any]\ncommonName = supplied\n"
        "[names]\nsubjectAltName = IP:127.0.0.1\n");
    file_put(folder_file(folder, "index.txt"), "");
    file_put(folder_file(folder, "serial"), "01\n");
    return openssl(folder, request) && openssl(folder, sign);
}

/* A server that gives the files of the folder as they are, with a certificate of its own making.
 * Its port is on the first line with "ACCEPT" that it prints. */
pid_t tls_start(const char *folder, int *port) {
    char *const args[] = {(char *)"openssl", (char *)"s_server",
                          (char *)"-accept", (char *)"127.0.0.1:0",
                          (char *)"-cert",   (char *)"certificate.pem",
                          (char *)"-key",    (char *)"key.pem",
                          (char *)"-HTTP",   NULL};
    char fifo[PATH_MAX], line[256];
    strcpy(fifo, folder_file(folder, "fifo"));
    if (mkfifo(fifo, 0600) != 0)
        abort();
    pid_t child = fork();
    if (child == 0)
        run_openssl(folder, "fifo", args);
    FILE *out = fopen(fifo, "re");
    *port = 0;
    while (out && *port == 0 && fgets(line, sizeof line, out))
        sscanf(line, "ACCEPT 127.0.0.1:%d", port);
    int kept = out ? dup(fileno(out)) : -1; /* open, or what it prints next would end it */
    (void)kept;
    if (out)
        fclose(out);
    return child;
}

void tls_stop(const char *folder, pid_t server) {
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
    unlink(folder_file(folder, "fifo"));
}
