import { describe, expect, test } from 'vitest'
import { countedNames, numberedNames, timedNames } from '../../../src/capture/writing/file-names.ts'

const at = (number: number, numberInPeriod = number, time = 1_700_000_000 + number) => ({
  number,
  numberInPeriod,
  time,
  periodTime: 1_700_000_000,
})
const utc = true

test.each([
  ['trace.pcapng', {}, 'trace_00001_20231114221320.pcapng'],
  ['a/b.c/trace.pcap', {}, 'a/b.c/trace_00001_20231114221320.pcap'],
  ['a.b/trace', {}, 'a.b/trace_00001_20231114221320'],
  ['trace.pcapng.gz', {}, 'trace_00001_20231114221320.pcapng.gz'],
  ['trace.gz', {}, 'trace_00001_20231114221320.gz'],
  ['.hidden', {}, '.hidden_00001_20231114221320'],
  ['/tmp/trace.2.cap', {}, '/tmp/trace.2_00001_20231114221320.cap'],
  ['%Y/trace.cap', {}, '2023/trace_00001_20231114221320.cap'],
  ['trace.pcap', { timeFirst: true }, 'trace_20231114221320_00001.pcap'],
])('numbers as dumpcap gives them: %s %j', (path, options, expected) => {
  expect(numberedNames(path, { utc, ...options })(at(0))).toBe(expected)
})

test('numbers have five digits and begin again', () => {
  const name = numberedNames('t.pcap', { utc })
  expect([8, 99_998, 99_999].map((number) => name(at(number, number, 0)))).toEqual([
    't_00009_19700101000000.pcap',
    't_99999_19700101000000.pcap',
    't_00000_19700101000000.pcap',
  ])
})

describe('numbers as tcpdump gives them', () => {
  test.each([
    ['out', { counted: true }, [0, 1, 10], ['out', 'out1', 'out10']],
    ['out', { counted: true, ring: 1 }, [0, 1, 2], ['out', 'out', 'out']],
    ['out', { counted: true, ring: 2 }, [0, 1, 2], ['out0', 'out1', 'out0']],
    ['out', { counted: true, ring: 10 }, [0, 9, 10], ['out0', 'out9', 'out0']],
    ['out', { counted: true, ring: 11 }, [0, 9, 10, 11], ['out00', 'out09', 'out10', 'out00']],
    ['out', { counted: false }, [0, 1], ['out', 'out']],
    ['out%s-', { counted: true }, [0, 3], ['out1700000000-', 'out1700000000-3']],
  ])('%s %j', (path, options, numbers, expected) => {
    expect(numbers.map((number) => countedNames(path, { utc, ...options })(at(number)))).toEqual(expected)
  })
})

test('a name may hold the time', () => {
  expect(timedNames('a-%H%M%S.pcap', { utc })(at(5))).toBe('a-221325.pcap')
})
