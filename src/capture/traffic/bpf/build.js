/**
 * `node build.js`: compiles flows.bpf.c with clang (Debian: apt-get install clang libbpf-dev), takes maps and programs out of the object file
 * and writes bytecode.ts. Each program is a section `program/NAME`, each map a symbol in the section `maps`.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = import.meta.dirname
const scratch = mkdtempSync(join(tmpdir(), 'onwire-bpf-'))
const object = join(scratch, 'flows.o')
try {
  // The headers of Debian lie where only its own architecture looks.
  const headers = `/usr/include/${execFileSync('cc', ['-dumpmachine'], { encoding: 'utf8' }).trim()}`
  execFileSync(
    'clang',
    [
      '-O2',
      '-g0',
      '-target',
      'bpfel',
      '-mcpu=v2',
      '-Wall',
      '-Wextra',
      '-Werror',
      `-I${headers}`,
      '-c',
      join(folder, 'flows.bpf.c'),
      '-o',
      object,
    ],
    { stdio: 'inherit' },
  )
  writeFileSync(join(folder, 'bytecode.ts'), source(readFileSync(object)))
} finally {
  rmSync(scratch, { recursive: true })
}

function source(elf) {
  const sections = sectionsOf(elf)
  const symbols = symbolsOf(elf, sections)
  const mapSection = sections.findIndex(({ name }) => name === 'maps')
  const maps = symbols
    .filter(({ section }) => section === mapSection)
    .map(({ name, value }) => {
      const [type, keySize, valueSize, entries, flags] = new Uint32Array(
        elf.buffer.slice(elf.byteOffset + sections[mapSection].start + value).slice(0, 20),
      )
      return `  ${name}: { type: ${type}, keySize: ${keySize}, valueSize: ${valueSize}, entries: ${entries}, flags: ${flags} },`
    })
  const programs = sections
    .filter(({ name }) => name.startsWith('program/'))
    .map(({ name, start, end }) => {
      const relocations = sections.find((section) => section.name === `.rel${name}`)
      const uses =
        relocations === undefined
          ? []
          : relocationsOf(elf, relocations).map(({ offset, symbol }) => `[${offset / 8}, '${symbols[symbol].name}']`)
      return `  ${name.slice('program/'.length)}: {\n    instructions: '${elf.toString('base64', start, end)}',\n    maps: [${uses.join(', ')}],\n  },`
    })
  return `// Made from flows.bpf.c by \`npm run build:bpf\`: do not edit.

/** As the kernel is asked for them: linux/bpf.h. */
export const maps = {
${maps.join('\n')}
} as const

/** Instructions in Base64, and at which of them which map is named. */
export const programs = {
${programs.join('\n')}
} as const
`
}

/** ELF64, little-endian: elf(5). */
function sectionsOf(elf) {
  const [table, count, namesAt] = [Number(elf.readBigUInt64LE(40)), elf.readUInt16LE(60), elf.readUInt16LE(62)]
  const sections = Array.from({ length: count }, (_, index) => {
    const at = table + index * 64
    const start = Number(elf.readBigUInt64LE(at + 24))
    return {
      nameAt: elf.readUInt32LE(at),
      type: elf.readUInt32LE(at + 4),
      start,
      end: start + Number(elf.readBigUInt64LE(at + 32)),
      link: elf.readUInt32LE(at + 40),
    }
  })
  return sections.map((section) => ({ ...section, name: textAt(elf, sections[namesAt].start + section.nameAt) }))
}

function symbolsOf(elf, sections) {
  const { start, end, link } = sections.find(({ type }) => type === 2)
  return Array.from({ length: (end - start) / 24 }, (_, index) => {
    const at = start + index * 24
    return {
      name: textAt(elf, sections[link].start + elf.readUInt32LE(at)),
      section: elf.readUInt16LE(at + 6),
      value: Number(elf.readBigUInt64LE(at + 8)),
    }
  })
}

function relocationsOf(elf, { start, end }) {
  return Array.from({ length: (end - start) / 16 }, (_, index) => {
    const at = start + index * 16
    const [kind, symbol] = [elf.readUInt32LE(at + 8), elf.readUInt32LE(at + 12)]
    if (kind !== 1)
      throw new Error(`a relocation of kind ${kind}, which only calls between functions have: they must be inlined`)
    return { offset: Number(elf.readBigUInt64LE(at)), symbol }
  })
}

function textAt(elf, at) {
  return elf.toString('latin1', at, elf.indexOf(0, at))
}
