#include <float.h>
#include <string.h>

#include "Neighbors.h"

static void sort_few(uint64_t *numbers, long count) {
  for (long i = 1; i < count; i++) {
    const uint64_t number = numbers[i];
    long place = i;
    for (; place > 0 && numbers[place - 1] > number; place--) numbers[place] = numbers[place - 1];
    numbers[place] = number;
  }
}

enum { BUCKETS = 4096, SMALL_BUCKETS = 64 };

// Into how many bits values must be shifted so that the widest difference falls into the last bucket.
static int shift_of(uint32_t range, int buckets) {
  int shift = 0;
  while (range >> shift >= (uint32_t)buckets) shift++;
  return shift;
}

// Turns the sizes of buckets into where they begin.
static void begin_buckets(uint32_t *places, int buckets) {
  uint32_t place = 0;
  for (int b = 0; b < buckets; b++) {
    const uint32_t size = places[b];
    places[b] = place;
    place += size;
  }
}

// Sorts by the upper half of each number, in place: buckets of equal width between the smallest and the largest, each number
// swapped to where it belongs. Source: McIlroy, Bostic and McIlroy 1993, "Engineering radix sort".
static void sort_in_place(uint64_t *numbers, long count) {
  if (count <= 32) return sort_few(numbers, count);
  uint32_t lowest = UINT32_MAX, highest = 0;
  for (long i = 0; i < count; i++) {
    const uint32_t value = (uint32_t)(numbers[i] >> 32);
    lowest = value < lowest ? value : lowest;
    highest = value > highest ? value : highest;
  }
  if (lowest == highest) return;
  const int shift = shift_of(highest - lowest, SMALL_BUCKETS);
  uint32_t next[SMALL_BUCKETS + 1] = {0}, ends[SMALL_BUCKETS];
  for (long i = 0; i < count; i++) next[((uint32_t)(numbers[i] >> 32) - lowest) >> shift]++;
  begin_buckets(next, SMALL_BUCKETS + 1);
  memcpy(ends, next + 1, sizeof ends);
  for (int b = 0; b < SMALL_BUCKETS; b++) {
    while (next[b] < ends[b]) {
      const uint64_t number = numbers[next[b]];
      const uint32_t home = ((uint32_t)(number >> 32) - lowest) >> shift;
      numbers[next[b]] = numbers[next[home]];
      numbers[next[home]++] = number;
    }
  }
  for (long b = 0, first = 0; b < SMALL_BUCKETS && shift > 0; first = ends[b++])
    sort_in_place(numbers + first, (long)ends[b] - first);
}

