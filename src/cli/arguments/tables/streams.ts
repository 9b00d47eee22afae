import { section } from '../option.ts'

export const streamOptions = section('Conversation', ['follow'], {
  side: {
    kind: 'text',
    value: 'SIDE',
    choices: ['client', 'server'],
    help: 'Show only what one side sent; the client is the side that began',
    default: 'both',
  },
})
