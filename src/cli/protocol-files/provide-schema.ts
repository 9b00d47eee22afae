/**
 * Has `onwire/schema` in modules be the schema language of this command, wherever they lie and whatever is installed
 * there.
 */
import * as module from 'node:module'
import * as schema from '../../schema/index.ts'

interface Resolved {
  readonly url: string
  readonly shortCircuit: true
}
type Next = (specifier: string, context: unknown) => unknown
/** Of Node 22.15 and later. */
type RegisterHooks = (hooks: { resolve(specifier: string, context: unknown, next: Next): unknown }) => void

let isProvided = false

/** Definitions must be made by the copy of the language that decodes them: the command is a bundle, and has its own. */
export function provideSchema(): void {
  if (isProvided) return
  isProvided = true
  ;(globalThis as Record<symbol, unknown>)[Symbol.for(key)] = schema
  const url = dataUrl(
    `const schema = globalThis[Symbol.for('${key}')]\nexport const { ${Object.keys(schema).join(', ')} } = schema`,
  )
  const { registerHooks } = module as unknown as { readonly registerHooks?: RegisterHooks }
  if (registerHooks !== undefined) {
    const resolved: Resolved = { url, shortCircuit: true }
    registerHooks({
      resolve: (specifier, context, next) => (specifier === 'onwire/schema' ? resolved : next(specifier, context)),
    })
  } else
    module.register(
      dataUrl(
        `export const resolve = (specifier, context, next) =>
           specifier === 'onwire/schema' ? { url: ${JSON.stringify(url)}, shortCircuit: true } : next(specifier, context)`,
      ),
    )
}

const key = 'onwire.schema'
const dataUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`
