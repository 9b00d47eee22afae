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
  vsctl switch set Open_vSwitch . other_config:vlan-limit=2
  local side host
  for side in 0 1; do
    host=$([[ $side == 0 ]] && echo client || echo server)
    # shellcheck disable=SC2086
    {
      bridge switch "edge$side"
      vsctl switch add-port "edge$side" "$host" -- set Port "$host" $1
      vsctl switch add-port "edge$side" "customer$side"
      bridge switch "core$side"
      vsctl switch add-port "core$side" "provider$side" -- set Port "provider$side" $2
      vsctl switch add-port "core$side" "trunk$side"
    }
  done
  on client ping -c 1 -W 5 192.0.2.2
}

# open_vswitch HOST: its database and its daemon.
open_vswitch() {
  local folder=$work/$1
  mkdir "$folder"
  ovsdb-tool create "$folder/switch.db" /usr/share/openvswitch/vswitch.ovsschema
  start "$1" "$1-database" env OVS_RUNDIR="$folder" ovsdb-server "$folder/switch.db" --remote="punix:$folder/db.sock"
  eventually test -S "$folder/db.sock"
  start "$1" "$1-daemon" env OVS_RUNDIR="$folder" ovs-vswitchd "unix:$folder/db.sock"
  vsctl "$1" init
}

# bridge HOST NAME
bridge() { vsctl "$1" add-br "$2" -- set Bridge "$2" datapath_type=netdev; }

vsctl() { on "$1" ovs-vsctl --db="unix:$work/$1/db.sock" --timeout=10 "${@:2}"; }
