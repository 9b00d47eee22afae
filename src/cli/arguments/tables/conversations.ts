import { showing, taking, without } from '../command-groups.ts'
import { section } from '../option.ts'

const heading = 'Conversations'
const secrecy = 'Decryption'

export const conversationOptions = {
  ...section(heading, [...showing, 'diagnose'], {
    'no-reassembly': {
      kind: 'switch',
      help: 'Decode each packet alone: do not put fragments and TCP segments together',
    },
  }),
  ...section(heading, [...without(taking, 'send'), 'protocols'], {
    'decode-as': {
      kind: 'words',
      takes: 1,
      value: 'TABLE==KEY,PROTOCOL',
      help:
        'Decode what a port carries as a protocol, such as tcp.port==9000,http or udp.port==5000-5010,dns ' +
        "(tshark's -d). Can be repeated",
    },
    'disable-protocol': {
      kind: 'words',
      takes: 1,
      value: 'NAME',
      help: 'Decode nothing as a protocol, such as http: what it would be is another one, or data. Can be repeated',
    },
  }),
  ...section(secrecy, without(taking, 'send'), {
    keylog: {
      kind: 'words',
      takes: 1,
      value: 'FILE',
      help:
        'Decrypt TLS with the secrets of a key log, as programs write it to the file that SSLKEYLOGFILE names; ' +
        'read again while it grows. Can be repeated. The secrets in a capture file are used in any case',
      default: 'SSLKEYLOGFILE of the environment, if set',
      differs: {
        edit: {
          help:
            'Add the secrets of a key log to the file (pcapng), as a Decryption Secrets Block, so that it decrypts ' +
            'itself; the file is then for its owner only. Can be repeated',
          default: 'none',
          section: 'Changes',
        },
      },
    },
  }),
  ...section(secrecy, without(taking, 'send', 'edit'), {
    'tls-key': {
      kind: 'words',
      takes: 1,
      value: 'FILE',
      help:
        'Decrypt TLS with the RSA private key of a server (PEM), where keys were exchanged with RSA: not TLS 1.3, ' +
        'and few connections of 1.2. Can be repeated',
    },
    'no-decrypt': { kind: 'switch', help: 'Show what is encrypted as it is, whatever secrets there are' },
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
