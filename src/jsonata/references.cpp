#include <algorithm>

#include "jsonata/builtins/registry.hpp"
#include "jsonata/plan.hpp"

namespace coworks::jsonata {
namespace {

using Kind = Syntax::Kind;

/// Walks the tree with the variables that are bound where it is.
class Finder {
public:
    explicit Finder(Dialect dialect) : dialect_(dialect) {}

    std::vector<Reference> run(Syntax const& root) {
        visit(root);
        return std::move(found_);
    }

private:
    void visit(Syntax const& node) {
        switch (node.kind) {
            case Kind::variable:
                add(node, {}, false);
                return;
            case Kind::lambda:
                scoped([&] {
                    for (std::size_t i = 0; i + 1 < node.items.size(); ++i)
                        bound_.push_back(node.items[i]->text);
                    visit(*node.items.back());
                });
                return;
            case Kind::block:
                scoped([&] { items(node, 0); });
                return;
            case Kind::bind:
                // Known while its own value is made: a function may call itself.
                bound_.push_back(node.items[0]->text);
                visit(*node.items[1]);
                return;
            case Kind::focus:
            case Kind::index:
                visit(*node.items[0]);
                bound_.push_back(node.items[1]->text);
                return;
            case Kind::call:
            case Kind::partial:
                if (node.items[0]->kind == Kind::variable) {
                    add(*node.items[0], {}, true);
                } else {
                    visit(*node.items[0]);
                }
                items(node, 1);
                return;
            case Kind::binary:
                if (node.text == "." && dotted(node)) return;
                break;
            default:
                break;
        }
        items(node, 0);
    }

    void items(Syntax const& node, std::size_t from) {
        for (std::size_t i = from; i < node.items.size(); ++i)
            visit(*node.items[i]);
    }

    template <class Body>
    void scoped(Body const& body) {
        std::size_t const outer = bound_.size();
        body();
        bound_.resize(outer);
    }

    /// `$a.b[…].c`: one reference with its names, then whatever is in the predicates and behind the names.
    bool dotted(Syntax const& node) {
        std::vector<Syntax const*> steps;
        Syntax const* at = &node;
        for (; at->kind == Kind::binary && at->text == "."; at = at->items[0])
            steps.push_back(at->items[1]);
        std::vector<Syntax const*> inner;
        at = strip(at, inner);
        if (at->kind != Kind::variable) return false;
        std::vector<std::string> path;
        std::size_t left = steps.size();
        for (; left > 0; --left) {
            Syntax const* const step = strip(steps[left - 1], inner);
            if (step->kind != Kind::name && step->kind != Kind::string) break;
            path.push_back(step->text);
        }
        add(*at, std::move(path), false);
        for (; left > 0; --left)
            visit(*steps[left - 1]);
        for (Syntax const* const predicate : inner)
            visit(*predicate);
        return true;
    }

    static Syntax const* strip(Syntax const* node, std::vector<Syntax const*>& inner) {
        for (; node->kind == Kind::predicate; node = node->items[0])
            inner.push_back(node->items[1]);
        return node;
    }

    void add(Syntax const& variable, std::vector<std::string> path, bool called) {
        if (std::ranges::find(bound_, variable.text) != bound_.end()) return;
        found_.push_back({.variable = variable.text,
                          .path = std::move(path),
                          .position = variable.position,
                          .called = called,
                          .library = find_builtin(variable.text, dialect_) != nullptr});
    }

    Dialect dialect_;
    std::vector<std::string> bound_;
    std::vector<Reference> found_;
};

}  // namespace

std::vector<Reference> Expression::references() const {
    auto found = Finder(program_->dialect).run(*program_->parsed.root);
    std::ranges::sort(found, {}, &Reference::position);
    return found;
}

}  // namespace coworks::jsonata
