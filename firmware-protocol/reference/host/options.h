/* What the command line of the host port says. */
#ifndef FB_OPTIONS_H
#define FB_OPTIONS_H

#include "fb_emulated.h"

typedef struct {
    fb_emulated board;
    const char *link; /* NULL: none */
    bool boot_id_given;
    uint64_t boot_id;
    double initial_flux; /* volt-seconds, of every cell */
    bool seeded;
    uint64_t seed; /* draws every flux from -1 to 1 V s instead */
} options;

/* Reads the command line; ends the program with a sentence on stderr and code 2 where it is wrong. */
void options_read(options *to, int count, char **arguments);

/* Gives every memristor of the started board the flux that the options ask for. */
void options_set_fluxes(const options *from, const fb_board *board);

#endif
