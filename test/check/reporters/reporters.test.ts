import { XMLParser, XMLValidator } from 'fast-xml-parser'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { Check } from '../../../src/check/expectations/check.ts'
import type { Expectation } from '../../../src/check/expectations/expectation.ts'
import { reporters, type ReportName } from '../../../src/check/reporters/index.ts'
import {
  withSnapshot,
  type CheckResult,
  type ExpectationOutcome,
  type SnapshotResult,
} from '../../../src/check/expectations/result.ts'
import { Batch } from '../../../src/files/batch.ts'
import { framesOf } from '../../support/packets.ts'

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
  markdown: 'md',
}
const kinds = Object.keys(cases) as Expectation['kind'][]

describe.each(Object.keys(reporters) as ReportName[])('the report as %s', (name) => {
  test.each(kinds)('of what passes and what fails: %s', async (kind) => {
    await expect(reporters[name](resultOf(cases[kind]), { subject: 'captures/http.pcapng' })).toMatchFileSnapshot(
      `../../golden/check/${kind}.${endings[name]}`,
    )
  })

  test('of a capture that is not whole, and of no packets', async () => {
    const check = new Check(kinds.map((kind) => cases[kind][1]!))
    await expect(
      reporters[name](check.result(), {
        subject: 'empty.pcap',
        trouble: 'empty.pcap, byte 24: expected a frame, found 3 bytes',
      }),
    ).toMatchFileSnapshot(`../../golden/check/empty.${endings[name]}`)
  })
})

const file = 'web.snap'
const snapshots: readonly (SnapshotResult | undefined)[] = [
  undefined,
  { file, passed: true, status: 'equal', found: 'the same was sent' },
  { file, passed: true, status: 'recorded', found: 'recorded' },
  { file, passed: true, status: 'updated', found: 'recorded anew' },
  { file, passed: false, status: 'missing', found: 'there is none' },
  { file, passed: false, status: 'equal', found: 'the same was sent, but packets were lost' },
  {
    file,
    passed: false,
    status: 'different',
    found: 'something else was sent; --update accepts it',
    difference:
      '- expected\n+ sent\n\n  client → example.test:80 http\n-   > GET /a, b: <c> HTTP/1.1\n+   > GET /100% HTTP/1.1\n',
  },
]

/** Whether a report says that anything failed, for whoever reads only the report. */
const failures: Readonly<Record<ReportName, (report: string) => boolean>> = {
  text: (report) => /^(✗ |! not all)/m.test(report),
  tap: (report) => /^(not ok|Bail out!) /m.test(report),
  github: (report) => /^::error /m.test(report),
  markdown: (report) => report.startsWith('### ❌ '),
  json: (report) => !(JSON.parse(report) as { passed: boolean }).passed,
  junit: (report) => {
    expect(XMLValidator.validate(report)).toBe(true)
    const [, tests, failed, errors] = /tests="(\d+)" failures="(\d+)" errors="(\d+)"/.exec(report)!
    expect([report.match(/<testcase /g)?.length ?? 0, report.match(/<failure /g)?.length ?? 0]).toEqual([
      Number(tests),
      Number(failed),
    ])
    return Number(failed) + Number(errors) > 0
  },
}

test.each(Object.keys(reporters) as ReportName[])('a caution is in the report as %s', (name) => {
  const caution = 'not exact: packets of others'
  const report = reporters[name](resultOf([cases.none[0]!]), { caution })
  expect(report.replaceAll('&#58;', ':')).toContain(caution)
  expect(failures[name](report)).toBe(false)
})

describe.each(Object.keys(reporters) as ReportName[])('the report of a snapshot as %s', (name) => {
  test('beside an expectation', async () => {
    const result = resultOf([cases.none[0]!])
    const texts = snapshots.map((each) => reporters[name](withSnapshot(result, each), { subject: 'http.pcapng' }))
    await expect(texts.join('\n')).toMatchFileSnapshot(`../../golden/check/snapshot.${endings[name]}`)
  })

  test('has a failure if and only if the check did not pass', () => {
    for (const expectations of [[], [cases.none[0]!], [cases.none[1]!], [cases.none[0]!, cases.none[1]!]])
      for (const snapshot of snapshots)
        for (const trouble of [undefined, 'packets were lost']) {
          // With neither there is no check; a text report of a snapshot alone leaves it to the command to name the
          // trouble.
          if (expectations.length === 0 && (snapshot === undefined || (snapshot.passed && trouble !== undefined)))
            continue
          const result = withSnapshot(resultOf(expectations), snapshot)
          const failed = failures[name](reporters[name](result, { subject: 'http.pcapng', trouble }))
          expect([expectations.length, snapshot?.found, trouble, failed]).toEqual([
            expectations.length,
            snapshot?.found,
            trouble,
            !result.passed || trouble !== undefined,
          ])
        }
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

  test('a snapshot is one case, and one annotation', () => {
    texts((text) => {
      const snapshot = { file: text, passed: false, status: 'different', found: text, difference: text } as const
      const result = { ...hostile(text), snapshot }
      expect(failures.junit(reporters.junit(result, { subject: text }))).toBe(true)
      expect(reporters.github(result, { subject: text }).match(/^::error /gm)).toHaveLength(2)
      const [, diagnostics] = /not ok 3 [^\n]*\n {2}---\n([^]*?)\n {2}\.\.\.\n/.exec(reporters.tap(result))!
      expect(parseDocument(diagnostics!).toJS()).toMatchObject({ severity: 'fail' })
    })
  })

  test('JSON can be read', () => {
    texts((text) => {
      expect(JSON.parse(reporters.json(hostile(text)))).toMatchObject({ passed: false })
    })
  })
})
