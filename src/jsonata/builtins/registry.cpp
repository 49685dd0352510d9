#include "jsonata/builtins/registry.hpp"

#include <deque>
#include <unordered_map>

namespace coworks::jsonata {
namespace {

class Registry {
public:
    Registry() {
        for (auto const rows : {string_builtins(), matching_builtins(), encoding_builtins(), number_builtins(),
                                aggregation_builtins(), boolean_builtins(), array_builtins(), object_builtins(),
                                datetime_builtins(), higher_order_builtins(), aws_builtins()}) {
            for (BuiltinRow const& row : rows)
                add(row);
        }
    }

    Builtin const* find(std::string_view name, Dialect dialect) const {
        auto const& names = dialect == Dialect::aws ? aws_ : standard_;
        auto const found = names.find(name);
        return found != names.end() ? found->second : nullptr;
    }
    std::size_t size() const noexcept { return builtins_.size(); }

private:
    void add(BuiltinRow const& row) {
        builtins_.push_back({.row = row,
                             .signature = row.signature.empty() ? nullptr : Signature::parse(row.signature, 0),
                             .place = builtins_.size()});
        // A later row of the same name takes the place of the reference's function.
        if (row.dialects != Dialects::aws) standard_[row.name] = &builtins_.back();
        if (row.dialects != Dialects::standard) aws_[row.name] = &builtins_.back();
    }

    std::deque<Builtin> builtins_;
    std::unordered_map<std::string_view, Builtin const*> standard_;
    std::unordered_map<std::string_view, Builtin const*> aws_;
};

Registry const& registry() {
    static Registry const made;
    return made;
}

}  // namespace

Builtin const* find_builtin(std::string_view name, Dialect dialect) {
    return registry().find(name, dialect);
}

std::size_t builtin_count() {
    return registry().size();
}

}  // namespace coworks::jsonata
