/** JavaScript Object Notation, RFC 8259: values one after another, each with the path that leads to it. */
import { asciiText, computedText, finding, found, protocol, record, utf8Text, type TableKey, type View } from '../../../../schema/index.ts'
import { httpBodyHere } from '../vocabulary.ts'
import { valuesIn, type ValueFacts } from './json-values.ts'

const factsOf = ({ facts }: View): ValueFacts => facts as never

/** The value as text: without quotes and escapes. */
function textOf(value: View): string | undefined {
  const { kind, at } = factsOf(value)
  const { bytes, start, end } = value
  if (kind === 'object' || kind === 'array') return undefined
  return kind === 'string' ? unescaped(utf8Text(bytes, start + at + 1, end - 1)) : asciiText(bytes, start + at, end)
}

/** Of a member. */
function pathOf(value: View): string | undefined {
  const { key, path } = factsOf(value)
  return key === undefined ? undefined : path
}

const ofKind = (wanted: ValueFacts['kind']) => (value: View) => factsOf(value).kind === wanted
const textOfKind = (wanted: ValueFacts['kind']) => (value: View) => (factsOf(value).kind === wanted ? textOf(value) : undefined)
const withValue = (value: View, name: string) => {
  const text = textOf(value)
  return text === undefined ? undefined : `${name}:${text}`
}

const value = record('Value', {})
  .fields({
    key:             { ...computedText('json.key', 'Key', (value: View) => factsOf(value).key), also: ['json.member'] },
    path:            computedText('json.path', 'Path', pathOf),
    object:          finding('json.object', 'Object', ofKind('object')),
    array:           finding('json.array', 'Array', ofKind('array')),
    string:          computedText('json.value.string', 'String value', textOfKind('string')),
    number:          computedText('json.value.number', 'Number value', textOfKind('number')),
    isTrue:          finding('json.value.true', 'True value', ofKind('true')),
    isFalse:         finding('json.value.false', 'False value', ofKind('false')),
    isNull:          finding('json.value.null', 'Null value', ofKind('null')),
    pathWithValue:   computedText('json.path_with_value', 'Path with value', (value: View) => withValue(value, factsOf(value).path)),
    memberWithValue: computedText('json.member_with_value', 'Member with value', (value: View) =>
      withValue(value, factsOf(value).key ?? '[]')),
  })
  .summarized((value: View) => `${factsOf(value).path}: ${textOf(value) ?? factsOf(value).kind}`)

export const json = protocol('json', 'JavaScript Object Notation', {
  'media_type': ['application/json', 'application/json-rpc', 'application/jsonrequest', 'application/x-ndjson', '*+json'],
})
  .specified('RFC 8259')
  .borrows('onwire')
  .fields(httpBodyHere)
  .fields({ values: found('', 'Values', value, valuesIn) })
  .derives(['media_type'], ({ bytes, start, end, isShort, values }) =>
    values.length === 0
      ? [{ speaks: asText, bytes: bytes.subarray(start, end), isCut: isShort, label: 'Text' }]
      : [], { isCostly: true })
  .isContent()

/** What is called JSON, and is none. */
const asText: readonly TableKey[] = [['media_type', 'text/*']]

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, code: string | undefined, letter: string) =>
    code === undefined ? (letters[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)))
}

const letters: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }
