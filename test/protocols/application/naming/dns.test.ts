import { describe, expect, expectTypeOf, test } from 'vitest'
import { Packet } from '../../../../src/packet/packet.ts'
import {
  bytesOf,
  expectGolden,
  framesOf,
  packetOf,
  packetOfHex,
  protocolsOf,
  summariesOf,
  valuesOf,
} from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const ipv4 = 228
const word = (value: number) => value.toString(16).padStart(4, '0')
const udp = (source: number, destination: number, payload: string) => {
  const length = bytesOf(payload).length
  return `45 00 ${word(28 + length)} 0001 0000 40 11 0000 c0000201 c0000202 ${word(source)} ${word(destination)} ${word(8 + length)} 0000 ${payload}`
}
const tcp = (payload: string) =>
  `45 00 ${word(40 + bytesOf(payload).length)} 0001 0000 40 06 0000 c0000201 c0000202 c000 0035 00000001 00000001 5018 0400 0000 0000 ${payload}`

/** A response with one question for `example.test` and answers of which each is its type and its data. */
const response = (...answers: readonly (readonly [type: number, data: string])[]) =>
  packetOfHex(
    udp(
      53,
      49152,
      `1234 8180 0001 ${word(answers.length)} 0000 0000 ${example} 00ff 0001 ${answers.map(([type, data]) => `c00c ${word(type)} 0001 0000003c ${word(bytesOf(data).length)} ${data}`).join('')}`,
    ),
    ipv4,
  )
const example = '07 6578616d706c65 04 74657374 00'
const query = (name: string) => packetOfHex(udp(49152, 53, `1234 0100 0001 0000 0000 0000 ${name} 0001 0001`), ipv4)
const nameOf = (name: string) => query(name).dns?.questions[0]?.name

