/* Little-endian fields of frames, messages and images. */
#ifndef FB_BYTES_H
#define FB_BYTES_H

#include <stdint.h>

static inline uint16_t fb_u16(const uint8_t *at) { return (uint16_t)(at[0] | at[1] << 8); }

static inline uint32_t fb_u32(const uint8_t *at) { return fb_u16(at) | (uint32_t)fb_u16(at + 2) << 16; }

static inline uint64_t fb_u64(const uint8_t *at) { return fb_u32(at) | (uint64_t)fb_u32(at + 4) << 32; }

/* Each writes one field and returns the place of the next. */
static inline uint8_t *fb_put_u8(uint8_t *at, uint8_t value) {
    at[0] = value;
    return at + 1;
}

static inline uint8_t *fb_put_u16(uint8_t *at, uint16_t value) {
    at[0] = (uint8_t)value;
    at[1] = (uint8_t)(value >> 8);
    return at + 2;
}

static inline uint8_t *fb_put_u32(uint8_t *at, uint32_t value) {
    return fb_put_u16(fb_put_u16(at, (uint16_t)value), (uint16_t)(value >> 16));
}

static inline uint8_t *fb_put_u64(uint8_t *at, uint64_t value) {
    return fb_put_u32(fb_put_u32(at, (uint32_t)value), (uint32_t)(value >> 32));
}

#endif
