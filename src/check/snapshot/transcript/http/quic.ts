/** The connections of QUIC with HTTP/3 in them, which may move from one pair of endpoints to another. */
import type { Layers } from '../../../../packet/layers.ts'
import { idOf } from '../../../../packet/registry/index.ts'
import { messagePartOf, protocols } from '../../../../protocols/index.ts'
import type { View } from '../../../../schema/index.ts'
import type { Datagrams } from '../datagrams.ts'
import type { ConversationState, Role } from '../dialog.ts'
import { HttpStreams } from './streams.ts'

export class QuicConnections {
  private readonly known = new WeakMap<object, HttpStreams>()

  constructor(private readonly state: ConversationState) {}

  /** Takes the messages after layer `port`, for the dialog of the endpoints between which their connection began. */
  take(dialog: Datagrams, role: Role, layers: Layers, port: number): void {
    for (let at = port + 1; at < layers.count; at++)
      if (layers.protocol[at] === http3) this.message(dialog, role, layers.view(at))
  }

  private message(dialog: Datagrams, role: Role, view: View): void {
    const part = messagePartOf(view, 'http3')
    if (part?.connection === undefined) return
    let streams = this.known.get(part.connection)
    if (streams === undefined) {
      streams = new HttpStreams(this.state, 'http3')
      this.known.set(part.connection, streams)
      dialog.http.push(streams)
    }
    dialog.hasMoved ||= !dialog.http.includes(streams)
    streams.add(role, part)
  }
}

const http3 = idOf(protocols.http3)
