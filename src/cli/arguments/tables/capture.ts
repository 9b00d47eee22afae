import { engineNames } from '../../../capture/engines/engine.ts'
import { defaultMemory } from '../defaults.ts'
import { taking, without } from '../command-groups.ts'
import { section } from '../option.ts'

const heading = 'Capture'

export const captureOptions = {
  ...section(heading, ['live', 'stats'], {
    engine: {
      kind: 'text',
      value: 'NAME',
      choices: engineNames,
      help: 'Capture engine; -v reports the one in use',
      default: 'the first of these that works',
    },
    command: {
      kind: 'text',
      value: 'COMMAND',
      help:
        'Capture from the output of a command, pcap or pcapng: ' +
        "--command 'kubectl exec pod -- tcpdump -U -w - -i eth0'",
    },
    remote: { kind: 'text', value: 'USER@HOST', help: 'Capture on another host over ssh; also USER@HOST:PORT' },
    'remote-program': {
      kind: 'text',
      value: 'NAME',
      choices: ['tcpdump', 'dumpcap'],
      help: 'Program that captures on the remote host',
      default: 'tcpdump if installed',
    },
    ssh: {
      kind: 'text',
      value: 'COMMAND',
      help: "ssh command that --remote uses: --ssh 'ssh -i key -J jump'",
      default: 'ssh',
    },
    direction: {
      idleFor: ['read'],
      letter: 'Q',
      kind: 'text',
      value: 'DIRECTION',
      choices: ['in', 'out', 'inout'],
      help: 'Capture only incoming or only outgoing packets',
      default: 'inout',
    },
    'no-promiscuous-mode': {
      letter: 'p',
      kind: 'switch',
      idleFor: ['read'],
      help: 'Do not put the interface into promiscuous mode',
    },
    'buffer-size': {
      idleFor: ['read'],
      letter: 'B',
      kind: 'number',
      value: 'KIB',
      least: 1,
      most: 2_097_151,
      help: 'Size of the kernel capture buffer, in KiB',
    },
    'immediate-mode': {
      kind: 'switch',
      idleFor: ['read'],
      help: 'Deliver each packet at once instead of in batches; for low rates',
    },
    'monitor-mode': {
      idleFor: ['read'],
      letter: 'I',
      kind: 'switch',
      help: 'Put a wireless interface into monitor mode: all frames of the channel, with radio information',
    },
    linktype: {
      letter: 'y',
      kind: 'text',
      value: 'NAME',
      idleFor: ['read'],
      help: 'Link type to capture with; -L lists them',
    },
    'time-stamp-type': {
      letter: 'j',
      kind: 'text',
      value: 'NAME',
      idleFor: ['read'],
      help: 'Source of the time stamps; -J lists them',
    },
  }),
  ...section(heading, ['live'], {
    processes: {
      kind: 'switch',
      help: 'Show the process that each packet belongs to: in lines, in written files, and as fields onwire.process.*',
    },
  }),
  ...section(heading, ['live', 'stats', 'read'], {
    'time-stamp-precision': {
      kind: 'text',
      value: 'UNIT',
      choices: ['nano', 'micro'],
      help: 'Precision of the time stamps captured; where it is given, also of the times shown',
      default: 'nano',
    },
  }),
  ...section(heading, ['live', 'stats', 'run'], {
    memory: {
      kind: 'number',
      value: 'MIB',
      least: 1,
      most: 16_384,
      help:
        'Size of the buffer for packets that a slow terminal or disk has not taken, in MiB; when it is full, new ' +
        'packets are dropped and counted',
      default: defaultMemory / 2 ** 20,
    },
    'fail-on-drop': {
      kind: 'switch',
      help: 'Exit with status 1 if packets were dropped, or if the number of dropped packets is unknown',
    },
  }),
  ...section(heading, without(taking, 'edit'), {
    'relinquish-privileges': {
      letter: 'Z',
      kind: 'text',
      value: 'USER',
      help: 'When run as root, drop privileges to USER after opening devices and files; a command runs as USER',
      default: 'the user who invoked sudo; otherwise none',
    },
  }),
}
