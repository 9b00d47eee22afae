import { computed, list, mac, nameIn, protocol, record, u16 } from '../../../schema/index.ts'

const names = { 1: 'Reply', 2: 'Forward data' }
const reply = 1

/** Numbers have their low byte first. */
const step = record('Step', { function: u16('loop.function', 'Function', { order: 'little', names }) })
  .choice('function', {
    [reply]: { receipt: u16('loop.receipt_number', 'Receipt Number', { order: 'little' }) },
    2: { forwardTo: mac('loop.forwarding_address', 'Forwarding Address') },
  })

/**
 * The configuration testing protocol: Ethernet version 2 (DEC, Intel and Xerox, 1982), section 8. The bytes to skip lead to the function
 * that is to be done next; those before it are done.
 */
export const configurationTesting = protocol('loop', 'Configuration Testing Protocol', { ethertype: [0x9000] })
  .fields({
    skipCount: u16('loop.skipcount', 'Skip Count', { order: 'little', unit: 'bytes' }),
    steps:     list('', 'Steps', step, { last: (step) => step.function !== 2, complete: true }),
  })
  .fields({
    relevant:  computed('loop.relevant_function', 'Relevant Function', (test) =>
      test.steps.find(({ start }) => start === test.start + 2 + test.skipCount)?.function as number, { names }),
  })
  .payload({ tables: [] })
  .colored('management')
  .summarized(({ relevant, steps }) => {
    const name = Number.isInteger(relevant) ? nameIn(names, relevant) ?? `function ${relevant}` : 'Configuration test'
    const details = steps.map(({ receipt, forwardTo }) => (forwardTo === undefined ? `, receipt ${receipt ?? 0}` : ` to ${forwardTo}`))
    return `${name}${details.join('')}`
  })
