// SPDX-License-Identifier: Apache-2.0
// Tests of the n-grams that part A of the scorer reads.
#include "refine/ngrams.hpp"

#include "support/catch.hpp"

#include <set>
#include <string>

using namespace narrowcast;

namespace {

const Lexicon& lexicon()
{
    static const Lexicon made = [] {
        Lexicon lexicon;
        lexicon.add_word("goed", 0.5);
        lexicon.add_modifier("niet\tnegates");
        return lexicon;
    }();
    return made;
}

Ngrams ngrams_of(const std::string& text)
{
    const SplitText split{text};
    Ngrams ngrams;
    ngrams_in(split, evidence_in(split, lexicon()), ngrams);
    return ngrams;
}

std::vector<std::string> tokens_of(const std::string& text)
{
    std::vector<std::string> tokens;
    for (const Token& token : ngrams_of(text).tokens)
        tokens.push_back(text.substr(token.begin, token.end - token.begin));
    return tokens;
}

std::vector<std::uint32_t> buckets_of(const std::vector<Ngram>& ngrams)
{
    std::vector<std::uint32_t> buckets;
    for (const Ngram& ngram : ngrams)
        buckets.push_back(ngram.bucket);
    return buckets;
}

bool reads_the_same(const std::string& a, const std::string& b)
{
    const Ngrams one = ngrams_of(a), other = ngrams_of(b);
    return buckets_of(one.words) == buckets_of(other.words) &&
           buckets_of(one.letters) == buckets_of(other.letters) && one.pairs == other.pairs;
}

using Tokens = std::vector<std::string>;

}  // namespace

TEST_CASE("a digit is any digit")
{
    CHECK(reads_the_same("om 12.45 uur", "om 38.90 uur"));
    CHECK_FALSE(reads_the_same("om 1 uur", "om 12 uur"));
    CHECK(reads_the_same("om 12 uur", "om 345 uur"));  // a digit drawn out counts twice, too
}

TEST_CASE("a letter drawn out counts twice")
{
    CHECK(reads_the_same("suuuuper", "suuper"));
    CHECK_FALSE(reads_the_same("suuuuper", "super"));
}

TEST_CASE("case and accents say nothing") { CHECK(reads_the_same("CRÈME Brûlée", "creme brulee")); }

TEST_CASE("a word that a negation reaches has buckets of its own")
{
    const Ngrams plain = ngrams_of("dus goed"), negated = ngrams_of("niet goed");
    CHECK_FALSE(plain.tokens[1].negated);
    CHECK(negated.tokens[1].negated);
    CHECK(plain.tokens[1].hash == negated.tokens[1].hash);
    const auto own = [](const Ngrams& ngrams) {
        for (const Ngram& ngram : ngrams.words)
            if (ngram.token == 1 && ngram.next == 1) return ngram.bucket;
        return ngram_buckets;
    };
    CHECK(own(plain) != own(negated));
}

TEST_CASE("whether a pair is familiar has nothing to do with negation")
{
    const std::string text = "niet zo goed";
    const SplitText split{text};
    Evidence evidence = evidence_in(split, lexicon());
    Ngrams negated, plain;
    ngrams_in(split, evidence, negated);
    evidence.negated.assign(3, 0);
    ngrams_in(split, evidence, plain);
    CHECK(negated.pairs == plain.pairs);
    CHECK(buckets_of(negated.words) != buckets_of(plain.words));
}

TEST_CASE("links are one token, and all the same")
{
    const std::string text = "zie https://polder.example/a?b=c#d nu";
    CHECK(tokens_of(text) == Tokens{"zie", "https://polder.example/a?b=c#d", "nu"});
    CHECK(reads_the_same(text, "zie www.other.example nu"));
}

TEST_CASE("mentions are one token, and all the same")
{
    const std::string text = "dank @sanne@polder.example zeg";
    CHECK(tokens_of(text) == Tokens{"dank", "@sanne@polder.example", "zeg"});
    CHECK(reads_the_same(text, "dank @piet zeg"));
}

TEST_CASE("a hashtag is the word it is made of")
{
    CHECK(reads_the_same("#storing weer", "storing weer"));
}

TEST_CASE("runs of marks and dots that trail off are tokens")
{
    CHECK(tokens_of("wat?! nou... ok") == Tokens{"wat", "?!", "nou", "...", "ok"});
    CHECK(reads_the_same("nou...", "nou…"));
    CHECK(reads_the_same("nou!!!!!", "nou!!"));
    CHECK_FALSE(reads_the_same("nou!!", "nou!"));
    CHECK(reads_the_same("wat?!?!", "wat!?"));
    CHECK(tokens_of("Einde. Begin") == Tokens{"Einde", "Begin"});
}

TEST_CASE("the beginning and the end of a text make pairs")
{
    CHECK(ngrams_of("goed").pairs.size() == 2);
    CHECK(ngrams_of("goed zo").pairs.size() == 3);
    const auto first = ngrams_of("goed").pairs, second = ngrams_of("goed zo").pairs;
    CHECK(first[0] == second[0]);
    CHECK(first[1] != second[1]);
    CHECK(ngrams_of("zo goed").pairs[2] == first[1]);
}

TEST_CASE("a text without tokens has no n-grams")
{
    for (const char* text : {"", " \n ", ". , ;"}) {
        const Ngrams ngrams = ngrams_of(text);
        CHECK(ngrams.tokens.empty());
        CHECK(ngrams.words.empty());
        CHECK(ngrams.letters.empty());
        CHECK(ngrams.pairs.empty());
    }
}

TEST_CASE("a word of four letters has six letters with its ends, and nine n-grams of them")
{
    CHECK(ngrams_of("goed").letters.size() == 4 + 3 + 2);
    CHECK(ngrams_of("x").letters.size() == 1);
    CHECK(ngrams_of("👍").letters.empty());
}

TEST_CASE("n-grams of letters stay inside words")
{
    const auto together = buckets_of(ngrams_of("goed zo").letters);
    auto apart = buckets_of(ngrams_of("goed").letters);
    const auto second = buckets_of(ngrams_of("zo").letters);
    apart.insert(apart.end(), second.begin(), second.end());
    CHECK(together == apart);
}

TEST_CASE("what follows the 62nd byte of a word tells nothing more")
{
    std::string word;
    for (int i = 0; i < 40; ++i)
        word += "ab";
    CHECK(reads_the_same(word, word + "cd"));
    CHECK(ngrams_of(word).letters.size() == 62 + 61 + 60);
}

TEST_CASE("each n-gram names the tokens it is made of")
{
    const Ngrams ngrams = ngrams_of("niet zo goed");
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const Ngram& ngram : ngrams.words)
        pairs.emplace(ngram.token, ngram.next);
    CHECK(pairs == std::set<std::pair<std::uint32_t, std::uint32_t>>{
                       {0, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 2}});
    for (const Ngram& ngram : ngrams.letters)
        CHECK(ngram.token == ngram.next);
}

TEST_CASE("what was read before leaves no trace")
{
    const std::string before = "iets heel anders! @a https://b.example", text = "niet goed";
    Ngrams ngrams;
    for (const std::string* each : {&before, &text}) {
        const SplitText split{*each};
        ngrams_in(split, evidence_in(split, lexicon()), ngrams);
    }
    CHECK(buckets_of(ngrams.words) == buckets_of(ngrams_of(text).words));
    CHECK(ngrams.tokens.size() == 2);
}
