/*
 * Result records between the level that samples and the level that speaks: a queue with one writer, fb_fire(), and one
 * reader, the main loop. PROTOCOL.md section 7.
 */
#ifndef FB_RECORDS_H
#define FB_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The head of a record: where and when, and how many rows follow. */
typedef struct {
    uint32_t operation;
    uint32_t turn;
    uint64_t tick; /* since the job's start */
    uint8_t instant;
    uint8_t array;
    uint8_t range;
    uint16_t averages;
    uint16_t first_row;
    uint16_t rows; /* at most FB_MOST_ROWS_A_RECORD */
} fb_record;

/* Empty. Main loop, while nothing runs. */
void fb_records_reset(void);

/* ---- the writer ---- */

/* Makes room for a record; false if there is none, which the proof has excluded. */
bool fb_records_open(const fb_record *record);

/* Appends the sum of the next row. */
void fb_records_add(int32_t sum);

/* Hands the record over. */
void fb_records_close(bool saturated);

/* ---- the reader ---- */

/* Bytes of whole records that wait. */
size_t fb_records_bytes(void);

/* Bytes of the oldest records that fit into `most`; *complete: whether no further one would fit. */
size_t fb_records_fitting(size_t most, bool *complete);

/* Moves so many bytes to `out`. */
void fb_records_take(uint8_t *out, size_t bytes);

/* Records handed over since the reset; stops at its largest number. */
uint32_t fb_records_count(void);

#endif
