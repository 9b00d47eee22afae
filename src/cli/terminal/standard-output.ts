/**
 * Whether standard output has been given up: its reader is stalled and the user wants to end. Nothing more is written
 * to it.
 */
export const standardOutput = { givenUp: false }
