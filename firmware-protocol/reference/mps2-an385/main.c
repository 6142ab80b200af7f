/*
 * The firmware on a Cortex-M3 without anything beneath it: the machine mps2-an385 as QEMU emulates it. Its arrays are
 * computed, so its tick clock is that of the emulated ports; but fb_fire() is called by a real interrupt, at any place
 * of the main loop and of the line's interrupt.
 */
#include <stdbool.h>

#include "fb_emulated.h"
#include "fluxbar.h"
#include "machine.h"

/* Loaded by whoever starts the machine, which has no random source of its own: another number each time. */
__attribute__((section(".boot_id"), used)) volatile uint64_t fb_loaded_boot_id;

/* How long the timer lets the main loop run on before a wish that has come: a few, and not always the same. */
#define SOONEST_MICROS 5u
#define SPREAD_MICROS 64u

/*
 * How seldom the clock goes on at least: within its patience. Much more often, and on a busy machine that gives QEMU a
 * twentieth of a processor, the interrupt would leave nothing of it to the main loop.
 */
#define IDLE_MICROS 10000u

static uint8_t ring[FB_CREDIT_BYTES];
static volatile uint32_t ring_in; /* written by the interrupt alone */
static volatile uint32_t ring_out; /* written by the main loop alone */

static volatile bool fired; /* since the main loop last looked */

static uint32_t counter_seen;
static uint64_t counted;
static fb_patience patience;
static uint32_t spread = 1;

/* Keeps every interrupt out, for some instructions; nests. */
static uint32_t quiet(void) {
    uint32_t before;
    __asm volatile("mrs %0, primask\n cpsid i" : "=r"(before)::"memory");
    return before;
}

static void loud(uint32_t before) {
    __asm volatile("msr primask, %0" ::"r"(before) : "memory");
}

/* ---- time ---- */

uint64_t fb_board_micros(void) {
    uint32_t before = quiet();
    uint32_t now = ~FB_COUNTER->value;
    /* It wraps after 171 s, and is asked far more often. */
    counted += now - counter_seen;
    counter_seen = now;
    uint64_t micros = fb_patient_micros(&patience, counted / (FB_CLOCK_HERTZ / 1000000u));
    loud(before);
    return micros;
}

uint64_t fb_board_ticks(void) {
    uint32_t before = quiet();
    uint64_t ticks = fb_emulated_ticks();
    loud(before);
    return ticks;
}

static void set_timer(void) {
    uint64_t wait = fb_emulated_wait_micros();
    uint32_t micros = wait < IDLE_MICROS ? (uint32_t)wait : IDLE_MICROS;
    if (micros < SOONEST_MICROS + SPREAD_MICROS) {
        spread = spread * 1664525u + 1013904223u;
        micros = SOONEST_MICROS + (spread >> 16) % SPREAD_MICROS;
    }
    FB_TIMER->control = 0;
    FB_TIMER->reload = 0;
    FB_TIMER->value = micros * (FB_CLOCK_HERTZ / 1000000u);
    FB_TIMER->interrupt = 1;
    FB_TIMER->control = 9;
}

void fb_board_wake_at(uint64_t tick) {
    uint32_t before = quiet();
    fb_emulated_wish(tick);
    set_timer();
    loud(before);
}

void fb_timer_interrupt(void) {
    FB_TIMER->interrupt = 1;
    if (fb_emulated_pass()) {
        fb_fire();
        fired = true;
    }
    set_timer();
}

void fb_board_lock(void) {
    FB_INTERRUPT_DISABLE = 1u << FB_TIMER_INTERRUPT;
    __asm volatile("dsb\n isb" ::: "memory");
}

void fb_board_unlock(void) {
    __asm volatile("dsb" ::: "memory");
    FB_INTERRUPT_ENABLE = 1u << FB_TIMER_INTERRUPT;
}

/* ---- line ---- */

void fb_uart_interrupt(void) {
    FB_UART->interrupt = 2;
    while ((FB_UART->state & 2) != 0) {
        uint8_t byte = (uint8_t)FB_UART->data;
        uint32_t in = ring_in;
        /* What finds no room is lost, as on any board; a host that keeps to its credit never sees it. */
        if (in - ring_out < sizeof ring) {
            ring[in % sizeof ring] = byte;
            ring_in = in + 1;
        }
    }
}

size_t fb_board_receive(uint8_t *bytes, size_t most) {
    uint32_t out = ring_out;
    size_t taken = 0;
    for (uint32_t in = ring_in; taken < most && out != in; out++) {
        bytes[taken++] = ring[out % sizeof ring];
    }
    ring_out = out;
    return taken;
}

size_t fb_board_send(const uint8_t *bytes, size_t count) {
    size_t taken = 0;
    while (taken < count && (FB_UART->state & 1) == 0) {
        FB_UART->data = bytes[taken++];
    }
    return taken;
}

/* ---- identity ---- */

uint64_t fb_board_boot_id(void) {
    return fb_loaded_boot_id;
}

/* ---- start ---- */

_Static_assert((FB_CREDIT_BYTES & (FB_CREDIT_BYTES - 1)) == 0, "the ring's indices wrap at 2^32");

static void bring_up(void) {
    FB_COUNTER->load = UINT32_MAX;
    FB_COUNTER->control = 0x82;
    counter_seen = ~FB_COUNTER->value;
    FB_UART->divider = 16;
    FB_UART->control = 0xb;
    /* Operations interrupt the line; nothing interrupts an operation. */
    FB_INTERRUPT_PRIORITY[FB_TIMER_INTERRUPT] = 0;
    FB_INTERRUPT_PRIORITY[FB_UART_INTERRUPT] = 0x80;
}

/* Sleeps until an interrupt, unless one has brought something since the last round of the main loop. */
static void doze(void) {
    uint32_t before = quiet();
    if (ring_in == ring_out && !fired) {
        /* Wakes for an interrupt that is kept out, too: none can come between looking and sleeping. */
        __asm volatile("wfi" ::: "memory");
    }
    fired = false;
    loud(before);
}

int main(void) {
    static const fb_emulated academic = {
        .arrays = 2,
        .sizes = {2, 3, 2},
        .board_id = "academic",
        .firmware = "fluxbar-reference mps2-an385 1",
    };
    bring_up();
    const fb_board *board = fb_emulated_start(&academic);
    while (!fb_start(board)) {
        /* fb_config.h has less than this board needs: it stays safe. */
    }
    set_timer();
    FB_INTERRUPT_ENABLE = 1u << FB_UART_INTERRUPT | 1u << FB_TIMER_INTERRUPT;
    for (;;) {
        if (fb_poll() > 0) {
            doze();
        }
    }
}