describe('DNS', () => {
  test('tells a name without such a record from a referral and from an answer that is truncated', () => {
    const empty = (flags: string, authority = '') => {
      const counts = `0001 0000 ${authority === '' ? '0000' : '0001'} 0000`
      return `${packetOfHex(udp(53, 49152, `1234 ${flags} ${counts} ${example} 001c 0001 ${authority}`), ipv4)}`
    }
    const record = (type: string) => `c00c ${type} 0001 0000003c 0002 c00c`
    expect(empty('8180')).toMatch(/ response AAAA example\.test no such record$/)
    expect(empty('8180', record('0006'))).toMatch(/ AAAA example\.test no such record$/)
    expect(empty('8100', record('0002'))).toMatch(/ AAAA example\.test referral$/)
    expect(empty('8380')).toMatch(/ AAAA example\.test truncated$/)
    expect(empty('8183')).toMatch(/ response No such name AAAA example\.test$/)
    expect(empty('0100')).toMatch(/ query AAAA example\.test$/)
  })
  test('tree of a query', () => expectGolden(packetOf('dns.pcapng', 1), 'dns-query', 'dns'))
  test('tree of a response', () => expectGolden(packetOf('dns.pcapng', 6), 'dns-response', 'dns'))
  test('tree of a response with EDNS and signatures', () =>
    expectGolden(packetOf('dns-edns.pcapng', 14), 'dns-signed', 'dns'))
  test('tree over TCP', () => expectGolden(packetOf('dns-tcp.pcapng', 6), 'dns-tcp', 'dns'))

  test('is typed', () => {
    const { dns } = packetOf('dns.pcapng', 2)
    expectTypeOf(dns!.id).toEqualTypeOf<number>()
    expectTypeOf(dns!.questionCount).toEqualTypeOf<number>()
    expectTypeOf(dns!.questions[0]!.name).toEqualTypeOf<string>()
    expectTypeOf(dns!.answers[0]!.address).toEqualTypeOf<string | undefined>()
    expectTypeOf(dns!.answers[0]!.texts?.[0]?.text).toEqualTypeOf<string | undefined>()
    expect(dns).toMatchObject({
      questionCount: 1,
      flags: { response: true, responseCode: 0 },
      answers: [{ name: 'example.test', type: 1, address: '192.0.2.2' }],
    })
  })

  test('says what is asked and answered', () => {
    const said = (number: number, name = 'dns.pcapng') => summariesOf(packetOf(name, number), 'dns')[0]
    expect(said(1)).toBe('query A example.test')
    expect(said(2)).toBe('response A example.test 192.0.2.2')
    expect(said(6)).toBe('response MX example.test 10 mail.example.test 20 mail2.example.test')
    expect(said(16, 'dns-edns.pcapng')).toBe('response No such name A nowhere.example.test')
    expect(summariesOf(response([5, '03 777777 c00c'], [1, 'c0000201']), 'dns')).toEqual([
      'response ANY example.test CNAME www.example.test A 192.0.2.1',
    ])
  })

  test('holds typed data for each type', () => {
    const names = '03 777777 c00c'
    const answers = response(
      [2, names],
      [12, names],
      [13, '03 637075 02 6f73'],
      [28, '20010db8 00000000 00000000 00000001'],
      [33, `0001 0002 0050 ${names}`],
      [35, `0001 0002 01 55 00 00 ${names}`],
      [43, '0007 08 02 aabb'],
      [44, '04 02 aabb'],
      [52, '03 01 01 aabb'],
      [99, '00'],
      [257, '80 05 6973737565 6361'],
      [65280, 'aabb'],
    ).dns!.answers
    expect(answers[0]).toMatchObject({ nameServer: 'www.example.test' })
    expect(answers[1]).toMatchObject({ pointer: 'www.example.test' })
    expect(answers[2]).toMatchObject({ processor: 'cpu', operatingSystem: 'os' })
    expect(answers[3]).toMatchObject({ address: '2001:db8::1' })
    expect(answers[4]).toMatchObject({ priority: 1, weight: 2, port: 80, target: 'www.example.test' })
    expect(answers[5]).toMatchObject({
      order: 1,
      preference: 2,
      naptrFlags: 'U',
      services: '',
      regexp: '',
      replacement: 'www.example.test',
    })
    expect(answers[6]).toMatchObject({ keyTag: 7, algorithm: 8, digestType: 2, digest: bytesOf('aabb') })
    expect(answers[7]).toMatchObject({ algorithm: 4, fingerprintType: 2, fingerprint: bytesOf('aabb') })
    expect(answers[8]).toMatchObject({ usage: 3, selector: 1, matchingType: 1, association: bytesOf('aabb') })
    expect(answers[9]).toMatchObject({ texts: [{ text: '' }] })
    expect(answers[10]).toMatchObject({ caaFlags: { issuerCritical: true }, tag: 'issue', value: 'ca' })
    expect(answers[11]).toMatchObject({ data: bytesOf('aabb') })
  })

  test('reads service bindings', () => {
    const packet = response([
      65,
      '0001 00 0001 0006 02 6832 02 6833 0003 0002 01bb 0004 0008 c0000201 c0000202 0005 0002 aabb 0006 0010 20010db8000000000000000000000001',
    ])
    expect(valuesOf(packet, 'dns.svcb.svcparam.alpn')).toEqual(['h2', 'h3'])
    expect(valuesOf(packet, 'dns.svcb.svcparam.port')).toEqual([443])
    expect(valuesOf(packet, 'dns.svcb.svcparam.ipv4hint.ip')).toEqual(['192.0.2.1', '192.0.2.2'])
    expect(valuesOf(packet, 'dns.svcb.svcparam.ipv6hint.ip')).toEqual(['2001:db8::1'])
    expect(valuesOf(packet, 'dns.svcb.svcparam.echconfig')).toEqual([bytesOf('aabb')])
  })

  test('an OPT record has a size, flags and options in place of class and time to live', () => {
    const packet = packetOfHex(
      udp(
        49152,
        53,
        `1234 0120 0001 0000 0000 0001 ${example} 0001 0001 00 0029 04d0 01 00 8000 0013 0008 0007 0001 18 00 c00002 000a 0004 aabbccdd`,
      ),
      ipv4,
    )
    expect(packet.dns!.additionals[0]).toMatchObject({
      udpPayloadSize: 1232,
      extendedResponseCode: 1,
      version: 0,
      extendedFlags: { dnssecOk: true },
    })
    expect(packet.dns!.additionals[0]!.class).toBeUndefined()
    expect(valuesOf(packet, 'dns.opt.client.addr4')).toEqual(['192.0.2.0'])
    expect(valuesOf(packet, 'dns.resp.ttl')).toEqual([])
  })

  test('has flags of responses in responses only', () => {
    expect(valuesOf(packetOf('dns.pcapng', 1), 'dns.flags.rcode')).toEqual([])
    expect(valuesOf(packetOf('dns.pcapng', 2), 'dns.flags.rcode')).toEqual([0])
    expect(valuesOf(query(example), 'dns.flags.authenticated')).toEqual([])
  })

  test('names the sections of an update by their purpose', () => {
    const packet = packetOfHex(
      udp(49152, 53, `1234 2800 0001 0000 0001 0000 ${example} 0006 0001 c00c 0001 00ff 00000000 0000`),
      ipv4,
    )
    expect(valuesOf(packet, 'dns.count.zones')).toEqual([1])
    expect(valuesOf(packet, 'dns.count.updates')).toEqual([1])
    expect(valuesOf(packet, 'dns.count.queries')).toEqual([])
    expect(packet.dns).toMatchObject({ questionCount: 1, authorityCount: 1 })
  })

  describe('over TCP', () => {
    const message = `1234 0100 0001 0000 0000 0000 ${example} 0001 0001`
    const two = tcp(`001e ${message} 001e ${message}`)

    test('messages follow one another, each behind its length', () => {
      const packet = packetOfHex(two, ipv4)
      expect(protocolsOf(packet)).toBe('raw:ip:tcp:dns:dns')
      expect(valuesOf(packet, 'dns.length')).toEqual([30, 30])
      expect(valuesOf(packet, 'dns.qry.name')).toEqual(['example.test', 'example.test'])
    })
    test('pointers count from behind the length', () => {
      const packet = packetOfHex(
        tcp(`002e 1234 8180 0001 0001 0000 0000 ${example} 0001 0001 c00c 0001 0001 0000003c 0004 c0000201`),
        ipv4,
      )
      expect(packet.dns?.answers).toMatchObject([{ name: 'example.test', address: '192.0.2.1' }])
    })
    test('a message that goes on in the next segment is cut', () => {
      expect(packetOfHex(tcp(`00ff ${message}`), ipv4).dns).toMatchObject({
        cut: 'body',
        questions: [{ name: 'example.test' }],
      })
    })
  })

  describe('names', () => {
    test('are shown for people', () => {
      expect(nameOf('00')).toBe('<Root>')
      expect(nameOf('05 6109010a7f 00')).toBe('a\\t\\001\\n\\177')
      expect(nameOf('04 c3a95c2e 00')).toBe('é\\.')
      expect(nameOf('04 61ff80e2 00')).toBe('a\ufffd\ufffd\ufffd')
      expect(nameOf('04 61e08061 00')).toBe('a\ufffda')
      expect(nameOf('04 efbbbf61 00')).toBe('\ufeffa')
    })
    test('are measured as they are on the wire', () => {
      expect(query('02 6109 02 6261 00').dns!.questions[0]).toMatchObject({ length: 5, labels: 2 })
      expect(query('00').dns!.questions[0]).toMatchObject({ length: 6, labels: 1 })
    })
    test('have 255 octets at most', () => {
      const label = `3f ${'61'.repeat(63)}`
      expect(nameOf(`${label} ${label} ${label} 3d ${'61'.repeat(61)} 00`)).toHaveLength(253)
      expect(nameOf(`${label} ${label} ${label} 3e ${'61'.repeat(62)} 00`)).toBeUndefined()
      expect(
        response([5, `${label} ${label} ${label} 3d ${'61'.repeat(61)} c00c`]).dns!.answers[0]!.canonicalName,
      ).toBe('<Name that does not end>')
    })
    test('have no labels of 64 octets and more', () => {
      expect(nameOf(`40 ${'61'.repeat(64)} 00`)).toBeUndefined()
      expect(nameOf('80 00')).toBeUndefined()
    })
    test('point back only', () => {
      const pointed = (data: string) => response([5, data]).dns!.answers[0]!.canonicalName
      expect(pointed('c00c')).toBe('example.test')
      expect(pointed('c02a')).toBe('<Name that does not end>') // to itself
      expect(pointed('c0ff')).toBe('<Name that does not end>') // forward
      expect(pointed('01 61 c02a')).toBe('<Name that does not end>') // round
      expect(pointed('c0')).toBeUndefined() // cut
    })
    test('that point at one another come to an end soon', () => {
      const pointers = Array.from({ length: 8000 }, (_, index) => `c0 ${index === 0 ? '0c' : '1d'}`).join('')
      const packet = packetOfHex(udp(53, 49152, `1234 8180 0001 ffff ffff ffff ${example} 0001 0001 ${pointers}`), ipv4)
      expect(packet.dns!.answers.length).toBeLessThan(2000)
    })
  })

  test('is known by its first bytes on any port, NetBIOS names are not', () => {
    expect(protocolsOf(packetOfHex(udp(49152, 8053, `1234 0100 0001 0000 0000 0000 ${example} 0001 0001`), ipv4))).toBe(
      'raw:ip:udp:dns',
    )
    expect(
      protocolsOf(
        packetOfHex(udp(137, 137, `1234 0110 0001 0000 0000 0000 20 ${'4341'.repeat(16)} 00 0020 0001`), ipv4),
      ),
    ).toBe('raw:ip:udp:nbns')
    expect(protocolsOf(packetOfHex(udp(49152, 8053, `1234 0100 0001 0001 0000 0000 ${example} 0001 0001`), ipv4))).toBe(
      'raw:ip:udp:data',
    )
  })

  test('counts that promise more than there is leave it cut', () => {
    expect(packetOfHex(udp(49152, 53, `1234 0100 00ff ffff 0000 0000 ${example} 0001 0001`), ipv4).dns).toMatchObject({
      cut: 'body',
      questions: [{ type: 1 }],
      answers: [],
    })
  })

  test('survives any damage', () => {
    for (const [name, number] of [
      ['dns.pcapng', 6],
      ['dns-edns.pcapng', 14],
      ['dns-tcp.pcapng', 6],
    ] as const) {
      const { bytes, linkType } = framesOf(name)[number - 1]!
      expectSafe(bytes, linkType)
    }
  })
})

