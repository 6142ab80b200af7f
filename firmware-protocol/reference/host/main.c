/*
 * The firmware as a process: a board behind a pseudo-terminal, its arrays computed. README.md beside core/ lists the
 * options. stdout carries the board's address, then one JSON line an order that comes on stdin: the truth channel,
 * which no host of the board sees. It ends when stdin does, so that nobody's death leaves it behind.
 */
#define _GNU_SOURCE

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "fluxbar.h"
#include "options.h"
#include "terminal.h"

/* While a program runs at a real pace the machine may look away for so long before an operation counts as late. */
#define LATE_TICKS 5000

/* Looks at the clock follow each other faster than its patience ends. */
#define LONGEST_WAIT_MICROS 10000u

/* Bytes of one order. */
#define LONGEST_ORDER 64

static const fb_board *board;
static options given;
static uint64_t boot_id;
static uint64_t started_nanos;
static fb_patience patience;
static volatile sig_atomic_t ended;

/* When the present round of the main loop was due, and the latest end of one after that; note_stall() says of which. */
static uint64_t due_micros;
static uint64_t longest_stall_micros;
static uint64_t heard_micros;

static uint8_t ring[FB_CREDIT_BYTES];
static size_t ring_start;
static size_t ring_bytes;

static uint64_t nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static uint64_t machine_micros(void) {
    return (nanos() - started_nanos) / 1000;
}

/* ---- what fb_board.h asks of a port, beside outputs and inputs ---- */

uint64_t fb_board_micros(void) {
    return given.board.real_pace ? machine_micros() : fb_patient_micros(&patience, machine_micros());
}

uint64_t fb_board_ticks(void) {
    return fb_emulated_ticks();
}

void fb_board_wake_at(uint64_t tick) {
    fb_emulated_wish(tick);
}

/* One thread: fb_fire() is called between two rounds of the main loop and never within one. */
void fb_board_lock(void) {
}

void fb_board_unlock(void) {
}

size_t fb_board_receive(uint8_t *bytes, size_t most) {
    size_t taken = 0;
    while (taken < most && ring_bytes > 0) {
        bytes[taken++] = ring[ring_start];
        ring_start = (ring_start + 1) % sizeof ring;
        ring_bytes--;
    }
    return taken;
}

size_t fb_board_send(const uint8_t *bytes, size_t count) {
    return terminal_write(bytes, count);
}

static uint64_t random_bits(void) {
    uint64_t bits = 0;
    FILE *source = fopen("/dev/urandom", "rb");
    if (source == NULL || fread(&bits, sizeof bits, 1, source) != 1) {
        fputs("fluxbar-board-host: random=/dev/urandom; it cannot be read, and a boot id must differ\n", stderr);
        exit(2);
    }
    fclose(source);
    return bits;
}

uint64_t fb_board_boot_id(void) {
    uint64_t id = boot_id;
    /* Ids that a test gives count up. */
    boot_id = given.boot_id_given ? boot_id + 1 : random_bits();
    return id;
}

/* ---- the truth channel ---- */

static void print_micros(const char *name, uint64_t micros) {
    if (micros == FB_NEVER) {
        printf(",\"%s\":null", name);
    } else {
        printf(",\"%s\":%llu", name, (unsigned long long)micros);
    }
}

enum quantity { CODES, CLOSED, FLUXES, CODE_TICKS };

static void print_arrays(const char *name, enum quantity quantity) {
    printf(",\"%s\":[", name);
    for (uint8_t l = 0; l < board->arrays; l++) {
        unsigned cells = (unsigned)board->array[l].rows * board->array[l].columns;
        unsigned items = quantity == CODES ? board->array[l].columns : cells;
        printf(l > 0 ? ",[" : "[");
        for (uint16_t i = 0; i < items; i++) {
            printf(i > 0 ? "," : "");
            switch (quantity) {
            case CODES:
                printf("%d", fb_emulated_codes(l)[i]);
                break;
            case CLOSED:
                printf("%d", fb_model_closed(l, i));
                break;
            case FLUXES:
                printf("%.17g", fb_model_flux(l, i));
                break;
            case CODE_TICKS:
                printf("%lld", (long long)fb_model_code_ticks(l, i));
                break;
            }
        }
        printf("]");
    }
    printf("]");
}

static void print_truth(void) {
    printf("{\"ticks\":%llu,\"micros\":%llu", (unsigned long long)fb_emulated_ticks(),
           (unsigned long long)fb_board_micros());
    printf(",\"safe\":%s", fb_emulated_safe() ? "true" : "false");
    printf(",\"running\":%s", fb_running() ? "true" : "false");
    print_arrays("codes", CODES);
    print_arrays("closed", CLOSED);
    print_arrays("fluxes", FLUXES);
    print_arrays("code-ticks", CODE_TICKS);
    printf(",\"pulses\":%llu", (unsigned long long)fb_emulated_pulses());
    print_micros("unsafe-since-micros", fb_emulated_unsafe_since_micros());
    print_micros("last-safe-micros", fb_emulated_last_safe_micros());
    print_micros("last-safe-ticks", fb_emulated_last_safe_tick());
    print_micros("last-heard-micros", fb_last_heard_micros() == 0 ? FB_NEVER : fb_last_heard_micros());
    print_micros("longest-stall-micros", longest_stall_micros);
    printf("}\n");
}

static void power_up(void) {
    ring_bytes = 0;
    started_nanos = nanos();
    patience = (fb_patience){0};
    due_micros = longest_stall_micros = heard_micros = 0;
    fb_emulated_reboot();
    if (!fb_start(board)) {
        fputs("fluxbar-board-host: room=none; fb_config.h has less than this board needs\n", stderr);
        exit(2);
    }
}

