/** What is packed, and what a bundler takes of it. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, normalize, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown, type OutputAsset, type OutputChunk } from 'rolldown'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'onwire-contents-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const [{ files, size }] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8', stdio: 'pipe' }),
) as [{ readonly files: readonly { readonly path: string }[]; readonly size: number }]
const packed = new Set(files.map(({ path }) => path))

describe('the package', () => {
  test('has what package.json names', () => {
    const { exports, bin, man } = JSON.parse(readFileSync('package.json', 'utf8')) as Readonly<Record<string, unknown>>
    const named = [exports, bin, man].flatMap(textsIn)
    expect(named.length).toBeGreaterThan(10)
    for (const path of named) expect(packed).toContain(normalize(path))
  })

  test('has no sources, and nothing that is not built from them', () => {
    const built =
      /^dist\/(library\/[\w-]+(\.d)?\.[tj]s|(cli|programs)\/[\w/-]+\.c?js|check\/expectations\.schema\.json)$/
    for (const path of packed) {
      expect(path).not.toMatch(/^(src|test)\/|\.(map|code|tgz)$/)
      if (path.startsWith('dist/')) expect(path).toMatch(built)
    }
  })

  test('is small: fewer than 200 files, at most 2.5 MB', () => {
    expect(packed.size).toBeLessThan(200)
    expect(size).toBeLessThanOrEqual(2_500_000)
  })

  test('has the files that its documents link to', () => {
    for (const document of ['docs/expectations.md', 'docs/scripts.md']) {
      for (const [, link] of readFileSync(document, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g))
        expect(packed).toContain(join(dirname(document), link!))
    }
    expect(packed).toContain('captures/web.pcapng')
  })
})

describe("a bundle of import { Packet } from 'onwire'", async () => {
  const program = `import { Packet } from 'onwire'
    const bytes = Uint8Array.from('450000140000000040110000c0000201c0000202'.match(/../g), (hex) => parseInt(hex, 16))
    export const source = Packet.of(bytes, 101).ipv4?.source`
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(resolve('.'), join(folder, 'node_modules', 'onwire'))
  writeFileSync(join(folder, 'program.js'), program)
  const bundle = await rolldown({ input: join(folder, 'program.js'), platform: 'node', logLevel: 'silent' })
  const { output } = await bundle.write({ dir: join(folder, 'out') })
  const [{ fileName }] = output
  const loaded = staticallyLoaded(output, fileName)

  test('has nothing that lays out tables, captures or reads files', () => {
    const modules = loaded.flatMap(({ moduleIds }) => moduleIds).map((id) => id.slice(id.lastIndexOf('/') + 1))
    expect(modules.toSorted()).toEqual(['basics.js', 'definitions.js', 'packet.js', 'program.js'])
    for (const { code } of loaded) expect(code).not.toMatch(/["']node:/)
  })

  test('decodes', async () => {
    expect(((await import(pathToFileURL(join(folder, 'out', fileName)).href)) as { source: unknown }).source).toBe(
      '192.0.2.1',
    )
  })
})

/** The chunk of a file, and those that it imports. */
function staticallyLoaded(output: readonly (OutputChunk | OutputAsset)[], fileName: string): readonly OutputChunk[] {
  const files = new Set([fileName])
  const chunks = output.filter((one) => one.type === 'chunk')
  for (const file of files)
    for (const { fileName, imports } of chunks) if (fileName === file) for (const each of imports) files.add(each)
  return chunks.filter((chunk) => files.has(chunk.fileName))
}

const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(textsIn)
