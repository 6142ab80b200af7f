/* What runs before main(): vectors, initial values, zeros, and paint on the stack by which its depth can be seen. */
#include <stdint.h>

#include "fb_board.h"
#include "machine.h"

extern uint32_t fb_data_start[], fb_data_end[], fb_data_image[];
extern uint32_t fb_bss_start[], fb_bss_end[];
extern uint32_t fb_model_start_word[], fb_model_end_word[];
extern uint32_t fb_stack_bottom[], fb_stack_painted[], fb_stack_top[];

int main(void);
void fb_reset(void);
void fb_stopped(void);

typedef void (*vector)(void);

#define STOPPED_4 fb_stopped, fb_stopped, fb_stopped, fb_stopped
#define STOPPED_7 STOPPED_4, fb_stopped, fb_stopped, fb_stopped

/* Of the exceptions of a Cortex-M3 and the interrupts that are used; any other stops the board, safe. */
__attribute__((section(".vectors"), used)) static const vector vectors[16 + 16] = {
    (vector)(uintptr_t) fb_stack_top,
    fb_reset,
    STOPPED_7, STOPPED_7, /* 2 to 15 */
    fb_uart_interrupt, /* interrupt 0 */
    STOPPED_7, /* 1 to 7 */
    fb_timer_interrupt, /* interrupt 8 */
    STOPPED_7, /* 9 to 15 */
};

/* What should never be interrupted so: the outputs are safe and stay so; a host hears nothing any more. */
void fb_stopped(void) {
    fb_board_safe();
    for (;;) {
    }
}

__attribute__((noreturn)) void fb_reset(void) {
    for (uint32_t *to = fb_data_start, *from = fb_data_image; to < fb_data_end;) {
        *to++ = *from++;
    }
    for (uint32_t *to = fb_bss_start; to < fb_bss_end;) {
        *to++ = 0;
    }
    for (uint32_t *to = fb_model_start_word; to < fb_model_end_word;) {
        *to++ = 0;
    }
    for (uint32_t *to = fb_stack_bottom; to < fb_stack_painted;) {
        *to++ = FB_STACK_PAINT;
    }
    main();
    for (;;) {
    }
}
