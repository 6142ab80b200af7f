/*
 * Frames and their form on the line: PROTOCOL.md section 3.
 *
 *     0      1      2         4        6        8        10          10+n      14+n
 *     +------+------+---------+--------+--------+--------+-----------+---------+
 *     |flags | type | session |sequence|  ack   | length | payload n | CRC-32C |
 *     +------+------+---------+--------+--------+--------+-----------+---------+
 */
#ifndef FB_FRAME_H
#define FB_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fb_protocol.h"

#define FB_LARGEST_PLAIN_BYTES (FB_FRAME_HEADER_BYTES + FB_LARGEST_PAYLOAD_BYTES + FB_FRAME_CRC_BYTES)

typedef struct {
    uint8_t flags;
    uint8_t type;
    uint16_t session;
    uint16_t sequence; /* 0 unless sequenced */
    uint16_t ack; /* 0 unless it acknowledges */
    uint16_t length; /* of the payload */
    const uint8_t *payload;
} fb_frame;

/* What a stretch between two zeros is; otherwise one of FB_REJECT. */
#define FB_FRAME_VALID 0

/* Collects bytes up to a zero. */
typedef struct {
    uint16_t length;
    /* One byte more than any frame has, so that an endless one is refused. */
    uint8_t held[FB_LARGEST_STUFFED_BYTES + 1];
} fb_frame_reader;

/* CRC-32C of a stretch of bytes. */
uint32_t fb_crc(const uint8_t *bytes, size_t count);

/* Writes a frame's stuffed form with its delimiter to `line` and returns its bytes. */
size_t fb_frame_encode(const fb_frame *frame, uint8_t line[FB_LARGEST_STUFFED_BYTES + 1]);

/* Unstuffs `bytes` where they are; a valid frame's payload points into them. */
uint8_t fb_frame_decode(uint8_t *bytes, size_t length, fb_frame *frame);

/* Takes a byte of the line; true when held[0..length) is a stretch to decode and then to forget by length = 0. */
bool fb_frame_read(fb_frame_reader *reader, uint8_t byte);

#endif
