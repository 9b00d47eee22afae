import { defaultAttribution, defaultLinger } from '../defaults.ts'
import { section } from '../option.ts'

export const commandOptions = section('Command', ['run'], {
  isolate: {
    kind: 'text',
    value: 'METHOD',
    choices: ['auto', 'pasta', 'slirp4netns', 'none'],
    implied: 'auto',
    help:
      'Run the command in a network namespace of its own, which does not need root: connected by pasta or ' +
      'slirp4netns, or with none disconnected, with DNS queries and connections answered locally',
  },
  attribution: {
    kind: 'text',
    value: 'METHOD',
    choices: ['exact', 'best-effort'],
    help:
      "Which packets are the command's: exact, as the kernel reports it, or where that is not permitted best-effort: " +
      'all but those of other processes in /proc, which may include some of others',
    default: defaultAttribution,
  },
  output: {
    kind: 'text',
    value: 'FILE',
    help: 'Show packets and reports in FILE',
    default: 'standard error, after the command has ended',
  },
  linger: {
    kind: 'text',
    value: 'TIME',
    help: 'Once the command has ended, stop after this time without packets: milliseconds, or with a unit, such as 2s',
    default: `${defaultLinger}ms`,
  },
  pid: {
    kind: 'number',
    value: 'N',
    least: 1,
    help: 'Capture a running process, and the children it starts from now on, instead of a command',
  },
  cgroup: { kind: 'text', value: 'PATH', help: 'Capture all processes of a control group instead of a command' },
  container: { kind: 'text', value: 'ID', help: 'Capture a Docker or containerd container instead of a command' },
})
