import { describe, expect, test } from 'vitest'
import { unmetByCap } from '../../../src/capture/engines/cap/index.ts'
import {
  dumpcapWords,
  parseDumpcapDevices,
  statisticsOfDumpcap,
  unmetByDumpcap,
} from '../../../src/capture/engines/programs/dumpcap.ts'
import type { CaptureSettings } from '../../../src/capture/engines/engine.ts'
import { failureOfProgram, lastLines } from '../../../src/capture/engines/programs/program-failure.ts'
import {
  parseTcpdumpDevices,
  statisticsOfTcpdump,
  tcpdumpWords,
} from '../../../src/capture/engines/programs/tcpdump.ts'

const all: CaptureSettings = {
  captureFilter: 'udp port 53',
  snapLength: 96,
  promiscuous: false,
  monitorMode: true,
  immediate: true,
  bufferSize: 3_000_000,
  timestampType: 'host',
  timestampPrecision: 'micro',
  linkType: 'EN10MB',
  direction: 'in',
  memory: 1 << 20,
}

describe('all settings reach a program, or are said to be unmet', () => {
  test('tcpdump', () => {
    expect(tcpdumpWords('eth0', {})).toEqual(['-U', '-w', '-', '-i', 'eth0'])
    expect(tcpdumpWords('eth0', all).join(' ')).toBe(
      '-U -w - -i eth0 -s 96 -p -I --immediate-mode -B 2930 -j host --time-stamp-precision=micro -y EN10MB -Q in -- udp port 53',
    )
    expect(tcpdumpWords('eth0', { immediate: true })).toContain('--immediate-mode')
  })

  test('dumpcap', () => {
    expect(dumpcapWords(['eth0', 'lo'], {})).toEqual(['-q', '-w', '-', '-i', 'eth0', '-i', 'lo'])
    expect(dumpcapWords(['eth0'], all).join(' ')).toBe(
      '-q -w - -f udp port 53 -s 96 -p -I -B 3 --time-stamp-type host -y EN10MB -i eth0',
    )
    expect(unmetByDumpcap({})).toEqual([])
    expect(unmetByDumpcap(all)).toHaveLength(4)
  })

  test('cap', () => {
    expect(unmetByCap({ captureFilter: 'udp', bufferSize: 1 << 20, promiscuous: true, direction: 'inout' })).toEqual([])
    expect(unmetByCap(all)).toHaveLength(8)
  })
})

describe('interfaces are read from what programs list', () => {
  test('dumpcap', () => {
    expect(
      parseDumpcapDevices(
        '1. eth0\t\t\t0\t192.0.2.2,fd00::2\tnetwork\t\n2. lo\t\tLoopback\t0\t127.0.0.1,::1\tloopback\t\n3. any\t\t\t0\t\tnetwork\t\n',
      ),
    ).toEqual([
      { name: 'eth0', description: undefined, addresses: ['192.0.2.2', 'fd00::2'] },
      { name: 'lo', description: 'Loopback', addresses: ['127.0.0.1', '::1'] },
      { name: 'any', description: undefined, addresses: [] },
    ])
  })

  test('tcpdump', () => {
    expect(
      parseTcpdumpDevices(
        '1.eth0 [Up, Running, Connected]\n2.any (Pseudo-device (all)) [Up]\n3.nflog (Linux netfilter log (NFLOG) interface)\n4.x\n',
      ),
    ).toEqual([
      { name: 'eth0', description: undefined },
      { name: 'any', description: 'Pseudo-device (all)' },
      { name: 'nflog', description: 'Linux netfilter log (NFLOG) interface' },
      { name: 'x', description: undefined },
    ])
  })
})

describe('counts are read from what programs say at their end', () => {
  test('tcpdump', () => {
    expect(
      statisticsOfTcpdump(
        'tcpdump: listening on lo\n3 packets captured\n8 packets received by filter\n1 packet dropped by kernel\n',
      ),
    ).toEqual({
      received: 8,
      droppedByKernel: 1,
      droppedByInterface: undefined,
      delivered: 3,
    })
    expect(
      statisticsOfTcpdump(
        '0 packets captured\n0 packets received by filter\n0 packets dropped by kernel\n2 packets dropped by interface',
      ),
    ).toMatchObject({ received: 0, droppedByInterface: 2 })
    expect(statisticsOfTcpdump('tcpdump: oh')).toBeUndefined()
  })

  test('dumpcap, of all interfaces together', () => {
    const line =
      "Packets received/dropped on interface 'Loopback: lo': 40/5 (pcap:2/dumpcap:3/flushed:1/ps_ifdrop:4) (88.9%)"
    expect(statisticsOfDumpcap(`Packets captured: 40\n${line}\n`)).toEqual({
      received: 46,
      droppedByKernel: 2,
      droppedByReader: 4,
      droppedByInterface: 4,
    })
    expect(statisticsOfDumpcap(`${line}\n${line}\n`)).toMatchObject({ received: 92, droppedByKernel: 4 })
    expect(statisticsOfDumpcap('')).toBeUndefined()
  })
})