describe('multicast DNS', () => {
  const local = '01 61 05 6c6f63616c 00'
  const announced = udp(
    5353,
    5353,
    `0000 8400 0000 0001 0000 0001 ${local} 0001 8001 00000078 0004 c0000201 c00c 001c 8001 00000078 0010 20010db8000000000000000000000001`,
  )

  test('tree', () => expectGolden(packetOfHex(announced, ipv4), 'mdns', 'mdns'))

  test('has a bit of its own in the class', () => {
    const question = packetOfHex(udp(5353, 5353, `0000 0000 0001 0000 0000 0000 ${local} 000c 8001`), ipv4)
    expect(protocolsOf(question)).toBe('raw:ip:udp:mdns')
    expect(question.mdns?.questions).toMatchObject([{ name: 'a.local', unicastResponse: true, class: 1 }])
    expect(summariesOf(question, 'mdns')).toEqual(['query PTR a.local'])
    const answer = packetOfHex(
      udp(5353, 5353, `0000 8400 0000 0001 0000 0000 ${local} 0001 8001 00000078 0004 c0000201`),
      ipv4,
    )
    expect(answer.mdns?.answers).toMatchObject([{ cacheFlush: true, class: 1, address: '192.0.2.1' }])
    expect(summariesOf(answer, 'mdns')).toEqual(['response A a.local 192.0.2.1'])
  })

  test('a question may come with the answers that are known (RFC 6762, section 7.1)', () => {
    const packet = packetOfHex(
      udp(5353, 5353, `0000 0000 0001 0001 0000 0000 ${local} 000c 0001 c00c 000c 0001 00001194 0004 01 62 c00e`),
      ipv4,
    )
    expect(packet.mdns).toMatchObject({
      questions: [{ unicastResponse: false }],
      answers: [{ name: 'a.local', pointer: 'b.local', cacheFlush: false }],
    })
    expect(summariesOf(packet, 'mdns')).toEqual(['query PTR a.local'])
  })

  test('survives any damage', () => expectSafe(bytesOf(announced), ipv4))
})

describe('LLMNR', () => {
  const answer = udp(
    49152,
    5355,
    '0007 8500 0001 0001 0000 0000 01 61 00 0001 0001 c00c 0001 0001 0000003c 0004 c0000201',
  )

  test('tree', () => expectGolden(packetOfHex(answer, ipv4), 'llmnr', 'llmnr'))

  test('has flags of its own', () => {
    const packet = packetOfHex(udp(49152, 5355, '0007 0500 0001 0000 0000 0000 01 61 00 0001 0001'), ipv4)
    expect(protocolsOf(packet)).toBe('raw:ip:udp:llmnr')
    expect(packet.llmnr).toMatchObject({
      flags: { conflict: true, tentative: true, truncated: false },
      questions: [{ name: 'a' }],
    })
  })
  test('survives any damage', () => expectSafe(bytesOf(answer), ipv4))
})

test('a packet of nothing is none of these', () => expect(Packet.of(new Uint8Array(0)).dns).toBeUndefined())
