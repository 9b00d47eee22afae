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

export const objectOptions = section('Objects', ['export'], {
  objects: {
    kind: 'list',
    value: 'KIND,..',
    help: 'Protocols whose transferred files are written: http, tftp, smtp, pop, ftp-data',
    default: 'all',
  },
  directory: { letter: 'd', kind: 'text', value: 'DIR', help: 'Folder to write to; it is created, or must be empty' },
  force: {
    kind: 'switch',
    help: 'Write to a folder that is not empty; files that exist stay, and others get a number in their name',
  },
})