describe('what a program says when it fails is understood', () => {
  const ending = { status: 1, signal: undefined, error: undefined }
  test.each([
    [
      'tcpdump: eth0: No such device exists\n(No such device exists)\n',
      undefined,
      'no-such-interface',
      /eth0: No such device exists/,
    ],
    [
      'Capturing on \'eth0\'\ndumpcap: There is no device named "eth0".\n(No such device exists)\n',
      undefined,
      'no-such-interface',
      /no device named "eth0"\. See onwire interfaces/,
    ],
    [
      "tcpdump: can't parse filter expression: syntax error\n",
      'foo bar',
      'bad-filter',
      /foo bar \(can't parse filter expression: syntax error\)$/,
    ],
    ["tcpdump: unknown host 'nowhere'\n", 'host nowhere', 'bad-filter', /host nowhere \(unknown host 'nowhere'\)$/],
    [
      "Capturing on 'lo'\ndumpcap: Invalid capture filter \"foo\" for interface 'lo'.\n\nThat string isn't a valid capture filter (can't parse filter expression: syntax error).\nSee the User's Guide for a description of the capture filter syntax.\n",
      'foo',
      'bad-filter',
      /foo \(can't parse filter expression: syntax error\)$/,
    ],
    [
      "tcpdump: eth0: You don't have permission to perform this capture on that device\n(socket: Operation not permitted)\n",
      'udp',
      'no-permission',
      /permission denied \(eth0: You don't/,
    ],
    [
      'dumpcap: You do not have permission to capture on device "lo".\n(socket: Operation not permitted)\nPlease check\n',
      undefined,
      'no-permission',
      /You do not have permission to capture on device "lo"\)$/,
    ],
    ['tcpdump: eth0: That device is not up\n', 'udp', 'interface-failed', /not up\. Bring it up: ip link set eth0 up$/],
    [
      'dumpcap: Device "eth0" is not up.\n(That device is not up)\n',
      undefined,
      'interface-failed',
      /ip link set eth0 up$/,
    ],
    ['tcpdump: invalid data link type FOO\n', 'udp', 'unsupported', /invalid data link type FOO$/],
    ['dumpcap: The specified data link type "FOO" isn\'t valid\n', undefined, 'unsupported', /"FOO" isn't valid$/],
    ['tcpdump: invalid time stamp type bar\n', 'udp', 'unsupported', /time stamp type bar$/],
    [
      "tcpdump: eth0: That device doesn't support monitor mode\n",
      'udp',
      'unsupported',
      /doesn't support monitor mode$/,
    ],
    [
      'tcpdump: listening on eth0, link-type EN10MB\ntcpdump: pcap_loop: The interface disappeared\n4 packets captured\n6 packets received by filter\n',
      'udp',
      'interface-failed',
      /found pcap_loop: The interface disappeared$/,
    ],
    [
      'Capturing on \'v0\'\nFile: -\ndumpcap: The network adapter "v0" is no longer attached; the capture has stopped.\nPackets captured: 0\n',
      undefined,
      'interface-failed',
      /no longer attached; the capture has stopped$/,
    ],
    ['', undefined, 'interface-failed', /found an unexpected end of tcpdump \(status 1\)$/],
    ['0 packets captured\n0 packets received by filter\n', 'udp', 'interface-failed', /an unexpected end of tcpdump/],
  ] as const)('%j with %j', (said, captureFilter, code, message) => {
    const error = failureOfProgram({ program: 'tcpdump', name: 'eth0', said, captureFilter, ...ending })
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
  })

  test.each([
    ['EPERM', 'no-permission'],
    ['ENOENT', 'no-engine'],
  ])('%s when it is started is %s', (code, expected) => {
    const error = Object.assign(new Error(`spawn dumpcap ${code}`), { code })
    expect(
      failureOfProgram({ program: 'dumpcap', name: 'eth0', said: '', status: undefined, signal: undefined, error }),
    ).toMatchObject({ code: expected })
  })

  test('the last lines are fit for a terminal', () => {
    expect(lastLines('one\ntwo\r\n\n\u001b[31mthree\u0007\nfour\n')).toBe('two; [31mthree; four')
  })
})
