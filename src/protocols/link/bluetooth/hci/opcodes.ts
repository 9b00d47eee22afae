/** Commands by their number: Core Specification 5.3, volume 4, part E, section 5.4.1. */
import { bits, group, overlay, u16 } from '../../../../schema/index.ts'
import { hexadecimal, little } from '../common.ts'
import { controllerCommands } from './controller-commands.ts'
import { linkCommands } from './link-commands.ts'
import { lowEnergyCommands } from './low-energy-commands.ts'

export type Described = Readonly<Record<number, readonly string[]>>
export const commands: Described = { ...linkCommands, ...controllerCommands, ...lowEnergyCommands }
const groups = {
  1: 'Link Control Commands', 2: 'Link Policy Commands', 3: 'Controller & Baseband Commands', 4: 'Informational Parameters',
  5: 'Status Parameters', 6: 'Testing Commands', 8: 'LE Controller Commands', 0x3f: 'Vendor-Specific Commands',
}
const vendorGroup = 0x3f
export const commandName = (opcode: number): string =>
  commands[opcode]?.[0] ?? (opcode >> 10 === vendorGroup ? `Vendor Command 0x${opcode.toString(16)}` : `command 0x${opcode.toString(16)}`)
const commandNames = Object.fromEntries(Object.entries(commands).map(([opcode, [name = '']]) => [opcode, name]))

/** The number of a command, and the two parts of it. */
export const opcodeOf = (prefix: string) => ({
  opcode: overlay(u16(`${prefix}.opcode`, 'Command Opcode', { ...hexadecimal, names: commandNames })),
  opcodeParts: group('', 'Opcode', {
    command: bits(10, `${prefix}.opcode.ocf`, 'Opcode Command Field', { base: 16 }),
    group:   bits(6, `${prefix}.opcode.ogf`, 'Opcode Group Field', { base: 16, names: groups }),
  }, little),
})