static uint32_t bits_of(float value) {
  uint32_t bits;
  value += 0.0f;  // a negative zero becomes a positive one
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

// Buckets of equal width for values that are not negative; infinite ones have the last to themselves, so that they do
// not make the others wide.
typedef struct {
  float lowest, scale;
} bucketing;

static bucketing bucketing_of(const float *values, long count) {
  float lowest = FLT_MAX, highest = 0;
  for (long p = 0; p < count; p++) {
    const float value = values[p];
    lowest = value < lowest ? value : lowest;
    highest = value <= FLT_MAX && value > highest ? value : highest;
  }
  const float range = highest - lowest;
  return (bucketing){lowest, range > 1e-30f ? (BUCKETS - 2) / range : 0};
}

static uint32_t bucket_of(bucketing how, float value) {
  if (!(value <= FLT_MAX)) return BUCKETS - 1;
  const float place = (value - how.lowest) * how.scale;
  return place < BUCKETS - 2 ? (uint32_t)place : BUCKETS - 2;
}

// Writes value and index of each number, sorted; without room for a second copy, which would be the largest piece of memory
// in measuring a map.
static void sort_without_a_copy(const float *values, long count, uint64_t *sorted) {
  uint32_t places[BUCKETS + 1] = {0};
  const bucketing how = bucketing_of(values, count);
  for (long p = 0; p < count; p++) places[bucket_of(how, values[p])]++;
  begin_buckets(places, BUCKETS + 1);
  for (long p = 0; p < count; p++)
    sorted[places[bucket_of(how, values[p])]++] = (uint64_t)bits_of(values[p]) << 32 | (uint32_t)p;
  // Every bucket was filled up to where the next one began.
  for (long b = 0, first = 0; b < BUCKETS; first = places[b++])
    sort_in_place(sorted + first, (long)places[b] - first);
}

void zw_mean_ranks(const float *values, long count, uint64_t *scratch, uint32_t *ranks) {
  sort_without_a_copy(values, count, scratch);
  for (long start = 0; start < count;) {
    long end = start + 1;
    while (end < count && scratch[end] >> 32 == scratch[start] >> 32) end++;
    const uint32_t rank = (uint32_t)(start + 1 + end);
    for (long p = start; p < end; p++) ranks[(uint32_t)scratch[p]] = rank;
    start = end;
  }
}

static void swap_halves(uint64_t *numbers, long count) {
  for (long i = 0; i < count; i++) numbers[i] = numbers[i] << 32 | numbers[i] >> 32;
}

// Sorts by whole numbers, in place: the sort above swaps numbers with equal upper halves past each other.
static void sort_whole(uint64_t *numbers, long count) {
  if (count <= 32) return sort_few(numbers, count);
  sort_in_place(numbers, count);
  for (long start = 0; start < count;) {
    long end = start + 1;
    while (end < count && numbers[end] >> 32 == numbers[start] >> 32) end++;
    if (end - start > 1) {
      swap_halves(numbers + start, end - start);
      sort_in_place(numbers + start, end - start);
      swap_halves(numbers + start, end - start);
    }
    start = end;
  }
}

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

// A value's place among 2^22 steps between the lowest and the highest, on the scale of its bits, which is nearly that of
// logarithms: one value far from all others does not bring the others together. Infinite ones share the last step.
typedef struct {
  uint32_t lowest;
  int shift;
} stepping;

static uint32_t step_of(stepping how, uint32_t bits) {
  const uint32_t step = (bits - how.lowest) >> how.shift, last = DIGITS * DIGITS - 1;
  return step < last ? step : last;
}

static stepping stepping_of(const float *values, long count) {
  float lowest = FLT_MAX, highest = 0;
  for (long p = 0; p < count; p++) {
    const float value = values[p];
    lowest = value < lowest ? value : lowest;
    highest = value <= FLT_MAX && value > highest ? value : highest;
  }
  const uint32_t low = bits_of(lowest), high = bits_of(highest);
  return (stepping){low, high > low ? shift_of(high - low, DIGITS * DIGITS - 1) : 0};
}

// Distinct values may share a step, in which they still lie in the order of their indices.
static void sort_within_steps(stepping how, uint64_t *numbers, long count) {
  for (long i = 1; i < count; i++) {
    if (numbers[i - 1] <= numbers[i]) continue;
    const uint32_t step = step_of(how, (uint32_t)(numbers[i] >> 32));
    long start = i - 1, end = i + 1;
    while (start > 0 && step_of(how, (uint32_t)(numbers[start - 1] >> 32)) == step) start--;
    while (end < count && step_of(how, (uint32_t)(numbers[end] >> 32)) == step) end++;
    sort_whole(numbers + start, end - start);
    i = end;
  }
}

// Two passes over digits of the steps, each stable, so that equal values keep the order of their indices.
void zw_sort_with_indices(const float *values, long count, uint64_t *sorted, uint64_t *scratch) {
  uint32_t low[DIGITS + 1] = {0}, high[DIGITS + 1] = {0};
  const stepping how = stepping_of(values, count);
  for (long p = 0; p < count; p++) {
    const uint32_t step = step_of(how, bits_of(values[p]));
    low[step % DIGITS]++;
    high[step / DIGITS]++;
  }
  begin_buckets(low, DIGITS);
  begin_buckets(high, DIGITS);
  for (long p = 0; p < count; p++) {
    const uint32_t bits = bits_of(values[p]);
    scratch[low[step_of(how, bits) % DIGITS]++] = (uint64_t)bits << 32 | (uint32_t)p;
  }
  for (long p = 0; p < count; p++)
    sorted[high[step_of(how, (uint32_t)(scratch[p] >> 32)) / DIGITS]++] = scratch[p];
  sort_within_steps(how, sorted, count);
}

void zw_ranks_of_sorted(const uint64_t *sorted, long count, int32_t *ranks) {
  for (long p = 0; p < count; p++) ranks[(uint32_t)sorted[p]] = (int32_t)(p + 1);
}
