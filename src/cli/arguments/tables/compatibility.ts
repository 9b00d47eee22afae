import { section } from '../option.ts'

const heading = 'tcpdump compatibility'

export const compatibilityOptions = {
  ...section(heading, ['read'], {
    read: { letter: 'r', kind: 'text', value: 'FILE', help: 'onwire -r FILE is the same as onwire read FILE' },
  }),
  ...section(heading, ['live'], {
    interface: {
      letter: 'i',
      kind: 'list',
      value: 'INTERFACE',
      help: 'onwire -i INTERFACE is the same as onwire live INTERFACE; repeat it to capture from several interfaces',
    },
    'list-data-link-types': {
      letter: 'L',
      kind: 'switch',
      help: 'List the link types of the interface and exit',
    },
    'list-time-stamp-types': {
      letter: 'J',
      kind: 'switch',
      help: 'List the time stamp types of the interface and exit',
    },
  }),
  ...section(heading, ['interfaces'], {
    'list-interfaces': { letter: 'D', kind: 'switch', help: 'onwire -D is the same as onwire interfaces' },
  }),
}
