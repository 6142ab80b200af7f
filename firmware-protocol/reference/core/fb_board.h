/*
 * What a port provides: the board that the firmware drives. Everything else is common to all boards.
 *
 * Two levels run this firmware. fb_poll() is the main loop: line, proofs, watchdog. fb_fire() is the timer's
 * interrupt, above all else: operations on their ticks. Each function below says from which of them it is called.
 */
#ifndef FB_BOARD_H
#define FB_BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One array, in the words of the message ARRAY. */
typedef struct {
    uint16_t rows;
    uint16_t columns;
    bool differential; /* two rows make one neuron */
    bool driven; /* the columns have drivers */
    uint8_t dac_bits; /* 2 to 16 */
    uint32_t dac_microvolts; /* the voltage of code 2^(bits-1) */
    uint8_t adc_bits; /* 2 to 20 */
    uint8_t ranges;
    const uint64_t *range_picoamperes; /* [ranges], the current of count 2^(bits-1) */
    uint32_t conversion_ticks; /* that one conversion of one row takes; 0: less than a tick */
} fb_array;

/* The board as a whole, in the words of IDENTITY and DESCRIPTION. Given to fb_start(), which keeps the pointer. */
typedef struct {
    const char *board_id; /* names this one board, at most 64 bytes of UTF-8 */
    const char *firmware; /* port and version, at most 64 bytes of UTF-8 */
    uint8_t arrays; /* at most FB_MOST_ARRAYS */
    const fb_array *array; /* [arrays] */
    bool independent; /* every array has drivers of its own; otherwise the first drives the later ones by neurons */
    bool line_switches; /* whole rows and columns are switched; otherwise every crosspoint */
    uint32_t ticks_per_second;
    uint32_t neuron_microvolts; /* 0 where there is none */
    uint64_t neuron_picoamperes;
    uint32_t job_bytes; /* at most FB_JOB_BYTES */
    uint32_t result_bytes; /* at most FB_RESULT_BYTES */
    uint16_t credit_frames; /* frames that the host may have unacknowledged: 1 to 32767 */
    uint32_t credit_bytes; /* bytes that the line's receiver holds without loss: at least 530 */
    uint32_t longest_on_ticks;
    uint64_t longest_program_ticks;
    uint16_t longest_watchdog_millis; /* 1 to 100 */
    uint32_t late_ticks; /* an operation fired by so many ticks after its own is still on time: what the interrupt
                            takes at worst; 0 where a tick is longer than that */
} fb_board;

/* ---- outputs; from both levels, never from both at once ---- */

/* Hands one signed code a column to the drivers of an array; outputs stay as they are until fb_board_latch(). */
void fb_board_write_codes(uint8_t array, const int16_t *codes, uint16_t columns);

/* All drivers of all arrays take their codes, at once. */
void fb_board_latch(void);

/*
 * Sets all switches of an array. Bit 0 of closed[0] comes first. Crosspoint switches: one bit a crosspoint, row by
 * row. Line switches: one bit a row, then one a column. 1 is closed.
 */
void fb_board_write_switches(uint8_t array, const uint8_t *closed);

/* Drivers to 0 V first, then every switch open, whatever state they are in. Takes no lock, no line and no memory. */
void fb_board_safe(void);

/* ---- inputs; from fb_fire() ---- */

/* Starts to convert the current of one row. */
void fb_board_start_conversion(uint8_t array, uint16_t row, uint8_t range);

/* Whether the conversion is over; then its signed count. */
bool fb_board_read_conversion(int32_t *count);

/* ---- time ---- */

/* Ticks since power-up. From both levels. */
uint64_t fb_board_ticks(void);

/* Lets the timer call fb_fire() at this tick, or at once if it has passed. Replaces an earlier wish. From both. */
void fb_board_wake_at(uint64_t tick);

/* Microseconds on a clock that always goes on: for the link and the watchdog. From the main loop. */
uint64_t fb_board_micros(void);

/* Keeps fb_fire() from being called, and lets it again; they do not nest. From the main loop. */
void fb_board_lock(void);
void fb_board_unlock(void);

/* ---- line; from the main loop ---- */

/* Takes up to `most` bytes that have come; 0 if there are none. Never waits. */
size_t fb_board_receive(uint8_t *bytes, size_t most);

/* Hands bytes to the line and returns how many it took, 0 to `count`. Never waits. */
size_t fb_board_send(const uint8_t *bytes, size_t count);

/* ---- identity; once, from fb_start() ---- */

/* 64 random bits, others at each power-up. */
uint64_t fb_board_boot_id(void);

#endif
