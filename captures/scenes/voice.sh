# Voice: calls and their media.

# A call of SIPp over UDP.
sip.pcapng() {
  call_server
  record client eth0
  call -d 500
}

# The same with the media it negotiates: GStreamer sends PCMU to the port of the answer, with the reports of RTCP.
rtp.pcapng() {
  call_server -mp 5004
  start server reports socat -u UDP4-RECV:5005 /dev/null
  record client eth0
  call -d 800 &
  local calling=$!
  sleep 0.3
  on client gst-launch-1.0 -q rtpbin name=session audiotestsrc num-buffers=20 samplesperbuffer=160 is-live=true ! \
    audio/x-raw,rate=8000,channels=1 ! mulawenc ! rtppcmupay ! session.send_rtp_sink_0 \
    session.send_rtp_src_0 ! udpsink host=192.0.2.2 port=5004 bind-port=5004 \
    session.send_rtcp_src_0 ! udpsink host=192.0.2.2 port=5005 bind-port=5005 sync=false async=false
  wait "$calling"
}

call_server() {
  direct
  start server sipp-server sipp -sn uas -i 192.0.2.2 -p 5060 -nostdin -timeout 20 "$@"
  until_listening server udp 5060
}

call() { on client sipp -sn uac 192.0.2.2:5060 -i 192.0.2.1 -p 5060 -m 1 -nostdin -s alice "$@"; }
