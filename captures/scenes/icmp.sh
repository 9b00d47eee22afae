# ICMP: ping and its IP options, traceroute, errors, path MTU, fragments.

ping.pcap() {
  direct
  record client eth0
  on client ping -c 3 -i 0.2 192.0.2.2
}

ping-options.pcapng() {
  routed
  record client eth0
  on client ping -c 1 -R 198.51.100.2                     # record route
  on client ping -c 1 -T tsonly 198.51.100.2              # timestamps
  on client ping -c 1 -T tsandaddr 198.51.100.2
  on client ping -c 1 -Q 0xb8 -t 7 -s 1000 198.51.100.2   # DSCP EF, TTL 7
}

traceroute.pcapng() {
  IPV6=on routed
  record client eth0
  on client traceroute -n -q 1 -w 1 -N 1 198.51.100.2           # UDP
  on client traceroute -n -q 1 -w 1 -N 1 --icmp 198.51.100.2
  on client traceroute -n -q 1 -w 1 -N 1 --tcp 198.51.100.2
  on client traceroute -n -q 1 -w 1 -N 1 2001:db8:2::2
}

unreachable.pcapng() {
  IPV6=on routed
  on router nft -f - <<-'END'
	table inet filter {
	  chain forward {
	    type filter hook forward priority 0
	    tcp dport 25 reject with icmpx admin-prohibited
	    udp dport 25 reject with icmpx no-route
	  }
	}
	END
  ip -n router route add unreachable 203.0.113.0/24
  on router sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0 net.ipv4.neigh.eth1.retrans_time_ms=100
  record client eth0
  fails on client ping -c 1 -W 1 203.0.113.9              # network unreachable
  fails on client ping -c 1 -W 2 198.51.100.77            # host unreachable
  fails on client nc -w 1 198.51.100.2 25
  printf x | on client nc -u -w 1 198.51.100.2 9          # port unreachable
  printf x | on client nc -u -w 1 198.51.100.2 25
  printf x | on client nc -u -w 1 2001:db8:2::2 9
  fails on client nc -w 1 2001:db8:2::2 25
}

pmtu.pcapng() {
  IPV6=on routed
  ip -n router link set eth1 mtu 1400
  ip -n server link set eth0 mtu 1400
  record client eth0
  fails on client ping -M "do" -c 2 -i 0.2 -W 1 -s 1450 198.51.100.2
  fails on client ping -M "do" -c 2 -i 0.2 -W 1 -s 1440 2001:db8:2::2
  on client tracepath -n 198.51.100.2
}

fragments.pcapng() {
  IPV6=on direct
  record client eth0
  on client ping -c 1 -s 3000 192.0.2.2
  on client ping -c 1 -s 3000 2001:db8:1::2
  head -c 4000 /dev/zero | on client socat -u -b 4000 - UDP4-SENDTO:192.0.2.2:9
}
