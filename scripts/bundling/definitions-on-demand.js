/**
 * Makes what protocol definitions consist of when a packet or a filter needs it: to make the fields of all protocols takes longer than to
 * read a small capture. Two changes to the text of each module in `src/protocols`:
 *
 * - Each set of fields given to a word of the schema language is put into a function, which the word takes in its place (`later` in
 *   src/schema/engine/deferral.ts).
 * - Each constant of a module that takes time to make becomes a function that makes it once (`onDemand`, there), and each use of it a call,
 *   in the modules that import it too.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { parseSync } from 'rolldown/utils'

const sources = resolve(import.meta.dirname, '../../src')
const definitions = resolve(sources, 'protocols')
const deferral = resolve(sources, 'schema/engine/deferral.ts')
/** Its constant is made for its effect. */
const beginning = resolve(definitions, 'deferred.ts')

/** Which arguments of the words of the schema language are sets of fields, from the first of them on. */
const sets = { record: [1, 2], fields: [0, 1], choice: [1, 3], either: [1, 3], cases: [0, Infinity] }

export const definitionsOnDemand = {
  name: 'definitions-on-demand',
  transform: {
    filter: { id: /[\\/]src[\\/]protocols[\\/].*\.ts$/ },
    handler: (code, id) => ({ code: inserted(code, placesIn(modules().get(id))) }),
  },
}

/** The texts to insert into a module, and where. */
function placesIn({ program, deferred }) {
  const places = []
  visit(program, (node) => {
    if (node.type === 'CallExpression') places.push(...aroundSets(node))
    if (node.type === 'VariableDeclarator' && deferred.has(node.id.name) && node.isOfModule)
      places.push([node.init.start, '/*#__PURE__*/ onDemand$(() => ('], [node.init.end, '))'])
  })
  for (const { name, end, isShort } of usesIn(program))
    if (deferred.has(name)) places.push([end, isShort ? `: ${name}()` : '()'])
  const from = JSON.stringify(deferral)
  return [...places, [0, `import { onDemand as onDemand$ } from ${from}; `]]
}

function aroundSets({ callee, arguments: all }) {
  const word = callee.type === 'MemberExpression' ? callee.property.name : callee.name
  const [from, to] = Object.hasOwn(sets, word) ? sets[word] : [0, 0]
  const given = all.slice(from, to)
  if (given.length === 0) return []
  if (word === 'cases')
    return [
      [given[0].start, '() => ['],
      [given.at(-1).end, ']'],
    ]
  return given.flatMap(({ start, end }) => [
    [start, '() => ('],
    [end, ')'],
  ])
}

/** From the end, and of what ends at the same place the inner first, so that no place moves. */
const inserted = (code, places) =>
  places
    .toSorted(([a], [b]) => b - a)
    .reduce((changed, [at, insertion]) => changed.slice(0, at) + insertion + changed.slice(at), code)

let known

/** The definitions by path: their syntax trees, and by which local names they know what is made on demand. */
function modules() {
  if (known !== undefined) return known
  known = new Map()
  const others = []
  for (const name of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue
    const path = resolve(sources, name)
    const text = readFileSync(path, 'utf8')
    const isDefinition = !relative(definitions, path).startsWith('..')
    if (!isDefinition && !text.includes('/protocols/')) continue
    const { program } = parseSync(path, text, { lang: 'ts' })
    const module = { path, program, imports: importsOf(path, program), deferred: new Set() }
    if (isDefinition) known.set(path, { ...module, ...namesIn(program) })
    else others.push(module)
  }
  const wanted = new Map(Array.from(known, ([path, module]) => [path, costly(module)]))
  const refuse = (path, name) => (name === undefined ? wanted.get(path)?.clear() : wanted.get(path)?.delete(name))
  refuse(beginning)
  for (const { imports } of others) for (const { path, name } of imports) refuse(path, name)
  for (const { imports, bound, fixed } of known.values())
    for (const { path, name, local } of imports)
      if (local === undefined || bound.get(local) > 1 || fixed.has(local)) refuse(path, name)
  for (const [path, module] of known) {
    for (const name of wanted.get(path)) module.deferred.add(name)
    for (const { path: from, name, local } of module.imports)
      if (wanted.get(from)?.has(name)) module.deferred.add(local)
  }
  return known
}

