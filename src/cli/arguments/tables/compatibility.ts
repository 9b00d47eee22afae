import { section } from '../option.ts'

const heading = 'tcpdump compatibility'
const sources = ['live', 'read'] as const

export const compatibilityOptions = {
  ...section(heading, ['read'], {
    read: { letter: 'r', kind: 'text', value: 'FILE', help: 'onwire -r FILE is the same as onwire read FILE' },
  }),
  ...section(heading, ['live', 'stats', 'send', 'follow'], {
    interface: {
      letter: 'i',
      kind: 'list',
      value: 'INTERFACE',
      idleFor: ['read'],
      help: 'onwire -i INTERFACE is the same as onwire live INTERFACE; repeat it to capture from several interfaces',
      differs: {
        send: { help: 'Interface to send from', section: 'Sending' },
        follow: { help: 'Follow a conversation of an interface as it is captured', section: 'Conversation' },
      },
    },
  }),
  ...section(heading, ['live'], {
    'list-data-link-types': {
      letter: 'L',
      kind: 'switch',
      idleFor: ['read'],
      help: 'List the link types of the interface and exit',
    },
    'list-time-stamp-types': {
      letter: 'J',
      kind: 'switch',
      idleFor: ['read'],
      help: 'List the time stamp types of the interface and exit',
    },
  }),
  ...section(heading, ['interfaces'], {
    'list-interfaces': { letter: 'D', kind: 'switch', help: 'onwire -D is the same as onwire interfaces' },
  }),
  ...section(heading, [], {
    'dont-verify-checksums': {
      letter: 'K',
      kind: 'switch',
      idleFor: sources,
      help: 'Do not verify checksums: the default, see --checksums',
    },
    'no-optimize': { letter: 'O', kind: 'switch', idleFor: sources, help: 'Do not optimize the capture filter' },
    'undecoded-nfs-handles': { letter: 'u', kind: 'switch', idleFor: sources, help: 'Do not decode NFS handles' },
    'mesh-headers': { letter: 'H', kind: 'switch', idleFor: sources, help: 'Detect 802.11s mesh headers' },
  }),
}
