/* Samples: conversions of the rows that are sensed, one after the other, into records. From fb_fire(). */
#ifndef FB_SAMPLER_H
#define FB_SAMPLER_H

#include "fb_program.h"
#include "fb_records.h"

/* What SENSE has chosen of one array; no rows: nothing. */
typedef struct {
    uint8_t range;
    uint16_t averages;
    uint16_t first_row;
    uint16_t rows;
} fb_sense;

/* How far a sample has come. */
typedef enum {
    FB_SAMPLE_GOES_ON,
    FB_SAMPLE_OVER,
    FB_SAMPLE_NO_ROOM /* for its records, which the proof has excluded */
} fb_sample_state;

/* Ticks that the conversions of one sample of sense[arrays] take. */
uint64_t fb_sample_ticks(const fb_board *board, const fb_sense *sense);

/* Begins a sample of sense[arrays], which must stay until it is over; `at` gives operation, turn, tick and instant. */
fb_sample_state fb_sample_begin(const fb_board *board, const fb_sense *sense, const fb_record *at);

/* Makes some conversions of the sample that was begun. */
fb_sample_state fb_sample_convert(void);

#endif
