#include "fb_frame.h"

#include "fb_bytes.h"

uint32_t fb_crc(const uint8_t *bytes, size_t count) {
    /* Four bits at a step: a table of 64 bytes is quick enough for any serial line. */
    static const uint32_t steps[16] = {
        0x00000000u, 0x105ec76fu, 0x20bd8edeu, 0x30e349b1u, 0x417b1dbcu, 0x5125dad3u, 0x61c69362u, 0x7198540du,
        0x82f63b78u, 0x92a8fc17u, 0xa24bb5a6u, 0xb21572c9u, 0xc38d26c4u, 0xd3d3e1abu, 0xe330a81au, 0xf36e6f75u,
    };
    uint32_t crc = 0xffffffffu;
    for (size_t i = 0; i < count; i++) {
        crc ^= bytes[i];
        crc = crc >> 4 ^ steps[crc & 15];
        crc = crc >> 4 ^ steps[crc & 15];
    }
    return ~crc;
}

/* One byte of the plain frame into its stuffed form; `group` is where the present group's count will stand. */
typedef struct {
    uint8_t *line;
    size_t group;
    size_t next;
} stuffer;

static void stuff(stuffer *to, uint8_t byte, bool last) {
    if (byte != 0) {
        to->line[to->next++] = byte;
    }
    size_t count = to->next - to->group;
    if (byte == 0 || count == 0xff) {
        to->line[to->group] = (uint8_t)count;
        to->group = to->next;
        /* A full group at the very end is not followed by an empty one. */
        if (byte == 0 || !last) {
            to->next++;
        }
    }
}

size_t fb_frame_encode(const fb_frame *frame, uint8_t line[FB_LARGEST_STUFFED_BYTES + 1]) {
    uint8_t plain[FB_LARGEST_PLAIN_BYTES];
    uint8_t *at = fb_put_u8(fb_put_u8(plain, frame->flags), frame->type);
    at = fb_put_u16(fb_put_u16(fb_put_u16(at, frame->session), frame->sequence), frame->ack);
    at = fb_put_u16(at, frame->length);
    for (size_t i = 0; i < frame->length; i++) {
        *at++ = frame->payload[i];
    }
    at = fb_put_u32(at, fb_crc(plain, (size_t)(at - plain)));
    size_t length = (size_t)(at - plain);
    stuffer to = {line, 0, 1};
    for (size_t i = 0; i < length; i++) {
        stuff(&to, plain[i], i + 1 == length);
    }
    if (to.group < to.next) {
        line[to.group] = (uint8_t)(to.next - to.group);
    }
    line[to.next] = 0;
    return to.next + 1;
}

/* Unstuffs in place: what is written never overtakes what is read. Returns the bytes, or 0 if it is broken. */
static size_t unstuff(uint8_t *bytes, size_t length) {
    size_t in = 0;
    size_t out = 0;
    size_t code = 0;
    while (in < length) {
        bool after_full = code == 0xff;
        code = bytes[in++];
        if (after_full && code == 1 && in == length) {
            return 0; /* an empty group that says nothing: every frame has one stuffed form */
        }
        /* No zero comes between two zeros of the line: a code is at least 1. */
        if (in + code - 1 > length || out + code - 1 > FB_LARGEST_PLAIN_BYTES) {
            return 0;
        }
        for (size_t i = 1; i < code; i++) {
            bytes[out++] = bytes[in++];
        }
        if (code < 0xff && in < length) {
            if (out == FB_LARGEST_PLAIN_BYTES) {
                return 0;
            }
            bytes[out++] = 0;
        }
    }
    return out;
}

uint8_t fb_frame_decode(uint8_t *bytes, size_t length, fb_frame *frame) {
    /* Stuffed nothing is a stretch of one byte, 1: too short, not broken. */
    bool nothing = length == 1 && bytes[0] == 1;
    size_t plain = length > FB_LARGEST_STUFFED_BYTES ? 0 : unstuff(bytes, length);
    if (plain == 0 && !nothing) {
        return FB_REJECT_STUFFING;
    }
    if (plain < FB_FRAME_HEADER_BYTES + FB_FRAME_CRC_BYTES) {
        return FB_REJECT_TOO_SHORT;
    }
    size_t covered = plain - FB_FRAME_CRC_BYTES;
    if (fb_crc(bytes, covered) != fb_u32(bytes + covered)) {
        return FB_REJECT_CRC;
    }
    frame->flags = bytes[0];
    frame->type = bytes[1];
    frame->session = fb_u16(bytes + 2);
    frame->sequence = fb_u16(bytes + 4);
    frame->ack = fb_u16(bytes + 6);
    frame->length = fb_u16(bytes + 8);
    frame->payload = bytes + FB_FRAME_HEADER_BYTES;
    if (frame->length != covered - FB_FRAME_HEADER_BYTES) {
        return FB_REJECT_LENGTH;
    }
    if ((frame->flags & ~(FB_FLAG_SEQUENCED | FB_FLAG_ACKNOWLEDGES)) != 0) {
        return FB_REJECT_FLAGS;
    }
    return FB_FRAME_VALID;
}

bool fb_frame_read(fb_frame_reader *reader, uint8_t byte) {
    if (byte == 0) {
        return reader->length > 0;
    }
    if (reader->length < sizeof reader->held) {
        reader->held[reader->length++] = byte;
    }
    return false;
}
