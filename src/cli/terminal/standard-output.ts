/** Whether standard output has been given up: who reads it does not read, and its user wants to end. Then nothing more is written there. */
export const standardOutput = { givenUp: false }
