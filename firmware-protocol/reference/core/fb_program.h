/* A program in memory: its image, and where its parts are. PROTOCOL.md section 6. */
#ifndef FB_PROGRAM_H
#define FB_PROGRAM_H

#include "fb_board.h"
#include "fb_config.h"
#include "fb_protocol.h"

/* A pattern or a table takes at least so many bytes of an image. */
#define FB_SMALLEST_PART_BYTES 8

/* Bytes of a table of so many columns, and of a pattern of so many bits. */
#define FB_TABLE_BYTES(columns) (4u + ((columns) + 1u) / 2u * 4u)
#define FB_PATTERN_BYTES(bits) (4u + ((bits) + 31u) / 32u * 4u)

/* What LOAD has said of a job, and its image. */
typedef struct {
    const uint8_t *bytes;
    uint32_t length;
    uint32_t operations;
    uint32_t patterns;
    uint32_t tables;
    uint32_t stream_bytes;
    uint32_t ring_bytes;
    uint16_t *parts; /* [length / FB_SMALLEST_PART_BYTES], filled by the proof: patterns, then tables, in words of 4 */
} fb_program;

/* One operation, its fields raw. */
typedef struct {
    uint8_t code;
    uint8_t array;
    uint16_t a;
    uint32_t b;
    uint32_t c;
    uint32_t d;
} fb_operation;

/* The limits of the session, in the words of LIMITS. */
typedef struct {
    uint16_t watchdog_millis;
    uint32_t on_ticks;
    uint64_t program_ticks;
    uint64_t code_ticks;
    uint16_t largest_codes[FB_MOST_ARRAYS];
} fb_limits;

/* The worst that a program can do. */
typedef struct {
    uint64_t program_ticks;
    uint16_t largest_code;
    uint64_t code_ticks;
    uint32_t result_bytes;
    uint32_t image_crc;
    uint64_t wait_ticks;
} fb_proof;

/* Why a message or a program is refused. */
typedef struct {
    uint16_t error; /* FB_ERR_NONE: it is not */
    uint32_t operation;
    uint64_t value;
} fb_refusal;

fb_operation fb_operation_at(const fb_program *program, uint32_t index);

/* The bytes of a pattern or table, from its array on. The program is proved. */
const uint8_t *fb_pattern_at(const fb_program *program, uint32_t index);
const uint8_t *fb_table_at(const fb_program *program, uint32_t index);

/* The largest code of either sign of a table of so many columns. */
uint16_t fb_largest_code(const uint8_t *table, uint16_t columns);

/* Whether a table's bytes are right for one of the board's arrays; what is wrong with it and the value in question. */
uint16_t fb_check_table(const fb_board *board, const uint8_t *table, uint32_t left, uint64_t *value);

/* Bits of a pattern of a kind. */
uint32_t fb_pattern_bits(const fb_array *array, uint8_t kind);

/*
 * Proves that a program stays within the board and the limits, or says with which operation it does not. Fills
 * program->parts. Host and board run the same proof: what one refuses the other refuses with the same code.
 */
fb_refusal fb_prove(const fb_board *board, const fb_limits *limits, fb_program *program, fb_proof *proof);

#endif
