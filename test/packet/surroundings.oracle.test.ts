/** The same as `surroundings.test.ts`, over captures of other projects. */
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { randomFrom } from '../support/random.ts'
import { captures, differences, sampled } from '../support/cut-frames.ts'

const corpus = '../shared/captures'

test.skipIf(!existsSync(corpus))(
  'what is decoded of other captures does not depend on what lies after the frame',
  { timeout: 120_000 },
  () => {
    expect(differences(sampled(captures(corpus), 200, randomFrom(11)), 2, 6, performance.now() + 25_000)).toEqual([])
  },
)
