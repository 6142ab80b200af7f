/*
 * The firmware as a state machine for tests: bytes in, bytes out, and time as it is told. Orders come on stdin, each
 * with one answer on stdout; all numbers are little-endian.
 *
 *     order                                    answer
 *     'r' micros u64, count u16, bytes         count u32, the bytes that the board sends
 *     'p' micros u64                           due u64 (microseconds, 2^64 - 1: never), count u32, bytes
 *     'l' micros u64      the line is lost     count u32, bytes
 *     'b' micros u64      a reboot             boot id u64
 *     'w' count u32        nothing: the line takes so many bytes until the next 'w'; it begins without a bound
 *     'f' array u8, cell u16, flux f64         nothing: sets the flux of a cell
 *     't'                 the truth            ticks u64, running u8, safe u8, pulses u64; then for each array rows x
 *                                              columns of flux f64, code ticks i64, closed u8, and columns of code i16
 *
 * Between two orders the timer fires each operation on its tick, as a perfect interrupt would: at a real pace up to the
 * microsecond of the order, otherwise one wish at each 'p'. Ends with stdin, or with code 2 at a wrong order.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fb_bytes.h"
#include "fb_emulated.h"
#include "fluxbar.h"

#define LARGEST_CHUNK 65535u

static fb_emulated description = {.arrays = 2, .sizes = {2, 3, 2}, .board_id = "checked", .firmware = "fluxbar check"};
static const fb_board *board;
static uint64_t micros;
static uint64_t boot_id = 0x0123456789abcdefu;

static uint8_t incoming[LARGEST_CHUNK];
static size_t incoming_count;
static size_t incoming_taken;

static uint8_t outgoing[1u << 22];
static size_t outgoing_count;
static size_t line_room = SIZE_MAX;

uint64_t fb_board_micros(void) { return micros; }

uint64_t fb_board_ticks(void) { return fb_emulated_ticks(); }

void fb_board_wake_at(uint64_t tick) { fb_emulated_wish(tick); }

void fb_board_lock(void) {}

void fb_board_unlock(void) {}

uint64_t fb_board_boot_id(void) { return boot_id++; }

size_t fb_board_receive(uint8_t *bytes, size_t most) {
    size_t left = incoming_count - incoming_taken;
    size_t count = left < most ? left : most;
    memcpy(bytes, incoming + incoming_taken, count);
    incoming_taken += count;
    return count;
}

size_t fb_board_send(const uint8_t *bytes, size_t count) {
    size_t room = sizeof outgoing - outgoing_count;
    room = room < line_room ? room : line_room;
    size_t taken = count < room ? count : room;
    line_room -= line_room == SIZE_MAX ? 0 : taken;
    memcpy(outgoing + outgoing_count, bytes, taken);
    outgoing_count += taken;
    return taken;
}

/* ---- time ---- */

/* Microseconds until the board has something to do. */
static uint64_t due_micros(void) {
    while (description.real_pace && fb_emulated_pass()) {
        fb_fire();
    }
    uint64_t due = fb_poll();
    uint64_t wish = fb_emulated_wait_micros();
    return wish < due ? wish : due;
}

/* At a real pace the board goes on by itself up to the order's time. */
static void pass_to(uint64_t to) {
    while (description.real_pace && micros < to) {
        uint64_t due = due_micros();
        micros = due < to - micros ? micros + due : to;
    }
    micros = to > micros ? to : micros;
}

/* ---- orders ---- */

static void read_all(uint8_t *bytes, size_t count) {
    if (fread(bytes, 1, count, stdin) != count) {
        exit(2);
    }
}

static void write_all(const uint8_t *bytes, size_t count) {
    if (fwrite(bytes, 1, count, stdout) != count) {
        exit(2);
    }
}

static uint64_t read_u64(void) {
    uint8_t bytes[8];
    read_all(bytes, sizeof bytes);
    return fb_u64(bytes);
}

static void write_u64(uint64_t value) {
    uint8_t bytes[8];
    fb_put_u64(bytes, value);
    write_all(bytes, sizeof bytes);
}

static void write_outgoing(void) {
    uint8_t count[4];
    fb_put_u32(count, (uint32_t)outgoing_count);
    write_all(count, sizeof count);
    write_all(outgoing, outgoing_count);
    outgoing_count = 0;
}

static void receive(void) {
    pass_to(read_u64());
    uint8_t count[2];
    read_all(count, sizeof count);
    incoming_count = fb_u16(count);
    incoming_taken = 0;
    read_all(incoming, incoming_count);
    do {
        (void)fb_poll();
    } while (incoming_taken < incoming_count);
    write_outgoing();
}

