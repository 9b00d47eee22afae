# Packets in packets. The hosts inside the tunnels are 203.0.113.1 and 203.0.113.2.

ipip.pcapng() { through_tun 4 203.0.113; }
6in4.pcapng() { through_tun 41 2001:db8:6::; }

# through_tun PROTOCOL PREFIX: socat puts what goes into a tun device behind an IPv4 header with this protocol number.
through_tun() {
  hosts client server
  cable client eth0 server eth0
  address client eth0 192.0.2.1/24
  address server eth0 192.0.2.2/24
  tun client "IP4-DATAGRAM:192.0.2.2:$1" "$2" 1
  tun server "IP4-DATAGRAM:192.0.2.1:$1" "$2" 2
  record client eth0
  on client ping -c 2 -i 0.2 "$(inside "$2" 2)"
  fails on client nc -w 1 "$(inside "$2" 2)" 9
}

# tun HOST TRANSPORT PREFIX LAST: a tun device of socat's.
tun() {
  start "$1" tun socat "TUN,tun-name=tun0,iff-no-pi,iff-up" "$2"
  eventually ip -n "$1" link show tun0
  on "$1" sysctl -qw net.ipv6.conf.tun0.disable_ipv6="$([[ $3 == *::* ]] && echo 0 || echo 1)" \
    net.ipv6.conf.tun0.addr_gen_mode=1
  ip -n "$1" address add "$(inside "$3" "$4")/$([[ $3 == *::* ]] && echo 64 || echo 24)" dev tun0
}

inside() { if [[ $1 == *:: ]]; then echo "$1$2"; else echo "$1.$2"; fi; }

vxlan.pcapng() {
  direct
  web_server server
  local host last
  for host in client server; do
    last=$([[ $host == client ]] && echo 1 || echo 2)
    ip -n "$host" link add tunnel0 address "02:00:00:00:01:0$last" type vxlan id 77 dev eth0 \
      remote "192.0.2.$((3 - last))" dstport 4789 udpcsum
    address "$host" tunnel0 "203.0.113.$last/24"
    ip -n "$host" link set tunnel0 up
  done
  record client eth0
  on client ping -c 1 203.0.113.2
  on client curl -sS http://203.0.113.2/
}

gre.pcapng() { through_switches gre options:key=5 options:csum=true; }
gre-ip.pcapng() { through_switches gre options:packet_type=legacy_l3 options:seq=true; }
geneve.pcapng() { through_switches geneve options:key=77; }
erspan.pcapng() { through_switches erspan options:key=1 options:erspan_ver=1 options:erspan_idx=3; }

# through_switches TYPE OPTION ...: client -- near == tunnel == far -- server; near and far are Open vSwitch switches.
through_switches() {
  hosts client near far server
  cable client eth0 near host0
  cable server eth0 far host0
  cable near wire0 far wire0
  address client eth0 203.0.113.1/24
  address server eth0 203.0.113.2/24
  web_server server
  tunnel_end near 192.0.2.1 192.0.2.2 "$@"
  tunnel_end far 192.0.2.2 192.0.2.1 "$@"
  if [[ $* == *legacy_l3* ]]; then # neither ARP nor Ethernet addresses pass a tunnel for IP alone
    ip -n client neighbour add 203.0.113.2 lladdr 02:00:00:00:00:03 dev eth0
    ip -n server neighbour add 203.0.113.1 lladdr 02:00:00:00:00:01 dev eth0
    deliver near 02:00:00:00:00:01
    deliver far 02:00:00:00:00:03
  fi
  eventually ip netns exec client ping -c 1 -W 1 203.0.113.2
  record near wire0
  on client ping -c 2 -i 0.2 203.0.113.2
  on client curl -sS http://203.0.113.2/
}

# tunnel_end HOST LOCAL REMOTE TYPE OPTION ...
tunnel_end() {
  open_vswitch "$1"
  bridge "$1" core
  vsctl "$1" add-port core wire0
  address "$1" core "$2/24"
  ip -n "$1" link set core up
  bridge "$1" edge
  vsctl "$1" add-port edge host0
  vsctl "$1" add-port edge tunnel0 -- set Interface tunnel0 type="$4" options:remote_ip="$3" "${@:5}"
}

# deliver HOST MAC: what comes out of the tunnel is for this address.
deliver() {
  on "$1" env OVS_RUNDIR="$work/$1" ovs-ofctl add-flow edge in_port=tunnel0,actions=mod_dl_dst:"$2",output:host0
  on "$1" env OVS_RUNDIR="$work/$1" ovs-ofctl add-flow edge in_port=host0,actions=output:tunnel0
}