static void obey(const char *order) {
    if (strcmp(order, "truth") == 0) {
        print_truth();
    } else if (strcmp(order, "reboot") == 0) {
        terminal_discard();
        power_up();
        printf("{\"rebooted\":true}\n");
    } else if (strcmp(order, "quit") == 0) {
        ended = 1;
        printf("{\"ended\":true}\n");
    } else {
        printf("{\"unknown\":true,\"known\":[\"truth\",\"reboot\",\"quit\"]}\n");
    }
    fflush(stdout);
}

static void take_orders(void) {
    static char order[LONGEST_ORDER];
    static size_t length;
    char bytes[256];
    ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) {
        ended = 1;
        return;
    }
    for (ssize_t i = 0; i < count; i++) {
        if (bytes[i] == '\n') {
            order[length] = 0;
            length = 0;
            obey(order);
        } else if (length < sizeof order - 1) {
            order[length++] = bytes[i];
        }
    }
}

/* ---- the main loop ---- */

static void fill_ring(void) {
    uint8_t bytes[FB_CREDIT_BYTES];
    size_t count = terminal_read(bytes, board->credit_bytes - ring_bytes);
    for (size_t i = 0; i < count; i++) {
        ring[(ring_start + ring_bytes++) % sizeof ring] = bytes[i];
    }
}

/* Until bytes or an order come, the line has room for what waits, or `micros` are over. */
static void wait_for_something(uint64_t micros, const sigset_t *unblocked) {
    struct pollfd sources[] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = terminal_master(), .events = terminal_is_full() ? POLLIN | POLLOUT : POLLIN},
    };
    struct timespec longest = {
        .tv_sec = (time_t)(micros / 1000000),
        .tv_nsec = (long)(micros % 1000000) * 1000,
    };
    if (ppoll(sources, 2, micros == FB_NEVER ? NULL : &longest, unblocked) > 0 && sources[0].revents != 0) {
        take_orders();
    }
}

/*
 * A desktop stops a process for as long as it likes, between any two of its instructions. What a round of the main loop
 * does is over so much after it was due, or had begun where bytes woke it before: no output was set later than that.
 * Counted since the last frame, while outputs are away from the safe state: it bounds the lateness of the watchdog.
 */
static void note_stall(bool was_safe, uint64_t began_micros) {
    bool heard = heard_micros != fb_last_heard_micros();
    heard_micros = fb_last_heard_micros();
    if (was_safe || heard) {
        longest_stall_micros = was_safe && fb_emulated_safe() ? longest_stall_micros : 0;
        return;
    }
    uint64_t from = began_micros < due_micros ? began_micros : due_micros;
    uint64_t stall = machine_micros() - from;
    longest_stall_micros = stall > longest_stall_micros ? stall : longest_stall_micros;
}

static void serve(const sigset_t *unblocked) {
    while (!ended) {
        bool was_safe = fb_emulated_safe();
        uint64_t began_micros = machine_micros();
        if (fb_emulated_pass()) {
            fb_fire();
        }
        fill_ring();
        uint64_t polled_micros = machine_micros();
        uint64_t wait = fb_poll();
        note_stall(was_safe, began_micros);
        uint64_t wish = fb_emulated_wait_micros();
        wait = wish < wait ? wish : wait;
        if (wait != FB_NEVER && wait > LONGEST_WAIT_MICROS) {
            wait = LONGEST_WAIT_MICROS;
        }
        due_micros = wait == FB_NEVER ? wait : polled_micros + wait;
        wait_for_something(ring_bytes > 0 ? 0 : wait, unblocked);
    }
}

static void end(int signal) {
    (void)signal;
    ended = 1;
}

/*
 * Signals are heard only while the loop waits: none can come between looking and waiting. A Ctrl-C in the terminal is
 * for whoever holds stdin, where that is not the terminal itself; the end of stdin follows when that one is done.
 */
static void heed_signals(sigset_t *unblocked) {
    struct sigaction ending = {.sa_handler = end};
    struct sigaction ignored = {.sa_handler = SIG_IGN};
    bool by_hand = isatty(STDIN_FILENO);
    sigaction(SIGTERM, &ending, NULL);
    sigaction(SIGINT, by_hand ? &ending : &ignored, NULL);
    sigaction(SIGHUP, by_hand ? &ending : &ignored, NULL);
    sigaction(SIGPIPE, &ignored, NULL);
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigaddset(&blocked, SIGINT);
    sigaddset(&blocked, SIGHUP);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    sigemptyset(unblocked);
}

int main(int count, char **arguments) {
    options_read(&given, count, arguments);
    given.board.firmware = "fluxbar-reference host 1";
    given.board.late_ticks = given.board.real_pace ? LATE_TICKS : 0;
    started_nanos = nanos();
    boot_id = given.boot_id_given ? given.boot_id : random_bits();
    board = fb_emulated_start(&given.board);
    if (board == NULL) {
        fputs("fluxbar-board-host: board=too large; --help tells what there is room for\n", stderr);
        return 2;
    }
    options_set_fluxes(&given, board);
    if (given.board.real_pace) {
        /* Where the system lets it, as root or with a limit of rtprio; elsewhere a busy machine makes it late. */
        (void)sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){.sched_priority = 1});
    }
    sigset_t unblocked;
    heed_signals(&unblocked);
    const char *address = terminal_open(given.link);
    if (address == NULL) {
        return 2;
    }
    power_up();
    printf("serial:%s\n", address);
    fflush(stdout);
    serve(&unblocked);
    fb_board_safe();
    terminal_close();
    return 0;
}
