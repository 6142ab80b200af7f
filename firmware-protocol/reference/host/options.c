#include "options.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void usage(FILE *to) {
    fprintf(to,
            "fluxbar-board-host [options]: a Fluxbar board of computed crossbars behind a pseudo-terminal\n"
            "  --sizes 2,3,2      inputs, then neurons of each array; up to %d arrays of up to %d lines\n"
            "  --independent      every array has drivers of its own\n"
            "  --line-switches    whole rows and columns are switched\n"
            "  --differential     two rows make one neuron\n"
            "  --pace fast|real   fast: time jumps; real: as on the wall\n"
            "  --link PATH        a stable second name of the terminal\n"
            "  --board-id TEXT    academic\n"
            "  --job-bytes N      up to %d, the default; a multiple of 8\n"
            "  --result-bytes N   up to %d, the default\n"
            "  --credit-frames N  %d\n"
            "  --credit-bytes N   530 to %d, the default\n"
            "  --initial-flux X   volt-seconds of every memristor, 0\n"
            "  --seed N           draws each flux from -1 to 1 V s instead\n"
            "  --boot-id HEX      instead of a random one; a reboot adds 1\n"
            "stdin takes one order a line: truth, reboot, quit\n",
            FB_MOST_ARRAYS, FB_MODEL_LINES, FB_JOB_BYTES, FB_RESULT_BYTES, FB_CREDIT_FRAMES, FB_CREDIT_BYTES);
}

static void wrong(const char *option, const char *value) {
    fprintf(stderr, "fluxbar-board-host: %s=%s; --help tells what is possible\n", option, value);
    exit(2);
}

static uint64_t whole(const char *option, const char *value, int base, uint64_t most) {
    char *end;
    errno = 0;
    uint64_t number = strtoull(value, &end, base);
    if (*value == 0 || *value == '-' || *end != 0 || errno != 0 || number > most) {
        wrong(option, value);
    }
    return number;
}

static void sizes(fb_emulated *board, const char *value) {
    const char *rest = value;
    unsigned count = 0;
    do {
        char *end;
        unsigned long size = strtoul(rest, &end, 10);
        if (end == rest || (*end != ',' && *end != 0) || size < 1 || size > FB_MODEL_LINES || count > FB_MOST_ARRAYS) {
            wrong("--sizes", value);
        }
        board->sizes[count++] = (uint16_t)size;
        rest = *end == ',' ? end + 1 : end;
    } while (*rest != 0);
    if (count < 2) {
        wrong("--sizes", value);
    }
    board->arrays = (uint8_t)(count - 1);
}

/* Options without a value; whether it was one. */
static bool flag(options *to, const char *option) {
    if (strcmp(option, "--differential") == 0) {
        for (int l = 0; l < FB_MOST_ARRAYS; l++) {
            to->board.differential[l] = true;
        }
        return true;
    }
    bool *of = strcmp(option, "--independent") == 0 ? &to->board.independent
            : strcmp(option, "--line-switches") == 0 ? &to->board.line_switches
            : NULL;
    if (of != NULL) {
        *of = true;
    }
    return of != NULL;
}

static void number(options *to, const char *option, const char *value) {
    if (strcmp(option, "--job-bytes") == 0) {
        to->board.job_bytes = (uint32_t)whole(option, value, 10, FB_JOB_BYTES);
    } else if (strcmp(option, "--result-bytes") == 0) {
        to->board.result_bytes = (uint32_t)whole(option, value, 10, FB_RESULT_BYTES);
    } else if (strcmp(option, "--credit-frames") == 0) {
        to->board.credit_frames = (uint16_t)whole(option, value, 10, 32767);
    } else if (strcmp(option, "--credit-bytes") == 0) {
        to->board.credit_bytes = (uint32_t)whole(option, value, 10, FB_CREDIT_BYTES);
    } else if (strcmp(option, "--seed") == 0) {
        to->seeded = true;
        to->seed = whole(option, value, 10, UINT64_MAX);
    } else if (strcmp(option, "--boot-id") == 0) {
        to->boot_id_given = true;
        to->boot_id = whole(option, value, 16, UINT64_MAX);
    } else if (strcmp(option, "--initial-flux") == 0) {
        char *end;
        to->initial_flux = strtod(value, &end);
        if (*value == 0 || *end != 0 || !isfinite(to->initial_flux)) {
            wrong(option, value);
        }
    } else {
        wrong("option", option);
    }
}

static void valued(options *to, const char *option, const char *value) {
    if (strcmp(option, "--sizes") == 0) {
        sizes(&to->board, value);
    } else if (strcmp(option, "--pace") == 0) {
        to->board.real_pace = strcmp(value, "real") == 0;
        if (!to->board.real_pace && strcmp(value, "fast") != 0) {
            wrong(option, value);
        }
    } else if (strcmp(option, "--link") == 0) {
        to->link = value;
    } else if (strcmp(option, "--board-id") == 0) {
        if (*value == 0 || strlen(value) > 64) {
            wrong(option, value);
        }
        to->board.board_id = value;
    } else {
        number(to, option, value);
    }
}

void options_read(options *to, int count, char **arguments) {
    *to = (options){.board = {.arrays = 2, .sizes = {2, 3, 2}, .board_id = "academic"}};
    for (int i = 1; i < count; i++) {
        if (strcmp(arguments[i], "--help") == 0) {
            usage(stdout);
            exit(0);
        }
        if (flag(to, arguments[i])) {
            continue;
        }
        if (i + 1 == count) {
            wrong("option", arguments[i]);
        }
        valued(to, arguments[i], arguments[i + 1]);
        i++;
    }
}

/* The next of a row of numbers that follow from a seed: splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t draw(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

void options_set_fluxes(const options *from, const fb_board *board) {
    uint64_t state = from->seed;
    for (uint8_t l = 0; l < board->arrays; l++) {
        for (unsigned i = 0; i < (unsigned)board->array[l].rows * board->array[l].columns; i++) {
            double drawn = ldexp((double)(draw(&state) >> 11), -52) - 1;
            fb_model_set_flux(l, (uint16_t)i, from->seeded ? drawn : from->initial_flux);
        }
    }
}
