// SPDX-License-Identifier: Apache-2.0
// The features of part B. Only +, -, *, / and comparisons: the same numbers on every machine.
#include "refine/evidence.hpp"

#include <algorithm>

namespace narrowcast {

namespace {

// Grows from 0 to 1; half way at `half`.
double squashed(double amount, double half) { return amount / (half + amount); }
double flag(bool value) { return value ? 1 : 0; }

struct Signs {
    double praised = 0, complained = 0;  // sums
    double glad = 0, sad = 0;            // of faces
    double praise = 0, complaint = 0;    // the strongest
    double first = 0, last = 0;
    std::size_t praises = 0, complaints = 0;
};

Signs signs_of(const Evidence& evidence, std::size_t without)
{
    Signs signs;
    for (std::size_t i = 0; i < evidence.hits.size(); ++i) {
        if (i == without) continue;
        const Hit& hit = evidence.hits[i];
        if (signs.praises + signs.complaints == 0) signs.first = hit.value;
        signs.last = hit.value;
        if (hit.value > 0) {
            signs.praised += hit.value;
            signs.praise = std::max(signs.praise, hit.value);
            ++signs.praises;
            if (hit.face) signs.glad += hit.value;
        } else {
            signs.complained -= hit.value;
            signs.complaint = std::max(signs.complaint, -hit.value);
            ++signs.complaints;
            if (hit.face) signs.sad -= hit.value;
        }
    }
    return signs;
}

struct Marks {
    std::size_t asking = 0, exclaiming = 0, capitals = 0, letters = 0;
    bool numbers = false, trails_off = false, quotes = false;
};

Marks marks_of(std::string_view text)
{
    Marks marks;
    bool ascii = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        ascii = ascii && static_cast<unsigned char>(c) < 0x80;
        const bool capital = c >= 'A' && c <= 'Z';
        marks.asking += c == '?';
        marks.exclaiming += c == '!';
        marks.capitals += capital;
        marks.letters += capital || (c >= 'a' && c <= 'z');
        marks.numbers = marks.numbers || (c >= '0' && c <= '9');
        marks.trails_off = marks.trails_off || (c == '.' && i > 0 && text[i - 1] == '.');
        marks.quotes = marks.quotes || c == '"';
    }
    if (ascii) return marks;
    const auto has = [&](std::string_view mark) { return text.find(mark) != text.npos; };
    marks.trails_off = marks.trails_off || has("…");
    marks.quotes = marks.quotes || has("“") || has("‘") || has("„") || has("«");
    return marks;
}

bool has(const std::vector<Special>& specials, Special::Kind kind)
{
    return std::any_of(specials.begin(), specials.end(),
                       [&](const Special& special) { return special.kind == kind; });
}

}  // namespace

Features features_of(const SplitText& split, const Evidence& evidence)
{
    const Marks marks = marks_of(split.text);
    const std::size_t end = split.text.find_last_not_of(" \n");
    Features features{};
    features[constant] = 1;
    features[asks] = flag(marks.asking > 0);
    features[ends_asking] = flag(end != split.text.npos && split.text[end] == '?');
    features[asks_again] = flag(marks.asking > 1);
    features[exclaims] = flag(marks.exclaiming > 0);
    features[exclaims_again] = flag(marks.exclaiming > 1);
    features[length] = squashed(static_cast<double>(split.words.size()), 20);
    features[very_short] = flag(split.words.size() < 6);
    features[shouts] = flag(marks.letters > 10 && marks.capitals * 2 > marks.letters);
    features[links] = flag(has(split.specials, Special::Kind::link));
    features[mentions] = flag(has(split.specials, Special::Kind::mention));
    features[hashtags] = flag(has(split.specials, Special::Kind::hashtag));
    features[numbers] = flag(marks.numbers);
    features[trails_off] = flag(marks.trails_off);
    features[quotes] = flag(marks.quotes);
    features[negations] = squashed(static_cast<double>(evidence.negations), 1);
    features[contrasts] = flag(evidence.contrasts > 0);
    put_signs(evidence, evidence.hits.size(), features);
    return features;
}

void put_signs(const Evidence& evidence, std::size_t without, Features& features)
{
    const Signs signs = signs_of(evidence, without);
    const double p = signs.praised, n = signs.complained;
    const bool silent = signs.praises + signs.complaints == 0;
    features[praise] = squashed(p, 0.7);
    features[complaint] = squashed(n, 0.7);
    features[balance] = (p - n) / (0.7 + p + n);
    features[nothing_found] = flag(silent);
    features[glad_faces] = squashed(signs.glad, 0.7);
    features[sad_faces] = squashed(signs.sad, 0.7);
    features[strongest_praise] = signs.praise;
    features[strongest_complaint] = signs.complaint;
    features[first_sign] = signs.first;
    features[last_sign] = signs.last;
    features[praises] = squashed(static_cast<double>(signs.praises), 2);
    features[complaints] = squashed(static_cast<double>(signs.complaints), 2);
    features[both] = flag(p > 0 && n > 0);
    features[lesser_of_both] = std::min(features[praise], features[complaint]);
    features[asks_nothing_found] = flag(silent && features[asks] > 0);
    features[links_nothing_found] = flag(silent && features[links] > 0);
}

}  // namespace narrowcast
