# What HTTP carries: WebSocket, events, forms, JSON.

websocket.pcapng() {
  direct
  websocket_server
  record client eth0
  on client /usr/bin/python3 "$here/scenes/websocket_ends.py" client ws://192.0.2.2:80/echo plain
}

websocket-deflate.pcapng() {
  direct
  websocket_server
  record client eth0
  local kind
  for kind in compressed fresh; do
    on client /usr/bin/python3 "$here/scenes/websocket_ends.py" client ws://192.0.2.2:80/echo "$kind"
  done
}

websocket_server() {
  start server websockets /usr/bin/python3 "$here/scenes/websocket_ends.py" server 192.0.2.2 80
  until_listening server tcp 80
}

websocket-mqtt.pcapng() {
  direct
  printf 'listener 1883 127.0.0.1\nallow_anonymous true\n' >"$work/mosquitto.conf"
  start server mosquitto mosquitto -c "$work/mosquitto.conf"
  start server bridge /usr/bin/python3 "$here/scenes/websocket_ends.py" bridge 192.0.2.2 8080
  until_listening server tcp 1883
  until_listening server tcp 8080
  record client eth0
  on client /usr/bin/python3 "$here/scenes/websocket_ends.py" mqtt ws://192.0.2.2:8080/mqtt
}

server-events.pcapng() {
  direct
  start server events /usr/bin/python3 "$here/scenes/event_server.py" 192.0.2.2
  until_listening server tcp 80
  record client eth0
  on client curl -sS --max-time 5 --header 'Accept: text/event-stream' http://192.0.2.2/chunked
  on client curl -sS --max-time 5 --header 'Accept: text/event-stream' --header 'Last-Event-ID: 3' http://192.0.2.2/until-close
}

http-bodies.pcapng() {
  direct
  start server events /usr/bin/python3 "$here/scenes/event_server.py" 192.0.2.2
  until_listening server tcp 80
  record client eth0
  local at=(-sS -o /dev/null)
  printf 'a small file\n' >"$work/note.txt"
  printf '{"kind": "text"}' >"$work/meta.json"
  on client curl "${at[@]}" --json '{"name": "alice", "age": 30, "tags": ["a", null, true], "at": {"x": -1.5e3, "s": "\u00fc\n"}}' http://192.0.2.2/json
  on client curl "${at[@]}" --json '[1, 2, {"a": {}}]' --header 'Transfer-Encoding: chunked' http://192.0.2.2/json
  on client curl "${at[@]}" --data 'name=alice' --data-urlencode 'text=a & b' --data 'empty=&only' http://192.0.2.2/form
  on client curl "${at[@]}" --form 'note=hello' --form "file=@$work/note.txt" --form "meta=@$work/meta.json;type=application/json" http://192.0.2.2/form
  on client curl "${at[@]}" http://192.0.2.2/gzip
  on client curl "${at[@]}" http://192.0.2.2/page
  on client curl "${at[@]}" http://192.0.2.2/image
}
