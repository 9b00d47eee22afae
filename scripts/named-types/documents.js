/** What is said of protocols and fields: label, filter name, unit and names of values. */

/** Names of values that are listed; a longer table is not. */
const mostNames = 8

export function documentOfProtocol({ label, name }, comment) {
  const text = comment.trim().replace(/\s+/g, ' ')
  const own = text.toLowerCase().includes(label.toLowerCase()) ? [text] : [label, ...(text === '' ? [] : [text])]
  return `${own.map(sentence).join(' ')} Filter name: \`${name}\`.`
}

/** Of a field, or of the fields of one property in several sets, of which one applies. */
export function documentOfFields(fields) {
  const labels = [...new Set(fields.map(({ label }) => label).filter(Boolean))]
  const filters = [...new Set(fields.flatMap(({ filter, also }) => [filter, ...also]).filter(Boolean))]
  const units = new Set(fields.map(unitOf))
  const unit = units.size === 1 ? [...units][0] : ''
  const what = [...labels.slice(0, 4), ...(labels.length > 4 ? ['...'] : [])].join('; ')
  const how =
    filters.length === 0
      ? ''
      : `: ${filters
          .slice(0, 4)
          .map((name) => `\`${name}\``)
          .join(', ')}`
  return `${sentence(`${what}${how}${unit === '' ? '' : `, in ${unit}`}`)}${namesOf(fields)}`
}

/** The unit that a number is shown with. */
function unitOf({ type, names, show }) {
  if (names !== undefined || !['number', 'float', 'duration'].includes(type)) return ''
  try {
    return /^2 ([a-z][a-z ]*)$/.exec(show(2))?.[1] ?? ''
  } catch {
    // What it is shown as depends on the layer.
    return ''
  }
}

function namesOf(fields) {
  const [names, ...others] = fields.flatMap(({ names }) => names ?? [])
  const entries = Object.entries(names ?? {})
  if (entries.length === 0 || entries.length > mostNames || others.some((other) => other !== names)) return ''
  return ` ${entries.map(([value, name]) => `${value}: ${name}`).join(', ')}.`
}

const sentence = (text) => (/[.!?]$/.test(text) || text === '' ? text : `${text}.`)

/** As a comment before a declaration. */
export function comment(text, indent = '') {
  const safe = text.replaceAll('*/', '*\\/')
  return safe === '' ? '' : `${indent}/** ${safe} */\n`
}
