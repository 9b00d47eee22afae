# Kinds of capture file: other link types, cut frames, nanoseconds, several interfaces, comments.

cooked.pcap() {
  direct
  record client any
  traffic_on_two_interfaces
}

cooked-v1.pcap() {
  direct
  record client any -y LINUX_SLL
  traffic_on_two_interfaces
}

traffic_on_two_interfaces() {
  on client ping -c 1 192.0.2.2
  on client ping -c 1 127.0.0.1
}

loopback.pcap() {
  IPV6=on direct
  web_server client
  record client lo
  on client ping -c 1 127.0.0.1
  on client ping -c 1 ::1
  on client curl -sS http://127.0.0.1/
}

# A tun device has no link layer.
raw-tun.pcap() {
  hosts client server
  cable client eth0 server eth0
  address client eth0 192.0.2.1/24
  address server eth0 192.0.2.2/24
  tun client UDP4:192.0.2.2:5000,bind=192.0.2.1:5000 203.0.113 1
  tun server UDP4:192.0.2.1:5000,bind=192.0.2.2:5000 203.0.113 2
  record client tun0
  on client ping -c 2 -i 0.2 203.0.113.2
  fails on client nc -w 1 203.0.113.2 9
}

snaplen.pcap() {
  direct
  web_server server
  record client eth0 -s 60
  on client curl -sS http://192.0.2.2/
}

nanosecond.pcap() {
  direct
  record client eth0 --time-stamp-precision=nano
  on client ping -c 3 -i 0.2 192.0.2.2
}

# Both sides of a router at once. dumpcap writes a buffer of each interface in turn: the frames are not in order of time.
interfaces.pcapng() {
  routed
  web_server server
  record router eth0 -i eth1
  on client curl -sS http://198.51.100.2/
}

# Frames of two link types in one file: Ethernet and raw IP.
link-types.pcapng() {
  hosts client server
  cable client eth0 server eth0
  address client eth0 192.0.2.1/24
  address server eth0 192.0.2.2/24
  tun client IP4-DATAGRAM:192.0.2.2:4 203.0.113 1
  tun server IP4-DATAGRAM:192.0.2.1:4 203.0.113 2
  record client eth0 -i tun0
  on client ping -c 2 -i 0.2 203.0.113.2
  in_order
}

comments.pcapng() {
  direct
  record client eth0 --capture-comment 'A ping between two network namespaces' -f 'icmp or arp'
  on client ping -c 1 192.0.2.2
  stop_recording
  rewritten editcap -a '1:Who has the address?' -a '3:The request' -a '4:The reply: ✓'
}
