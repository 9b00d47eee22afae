/* flood ADDRESS PORT COUNT: sends numbered UDP datagrams of 100 bytes flat out; says how many and for how many seconds. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[2])) };
  inet_pton(AF_INET, argv[1], &to.sin_addr);
  int s = socket(AF_INET, SOCK_DGRAM, 0);
  char data[100] = { 0 };
  long count = atol(argv[3]), sent = 0;
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  for (long number = 0; number < count; number++) {
    memcpy(data, &number, sizeof number);
    sent += sendto(s, data, sizeof data, 0, (struct sockaddr *)&to, sizeof to) == sizeof data;
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("%ld %f\n", sent, end.tv_sec - begin.tv_sec + (end.tv_nsec - begin.tv_nsec) / 1e9);
  return 0;
}
