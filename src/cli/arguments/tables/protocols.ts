import { section } from '../option.ts'

export const protocolOptions = section('Protocols', ['read', 'live', 'run', 'check', 'fields', 'filter', 'edit'], {
  protocol: {
    kind: 'words',
    takes: 1,
    value: 'FILE',
    help:
      'Also decode the protocols that a module exports: JavaScript, or TypeScript where Node.js runs it. Its code is run: ' +
      'name only modules you trust. Can be repeated',
  },
})
