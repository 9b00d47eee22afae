import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { ExpectationsError, parseExpectations } from '../../../src/check/expectations/expectations-file.ts'

const schema = JSON.parse(readFileSync('src/check/expectations.schema.json', 'utf8')) as object
const validates: ValidateFunction = new Ajv({ allErrors: true, strictRequired: false }).compile(schema)
const example = 'docs/examples/http.expectations.yaml'

describe('a file of expectations', () => {
  test('is read with what it sets for all, and with the lines', () => {
    const { name, description, expectations } = parseExpectations(readFileSync(example, 'utf8'), example)
    expect([name, description?.slice(0, 9)]).toEqual(['Seven requests', 'What capt'])
    expect(
      expectations.map(({ kind, name, within, among, origin, group }) => ({
        kind,
        name,
        within,
        among,
        line: origin!.line,
        group,
      })),
    ).toMatchObject([
      { kind: 'some', name: 'asks for the old page', within: 5000, among: undefined, line: 9, group: 'Seven requests' },
      { kind: 'order', within: 500 },
      { kind: 'count', within: 5000 },
      { kind: 'only', within: undefined },
      { kind: 'none', within: undefined },
      { kind: 'count', among: 'ip.dst == 192.0.2.2' },
    ])
    expect(expectations[2]).toMatchObject({ comparison: '1' })
  })

  test('that is an example is right to editors too', () => {
    expect([validates(parseDocument(readFileSync(example, 'utf8')).toJS()), validates.errors]).toEqual([true, null])
  })

  test('may use anchors, and other ways of writing', () => {
    const { expectations } = parseExpectations(
      'expectations: [&a {filter: "tcp"}, *a, {kind: order, filters: ["ip", &f "udp.port == 53", *f]}]',
      'x.yaml',
    )
    expect(expectations.map((each) => (each.kind === 'order' ? each.filters : each.filter))).toEqual([
      'tcp',
      'tcp',
      ['ip', 'udp.port == 53', 'udp.port == 53'],
    ])
  })

  test('says where it is wrong', async () => {
    await expect(wrong.map((text) => `${text}\n--\n${messageOf(text)}\n`).join('\n')).toMatchFileSnapshot(
      '../../golden/check/wrong-files.txt',
    )
  })

  test('that is no text at all, or anything, is refused and nothing else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc
            .array(
              fc.constantFrom(
                'expectations',
                ':',
                ' ',
                '\n',
                '- ',
                'filter',
                'tcp',
                '&a',
                '*a',
                '!',
                '"',
                '{',
                '}',
                '[',
                ']',
                '  ',
                '#',
              ),
            )
            .map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            parseExpectations(text, 'x.yaml')
          } catch (error) {
            expect(error).toBeInstanceOf(ExpectationsError)
            for (const { line, column } of (error as ExpectationsError).problems)
              expect(line > 0 && column > 0).toBe(true)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})

function messageOf(text: string): string {
  try {
    parseExpectations(text, 'login.yaml')
  } catch (error) {
    if (error instanceof ExpectationsError) return error.message
    throw error
  }
  throw new Error(`this was understood: ${text}`)
}

const wrong = [
  '',
  'expectations',
  'expectations: []',
  'name: Login',
  'expectation:\n  - filter: tcp',
  'expectations:\n  - tcp',
  'expectations:\n  -',
  'name: 5\nexpectations:\n  - filter: tcp',
  'expectations:\n  - filter: tcp.prt == 80',
  "expectations:\n  - filter: 'ip and tcp.prt == 80'",
  'expectations:\n  - filter: "ip and\\ttcp.prt == 80"',
  'expectations:\n  - filter: |\n      ip and\n      tcp.prt == 80',
  'expectations:\n  - filter: !tcp',
  'expectations:\n  - filter: tcp\n    kind: sum',
  'expectations:\n  - filter: tcp\n    kind: sme',
  'expectations:\n  - filter: tcp\n    fliter: udp',
  'expectations:\n  - filter: tcp\n    count: 3',
  'expectations:\n  - filter: tcp\n    kind: count',
  'expectations:\n  - filter: tcp\n    kind: count\n    count: many',
  'expectations:\n  - filter: tcp\n    kind: count\n    count: 4..2',
  'expectations:\n  - filter: tcp\n    kind: count\n    count: 1.5',
  'expectations:\n  - kind: order\n    filters: [tcp]',
  'expectations:\n  - kind: order\n    filters: [tcp, 5]',
  'expectations:\n  - kind: order\n    filter: tcp',
  'expectations:\n  - filters: [tcp, udp]',
  'expectations:\n  - filter: tcp\n    within: 500',
  'expectations:\n  - filter: tcp\n    within: 5 seconds',
  'settings:\n  within: soon\nexpectations:\n  - filter: tcp',
  'settings: 5s\nexpectations:\n  - filter: tcp',
  'settings:\n  wihtin: 5s\nexpectations:\n  - filter: tcp',
  'expectations:\n  - filter: tcp\n  - filter: udp\n    filter: ip',
  'expectations:\n\t- filter: tcp',
  'expectations:\n  - filter: "tcp',
  'expectations:\n  - filter: *nobody',
  'expectations:\n  - kind: none',
  'expectations: [{filter}]',
  'expectations:\n  - filter:',
  'a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\nh: 8\ni: 9\nj: 10\nk: 11\nl: 12\nm: 13',
]

describe('the schema for editors', () => {
  const filter = fc.constantFrom<unknown>('tcp', 'udp.port == 53', '', 5, null)
  const duration = fc.constantFrom<unknown>(
    '500ms',
    '2s',
    '1.5 min',
    '2 s',
    '2  s',
    ' 2s',
    '2S',
    '1h',
    '3us',
    '',
    's',
    '.5s',
    '1.s',
    5,
    null,
    true,
    ['2s'],
  )
  const text = fc.constantFrom<unknown>('a', 'two words', '', 5, true, null, {})
  const count = fc.constantFrom<unknown>(
    '>= 3',
    '>=3',
    ' == 2 ',
    '< 5',
    '<= 1',
    '> 1',
    '2..4',
    '2 .. 4',
    '3',
    3,
    0,
    -1,
    1.5,
    1e3,
    1e15,
    '= 3',
    '=> 3',
    '',
    '2..',
    '-1',
    '!= 3',
    'many',
    null,
    [3],
  )
  const optional = { requiredKeys: [] }
  const expectation = fc.oneof(
    fc.record(
      {
        kind: fc.constantFrom<unknown>('some', 'none', 'only', 'count', 'order', 'sum', 3, null),
        name: text,
        filter,
        filters: fc.array(filter, { maxLength: 3 }),
        count,
        among: filter,
        within: duration,
      },
      optional,
    ),
    fc.record(
      { kind: fc.constantFrom('some', 'none', 'only'), filter: fc.constant('tcp'), name: text, within: duration },
      { requiredKeys: ['filter'] },
    ),
    fc.record({ kind: fc.constant('count'), filter: fc.constant('tcp'), count }),
    fc.record(
      { kind: fc.constant('order'), filters: fc.array(filter, { minLength: 1, maxLength: 3 }), within: duration },
      { requiredKeys: ['kind', 'filters'] },
    ),
    fc.constantFrom<unknown>('tcp', null, 5, [], { filter: 'tcp', extra: 1 }),
  )
  const file = fc.oneof(
    fc.record(
      {
        name: text,
        description: text,
        settings: fc.oneof(
          fc.record({ within: duration, among: filter, other: fc.constant(1) }, optional),
          fc.constantFrom<unknown>(null, 5, []),
        ),
        expectations: fc.array(expectation, { maxLength: 3 }),
        other: text,
      },
      optional,
    ),
    fc.record({ expectations: fc.array(expectation, { minLength: 1, maxLength: 1 }) }),
    fc.record({ expectations: fc.constantFrom<unknown>(null, 5, 'tcp', {}) }),
    fc.constantFrom<unknown>(null, 5, 'tcp', []),
  )

  test('takes what the reader takes, and nothing else', () => {
    const taken = { yes: 0, no: 0 }
    fc.assert(
      fc.property(file, (content) => {
        const understood = isUnderstood(JSON.stringify(content))
        taken[understood ? 'yes' : 'no']++
        expect({ content, taken: validates(content) }).toEqual({ content, taken: understood })
      }),
      { numRuns: 2500 },
    )
    expect(Math.min(taken.yes, taken.no)).toBeGreaterThan(50)
  })

  test('has the kinds and keys that the reader names', () => {
    const { properties, definitions } = schema as {
      properties: object
      definitions: { expectation: { properties: object & { kind: { enum: string[] } } } }
    }
    expect(messageOf('expectations:\n  - tcp')).toContain(
      `the keys ${Object.keys(definitions.expectation.properties).join(', ')}`,
    )
    expect(messageOf('5')).toContain(`the keys ${Object.keys(properties).join(', ')}`)
    expect(messageOf('expectations:\n  - kind: 5')).toContain(
      `kind is ${definitions.expectation.properties.kind.enum.join(', ').replace(/, (?=\w+$)/, ' or ')}`,
    )
  })
})

function isUnderstood(text: string): boolean {
  try {
    parseExpectations(text, 'x.yaml')
    return true
  } catch (error) {
    if (error instanceof ExpectationsError) return false
    throw error
  }
}
