#include "base/text.hpp"
#include "jsonpath/compile.hpp"
#include "jsonpath/evaluate.hpp"

namespace coworks::jsonpath {

namespace {

Outcome<Json> place(Json const& into, std::vector<Segment> const& segments, std::size_t at, Json value) {
    auto const no_place = [] { return tl::unexpected(Failure{.kind = Failure::Kind::place, .message = {}}); };
    if (at == segments.size()) return value;
    auto const& segment = segments[at];
    if (segment.kind == Segment::Kind::index) {
        auto const index = static_cast<std::size_t>(segment.numbers.front());
        if (!into.is_array() || index >= into.size()) return no_place();
        auto inner = place(into.items()[index], segments, at + 1, std::move(value));
        if (!inner) return inner;
        return into.with_item(index, std::move(*inner));
    }
    if (!into.is_object()) return no_place();
    auto const& name = segment.names.front();
    auto const* const there = into.find(name);
    auto inner = place(there != nullptr ? *there : Json::object(), segments, at + 1, std::move(value));
    if (!inner) return inner;
    return into.with(name, std::move(*inner));
}

constexpr std::size_t kPlaceShown = 8U << 10;  // bytes of the input in an error text

}  // namespace

tl::expected<Path, SyntaxError> Path::parse(std::string_view text, Limits const& limits) {
    if (!is_utf8(text)) return tl::unexpected(SyntaxError{"The path is not UTF-8", 0});
    if (text.size() > limits.text_length)
        return tl::unexpected(SyntaxError{"The path is too long", limits.text_length});
    auto program = compile_path(text, limits);
    if (!program) return tl::unexpected(std::move(program.error()));
    return Path(*std::move(program));
}

std::string const& Path::text() const noexcept {
    return program_->text;
}

Root Path::root() const noexcept {
    return program_->root;
}

std::string const& Path::variable() const noexcept {
    return program_->variable;
}

bool Path::definite() const noexcept {
    return program_->definite();
}

bool Path::is_reference() const noexcept {
    return program_->reference;
}

std::vector<std::string> const& Path::remarks() const noexcept {
    return program_->remarks;
}

Outcome<Json> Path::evaluate(Scope const& scope, Limits const& limits) const {
    Json const* const root = root_of(*program_, scope);
    if (root == nullptr) {
        return tl::unexpected(
            Failure{.kind = Failure::Kind::not_found, .message = "No results for path: " + program_->text});
    }
    Budget budget{.limits = limits};
    return jsonpath::evaluate(*program_, *root, budget);
}

Outcome<Json> Path::put(Json const& into, Json value) const {
    if (program_->reference && program_->root == Root::input) {
        auto changed = place(into, program_->segments, 0, std::move(value));
        if (changed) return changed;
    }
    std::string shown = into.dump();
    if (shown.size() > kPlaceShown) shown = "...";
    return tl::unexpected(Failure{.kind = Failure::Kind::place,
                                  .message = "Unable to apply ReferencePath " + program_->text + " to input " + shown});
}

}  // namespace coworks::jsonpath
