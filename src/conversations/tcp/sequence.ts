/** Sequence numbers, which count modulo 2^32: RFC 9293, section 3.4. Here they are 32 bits with a sign. */

/** Whether `a` is after `b`. */
export const isAfter = (a: number, b: number): boolean => ((a - b) | 0) > 0

/** Whether `a` is `b` or before it. */
export const isUpTo = (a: number, b: number): boolean => ((a - b) | 0) <= 0
