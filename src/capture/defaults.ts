/** Defaults of captures that the library and the help of the command share. */

/** Milliseconds without a packet after which the capture of a command ends, once the command has ended. */
export const defaultLinger = 300

/** Bytes of packets that wait for a slow reader; memory that is never needed is not touched. */
export const defaultMemory = 64 << 20
