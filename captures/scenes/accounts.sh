# Accounts: who somebody is, and what is known of him.

radius.pcapng() {
  direct
  cp -a /etc/freeradius/3.0 "$work/raddb"
  printf 'alice Cleartext-Password := "secret"\n  Reply-Message := "Hello, %%{User-Name}", Framed-IP-Address := 192.0.2.100\n' \
    >"$work/raddb/mods-config/files/authorize"
  printf 'client example { ipaddr = 192.0.2.1\n secret = secret\n require_message_authenticator = no\n}\n' >"$work/raddb/clients.conf"
  rm -f "$work"/raddb/mods-enabled/eap "$work"/raddb/sites-enabled/inner-tunnel
  sed -i '/^\s*eap\b/,/^\s*}/{/{/,/}/d;/eap/d}' "$work/raddb/sites-enabled/default"
  start server radius freeradius -d "$work/raddb" -f -l stdout -xx
  until_listening server udp 1812
  record client eth0
  printf 'User-Name = "alice", User-Password = "secret", NAS-IP-Address = 192.0.2.1, NAS-Port = 7\n' | radius_client auth
  printf 'User-Name = "alice", User-Password = "wrong"\n' | radius_client auth
  printf 'User-Name = "alice", CHAP-Password = "secret", NAS-Port-Type = Ethernet\n' | radius_client auth
  printf 'User-Name = "alice", Acct-Status-Type = Start, Acct-Session-Id = "1", NAS-IP-Address = 192.0.2.1\n' | radius_client acct
  printf 'Message-Authenticator = 0x00\n' | radius_client status
}

radius_client() { on client radclient -t 5 -r 1 "192.0.2.2" "$1" secret || true; }

ldap.pcapng() {
  direct
  mkdir "$work/ldap"
  printf '%s\n' 'include /etc/ldap/schema/core.schema' 'include /etc/ldap/schema/cosine.schema' \
    'include /etc/ldap/schema/inetorgperson.schema' 'modulepath /usr/lib/ldap' 'moduleload back_mdb' "pidfile $work/slapd.pid" \
    'database mdb' 'suffix "dc=example,dc=test"' 'rootdn "cn=admin,dc=example,dc=test"' 'rootpw secret' "directory $work/ldap" \
    >"$work/slapd.conf"
  start server slapd slapd -d 0 -f "$work/slapd.conf" -h ldap://192.0.2.2
  until_listening server tcp 389
  record client eth0
  local as=(-x -H ldap://192.0.2.2 -D cn=admin,dc=example,dc=test -w secret)
  printf '%s\n' 'dn: dc=example,dc=test' 'objectClass: domain' 'dc: example' '' 'dn: cn=Alice,dc=example,dc=test' \
    'objectClass: inetOrgPerson' 'cn: Alice' 'sn: Example' 'mail: alice@example.test' >"$work/entries.ldif"
  on client ldapadd "${as[@]}" -f "$work/entries.ldif"
  on client ldapsearch -x -H ldap://192.0.2.2 -b dc=example,dc=test '(&(objectClass=inetOrgPerson)(|(cn=Al*)(mail=*)))' cn mail
  printf '%s\n' 'dn: cn=Alice,dc=example,dc=test' 'changetype: modify' 'replace: sn' 'sn: Sample' >"$work/change.ldif"
  on client ldapmodify "${as[@]}" -f "$work/change.ldif"
  fails on client ldapdelete "${as[@]}" cn=Nobody,dc=example,dc=test
}

# SMB 2 and 3, then SMB 1.
smb.pcapng() {
  samba_server
  record client eth0
  smb_client --max-protocol=SMB3
}

smb1.pcapng() {
  samba_server
  record client eth0
  smb_client --option='client min protocol=NT1' --max-protocol=NT1
}

# A host takes its names, becomes the master browser, and is asked for a name and for its status.
netbios.pcapng() {
  samba_server
  record client eth0 -f 'udp portrange 137-138'
  mkdir -p /run/samba
  start server nmbd nmbd --foreground --no-process-group --configfile="$work/smb.conf" --debug-stdout
  sleep 12
  on client nmblookup --configfile="$work/smb.conf" -B 192.0.2.255 EXAMPLE || true
  on client nmblookup --configfile="$work/smb.conf" -A 192.0.2.2 || true
  sleep 1
}

samba_server() {
  direct
  mkdir -p "$work"/samba/{private,state,cache,lock,pid,ncalrpc,share}
  printf 'Hello from example.test\n' >"$work/samba/share/hello.txt"
  cat >"$work/smb.conf" <<-END
	[global]
	workgroup = TEST
	netbios name = EXAMPLE
	server min protocol = NT1
	interfaces = 192.0.2.0/24
	bind interfaces only = yes
	private dir = $work/samba/private
	state directory = $work/samba/state
	cache directory = $work/samba/cache
	lock directory = $work/samba/lock
	pid directory = $work/samba/pid
	ncalrpc dir = $work/samba/ncalrpc
	map to guest = bad user
	guest account = root
	disable spoolss = yes
	load printers = no
	local master = yes
	[share]
	path = $work/samba/share
	guest ok = yes
	read only = no
	END
  start server smbd smbd --foreground --no-process-group --configfile="$work/smb.conf" --debug-stdout
  until_listening server tcp 445
}

smb_client() {
  fails on client env USER=alice LOGNAME=alice smbclient --configfile="$work/smb.conf" -N -p 445 "$@" //192.0.2.2/share -c 'get hello.txt /dev/null; del nothing.txt'
}
