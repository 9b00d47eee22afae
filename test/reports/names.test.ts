import { describe, expect, test } from 'vitest'
import { nameRow } from '../../src/reports/rows.ts'
import { plainPalette } from '../../src/text/palette.ts'
import { client, datagram, octets, summaryOf, Talk } from './conversation.ts'

const resolver = { address: [192, 0, 2, 53], port: 53 } as const
const labels = (name: string) => [...name.split('.').flatMap((label) => [label.length, ...octets(label)]), 0]
const word = (value: number) => [value >> 8, value & 255]

interface Answer {
  readonly name: string
  readonly type: number
  readonly data: readonly number[]
}

function message(
  id: number,
  name: string,
  type: number,
  { code, answers = [] }: { readonly code?: number; readonly answers?: readonly Answer[] } = {},
): Uint8Array {
  const flags = code === undefined ? 0x0100 : 0x8180 | code
  return Uint8Array.from([
    ...word(id),
    ...word(flags),
    ...word(1),
    ...word(answers.length),
    ...word(0),
    ...word(0),
    ...labels(name),
    ...word(type),
    ...word(1),
    ...answers.flatMap((answer) => [
      ...labels(answer.name),
      ...word(answer.type),
      ...word(1),
      0,
      0,
      0,
      60,
      ...word(answer.data.length),
      ...answer.data,
    ]),
  ])
}

const ask = (...arguments_: Parameters<typeof message>) =>
  datagram({ ...client, port: 5000 }, resolver, message(...arguments_))
const tell = (...arguments_: Parameters<typeof message>) =>
  datagram(resolver, { ...client, port: 5000 }, message(...arguments_))
const address = (name: string, ...data: number[]): Answer => ({ name, type: 1, data })

