import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Which rooms a room may import from, innermost first; a room may always import from itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/schema': [],
  'src/files': [],
  'src/protocols/names': [],
  'src/protocols/index.ts': ['src/protocols'],
  'src/protocols': ['src/schema', 'src/protocols/names'],
  'src/packet': ['src/schema', 'src/files', 'src/protocols/index.ts'],
  'src/flows': ['src/schema', 'src/files', 'src/protocols/index.ts', 'src/packet'],
  'src/filter': ['src/schema', 'src/files', 'src/protocols/names', 'src/protocols/index.ts', 'src/packet'],
  'src/output': ['src/schema', 'src/files', 'src/protocols/index.ts', 'src/packet', 'src/flows'],
  'src/reports': [
    'src/schema',
    'src/files',
    'src/protocols/names',
    'src/protocols/index.ts',
    'src/packet',
    'src/flows',
    'src/filter',
    'src/output',
  ],
  'src/capture': [
    'src/schema',
    'src/files',
    'src/protocols/names',
    'src/protocols/index.ts',
    'src/packet',
    'src/flows',
    'src/filter',
    'src/output',
  ],
  'src/check': [
    'src/schema',
    'src/files',
    'src/protocols/names',
    'src/protocols/index.ts',
    'src/packet',
    'src/flows',
    'src/filter',
    'src/output',
    'src/reports',
    'src/capture',
  ],
  'src/cli': [
    'src/schema',
    'src/files',
    'src/protocols/names',
    'src/protocols/index.ts',
    'src/packet',
    'src/flows',
    'src/filter',
    'src/output',
    'src/reports',
    'src/capture',
    'src/check',
  ],
  'src/index.ts': [
    'src/schema',
    'src/files',
    'src/protocols/index.ts',
    'src/packet',
    'src/flows',
    'src/filter',
    'src/output',
    'src/reports',
    'src/capture',
  ],
}
const rooms = Object.keys(mayImport).sort((a, b) => b.length - a.length)
const roomOf = (file: string) => rooms.find((room) => file === room || file.startsWith(`${room}/`))

/** Rooms that run in a browser too. */
const pure = [
  'src/schema',
  'src/files',
  'src/protocols',
  'src/packet',
  'src/flows',
  'src/filter',
  'src/output',
  'src/reports',
]

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('src', file))
const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport\()\s*'([^']+)'/g)].map(([, path]) => path!)

test.each(files)('%s lies in a room and imports only what lies below it', (file) => {
  const room = roomOf(file)!
  expect(room).toBeDefined()
  const imported = importsOf(file)
    .filter((path) => path.startsWith('.'))
    .map((path) => join(dirname(file), path))
  expect(imported.filter((path) => roomOf(path) !== room && !mayImport[room]!.includes(roomOf(path)!))).toEqual([])
})

describe('what runs in a browser', () => {
  test.each(files.filter((file) => pure.some((room) => file.startsWith(room))))(
    '%s has nothing of Node in it',
    (file) => {
      expect(importsOf(file).filter((path) => path.startsWith('node:'))).toEqual([])
      expect(readFileSync(file, 'utf8')).not.toMatch(/\bBuffer\b|(?<!onwire\.)\bprocess\.|\brequire\(/)
    },
  )
})

test('a protocol never imports another', () => {
  const sheets = importsOf('src/protocols/index.ts').map((path) => join('src/protocols', path))
  expect(sheets.length).toBeGreaterThan(3)
  const siblings = sheets.flatMap((file) =>
    importsOf(file)
      .map((path) => join(dirname(file), path))
      .filter((path) => sheets.includes(path))
      .map((path) => `${file} imports ${path}`),
  )
  expect(siblings).toEqual([])
})
