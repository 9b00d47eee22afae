import { protocol, rest } from '../schema/index.ts'

/** Bytes that no protocol here knows. */
export const data = protocol('data', 'Data').fields({ data: rest('data.data', 'Data') })
