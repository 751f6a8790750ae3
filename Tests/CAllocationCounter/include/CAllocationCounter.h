// Counts the calls of malloc and its kin on each thread, so that a test can claim that there are none.
#pragma once
/// Allocations that the calling thread has made so far.
long allocation_count(void);
