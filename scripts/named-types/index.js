/**
 * Writes an interface with a name and documents for each protocol and each record in one, from the protocol definitions: their types as the
 * compiler infers them, and what their fields say of themselves. `npm run build` runs it after the compiler, whose declaration of
 * `protocols` it replaces, and before the bundler. The inferred one stays beside it, for the test that compares them.
 */
import { renameSync, writeFileSync } from 'node:fs'
import { API } from 'typescript/unstable/sync'
import { protocols } from '../../build/library/protocols/index.js'
import { Interfaces } from './interfaces.js'
import { commentsOfRecords } from './comments.js'
import { comment, documentOfProtocol } from './documents.js'
import { pascal } from './names.js'

const api = new API()
try {
  const [{ checker, program }] = api.updateSnapshot({ openProject: 'src/tsconfig.json' }).getProjects()
  const named = declarations(checker, program)
  renameSync('build/library/protocols/index.d.ts', 'build/library/protocols/inferred.d.ts')
  writeFileSync('build/library/protocols/index.d.ts', named)
} finally {
  api.close()
}

function declarations(checker, program) {
  const own = propertiesIn(checker, program, 'schema/view.ts', 'View')
  const interfaces = new Interfaces(checker, own, commentsOfRecords(checker, program))
  const views = viewsOf(checker, program)
  // The names of protocols before those of their records, which give way.
  for (const [property] of views) interfaces.used.add(pascal(property))
  const members = views.map(([property, type]) => {
    const schema = protocols[property]
    const text = documentOfProtocol(schema, commentOf(checker, program, property))
    interfaces.write(pascal(property), type, [schema], text)
    return `${comment(text, '  ')}  readonly ${property}: Schema<${pascal(property)}>\n`
  })
  return `import type { Schema, View } from '../schema/index.ts'\n
${interfaces.text}
/** The protocol definitions of onwire, by the property of \`Packet\`. */
export interface ProtocolDefinitions {
${members.join('')}}

/** The protocol definitions of onwire, by the property of \`Packet\`. */
export declare const protocols: ProtocolDefinitions
`
}

/** The protocols with the type of a layer of each. */
function viewsOf(checker, program) {
  const types = new Map(
    membersOf(checker, program, 'packet/packet.ts', 'Packet').map((symbol) => [symbol.name, symbol]),
  )
  return Object.keys(protocols).map((property) => [
    property,
    checker.getNonNullableType(checker.getTypeOfSymbol(types.get(property))),
  ])
}

function propertiesIn(...given) {
  return new Set(membersOf(...given).map(({ name }) => name))
}

function membersOf(checker, program, path, name) {
  const { statements } = program.getSourceFile(`${process.cwd()}/src/${path}`)
  const declaration = statements.find((statement) => statement.name?.text === name)
  return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(checker.getSymbolAtLocation(declaration.name)))
}

/** What a definition says of itself, such as its RFC: the lists of protocols by room import all. */
function commentOf(checker, program, property) {
  for (const { statements } of listsOf(program))
    for (const { importClause } of statements)
      for (const { name } of importClause?.namedBindings?.elements ?? [])
        if (name.text === property)
          return checker.getDocumentationCommentOfSymbol(checker.getAliasedSymbol(checker.getSymbolAtLocation(name)))
  return ''
}

function listsOf(program) {
  const root = `${process.cwd()}/src/protocols`
  const { statements } = program.getSourceFile(`${root}/index.ts`)
  return statements
    .filter(({ importClause }) =>
      importClause?.namedBindings?.elements?.some(({ name }) => name.text.endsWith('Protocols')),
    )
    .map(({ moduleSpecifier }) => program.getSourceFile(`${root}/${moduleSpecifier.text}`.replace('/./', '/')))
}
