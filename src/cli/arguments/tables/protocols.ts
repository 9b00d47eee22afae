import { showing, taking, without } from '../command-groups.ts'
import { section } from '../option.ts'

const decoding = [...without(taking, 'send', 'follow', 'export'), 'fields', 'protocols', 'filter'] as const

export const protocolOptions = section('Protocols', decoding, {
  protocol: {
    kind: 'words',
    takes: 1,
    value: 'FILE',
    help:
      'Also decode the protocols that a module exports: JavaScript, or TypeScript where Node.js runs it. Its code is ' +
      'run: name only modules you trust. Can be repeated',
  },
})

/** What is known of addresses from outside of the capture. */
export const placeOptions = section('Protocols', [...showing, 'check', 'filter'], {
  geoip: {
    kind: 'words',
    takes: 1,
    value: 'FILE',
    help:
      'Also tell where addresses are and whose, from a database in the format of MaxMind (.mmdb): ip.geoip.*, -v, ' +
      'trees and the summary. Can be repeated',
  },
})
