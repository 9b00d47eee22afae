/*
 * Which packets are those of a cgroup's sockets? Programs on the cgroup learn the flows of its sockets and who uses them; a filter on a
 * packet socket lets pass what belongs to one of these flows. `npm run build:bpf` makes bytecode.ts of it, so that neither a compiler nor
 * libbpf is needed where it runs. Linux 5.7; little-endian.
 *
 * The programs on the cgroup never stand in the way of a packet or a call: each returns 1.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define inline static __always_inline
#define copy __builtin_memcpy

/* linux/in.h, linux/if_packet.h, linux/net.h; the number of the loopback interface is the same in each network. */
enum { ICMP = 1, TCP = 6, UDP = 17, ICMPV6 = 58, SCTP = 132, UDPLITE = 136 };
enum { HOP_BY_HOP = 0, ROUTING = 43, FRAGMENT = 44, DESTINATION_OPTIONS = 60 };
enum { OUTGOING = 4, LOOPBACK = 1, RAW_SOCKET = 3 };

/* An IPv4 address is ::ffff:a.b.c.d, as IPv6 sockets have it. */
struct address { __u32 words[4]; };

/* A connection, or packets that go to and fro: addresses and ports as on the wire. The ports of an echo request are its identifier. */
struct flow { struct address local, remote; __u16 local_port, remote_port; __u8 protocol, unused[3]; };

/* Where a socket waits for packets. */
struct endpoint { struct address address; __u16 port; __u8 protocol, unused; };

/* Whose fragments belong together; with IPv4 the number is only among those of one protocol, which stands before it. */
struct datagram { struct address source, destination; __u32 id; };

/* Who uses a socket, which the kernel knows by its cookie; 0 for one that was there before the programs, and who has it was looked up. */
struct owner { __u64 socket; __u32 pid, uid; char name[16]; };