static void poll(void) {
    pass_to(read_u64());
    if (!description.real_pace && fb_emulated_pass()) {
        fb_fire();
    }
    write_u64(due_micros());
    write_outgoing();
}

static void lose_line(void) {
    pass_to(read_u64());
    fb_line_lost();
    write_outgoing();
}

static void reboot(void) {
    pass_to(read_u64());
    fb_emulated_reboot();
    (void)fb_start(board);
    outgoing_count = 0;
    write_u64(boot_id - 1);
}

static void set_line_room(void) {
    uint8_t count[4];
    read_all(count, sizeof count);
    line_room = fb_u32(count);
}

static void set_flux(void) {
    uint8_t place[3];
    read_all(place, sizeof place);
    uint64_t bits = read_u64();
    double flux;
    memcpy(&flux, &bits, sizeof flux);
    fb_model_set_flux(place[0], fb_u16(place + 1), flux);
}

static void write_cell(uint8_t array, uint16_t cell) {
    double flux = fb_model_flux(array, cell);
    uint64_t bits;
    memcpy(&bits, &flux, sizeof bits);
    write_u64(bits);
    write_u64((uint64_t)fb_model_code_ticks(array, cell));
    uint8_t closed = fb_model_closed(array, cell);
    write_all(&closed, 1);
}

static void tell_truth(void) {
    write_u64(fb_emulated_ticks());
    uint8_t state[2] = {fb_running(), fb_emulated_safe()};
    write_all(state, sizeof state);
    write_u64(fb_emulated_pulses());
    for (uint8_t l = 0; l < board->arrays; l++) {
        uint32_t cells = (uint32_t)board->array[l].rows * board->array[l].columns;
        for (uint32_t i = 0; i < cells; i++) {
            write_cell(l, (uint16_t)i);
        }
        for (uint16_t j = 0; j < board->array[l].columns; j++) {
            uint8_t code[2];
            fb_put_u16(code, (uint16_t)fb_emulated_codes(l)[j]);
            write_all(code, sizeof code);
        }
    }
}

static void obey(int order) {
    switch (order) {
    case 'r': receive(); break;
    case 'p': poll(); break;
    case 'l': lose_line(); break;
    case 'b': reboot(); break;
    case 'w': set_line_room(); break;
    case 'f': set_flux(); break;
    case 't': tell_truth(); break;
    default: fprintf(stderr, "machine: order=%d; it is none\n", order); exit(2);
    }
}

/*
 * sizes=2,3,2 independent lines differential=ARRAY real name=TEXT conversion=N
 * job=N results=N frames=N credit=N
 */
static void describe(const char *word) {
    unsigned long value = strchr(word, '=') == NULL ? 0 : strtoul(strchr(word, '=') + 1, NULL, 10);
    if (strncmp(word, "sizes=", 6) == 0) {
        char *at = (char *)(size_t)(word + 5);
        description.arrays = 0;
        for (int i = 0; *at != '\0' && i <= FB_MOST_ARRAYS; i++) {
            description.sizes[i] = (uint16_t)strtoul(at + 1, &at, 10);
            description.arrays = (uint8_t)i;
        }
    } else if (strcmp(word, "independent") == 0) {
        description.independent = true;
    } else if (strcmp(word, "lines") == 0) {
        description.line_switches = true;
    } else if (strncmp(word, "differential=", 13) == 0 && value < FB_MOST_ARRAYS) {
        description.differential[value] = true;
    } else if (strcmp(word, "real") == 0) {
        description.real_pace = true;
    } else if (strncmp(word, "name=", 5) == 0) {
        description.board_id = word + 5;
    } else if (strncmp(word, "conversion=", 11) == 0) {
        description.conversion_ticks = (uint32_t)value;
    } else if (strncmp(word, "job=", 4) == 0) {
        description.job_bytes = (uint32_t)value;
    } else if (strncmp(word, "results=", 8) == 0) {
        description.result_bytes = (uint32_t)value;
    } else if (strncmp(word, "frames=", 7) == 0) {
        description.credit_frames = (uint16_t)value;
    } else if (strncmp(word, "credit=", 7) == 0) {
        description.credit_bytes = (uint32_t)value;
    } else {
        fprintf(stderr, "machine: word=%s; it is none\n", word);
        exit(2);
    }
}

int main(int count, char **words) {
    for (int i = 1; i < count; i++) {
        describe(words[i]);
    }
    board = fb_emulated_start(&description);
    if (board == NULL) {
        fprintf(stderr, "machine: there is no room for such a board\n");
        return 2;
    }
    if (!fb_start(board)) {
        fprintf(stderr, "machine: the firmware has no room for such a board\n");
        return 3;
    }
    for (int order = getchar(); order != EOF; order = getchar()) {
        obey(order);
        fflush(stdout);
    }
    return 0;
}
