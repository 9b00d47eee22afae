/** What a damaged gzip stream holds before its damage, to the last byte. */
import { createGunzip } from 'node:zlib'

/**
 * Decompresses `compressed`, of which the last piece contains the damage, and returns the output after the first `skip`
 * bytes, and the offset at which zlib reports the damage, in compressed bytes. The last piece is passed byte by byte,
 * since zlib returns nothing of a write that fails.
 */
export async function outputBeforeDamage(
  compressed: readonly Uint8Array[],
  skip: number,
): Promise<{ pieces: Uint8Array[]; failedAt: number }> {
  const gunzip = createGunzip()
  const pieces: Uint8Array[] = []
  let before = skip
  let failed = false
  let proceed = () => {}
  gunzip.on('data', (piece: Uint8Array) => {
    const rest = piece.subarray(Math.min(before, piece.length))
    before -= piece.length - rest.length
    if (rest.length > 0) pieces.push(rest)
  })
  gunzip.on('error', () => {
    failed = true
    proceed()
  })
  const write = (bytes: Uint8Array) =>
    new Promise<void>((resolve) => {
      proceed = resolve
      gunzip.write(bytes, () => resolve())
    })
  const last = compressed.at(-1) ?? new Uint8Array()
  for (const piece of compressed.slice(0, -1)) await write(piece)
  for (let at = 0; at < last.length && !failed; at++) await write(last.subarray(at, at + 1))
  const failedAt = gunzip.bytesWritten
  gunzip.destroy()
  return { pieces, failedAt }
}
