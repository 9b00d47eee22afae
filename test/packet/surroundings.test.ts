/** What is decoded of a frame depends on nothing that lies after it in memory, wherever a capture cuts it. */
import { expect, test } from 'vitest'
import { captures, differences } from '../support/cut-frames.ts'

test('what is decoded does not depend on what lies after the frame', { timeout: 120_000 }, () => {
  expect(differences(captures('captures'), 3, 8)).toEqual([])
})
