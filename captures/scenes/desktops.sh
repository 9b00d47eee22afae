# Desktops over the network.

# Two programs of the X Window System with a server over TCP: one that asks what there is, one with a window, which is shown,
# drawn, and closed.
x11.pcapng() {
  direct
  record client eth0 -f 'tcp port 6000'
  start server display Xvfb :0 -screen 0 320x240x24 -listen tcp -ac -nolock -extension GLX
  until_listening server tcp 6000
  on client env DISPLAY=192.0.2.2:0 xlsatoms -range 1-3
  start client program timeout --preserve-status 2 env DISPLAY=192.0.2.2:0 xlogo -geometry 60x40+10+10
  sleep 1
  on client env DISPLAY=192.0.2.2:0 xwininfo -name xlogo
  fails on client env DISPLAY=192.0.2.2:0 xwininfo -id 0x123456
  sleep 1.5
}
