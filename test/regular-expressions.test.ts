/** Every regular expression of src/ takes time in proportion to its text: one packet or line must not stop the program. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { parseAst } from 'rolldown/parseAst'
import { describe, expect, it } from 'vitest'

/** Characters of a text: quadratic work on so many takes about a minute, linear work a millisecond. */
const length = 200_000
/** When one expression is stopped, in milliseconds for all its texts together; it takes some 100 of them. */
const limit = 15_000

/** What texts repeat, besides the words of the expression itself. */
const units = [
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\r\n ',
  ' \n',
  'a',
  'A',
  '0',
  'a ',
  'a.',
  '0:',
  ',',
  ', ',
  ';',
  '=',
  '-',
  '\\',
  '"',
  '/',
  '\0',
]

const root = new URL('../src', import.meta.url).pathname
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
const expressions = files.flatMap((file) =>
  expressionsOf(file).map((expression) => [`${expression}`, file, expression] as const),
)

describe('regular expressions', () => {
  it('are found', () => {
    expect(expressions.length).toBeGreaterThan(150)
  })

  it.each(expressions)('%s of %s is linear', (_name, _file, expression) => {
    expect(slowTextOf(expression)).toBeUndefined()
  })

  it('are seen to be quadratic', () => {
    expect(slowTextOf(/\s*[\r\n]+[ \t]+/g, 1000)).toBeDefined()
  })
})

/** The unit and the beginning of a text on which an expression takes too long. */
function slowTextOf(expression: RegExp, timeout = limit): string | undefined {
  const words = wordsOf(expression.source)
  const context = { expression, text: '', tried: '' }
  const texts = [...units, ...words].flatMap((unit) =>
    ['', ...words].map((start) => [JSON.stringify([start, unit]), `${start}${unit.repeat(length / unit.length)}\x01`]),
  )
  try {
    runInNewContext(
      'for (const [name, made] of texts) { tried = name; expression.lastIndex = 0; made.replace(expression, "") }',
      Object.assign(context, { texts }),
      { timeout },
    )
  } catch (error) {
    // The error is one of the other context, so that it is no instance of this one's Error.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    return context.tried
  }
  return undefined
}

/** What an expression takes literally, at least two characters each: the beginnings it can be led on by. */
function wordsOf(source: string): string[] {
  const literal = source
    .replace(/\[(?:\\.|[^\]])*\]|\\[a-zA-Z0-9]|\(\?<?[:=!]|\{[\d,]*\}/g, '\n')
    .replace(/\\(.)/g, '$1')
  return [...new Set(literal.match(/[^\n()|*+?^$.]{2,}/g) ?? [])].slice(0, 4)
}

/** The literals of a file, and what it gives to `RegExp` as one text. */
function expressionsOf(file: string): RegExp[] {
  const found: RegExp[] = []
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return
    if ('regex' in value) {
      const { pattern, flags } = value.regex as { readonly pattern: string; readonly flags: string }
      found.push(new RegExp(pattern, flags))
    }
    Object.values(value).forEach(visit)
  }
  visit(parseAst(readFileSync(join(root, file), 'utf8'), { lang: 'ts' }))
  return found
}
