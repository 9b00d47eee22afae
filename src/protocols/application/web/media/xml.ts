/** Extensible Markup Language, XML 1.0 (fifth edition): tags, what is between them, and what is declared, in their order. */
import { computedText, found, protocol, record, utf8Text, when, type View } from '../../../../schema/index.ts'
import { httpBodyHere } from '../vocabulary.ts'
import { attributesIn, markupIn, type MarkupFacts } from './xml-markup.ts'

const kindOf = ({ facts }: View): MarkupFacts['kind'] => (facts as unknown as MarkupFacts).kind
const textOf = ({ bytes, start, end }: View): string => utf8Text(bytes, start, Math.min(end, start + longestShown))

/** The text of what is of a kind. */
const ofKind = (...kinds: readonly MarkupFacts['kind'][]) => (markup: View) => (kinds.includes(kindOf(markup)) ? textOf(markup) : undefined)

/** What the declaration at the beginning says under a name: section 2.8. */
const declared = (name: string) => (markup: View) => {
  if (kindOf(markup) !== 'declaration') return undefined
  const [, double, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(textOf(markup)) ?? []
  return double ?? single
}

/** The name of the outermost element: section 2.8. */
const rootOf = (markup: View) => (kindOf(markup) === 'doctype' ? /^<!DOCTYPE\s+([^\s[>]+)/.exec(textOf(markup))?.[1] : undefined)

const attribute = record('Attribute', {})
  .fields({ text: computedText('xml.attribute', 'Attribute', textOf) })
  .summarized(textOf)

const markup = record('Markup', {})
  .fields({
    tag:         computedText('xml.tag', 'Tag', ofKind('tag')),
    text:        computedText('xml.cdata', 'CDATA', ofKind('text')),
    section:     computedText('xml.cdatasection', 'CDATASection', ofKind('section')),
    comment:     computedText('xml.comment', 'Comment', ofKind('comment')),
    docType:     computedText('xml.doctype', 'Doctype', rootOf),
    declaration: computedText('xml.xmlpi.xml', 'XML declaration', ofKind('declaration')),
    version:     computedText('xml.xmlpi.xml.version', 'version', declared('version')),
    encoding:    computedText('xml.xmlpi.xml.encoding', 'encoding', declared('encoding')),
    standalone:  computedText('xml.xmlpi.xml.standalone', 'standalone', declared('standalone')),
    instruction: computedText('xml.xmlpi', 'XMLPI', ofKind('instruction')),
    attributes:  when((markup: View) => kindOf(markup) === 'tag', found('', 'Attributes', attribute, attributesIn)),
  })
  .summarized(textOf)

export const xml = protocol('xml', 'eXtensible Markup Language', {
  media_type: [
    'text/xml', 'application/xml', 'application/xml-dtd', '*+xml', 'text/vnd.wap.wml', 'text/vnd.wap.si', 'text/vnd.wap.sl',
    'text/vnd.wap.co', 'text/vnd.wap.emn',
  ],
})
  .specified('https://www.w3.org/TR/xml/')
  .borrows('onwire')
  .fields(httpBodyHere)
  .fields({ markup: found('', 'Markup', markup, markupIn) })
  .isContent()

/** Longer tags and texts are shown up to here. */
const longestShown = 1 << 16
