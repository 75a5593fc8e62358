// SPDX-License-Identifier: Apache-2.0
// The screen's own work: preparing slides, frames of a transition, and memory over many posts.
#pragma once

namespace narrowcast::bench {

void bench_screen();

// PSS after a thousand posts and after `posts`, each different, through the screen's own classes in
// time of the bench's own: nothing is waited for.
void bench_flatness(int posts);

}  // namespace narrowcast::bench
