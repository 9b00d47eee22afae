# Open vSwitch in user space: tags and tunnels without kernel modules.

# switched CUSTOMER TRUNK: client and server on two customer switches, joined by two provider switches, all on one host.
#
#   client -- customer0 -- provider0 -- trunk0 ~ trunk1 -- provider1 -- customer1 -- server
#
# CUSTOMER are the settings of the ports to client and server, TRUNK those of the customer's ports on the provider's side.
switched() {
  hosts client server switch
  cable client eth0 switch client
  cable server eth0 switch server
  cable switch trunk0 switch trunk1
  cable switch customer0 switch provider0
  cable switch customer1 switch provider1
  address client eth0 192.0.2.1/24
  address server eth0 192.0.2.2/24
  web_server server
  open_vswitch switch
  vsctl set Open_vSwitch . other_config:vlan-limit=2
  local side host
  for side in 0 1; do
    host=$([[ $side == 0 ]] && echo client || echo server)
    # shellcheck disable=SC2086
    {
      bridge "edge$side"
      vsctl add-port "edge$side" "$host" -- set Port "$host" $1
      vsctl add-port "edge$side" "customer$side"
      bridge "core$side"
      vsctl add-port "core$side" "provider$side" -- set Port "provider$side" $2
      vsctl add-port "core$side" "trunk$side"
    }
  done
  on client ping -c 1 -W 5 192.0.2.2
}

# open_vswitch HOST: its database and its daemon.
open_vswitch() {
  switch_host=$1
  mkdir -p /run/openvswitch
  rm -f /run/openvswitch/*
  ovsdb-tool create "$work/switch.db" /usr/share/openvswitch/vswitch.ovsschema
  start "$1" ovsdb ovsdb-server "$work/switch.db" --remote=punix:/run/openvswitch/db.sock --unixctl="$work/ovsdb.ctl"
  eventually test -S /run/openvswitch/db.sock
  start "$1" vswitchd ovs-vswitchd unix:/run/openvswitch/db.sock --unixctl="$work/vswitchd.ctl"
  vsctl init
}

bridge() { vsctl add-br "$1" -- set Bridge "$1" datapath_type=netdev "${@:2}"; }

vsctl() { on "$switch_host" ovs-vsctl --db=unix:/run/openvswitch/db.sock --timeout=10 "$@"; }

appctl() { on "$switch_host" ovs-appctl --target="$work/vswitchd.ctl" "$@"; }
