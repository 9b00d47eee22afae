/** Secrets added to captures, and left out. */
import { expect, test } from 'vitest'
import { addSecrets, discardSecrets, edited, openBytes, openFile, type Edit } from '../../src/index.ts'
import { editedBytes } from './edited.ts'

const keyed = 'captures/tls.pcapng'
const secret = { type: 0x544c534b, bytes: new TextEncoder().encode('# no secrets\n') }

/** The secrets of a capture with edits, at its first packet and at its end. */
async function secretsOf(edits: readonly Edit[]) {
  const capture = await openBytes(await editedBytes(keyed, edits))
  let first: number | undefined
  for await (const batch of capture) first ??= batch.capture.secrets.length
  return { first, all: capture.secrets }
}

test('secrets are added in front of the packets and of those that are there', async () => {
  const source = await openFile(keyed)
  for await (const _ of source);
  expect(source.secrets.length).toBeGreaterThan(0)
  const { first, all } = await secretsOf([addSecrets([secret]), addSecrets([secret])])
  expect(first).toBeGreaterThanOrEqual(2)
  expect(all).toEqual([secret, secret, ...source.secrets])
})

test('secrets are left out, but for those that are added', async () => {
  expect((await secretsOf([discardSecrets()])).all).toEqual([])
  expect((await secretsOf([discardSecrets(), addSecrets([secret])])).all).toEqual([secret])
})

test('one list grows with that of the source', async () => {
  const source = await openFile(keyed)
  const stream = edited(source, [addSecrets([secret])])
  const list = stream.secrets
  for await (const _ of stream);
  expect(stream.secrets).toBe(list)
  expect(list).toHaveLength(1 + source.secrets.length)
})
