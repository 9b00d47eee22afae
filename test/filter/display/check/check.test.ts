import { describe, expect, test } from 'vitest'
import type { TypedCondition, TypedOperand } from '../../../../src/filter/display/check/typed-tree.ts'
import { checkDisplayFilter } from '../../../../src/filter/display/index.ts'

/** A condition of one kind, checked. */
function checked<K extends TypedCondition['kind']>(text: string, kind: K): Extract<TypedCondition, { kind: K }> {
  const { condition } = checkDisplayFilter(text)
  expect(condition.kind).toBe(kind)
  return condition as Extract<TypedCondition, { kind: K }>
}

const constantOf = (operand: TypedOperand) => (operand.kind === 'literal' ? operand.constant : undefined)

describe('a literal has the type of what it stands beside', () => {
  test.each([
    ['tcp.port == 0x50', 'number', 80],
    ['ip.proto == "tcp"', 'number', 6],
    ['tcp.flags.syn == true', 'boolean', 1],
    ['ip.src == 10.0.0.1', 'ipv4', 0x0a000001],
    ['eth.src == 02:00:00:00:00:01', 'ether', Uint8Array.of(2, 0, 0, 0, 0, 1)],
    ['http.host == "a"', 'text', 'a'],
    ['frame.time_delta > 1.5', 'duration', { seconds: 1, nanoseconds: 500_000_000 }],
    ['frame[0:2] == ff:fe', 'bytes', Uint8Array.of(0xff, 0xfe)],
  ])('%s', (text, type, value) => {
    const { right } = checked(text, 'comparison')
    expect(right.type).toBe(type)
    expect(constantOf(right)?.value).toEqual(value)
  })

  test('and the prefix of an address beside it', () => {
    expect(constantOf(checked('ip.addr == 10.0.0.0/8', 'comparison').right)?.prefix).toBe(8)
  })
})

test('quantifiers that are implied are written out', () => {
  const quantifier = (text: string) => checked(text, 'comparison').quantifier
  expect(['==', '!=', '===', '!==', '<'].map((operator) => quantifier(`tcp.port ${operator} 80`))).toEqual([
    'any',
    'all',
    'all',
    'any',
    'any',
  ])
  expect(quantifier('all tcp.port == 80')).toBe('all')
  expect(checked('tcp.port in {80}', 'membership').quantifier).toBe('any')
})

test('what is not made of fields is constant, and what is made of one is not', () => {
  const right = (text: string) => checked(text, 'comparison').right
  expect(right('ip.ttl == 1 + 2 * 3').isConstant).toBe(true)
  expect(right('ip.ttl == max(1, 2)').isConstant).toBe(true)
  expect(right('ip.ttl == 1 + ip.hdr_len').isConstant).toBe(false)
  expect(right('ip.ttl == -1')).toMatchObject({ kind: 'negative', signed: true, isConstant: true })
})

test('operands of different types that are made of bytes are compared by their bytes', () => {
  expect(checked('ip.src == frame[0:4]', 'comparison').bytewise).toBe(true)
  expect(checked('eth.src == frame[0:6]', 'comparison').bytewise).toBe(false)
  expect(checked('http.host contains frame[0:2]', 'contains').bytewise).toBe(true)
})

test('which values of an operand count for its existence', () => {
  const counts = (text: string) => checked(text, 'exists').counts
  expect(counts('tcp')).toBe('all')
  expect(counts('tcp[0:2]')).toBe('nonempty')
  expect(counts('tcp.flags & 2')).toBe('nonzero')
})

test('the tree knows the fields that it reads, once each, and the place of each operand', () => {
  const { fields, condition } = checkDisplayFilter('tcp.port == 80 or (tcp.port == 81 and udp)')
  expect([...fields].map(({ name }) => name)).toEqual(['tcp.port', 'udp'])
  expect(condition).toMatchObject({ start: 0, end: 42 })
  expect(checked('  ip.ttl == 64', 'comparison')).toMatchObject({
    left: { start: 2, end: 8 },
    right: { start: 12, end: 14 },
  })
})
