/** Calls and media: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { q931 } from './h323/call-control.ts'
import { h225, h225Ras } from './h323/h225.ts'
import { h245 } from './h323/h245.ts'
import { tpktOfCalls, tpktOfControl } from './h323/tpkt.ts'
import { megaco } from './megaco.ts'
import { mgcp } from './mgcp.ts'
import { rtcp } from './rtcp.ts'
import { rtmp } from './rtmp.ts'
import { rtp } from './rtp.ts'
import { rtsp } from './rtsp.ts'
import { sdp } from './sdp.ts'
import { sip } from './sip/index.ts'
import { skinny } from './skinny/index.ts'
import { t38 } from './t38.ts'

export const voiceProtocols = {
  sip, sdp, rtp, rtcp, rtsp, megaco, rtmp, tpktOfCalls, tpktOfControl, q931, h225, h225Ras, h245, skinny, t38, mgcp,
}
