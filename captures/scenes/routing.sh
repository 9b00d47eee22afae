# Routing: two routers of FRR that become neighbors.
#
#   left 192.0.2.1 ---- 192.0.2.2 right, each with a network of its own behind it: 198.51.100.0/24 and 203.0.113.0/24

ospf.pcapng() {
  neighbors 'ip proto 89'
  routers ospfd <<-'END'
	interface eth0
	 ip ospf hello-interval 1
	 ip ospf dead-interval 3
	 ip ospf message-digest-key 1 md5 secret
	 ip ospf authentication message-digest
	interface lan0
	 ip ospf passive
	router ospf
	 ospf router-id ID
	 capability opaque
	 redistribute static metric 20
	 network 0.0.0.0/0 area 0
	END
  sleep 10
}

ospf6.pcapng() {
  IPV6=on neighbors 'ip6 proto 89'
  routers ospf6d <<-'END'
	interface eth0
	 ipv6 ospf6 area 0
	 ipv6 ospf6 hello-interval 1
	 ipv6 ospf6 dead-interval 3
	interface lan0
	 ipv6 ospf6 area 0
	 ipv6 ospf6 passive
	router ospf6
	 ospf6 router-id ID
	 redistribute static
	END
  sleep 10
}

isis.pcapng() {
  IPV6=on neighbors 'ether[14:2] == 0xfefe'
  routers isisd <<-'END'
	interface eth0
	 ip router isis example
	 ipv6 router isis example
	 isis hello-interval 1
	 no isis hello padding
	interface lan0
	 ip router isis example
	 ipv6 router isis example
	 isis passive
	router isis example
	 net 49.0001.0000.0000.000N.00
	 is-type level-2-only
	 area-password md5 secret
	 domain-password md5 secret
	END
  sleep 18
}

bgp.pcapng() {
  IPV6=on neighbors 'tcp port 179'
  routers bgpd <<-'END'
	router bgp 6449N
	 bgp router-id ID
	 no bgp ebgp-requires-policy
	 neighbor OTHER remote-as external
	 neighbor OTHER timers 3 9
	 neighbor OTHER timers connect 1
	 address-family ipv4 unicast
	  network OWN
	  redistribute static
	  neighbor OTHER send-community both
	  neighbor OTHER route-map out out
	 address-family ipv6 unicast
	  network OWN6
	  neighbor OTHER activate
	route-map out permit 10
	 set community 64496:100 no-export
	 set extcommunity rt 64496:7
	 set large-community 64496:1:2
	 set metric 50
	 set as-path prepend 64500
	END
  sleep 6
  router_says left 'configure terminal' 'router bgp 64491' 'address-family ipv4 unicast' 'no network 198.51.100.0/24'
  sleep 1
  router_says left 'clear bgp ipv4 unicast * in'
  sleep 2
  router_says left 'clear bgp *'
  sleep 0.3
}

rip.pcapng() {
  neighbors 'udp port 520'
  routers ripd <<-'END'
	interface eth0
	 ip rip authentication mode text
	 ip rip authentication string secret
	router rip
	 network eth0
	 network lan0
	 redistribute static
	 timers basic 5 15 10
	END
  sleep 10
}

ripng.pcapng() {
  IPV6=on neighbors 'udp port 521'
  routers ripngd <<-'END'
	router ripng
	 network eth0
	 network lan0
	 redistribute static
	 timers basic 5 15 10
	END
  sleep 10
}

eigrp.pcapng() {
  neighbors 'ip proto 88'
  routers eigrpd <<-'END'
	router eigrp 7
	 eigrp router-id ID
	 network 192.0.2.0/24
	 network OWN
	END
  sleep 12
}

# BFD over one hop and over several, until one side is switched off.
bfd.pcapng() {
  neighbors 'udp portrange 3784-3785 or udp port 4784'
  routers bfdd <<-'END'
	bfd
	 peer OTHER interface eth0
	  receive-interval 500
	  transmit-interval 500
	 peer OTHER multihop local-address SELF
	  receive-interval 500
	  transmit-interval 500
	END
  sleep 4
  router_says left 'configure terminal' bfd 'peer 192.0.2.2 interface eth0' shutdown
  sleep 1
}

# VRRP 3 for IPv4 and for IPv6; the one of the higher priority gives up.
vrrp.pcapng() {
  IPV6=on neighbors 'ip proto 112 or ip6 proto 112'
  local host
  for host in left right; do
    ip -n "$host" link add vrrp4 link eth0 address 00:00:5e:00:01:05 type macvlan mode bridge
    ip -n "$host" address add 192.0.2.254/24 dev vrrp4
    ip -n "$host" link set vrrp4 up
    ip -n "$host" link add vrrp6 link eth0 address 00:00:5e:00:02:05 type macvlan mode bridge
    ip -n "$host" address add 2001:db8:1::254/64 dev vrrp6
    ip -n "$host" link set vrrp6 up
  done
  routers vrrpd <<-'END'
	interface eth0
	 vrrp 5 version 3
	 vrrp 5 priority 10N
	 vrrp 5 advertisement-interval 1000
	 vrrp 5 ip 192.0.2.254
	 vrrp 5 ipv6 2001:db8:1::254
	END
  sleep 8
  router_says right 'configure terminal' 'interface eth0' 'vrrp 5 shutdown'
  sleep 4
}

# neighbors FILTER: the two hosts, recorded.
neighbors() {
  hosts left right
  cable left eth0 right eth0
  address left eth0 192.0.2.1/24 2001:db8:1::1/64
  address right eth0 192.0.2.2/24 2001:db8:1::2/64
  local host
  for host in left right; do
    cable "$host" lan0 "$host" lan1
    on "$host" sysctl -qw net.ipv4.ip_forward=1
  done
  address left lan0 198.51.100.1/24 2001:db8:2::1/64
  address right lan0 203.0.113.1/24 2001:db8:3::1/64
  settle
  record right eth0 -f "$1"
}

# routers DAEMON: zebra and the daemon on both, configured by the standard input, in which N is 1 or 2, ID the number of the
# router, SELF and OTHER the addresses on the cable, OWN and OWN6 the networks behind.
routers() {
  cat >"$work/template"
  router left 1 192.0.2.2 198.51.100.0/24 2001:db8:2::/64 "$1"
  router right 2 192.0.2.1 203.0.113.0/24 2001:db8:3::/64 "$1"
}

router() {
  local folder=$work/$1 program options
  install -d -o frr -g frr "$folder"
  sed "s|OWN6|$5|; s|OWN|$4|; s|SELF|192.0.2.$2|; s|OTHER|$3|; s|ID|0.0.0.$2|; s|\([0-9]\)N|\1$2|" "$work/template" >"$folder/frr.conf"
  printf 'ip route 192.0.2.%s/32 Null0\nipv6 route 2001:db8:ffff:%s::/64 Null0\n' "12$2" "$2" >>"$folder/frr.conf"
  chown frr: "$folder/frr.conf"
  for program in zebra staticd "$6"; do
    options=(-z "$folder/zserv.api" -i "$folder/$program.pid" --vty_socket "$folder" -f "$folder/frr.conf" -P 0 --log stdout)
    [[ $program != bfdd ]] || options+=(--bfdctl "$folder/bfdd.sock")
    start "$1" "$1-$program" "/usr/lib/frr/$program" "${options[@]}"
    eventually test -S "$folder/$program.vty"
  done
}

# router_says HOST COMMAND ...: commands of vtysh.
router_says() {
  local commands=() command
  for command in "${@:2}"; do commands+=(-c "$command"); done
  on "$1" vtysh --vty_socket "$work/$1" "${commands[@]}"
}
