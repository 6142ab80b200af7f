/* What the firmware has room for. A port overrides these on the compiler's command line. */
#ifndef FB_CONFIG_H
#define FB_CONFIG_H

#ifndef FB_MOST_ARRAYS
#define FB_MOST_ARRAYS 2
#endif

/* Of any one array. */
#ifndef FB_MOST_COLUMNS
#define FB_MOST_COLUMNS 64
#endif

/* Switches of any one array: rows x columns, or rows + columns where whole lines are switched. */
#ifndef FB_MOST_SWITCHES
#define FB_MOST_SWITCHES (64 * 64)
#endif

/* One image with its ring; there is room for two. A multiple of 8, at most 256 KiB. */
#ifndef FB_JOB_BYTES
#define FB_JOB_BYTES 8192
#endif

/* Result records that wait for the line. */
#ifndef FB_RESULT_BYTES
#define FB_RESULT_BYTES 4096
#endif

/* Sequenced messages that are not acknowledged. */
#ifndef FB_SEND_BYTES
#define FB_SEND_BYTES 4096
#endif

#endif
