/* Generated from messages.json by vectors/generate.py; change the table, not this file. */
#ifndef FB_PROTOCOL_H
#define FB_PROTOCOL_H

/* The version that this table is. */
#define FB_MAJOR 1
#define FB_MINOR 1
#define FB_TABLE_HASH 0x1a60b7b1u

/* Sizes and bounds. */
#define FB_FRAME_HEADER_BYTES 10
#define FB_FRAME_CRC_BYTES 4
#define FB_LARGEST_PAYLOAD_BYTES 512
#define FB_LARGEST_STUFFED_BYTES 529
#define FB_LARGEST_LOAD_DATA_BYTES 500
#define FB_LEDGER_JOBS 64
#define FB_DEEPEST_LOOP 4
#define FB_MOST_AVERAGES 4096
#define FB_MOST_CROSSPOINTS 16777216
#define FB_MOST_ROWS_A_RECORD 119
#define FB_RESULT_HEADER_BYTES 28
#define FB_OPERATION_BYTES 16
#define FB_PROOF_BYTES 34

/* Bits of a frame's flags. */
#define FB_FLAG_SEQUENCED 0x01
#define FB_FLAG_ACKNOWLEDGES 0x02

/* Why a stretch of the line is no frame, in the order in which it is looked at; 0 is a frame. */
#define FB_REJECT_STUFFING 1
#define FB_REJECT_TOO_SHORT 2
#define FB_REJECT_CRC 3
#define FB_REJECT_LENGTH 4
#define FB_REJECT_FLAGS 5

/* Messages. */
#define FB_MSG_HELLO 0x01
#define FB_MSG_IDENTITY 0x02
#define FB_MSG_ACK 0x03
#define FB_MSG_HEARTBEAT 0x04
#define FB_MSG_STATUS 0x05
#define FB_MSG_ABORT 0x06
#define FB_MSG_NO_SESSION 0x07
#define FB_MSG_DESCRIBE 0x10
#define FB_MSG_LIMITS 0x11
#define FB_MSG_LOAD 0x12
#define FB_MSG_LOAD_DATA 0x13
#define FB_MSG_VERIFY 0x14
#define FB_MSG_ARM 0x15
#define FB_MSG_START 0x16
#define FB_MSG_RELEASE 0x17
#define FB_MSG_QUERY 0x18
#define FB_MSG_CLEAR 0x19
#define FB_MSG_BYE 0x1a
#define FB_MSG_STREAM_DATA 0x1b
#define FB_MSG_CONFIRM 0x1c
#define FB_MSG_DESCRIPTION 0x20
#define FB_MSG_ARRAY 0x21
#define FB_MSG_LIMITS_SET 0x22
#define FB_MSG_VERIFIED 0x23
#define FB_MSG_ARMED 0x24
#define FB_MSG_STARTED 0x25
#define FB_MSG_RESULTS 0x26
#define FB_MSG_DONE 0x27
#define FB_MSG_RELEASED 0x28
#define FB_MSG_JOB 0x29
#define FB_MSG_CLEARED 0x2a
#define FB_MSG_GOODBYE 0x2b
#define FB_MSG_STREAM_TAKEN 0x2c
#define FB_MSG_REFUSED 0x2f

/* Operations. */
#define FB_OP_SWITCH 1
#define FB_OP_SETTLE 2
#define FB_OP_DRIVE 3
#define FB_OP_SENSE 4
#define FB_OP_BLOCK 5
#define FB_OP_PULSE 6
#define FB_OP_GATE 7
#define FB_OP_SAMPLE 8
#define FB_OP_SAFE 9
#define FB_OP_LOOP 10
#define FB_OP_AWAIT 11

/* Errors. */
#define FB_ERR_NONE 0
#define FB_ERR_BAD_PAYLOAD 1
#define FB_ERR_BAD_TYPE 2
#define FB_ERR_NO_LIMITS 3
#define FB_ERR_LATCHED 4
#define FB_ERR_UNKNOWN_JOB 5
#define FB_ERR_WRONG_STATE 6
#define FB_ERR_NO_SLOT 7
#define FB_ERR_NO_MEMORY 8
#define FB_ERR_BAD_OFFSET 9
#define FB_ERR_INCOMPLETE 10
#define FB_ERR_BAD_LIMITS 11
#define FB_ERR_BAD_JOB 12
#define FB_ERR_WRONG_FAULT 13
#define FB_ERR_NO_FEATURE 14
#define FB_ERR_BAD_KEY 15
#define FB_ERR_BAD_IMAGE 20
#define FB_ERR_BAD_OPERATION 21
#define FB_ERR_BAD_ARRAY 22
#define FB_ERR_NO_DRIVERS 23
#define FB_ERR_BAD_PATTERN 24
#define FB_ERR_LINE_SWITCHES 25
#define FB_ERR_BAD_TABLE 26
#define FB_ERR_BAD_ROWS 27
#define FB_ERR_BAD_RANGE 28
#define FB_ERR_BAD_AVERAGES 29
#define FB_ERR_BAD_TICKS 30
#define FB_ERR_BAD_INSTANTS 31
#define FB_ERR_BAD_GATE 32
#define FB_ERR_BAD_LOOP 33
#define FB_ERR_BAD_RESERVED 34
#define FB_ERR_BAD_STREAM 35
#define FB_ERR_OVER_CODE 40
#define FB_ERR_OVER_ON_TICKS 41
#define FB_ERR_OVER_PROGRAM_TICKS 42
#define FB_ERR_OVER_CODE_TICKS 43
#define FB_ERR_OVER_RESULTS 44
#define FB_ERR_PROOF_DIFFERS 45
#define FB_ERR_WATCHDOG 64
#define FB_ERR_ABORTED 65
#define FB_ERR_LATE 66
#define FB_ERR_SESSION_LOST 67
#define FB_ERR_INTERNAL 68
#define FB_ERR_STARVED 69
#define FB_ERR_STREAM_REFUSED 70

/* All of them, for the list of an array. */
#define FB_EACH_ERROR 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 40, 41, 42, 43, 44, 45, 64, 65, 66, 67, 68, 69, 70

/* States of a job. */
#define FB_JOB_UNKNOWN 0
#define FB_JOB_LOADING 1
#define FB_JOB_VERIFIED 2
#define FB_JOB_ARMED 3
#define FB_JOB_RUNNING 4
#define FB_JOB_DONE 5
#define FB_JOB_FAULTED 6

/* Bit numbers of features. */
#define FB_FEATURE_STREAMED_TABLES 0

/* Values of topology. */
#define FB_TOPOLOGY_CASCADE 0
#define FB_TOPOLOGY_INDEPENDENT 1

/* Values of switch-kind. */
#define FB_SWITCH_KIND_CROSSPOINT 0
#define FB_SWITCH_KIND_LINE 1

/* Values of pattern-kind. */
#define FB_PATTERN_KIND_LINES 0
#define FB_PATTERN_KIND_CROSSPOINTS 1

#endif
