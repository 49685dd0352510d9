/// JSONata expressions: their syntax, and what they may refer to. An expression is evaluated without a context item:
/// the input is $states.input, variables are $name (Developer Guide, "Transforming data with JSONata").

#include "jsonata/jsonata.hpp"

#include <algorithm>
#include <array>

#include "asl/check/checker.hpp"
#include "asl/compile.hpp"
#include "jsonata/syntax.hpp"

namespace coworks::asl::checking {
namespace {

using jsonata::Syntax;
using Kind = Syntax::Kind;

/// The names and `$` that an expression reads from the context item that it does not have. Only the first step of a
/// path does: later steps, predicates, sort terms and groupings see what came before them.
class TopLevel {
public:
    static std::vector<Syntax const*> of(Syntax const& root) {
        TopLevel finder;
        finder.visit(root);
        return std::move(finder.found_);
    }

private:
    void visit(Syntax const& node) {
        switch (node.kind) {
            case Kind::name:
                return add(node);
            case Kind::variable:
                if (node.text.empty()) add(node);
                return;
            case Kind::binary:
                visit(*node.items[0]);
                if (node.text != ".") visit(*node.items[1]);
                return;
            case Kind::predicate:
            case Kind::group:
            case Kind::sort:
            case Kind::focus:
            case Kind::index:
                return visit(*node.items[0]);
            case Kind::bind:
                return visit(*node.items[1]);
            case Kind::lambda:
                return visit(*node.items.back());
            case Kind::transform:
                return;
            default:
                for (Syntax const* const item : node.items)
                    visit(*item);
        }
    }

    void add(Syntax const& node) {
        if (seen_.insert(node.kind == Kind::name ? node.text : "$").second) found_.push_back(&node);
    }

    std::set<std::string> seen_;
    std::vector<Syntax const*> found_;
};

}  // namespace

bool Checker::expression(Json const& value, Place const& place, QueryLanguage language) {
    if (language != QueryLanguage::jsonata || !value.is_string()) return false;
    auto const text = value.as_string();
    if (!is_jsonata(text)) {
        // "Improperly opening or closing the expression will result in a validation error" (Developer Guide,
        // "Transforming data with JSONata"); the words are ours.
        if (!looks_like_jsonata(text)) return false;
        report("INVALID_JSONATA_EXPRESSION", place, "The expression is improperly opened or closed",
               "the text begins with {% and ends with %}, without blanks around them");
        return true;
    }
    auto const source = jsonata_source(text);
    auto const at = [&](std::size_t position) {
        return static_cast<std::size_t>(source.data() - text.data()) + jsonata::byte_offset(source, position);
    };
    auto const compiled = jsonata::compile(source, jsonata::Dialect::aws);
    if (!compiled) {
        jsonata::JsonataError const& error = compiled.error();
        report("INVALID_JSONATA_EXPRESSION", place, error.message);
        // The reference counts to the end of the token.
        // The end is no text; its fault is shown at the last character.
        std::size_t const length = error.token == "(end)" ? 1 : error.token.size();
        findings_.back().offset = at(error.position - std::min(error.position, length));
        return true;
    }
    auto const refuse = [&](std::string message, std::size_t position, std::string remedy) {
        report("UNSUPPORTED_JSONATA_EXPRESSION", place, std::move(message), std::move(remedy));
        findings_.back().offset = at(position);
    };
    for (Syntax const* const found : TopLevel::of(compiled->syntax())) {
        std::string const name = found->kind == Kind::name ? found->text : "$";
        refuse("Reference to '" + name + "' at the top level is not supported.",
               found->position - std::min<std::size_t>(found->position, name.size()),
               name == "$" ? "write $states.input for the input"
                           : "write $states.input." + name + " for the input, $" + name + " for a variable");
    }
    check_references(compiled->references(), refuse);
    return true;
}

void Checker::check_references(std::vector<jsonata::Reference> const& references, Refuse const& refuse) const {
    std::set<std::string> told;
    for (jsonata::Reference const& reference : references) {
        std::size_t const begin = reference.position - std::min(reference.position, reference.variable.size() + 1);
        if (reference.variable == "$" && told.insert("$$").second)
            refuse("Reference to '$$' is not supported.", begin, "write $states.context for the context object");
        if (reference.variable != "states" || reference.path.empty()) continue;
        std::string const& field = reference.path.front();
        bool const there = field == "input" || field == "context" || (field == "result" && has_result_) ||
                           (field == "errorOutput" && has_error_output_);
        if (there || !told.insert(field).second) continue;
        refuse("Field '$states." + field + "' does not exist.", begin,
               field == "result"        ? "a result is there in Output and Assign of Task, Parallel and Map"
               : field == "errorOutput" ? "an error is there in Output and Assign of a catcher"
                                        : "$states has input, result, errorOutput and context");
    }
}

}  // namespace coworks::asl::checking
