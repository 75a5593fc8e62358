// SPDX-License-Identifier: Apache-2.0
// The library is opened in a link namespace of its own rather than linked: Debian's SentencePiece
// carries an older Protocol Buffers under the same names, and with both in one namespace the first
// one serves both, until it crashes.
#include "lib/onnxruntime.hpp"

#include "narrowcast/base/log.hpp"

#define ORT_API_MANUAL_INIT
#include <onnxruntime_cxx_api.h>

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace narrowcast::lib {

struct OnnxClassifier::Session {
    Ort::Env environment{nullptr};
    Ort::Session session{nullptr};
    std::vector<std::string> inputs;
    std::string output;
};

namespace {

// Once opened it stays: it has threads and registers what runs at the end.
Result<void> open_library()
{
    using Base = const OrtApiBase* (*)();
    static const auto base = [] {
        void* library = ::dlmopen(LM_ID_NEWLM, NARROWCAST_ONNXRUNTIME, RTLD_NOW);
        return library == nullptr ? nullptr
                                  : reinterpret_cast<Base>(::dlsym(library, "OrtGetApiBase"));
    }();
    const OrtApi* api = base == nullptr ? nullptr : base()->GetApi(ORT_API_VERSION);
    if (api == nullptr)
        return fail(Fault::refused, std::string{NARROWCAST_ONNXRUNTIME} +
                                        " is not there or older than this program: install "
                                        "libonnxruntime");
    Ort::InitApi(api);
    return {};
}

// Debian's build registers every operator twice with its first session and complains about each in
// three lines; what really fails comes as an exception. For the moment of loading only.
class QuietError {
public:
    QuietError() : before_{::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)}
    {
        const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
        if (before_ >= 0 && nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
        if (nowhere >= 0) ::close(nowhere);
    }
    QuietError(const QuietError&) = delete;
    QuietError& operator=(const QuietError&) = delete;
    ~QuietError()
    {
        if (before_ < 0) return;
        ::dup2(before_, STDERR_FILENO);
        ::close(before_);
    }

private:
    int before_;
};

void say(void*, OrtLoggingLevel, const char*, const char*, const char*, const char* message)
{
    log::warning("onnxruntime", message);
}

Ort::SessionOptions options_for(int threads)
{
    Ort::SessionOptions options;
    options.SetIntraOpNumThreads(threads);
    options.SetInterOpNumThreads(1);
    options.SetGraphOptimizationLevel(GraphOptimizationLevel::ORT_ENABLE_ALL);
    return options;
}

std::vector<std::string> inputs_of(const Ort::Session& session)
{
    const Ort::AllocatorWithDefaultOptions allocator;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < session.GetInputCount(); ++i)
        names.emplace_back(session.GetInputNameAllocated(i, allocator).get());
    return names;
}

// The one called logits, as all exports do, else the first.
std::string output_of(const Ort::Session& session)
{
    const Ort::AllocatorWithDefaultOptions allocator;
    std::string first;
    for (std::size_t i = 0; i < session.GetOutputCount(); ++i) {
        std::string name = session.GetOutputNameAllocated(i, allocator).get();
        if (name == "logits") return name;
        if (first.empty()) first = std::move(name);
    }
    return first;
}

std::string unknown_input(const std::vector<std::string>& inputs)
{
    constexpr std::array<std::string_view, 3> known{"input_ids", "attention_mask",
                                                    "token_type_ids"};
    for (const std::string& input : inputs)
        if (std::find(known.begin(), known.end(), input) == known.end()) return input;
    return {};
}

}  // namespace

OnnxClassifier::OnnxClassifier(std::unique_ptr<Session> session) : session_{std::move(session)} {}
OnnxClassifier::OnnxClassifier(OnnxClassifier&&) noexcept = default;
OnnxClassifier::~OnnxClassifier() = default;

Result<OnnxClassifier> OnnxClassifier::load(const std::filesystem::path& file, int threads)
{
    TRY(open_library());
    auto loaded = std::make_unique<Session>();
    try {
        const QuietError quiet;
        loaded->environment = Ort::Env{ORT_LOGGING_LEVEL_ERROR, "narrowcast", say, nullptr};
        loaded->session = Ort::Session{loaded->environment, file.c_str(), options_for(threads)};
        loaded->inputs = inputs_of(loaded->session);
        loaded->output = output_of(loaded->session);
    } catch (const Ort::Exception& error) {
        return fail(Fault::refused, file.string() + " cannot be loaded: " + error.what());
    }
    if (const std::string input = unknown_input(loaded->inputs); !input.empty())
        return fail(Fault::refused, file.string() + " wants an input \"" + input +
                                        "\", which a classifier of texts does not have");
    if (loaded->inputs.empty() || loaded->output.empty())
        return fail(Fault::refused, file.string() + " has no input or no output");
    return OnnxClassifier{std::move(loaded)};
}

Result<std::vector<float>> OnnxClassifier::logits(TokenTable table, std::size_t classes)
{
    const std::array<std::int64_t, 2> shape{static_cast<std::int64_t>(table.rows),
                                            static_cast<std::int64_t>(table.columns)};
    std::vector<std::int64_t> kinds(table.ids.size());  // of tokens: all of the first sentence
    const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
    std::vector<Ort::Value> values;
    std::vector<const char*> names;
    try {
        for (const std::string& input : session_->inputs) {
            auto& numbers = input == "input_ids"        ? table.ids
                            : input == "attention_mask" ? table.mask
                                                        : kinds;
            values.push_back(Ort::Value::CreateTensor<std::int64_t>(
                memory, numbers.data(), numbers.size(), shape.data(), shape.size()));
            names.push_back(input.c_str());
        }
        const char* output = session_->output.c_str();
        const auto answers = session_->session.Run(Ort::RunOptions{nullptr}, names.data(),
                                                   values.data(), values.size(), &output, 1);
        const auto facts = answers.front().GetTensorTypeAndShapeInfo();
        if (facts.GetElementType() != ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT ||
            facts.GetElementCount() != table.rows * classes)
            return fail(Fault::garbled, "the model's output is not one number for each of " +
                                            std::to_string(classes) + " classes");
        const float* first = answers.front().GetTensorData<float>();
        return std::vector<float>{first, first + table.rows * classes};
    } catch (const Ort::Exception& error) {
        return fail(Fault::garbled, std::string{"the model fails: "} + error.what());
    }
}

}  // namespace narrowcast::lib
