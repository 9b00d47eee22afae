import { computed, protocol, rest, type View } from '../schema/index.ts'

/** Bytes that no protocol here knows. */
export const data = protocol('data', 'Data').fields({
  data:   rest('data.data', 'Data'),
  /** Of what was captured. */
  length: computed('data.len', 'Length', ({ start, end }: View) => end - start, { unit: 'bytes', signed: true }),
})
