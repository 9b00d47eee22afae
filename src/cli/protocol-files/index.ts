/** `--protocol FILE`: modules whose protocols are registered before the command begins. */
import { createRequire } from 'node:module'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { registerProtocols } from '../../packet/register.ts'
import { Schema } from '../../schema/index.ts'
import { UsageError } from '../usage-error.ts'
import { provideSchema } from './provide-schema.ts'
import { checkTrust } from './trust.ts'

type Definitions = Record<string, Schema>

/**
 * Runs the modules and registers the protocols they export, in order. Throws `UsageError` for a file that cannot be run
 * or that exports none, for definitions that cannot be registered, and, as root, for a file that other users could have
 * written.
 */
export async function registerProtocolFiles(paths: readonly string[]): Promise<void> {
  provideSchema()
  for (const path of paths) {
    const fail = (reason: string): UsageError => new UsageError(`--protocol ${path}: ${reason}`)
    checkKind(path, fail)
    checkTrust(resolve(path), fail)
    const definitions = definitionsIn(await load(path, fail))
    if (Object.keys(definitions).length === 0)
      throw fail('it exports no protocol; export what protocol() of onwire/schema returns')
    try {
      registerProtocols(definitions)
    } catch (error) {
      throw fail((error as Error).message)
    }
  }
}

type Fail = (reason: string) => UsageError

function checkKind(path: string, fail: Fail): void {
  const extension = extname(path)
  if (['.js', '.mjs'].includes(extension)) return
  if (!['.ts', '.mts'].includes(extension))
    throw fail('a protocol is a module: a file whose name ends in .js, .mjs or .ts')
  // Since 22.10; earlier ones know no such feature.
  if (!(process.features as { readonly typescript?: string | false }).typescript)
    throw fail(
      `Node.js ${process.version} does not run TypeScript; 22.18 and later do. Compile it to JavaScript, or use those`,
    )
}

/** Loaded by Node.js itself, from beside this file or beside the bundle. */
const importModule = createRequire(import.meta.url)('./import-module.cjs') as (url: string) => Promise<object>

async function load(path: string, fail: Fail): Promise<object> {
  try {
    return await importModule(pathToFileURL(resolve(path)).href)
  } catch (error) {
    throw fail(error instanceof Error ? `${error.name}: ${error.message}` : `${error}`)
  }
}

/**
 * The protocols among the exports; those of a default export that is an object of them too. Records and all else are
 * left alone.
 */
function definitionsIn(module: object): Definitions {
  const found: Definitions = {}
  for (const [name, value] of Object.entries(module)) {
    if (isProtocol(value)) {
      // The same definition may be exported twice, by its name and as the default.
      if (!Object.values(found).includes(value)) found[name === 'default' ? propertyOf(value) : name] = value
    } else if (name === 'default' && typeof value === 'object' && value !== null)
      Object.assign(found, definitionsIn(value))
  }
  return found
}

const isProtocol = (value: unknown): value is Schema => value instanceof Schema && value.name !== ''

/** `acme-sensor` is `acmeSensor`. */
const propertyOf = ({ name }: Schema): string => name.replace(/[^\w$]+(\w?)/g, (_, next: string) => next.toUpperCase())
