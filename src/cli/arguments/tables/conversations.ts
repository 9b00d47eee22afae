import { section } from '../option.ts'

const heading = 'Conversations'

export const conversationOptions = {
  ...section(heading, ['read', 'live', 'run', 'check', 'diagnose', 'edit'], {
    'no-reassembly': {
      kind: 'switch',
      help: 'Decode each packet alone: do not put fragments and TCP segments together',
    },
  }),
  ...section(heading, ['read'], {
    'two-pass': {
      kind: 'switch',
      help:
        'Read the files twice, so that fields show what later packets tell, such as dns.response_in and ' +
        'tcp.reassembled_in',
    },
  }),
}
