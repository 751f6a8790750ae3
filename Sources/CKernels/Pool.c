// A persistent pool. A job is split into parts by its caller; who runs a part is left to chance, what a part is never.
#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "CKernels.h"

enum { MOST_THREADS = 256, MOST_PARTS = 0xffff };
// Some 50 us: longer than the gap between two jobs of a training step, shorter than anybody notices.
enum { SPINS = 2000 };

static struct {
  zw_part body;
  void *context;
  // Generation in bits 32-63, number of parts in 16-31, next part in 0-15: claiming a part with one
  // compare-and-swap proves that body and context still belong to it.
  _Atomic uint64_t ticket;
  _Atomic uint32_t done;
  _Atomic uint32_t generation;  // what sleeping workers wait on
  _Atomic uint32_t sleepers;
  _Atomic uint32_t caller_waits;
} job;

static atomic_flag busy = ATOMIC_FLAG_INIT;
static _Atomic long configured = 0;  // 0: not asked yet
static _Atomic int stopping = 0;
static long started = 0;  // workers that run, guarded by busy
static pthread_t workers[MOST_THREADS];

static inline void rest(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb" ::: "memory");
#endif
}

static void sleep_while(_Atomic uint32_t *word, uint32_t value) {
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
}

static void wake(_Atomic uint32_t *word, int count) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

static void run_parts_of(uint32_t generation) {
  uint64_t ticket = atomic_load(&job.ticket);
  while ((uint32_t)(ticket >> 32) == generation) {
    uint32_t part = ticket & 0xffff, parts = (ticket >> 16) & 0xffff;
    if (part >= parts) return;
    if (!atomic_compare_exchange_weak(&job.ticket, &ticket, ticket + 1)) continue;
    job.body(job.context, part);
    if (atomic_fetch_add(&job.done, 1) + 1 == parts && atomic_load(&job.caller_waits)) wake(&job.done, 1);
    ticket = atomic_load(&job.ticket);
  }
}

static uint32_t next_generation(uint32_t seen) {
  for (int spin = 0; spin < SPINS; spin++) {
    uint32_t now = atomic_load(&job.generation);
    if (now != seen) return now;
    rest();
  }
  atomic_fetch_add(&job.sleepers, 1);
  while (atomic_load(&job.generation) == seen) sleep_while(&job.generation, seen);
  atomic_fetch_sub(&job.sleepers, 1);
  return atomic_load(&job.generation);
}

static void *work(void *first) {
  uint32_t seen = (uint32_t)(uintptr_t)first;
  while (!atomic_load(&stopping)) {
    seen = next_generation(seen);
    run_parts_of(seen);
  }
  return NULL;
}

static void announce(void) {
  atomic_fetch_add(&job.generation, 1);
  if (atomic_load(&job.sleepers)) wake(&job.generation, MOST_THREADS);
}

static void start_workers(long wanted) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);  // signals belong to the main thread
  uintptr_t generation = atomic_load(&job.generation);
  while (started < wanted && !pthread_create(&workers[started], NULL, work, (void *)generation)) started++;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void stop_workers(void) {
  atomic_store(&stopping, 1);
  announce();
  while (started > 0) pthread_join(workers[--started], NULL);
  atomic_store(&stopping, 0);
}

static void wait_for(uint32_t parts) {
  for (int spin = 0; spin < SPINS; spin++) {
    if (atomic_load(&job.done) == parts) return;
    rest();
  }
  atomic_store(&job.caller_waits, 1);
  uint32_t done;
  while ((done = atomic_load(&job.done)) != parts) sleep_while(&job.done, done);
}

static void run_on_pool(uint32_t parts, zw_part body, void *context) {
  job.body = body;
  job.context = context;
  atomic_store(&job.done, 0);
  atomic_store(&job.caller_waits, 0);
  uint32_t generation = atomic_load(&job.generation) + 1;
  atomic_store(&job.ticket, (uint64_t)generation << 32 | (uint64_t)parts << 16);
  announce();
  run_parts_of(generation);
  wait_for(parts);
}

void zw_run(long parts, zw_part body, void *context) {
  long threads = zw_threads();
  int alone = parts < 2 || threads < 2 || parts > MOST_PARTS;
  if (alone || atomic_flag_test_and_set_explicit(&busy, memory_order_acquire)) {
    for (long part = 0; part < parts; part++) body(context, part);
    return;
  }
  if (started < threads - 1) start_workers(threads - 1);
  run_on_pool((uint32_t)parts, body, context);
  atomic_flag_clear_explicit(&busy, memory_order_release);
}

static long available_cores(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set)) return 1;
  long count = CPU_COUNT(&set);
  return count < 1 ? 1 : (count > MOST_THREADS ? MOST_THREADS : count);
}

long zw_threads(void) {
  long count = atomic_load(&configured);
  if (count) return count;
  atomic_store(&configured, available_cores());
  return atomic_load(&configured);
}

void zw_set_threads(long count) {
  while (atomic_flag_test_and_set_explicit(&busy, memory_order_acquire)) sched_yield();
  stop_workers();
  atomic_store(&configured, count < 1 ? 1 : (count > MOST_THREADS ? MOST_THREADS : count));
  atomic_flag_clear_explicit(&busy, memory_order_release);
}
