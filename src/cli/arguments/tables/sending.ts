import { section } from '../option.ts'

export const sendingOptions = section('Sending', ['send'], {
  'replay-speed': {
    kind: 'text',
    value: 'FACTOR',
    help: 'Multiple of the speed at which the packets were captured; max, or 0, sends them without pauses',
    default: 1,
  },
  rate: { kind: 'text', value: 'PPS', help: 'Packets per second, whatever the times of the packets' },
  repeat: { kind: 'number', value: 'N', least: 1, help: 'Send the file N times, one after the other', default: 1 },
  'dry-run': { kind: 'switch', help: 'Send nothing: show how many packets would be sent, and how long it would take' },
})
