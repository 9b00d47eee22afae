import { describe, expect, expectTypeOf, test } from 'vitest'
import * as onwire from '../src/index.ts'
import {
  compileCaptureFilter,
  compileDisplayFilter,
  FilterError,
  openFile,
  Packet,
  type Filter,
  type FilterHint,
} from '../src/index.ts'

test('the public API is this, and a change of it is meant', () => {
  expect(Object.keys(onwire).toSorted()).toMatchInlineSnapshot(`
    [
      "Batch",
      "CaptureBytes",
      "CaptureError",
      "CaptureInfo",
      "ConversationFollower",
      "DiagnosisReport",
      "Duplicates",
      "FilterError",
      "FlightRecorder",
      "Frame",
      "Layers",
      "Packet",
      "SortedStream",
      "Statistics",
      "TextBuffer",
      "TrafficReport",
      "addSecrets",
      "allowCodeGeneration",
      "annotated",
      "anonymise",
      "build",
      "buildPacket",
      "commentCapture",
      "commentFrames",
      "compileCaptureFilter",
      "compileDisplayFilter",
      "conversationTable",
      "csvOutput",
      "decodeAs",
      "diagnosisCsv",
      "diagnosisText",
      "disableProtocol",
      "discardSecrets",
      "dnsTable",
      "edit",
      "edited",
      "endpointTable",
      "expertTable",
      "fieldNamed",
      "fields",
      "findStream",
      "flowTable",
      "followStream",
      "hexOutput",
      "hierarchyTable",
      "httpTable",
      "interfaceChoices",
      "ioTable",
      "jsonOutput",
      "layer",
      "lengthTable",
      "lineOutput",
      "listInterfaces",
      "ndjsonOutput",
      "objectsIn",
      "openBytes",
      "openCommand",
      "openCommandTraffic",
      "openFile",
      "openFiles",
      "openIndex",
      "openLive",
      "openOwners",
      "openProcessTraffic",
      "openRemote",
      "openStream",
      "openTcp",
      "openWriter",
      "packets",
      "pipe",
      "plainPalette",
      "portTable",
      "protocols",
      "provideAddressFacts",
      "readKeyLog",
      "registerProtocols",
      "responseTimeTable",
      "rsaKey",
      "selectNumbers",
      "selectTimes",
      "setLinkType",
      "shiftTimes",
      "shownTable",
      "statisticsCsv",
      "statisticsJson",
      "statisticsText",
      "stripTunnel",
      "stripVlan",
      "summaryText",
      "tableOutput",
      "treeOutput",
      "truncate",
      "verifyChecksums",
    ]
  `)
})

describe('what a program reads is typed', () => {
  test('fields of headers, flags, options and records', () => {
    type Given<K extends keyof Packet> = NonNullable<Packet[K]>
    expectTypeOf<Given<'ethernet'>['source']>().toEqualTypeOf<string>()
    expectTypeOf<Given<'ipv4'>['source']>().toEqualTypeOf<string>()
    expectTypeOf<Given<'ipv4'>['flags']['dontFragment']>().toEqualTypeOf<boolean>()
    expectTypeOf<Given<'ipv6'>['hopLimit']>().toEqualTypeOf<number>()
    expectTypeOf<Given<'tcp'>['flags']['syn']>().toEqualTypeOf<boolean>()
    expectTypeOf<Given<'tcp'>['options'][number]['maximumSegmentSize']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<Given<'udp'>['destinationPort']>().toEqualTypeOf<number>()
    expectTypeOf<Given<'dns'>['questions'][number]['name']>().toEqualTypeOf<string>()
    expectTypeOf<Given<'http'>['method']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Given<'http'>['statusCode']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<Packet['tcp']>().extract<undefined>().toEqualTypeOf<undefined>()
    const packet = Packet.of(new Uint8Array(0))
    // @ts-expect-error there is no such protocol
    void packet.tpc
    // @ts-expect-error there is no such field
    void packet.tcp?.sourcePrt
    // @ts-expect-error a field cannot be changed
    if (packet.tcp !== undefined) packet.tcp.sourcePort = 1
    expect(packet.layers()).toEqual([])
  })
})

test('packets of a file, as the README has it', async () => {
  const seen: unknown[] = []
  for await (const batch of await openFile('captures/web.pcapng'))
    for (const frame of batch) {
      const packet = new Packet(frame)
      if (packet.tcp?.flags.syn) seen.push([packet.ipv4?.source, packet.tcp.destinationPort === 80])
      for (const answer of packet.dns?.answers ?? []) seen.push(answer.name)
    }
  expect(seen).toEqual(['example.test', ['192.0.2.1', true], ['192.0.2.2', false]])
})

test('a packet stays what it was when another is looked at', async () => {
  const packets: Packet[] = []
  for await (const batch of await openFile('captures/web.pcapng'))
    for (const frame of batch) packets.push(new Packet(frame))
  const ports = packets.map((packet) => packet.tcp?.sourcePort)
  const [first, second] = packets.filter(({ tcp }) => tcp !== undefined)
  expect(first!.tcp).toBe(first!.tcp)
  expect(second!.ipv4!.identification).not.toBe(first!.ipv4!.identification)
  expect(first!.layers().map(({ schema }) => schema.name)).toEqual(['eth', 'ip', 'tcp'])
  expect(packets.map((packet) => packet.tcp?.sourcePort)).toEqual(ports)
})

test('a Buffer of Node is taken as the bytes it is', () => {
  const packet = Packet.of(Buffer.from('450000140000000040000000c0000201c0000202', 'hex'), 101)
  expect([packet.ipv4?.source, packet.ipv4?.bytes.constructor]).toEqual(['192.0.2.1', Uint8Array])
})

describe('filters, compiled for a program', () => {
  const numbers = async (filter: Filter) => {
    const passed: number[] = []
    for await (const batch of await openFile('captures/web.pcapng'))
      for (let index = 0; index < batch.length; index++)
        if (filter.matches(batch, index)) passed.push(batch.number(index))
    return passed
  }

  test('both languages say the same of the same packets', async () => {
    const [display, capture] = [compileDisplayFilter('tcp.port == 80'), compileCaptureFilter('tcp port 80', 1)]
    expect(capture.explanation).toBe('(ip or ip6) and tcp and (src port 80 or dst port 80)')
    expect(display.text).toBe('tcp.port == 80')
    const passed = await numbers(display)
    expect(passed.length).toBeGreaterThan(0)
    expect(await numbers(capture)).toEqual(passed)
    expect(await numbers(compileDisplayFilter('!(tcp.port == 80)'))).not.toContain(passed[0])
  })

  test.each([
    [
      () => compileDisplayFilter('ip.sorce == 192.0.2.1'),
      { reason: expect.stringContaining('did you mean ip.src?') as unknown, start: 0, end: 8 },
    ],
    [() => compileCaptureFilter('tcp prot 80', 1), { text: 'tcp prot 80', start: 4, end: 8 }],
  ])('what is wrong is a FilterError with its place: %s', (compile, expected) => {
    let thrown: unknown
    try {
      compile()
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(FilterError)
    expect(thrown).toMatchObject(expected)
  })

  test('what surprises is a hint', () => {
    const { hints } = compileCaptureFilter('tcp port 443 or vlan and udp', 1)
    expectTypeOf(hints).toEqualTypeOf<readonly FilterHint[]>()
    expect(hints).toContainEqual({ start: 0, end: 28, text: expect.stringContaining('bind alike') as unknown })
  })
})
