// SPDX-License-Identifier: Apache-2.0
// What an edition costs on a store that has run for a quarter of a year.
#pragma once

namespace narrowcast::bench {

void bench_editions(int posts_a_day);  // prints its rows

}  // namespace narrowcast::bench
