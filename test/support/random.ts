/** Numbers at random, the same in each run. */
export { randomFrom } from '../../src/check/definitions/random.ts'
