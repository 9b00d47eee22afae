# The networks of the scenes: hosts are network namespaces, cables are veth pairs.
#
#   direct:  client 192.0.2.1 ---- 192.0.2.2 server
#   routed:  client 192.0.2.1 ---- 192.0.2.254 router 198.51.100.254 ---- 198.51.100.2 server
#
# With IPV6=on each side has 2001:db8:1::/64 or 2001:db8:2::/64 as well, with the same last parts.

direct() {
  hosts client server
  cable client eth0 server eth0
  address client eth0 192.0.2.1/24 2001:db8:1::1/64
  address server eth0 192.0.2.2/24 2001:db8:1::2/64
  settle
}

routed() {
  hosts client router server
  cable client eth0 router eth0
  cable router eth1 server eth0
  address client eth0 192.0.2.1/24 2001:db8:1::1/64
  address router eth0 192.0.2.254/24 2001:db8:1::254/64
  address router eth1 198.51.100.254/24 2001:db8:2::254/64
  address server eth0 198.51.100.2/24 2001:db8:2::2/64
  on router sysctl -qw net.ipv4.ip_forward=1
  ip -n client route add default via 192.0.2.254
  ip -n server route add default via 198.51.100.254
  if [[ ${IPV6:-} == on ]]; then
    on router sysctl -qw net.ipv6.conf.all.forwarding=1
    ip -n client -6 route add default via 2001:db8:1::254
    ip -n server -6 route add default via 2001:db8:2::254
  fi
  settle
}

# Waits until the multicast reports of new addresses are over.
settle() { [[ ${IPV6:-} != on ]] || sleep 1; }

# Only with IPV6=autoconfigured does a host do all that IPv6 does unasked; with IPV6=on it has its addresses at once, and
# otherwise it has no IPv6: neighbour discovery shall not disturb a scene about something else.
hosts() {
  local host settings=()
  case ${IPV6:-off} in
    off) settings=(disable_ipv6=1) ;;
    on) settings=(accept_dad=0 dad_transmits=0 router_solicitations=0 mldv2_unsolicited_report_interval=10) ;;
  esac
  for host; do
    ip netns add "$host"
    ((${#settings[@]} == 0)) || on "$host" sysctl -qw "${settings[@]/#/net.ipv6.conf.default.}"
    ip -n "$host" link set lo up
  done
}

# cable HOST INTERFACE HOST INTERFACE: MAC addresses count up from 02:00:00:00:00:01.
# With OFFLOAD=on the sender leaves checksums and segmentation to a card that is not there, as virtual machines do.
cable() {
  local near far host interface
  printf -v near '02:00:00:00:00:%02x' $((macs += 1))
  printf -v far '02:00:00:00:00:%02x' $((macs += 1))
  ip -n "$1" link add "$2" address "$near" type veth peer name "$4" address "$far" netns "$3"
  for interface in "$1/$2" "$3/$4"; do
    host=${interface%/*} interface=${interface#*/}
    [[ ${OFFLOAD:-} == on ]] || on "$host" ethtool -K "$interface" tx off tso off gso off gro off
    ip -n "$host" link set "$interface" up
  done
}

macs=0

# address HOST INTERFACE IPV4 IPV6
address() {
  ip -n "$1" address add "$3" dev "$2"
  [[ ${IPV6:-} != on ]] || ip -n "$1" address add "$4" dev "$2"
}

# names_from ADDRESS: programs of this scene ask this name server, and nobody else, for names.
names_from() {
  printf 'nameserver %s\n' "$1" >"$work/resolv.conf"
  printf 'hosts: dns\n' >"$work/nsswitch.conf"
  mount --bind "$work/resolv.conf" /etc/resolv.conf
  mount --bind "$work/nsswitch.conf" /etc/nsswitch.conf
}
