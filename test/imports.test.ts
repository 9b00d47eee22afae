import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

/**
 * The rooms by line, innermost first, from the table in ARCHITECTURE.md: a room may import those of the lines above its
 * own, and itself. Protocols are imported through `protocols/index.ts` only.
 */
const architecture = [...readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/^\| (\d) \| `(src\/[^`]+)` \|/gm)]
const lines = architecture.reduce<string[][]>((all, [, line, room]) => {
  ;(all[Number(line) - 1] ??= []).push(room!)
  return all
}, [])
const beside: Readonly<Record<string, readonly string[]>> = { 'src/check': ['src/capture'] }

const rooms = lines.flat().sort((a, b) => b.length - a.length)
const roomOf = (file: string) => rooms.find((room) => file === room || file.startsWith(`${room}/`))
const lineOf = (room: string) => lines.findIndex((line) => line.includes(room))

/** Whether `file` may import `path`, both from the top of the repository. */
function mayImport(file: string, path: string): boolean {
  const [room, imported] = [roomOf(file)!, roomOf(path)]
  if (imported === undefined) return false
  if (room === imported || beside[room]?.includes(imported)) return true
  if (imported === 'src/protocols' && path !== 'src/protocols/index.ts') return false
  return lineOf(imported) < lineOf(room)
}

/** Rooms that run in a browser, and the entry to them. */
const pure = [...lines.slice(0, 6).flat(), 'src/decode.ts']

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('src', file))
const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport\()\s*'([^']+)'/g)].map(([, path]) => path!)

test.each(files)('%s lies in a room and imports only what lies below it', (file) => {
  expect(roomOf(file)).toBeDefined()
  const imported = importsOf(file)
    .filter((path) => path.startsWith('.'))
    .map((path) => join(dirname(file), path))
  expect(imported.filter((path) => !mayImport(file, path))).toEqual([])
})

/**
 * Fields, views and records describe each other's types, so the files of the schema language import each other; these
 * others remain to be divided.
 */
const mutual = [/^src\/schema\//, /^src\/packet\/registry\//, /^src\/filter\/display\/check\//]

test('no files import each other in a circle, types included', () => {
  const edges = new Map(files.map((file) => [file, importsOf(file).map((path) => join(dirname(file), path))] as const))
  const finished = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    const from = path.indexOf(file)
    if (from >= 0) circles.push([...path.slice(from), file].join(' -> '))
    if (from >= 0 || finished.has(file)) return
    for (const imported of edges.get(file) ?? []) visit(imported, [...path, file])
    finished.add(file)
  }
  for (const file of files) visit(file, [])
  const isAllowed = (circle: string) => mutual.some((room) => circle.split(' -> ').every((file) => room.test(file)))
  expect(circles.filter((circle) => !isAllowed(circle))).toEqual([])
})

describe('what runs in a browser', () => {
  test.each(files.filter((file) => pure.some((room) => file.startsWith(room))))(
    '%s has nothing of Node in it',
    (file) => {
      expect(importsOf(file).filter((path) => path.startsWith('node:'))).toEqual([])
      expect(readFileSync(file, 'utf8')).not.toMatch(
        /\bBuffer[.(<]|(?::|\bas|instanceof) Buffer\b|(?<!onwire\.)\bprocess\.|\brequire\(/,
      )
    },
  )
})

test('onwire/decode takes only what runs in a browser', () => {
  const rooms = importsOf('src/decode.ts').map((path) => roomOf(join('src', path))!)
  expect(rooms.length).toBeGreaterThan(20)
  expect(rooms.filter((room) => !pure.includes(room))).toEqual([])
})

test('a protocol never imports another', () => {
  const listed = (index: string) => importsOf(index).map((path) => join(dirname(index), path))
  const rooms = listed('src/protocols/index.ts').filter((path) => /Protocols\b/.test(readFileSync(path, 'utf8')))
  const sheets = rooms.flatMap(listed)
  expect(rooms.length).toBeGreaterThan(10)
  expect(sheets.length).toBeGreaterThan(80)
  const siblings = sheets.flatMap((file) =>
    importsOf(file)
      .map((path) => join(dirname(file), path))
      .filter((path) => sheets.includes(path))
      .map((path) => `${file} imports ${path}`),
  )
  expect(siblings).toEqual([])
})

test('ARCHITECTURE.md lists every room', () => {
  const tops = readdirSync('src', { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() || entry.name.endsWith('.ts'),
  )
  expect(lines.length).toBe(8)
  expect(lines.flat().toSorted()).toEqual(['src/protocols/names', ...tops.map(({ name }) => `src/${name}`)].toSorted())
})

test('options as they were given stay in arguments/: what comes after gets a plan', () => {
  const given = files.filter((file) => /\bValues\b/.test(readFileSync(file, 'utf8')) && file.startsWith('src/cli/'))
  const commands = given.filter((file) => file.startsWith('src/cli/commands/'))
  expect(given.filter((file) => !file.startsWith('src/cli/arguments/') && !commands.includes(file))).toEqual([])
  expect(commands.length).toBe(15)
  for (const file of commands) {
    const text = readFileSync(file, 'utf8')
    const [, name] = /^export (?:async )?function (\w+)\((?:values): Values, /m.exec(text) ?? []
    expect(name, file).toBeDefined()
    // The import and the parameter; and only to be handed to what makes a plan.
    expect(text.match(/\bValues\b/g), file).toHaveLength(2)
    const uses = [...text.matchAll(/\w+\((?:[^()]*, )?values\b(?!: Values)/g)].map(([use]) => use)
    expect(uses.length, file).toBeGreaterThan(0)
    for (const use of uses) expect(use, file).toMatch(/(Plan|Query)\(values$/)
    expect(text, file).not.toMatch(/\bvalues[.[?]|= values\b/)
  }
})

describe('the pure tier', () => {
  const pureTests = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !/\.(system|oracle)\.test\.ts$/.test(file))
    .map((file) => join('test', file))

  test.each(pureTests)('%s starts no other program, needs no build and leaves nothing out', (file) => {
    const impure = /node:(child_process|worker_threads)|support\/(onwire|live|network|sender|exact)\.ts/
    expect(importsOf(file).filter((path) => impure.test(path))).toEqual([])
    const text = readFileSync(file, 'utf8')
    if (file !== 'test/imports.test.ts') expect(text).not.toMatch(/\b(skip|skipIf|runIf|todo)\(|'dist\//)
  })
})
