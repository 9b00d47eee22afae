/** A mail in a layer of SMTP or POP: lines up to one of a dot alone, a dot before those that begin with one (RFC 5321, section 4.5.2). */
import { dottedLength, undotted, type Derived, type View } from '../../../schema/index.ts'

/** Whether a layer begins with a mail, as earlier messages told. */
export const isMail = ({ facts }: View): boolean => facts?.['isMail'] === true

/** How many bytes of a layer the mail has that it begins with. */
export function mailLength({ bytes, start, end }: View): number {
  const length = dottedLength(bytes, start, end, { looked: 0, head: 0 })
  return length > 0 ? length : end - start
}

/** The mail without what was added to send it, at most `limit` bytes. */
export function mailIn(layer: View & { readonly mail: string | undefined }, key: string, limit: number): readonly Derived[] {
  if (!isMail(layer)) return []
  const { bytes, start } = layer
  const end = start + mailLength(layer)
  const most = Math.min(end, start + limit)
  const isCut = most < end || layer.originalEnd > layer.end
  return [{ speaks: [['mail.message', key]], bytes: undotted(bytes, start, most), isCut, label: 'Mail' }]
}
