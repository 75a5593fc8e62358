// SPDX-License-Identifier: Apache-2.0
// A model outside, however it is reached: where the world begins.
#pragma once

#include "narrowcast/base/result.hpp"
#include "narrowcast/config.hpp"
#include "scorer/inquiry.hpp"

#include <chrono>
#include <memory>
#include <stop_token>

namespace narrowcast::scorer {

using Deadline = std::chrono::steady_clock::time_point;

// One thread at a time.
class Model {
public:
    virtual ~Model() = default;

    // Asks and waits until the inquiry is complete, at most until the deadline. On a fault the
    // inquiry keeps what it heard until then; the sentence names the model. Fault::later also when
    // asked to stop.
    virtual Result<void> ask(Inquiry& inquiry, Deadline deadline, const std::stop_token& stop) = 0;
};

// A program of this machine: started with the first inquiry, again when it has ended or said
// nonsense, ended with its group at the end.
std::unique_ptr<Model> program_model(const ScorerConfig& config);

// The same with another patience for one that says nothing at all.
std::unique_ptr<Model> program_model(const ScorerConfig& config, std::chrono::milliseconds stuck);

// A server: each inquiry is a POST. Redirects are not followed.
std::unique_ptr<Model> server_model(const ScorerConfig& config);

}  // namespace narrowcast::scorer
