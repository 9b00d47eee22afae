#!/usr/bin/env bash
# Records the captures of this folder from real programs that talk between network namespaces.
#
#   sudo captures/record.sh              every capture (about two minutes)
#   sudo captures/record.sh NAME ...     only these, e.g. web.pcapng dns.pcapng
#   sudo captures/record.sh --list       their names
#   sudo captures/record.sh --install    the Debian packages it needs
#
# OUT=folder records somewhere else. A capture is a function named as its file, in scenes/*.sh.
#
# Everything runs in process, mount, host-name and network namespaces of its own, so that no packet, process, mount or
# file outlives the script, even when it is killed. The networks use documentation addresses (RFC 5737, RFC 3849) and
# locally administered MAC addresses.
set -euo pipefail

packages=(
  aria2 bind9 bind9-dnsutils bsdutils chrony coturn curl dnsmasq-base ethtool freeradius freeradius-utils frr git
  gnutls-bin gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-tools hostapd iproute2 iputils-arping
  iputils-ping iputils-tracepath isc-dhcp-client krb5-admin-server krb5-kdc krb5-user ldap-utils libcoap3-bin linuxptp
  lldpd mariadb-client-core mariadb-server-core mosquitto mosquitto-clients mptcpize ndisc6 netcat-openbsd nftables
  nghttp2-client nghttp2-proxy nghttp2-server nginx-light ngtcp2-client ngtcp2-server nodejs openssh-client
  openssh-server openssl openvpn openvswitch-switch postgresql python3 python3-aiosmtpd python3-grpcio python3-pyftpdlib
  python3-websockets radvd redis-server redis-tools rpcbind rsyslog samba sip-tester slapd smbclient socat
  strongswan-charon strongswan-swanctl tcpdump traceroute tshark util-linux wireshark-common wpasupplicant x11-apps x11-utils xvfb
)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$(realpath "${OUT:-$here}")
longest=900 # seconds

main() {
  source_scenes
  case ${1:-} in
    --install) apt-get install -y --no-install-recommends "${packages[@]}" ;;
    --list) scenes ;;
    --inside) shift; record_all "$@" ;;
    -*) sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; exit 2 ;;
    *) isolated "$@" ;;
  esac
}

source_scenes() {
  local file
  # shellcheck source=/dev/null
  for file in "$here"/lib/*.sh "$here"/scenes/*.sh; do source "$file"; done
}

scenes() { declare -F | sed -n 's/^declare -f \(.*\.pcap\(ng\)\?\)$/\1/p'; }

# Runs this script again in namespaces that vanish with it.
isolated() {
  [[ $EUID == 0 ]] || { echo 'record.sh: making network namespaces needs root' >&2; exit 1; }
  LC_ALL=C TZ=UTC OUT=$out PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin exec timeout --foreground "$longest" \
    unshare --fork --kill-child --pid --mount-proc --mount --uts --ipc --net "$here/record.sh" --inside "$@"
}

record_all() {
  umask 022
  mount -t tmpfs none /run
  hostname example.test
  if (($# == 0)); then
    local names
    mapfile -t names < <(scenes)
    set -- "${names[@]}"
  fi
  local name failed=0
  for name; do
    # A subshell that is not part of a condition, so that `set -e` holds inside it.
    set +e
    (set -e; record_scene "$name")
    local status=$?
    set -e
    if ((status)); then echo "record.sh: $name was not recorded" >&2; failed=1; fi
  done
  return "$failed"
}

main "$@"
