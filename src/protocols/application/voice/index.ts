/** Calls and media: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { megaco } from './megaco.ts'
import { rtcp } from './rtcp.ts'
import { rtmp } from './rtmp.ts'
import { rtp } from './rtp.ts'
import { rtsp } from './rtsp.ts'
import { sdp } from './sdp.ts'
import { sip } from './sip/index.ts'

export const voiceProtocols = {
  sip, sdp, rtp, rtcp, rtsp, megaco, rtmp,
}
