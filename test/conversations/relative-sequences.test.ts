import { describe, expect, test } from 'vitest'
import { RelativeSequences } from '../../src/conversations/relative-sequences.ts'

const syn = { syn: true, ack: false }
const synAck = { syn: true, ack: true }
const ack = { syn: false, ack: true }

/** One segment from host `from` to host `to` of 192.0.2.0/24: sequence and acknowledgment as people read them. */
function segment(
  table: RelativeSequences,
  from: number,
  to: number,
  sequence: number,
  acknowledgment: number,
  flags: { syn: boolean; ack: boolean },
  ports: [number, number] = [1000, 80],
) {
  const bytes = Uint8Array.of(192, 0, 2, from, 192, 0, 2, to)
  table.locate(bytes, 0, 4, 4, ports[0], ports[1], sequence, acknowledgment, flags)
  return [table.sequence, table.acknowledgment]
}

describe('sequence numbers', () => {
  test('count from the SYN of each direction', () => {
    const table = new RelativeSequences()
    expect(segment(table, 1, 2, 5000, 0, syn)).toEqual([0, 0])
    expect(segment(table, 2, 1, 0xffffffff, 5001, synAck, [80, 1000])).toEqual([0, 1])
    expect(segment(table, 1, 2, 5001, 0, ack)).toEqual([1, 1])
    expect(segment(table, 2, 1, 99, 5101, ack, [80, 1000])).toEqual([100, 101])
  })

  test('begin at 1 where the capture began later', () => {
    const table = new RelativeSequences()
    expect(segment(table, 2, 1, 7000, 300, ack)).toEqual([1, 1])
    expect(segment(table, 1, 2, 300, 7010, ack, [80, 1000])).toEqual([1, 11])
  })

  test('begin again when the same ports are used again', () => {
    const table = new RelativeSequences()
    segment(table, 1, 2, 5000, 0, syn)
    segment(table, 2, 1, 9000, 5001, synAck, [80, 1000])
    expect(segment(table, 1, 2, 800_000, 0, syn)).toEqual([0, 0])
    expect(segment(table, 2, 1, 70_000, 800_001, synAck, [80, 1000])).toEqual([0, 1])
    expect(segment(table, 1, 2, 800_001, 70_001, ack)).toEqual([1, 1])
  })

  test('are told apart by port and by address', () => {
    const table = new RelativeSequences()
    segment(table, 1, 2, 5000, 0, syn)
    segment(table, 1, 2, 6000, 0, syn, [1001, 80])
    segment(table, 1, 3, 7000, 0, syn)
    expect([
      segment(table, 1, 2, 5001, 1, ack),
      segment(table, 1, 2, 6002, 1, ack, [1001, 80]),
      segment(table, 1, 3, 7003, 1, ack),
    ]).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ])
  })

  test('a host that talks to itself over two ports has two directions', () => {
    const table = new RelativeSequences()
    segment(table, 1, 1, 5000, 0, syn)
    expect(segment(table, 1, 1, 100, 5001, synAck, [80, 1000])).toEqual([0, 1])
    expect(segment(table, 1, 1, 5001, 101, ack)).toEqual([1, 1])
  })

  test('a table that is full forgets the conversation not seen for longest, and grows no more', () => {
    const table = new RelativeSequences(4)
    for (let port = 1; port <= 4; port++) segment(table, 1, 2, port * 1000, 0, syn, [port, 80])
    segment(table, 1, 2, 1001, 0, syn, [1, 80]) // keeps the first fresh
    segment(table, 1, 2, 9000, 0, syn, [5, 80])
    expect(segment(table, 1, 2, 1002, 0, ack, [1, 80])[0]).toBe(1)
    expect(segment(table, 1, 2, 2500, 0, ack, [2, 80])[0]).toBe(1) // forgotten: begins anew
  })
})
