# TCP when it does not go well, TCP options, UDP, multicast.

udp.pcap() {
  IPV6=on direct
  start server echo4 socat UDP4-RECVFROM:7,fork EXEC:cat
  start server echo6 socat UDP6-RECVFROM:7,fork,ipv6only EXEC:cat
  until_listening server udp 7
  record client eth0
  printf 'over IPv4\n' | on client socat -t 0.3 - UDP4:192.0.2.2:7
  printf 'over IPv6\n' | on client socat -t 0.3 - 'UDP6:[2001:db8:1::2]:7'
  printf '' | on client socat -t 0.1 -u - UDP4:192.0.2.2:7,shut-null
}

tcp-refused.pcapng() {
  IPV6=on direct
  start server reset socat -u OPEN:/dev/null TCP4-LISTEN:7,linger=0,shut-close
  until_listening server tcp 7
  record client eth0
  fails on client nc -w 1 192.0.2.2 9
  fails on client nc -w 1 2001:db8:1::2 9
  printf 'hello' | on client socat -t 0.3 - TCP4:192.0.2.2:7 || true           # accepted, then reset
  on server nft 'add table ip filter; add chain ip filter input { type filter hook input priority 0; tcp dport 10 drop; }'
  fails on client nc -w 4 192.0.2.2 10                                         # no answer: SYN again
}

# Of the server's frames some are lost, some come twice and some late.
lossy.pcapng() {
  routed
  web_server server
  on router tc qdisc add dev eth0 root handle 1: htb default 10
  on router tc class add dev eth0 parent 1: classid 1:10 htb rate 10gbit
  on router tc class add dev eth0 parent 1: classid 1:20 htb rate 8mbit burst 1600 cburst 1600
  on router nft -f - <<-'END'
	table ip damage {
	  chain forward {
	    type filter hook forward priority 0
	    ip saddr 198.51.100.2 tcp sport 80 ip length > 1000 jump data
	  }
	  chain data {
	    numgen inc mod 23 7 drop
	    numgen inc mod 29 9 dup to 192.0.2.1 device "eth0"
	    numgen inc mod 19 11 meta priority set 1:20
	  }
	}
	END
  record client eth0 -s 96
  on client curl -sS -o /dev/null http://198.51.100.2/long.txt
}

# The reader sleeps until the window is shut, the writer asks, the window opens again.
zero-window.pcapng() {
  direct
  start server reader socat -u TCP4-LISTEN:9,rcvbuf=4096 'SYSTEM:sleep 1.5; cat >/dev/null,nofork'
  until_listening server tcp 9
  record client eth0 -s 96
  head -c 20000 /dev/zero | on client socat -u - TCP4:192.0.2.2:9
  sleep 2.5 # the kernel sends on after socat has gone
}

tcp-fastopen.pcapng() {
  direct
  local host
  for host in client server; do on "$host" sysctl -qw net.ipv4.tcp_fastopen=3; done
  web_server server
  record client eth0
  on client curl -sS --tcp-fastopen http://192.0.2.2/   # asks for a cookie
  on client curl -sS --tcp-fastopen http://192.0.2.2/   # sends data with its SYN
}

mptcp.pcapng() {
  direct
  cable client eth1 server eth1
  address client eth1 198.51.100.1/24
  address server eth1 198.51.100.2/24
  on client ip mptcp limits set subflows 2 add_addr_accepted 2
  on server ip mptcp limits set subflows 2 add_addr_accepted 2
  on server ip mptcp endpoint add 198.51.100.2 dev eth1 signal
  start server nc mptcpize run nc -l 9999
  until_listening server tcp 9999
  record client eth0 -i eth1
  (printf 'first\n'; sleep 0.5; printf 'second\n'; sleep 0.2) | on client mptcpize run nc -N 192.0.2.2 9999
  in_order
}

ecn.pcapng() {
  direct
  local host
  for host in client server; do on "$host" sysctl -qw net.ipv4.tcp_ecn=1; done
  web_server server
  record client eth0
  on client curl -sS http://192.0.2.2/
}

# A querier (a bridge), a member of 239.1.2.3 with IGMPv3, then one with IGMPv2.
igmp.pcapng() {
  hosts client switch
  cable client eth0 switch port0
  address client eth0 192.0.2.1/24
  ip -n client route add 224.0.0.0/4 dev eth0
  on switch ip link add bridge0 address 02:00:00:00:00:ff type bridge mcast_querier 1 mcast_query_use_ifaddr 1 \
    mcast_igmp_version 3 mcast_startup_query_interval 100 mcast_query_response_interval 50
  address switch bridge0 192.0.2.254/24
  record client eth0
  ip -n switch link set port0 master bridge0
  ip -n switch link set bridge0 up
  join
  on client sysctl -qw net.ipv4.conf.eth0.force_igmp_version=2
  join
}

join() { on client timeout 1.5 socat -u UDP4-RECV:5000,ip-add-membership=239.1.2.3:192.0.2.1 - || true; }

# Checksums left to the card, and segments larger than the MTU that a card would cut.
offload.pcapng() {
  OFFLOAD=on direct
  OFFLOAD=on web_server server
  record server eth0 -s 128
  on client curl -sS -o /dev/null http://192.0.2.2/long.txt
}
