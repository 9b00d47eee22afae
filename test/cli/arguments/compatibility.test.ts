/** Options of tcpdump and tshark: those without effect on a file, and what is said of those that onwire lacks. */
import { describe, expect, test } from 'vitest'
import { livePlan } from '../../../src/cli/arguments/plans/live.ts'
import { parseArguments } from '../../../src/cli/arguments/parse.ts'
import { outputPlan } from '../../../src/cli/arguments/plans/parts/output.ts'
import { refuseUnknown } from '../../../src/cli/arguments/unknown-option.ts'

describe('options of tcpdump that have no effect on a file', () => {
  test.each([
    '-p',
    '-B 4096',
    '-j host',
    '-Q in',
    '-y EN10MB',
    '--immediate-mode',
    '-I',
    '-L',
    '-J',
    '-i eth0',
    '-K',
    '-O',
    '-u',
    '-H',
    '-nnpK',
    '-npi eth0',
  ])('are accepted with -r, and nothing is done: %s', (line) => {
    const parsed = parseArguments(['-r', 'a.pcap', ...line.split(' ')])
    expect(parsed).toMatchObject({ command: 'read', values: { read: 'a.pcap' }, operands: [] })
    const { read: _, numeric: __, ...others } = parsed!.values
    expect(others).toEqual({})
  })

  test('take their values, so that no value becomes a filter', () => {
    expect(parseArguments(['read', 'a.pcap', '-B', '4096', 'tcp'])!.operands).toEqual(['a.pcap', 'tcp'])
  })

  test('with other commands they have an effect, or are refused', () => {
    expect(parseArguments(['live', '-p', '-K'])!.values).toEqual({ 'no-promiscuous-mode': true })
    expect(parseArguments(['check', 'a.pcap', '-p'])).toBeUndefined()
    expect(() => refuseUnknown(['check', 'a.pcap', '-p'])).toThrow('-p cannot be used with check')
  })
})

test('--time-stamp-precision of a file is that of the times shown', () => {
  const precision = (...words: readonly string[]) => outputPlan(parseArguments(['-r', 'a', ...words])!.values).precision
  expect([precision(), precision('--time-stamp-precision=nano'), precision('--time-stamp-precision', 'micro')]).toEqual(
    [6, 9, 6],
  )
})

test.each([
  ['-T json', 'use --format json'],
  ['-T ek', 'use --format ndjson'],
  ['-T fields -e ip.src', 'use --format csv --fields ip.src,tcp.port'],
  ['-V', 'use --format tree for all fields; onwire read takes several files'],
  ['-z conv,tcp', 'use onwire stats FILE conversations tcp'],
  ['-z endpoints,ip,tcp', 'use onwire stats FILE endpoints ip'],
  ['-z io,phs', 'use onwire stats FILE hierarchy'],
  ['-z io,stat,1', 'use onwire stats FILE io --interval 1s'],
  ['-z plen,tree', 'use onwire stats FILE lengths'],
  ['-z dns,tree', 'use onwire stats FILE dns'],
  ['-z expert', 'use onwire stats FILE expert'],
  ['-z flow,any,standard', 'use onwire stats FILE flow'],
  ['-z icmp,srt', 'use onwire stats FILE rtt'],
  ['-z conv,wlan', 'use --summary, or onwire stats'],
  ['-z gzip', 'use --compress gzip'],
  ['-z follow,tcp,ascii,0', 'use onwire follow FILE tcp N'],
  ['-R tcp', 'use -Y'],
  ['-2', 'use --two-pass'],
  ['-o tls.keylog_file:keys', 'use --keylog FILE'],
  ['-o gui.column.format:x', 'onwire has no preferences: see onwire read --help'],
  ['--no-color', 'use --color never'],
])('what onwire has instead of %s is said', (line, advice) => {
  const [option] = /^--?[^ ]/.exec(line)!
  const named = line.startsWith('--') ? line : option
  expect(() => refuseUnknown(['read', 'a.pcap', ...line.split(' ')])).toThrow(`there is no option ${named}; ${advice}`)
})

test.each([
  ['port 80', ['port', '80']],
  ['-n tcp port 443', ['tcp', 'port', '443']],
  ['-c 5 icmp', ['icmp']],
  ['tcp[13]==2', ['tcp[13]==2']],
  ['not arp', ['not', 'arp']],
])('a filter without a command captures, as in tcpdump: %s', async (line, words) => {
  const parsed = parseArguments(line.split(' '))!
  expect([parsed.command, parsed.operands]).toEqual(['live', words])
  const { source, filter } = await livePlan(parsed.values, parsed.operands)
  expect(source).toMatchObject({ kind: 'interfaces', names: [] })
  expect(filter.words.join(' ')).toBe(words.join(' '))
})

test('an interface before the filter, or with -i, is one', async () => {
  for (const line of ['live eth0 port 80', '-i eth0 port 80', 'live -i eth0 port 80']) {
    const { values, operands } = parseArguments(line.split(' '))!
    const { source, filter } = await livePlan(values, operands)
    expect([source, filter.words]).toMatchObject([{ names: ['eth0'] }, ['port', '80']])
  }
  expect(parseArguments(['trace.pcapng'])).toBeUndefined()
})

test('-d is the folder of export, and elsewhere what tcpdump does with it is said', () => {
  expect(parseArguments(['export', 'a.pcap', '-d', 'files'])!.values).toEqual({ directory: 'files' })
  expect(() => refuseUnknown(['read', 'a.pcap', '-dd'])).toThrow(
    '-d cannot be used with read: use onwire filter FILTER to explain a filter',
  )
})