/* In the section `maps` as bytes, for the script that makes bytecode.ts. */
struct map { __u32 type, key_size, value_size, max_entries, flags; };
#define MAP(name, kind, key, value, entries, flags) \
  struct map name SEC("maps") = { BPF_MAP_TYPE_##kind, sizeof(key), sizeof(value), entries, flags }

MAP(flows, LRU_HASH, struct flow, struct owner, 65536, 0);
MAP(owners, LRU_HASH, __u64, struct owner, 16384, 0);
MAP(binds, HASH, struct endpoint, struct owner, 65536, BPF_F_NO_PREALLOC);
/* When the first fragment passed: a number is used again, sooner or later. */
MAP(fragments, LRU_HASH, struct datagram, __u64, 4096, 0);
/* When a packet last passed the filter. */
MAP(activity, ARRAY, __u32, __u64, 1, 0);

/* -- packets -- */

struct packet {
  /* Its source is `local`. */
  struct flow flow;
  __u32 id;
  __u8 first_of_several, later_fragment;
  /* Of the packet that an ICMP error is about, from the beginning of this one; 0 if it is none. */
  __u16 quoted_at;
};

#define load(at, to, length) bpf_skb_load_bytes_relative(skb, at, to, length, BPF_HDR_START_NET)

inline int has_ports(__u8 protocol) {
  return protocol == TCP || protocol == UDP || protocol == SCTP || protocol == UDPLITE;
}

inline int is_echo(__u8 protocol, __u8 type) {
  return protocol == ICMP ? type == 8 || type == 0 : type == 128 || type == 129;
}

inline int is_error(__u8 protocol, __u8 type) {
  return protocol == ICMP ? type == 3 || type == 4 || type == 5 || type == 11 || type == 12 : type >= 1 && type <= 4;
}

inline void map_ipv4(struct address *to, const __u8 *bytes) {
  to->words[0] = to->words[1] = 0;
  to->words[2] = bpf_htonl(0xffff);
  copy(&to->words[3], bytes, 4);
}

/* Reads the packet whose IP header is at `at`; 0 if it could. */
inline int read_packet(struct __sk_buff *skb, __u32 at, struct packet *packet) {
  struct flow *flow = &packet->flow;
  __u8 version;
  __builtin_memset(packet, 0, sizeof *packet);
  if (load(at, &version, 1)) return -1;
  if (version >> 4 == 4) {
    __u8 header[20];
    if (load(at, header, 20)) return -1;
    map_ipv4(&flow->local, header + 12);
    map_ipv4(&flow->remote, header + 16);
    flow->protocol = header[9];
    packet->id = header[9] << 16 | header[4] << 8 | header[5];
    packet->later_fragment = ((header[6] & 0x1f) | header[7]) != 0;
    packet->first_of_several = !packet->later_fragment && (header[6] & 0x20);
    at += (header[0] & 15) * 4;
  } else if (version >> 4 == 6) {
    __u8 header[40];
    if (load(at, header, 40)) return -1;
    copy(&flow->local, header + 8, 16);
    copy(&flow->remote, header + 24, 16);
    __u8 next = header[6];
    at += 40;
#pragma unroll
    for (int turn = 0; turn < 5; turn++) {
      __u8 extension[8];
      if (next != HOP_BY_HOP && next != ROUTING && next != FRAGMENT && next != DESTINATION_OPTIONS) break;
      if (load(at, extension, 8)) return -1;
      if (next == FRAGMENT) {
        copy(&packet->id, extension + 4, 4);
        packet->later_fragment = (extension[2] | (extension[3] & 0xf8)) != 0;
        packet->first_of_several = !packet->later_fragment && (extension[3] & 1);
        at += 8;
      } else {
        at += (extension[1] + 1) * 8;
      }
      next = extension[0];
      if (packet->later_fragment) break;
    }
    flow->protocol = next;
  } else {
    return -1;
  }
  if (packet->later_fragment) return 0;
  if (has_ports(flow->protocol)) {
    __u16 ports[2];
    if (load(at, ports, 4)) return -1;
    flow->local_port = ports[0];
    flow->remote_port = ports[1];
  } else if (flow->protocol == ICMP || flow->protocol == ICMPV6) {
    __u8 header[8];
    if (load(at, header, 8)) return -1;
    if (is_error(flow->protocol, header[0])) packet->quoted_at = at + 8;
    if (is_echo(flow->protocol, header[0])) {
      copy(&flow->local_port, header + 4, 2);
      flow->remote_port = flow->local_port;
    }
  }
  return 0;
}

inline void reverse(struct flow *flow) {
  struct address address = flow->local;
  __u16 port = flow->local_port;
  flow->local = flow->remote;
  flow->local_port = flow->remote_port;
  flow->remote = address;
  flow->remote_port = port;
}

/* -- who -- */

/* The socket waiting there, on this address or on all. */
inline struct owner *bound(const struct address *address, __u16 port, __u8 protocol) {
  struct endpoint endpoint = { .address = *address, .port = port, .protocol = protocol };
  if (!has_ports(protocol)) return 0;
  struct owner *owner = bpf_map_lookup_elem(&binds, &endpoint);
  if (owner) return owner;
  __builtin_memset(&endpoint.address, 0, sizeof endpoint.address);
  return bpf_map_lookup_elem(&binds, &endpoint);
}

/* The calling process, as who uses a socket from now on. */
inline void caller(__u64 socket, struct owner *owner) {
  __builtin_memset(owner, 0, sizeof *owner);
  owner->socket = socket;
  owner->pid = bpf_get_current_pid_tgid() >> 32;
  owner->uid = bpf_get_current_uid_gid();
  bpf_get_current_comm(owner->name, sizeof owner->name);
}

inline int remember_caller(__u64 socket) {
  struct owner *known = bpf_map_lookup_elem(&owners, &socket);
  if (known && known->pid == bpf_get_current_pid_tgid() >> 32) return 1;
  struct owner owner;
  caller(socket, &owner);
  bpf_map_update_elem(&owners, &socket, &owner, BPF_ANY);
  return 1;
}

inline void learn_flow(const struct flow *flow, __u64 socket) {
  struct owner *known = bpf_map_lookup_elem(&flows, flow);
  if (known && known->socket == socket) return;
  struct owner *owner = bpf_map_lookup_elem(&owners, &socket);
  /* A connection that was accepted came into being without a call: it is its listener's. */
  if (!owner) owner = bound(&flow->local, flow->local_port, flow->protocol);
  if (!owner) owner = known;
  struct owner fresh;
  __builtin_memset(&fresh, 0, sizeof fresh);
  if (owner) fresh = *owner;
  fresh.socket = socket;
  bpf_map_update_elem(&flows, flow, &fresh, BPF_ANY);
}

/* -- on the cgroup -- */

SEC("program/egress")
int egress(struct __sk_buff *skb) {
  struct packet packet;
  if (read_packet(skb, 0, &packet) || packet.later_fragment || packet.quoted_at) return 1;
  learn_flow(&packet.flow, bpf_get_socket_cookie(skb));
  return 1;
}

inline int is_raw(struct __sk_buff *skb) {
  struct bpf_sock *socket = skb->sk;
  if (socket) socket = bpf_sk_fullsock(socket);
  return !socket || socket->type == RAW_SOCKET;
}

SEC("program/ingress")
int ingress(struct __sk_buff *skb) {
  struct packet packet;
  /* Raw sockets are given what other programs receive. */
  if (is_raw(skb)) return 1;
  if (read_packet(skb, 0, &packet) || packet.later_fragment || packet.quoted_at) return 1;
  reverse(&packet.flow);
  learn_flow(&packet.flow, bpf_get_socket_cookie(skb));
  return 1;
}

SEC("program/create")
int create(struct bpf_sock *socket) {
  return remember_caller(bpf_get_socket_cookie(socket));
}

SEC("program/release")
int release(struct bpf_sock *socket) {
  __u64 cookie = bpf_get_socket_cookie(socket);
  bpf_map_delete_elem(&owners, &cookie);
  return 1;
}

/* Of connect and sendmsg: a socket may be used by another process than made it. */
SEC("program/use")
int use(struct bpf_sock_addr *call) {
  return remember_caller(bpf_get_socket_cookie(call));
}

inline int remember_bind(struct bpf_sock *socket, struct endpoint *endpoint) {
  struct owner owner;
  if (socket->type == RAW_SOCKET) return 1;
  endpoint->port = bpf_htons(socket->src_port);
  endpoint->protocol = socket->protocol;
  caller(bpf_get_socket_cookie(socket), &owner);
  bpf_map_update_elem(&binds, endpoint, &owner, BPF_ANY);
  return 1;
}

SEC("program/bind4")
int bind4(struct bpf_sock *socket) {
  struct endpoint endpoint = {};
  __u32 address = socket->src_ip4;
  if (address) map_ipv4(&endpoint.address, (__u8 *)&address);
  return remember_bind(socket, &endpoint);
}

SEC("program/bind6")
int bind6(struct bpf_sock *socket) {
  struct endpoint endpoint = {};
  endpoint.address.words[0] = socket->src_ip6[0];
  endpoint.address.words[1] = socket->src_ip6[1];
  endpoint.address.words[2] = socket->src_ip6[2];
  endpoint.address.words[3] = socket->src_ip6[3];
  return remember_bind(socket, &endpoint);
}

/* -- on the root of all cgroups, where it runs after the programs of the cgroup -- */

/* A socket that is not the cgroup's sends from where one of its own has been before: the flow, or the port, is not the cgroup's any more. */
inline int is_abandoned(const struct owner *by, __u64 socket) {
  __u64 former = by->socket;
  return former && former != socket && !bpf_map_lookup_elem(&owners, &former);
}

inline void abandon_bind(const struct flow *flow, int everywhere, __u64 socket) {
  struct endpoint endpoint = { .port = flow->local_port, .protocol = flow->protocol };
  if (!everywhere) endpoint.address = flow->local;
  struct owner *owner = bpf_map_lookup_elem(&binds, &endpoint);
  if (owner && is_abandoned(owner, socket)) bpf_map_delete_elem(&binds, &endpoint);
}

SEC("program/elsewhere")
int elsewhere(struct __sk_buff *skb) {
  struct packet packet;
  if (read_packet(skb, 0, &packet) || packet.later_fragment || packet.quoted_at) return 1;
  __u64 socket = bpf_get_socket_cookie(skb);
  struct owner *known = bpf_map_lookup_elem(&flows, &packet.flow);
  if (known && known->socket == socket) return 1;
  /* One that was there before its process came into the cgroup. */
  if (bpf_map_lookup_elem(&owners, &socket)) {
    learn_flow(&packet.flow, socket);
    return 1;
  }
  /* The kernel answers for sockets that are closed from raw ones of its own. */
  if (is_raw(skb)) return 1;
  if (known && is_abandoned(known, socket)) bpf_map_delete_elem(&flows, &packet.flow);
  abandon_bind(&packet.flow, 0, socket);
  abandon_bind(&packet.flow, 1, socket);
  return 1;
}

/* -- on the packet socket -- */

inline int is_known(struct flow *flow) {
  if (bpf_map_lookup_elem(&flows, flow)) return 1;
  reverse(flow);
  int known = bpf_map_lookup_elem(&flows, flow) != 0;
  reverse(flow);
  return known;
}

/* What a socket sends that was there before the programs were: of newer ones the flow is known by then. */
inline int is_of_older(const struct address *address, __u16 port, __u8 protocol) {
  struct owner *owner = bound(address, port, protocol);
  return owner && owner->socket == 0;
}

inline int belongs(struct __sk_buff *skb, struct packet *packet) {
  struct flow *flow = &packet->flow;
  if (is_known(flow)) return 1;
  if (skb->pkt_type != OUTGOING && bound(&flow->remote, flow->remote_port, flow->protocol)) return 1;
  if (skb->pkt_type != OUTGOING && skb->ifindex != LOOPBACK) return 0;
  return is_of_older(&flow->local, flow->local_port, flow->protocol);
}

inline void name_datagram(const struct packet *packet, struct datagram *datagram) {
  datagram->source = packet->flow.local;
  datagram->destination = packet->flow.remote;
  datagram->id = packet->id;
}

inline int is_fragment_of_known(const struct packet *packet) {
  struct datagram datagram;
  name_datagram(packet, &datagram);
  __u64 *since = bpf_map_lookup_elem(&fragments, &datagram);
  /* As long as the kernel waits for fragments. */
  return since && bpf_ktime_get_ns() - *since < 30000000000ull;
}

inline int is_error_about_known(struct __sk_buff *skb, __u16 quoted_at) {
  struct packet quoted;
  if (read_packet(skb, quoted_at, &quoted)) return 0;
  if (quoted.later_fragment) return is_fragment_of_known(&quoted);
  struct flow *flow = &quoted.flow;
  return is_known(flow) || is_of_older(&flow->local, flow->local_port, flow->protocol)
    || is_of_older(&flow->remote, flow->remote_port, flow->protocol);
}

SEC("program/filter")
int filter(struct __sk_buff *skb) {
  struct packet packet;
  /* On the loopback interface what goes out comes in again: as tcpdump does, it is shown when it comes in. */
  if (skb->pkt_type == OUTGOING && skb->ifindex == LOOPBACK) return 0;
  /* What has a VLAN here is seen without it at the interface of that VLAN, which alone sockets use; 0 is none. */
  if (skb->vlan_present && (skb->vlan_tci & 0xfff)) return 0;
  if (read_packet(skb, 0, &packet)) return 0;
  int passes = packet.later_fragment ? is_fragment_of_known(&packet)
    : packet.quoted_at ? is_error_about_known(skb, packet.quoted_at) : belongs(skb, &packet);
  if (packet.first_of_several) {
    struct datagram datagram;
    name_datagram(&packet, &datagram);
    __u64 now = bpf_ktime_get_ns();
    if (passes) bpf_map_update_elem(&fragments, &datagram, &now, BPF_ANY);
    else bpf_map_delete_elem(&fragments, &datagram);
  }
  if (!passes) return 0;
  __u32 first = 0;
  __u64 *last = bpf_map_lookup_elem(&activity, &first);
  if (last) *last = bpf_ktime_get_ns();
  return -1;
}
