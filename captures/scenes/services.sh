# Services: addresses, time, databases, messages.

dhcp.pcapng() {
  hosts client server
  cable client eth0 server eth0
  address server eth0 192.0.2.2/24
  dhcp_server --dhcp-range=192.0.2.100,192.0.2.110,1h --dhcp-authoritative --no-ping \
    --dhcp-option=option:router,192.0.2.2 --dhcp-option=option:ntp-server,192.0.2.2
  record server eth0
  printf 'send host-name "client";\nrequest subnet-mask, routers, domain-name, domain-name-servers, ntp-servers;\n' \
    >"$work/dhclient.conf"
  dhcp_client -4
  dhcp_client -4 -r
  sleep 0.5
}

dhcpv6.pcapng() {
  IPV6=on hosts client server
  IPV6=on cable client eth0 server eth0
  ip -n server address add 2001:db8:1::2/64 dev eth0
  sleep 1
  dhcp_server --enable-ra --dhcp-range=2001:db8:1::100,2001:db8:1::1ff,64,1h --dhcp-option=option6:dns-server,'[::]'
  record server eth0
  printf 'send dhcp6.client-id 00:03:00:01:02:00:00:00:00:01;\n' >"$work/dhclient.conf"
  dhcp_client -6
  dhcp_client -6 -r
}

dhcp_server() {
  start server dnsmasq dnsmasq --keep-in-foreground --conf-file=/dev/null --port=0 --user=root --pid-file= --interface=eth0 \
    --dhcp-leasefile="$work/server.leases" --domain=example.test --log-facility=- "$@"
  until_logged dnsmasq 'DHCP'
}

dhcp_client() {
  # In place of the script that changes /etc: without its address dhclient cannot give it back.
  cat >"$work/lease" <<-'END'
	#!/bin/sh
	[ "$reason" != BOUND ] || ip address add "$new_ip_address/24" dev "$interface"
	END
  chmod +x "$work/lease"
  on client timeout 20 dhclient "$1" -1 -v -sf "$work/lease" -cf "$work/dhclient.conf" -lf "$work/client.leases" \
    -pf "$work/dhclient.pid" "${@:2}" eth0
}

ntp.pcapng() {
  direct
  printf 'local stratum 3\nallow\ncmdport 0\nbindcmdaddress /\npidfile %s\n' "$work/chronyd.pid" >"$work/chrony.conf"
  mkdir -p /run/chrony
  start server chronyd chronyd -d -x -u root -f "$work/chrony.conf"
  until_listening server udp 123
  sleep 1
  record client eth0
  on client chronyd -Q -u root -t 8 "pidfile $work/client.pid" 'cmdport 0' 'bindcmdaddress /' 'server 192.0.2.2 iburst maxsamples 2'
}

redis.pcapng() {
  direct
  # Without COMMAND, whose documentation (180 KB) redis-cli asks for first.
  start server redis redis-server --bind 192.0.2.2 --protected-mode no --save '' --dir "$work" --rename-command COMMAND ''
  until_listening server tcp 6379
  record client eth0
  on client redis-cli -h 192.0.2.2 <<-'END'
	SET greeting "hello, world"
	GET greeting
	GET nothing
	INCR visits
	INCR greeting
	RPUSH list a b c
	LRANGE list 0 -1
	HSET user:1 name alice age 30
	HELLO 3
	HGETALL user:1
	END
}

postgres.pcapng() {
  direct
  postgres_server
  record client eth0
  on client env PGPASSWORD=secret PGSSLMODE=disable PGGSSENCMODE=disable psql --no-psqlrc -h 192.0.2.2 -U alice postgres <<-'END'
	CREATE TABLE fruit (id int PRIMARY KEY, name text, price numeric(5,2));
	COPY fruit FROM STDIN;
	1	apple	0.50
	2	pear	0.75
	3	quince	\N
	\.
	BEGIN;
	SELECT * FROM fruit ORDER BY id;
	SELECT * FROM nowhere;
	ROLLBACK;
	DO $$ BEGIN RAISE NOTICE 'a notice'; END $$;
	END
}

# The extended query protocol: parse, bind, execute.
postgres-extended.pcapng() {
  direct
  postgres_server
  record client eth0
  printf '%s\n' '\set id random(1, 3)' 'SELECT :id + 1 AS next;' >"$work/script.sql"
  on client env PGPASSWORD=secret PGSSLMODE=disable PGGSSENCMODE=disable "$(postgres_programs)/pgbench" --no-vacuum \
    --protocol=prepared --transactions=2 --file="$work/script.sql" -h 192.0.2.2 -U alice postgres
}

postgres_server() {
  local as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups) data=$work/postgres
  install -d -o postgres "$data"
  printf 'secret' >"$work/password"
  chmod 644 "$work/password"
  on server "${as_postgres[@]}" "$(postgres_programs)/initdb" -D "$data" -U alice --pwfile="$work/password" --auth=scram-sha-256 \
    --locale=C.UTF-8 --no-sync
  printf 'host all all 192.0.2.0/24 scram-sha-256\n' >>"$data/pg_hba.conf"
  start server postgres "${as_postgres[@]}" "$(postgres_programs)/postgres" -D "$data" -h 192.0.2.2 -k "$data" -F
  until_listening server tcp 5432
  until_logged postgres 'ready to accept'
}

postgres_programs() { printf '%s\n' /usr/lib/postgresql/*/bin | tail -n 1; }

mqtt.pcapng() {
  direct
  printf 'listener 1883 192.0.2.2\nallow_anonymous true\nuser root\n' >"$work/mosquitto.conf"
  start server mosquitto mosquitto -c "$work/mosquitto.conf"
  until_listening server tcp 1883
  record client eth0
  start client subscriber mosquitto_sub -h 192.0.2.2 -i reader -t 'house/#' -q 1 -C 2
  sleep 0.5
  on client mosquitto_pub -h 192.0.2.2 -i writer -t house/kitchen -m '21.5' -q 1
  on client mosquitto_pub -V 5 -h 192.0.2.2 -i writer5 -t house/hall -m '18.0' -q 2 -D publish content-type text/plain
  sleep 0.5
}
