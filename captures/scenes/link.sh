# Ethernet and its neighbours: ARP, IPv6 neighbour discovery, VLAN tags, spanning tree, LLDP, padding.

arp.pcap() {
  direct
  record client eth0
  on client arping -c 2 -I eth0 192.0.2.2
  fails on client arping -c 2 -I eth0 192.0.2.77
  fails on client arping -D -c 1 -I eth0 192.0.2.2                   # probe (RFC 5227)
  on client arping -U -c 1 -I eth0 192.0.2.1                        # announcements
  on client arping -A -c 1 -I eth0 192.0.2.1
}

ipv6.pcapng() {
  hosts_of_ipv6
  record router eth0
  ip -n client link set eth0 up
  eventually global_address client
  on client ping -c 2 -i 0.2 2001:db8:1::254
  on client rdisc6 -1 eth0
  on client ndisc6 2001:db8:1::254 eth0
  fails on client ping -c 1 -W 1 2001:db8:1::77                      # nobody answers
  on client curl -sS 'http://[2001:db8:1::254]/'
}

hosts_of_ipv6() {
  IPV6=autoconfigured hosts client router
  cable client eth0 router eth0
  ip -n client link set eth0 down
  ip -n router address add 2001:db8:1::254/64 dev eth0
  on router sysctl -qw net.ipv6.conf.all.forwarding=1
  cat >"$work/radvd.conf" <<-'END'
	interface eth0 {
	  AdvSendAdvert on; AdvLinkMTU 1500; AdvDefaultPreference high; MinRtrAdvInterval 3; MaxRtrAdvInterval 10;
	  prefix 2001:db8:1::/64 { AdvOnLink on; AdvAutonomous on; };
	  route 2001:db8:2::/48 { };
	  RDNSS 2001:db8:1::254 { };
	  DNSSL example.test { };
	};
	END
  IPV6=on web_server router
  start router radvd radvd --nodaemon --username root --logmethod stderr --config "$work/radvd.conf" --pidfile "$work/radvd.pid"
  sleep 0.5
}

global_address() { ip -n "$1" -6 address show scope global -tentative | grep -q inet6; }

# Frames between the two switches carry the tag; the hosts know nothing of it.
vlan.pcapng() {
  switched 'tag=5 vlan_mode=access' 'trunks=5'
  record switch trunk0
  on client ping -c 2 -i 0.2 192.0.2.2
  on client curl -sS http://192.0.2.2/
}

# The customer's tag 5 (802.1Q) inside the provider's tag 100 (802.1ad).
qinq.pcapng() {
  switched 'tag=5 vlan_mode=access' 'tag=100 vlan_mode=dot1q-tunnel other_config:qinq-ethtype=802.1ad'
  record switch trunk0
  on client ping -c 2 -i 0.2 192.0.2.2
  on client curl -sS http://192.0.2.2/
}

stp.pcapng() {
  hosts client switch
  cable client eth0 switch port0
  on switch ip link add bridge0 type bridge stp_state 1 hello_time 100 forward_delay 200 max_age 600
  ip -n switch link set port0 master bridge0
  record client eth0
  ip -n switch link set bridge0 address 02:00:00:00:00:ff up
  sleep 4.5
}

lldp.pcapng() {
  direct
  mkdir -p /run/lldpd
  record client eth0
  start server lldpd lldpd -d -l -c -f -s -I eth0 -C eth0 -S 'example switch' -P 'example platform' -m 192.0.2.2 -u "$work/lldpd.socket"
  sleep 3
}

# Short frames, sent again with the zeros an Ethernet card adds to reach 60 octets: veth adds none.
padded.pcap() {
  direct
  padded_copy arp arping -c 1 -I eth0 192.0.2.2
  padded_copy icmp ping -c 1 -s 0 192.0.2.2
  padded_copy udp socat -u EXEC:echo UDP4-SENDTO:192.0.2.2:9
  record client eth0
  on client socat -u -b 60 "OPEN:$work/padded" INTERFACE:eth0
}

# padded_copy FILTER COMMAND ...: appends the first frame of the command that the filter lets pass to the file `padded`.
padded_copy() {
  start client "short-$1" tcpdump -U --immediate-mode -Z root -c 1 -i eth0 -w "$work/short.pcap" "$1"
  local recorder=$!
  until_logged "short-$1" 'listening on'
  on client "${@:2}"
  wait "$recorder"
  (tail -c +41 "$work/short.pcap"; head -c 60 /dev/zero) | head -c 60 >>"$work/padded"
}
