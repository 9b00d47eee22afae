import { expect, test } from 'vitest'
import { keyLength } from '../../../src/capture/processes/flow-finder.ts'
import { FlowNumbers } from '../../../src/capture/processes/flow-numbers.ts'

const key = (port: number) => Int32Array.from({ length: keyLength }, (_, word) => (word === 8 ? port : 0))

test('a flow has the same place as long as there is room, and one too many makes all be forgotten', () => {
  const flows = new FlowNumbers(4)
  const places = [1, 2, 3, 4].map((port) => flows.place(key(port)))
  expect(new Set(places).size).toBe(4)
  expect([1, 2, 3, 4].map((port) => flows.place(key(port), true))).toEqual(places)
  for (const place of places) {
    flows.value[place] = 7
    flows.until[place] = 7
  }
  const fifth = flows.place(key(5))
  expect([flows.value[fifth], flows.until[fifth]]).toEqual([0, 0])
  expect([1, 2, 3, 4].map((port) => flows.place(key(port), true))).toEqual([-1, -1, -1, -1])
  expect(flows.place(key(5), true)).toBe(fifth)
  const again = flows.place(key(1))
  expect(again).not.toBe(fifth)
  expect(flows.value[again]).toBe(0)
})
