import { expect, test } from 'vitest'
import { Context } from '../../../../src/filter/display/compile/context.ts'
import { compileDisplayFilter } from '../../../../src/filter/display/index.ts'

const shared = () => 1

test('a filter has a bounded number of specialized functions', () => {
  const context = new Context()
  const made = Array.from({ length: 1000 }, () => context.specialized(shared, 'test'))
  expect(made[0]).not.toBe(shared)
  expect(made.every((one) => one() === 1)).toBe(true)
  expect(made.filter((one) => one !== shared)).toHaveLength(64)
})

test('a long list of conditions makes no more functions from text than a short one', () => {
  const made = (text: string) => {
    const { Function: original } = globalThis
    let count = 0
    globalThis.Function = class extends original {
      constructor(...given: string[]) {
        super(...given)
        count++
      }
    } as FunctionConstructor
    try {
      compileDisplayFilter(text)
    } finally {
      globalThis.Function = original
    }
    return count
  }
  const ports = (count: number) => Array.from({ length: count }, (_, at) => `tcp.port == ${at}`).join(' or ')
  expect(made(ports(1))).toBeGreaterThan(0)
  expect(made(ports(3000))).toBe(made(ports(100)))
})
