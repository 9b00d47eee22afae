# More services: databases, logs, constrained devices, versions, procedures, links.

mysql.pcapng() {
  direct
  mkdir "$work/mysql"
  chown mysql: "$work/mysql"
  on server mariadb-install-db --no-defaults --user=mysql --datadir="$work/mysql" --auth-root-authentication-method=normal --skip-test-db
  start server mysql mariadbd --no-defaults --user=mysql --datadir="$work/mysql" --bind-address=192.0.2.2 --skip-name-resolve \
    --socket="$work/mysql/socket" --pid-file="$work/mysql/pid" --skip-ssl
  until_listening server tcp 3306
  on server mariadb --no-defaults --socket="$work/mysql/socket" -u root -e "CREATE USER alice IDENTIFIED BY 'secret'; GRANT ALL ON *.* TO alice"
  record client eth0
  fails on client mariadb --no-defaults -h 192.0.2.2 -u alice -pwrong -e 'SELECT 1'
  on client mariadb --no-defaults --no-auto-rehash --force -h 192.0.2.2 -u alice -psecret <<-'END' || true
	CREATE DATABASE shop;
	USE shop;
	CREATE TABLE fruit (id INT PRIMARY KEY, name VARCHAR(20), price DECIMAL(5,2));
	INSERT INTO fruit VALUES (1, 'apple', 0.5), (2, 'pear', NULL);
	SELECT * FROM fruit ORDER BY id;
	SELECT * FROM nowhere;
	PREPARE one FROM 'SELECT name FROM fruit WHERE id = ?';
	END
}

syslog.pcapng() {
  direct
  printf '%s\n' 'module(load="imudp")' 'input(type="imudp" port="514")' 'module(load="imtcp")' 'input(type="imtcp" port="514")' \
    "*.* action(type=\"omfile\" file=\"$work/messages\")" >"$work/rsyslog.conf"
  start server rsyslog rsyslogd -n -f "$work/rsyslog.conf" -i "$work/rsyslog.pid"
  until_listening server udp 514
  record client eth0
  on client logger -n 192.0.2.2 -P 514 -d --rfc3164 -p auth.notice -t login 'Failed login for alice'
  on client logger -n 192.0.2.2 -P 514 -d --rfc5424 -p daemon.err -t backup --msgid DISK --sd-id example@32473 --sd-param 'disk="sda"' \
    'The disk is full'
  on client logger -n 192.0.2.2 -P 514 -T --octet-count --rfc5424 -p user.info -t test 'over TCP'
}

coap.pcapng() {
  direct
  start server coap-server coap-server-notls -A 192.0.2.2 -d 10
  until_listening server udp 5683
  record client eth0
  local uri=coap://192.0.2.2
  on client coap-client-notls -m get "$uri/.well-known/core"
  on client coap-client-notls -m get "$uri/time?ticks"
  on client coap-client-notls -m put -e 'hello' -t 0 "$uri/example_data"
  on client coap-client-notls -m get "$uri/example_data"
  on client coap-client-notls -N -m get "$uri/nothing"
  on client coap-client-notls -s 2 -m get "$uri/time"
  on client coap-client-notls -m delete "$uri/example_data"
}

# References by version 2, then a clone by version 1; without the acknowledgments.
git.pcapng() {
  direct
  local as=(-c user.name=Alice -c user.email=alice@example.test -c init.defaultBranch=main)
  git "${as[@]}" init -q "$work/project"
  printf 'Hello\n' >"$work/project/README"
  git -C "$work/project" add README
  git -C "$work/project" "${as[@]}" commit -qm 'first'
  start server git git daemon --reuseaddr --listen=192.0.2.2 --export-all --base-path="$work" --verbose
  until_listening server tcp 9418
  record client eth0 -f 'tcp[tcpflags] != tcp-ack or greater 67'
  on client git ls-remote git://192.0.2.2/project
  on client git -c protocol.version=1 clone -q git://192.0.2.2/project "$work/copy"
}

# The port mapper: what runs here, by procedures of versions 2 to 4.
portmap.pcapng() {
  direct
  start server rpcbind rpcbind -f -w
  until_listening server udp 111
  record client eth0
  on client rpcinfo -p 192.0.2.2
  on client rpcinfo 192.0.2.2
  on client rpcinfo -T udp 192.0.2.2 portmapper
  fails on client rpcinfo -T tcp 192.0.2.2 nfs
}

# Links bundled by Open vSwitch in user space.
lacp.pcapng() {
  hosts left right
  cable left one right one
  cable left two right two
  record left one -f 'ether proto 0x8809'
  local host
  for host in left right; do
    open_vswitch "$host"
    bridge "$host" edge
    vsctl "$host" add-bond edge bundle one two lacp=active other_config:lacp-time=fast
  done
  sleep 8
}

# A host that must say who it is before the switch lets it in: EAP with MD5.
eap.pcapng() {
  hosts client server
  cable client eth0 server eth0
  printf '"alice" MD5 "secret"\n' >"$work/users"
  printf '%s\n' 'driver=wired' 'interface=eth0' 'ieee8021x=1' 'eap_server=1' "eap_user_file=$work/users" 'eap_reauth_period=5' \
    'use_pae_group_addr=1' >"$work/hostapd.conf"
  start server hostapd hostapd "$work/hostapd.conf"
  until_logged hostapd 'AP-ENABLED'
  record client eth0 -f 'ether proto 0x888e'
  printf '%s\n' 'ap_scan=0' 'network={' 'key_mgmt=IEEE8021X' 'eap=MD5' 'identity="alice"' 'password="secret"' 'eapol_flags=0' '}' \
    >"$work/supplicant.conf"
  start client supplicant wpa_supplicant -D wired -i eth0 -c "$work/supplicant.conf"
  until_logged supplicant 'EAP-SUCCESS\|CTRL-EVENT-CONNECTED'
  sleep 6
}
