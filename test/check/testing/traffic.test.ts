import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { AssertionError } from 'node:assert'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import {
  assertConnectedTo,
  assertNotConnectedTo,
  assertNotSent,
  assertSent,
  assertSentOnly,
  assertTraffic,
  difference,
  matchers,
  matchSnapshotFile,
  Traffic,
} from '../../../src/check/index.ts'
import '../../../src/check/vitest.ts'
import { FilterError } from '../../../src/filter/error.ts'

const trafficOf = async (name: string) => Traffic.of(await openFile(`captures/${name}`, { reuseMemory: true }))
const [web, refused, tls, nothing] = [
  await trafficOf('web.pcapng'),
  await trafficOf('tcp-refused.pcapng'),
  await trafficOf('tls.pcapng'),
  new Traffic(),
]
class IncompleteTraffic extends Traffic {
  override readonly incomplete = '3 packets were lost'
}
const incomplete = new IncompleteTraffic()
for await (const batch of await openFile('captures/web.pcapng')) incomplete.add(batch)

const folder = mkdtempSync(join(tmpdir(), 'onwire-snapshots-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What is thrown. */
function failureOf(assertion: () => unknown): Error {
  try {
    assertion()
  } catch (error) {
    return error as Error
  }
  throw new TypeError('it did not fail')
}

const golden = (name: string) => fileURLToPath(new URL(`../../golden/assertions/${name}.txt`, import.meta.url))

describe('traffic', () => {
  test('has packets that stay, though the memory they were read into was used again', () => {
    expect(web.packets).toHaveLength(18)
    expect(web.packets.map(({ frame }) => frame.number)).toEqual(Array.from({ length: 18 }, (_, index) => index + 1))
    expect(web.packets.flatMap(({ http }) => http?.target ?? [])).toEqual(['/', '/missing'])
  })

  test('finds packets by display filter', () => {
    const found = web.find('http.response.code == 404')
    expect(found.map(({ http }) => http?.statusCode)).toEqual([404])
    expect(web.packets).toContain(found[0])
    expect(() => web.find('http..code')).toThrow(FilterError)
  })

  test('knows names, connections, requests and failures', () => {
    expect(web.names.map(({ name, type }) => `${type} ${name}`)).toEqual(['A example.test', 'AAAA example.test'])
    expect(web.connections.map(({ server, name }) => [server.port, name])).toEqual([
      [53, undefined],
      [80, 'example.test'],
    ])
    expect(web.requests.map(({ url, status }) => [url, status])).toEqual([
      ['http://example.test/', 200],
      ['http://example.test/missing', 404],
    ])
    expect(web.failures.map(({ kind }) => kind)).toEqual(['status'])
  })

  test('is one line a packet, as text', () => {
    expect(`${web}`.split('\n')).toHaveLength(19)
    expect(`${web}`).toMatch(/^1 \d\d:\d\d:\d\d\.\d{6} .* ARP 42 /)
  })

  test('keeps the options of pcapng', async () => {
    const comments = (await trafficOf('comments.pcapng')).packets.flatMap(({ frame }) => frame.comments)
    expect(comments.length).toBeGreaterThan(0)
  })
})

describe('assertions', () => {
  test('pass', () => {
    assertSent(web, 'http.request.uri == "/missing"')
    assertNotSent(web, 'tcp.flags.reset == 1')
    assertSentOnly(web, 'arp or dns or tcp.port == 80')
    for (const host of ['example.test', 'EXAMPLE.test:80', '192.0.2.2', '192.0.2.2:80']) assertConnectedTo(web, host)
    for (const host of ['example.org', 'example.test:443', '192.0.2.3']) assertNotConnectedTo(web, host)
    assertConnectedTo(tls, 'example.test:443')
    assertNotConnectedTo(refused, '[2001:db8:1::2]:9')
    expect(() => assertSentOnly(nothing, 'dns')).not.toThrow()
  })

  test.each<[string, () => void]>([
    ['sent', () => assertSent(web, 'http.request.uri == "/other"')],
    ['sent-far', () => assertSent(refused, 'dns.qry.name == "example.test"')],
    ['sent-nothing', () => assertSent(nothing, 'dns')],
    ['not-sent', () => assertNotSent(web, 'http.response.code >= 400')],
    ['sent-only', () => assertSentOnly(web, 'dns or tcp.port == 80')],
    ['connected', () => assertConnectedTo(web, 'example.test:443')],
    ['connected-refused', () => assertConnectedTo(refused, '192.0.2.2:9')],
    ['not-connected', () => assertNotConnectedTo(web, 'example.test')],
    [
      'snapshot',
      () => assertTraffic(web, 'dns A example.test → 192.0.2.2\n\nclient → example.test:80 http\n  > GET / HTTP/1.1\n'),
    ],
    ['incomplete', () => assertNotSent(incomplete, 'tcp.flags.reset == 1')],
  ])('say why they fail: %s', async (name, assertion) => {
    const failure = failureOf(assertion)
    expect(failure).toBeInstanceOf(AssertionError)
    await expect(`${failure.message}\n`).toMatchFileSnapshot(golden(name))
  })

  test('about packets that are not all there are careful', () => {
    assertSent(incomplete, 'http')
    assertConnectedTo(incomplete, 'example.test')
    expect(() => assertSentOnly(incomplete, 'arp or dns or tcp.port == 80')).toThrow('3 packets were lost')
    expect(() => assertNotConnectedTo(incomplete, 'example.org')).toThrow('3 packets were lost')
    expect(() => assertTraffic(incomplete, incomplete.transcript())).toThrow('3 packets were lost')
  })

  test('say where a filter is wrong', () => {
    expect(() => assertSent(web, 'http.request.urii')).toThrow(FilterError)
  })
})

describe('matchers', () => {
  test('pass', () => {
    expect(web).toHaveSent('dns.qry.name == "example.test"')
    expect(web).not.toHaveSent('tls')
    expect(web).toHaveSentOnly('arp or dns or tcp')
    expect(web).not.toHaveSentOnly('dns')
    expect(web).toHaveConnectedTo('example.test')
    expect(web).not.toHaveConnectedTo('example.org')
    expect(web).toMatchTraffic(web.transcript())
    expect(web).not.toMatchTraffic(tls.transcript())
    expect(web).toMatchTraffic('../../golden/transcripts/web.txt')
    expect(web).toMatchTraffic(web.transcript({ mask: ['curl/[0-9.]+'] }), { mask: ['curl/[0-9.]+'] })
    expect(web).not.toMatchTraffic(web.transcript(), { mask: ['curl/[0-9.]+'] })
    expect(web).toMatchTraffic(web.transcript(), { unordered: true })
    expect(() => expect(web).toMatchTraffic(tls.transcript(), { mask: ['zebra'], ignore: ['ntp'] })).toThrow(
      /\nnote: nothing has ntp, which is to be ignored\nnote: the mask zebra matched nothing$/,
    )
  })

  test.each<[string, () => void]>([
    ['http.request.uri was "/missing"', () => expect(web).toHaveSent('http.request.uri == "/b"')],
    ['4 of 18 packets match', () => expect(web).not.toHaveSent('http')],
    ['expected a packet that does not match', () => expect(web).not.toHaveSentOnly('arp or dns or tcp')],
    ['only packets that match dns', () => expect(web).toHaveSentOnly('dns')],
    ['expected a connection to example.org', () => expect(web).toHaveConnectedTo('example.org')],
    [
      'expected no connection to example.test, but there was one',
      () => expect(web).not.toHaveConnectedTo('example.test'),
    ],
    ['expected other traffic', () => expect(web).not.toMatchTraffic(web.transcript())],
    [
      'other traffic than that of ../../golden/transcripts/none.txt, but there is no such snapshot',
      () => expect(web).not.toMatchTraffic('../../golden/transcripts/none.txt'),
    ],
    [
      'other traffic than that of the snapshot, but not all packets are here: 3 packets were lost',
      () => expect(incomplete).not.toMatchTraffic(tls.transcript()),
    ],
    ['- client → example.test:443 tls', () => expect(web).toMatchTraffic('client → example.test:443 tls\n')],
    ['a promise: it may lack an await', () => expect(Promise.resolve(web)).toHaveSent('dns')],
    ['found string', () => expect('web').toHaveSent('dns')],
  ])('fail: %s', (message, assertion) => {
    expect(failureOf(assertion).message).toContain(message)
  })

  test('take an indented text', () => {
    expect(refused).toMatchTraffic(`
      client → 192.0.2.2:9 tcp
        ! connection refused

      client → [2001:db8:1::2]:9 tcp
        ! connection refused

      client → 192.0.2.2:7 tcp
        > hello
        ! connection reset by the server

      client → 192.0.2.2:10 tcp
        ! no answer
    `)
  })

  test('write files as the runner says', () => {
    const call = (update: string, snapshot: Traffic) =>
      matchers.toMatchTraffic.call(
        { testPath: join(folder, 'a.test.ts'), snapshotState: { _updateSnapshot: update } },
        snapshot,
        'kept/a.snap',
      )
    expect(call('none', web).pass).toBe(false)
    expect(call('none', web).message()).toContain('which is not there')
    expect(call('new', web).pass).toBe(true)
    expect(readFileSync(join(folder, 'kept/a.snap'), 'utf8')).toContain('client → example.test:80 http')
    expect(call('new', tls).pass).toBe(false)
    expect(call('new', tls).message()).toContain('+ client → 192.0.2.2:443 tls')
    expect(call('all', tls).pass).toBe(true)
    expect(call('none', tls).pass).toBe(true)
  })
})

describe('a snapshot file', () => {
  const path = join(folder, 'traffic.snap')

  test('is written, compared, and written again where that is asked for', () => {
    expect(matchSnapshotFile(path, 'a\nb\n', { update: 'none' })).toEqual({ kind: 'missing' })
    expect(matchSnapshotFile(path, 'a\nb\n', { update: 'new' })).toEqual({ kind: 'written' })
    expect(matchSnapshotFile(path, 'a\nb\n', { update: 'new' })).toEqual({ kind: 'same' })
    expect(matchSnapshotFile(path, 'a\nc\n', { update: 'new' })).toMatchObject({
      kind: 'different',
      expected: 'a\nb\n',
    })
    expect(matchSnapshotFile(path, 'a\nc\n', { update: 'all' })).toEqual({ kind: 'updated' })
    expect(matchSnapshotFile(path, 'a\nc\n', { update: 'all' })).toEqual({ kind: 'same' })
  })

  test('may have other line ends, and comments', () => {
    writeFileSync(path, '\ufeff# mine\r\na\r\n# of b\r\nb\r\n\r\n')
    expect(matchSnapshotFile(path, 'a\nb\n', { update: 'none' })).toEqual({ kind: 'same' })
  })

  test('that cannot be read says so', () => {
    expect(() => matchSnapshotFile(folder, 'a\n', { update: 'new' })).toThrow('it is a directory')
  })
})

describe('a difference', () => {
  test('is none where there is none', () => {
    expect(difference('a\n', 'a\n')).toBeUndefined()
  })

  test('shows what changed, with the conversation it is in', async () => {
    const body = Array.from({ length: 12 }, (_, index) => `  < line ${index}`).join('\n')
    const before = `dns A a.test → 192.0.2.1\n\nclient → a.test:80 http\n  > GET /a HTTP/1.1\n${body}\n\nclient → b.test:80 http\n  > GET /b HTTP/1.1\n`
    const after = before.replace('< line 9', '< line nine').replace('/b', '/c')
    await expect(difference(before, after)).toMatchFileSnapshot(golden('difference'))
  })

  test('of long texts without a common line ends within the time limit of a test', () => {
    const text = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}\n`).join('')
    expect(difference(text('a'), text('b'))!.split('\n')).toHaveLength(40_004)
  })
})
