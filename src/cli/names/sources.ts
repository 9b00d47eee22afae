/** Names for addresses and ports from the files of this host; nothing is looked up on the network. */
import { readFile } from 'node:fs/promises'
import type { NameSources } from '../../packet/names/address-names.ts'
import { servicePorts } from '../../protocols/names/services.ts'
import { systemVendors } from './vendors.ts'

/** The sources that -N names: hosts (n), services (t), DNS answers of the capture (d), vendors of MAC addresses (m). */
export async function nameSources(letters: string): Promise<NameSources> {
  return {
    hosts: letters.includes('n') ? await hostNames() : undefined,
    answers: letters.includes('d'),
    services: letters.includes('t') ? await serviceNames() : undefined,
    vendors: letters.includes('m') ? systemVendors() : undefined,
  }
}

/** As hosts(5) has them: an address and its names. */
async function hostNames(): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const [address, name] of wordsOf(await textOf('/etc/hosts')))
    if (address !== undefined && name !== undefined && !names.has(address)) names.set(address, name)
  return names
}

/** As services(5) has them; without that file, those that filters know. */
async function serviceNames(): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const [name, place] of wordsOf(await textOf('/etc/services'))) {
    const [, port, protocol] = /^(\d{1,5})\/(\w+)$/.exec(place ?? '') ?? []
    if (port !== undefined) names.set(`${protocol}/${Number(port)}`, name!)
  }
  if (names.size > 0) return names
  for (const [protocol, ports] of Object.entries(servicePorts))
    for (const [name, port] of Object.entries(ports))
      if (!names.has(`${protocol}/${port}`)) names.set(`${protocol}/${port}`, name)
  return names
}

/** The words of each line, without comments. */
const wordsOf = (text: string): readonly (readonly string[])[] =>
  text.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/))

/** A file that is not there has no names. */
async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return ''
  }
}
