/** Batches given a moment after they came. */
import { Batch } from '../../files/batch.ts'

/**
 * The batches of a source, each copied, and given some milliseconds after it came, or at once when the source ends or
 * more than 32 MiB wait. `stop` makes the source end where the loop is left.
 */
export async function* delayed(
  source: AsyncIterable<Batch>,
  milliseconds: number,
  stop: () => Promise<void>,
): AsyncGenerator<Batch, void, undefined> {
  const batches = source[Symbol.asyncIterator]()
  const held: Held[] = []
  let bytes = 0
  const release = () => {
    const first = held.shift()!
    bytes -= first.batch.memory.length
    return first.batch
  }
  let next = ahead(batches)
  try {
    for (;;) {
      const [first] = held
      if (first !== undefined && (bytes > mostBytes || !(await arrives(next, first.due)))) {
        yield release()
        continue
      }
      const result = await next
      if (result.done) break
      const batch = copyOf(result.value)
      held.push({ batch, due: performance.now() + milliseconds })
      bytes += batch.memory.length
      next = ahead(batches)
    }
    while (held.length > 0) yield release()
  } catch (error) {
    while (held.length > 0) yield release()
    throw error
  } finally {
    await stop()
  }
}

interface Held {
  readonly batch: Batch
  /** When it is given. */
  readonly due: number
}

/** The next batch; that it fails counts once it is awaited. */
function ahead(batches: AsyncIterator<Batch>): Promise<IteratorResult<Batch>> {
  const next = batches.next()
  next.catch(() => {})
  return next
}

/** Whether the next batch comes before a time. */
async function arrives(next: Promise<unknown>, due: number): Promise<boolean> {
  const left = due - performance.now()
  if (left <= 0) return false
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), left)
  })
  try {
    return await Promise.race([late, next.then(yes, yes)])
  } finally {
    clearTimeout(timer)
  }
}

const yes = () => true

function copyOf(batch: Batch): Batch {
  const copy = new Batch()
  let size = 0
  for (let index = 0; index < batch.length; index++)
    size += batch.capturedLength[index]! + batch.optionsEnd[index]! - batch.optionsStart[index]!
  copy.memory = new Uint8Array(size)
  copy.littleEndian = batch.littleEndian
  copy.numberLike(batch)
  for (let index = 0, at = 0; index < batch.length; index++) at = copy.copyFrame(index, batch, index, at)
  copy.length = batch.length
  return copy.of(batch.capture)
}

const mostBytes = 32 << 20
