/** One line per packet: time, addresses, protocol, length, and a description; for people also in color and aligned. */
import { AddressNames } from '../../packet/names/address-names.ts'
import { Description } from '../../packet/summary/description.ts'
import { plainPalette } from '../../text/palette.ts'
import { DetailWriter } from '../describe/details.ts'
import { packetDump } from '../describe/dump.ts'
import { TimeFormatter } from '../describe/time.ts'
import { isPlainListing, settingsOf, type OutputOptions } from '../options.ts'
import { ColumnLine } from './column-line.ts'
import { Lines, plainLineOutput, type LineOutput } from './plain-line.ts'

export function lineOutput(given: OutputOptions = {}): LineOutput {
  const options = settingsOf(given)
  if (isPlainListing(options)) return plainLineOutput(options)
  const description = new Description(options, options.names && new AddressNames(options.names))
  const clock = new TimeFormatter(options.time, options.precision)
  const isForPeople = options.width !== undefined || options.palette !== plainPalette
  const columns = isForPeople ? new ColumnLine(options, description, clock) : undefined
  const details = options.verbose > 0 && !options.quiet ? new DetailWriter(options, description) : undefined
  return new Lines(options, {
    description,
    clock,
    ...(columns && { line: (batch, index, text) => columns.write(batch, index, text) }),
    dump: packetDump(options),
    details: details && ((batch, index, text) => details.write(batch, index, text)),
  })
}
