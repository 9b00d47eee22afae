# HTTP/2: by prior knowledge, by upgrade, over TLS; what its frames can say.

http2.pcapng() {
  direct
  web_page
  sed -i '1a <link rel="stylesheet" href="/style.css"><script src="/script.js"></script>' "$work/site/index.html"
  seq -f '.class-%g { color: #123456 }' 40 >"$work/site/style.css"
  seq -f 'console.log(%g)' 40 >"$work/site/script.js"
  touch --date=2024-01-01 "$work"/site/*
  http2_server --no-tls 80 --trailer 'x-checksum: 1234' --padding=32
  http2_server --no-tls 8080 --push=/index.html=/style.css --encoder-header-table-size=128
  record client eth0
  # Streams that depend on each other, padding, trailers; a promise, and a small table; a body; a method of its own.
  on client nghttp -n --get-assets --padding=16 http://192.0.2.2/index.html
  on client nghttp -n --header-table-size=64 --header-table-size=256 -H 'cookie: a=1; b=2' http://192.0.2.2:8080/index.html \
    http://192.0.2.2:8080/robots.txt?query=1 http://192.0.2.2:8080/missing
  printf 'name=alice' >"$work/form"
  on client nghttp -n --data="$work/form" --trailer 'x-sum: 5' -H 'content-type: application/x-www-form-urlencoded' \
    http://192.0.2.2/form
}

http2-continuation.pcapng() {
  direct
  web_page
  http2_server --no-tls 80
  record client eth0
  on client nghttp -n --continuation http://192.0.2.2/robots.txt
}

http2-upgrade.pcapng() {
  direct
  web_server server
  start server nghttpx nghttpx --conf=/dev/null --frontend='192.0.2.2,8080;no-tls' --backend=127.0.0.1,80 --workers=1 --errorlog-file=/dev/stderr
  until_listening server tcp 8080
  record client eth0
  on client curl -sS --http2 --compressed -o /dev/null http://192.0.2.2:8080/robots.txt \
    -o /dev/null http://192.0.2.2:8080/index.html
}

# Also what programs seldom say: alternative services, origins, resets, debug data, 100 Continue.
http2-frames.pcapng() {
  direct
  start server node env --chdir "$work" node "$here/scenes/http2-server.mjs" 80
  until_listening server tcp 80
  record client eth0
  on client node "$here/scenes/http2-client.mjs" http://192.0.2.2
}

http2-tls.pcapng() {
  direct
  web_page
  certificate
  start server nghttpd nghttpd --htdocs="$work/site" --error-gzip 443 "$work/key.pem" "$work/certificate.pem"
  until_listening server tcp 443
  record client eth0
  on client env SSLKEYLOGFILE="$work/keys" curl -sS --http2 --compressed --cacert "$work/certificate.pem" \
    --resolve example.test:443:192.0.2.2 -o /dev/null https://example.test/index.html https://example.test/missing
  on client env SSLKEYLOGFILE="$work/keys" curl -sS --http2 --tls-max 1.2 --cacert "$work/certificate.pem" \
    --resolve example.test:443:192.0.2.2 -o /dev/null https://example.test/robots.txt
  stop_recording
  rewritten editcap --inject-secrets "tls,$work/keys"
}

grpc.pcapng() {
  direct
  start server grpc /usr/bin/python3 "$here/scenes/grpc-server.py" 50051
  until_listening server tcp 50051
  record client eth0
  on client /usr/bin/python3 "$here/scenes/grpc-client.py" 192.0.2.2:50051
}

# http2_server OPTION ...: nghttpd with the pages of `web_page`.
http2_server() {
  start server "nghttpd-$2" nghttpd --htdocs="$work/site" "$@"
  until_listening server tcp "$2"
}
