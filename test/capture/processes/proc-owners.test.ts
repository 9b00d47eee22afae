import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { endianness, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ProcOwners } from '../../../src/capture/processes/proc-owners.ts'
import type { Flow } from '../../../src/capture/processes/owner.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'onwire-proc-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Makes a process that has sockets. */
function made(pid: number, name: string, ...inodes: readonly number[]): void {
  const place = join(folder, `${pid}`)
  mkdirSync(join(place, 'fd'), { recursive: true })
  writeFileSync(join(place, 'comm'), `${name}\n`)
  writeFileSync(join(place, 'cmdline'), `/usr/bin/${name}\0--quiet\0`)
  writeFileSync(join(place, 'status'), `Name:\t${name}\nUid:\t${pid}\t0\t0\t0\n`)
  symlinkSync('/dev/null', join(place, 'fd', '0'))
  for (const inode of inodes) symlinkSync(`socket:[${inode}]`, join(place, 'fd', `${inode}`))
}

/** Says which sockets there are: `127.0.0.1:80` of one end and of the other, and the inode. */
function sockets(table: string, ...list: readonly (readonly [local: string, remote: string, inode: number])[]): void {
  mkdirSync(join(folder, 'net'), { recursive: true })
  const lines = list.map(
    ([local, remote, inode], index) =>
      `${`${index}`.padStart(4)}: ${endText(local)} ${endText(remote)} 01 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0000000000000000 20 4 30 10 -1`,
  )
  writeFileSync(join(folder, 'net', table), ['  sl  local_address rem_address   st ...', ...lines, ''].join('\n'))
}

function endText(end: string): string {
  const [address, port] = [end.slice(0, end.lastIndexOf(':')), Number(end.slice(end.lastIndexOf(':') + 1))]
  return `${addressText(bytes(address))}:${port.toString(16).toUpperCase().padStart(4, '0')}`
}

function addressText(address: Uint8Array): string {
  const view = new DataView(address.buffer)
  return Array.from({ length: address.length / 4 }, (_, word) =>
    view
      .getUint32(word * 4, endianness() === 'LE')
      .toString(16)
      .toUpperCase()
      .padStart(8, '0'),
  ).join('')
}

function bytes(address: string): Uint8Array {
  if (!address.includes(':')) return Uint8Array.from(address.split('.'), Number)
  if (address.startsWith('::ffff:'))
    return Uint8Array.from([...new Uint8Array(10), 255, 255, ...address.slice(7).split('.').map(Number)])
  return Uint8Array.from([...new Uint8Array(15), Number(address.slice(2))])
}

const flow = (protocol: number, source: string, destination: string): Flow => {
  const [[from, sourcePort], [to, destinationPort]] = [source, destination].map(
    (end) => [end.slice(0, end.lastIndexOf(':')), Number(end.slice(end.lastIndexOf(':') + 1))] as const,
  ) as [[string, number], [string, number]]
  return { protocol, source: bytes(from), sourcePort, destination: bytes(to), destinationPort }
}

