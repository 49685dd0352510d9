#include "project/mocks.hpp"

#include <algorithm>
#include <charconv>

#include "base/in_order.hpp"
#include "base/text.hpp"
#include "project/reader.hpp"
#include "yaml/yaml.hpp"

namespace coworks::project {

namespace {

constexpr std::string_view kReturn = "Return";
constexpr std::string_view kThrow = "Throw";
constexpr std::string_view kWrite = "write Return: RESULT, or Throw: {Error: NAME, Cause: TEXT}";

bool is_number(std::string_view text) {
    return !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::int64_t number_of(std::string_view digits) {
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

/// "0", "1-2", "3-": which invocations a key means.
std::optional<MockedAnswer> invocations_of(std::string_view key) {
    auto const dash = key.find('-');
    std::string_view const first = key.substr(0, dash);
    if (!is_number(first)) return std::nullopt;
    MockedAnswer answer{.first = number_of(first), .last = number_of(first)};
    if (dash == std::string_view::npos) return answer;
    std::string_view const last = key.substr(dash + 1);
    if (last.empty()) {
        answer.last = MockedAnswer().last;
    } else if (is_number(last)) {
        answer.last = number_of(last);
    } else {
        return std::nullopt;
    }
    return answer;
}

void read_error(Reader& reader, Item const& item, MockedAnswer& into) {
    static constexpr Key<MockedAnswer> kKeys[] = {
        {"Error", [](Reader& r, Item const& value, MockedAnswer& answer) { r.text(value, answer.error); }},
        {"Cause", [](Reader& r, Item const& value, MockedAnswer& answer) { r.text(value, answer.cause.emplace()); }},
    };
    std::size_t const before = reader.faults().size();
    reader.object(item, "Throw", std::span<Key<MockedAnswer> const>(kKeys), into);
    if (reader.faults().size() == before && into.error.empty())
        reader.fault_of_key(item, "missing-key", "Throw needs the error's name", "write Throw: {Error: NAME}");
}

/// Return or Throw, below a state or below one of its invocations.
class AnswerReader {
public:
    AnswerReader(Reader& reader, std::string_view what) : reader_(reader), what_(what) {}

    /// Takes one of the two; false if the key is neither.
    bool take(std::string_view key, Item const& value, MockedAnswer& into) {
        if (key != kReturn && key != kThrow) return false;
        if (taken_) {
            reader_.fault_of_key(value, "conflicting-keys", "there are both Return and Throw",
                                 "one invocation has one answer: remove one of them");
        } else if (key == kReturn) {
            into.result = value.value;
        } else {
            read_error(reader_, value, into);
        }
        taken_ = true;
        return true;
    }
    bool taken() const { return taken_; }
    void unknown(Item const& value, std::string_view key, std::vector<std::string_view> const& known) {
        reader_.unknown_key(value, key, what_, known);
    }

private:
    Reader& reader_;
    std::string_view what_;
    bool taken_ = false;
};

/// What is read of one state.
class StateReader {
public:
    StateReader(Reader& reader, Item const& item) : reader_(reader), item_(item), always_(reader, "a state") {}

    MockedState read() {
        state_.position = reader_.key_position(item_.pointer);
        if (item_.value.is_null() || (item_.value.is_object() && item_.value.empty())) {
            reader_.fault_of_key(item_, "no-answer", "this state has no answer", std::string(kWrite));
            return std::move(state_);
        }
        reader_.each(item_, "a state", [this](std::string const& key, Item const& value) { member(key, value); });
        return std::move(state_);
    }

private:
    void member(std::string const& key, Item const& value) {
        MockedAnswer answer;
        bool const second = always_.taken();
        if (always_.take(key, value, answer)) {
            if (second) return;
            if (!state_.answers.empty()) return mixed(value, key);
            if (answer.result || !answer.error.empty()) state_.answers.push_back(std::move(answer));
            return;
        }
        auto invocations = invocations_of(key);
        if (!invocations) return always_.unknown(value, key, {kReturn, kThrow, "0", "1-2", "3-"});
        if (always_.taken()) return mixed(value, key);
        if (invocations->last < invocations->first)
            return reader_.fault_of_key(value, "bad-range", "'" + key + "' ends before it begins",
                                        "invocations are counted from 0: 1-2 are the second and the third");
        for (MockedAnswer const& other : state_.answers) {
            if (other.last >= invocations->first && other.first <= invocations->last)
                return reader_.fault_of_key(value, "overlap", "'" + key + "' has an invocation that another key has",
                                            "each invocation has one answer");
        }
        read_answer(value, *invocations);
        state_.answers.push_back(*std::move(invocations));
    }

    void mixed(Item const& value, std::string const& key) {
        if (key != kReturn && key != kThrow)
            return reader_.fault_of_key(value, "conflicting-keys",
                                        "an answer to every invocation stands beside this one",
                                        "give it a range: 0-1: {Return: …}");
        reader_.fault_of_key(value, "conflicting-keys",
                             "this is the answer to every invocation, and others have theirs",
                             "give it a range: 3-: {" + key + ": …}");
    }

    void read_answer(Item const& item, MockedAnswer& into) {
        AnswerReader answer(reader_, "an invocation");
        std::size_t const before = reader_.faults().size();
        reader_.each(item, "an invocation", [&](std::string const& key, Item const& value) {
            if (!answer.take(key, value, into)) answer.unknown(value, key, {kReturn, kThrow});
        });
        if (!answer.taken() && reader_.faults().size() == before)
            reader_.fault_of_key(item, "no-answer", "this invocation has no answer", std::string(kWrite));
    }

    Reader& reader_;
    Item const& item_;
    AnswerReader always_;
    MockedState state_;
};

Diagnostic fault_of(Mocks const& mocks, std::string_view state, MockedState const& mocked, std::string code,
                    std::string message, std::string remedy) {
    return {.file = mocks.file,
            .position = mocked.position,
            .length = std::max<std::size_t>(1, code_points(state)),
            .code = std::move(code),
            .message = std::move(message),
            .remedy = std::move(remedy)};
}

}  // namespace

MockedAnswer const* MockedState::answer(std::int64_t invocation) const {
    auto const found = std::ranges::find_if(
        answers, [&](MockedAnswer const& each) { return each.first <= invocation && invocation <= each.last; });
    return found == answers.end() ? nullptr : &*found;
}

ReadMocks read_mocks(std::string_view text, std::string_view file) {
    ReadMocks out;
    out.mocks.file = file;
    PositionedJson const document = yaml::parse(text, file);
    out.faults = document.faults;
    if (!out.faults.empty()) return out;
    Reader reader(std::string(file), document, {}, {});
    reader.each({document.value, ""}, "a file of mocked answers", [&](std::string const& name, Item const& item) {
        out.mocks.states.emplace(name, StateReader(reader, item).read());
    });
    out.faults = std::move(reader.faults());
    sort_by_place(out.faults);
    return out;
}

std::vector<Diagnostic> check_mocks(Mocks const& mocks, std::vector<MockableState> const& states) {
    std::vector<Diagnostic> faults;
    std::vector<std::string> names;
    for (MockableState const& state : states)
        if (state.kind == MockableState::Kind::missing) names.push_back(state.name);
    for (auto const& [name, mocked] : mocks.states) {
        auto const found = std::ranges::find(states, name, &MockableState::name);
        if (found == states.end()) {
            std::string const nearest(nearest_name(name, std::span<std::string const>(names)));
            faults.push_back(fault_of(mocks, name, mocked, "unknown-state", "the workflow has no state '" + name + "'",
                                      nearest.empty() ? "remove it" : "did you mean '" + nearest + "'?"));
        } else if (found->kind == MockableState::Kind::no_task) {
            faults.push_back(fault_of(mocks, name, mocked, "no-task", "the state '" + name + "' is no Task",
                                      "only Tasks call something that can be mocked: remove it"));
        } else if (found->kind == MockableState::Kind::here) {
            faults.push_back(
                fault_of(mocks, name, mocked, "not-missing",
                         "the local cloud has " + found->resource + ": the state '" + name + "' calls it, and no mock",
                         "remove it; `cws step --mock` runs one state with an answer of yours"));
        }
    }
    return faults;
}

}  // namespace coworks::project
