/* main.c: the program's entry; everything else is in the floors. */
#include "cli/commands.h"

int main(int argc, char **argv) {
    return cli_main(argc, argv);
}
