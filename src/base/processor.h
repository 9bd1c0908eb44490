// What this processor can do beyond the baseline that all is compiled for (x86-64-v2). Who has a faster way to do
// the same asks once, when it is made; a test holds each way that the machine has to the plain one.
// Threads: pure functions. Errors: none.
#pragma once

namespace vigie {

// The system keeps the wider registers too.
inline bool has_avx2() { return __builtin_cpu_supports("avx2") != 0; }

// What came with the first servers that had it: foundation, bytes and words; all of those have BMI2.
inline bool has_avx512() {
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("bmi2") != 0;
}

}  // namespace vigie
