/** What definitions say of themselves in comments, such as their RFC and section. */
import {
  isCallExpression,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isStringLiteral,
} from 'typescript/unstable/ast/is'

/** Where the label and the fields stand among the arguments. */
const makers = { record: [0, 1], tlv: [0, 1], group: [1, 2] }

/** The comments of records and groups that are constants, with their label and the names of their fields. */
export function commentsOfRecords(checker, program) {
  const files = program.getSourceFileNames().filter((name) => name.includes('/src/protocols/'))
  return files
    .flatMap((name) => program.getSourceFile(name).statements)
    .flatMap((statement) => statement.declarationList?.declarations ?? [])
    .flatMap((declaration) => {
      const made = makerOf(declaration.initializer)
      const text = made && checker.getDocumentationCommentOfSymbol(checker.getSymbolAtLocation(declaration.name))
      return text ? [{ ...made, text: text.trim().replace(/\s+/g, ' ') }] : []
    })
}

/** The comment of a record, that of most fields; empty if there is none, or if several may be meant. */
export function commentOfRecord(comments, label, names) {
  const meant = comments.filter((each) => each.label === label && each.fields.every((name) => names.has(name)))
  const most = Math.max(...meant.map(({ fields }) => fields.length))
  const texts = new Set(meant.filter(({ fields }) => fields.length === most).map(({ text }) => text))
  return texts.size === 1 ? [...texts][0] : ''
}

/** Follows `record('Label', { ... }).choice(...)` to its beginning; a test of bytes is no record. */
function makerOf(node) {
  let start = node
  while (start !== undefined && isCallExpression(start) && isPropertyAccessExpression(start.expression)) {
    if (['recognizer', 'reader'].includes(start.expression.name.text)) return undefined
    start = start.expression.expression
  }
  if (start === undefined || !isCallExpression(start) || !isIdentifier(start.expression)) return undefined
  const [label, fields] = (makers[start.expression.text] ?? []).map((index) => start.arguments[index])
  if (label === undefined || !isStringLiteral(label)) return undefined
  const literal = fields !== undefined && isObjectLiteralExpression(fields) ? fields.properties : []
  return { label: label.text, fields: literal.flatMap(({ name }) => name?.text ?? []) }
}
