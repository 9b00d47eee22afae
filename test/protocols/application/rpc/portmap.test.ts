import { describe, expect, test } from 'vitest'
import { expectGolden, summariesOf, valuesOf } from '../../../support/packets.ts'
import { called, opaque, string, word, words } from './called.ts'

const lines = (procedure: readonly [number, number, number], values: string, results: string, name: string) =>
  called(procedure, values, results).map((packet) => summariesOf(packet, name)[0])

describe('port mapper', () => {
  test.each([
    [1, words(100003, 3, 6, 2049), word(1), 'SET call, NFS v3, TCP, port 2049', 'SET reply, done'],
    [2, words(100003, 3, 17, 2049), word(0), 'UNSET call, NFS v3, UDP, port 2049', 'UNSET reply, refused'],
    [3, words(100005, 3, 6, 0), word(20048), 'GETPORT call, mount v3, TCP', 'GETPORT reply, port 20048'],
    [3, words(42, 3, 132, 0), word(0), 'GETPORT call, program 42 v3, protocol 132', 'GETPORT reply, not registered'],
    [4, '', words(1, 100003, 3, 6, 2049, 0), 'DUMP call', 'DUMP reply, 1 programs'],
    [5, words(100003, 3, 0) + opaque('01'), word(2049) + opaque(''), 'CALLIT call, NFS v3', 'CALLIT reply, port 2049'],
  ])('procedure %i of version 2', (procedure, values, results, call, reply) =>
    expect(lines([100000, 2, procedure], values, results, 'portmap')).toEqual([call, reply]),
  )

  const address = words(100003, 3) + string('tcp') + string('192.0.2.1.8.1') + string('owner')
  test.each([
    [1, address, word(1), 'SET call, NFS v3, tcp, 192.0.2.1.8.1', 'SET reply, done'],
    [3, address, string('192.0.2.1.8.1'), 'GETADDR call, NFS v3, tcp, 192.0.2.1.8.1', 'GETADDR reply, 192.0.2.1.8.1'],
    [3, address, string(''), 'GETADDR call, NFS v3, tcp, 192.0.2.1.8.1', 'GETADDR reply, not registered'],
    [4, '', `${word(1)}${address}${word(0)}`, 'DUMP call', 'DUMP reply, 1 programs'],
    [7, string('192.0.2.1.8.1'), '', 'UADDR2TADDR call, 192.0.2.1.8.1', 'UADDR2TADDR reply'],
  ])('procedure %i of version 4', (procedure, values, results, call, reply) =>
    expect(lines([100000, 4, procedure], values, results, 'portmap')).toEqual([call, reply]),
  )

  test('what was not captured is not said', () => {
    expect(lines([100000, 2, 3], words(100005, 3, 6, 0), '', 'portmap')[1]).toBe('GETPORT reply')
    expect(lines([100000, 2, 4], '', words(1, 100003, 3, 6, 2049), 'portmap')[1]).toBe('DUMP reply, 1 or more programs')
  })

  test('tree', async () => {
    const [call, reply] = called([100000, 4, 3], address, string('192.0.2.1.8.1'))
    await expectGolden(call!, 'rpcbind-call', 'portmap')
    await expectGolden(reply!, 'rpcbind-reply', 'portmap')
    await expectGolden(called([100000, 2, 4], '', words(1, 100003, 3, 6, 2049, 0))[1]!, 'portmap-dump', 'portmap')
  })
})

describe('mount', () => {
  const handle = opaque('01000001000800080200')
  test.each([
    [1, string('/srv'), word(0) + handle + words(2, 1, 6), 'MNT call, /srv', 'MNT reply, FH 0xa66a7007'],
    [1, string('/srv'), word(13), 'MNT call, /srv', 'MNT reply, permission denied'],
    [2, '', word(1) + string('host') + string('/srv') + word(0), 'DUMP call', 'DUMP reply, 1 entries'],
    [3, string('/srv'), '', 'UMNT call, /srv', 'UMNT reply'],
    [
      5,
      '',
      word(1) + string('/srv') + word(1) + string('*') + words(0, 0),
      'EXPORT call',
      'EXPORT reply, /srv, 1 entries',
    ],
  ])('procedure %i', (procedure, values, results, call, reply) =>
    expect(lines([100005, 3, procedure], values, results, 'mount')).toEqual([call, reply]),
  )

  test('handles of versions before the third are of one size', () => {
    const [, reply] = called([100005, 1, 1], string('/srv'), word(0) + '07'.repeat(32))
    expect(valuesOf(reply!, 'mount.flavors')).toEqual([])
    expect(valuesOf(reply!, 'nfs.fhandle')).toEqual([new Uint8Array(32).fill(7)])
  })

  test('tree', () =>
    expectGolden(called([100005, 3, 1], string('/srv'), word(0) + handle + words(2, 1, 6))[1]!, 'mount-reply', 'mount'))
})
