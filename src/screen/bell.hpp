// SPDX-License-Identifier: Apache-2.0
// Wakes the main thread: rung by any thread, waited on by one.
//
// SDL's own waiting polls a thousand times a second on drivers without a wait hook (kmsdrm, dummy,
// offscreen); this waits in the kernel.
#pragma once

#include <chrono>

namespace narrowcast {

class Bell {
public:
    Bell();
    Bell(const Bell&) = delete;
    Bell& operator=(const Bell&) = delete;
    ~Bell();

    void ring() const;

    // Until it rings or `at_most` has passed. True: it rang (once or more since the last wait).
    bool wait(std::chrono::microseconds at_most) const;

private:
    int descriptor_;
};

}  // namespace narrowcast