describe('owners from /proc', () => {
  test('know both ends of a connection', () => {
    made(10, 'curl', 100)
    made(20, 'nginx', 200, 201)
    sockets(
      'tcp',
      ['127.0.0.1:4000', '127.0.0.1:80', 100],
      ['127.0.0.1:80', '127.0.0.1:4000', 201],
      ['0.0.0.0:80', '0.0.0.0:0', 200],
    )
    const owners = new ProcOwners({ folder })
    expect(owners.ownerOf(flow(6, '127.0.0.1:4000', '127.0.0.1:80'))).toEqual({
      pid: 10,
      name: 'curl',
      command: '/usr/bin/curl --quiet',
      user: 10,
      bestEffort: true,
    })
    expect(owners.ownerOf(flow(6, '127.0.0.1:80', '127.0.0.1:4000'))?.name).toBe('nginx')
    // Whose first packets come before there is a connection.
    expect(owners.ownerOf(flow(6, '127.0.0.1:80', '127.0.0.1:4001'))?.name).toBe('nginx')
    expect(owners.ownerOf(flow(6, '127.0.0.1:4001', '127.0.0.1:80'))).toBeUndefined()
  })

  test('know who receives what comes from elsewhere', () => {
    made(10, 'curl', 100)
    made(20, 'named', 200)
    sockets('tcp', ['10.1.1.1:4000', '198.51.100.1:443', 100])
    sockets('udp', ['0.0.0.0:53', '0.0.0.0:0', 200])
    const owners = new ProcOwners({ folder })
    expect(owners.ownerOf(flow(6, '198.51.100.1:443', '10.1.1.1:4000'))?.name).toBe('curl')
    expect(owners.ownerOf(flow(17, '198.51.100.1:999', '127.0.0.1:53'))?.name).toBe('named')
    expect(owners.ownerOf(flow(17, '198.51.100.1:999', '224.0.0.251:53'))?.name).toBe('named')
    // Another machine's port is not ours, though it has the same number.
    expect(owners.ownerOf(flow(17, '198.51.100.1:53', '198.51.100.2:999'))).toBeUndefined()
  })

  test('know sockets of IPv6, and those of IPv6 that speak IPv4', () => {
    made(10, 'node', 100, 101, 102)
    sockets('tcp6', ['::1:4000', '::1:80', 100], ['::ffff:127.0.0.1:4000', '::ffff:127.0.0.1:80', 101])
    sockets('udp6', ['::0:500', '::0:0', 102])
    const owners = new ProcOwners({ folder })
    expect(owners.ownerOf(flow(6, '::1:4000', '::1:80'))?.pid).toBe(10)
    expect(owners.ownerOf(flow(6, '127.0.0.1:4000', '127.0.0.1:80'))?.pid).toBe(10)
    expect(owners.ownerOf(flow(17, '127.0.0.1:500', '198.51.100.1:500'))?.pid).toBe(10)
  })

  test('know who pings, and who alone takes all of a protocol', () => {
    made(10, 'ping', 100)
    made(20, 'ospfd', 200)
    sockets('icmp', ['0.0.0.0:7', '0.0.0.0:0', 100])
    sockets('raw', ['0.0.0.0:89', '0.0.0.0:0', 200])
    const owners = new ProcOwners({ folder })
    expect(owners.ownerOf(flow(1, '127.0.0.1:7', '198.51.100.1:7'))?.name).toBe('ping')
    expect(owners.ownerOf(flow(1, '127.0.0.1:8', '198.51.100.1:8'))).toBeUndefined()
    expect(owners.ownerOf(flow(89, '127.0.0.1:0', '224.0.0.5:0'))?.name).toBe('ospfd')
    sockets('raw', ['0.0.0.0:89', '0.0.0.0:0', 200], ['0.0.0.0:89', '0.0.0.0:0', 201])
    expect(new ProcOwners({ folder }).ownerOf(flow(89, '127.0.0.1:0', '224.0.0.5:0'))).toBeUndefined()
  })

  test('look again when somebody unknown is asked for, and remember who was', () => {
    const owners = new ProcOwners({ folder, interval: 0 })
    const asked = flow(6, '127.0.0.1:4000', '127.0.0.1:80')
    expect(owners.ownerOf(asked)).toBeUndefined()
    made(10, 'curl', 100)
    sockets('tcp', ['127.0.0.1:4000', '127.0.0.1:80', 100])
    pause()
    expect(owners.ownerOf(asked)?.name).toBe('curl')
    // It has ended, and its connection has not yet.
    rmSync(join(folder, '10'), { recursive: true })
    sockets('tcp', ['127.0.0.1:4000', '127.0.0.1:80', 0])
    pause()
    expect(owners.ownerOf(flow(6, '127.0.0.1:4001', '127.0.0.1:80'))).toBeUndefined()
    expect(owners.ownerOf(asked)?.name).toBe('curl')
    owners.close()
    expect(owners.ownerOf(asked)?.name).toBe('curl')
  })

  test('do not look more often than they are told to', () => {
    const owners = new ProcOwners({ folder, interval: 60_000 })
    made(10, 'curl', 100)
    sockets('tcp', ['127.0.0.1:4000', '127.0.0.1:80', 100])
    pause()
    expect(owners.ownerOf(flow(6, '127.0.0.1:4000', '127.0.0.1:80'))).toBeUndefined()
  })

  test('look by themselves once they may', async () => {
    const owners = new ProcOwners({ folder, interval: 100 })
    made(10, 'curl', 100)
    sockets('tcp', ['127.0.0.1:4000', '127.0.0.1:80', 100])
    expect(owners.ownerOf(flow(6, '127.0.0.1:4000', '127.0.0.1:80'))).toBeUndefined()
    await sleep(400)
    rmSync(join(folder, '10'), { recursive: true })
    expect(owners.ownerOf(flow(6, '127.0.0.1:4000', '127.0.0.1:80'))?.name).toBe('curl')
  })

  test('know nobody where there is nothing to look at', () => {
    expect(
      new ProcOwners({ folder: join(folder, 'none') }).ownerOf(flow(6, '127.0.0.1:1', '127.0.0.1:2')),
    ).toBeUndefined()
  })
})

/** As long as nine looks take, which is how long they rest in between. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150)
}
