# Private networks and logins: SSH, OpenVPN, IPsec, TURN.

ssh.pcapng() {
  direct
  mkdir -p /run/sshd
  ssh-keygen -q -t ed25519 -N '' -C '' -f "$work/host"
  ssh-keygen -q -t ed25519 -N '' -C '' -f "$work/user"
  cp "$work/user.pub" "$work/authorized"
  printf '%s\n' "HostKey $work/host" "AuthorizedKeysFile $work/authorized" 'ListenAddress 192.0.2.2' 'StrictModes no' 'UsePAM no' \
    'PermitRootLogin yes' "PidFile $work/sshd.pid" >"$work/sshd.conf"
  start server sshd /usr/sbin/sshd -D -e -f "$work/sshd.conf"
  until_listening server tcp 22
  record client eth0
  on client ssh -F none -i "$work/user" -o StrictHostKeyChecking=no -o UserKnownHostsFile="$work/known" root@192.0.2.2 echo hello
}

# A tunnel with certificates: control channel without protection, with tls-auth over TCP.
openvpn.pcapng() {
  direct
  openvpn_ends --proto udp
}

openvpn-tcp.pcapng() {
  direct
  openvpn --genkey secret "$work/ta.key"
  TCP=on openvpn_ends --tls-auth "$work/ta.key"
}

openvpn_ends() {
  local common side
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj /CN=example.test -keyout "$work/ca.key" \
    -out "$work/ca.pem" >>"$work/run.log" 2>&1
  common=(--dev tun --dev-type tun --ca "$work/ca.pem" --cert "$work/ca.pem" --key "$work/ca.key" --data-ciphers AES-256-GCM --verb 3
    --ping 1 --script-security 0)
  record client eth0
  side=(--tls-server --dh none --ifconfig 198.51.100.2 198.51.100.1 --local 192.0.2.2 --lport 1194)
  [[ ${TCP:-} != on ]] || side+=(--proto tcp-server)
  start server openvpn-server openvpn "${common[@]}" "${side[@]}" "$@"
  until_logged openvpn-server 'link local\|Listening for'
  side=(--tls-client --ifconfig 198.51.100.1 198.51.100.2 --remote 192.0.2.2 1194 --nobind)
  [[ ${TCP:-} != on ]] || side+=(--proto tcp-client)
  start client openvpn-client openvpn "${common[@]}" "${side[@]}" "$@"
  until_logged openvpn-client 'Initialization Sequence Completed'
  on client ping -c 2 -i 0.2 198.51.100.2
}

# A security association by a shared secret; ESP, which the kernel of the recording lacks, is refused.
ikev2.pcapng() { ipsec_ends 2 aes128-sha256-modp2048; }

ikev1.pcapng() { ipsec_ends 1 aes128-sha1-modp1024; }

ipsec_ends() {
  direct
  charon client 1 2 "$@"
  charon server 2 1 "$@"
  record client eth0
  fails charon_does client --initiate --child example
  charon_does client --terminate --ike example
  sleep 0.5
}

# charon HOST SELF OTHER VERSION PROPOSAL: the daemon of strongSwan.
charon() {
  local folder=$work/$1
  mkdir "$folder"
  printf '%s\n' 'charon {' "  filelog { stdout { path = $folder.log" '  default = 1' '} }' \
    "  plugins { vici { socket = unix://$folder/vici" '} }' '}' >"$folder/strongswan.conf"
  cat >"$folder/swanctl.conf" <<-END
	connections { example {
	  version = $4
	  proposals = $5
	  local_addrs = 192.0.2.$2
	  remote_addrs = 192.0.2.$3
	  mobike = no
	  local { auth = psk }
	  remote { auth = psk }
	  children { example {
	    mode = transport
	    esp_proposals = aes128-sha256
	  } }
	} }
	secrets { ike-example { secret = secret } }
	END
  rm -f /run/charon.pid # of the other host
  start "$1" "$1-charon" env STRONGSWAN_CONF="$folder/strongswan.conf" /usr/lib/ipsec/charon
  eventually test -S "$folder/vici"
  charon_does "$1" --load-all --file "$folder/swanctl.conf"
}

charon_does() { on "$1" env STRONGSWAN_CONF="$work/$1/strongswan.conf" swanctl "$2" --uri "unix://$work/$1/vici" "${@:3}"; }

# A TURN server: binding, allocation with a long-term credential, permission, channel, data.
turn.pcapng() {
  direct
  start server turnserver turnserver -n -L 192.0.2.2 -E 192.0.2.2 --lt-cred-mech --user alice:secret --realm example.test --no-cli \
    --no-tls --no-dtls --log-file stdout --allow-loopback-peers --pidfile "$work/turn.pid" --db "$work/turn.db" --no-rfc5780
  until_listening server udp 3478
  start server peer turnutils_peer -L 192.0.2.2 -p 3480
  record client eth0
  on client turnutils_stunclient 192.0.2.2
  on client turnutils_uclient -u alice -w secret -e 192.0.2.2 -r 3480 -m 1 -n 2 -c -X -g 192.0.2.2
}
