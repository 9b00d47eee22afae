import { showing, taking, without } from '../command-groups.ts'
import { section } from '../option.ts'

const heading = 'Conversations'

export const conversationOptions = {
  ...section(heading, [...showing, 'diagnose'], {
    'no-reassembly': {
      kind: 'switch',
      help: 'Decode each packet alone: do not put fragments and TCP segments together',
    },
  }),
  ...section(heading, without(taking, 'send'), {
    'decode-as': {
      kind: 'words',
      takes: 1,
      value: 'TABLE==KEY,PROTOCOL',
      help:
        'Decode what a port carries as a protocol, such as tcp.port==9000,http or udp.port==5000-5010,dns ' +
        "(tshark's -d). Can be repeated",
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
