/** The streams that frames carry: CRYPTO (RFC 9000, section 19.6) and STREAM (section 19.8). */
import type { Derived, View } from '../../../../schema/index.ts'
import type { ToldFrames } from './told.ts'

type Number62 = number | bigint

/** A frame, as far as it carries the bytes of a stream. */
interface Frame {
  readonly cryptoOffset: Number62 | undefined
  readonly cryptoData: Uint8Array | undefined
  readonly streamId: Number62 | undefined
  readonly offset: Number62 | undefined
  readonly isLast: boolean | undefined
  readonly data: Uint8Array | undefined
}

/** What a layer of frames holds of streams, whose protocols are their own. */
export function streamsIn({ frames, facts }: View & { readonly frames: readonly Frame[] }): readonly Derived[] {
  const { isUpward, epoch, state } = (facts ?? {}) as Partial<ToldFrames>
  if (isUpward === undefined || epoch === undefined || state === undefined) return []
  const connection = state()
  const of = { conversation: connection, isUpward }
  const derived: Derived[] = []
  for (const { cryptoOffset, cryptoData, streamId, offset = 0, isLast = false, data } of frames) {
    if (cryptoOffset !== undefined && cryptoData !== undefined)
      derived.push({
        speaks: [['tls.handshake', 'messages']],
        bytes: cryptoData,
        isCut: false,
        label: 'QUIC CRYPTO',
        stream: { id: `crypto ${epoch}`, offset: Number(cryptoOffset), of },
        facts: { isSince13: true, isOverQuic: true },
      })
    const alpn = connection.alpnOf(epoch)
    if (streamId !== undefined && data !== undefined && alpn !== undefined)
      derived.push({
        speaks: [['quic.alpn', alpn]],
        bytes: data,
        isCut: false,
        label: 'QUIC STREAM',
        stream: { id: `${streamId}`, offset: Number(offset), isLast, of },
        facts: {
          streamId: Number(streamId),
          isUnidirectional: (Number(BigInt(streamId) & 2n)) !== 0,
          isFromClient: isUpward,
          connection: connection.shared,
        },
      })
  }
  return derived
}
