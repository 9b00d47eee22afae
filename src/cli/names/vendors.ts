/** Vendors of MAC addresses from the lists that other packages install. */
import { readFileSync } from 'node:fs'
import { provideAddressFacts } from '../../packet/names/address-facts.ts'
import { commonVendors, type Vendors } from '../../packet/names/mac-names.ts'

/** The vendors of the first list there is, or the most common ones. */
export const systemVendors = (): Vendors => (found ??= firstList(vendorFiles))
let found: Vendors | undefined

/** Gives fields such as `eth.src_resolved` these vendors; nothing is read before the first is asked for. */
export const provideVendors = (): void => provideAddressFacts({ vendors: systemVendors })

/** The same of the files at some paths. */
export function firstList(paths: readonly string[]): Vendors {
  for (const path of paths) {
    const vendors = vendorsIn(textOf(path))
    if (vendors.size > 0) return vendors
  }
  return commonVendors()
}

/** Wireshark's list, and that of the IEEE as Debian and FreeBSD install it. */
const vendorFiles = [
  '/usr/share/wireshark/manuf',
  '/usr/local/share/wireshark/manuf',
  '/etc/manuf',
  '/usr/share/ieee-data/oui.txt',
  '/usr/share/misc/oui.txt',
  '/var/lib/ieee-data/oui.txt',
]

function vendorsIn(text: string): Vendors {
  const vendors = new Map<string, string>()
  // Wireshark's: `00:00:0C`, or `00:1B:C5:00:00:00/36`, a tab, a short name.
  for (const [, prefix, bits, name] of text.matchAll(/^([\dA-F:]{8,17})(?:\/(\d\d))?[ \t]+(\S+)/gim)) {
    const digits = prefix!.replaceAll(':', '').toLowerCase()
    vendors.set(digits.slice(0, bits === undefined ? 6 : Number(bits) / 4), name!)
  }
  if (vendors.size > 0) return vendors
  // That of the IEEE: `00-00-0C   (hex)`, tabs, a name in full.
  for (const [, prefix, name] of text.matchAll(/^([\dA-F]{2}-[\dA-F]{2}-[\dA-F]{2})[ \t]+\(hex\)[ \t]+(\S.*)/gim))
    vendors.set(prefix!.replaceAll('-', '').toLowerCase(), shortName(name!))
  return vendors
}

/** A vendor in eight letters, without what kind of company it is. */
function shortName(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N}\s&-]/gu, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !legalForms.has(word.toLowerCase()))
  return words
    .map((word) => (/[a-z]/.test(word) || word.length <= 3 ? word : word[0]! + word.slice(1).toLowerCase()))
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('')
    .slice(0, 8)
}

const legalForms: ReadonlySet<string> = new Set(
  'ab ag bv co company corp corporation gmbh inc incorporated international kg limited llc ltd nv oy plc pte pty sa'
    .concat(' sas spa srl the')
    .split(' '),
)

/** A file that is not there has no text. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
