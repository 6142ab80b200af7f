/* Sums of a proof: numbers that stop at the largest, and bytes of records divided by AWAITs. */
#ifndef FB_TOTALS_H
#define FB_TOTALS_H

#include <stdbool.h>
#include <stdint.h>

/* Totals stop at the largest number rather than wrap, and are refused there. */
#define FB_LARGEST_TOTAL ((uint64_t)INT64_MAX)

static inline uint64_t fb_plus(uint64_t a, uint64_t b) { return a > FB_LARGEST_TOTAL - b ? FB_LARGEST_TOTAL : a + b; }

static inline uint64_t fb_times(uint64_t a, uint64_t b) {
    return a != 0 && b > FB_LARGEST_TOTAL / a ? FB_LARGEST_TOTAL : a * b;
}

/*
 * Bytes of the result records that some operations make, divided by the AWAITs among them: up to the first one, the
 * most between two, after the last. Without an AWAIT all three are the same sum.
 */
typedef struct {
    bool awaits;
    uint64_t before;
    uint64_t between;
    uint64_t after;
} fb_record_bytes;

static inline fb_record_bytes fb_sum(uint64_t bytes) { return (fb_record_bytes){false, bytes, bytes, bytes}; }

static inline uint64_t fb_most(uint64_t a, uint64_t b) { return a > b ? a : b; }

static inline fb_record_bytes fb_then(fb_record_bytes first, fb_record_bytes next) {
    if (!first.awaits && !next.awaits) {
        return fb_sum(fb_plus(first.before, next.before));
    }
    if (!first.awaits) {
        return (fb_record_bytes){true, fb_plus(first.before, next.before), next.between, next.after};
    }
    if (!next.awaits) {
        return (fb_record_bytes){true, first.before, first.between, fb_plus(first.after, next.after)};
    }
    uint64_t joint = fb_plus(first.after, next.before);
    return (fb_record_bytes){true, first.before, fb_most(joint, fb_most(first.between, next.between)), next.after};
}

/* The same operations several times, at least once. A third time joins the second as the second joined the first. */
static inline fb_record_bytes fb_repeated(fb_record_bytes once, uint64_t turns) {
    if (!once.awaits) {
        return fb_sum(fb_times(once.before, turns));
    }
    return turns == 1 ? once : fb_then(once, once);
}

#endif
