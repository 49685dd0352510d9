#pragma once

/// JSONPath and the intrinsic functions as Step Functions has them: the dialect of Jayway JsonPath 2.0.0 (what is seen
/// of the service fits that release of the library and no later one, see docs/jsonpath.md), the roots `$`, `$$` and
/// `$name`, and calls such as `States.Format('{}', $.name)`.
///
/// Everything parsed is immutable, cheap to copy (copies share) and thread-safe. Evaluation shares parts of the input
/// instead of copying them, and is pure: chance comes from the caller.

#include <coworks/json.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/random.hpp"

namespace coworks::jsonpath {

/// Everything that input controls, bounded. The numbers of AWS are from the Developer Guide, "Intrinsic functions".
struct Limits {
    std::size_t text_length = 16'384;      ///< ours: bytes of a path or call
    std::size_t segments = 1'000;          ///< ours: members, indices, … of one path
    std::size_t call_depth = 10;           ///< AWS: at most 10 intrinsic functions in one value, within each other
    std::size_t steps = 20'000'000;        ///< ours: values looked at by one evaluation (some 0.2 s)
    std::size_t results = 1'000'000;       ///< ours: values that one path selects
    std::size_t array_range = 1'000;       ///< AWS: items that States.ArrayRange makes
    std::size_t encode_length = 10'000;    ///< AWS: characters for States.Base64Encode, Base64Decode and Hash
    std::size_t text_bytes_max = 1 << 20;  ///< ours: bytes of a text that a function makes
    std::size_t text_depth = 256;          ///< ours: levels of a value that States.Format writes out
};

/// Why a text is no path or call.
struct SyntaxError {
    std::string message;  ///< a sentence without full stop
    std::size_t offset;   ///< byte in the text
};

/// Why an evaluation gave no value: an error of the interpreted language.
struct Failure {
    enum class Kind : std::uint8_t {
        not_found,  ///< the path selects nothing, or can't be followed: States.Runtime
        argument,   ///< an argument of an intrinsic function is unfit: States.Runtime
        place,      ///< a value can't be put there: States.ResultPathMatchFailure
        limit       ///< a limit was reached: States.Runtime
    };
    Kind kind = Kind::not_found;
    /// As AWS words it: for paths Jayway's text ("No results for path: $['a']", to follow "Invalid path '$.a' : "),
    /// for calls "The function 'States.…' had the following error: …".
    std::string message;
};

template <class T>
using Outcome = tl::expected<T, Failure>;

/// What the roots of a path stand for. Null pointers stand for nothing (such paths fail as not_found).
struct Scope {
    Json const* input = nullptr;      ///< `$`
    Json const* context = nullptr;    ///< `$$`
    Json const* variables = nullptr;  ///< an object: its members are `$name`
};

enum class Root : std::uint8_t { input, context, variable };

/// A parsed path.
class Path {
public:
    struct Program;

    /// `$`, `$.a`, `$['a'][0]`, `$$.Execution.Id`, `$variable.a[*]`, `$.a[?(@.b > 1)].c`, ….
    static tl::expected<Path, SyntaxError> parse(std::string_view text, Limits const& limits = {});

    std::string const& text() const noexcept;  ///< as written
    Root root() const noexcept;
    std::string const& variable() const noexcept;  ///< `$name`: its name; otherwise empty
    /// Whether it selects exactly one value (or fails); otherwise it gives an array of all it selects, maybe empty.
    /// It may fail, too, where a step finds nothing.
    bool definite() const noexcept;
    /// Whether it is a reference path (States language, "Reference Paths"): members and indices alone.
    bool is_reference() const noexcept;
    /// What its author may not expect: parts that mean nothing, or something else in other releases of the library.
    std::vector<std::string> const& remarks() const noexcept;

    Outcome<Json> evaluate(Scope const& scope, Limits const& limits = {}) const;

    /// `into` with `value` at this path, which has to be a reference path into `$` (ResultPath): objects on the way
    /// that are not there are made; items of arrays have to exist.
    Outcome<Json> put(Json const& into, Json value) const;

private:
    explicit Path(std::shared_ptr<Program const> program) : program_(std::move(program)) {}
    std::shared_ptr<Program const> program_;
};

/// A parsed call of an intrinsic function.
class Call {
public:
    struct Program;

    /// "States.Format('Hello {}', $.name)": names and the number of arguments are checked.
    static tl::expected<Call, SyntaxError> parse(std::string_view text, Limits const& limits = {});

    std::string const& text() const noexcept;
    /// Adds the names of the variables that its paths read.
    void collect_variables(std::set<std::string>& names) const;
    /// Of all its paths.
    std::vector<std::string> remarks() const;

    Outcome<Json> evaluate(Scope const& scope, Random& random, Limits const& limits = {}) const;

private:
    explicit Call(std::shared_ptr<Program const> program) : program_(std::move(program)) {}
    std::shared_ptr<Program const> program_;
};

/// Whether a text would be read as a call rather than as a path.
bool looks_like_call(std::string_view text) noexcept;

}  // namespace coworks::jsonpath
