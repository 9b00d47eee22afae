/*
 * Sends numbered packets, COUNT in all, and says on standard output what it has sent, as one line of JSON.
 *
 *     sender INTERFACE COUNT SIZE [RATE] [jitter] [times]
 *
 * Each is an Ethernet, IPv4 and UDP packet of SIZE bytes without the check sequence, 62 to 1,514. Flat out unless there is a RATE in packets a second,
 * which is held evenly; with `jitter` the gaps are between half and one and a half times as long, at random.
 *
 * In the UDP payload, numbers big-endian: the packet's number from 0 (8 bytes), nanoseconds since 1970 when it was handed to the system (8), how
 * many packets follow it (4). The UDP source port is 40000 + number modulo 4096. They go to a MAC address nobody has: what receives them passes
 * them to captures and then forgets them, so that nothing answers.
 *
 * The line: `sent`, `seconds`; `retried`, the times the system had no room and was asked again; `refused`, the packets the interface dropped
 * without a word; `late`, the seconds it was behind its RATE at the worst; with `times`, for each packet the nanoseconds of CLOCK_MONOTONIC.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>

/* Packets for each call to the system. */
enum { batch = 64, headers = 42, smallest = 62, largest = 1514 };

static const uint64_t second = 1000000000;
/* Shorter sleeps are not worth their price. */
static const uint64_t nap = 50000;

static uint8_t frames[batch][largest];
static struct iovec pieces[batch];
static struct mmsghdr messages[batch];

static int open_socket(const char *interface);
static void prepare(size_t size);
static unsigned fill(uint64_t number, uint64_t until, uint64_t count, uint64_t *times);
static uint64_t send_all(int socket, unsigned length);
static uint64_t dropped(const char *interface);
static uint64_t now(clockid_t clock);
static void sleep_until(uint64_t when);
static void fail(const char *what);

int main(int words, char **word) {
  uint64_t count = words > 3 ? strtoull(word[2], NULL, 10) : 0, size = words > 3 ? strtoull(word[3], NULL, 10) : 0, rate = 0;
  int jitter = 0, keep = 0;
  for (int at = 4; at < words; at++) {
    if (strcmp(word[at], "jitter") == 0) jitter = 1;
    else if (strcmp(word[at], "times") == 0) keep = 1;
    else rate = strtoull(word[at], NULL, 10);
  }
  if (count == 0 || count > UINT32_MAX || size < smallest || size > largest || (jitter && rate == 0)) {
    fprintf(stderr, "sender INTERFACE COUNT SIZE [RATE] [jitter] [times]: SIZE is %d to %d\n", smallest, largest);
    return 2;
  }
  int socket = open_socket(word[1]);
  uint64_t *times = keep ? calloc(count, sizeof *times) : NULL;
  if (keep && times == NULL) fail("times");
  prepare(size);
  prctl(PR_SET_TIMERSLACK, 1);

  uint64_t before = dropped(word[1]), retried = 0, late = 0;
  uint64_t begin = now(CLOCK_MONOTONIC), moment = begin;
  double gap = rate > 0 ? (double)second / (double)rate : 0, due = (double)begin;
  for (uint64_t number = 0; number < count;) {
    uint64_t until = number + batch;
    if (rate > 0) {
      moment = now(CLOCK_MONOTONIC);
      if ((double)moment < due) {
        sleep_until((uint64_t)due > moment + nap ? (uint64_t)due : moment + nap);
        moment = now(CLOCK_MONOTONIC);
      }
      if (moment - (uint64_t)due > late) late = moment - (uint64_t)due;
      for (until = number; until < number + batch && due <= (double)moment; until++) due += jitter ? gap * (0.5 + drand48()) : gap;
    }
    unsigned length = fill(number, until < count ? until : count, count, times);
    retried += send_all(socket, length);
    number += length;
  }
  double seconds = (double)(now(CLOCK_MONOTONIC) - begin) / (double)second;
  /* What was tried again is among what the interface dropped, on the systems that tell both. */
  uint64_t after = dropped(word[1]) - before, refused = after > retried ? after - retried : 0;
  printf("{\"sent\":%llu,\"seconds\":%.6f,\"retried\":%llu,\"refused\":%llu,\"late\":%.6f", (unsigned long long)count, seconds,
         (unsigned long long)retried, (unsigned long long)refused, (double)late / (double)second);
  for (uint64_t at = 0; keep && at < count; at++) printf("%s%llu", at == 0 ? ",\"times\":[" : ",", (unsigned long long)times[at]);
  printf(keep ? "]}\n" : "}\n");
  return 0;
}

