# Networks of Windows: files, directories and named pipes.

smb2-files.pcapng() {
  samba_server
  record client eth0
  on client smbclient --configfile="$work/smb.conf" -N -p 445 --max-protocol=SMB3 //192.0.2.2/share \
    -c "mkdir docs; put $work/samba/share/hello.txt docs\\a.txt; ls docs\\*; rename docs\\a.txt docs\\b.txt; volume"
}

smb2-pipe.pcapng() {
  samba_server
  record client eth0
  on client smbclient --configfile="$work/smb.conf" -N -p 445 --max-protocol=SMB2_10 -L 192.0.2.2
}
