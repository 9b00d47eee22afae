/** Interfaces of layers and records, by the type that the compiler infers for them. */
import { commentOfRecord } from './comments.js'
import { comment, documentOfFields } from './documents.js'
import { pascal, pascalOfLabel, singular } from './names.js'

/** `NodeBuilderFlags.NoTruncation` */
const whole = 1

export class Interfaces {
  /** The declarations so far. */
  text = ''
  /** The name of each type, by its number in the compiler. */
  names = new Map()
  used = new Set()

  /** `own` are the properties that every view has, `comments` those of records in their definitions. */
  constructor(checker, own, comments) {
    this.checker = checker
    this.own = own
    this.comments = comments
  }

  /** Gives a type a name, unless it has one, and returns it. */
  declare(type, ...wanted) {
    const known = this.names.get(type.id)
    if (known !== undefined) return known
    const last = wanted.at(-1)
    const name = [...wanted, ...numbers.map((number) => `${last}${number}`)].find((each) => !this.used.has(each))
    this.used.add(name)
    this.names.set(type.id, name)
    return name
  }

  /** Writes the interface of a type, and those of what it is made of. */
  write(name, type, schemas, text) {
    const fields = fieldsOf(schemas)
    const properties = this.checker.getPropertiesOfType(type).filter((symbol) => !this.own.has(symbol.name))
    const inside = []
    const members = properties.map((property) => {
      const given = fields.get(property.name) ?? []
      const written = this.typeOf(this.checker.getTypeOfSymbol(property), {
        name,
        property: property.name,
        given,
        inside,
      })
      return `${comment(documentOfFields(given), '  ')}  readonly ${property.name}: ${written}\n`
    })
    this.text += `${comment(text)}export interface ${name} extends View {\n${members.join('')}}\n\n`
    for (const [type, schemas] of inside)
      this.write(this.names.get(type.id), type, schemas, this.documentOfRecord(schemas, name))
  }

  /** The text of the type of a property; what is to be written for it is added to `inside`. */
  typeOf(type, place) {
    const { checker } = this
    const parts = type.isUnionType() ? (type.getTypes() ?? []) : [type]
    if (!parts.some((part) => this.isView(part) || this.isView(this.elementOf(part))))
      return checker.typeToString(type, undefined, whole)
    return parts
      .map((part) => {
        if (this.isView(part)) return this.nameOf(part, place, place.property)
        const element = this.elementOf(part)
        if (this.isView(element)) return `readonly ${this.nameOf(element, place, singular(place.property))}[]`
        return checker.typeToString(part, undefined, whole)
      })
      .toSorted((a, b) => Number(a === 'undefined') - Number(b === 'undefined'))
      .join(' | ')
  }

  nameOf(type, { name, given, inside }, word) {
    const isNew = !this.names.has(type.id)
    const own = this.checker.getPropertiesOfType(type).filter((symbol) => !this.own.has(symbol.name))
    const candidates = given.flatMap(({ parts }) => parts?.schemas ?? [])
    const exact = candidates.filter((schema) => isOf(schema, own))
    const schemas = exact.length > 0 ? exact : candidates
    const declared = this.declare(type, `${name}${pascal(word)}`, `${name}${pascalOfLabel(schemas[0]?.label ?? word)}`)
    if (isNew) inside.push([type, schemas])
    return declared
  }

  documentOfRecord([schema], name) {
    if (schema === undefined) return `Part of \`${name}\`.`
    const comment = commentOfRecord(this.comments, schema.label, fieldsOf([schema]))
    return `${schema.label}, of \`${name}\`.${comment === '' ? '' : ` ${comment}`}`
  }

  elementOf(type) {
    return this.checker.isArrayLikeType(type) ? this.checker.getTypeArguments(type)[0] : undefined
  }

  isView(type) {
    return (
      type !== undefined &&
      ['schema', 'originalEnd', 'narrow'].every((name) => this.checker.getPropertyOfType(type, name))
    )
  }
}

/** The fields of a property in schemas, in those of their choices too. */
function fieldsOf(schemas, found = new Map()) {
  for (const { slots } of schemas)
    for (const { key, field } of slots)
      if (field.parts?.kind === 'choice') fieldsOf(field.parts.schemas, found)
      else found.set(key, [...(found.get(key) ?? []), field])
  return found
}

/** Whether a schema has the properties of a type, and no others. */
const isOf = (schema, properties) => {
  const fields = fieldsOf([schema])
  return fields.size === properties.length && properties.every(({ name }) => fields.has(name))
}

const numbers = Array.from({ length: 20 }, (_, index) => index + 2)
