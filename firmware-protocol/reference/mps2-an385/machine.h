/* The registers of the machine mps2-an385 that are used: ARM Application Note AN385, CMSDK (DDI 0479), ARMv7-M. */
#ifndef FB_MACHINE_H
#define FB_MACHINE_H

#include <stdint.h>

#define FB_CLOCK_HERTZ 25000000u

#define FB_STACK_PAINT 0xf1a5f1a5u

typedef volatile uint32_t fb_register;

typedef struct {
    fb_register data;
    fb_register state; /* bit 0: transmitter full, bit 1: receiver full */
    fb_register control; /* bit 0: transmit, bit 1: receive, bit 3: interrupt of the receiver */
    fb_register interrupt; /* bit 1: of the receiver; writing 1 clears */
    fb_register divider; /* at least 16 */
} fb_uart;

typedef struct {
    fb_register control; /* bit 0: count, bit 3: interrupt */
    fb_register value; /* counts down */
    fb_register reload;
    fb_register interrupt; /* writing 1 clears */
} fb_timer;

typedef struct {
    fb_register load;
    fb_register value; /* counts down */
    fb_register control; /* bit 7: count, bit 1: 32 bits; without bit 6 it runs freely */
} fb_counter;

#define FB_TIMER ((fb_timer *)0x40000000u)
#define FB_COUNTER ((fb_counter *)0x40002000u)
#define FB_UART ((fb_uart *)0x40004000u)

#define FB_UART_INTERRUPT 0u
#define FB_TIMER_INTERRUPT 8u

#define FB_INTERRUPT_ENABLE (*(fb_register *)0xe000e100u)
#define FB_INTERRUPT_DISABLE (*(fb_register *)0xe000e180u)
#define FB_INTERRUPT_PRIORITY ((volatile uint8_t *)0xe000e400u)

void fb_uart_interrupt(void);
void fb_timer_interrupt(void);

#endif
