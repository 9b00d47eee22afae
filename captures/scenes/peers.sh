# Between equals: clocks and files.

# PTP 2 over UDP between two clocks with timestamps of software: one is better, the other asks it for the delay.
ptp.pcapng() {
  hosts client server
  cable client eth0 server eth0
  address client eth0 192.0.2.1/24
  address server eth0 192.0.2.2/24
  record client eth0 -f 'udp portrange 319-320'
  start server grandmaster ptp4l -i eth0 -S -m --priority1 100 --logAnnounceInterval 0 --uds_address "$work/server" --free_running 1
  start client ordinary ptp4l -i eth0 -S -m --slaveOnly 1 --logAnnounceInterval 0 --uds_address "$work/client" --free_running 1
  sleep 15
}

# aria2 has a file, another finds it by multicast and fetches it in pieces.
bittorrent.pcapng() {
  direct
  ip -n client route add 224.0.0.0/4 dev eth0
  ip -n server route add 224.0.0.0/4 dev eth0
  mkdir "$work/seed" "$work/fetch"
  seq -f 'line %g' 1000 >"$work/seed/lines.txt"
  python3 - "$work/seed/lines.txt" >"$work/lines.torrent" <<-'END'
	import hashlib, sys
	data = open(sys.argv[1], 'rb').read()
	size = 4096
	pieces = b''.join(hashlib.sha1(data[at:at + size]).digest() for at in range(0, len(data), size))
	sys.stdout.buffer.write(b'd4:infod6:lengthi%de4:name9:lines.txt12:piece lengthi%de6:pieces%d:%see' % (len(data), size, len(pieces), pieces))
	END
  local common=(aria2c --no-conf --enable-dht=false --enable-dht6=false --enable-peer-exchange=false --bt-enable-lpd=true --bt-lpd-interface=eth0
    --interface=eth0 --disable-ipv6=true --seed-time=1 --listen-port=6881 --show-console-readout=false)
  record client eth0
  start client leecher "${common[@]}" --dir="$work/fetch" "$work/lines.torrent"
  sleep 1
  start server seeder "${common[@]}" --check-integrity=true --dir="$work/seed" "$work/lines.torrent"
  sleep 6
  eventually cmp "$work/seed/lines.txt" "$work/fetch/lines.txt"
}
