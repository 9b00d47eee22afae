import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Network, networkTrouble } from '../../support/network.ts'
import { onwire, outcomeOf, type Outcome } from '../../support/onwire.ts'

const missing =
  networkTrouble() ??
  ['curl', 'python3', 'tshark', 'capinfos', 'setpriv', 'nsenter']
    .find((tool) => spawnSync('which', [tool]).status !== 0)
    ?.concat(' is not installed')
// In continuous integration these must run: there the tools are installed, and tests that are left out tell nobody.
if (missing !== undefined && process.env.CI) throw new Error(`names on packets cannot be tested here: ${missing}`)

const folder = mkdtempSync(join(tmpdir(), 'onwire-names-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf(missing !== undefined)(
  `names of processes on live packets${missing === undefined ? '' : ` (left out: ${missing})`}`,
  () => {
    let network: Network
    let server: ChildProcessWithoutNullStreams
    beforeAll(async () => {
      network = new Network({ ipv6: true })
      // It takes a while to answer, so that whoever asks is still there when somebody looks.
      server = network.a.start([
        process.execPath,
        '-e',
        `
      require('node:http').createServer((request, response) => setTimeout(() => response.end('hello'), 700)).listen(8080, '::', () => console.log('ready'))`,
      ])
      await once(server.stdout, 'data')
    })
    afterAll(() => network.close())

    /**
     * Packets of two clients and of the server, on the loopback of a network of their own; the numbers of the
     * processes.
     */
    async function traffic(): Promise<Readonly<Record<'curl' | 'python' | 'pinger' | 'node', number>>> {
      const curl = network.a.start(['curl', '-s', 'http://127.0.0.1:8080/by-curl'])
      const python = network.a.start([
        'python3',
        '-c',
        `
import socket, time
s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
s.sendto(b'by python', ('::1', 9999))
c = socket.create_connection(('::1', 8080))
c.sendall(b'GET /by-python HTTP/1.0\\r\\n\\r\\n')
while c.recv(1000): pass
`,
      ])
      const pinger = network.a.start(['ping', '-c', '1', '127.0.0.1'])
      const outcomes = await Promise.all([curl, python, pinger].map((child) => outcomeOf(child)))
      expect(outcomes.map(({ status }) => status)).toEqual([0, 0, 0])
      return { curl: curl.pid!, python: python.pid!, pinger: pinger.pid!, node: server.pid! }
    }

    /** In the network and nowhere else: `ip netns exec` hides the cgroups, by which the kernel is asked. */
    const start = (words: readonly string[]) => spawn('nsenter', [`--net=/run/netns/${network.a.namespace}`, ...words])

    async function capture(
      file: string,
      before: readonly string[] = [],
      words: readonly string[] = [],
      first: () => Promise<unknown> = async () => {},
    ) {
      const child = start([
        ...before,
        process.execPath,
        resolve('bin/onwire.js'),
        'live',
        'lo',
        '--processes',
        '-l',
        '--print',
        '-w',
        file,
        ...words,
      ])
      const outcome: Promise<Outcome> = outcomeOf(child)
      let stderr = ''
      child.stderr.on('data', (text: string) => {
        stderr += text
      })
      while (!stderr.includes('listening on'))
        await Promise.race([
          once(child.stderr, 'data'),
          outcome.then(({ stderr }): never => {
            throw new Error(`the capture has ended: ${stderr}`)
          }),
        ])
      await first()
      const pids = await traffic()
      child.kill('SIGINT')
      return { pids, ...(await outcome) }
    }

    test('each packet has the process that sent it, and keeps it in a file', async () => {
      const file = join(folder, 'names.pcapng')
      const { pids, stdout, stderr, status } = await capture(file)
      expect(status).toBe(0)
      expect(stderr).not.toContain('best effort')
      expect(stdout).toMatch(new RegExp(`GET /by-curl .* \\[curl ${pids.curl}\\]\n`))
      expect(stdout).toMatch(new RegExp(`UDP 71 len \\d+ \\[python3?[.\\d]* ${pids.python}\\]\n`))
      expect(stdout).toMatch(new RegExp(`Echo request.* \\[ping ${pids.pinger}\\]\n`))

      const { stdout: text } = await onwire([
        'read',
        file,
        '--format',
        'ndjson',
        '--fields',
        'onwire.process.pid,onwire.process.command,onwire.process.user,tcp.dstport,udp.dstport,icmp.type,icmpv6.type',
      ])
      const packets = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
      const ofPort = (name: string, port: number) =>
        packets.filter(
          (packet) =>
            (packet[name] as number[] | undefined)?.[0] === port && !('icmp.type' in packet || 'icmpv6.type' in packet),
        )
      const toServer = ofPort('tcp.dstport', 8080)
      // A SYN, three more at least, and a FIN of each: all of them, and nobody else's.
      expect(new Set(toServer.map((packet) => packet['onwire.process.pid']))).toEqual(new Set([pids.curl, pids.python]))
      const fromServer = packets.filter((packet) => 'tcp.dstport' in packet && !toServer.includes(packet))
      expect(fromServer.length).toBeGreaterThan(5)
      expect(new Set(fromServer.map((packet) => packet['onwire.process.pid']))).toEqual(new Set([pids.node]))
      expect(ofPort('udp.dstport', 9999).map((packet) => packet['onwire.process.pid'])).toEqual([pids.python])
      expect(packets.find((packet) => packet['onwire.process.pid'] === pids.curl)).toMatchObject({
        'onwire.process.command': 'curl -s http://127.0.0.1:8080/by-curl',
        'onwire.process.user': 0,
      })

      const { stdout: some } = await onwire(['read', file, '-Y', 'onwire.process.name == "curl"', '--count'])
      expect(some).toBe(`${packets.filter((packet) => packet['onwire.process.pid'] === pids.curl).length} packets\n`)
    })

    test('other programs read the file without complaint', () => {
      const file = join(folder, 'names.pcapng')
      const tshark = spawnSync(
        'tshark',
        ['-r', file, '-Y', 'frame.comment contains "process: curl"', '-T', 'fields', '-e', 'frame.comment'],
        { encoding: 'utf8' },
      )
      expect([tshark.status, tshark.stderr.replace(/^Running as user "root".*\n/, '')]).toEqual([0, ''])
      expect(tshark.stdout).toMatch(
        /^process: curl, pid \d+, user 0, command: curl -s http:\/\/127\.0\.0\.1:8080\/by-curl\n/,
      )
      const capinfos = spawnSync('capinfos', [file], { encoding: 'utf8' })
      expect([capinfos.status, capinfos.stderr.replace(/^Running as user "root".*\n/, '')]).toEqual([0, ''])
      expect(capinfos.stdout).toMatch(/File type: +Wireshark\/\.\.\. - pcapng/)
    })

    test('where the kernel may not be asked, /proc is looked at, and it is said', async () => {
      const file = join(folder, 'proc.pcapng')
      const { pids, stdout, stderr, status } = await capture(file, ['setpriv', '--bounding-set=-bpf,-sys_admin'])
      expect(status).toBe(0)
      expect(stderr).toMatch(/onwire: process names are best effort: .*without CAP_BPF/)
      expect(stdout).toMatch(new RegExp(`\\[curl ${pids.curl}\\]\n`))
      expect(stdout).toMatch(new RegExp(`\\[node ${pids.node}\\]\n`))
      expect(stdout).not.toMatch(new RegExp(`GET /by-curl .* \\[(?!curl)`))
      expect(
        spawnSync('tshark', ['-r', file, '-T', 'fields', '-e', 'frame.comment'], { encoding: 'utf8' }).stdout,
      ).toMatch(/^process: curl, pid \d+, user 0, best effort, command: curl/m)
    })

    const dropped = ['env', 'SUDO_UID=4321', 'SUDO_GID=4321', 'SUDO_USER=caller']

    test('who is not root any more still sees what the kernel tells, and what was there before', async () => {
      const { pids, stdout, stderr } = await capture(join(folder, 'dropped.pcapng'), dropped)
      expect(stderr).not.toMatch(/cannot be read/)
      expect(stdout).toMatch(new RegExp(`GET /by-curl .* \\[curl ${pids.curl}\\]\n`))
      expect(stdout).toMatch(new RegExp(`HTTP/1\\.1 200 OK .*\\[node ${pids.node}\\]\n`))
    })

    test('who is not root any more and may not ask the kernel is told what is not seen', async () => {
      const { pids, stdout, stderr } = await capture(join(folder, 'dropped.pcapng'), [
        'setpriv',
        '--bounding-set=-bpf,-sys_admin',
        ...dropped,
      ])
      expect(stderr).toMatch(
        /onwire: sockets that \d+ processes of other users open from now on cannot be read: .*-Z root/,
      )
      expect(stdout).not.toContain('[curl ')
      // A listener that root has seen.
      expect(stdout).toMatch(new RegExp(`SYN ACK .*\\[node ${pids.node}\\]\n`))
    })

    test('the same addresses and ports in another network are somebody else’s', async () => {
      // It listens there as the server does here, and was the last to do so.
      const listen = () =>
        once(
          network.b.start([
            process.execPath,
            '-e',
            `require('node:http').createServer().listen(8080, '::', () => console.log('ready'))`,
          ]).stdout,
          'data',
        )
      const file = join(folder, 'two-networks.pcapng')
      const { pids } = await capture(file, [], ['-Y', 'tcp.srcport == 8080'], listen)
      const { stdout } = await onwire(['read', file, '--format', 'ndjson', '--fields', 'onwire.process.pid'])
      expect(new Set(stdout.trimEnd().split('\n'))).toEqual(
        new Set([JSON.stringify({ 'onwire.process.pid': pids.node })]),
      )
    })

    test('a capture from elsewhere has no processes', async () => {
      expect(await onwire(['live', '--processes', '--command', 'true'])).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('--processes cannot be used with --command') as string,
      })
    })
  },
)
