# One scene: its files, its programs, and the capture that watches it.

# record_scene NAME: runs the function NAME and leaves what it recorded in $out/NAME.
record_scene() {
  declare -F "$1" >/dev/null || { echo "record.sh: no scene is called $1" >&2; return 1; }
  scene=$1
  work=$(mktemp -d /run/scene.XXXXXX)
  chmod 755 "$work"
  trap 'end_scene $?' EXIT
  "$scene"
  stop_recording
  [[ $scene != *.pcapng ]] || python3 "$here/without-machine.py" "$work/$scene"
  cp --no-preserve=mode,ownership "$work/$scene" "$out/$scene"
  printf '%-24s %6d bytes\n' "$scene" "$(stat -c %s "$out/$scene")"
}

end_scene() {
  if (($1)); then tail -n 20 "$work"/*.log >&2 || true; fi
  local host hosts file
  hosts=$(ip netns list | cut -d' ' -f1)
  for host in $hosts; do ip netns pids "$host" | xargs -r kill -KILL || true; done 2>/dev/null
  { wait || true; } 2>/dev/null # or bash reports each program it lost
  for host in $hosts; do ip netns delete "$host"; done
  for file in /etc/resolv.conf /etc/nsswitch.conf /etc/hosts; do ! mountpoint -q "$file" || umount "$file"; done
  rm -rf "$work"
}

# record HOST INTERFACE [OPTION ...]: begins the capture: dumpcap for pcapng, tcpdump for pcap.
# SAVE_AS names another file of the scene than the one it is called after.
record() {
  local host=$1 interface=$2 file=$work/${SAVE_AS:-$scene}
  shift 2
  if [[ $file == *.pcapng ]]; then
    start "$host" recorder dumpcap -q -i "$interface" -w "$file" "$@"
    until_logged recorder 'File: '
  else
    start "$host" recorder tcpdump -U --immediate-mode -Z root -i "$interface" -w "$file" "$@"
    until_logged recorder 'listening on'
  fi
  recorder=$!
}

stop_recording() {
  [[ -n ${recorder:-} ]] || return 0
  sleep 0.4 # the kernel hands over its buffer
  kill -INT "$recorder"
  wait "$recorder" || true
  recorder=
}

# rewritten COMMAND ...: the recorded file after a command that takes an old and a new file.
rewritten() {
  "$@" "$work/$scene" "$work/new-$scene" >>"$work/run.log" 2>&1
  mv "$work/new-$scene" "$work/$scene"
}

# The recorded frames in order of time: dumpcap takes a buffer of each interface in turn.
in_order() {
  stop_recording
  rewritten reordercap
}

# on HOST COMMAND ...: runs a program on a host. What it prints is kept in run.log.
on() {
  local host=$1
  shift
  timeout 30 ip netns exec "$host" "$@" >>"$work/run.log" 2>&1
}

# start HOST LOG COMMAND ...: the same in the background; it ends with the scene.
start() {
  local host=$1 log=$2
  shift 2
  ip netns exec "$host" "$@" </dev/null >>"$work/$log.log" 2>&1 &
}

# eventually COMMAND ...: waits at most 8 seconds for the command to succeed.
eventually() {
  local attempt
  for ((attempt = 0; attempt < 80; attempt++)); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.1
  done
  echo "record.sh: $scene: in vain: $*" >&2
  return 1
}

until_logged() { eventually grep -q -- "$2" "$work/$1.log"; }

# until_listening HOST tcp|udp PORT
until_listening() { eventually listening "$@"; }

listening() { ip netns exec "$1" ss -Hnl "--$2" "sport = :$3" | grep -q .; }

# fails COMMAND ...: a program that is expected to fail.
fails() { ! "$@" || echo "record.sh: $scene: did not fail: $*" >&2; }
