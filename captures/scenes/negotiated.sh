# Conversations that announce others, and mail: FTP, TFTP, SMTP, SOCKS.

# Files of 3,000 octets and of one line.
some_files() {
  mkdir -p "$work/files"
  seq 1 1000 | head -c 3000 >"$work/files/numbers.txt"
  echo 'one line' >"$work/files/line.txt"
}

ftp.pcapng() {
  IPV6=on direct
  some_files
  start server ftpd /usr/bin/python3 -m pyftpdlib -i :: -p 21 -d "$work/files" -w -u anna -P secret
  until_listening server tcp 21
  record client eth0
  # Extended passive, passive, extended active, active; a listing, a download, an upload.
  on client curl -sS -u anna:secret ftp://192.0.2.2/numbers.txt -o /dev/null
  on client curl -sS -u anna:secret --disable-epsv ftp://192.0.2.2/ -o /dev/null
  on client curl -sS -u anna:secret -P - --disable-eprt ftp://192.0.2.2/line.txt -o /dev/null
  on client curl -sS -u anna:secret -P - -T "$work/files/line.txt" 'ftp://[2001:db8:1::2]/upload.txt'
}

tftp.pcapng() {
  direct
  some_files
  start server tftpd dnsmasq --no-daemon --port=0 --enable-tftp --tftp-root="$work/files" --user=root --no-resolv --no-hosts
  until_listening server udp 69
  record client eth0
  # Blocks of 512 octets; larger ones by option; what is not there.
  on client curl -sS --tftp-no-options tftp://192.0.2.2/numbers.txt -o /dev/null
  on client curl -sS --tftp-blksize 1428 tftp://192.0.2.2/numbers.txt -o /dev/null
  fails on client curl -sS tftp://192.0.2.2/missing.txt -o /dev/null
}

smtp.pcapng() {
  direct
  start server smtpd /usr/bin/python3 -m aiosmtpd -n -l 192.0.2.2:25
  until_listening server tcp 25
  printf 'From: Anna <anna@example.test>\r\nTo: bert@example.test\r\nSubject: Two\r\n lines\r\n\r\nHello,\r\n.dotted\r\n' >"$work/mail"
  record client eth0
  on client curl -sS smtp://192.0.2.2/client.example.test --mail-from anna@example.test --mail-rcpt bert@example.test -T "$work/mail"
  # Over many segments.
  { cat "$work/mail"; seq 1 1200 | sed 's|$|\r|'; } >"$work/long-mail"
  on client curl -sS smtp://192.0.2.2/client.example.test --mail-from anna@example.test --mail-rcpt bert@example.test -T "$work/long-mail"
}