describe('names', () => {
  test('with their answers, and how long these took', () => {
    const alias = {
      code: 0,
      answers: [
        { name: 'www.test', type: 5, data: labels('real.test') },
        address('real.test', 192, 0, 2, 7),
        address('real.test', 192, 0, 2, 8),
      ],
    }
    expect(summaryOf([ask(1, 'www.test', 1), tell(1, 'www.test', 1, alias)]).names).toEqual([
      {
        protocol: 'dns',
        name: 'www.test',
        type: 'A',
        server: '192.0.2.53',
        at: 0,
        asked: 1,
        answered: 1,
        response: 'No error',
        answers: ['192.0.2.7', '192.0.2.8'],
        canonicalNames: ['real.test'],
        answersLeft: 0,
        responseTime: 0.001,
        packets: [1, 2],
      },
    ])
  })

  test('asked several times are one, and the same question again is no other', () => {
    const { names } = summaryOf([
      ask(1, 'a.test', 1),
      ask(1, 'A.tEsT', 1),
      tell(1, 'a.test', 1, { code: 0 }),
      ask(2, 'a.test', 1),
      tell(2, 'a.test', 1, { code: 0 }),
      ask(3, 'a.test', 28),
    ])
    expect(names).toMatchObject([
      { name: 'a.test', type: 'A', asked: 3, answered: 2, responseTime: 0.0015 },
      { type: 'AAAA', asked: 1, answered: 0, response: undefined },
    ])
  })

  test('answers that are left out are counted, once for repeated messages', () => {
    const answers = Array.from({ length: 200 }, (_, index) => address('a.test', 10, 0, 0, index))
    const [name] = summaryOf([
      ask(1, 'a.test', 1),
      tell(1, 'a.test', 1, { code: 0, answers }),
      ask(2, 'a.test', 1),
      tell(2, 'a.test', 1, { code: 0, answers }),
    ]).names
    expect([name!.answers.length, name!.answersLeft]).toEqual([32, 168])
    const row = nameRow(name!, plainPalette).map(({ text }) => text)
    expect(row[1]).toBe('10.0.0.0, 10.0.0.1, 10.0.0.2, 197 more')
  })

  test.each([
    [40, 40, 0],
    [300, 256, 44],
  ])('%d questions in one message are %d names and %d more', (count, listed, more) => {
    const questions = Array.from({ length: count }, (_, index) => [...labels(`q${index}.test`), 0, 1, 0, 1])
    const query = Uint8Array.from([0, 1, 1, 0, ...word(count), 0, 0, 0, 0, 0, 0, ...questions.flat()])
    const { names, left } = summaryOf([datagram({ ...client, port: 5000 }, resolver, query)])
    expect([names.length, left.names]).toEqual([listed, more])
  })

  test('give connections theirs: the one that was asked last', () => {
    const packets = [
      ask(1, 'first.test', 1),
      tell(1, 'first.test', 1, { code: 0, answers: [address('first.test', 192, 0, 2, 2)] }),
      ...new Talk().open().packets,
      ask(2, 'second.test', 1),
      tell(2, 'second.test', 1, { code: 0, answers: [address('second.test', 192, 0, 2, 2)] }),
      ...new Talk({ ...client, port: 40_001 }).open().packets,
    ]
    expect(
      summaryOf(packets)
        .connections.filter(({ protocol }) => protocol === 'tcp')
        .map(({ name }) => name),
    ).toEqual(['first.test', 'second.test'])
  })

  test('that were not found, and questions nobody answered, are failures', () => {
    const { failures } = summaryOf([
      ask(1, 'no.test', 1),
      tell(1, 'no.test', 1, { code: 3 }),
      ask(2, 'bad.test', 1),
      tell(2, 'bad.test', 1, { code: 2 }),
      ask(3, 'silent.test', 1),
      ask(3, 'silent.test', 1),
    ])
    expect(failures).toEqual([
      { kind: 'name', subject: 'A no.test', text: 'No such name', connection: 1, count: 1, packets: [2] },
      { kind: 'name', subject: 'A bad.test', text: 'Server failure', connection: 1, count: 1, packets: [4] },
      {
        kind: 'unanswered',
        subject: 'A silent.test',
        text: 'no answer to 2 questions',
        connection: 1,
        count: 2,
        packets: [5, 6],
      },
    ])
  })

  test('of which only the answer is there', () => {
    expect(
      summaryOf([tell(1, 'a.test', 1, { code: 0, answers: [address('a.test', 192, 0, 2, 3)] })]).names,
    ).toMatchObject([{ asked: 0, answered: 1, server: '192.0.2.53', answers: ['192.0.2.3'], responseTime: undefined }])
  })

  test('of which some questions were not captured: those say nothing of the time', () => {
    const { names } = summaryOf([
      ask(1, 'a.test', 1),
      tell(1, 'a.test', 1, { code: 0 }),
      tell(2, 'a.test', 1, { code: 0 }),
      tell(3, 'a.test', 1, { code: 0 }),
    ])
    expect(names).toMatchObject([{ asked: 1, answered: 3, responseTime: 0.001 }])
  })

  test('asked of a group, by multicast DNS and LLMNR', () => {
    const group = { address: [224, 0, 0, 251], port: 5353 }
    const host = { address: [192, 0, 2, 9], port: 5353 }
    const answer = message(0, 'x.local', 1, { code: 0, answers: [address('printer.local', 192, 0, 2, 9)] })
    // No question in multicast answers.
    const bare = Uint8Array.from([
      ...answer.subarray(0, 4),
      0,
      0,
      ...answer.subarray(6, 12),
      ...answer.subarray(12 + labels('x.local').length + 4),
    ])
    const multicast = summaryOf([
      datagram({ ...client, port: 5353 }, group, message(0, 'printer.local', 1)),
      datagram(host, group, bare),
    ])
    expect(multicast.names).toMatchObject([
      {
        protocol: 'mdns',
        name: 'printer.local',
        server: '224.0.0.251',
        asked: 1,
        answered: 1,
        answers: ['192.0.2.9'],
        responseTime: 0.001,
      },
    ])
    const llmnr = { address: [224, 0, 0, 252], port: 5355 }
    const local = summaryOf([
      datagram({ ...client, port: 50_000 }, llmnr, message(7, 'host', 1)),
      datagram(
        { ...host, port: 5355 },
        { ...client, port: 50_000 },
        message(7, 'host', 1, { code: 0, answers: [address('host', 192, 0, 2, 9)] }),
      ),
    ])
    expect(local.names).toMatchObject([
      { protocol: 'llmnr', name: 'host', asked: 1, answered: 1, answers: ['192.0.2.9'] },
    ])
    expect([...multicast.failures, ...local.failures]).toEqual([])
  })
})
