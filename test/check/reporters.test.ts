import { XMLParser, XMLValidator } from 'fast-xml-parser'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { Check } from '../../src/check/check.ts'
import type { Expectation } from '../../src/check/expectation.ts'
import { reporters, type ReportName } from '../../src/check/reporters/index.ts'
import type { CheckResult, ExpectationOutcome } from '../../src/check/result.ts'
import { Batch } from '../../src/files/batch.ts'
import { framesOf } from '../support/packets.ts'

const http = framesOf('http.pcapng')

function resultOf(expectations: readonly Expectation[]): CheckResult {
  const check = new Check(expectations)
  const batch = new Batch()
  for (const frame of http) check.take(batch.hold(frame))
  return check.result()
}

/** Of each kind, one that passes, with a name, and some that fail. */
const cases: Readonly<Record<Expectation['kind'], readonly Expectation[]>> = {
  some: [
    { kind: 'some', filter: 'http.request.uri == "/old"', name: 'asks for the old page' },
    { kind: 'some', filter: 'http.request.uri == "/robots" and ip.dst == 192.0.2.2', name: 'asks for the robots' },
    { kind: 'some', filter: 'dns or udp.port == 53' },
    { kind: 'some', filter: 'http.response.code == 304', within: 0.5 },
  ],
  none: [
    { kind: 'none', filter: 'tcp.flags.reset == 1', name: 'no reset' },
    { kind: 'none', filter: 'tcp.flags.fin == 1' },
  ],
  only: [
    { kind: 'only', filter: 'arp or tcp.port == 80', name: 'nothing else' },
    {
      kind: 'only',
      filter: 'tcp.port == 80 and not http.request.method == "HEAD"',
      name: 'only HTTP, and no HEAD',
      origin: { file: 'http.yaml', line: 7 },
    },
  ],
  count: [
    { kind: 'count', filter: 'http.request', comparison: '7', name: 'seven requests' },
    { kind: 'count', filter: 'http.request', comparison: '< 3' },
    { kind: 'count', filter: 'http.response.code == 500', comparison: '>= 1', name: 'a failure', group: 'Trouble' },
  ],
  order: [
    { kind: 'order', filters: ['arp', 'tcp.flags.syn == 1', 'http.request'], name: 'the usual order' },
    {
      kind: 'order',
      filters: ['http.request', 'http.response.code == 200', 'tcp.flags.syn == 1'],
      name: 'a connection at the end',
    },
    { kind: 'order', filters: ['http.request.uri == "/old"', 'http.response.code == 206'], within: 0.1 },
  ],
}

const endings: Readonly<Record<ReportName, string>> = {
  text: 'txt',
  tap: 'tap',
  junit: 'xml',
  github: 'github.txt',
  json: 'json',
}
const kinds = Object.keys(cases) as Expectation['kind'][]

describe.each(Object.keys(reporters) as ReportName[])('the report as %s', (name) => {
  test.each(kinds)('of what passes and what fails: %s', async (kind) => {
    await expect(reporters[name](resultOf(cases[kind]), { subject: 'captures/http.pcapng' })).toMatchFileSnapshot(
      `../golden/check/${kind}.${endings[name]}`,
    )
  })

  test('of a capture that is not whole, and of no packets', async () => {
    const check = new Check(kinds.map((kind) => cases[kind][1]!))
    await expect(
      reporters[name](check.result(), {
        subject: 'empty.pcap',
        trouble: 'empty.pcap, byte 24: expected a frame, found 3 bytes',
      }),
    ).toMatchFileSnapshot(`../golden/check/empty.${endings[name]}`)
  })
})

/** A result in which every text is as bad as can be. */
const hostile = (text: string): CheckResult => {
  const outcome = (passed: boolean): ExpectationOutcome => ({
    expectation: { kind: 'some', filter: text, name: text, group: text, origin: { file: text, line: 1 } },
    title: text,
    passed,
    expected: text,
    found: text,
    remarks: [text],
    packets: [{ number: 1, line: text, relation: 'nearest', reasons: [{ condition: text, holds: false, text }] }],
    more: 1,
  })
  return { passed: false, packets: 1, seconds: undefined, outcomes: [outcome(true), outcome(false)] }
}

describe('whatever texts there are', () => {
  const any = fc.string({ unit: 'binary', maxLength: 40 })
  const nasty = [
    '%\r\n::error::x',
    '<a b="c">&amp;]]></a>',
    '\u0000\u001b[31m\ud800',
    '# SKIP \\ # TODO',
    'a: b, c',
    '...\n---\nok 3',
  ]
  const texts = (property: (text: string) => void) => {
    for (const text of nasty) property(text)
    fc.assert(fc.property(any, property), { numRuns: 200 })
  }

  test('JUnit is well-formed, and has two cases', () => {
    texts((text) => {
      const xml = reporters.junit(hostile(text), { subject: text, trouble: text })
      expect(XMLValidator.validate(xml)).toBe(true)
      const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml) as {
        testsuites: { '@_tests': string; testsuite: { testcase: unknown[] } }
      }
      expect([testsuites['@_tests'], testsuites.testsuite.testcase.length]).toEqual(['3', 3])
    })
  })

  test('a GitHub annotation is one line', () => {
    texts((text) => {
      const lines = reporters.github(hostile(text), { subject: text, trouble: text }).split('\n')
      expect([lines.length, lines.filter((line) => line.startsWith('::error ')).length]).toEqual([4, 2])
      expect(lines[0]!.split('::').length).toBeGreaterThanOrEqual(3)
    })
  })

  test('TAP has two points, and diagnostics that are YAML', () => {
    texts((text) => {
      const report = reporters.tap(hostile(text), { subject: text, trouble: text })
      expect(report.match(/^(not )?ok \d+ - /gm)).toEqual(['ok 1 - ', 'not ok 2 - '])
      const [, diagnostics] = /\n {2}---\n([^]*?)\n {2}\.\.\.\n/.exec(report)!
      expect(parseDocument(diagnostics!).toJS()).toMatchObject({ severity: 'fail', more: 1 })
    })
  })

  test('JSON can be read', () => {
    texts((text) => {
      expect(JSON.parse(reporters.json(hostile(text)))).toMatchObject({ passed: false })
    })
  })
})
