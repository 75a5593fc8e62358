// SPDX-License-Identifier: Apache-2.0
// Keeps what a process remembers, secrets among it, out of files and out of others' sight.
#pragma once

namespace narrowcast::lib {

// From now on a crash leaves no core file, and no other program of the same user can look into this
// process's memory. Programs that it starts are not concerned. Call it before secrets are read;
// what the system refuses is left as it was.
void keep_memory_private();

}  // namespace narrowcast::lib
