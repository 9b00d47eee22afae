/** Values that options have by default, as the help states them and the plans use them. */
export { defaultLinger, defaultMemory } from '../../capture/defaults.ts'

export const defaultFormat = 'line'
export const defaultListFormat = 'table'
export const defaultStreamFormat = 'text'
export const defaultInterfacesFormat = 'table on a terminal, elsewhere line'
export const defaultColor = 'auto'
export const defaultEncoding = 'utf-8'
export const defaultReport = 'text'
export const defaultAttribution = 'exact'
export const defaultBinary = 'length'
export const defaultLinkType = 'ETHERNET'
export const defaultOrder = 'start'