static int open_socket(const char *interface) {
  int raw = socket(AF_PACKET, SOCK_RAW, 0), on = 1;
  if (raw < 0) fail("socket");
  struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_ifindex = (int)if_nametoindex(interface)};
  if (address.sll_ifindex == 0 || bind(raw, (struct sockaddr *)&address, sizeof address) < 0) fail(interface);
  /* No queue on the way: where there is no room, we are told. */
  if (setsockopt(raw, SOL_PACKET, PACKET_QDISC_BYPASS, &on, sizeof on) < 0) fail("PACKET_QDISC_BYPASS");
  return raw;
}

/* Everything but what differs from packet to packet. */
static void prepare(size_t size) {
  uint8_t frame[largest] = {
      0x02, 0, 0, 0, 0, 0xff, 0x02, 0, 0, 0, 0, 0x0a, 0x08, 0x00,               /* Ethernet */
      0x45, 0, 0, 0, 0, 0, 0x40, 0, 64, 17, 0, 0, 10, 77, 0, 1, 10, 77, 0, 2,   /* IPv4, not to be fragmented */
      0, 0, 0, 9, 0, 0, 0, 0,                                                  /* UDP to discard, no checksum */
  };
  uint32_t length = (uint32_t)size - 14, sum = 0;
  frame[16] = (uint8_t)(length >> 8);
  frame[17] = (uint8_t)length;
  for (int at = 14; at < 34; at += 2) sum += (uint32_t)frame[at] << 8 | frame[at + 1];
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  frame[24] = (uint8_t)(~sum >> 8);
  frame[25] = (uint8_t)~sum;
  frame[38] = (uint8_t)((length - 20) >> 8);
  frame[39] = (uint8_t)(length - 20);
  for (int at = 0; at < batch; at++) {
    memcpy(frames[at], frame, size);
    pieces[at] = (struct iovec){frames[at], size};
    messages[at].msg_hdr = (struct msghdr){.msg_iov = &pieces[at], .msg_iovlen = 1};
  }
}

/* Makes the packets from `number` up to `until`, and says how many these are. */
static unsigned fill(uint64_t number, uint64_t until, uint64_t count, uint64_t *times) {
  unsigned length = (unsigned)(until - number);
  for (unsigned at = 0; at < length; at++, number++) {
    uint16_t port = htons((uint16_t)(40000 + number % 4096));
    uint64_t sequence = htobe64(number), time = htobe64(now(CLOCK_REALTIME));
    uint32_t remaining = htonl((uint32_t)(count - 1 - number));
    memcpy(frames[at] + 34, &port, 2);
    memcpy(frames[at] + headers, &sequence, 8);
    memcpy(frames[at] + headers + 8, &time, 8);
    memcpy(frames[at] + headers + 16, &remaining, 4);
    if (times) times[number] = now(CLOCK_MONOTONIC);
  }
  return length;
}

/* Sends them all, however often it must ask, and says how often it had to ask again. */
static uint64_t send_all(int socket, unsigned length) {
  uint64_t again = 0;
  for (unsigned sent = 0; sent < length;) {
    int taken = sendmmsg(socket, messages + sent, length - sent, 0);
    if (taken > 0) {
      sent += (unsigned)taken;
    } else if (errno == ENOBUFS || errno == EAGAIN || errno == EINTR) {
      again++;
      sleep_until(now(CLOCK_MONOTONIC) + nap);
    } else {
      fail("sendmmsg");
    }
  }
  return again;
}

static uint64_t dropped(const char *interface) {
  char path[128];
  unsigned long long count = 0;
  snprintf(path, sizeof path, "/sys/class/net/%s/statistics/tx_dropped", interface);
  FILE *file = fopen(path, "r");
  if (file == NULL || fscanf(file, "%llu", &count) != 1) fail(path);
  fclose(file);
  return count;
}

static uint64_t now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (uint64_t)time.tv_sec * second + (uint64_t)time.tv_nsec;
}

static void sleep_until(uint64_t when) {
  struct timespec time = {.tv_sec = (time_t)(when / second), .tv_nsec = (long)(when % second)};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) == EINTR) {}
}

static void fail(const char *what) {
  fprintf(stderr, "sender: %s: %s\n", what, strerror(errno));
  exit(1);
}