/** What a module imports, by path and name: without a local name if it only passes it on, without a name if it may be all. */
function importsOf(path, { body }) {
  const of = (source) => (source.value.startsWith('.') ? resolve(dirname(path), source.value) : source.value)
  return body.flatMap((node) => {
    if (node.source === null || node.source === undefined) return []
    const from = of(node.source)
    if (node.type === 'ExportAllDeclaration') return [{ path: from }]
    return (node.specifiers ?? []).map((specifier) => {
      if (node.type === 'ExportNamedDeclaration') return { path: from, name: specifier.local.name }
      if (specifier.type === 'ImportNamespaceSpecifier') return { path: from }
      return { path: from, name: specifier.imported?.name, local: specifier.local.name }
    })
  })
}

/** How often each name is bound in a module, at its top or inside; which names are used where a call cannot stand. */
function namesIn(program) {
  const bound = new Map()
  const fixed = new Set()
  const bind = (pattern) => {
    if (pattern?.type === 'Identifier') bound.set(pattern.name, (bound.get(pattern.name) ?? 0) + 1)
    else if (pattern?.type === 'ObjectPattern') for (const part of pattern.properties) bind(part.value ?? part.argument)
    else if (pattern?.type === 'ArrayPattern') for (const part of pattern.elements) bind(part)
    else if (pattern?.type === 'AssignmentPattern') bind(pattern.left)
    else if (pattern?.type === 'RestElement') bind(pattern.argument)
    else if (pattern?.type === 'TSParameterProperty') bind(pattern.parameter)
  }
  visit(program, (node) => {
    if (node.type === 'VariableDeclarator') bind(node.id)
    if (/^(?:Import|ImportDefault|ImportNamespace)Specifier$/.test(node.type)) bind(node.local)
    if (/Function|Class|Catch/.test(node.type))
      for (const pattern of [node.id, node.param, ...(node.params ?? [])]) bind(pattern)
    if (node.type === 'NewExpression') fixed.add(node.callee.name)
    if (node.type === 'ExportSpecifier') fixed.add(node.local.name)
  })
  return { bound, fixed }
}

/** The constants of a module that take time to make and that only plain uses refer to. */
function costly({ program, bound, fixed }) {
  const names = new Set()
  for (const node of program.body) {
    const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node
    if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') continue
    for (const declarator of declaration.declarations) {
      declarator.isOfModule = true
      const { id, init } = declarator
      if (id.type === 'Identifier' && bound.get(id.name) === 1 && !fixed.has(id.name) && takesTime(init))
        names.add(id.name)
    }
  }
  return names
}

/** Whether to evaluate an expression calls something, or makes more than a few properties. */
function takesTime(node) {
  if (typeof node?.type !== 'string') return false
  if (/^(?:Arrow)?Function/.test(node.type) || node.type === 'ClassExpression') return false
  if (node.type === 'CallExpression' || node.type === 'NewExpression') return true
  if ((node.properties ?? node.elements ?? []).length > 3) return true
  return childrenOf(node).some(takesTime)
}

/** The uses of names as values: where they end, and whether they stand for a property of that name too. */
function usesIn(program) {
  const uses = []
  const look = (node) => {
    if (node.type === 'Identifier') uses.push(node)
    else if (node.type === 'Property' && node.shorthand && node.value.type === 'Identifier')
      uses.push({ ...node.value, isShort: true })
    else for (const child of valuesIn(node)) look(child)
  }
  for (const node of program.body) look(node)
  return uses
}

/** The parts of a node that are neither types nor names of properties and bindings. */
function valuesIn(node) {
  if (/^Import|^TS(?!AsExpression|SatisfiesExpression|NonNullExpression|InstantiationExpression)/.test(node.type))
    return []
  if (node.type.startsWith('TS')) return [node.expression]
  if (node.type === 'ExportNamedDeclaration') return node.declaration ? [node.declaration] : []
  if (node.type === 'ExportAllDeclaration') return []
  const isKeyed = /^(?:Property|MethodDefinition|PropertyDefinition)$/.test(node.type) && !node.computed
  const isMember = node.type === 'MemberExpression' && !node.computed
  return Object.entries(node).flatMap(([key, part]) => {
    if (/^(?:typeAnnotation|returnType|typeArguments|typeParameters|superTypeArguments|implements)$/.test(key))
      return []
    if ((isKeyed && key === 'key') || (isMember && key === 'property')) return []
    if (node.type === 'VariableDeclarator' && key === 'id' && part.type === 'Identifier') return []
    return [part].flat().filter(isNode)
  })
}

const isNode = (part) => typeof part?.type === 'string'
const childrenOf = (node) => Object.values(node).flat().filter(isNode)

/** Calls a function with each node of a syntax tree, outer ones first. */
function visit(node, use) {
  use(node)
  for (const child of childrenOf(node)) visit(child, use)
}
